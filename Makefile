# One Makefile, no recursion but for builds with other flags.  cmd/hoff-x.c
# becomes build/bin/hoff-x; every other list in this file is read from the tree.

PREFIX	?= /usr/local
VERSION	:= 0.2.0
BUILD	?= build
# One name for it: what depends on what is noted by name.
override BUILD := $(patsubst $(CURDIR)/%,%,$(BUILD))

CC	?= cc
CFLAGS	?= -O2 -g
CPPFLAGS ?=
WARN	:= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	   -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef
WERROR	?=
HARDEN	?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	   -fstack-clash-protection -fPIE
RELRO	?= -pie -Wl,-z,relro,-z,now,-z,noexecstack

# Everything a fresh Debian 12 needs; `make demo` and `make test` install what
# is missing from it.
PACKAGES_BUILD := gcc libc6-dev pkg-config zlib1g-dev libjq-dev libcsv-dev \
	libutf8proc-dev libpcre2-dev libsodium-dev libgsl-dev libseccomp-dev \
	libsqlite3-dev liblinear-dev tzdata
PACKAGES_TEST := bats bats-assert bats-support clang clang-format clang-tidy \
	cppcheck fish groff jq libclang-rt-14-dev mandoc procps \
	python3-jsonschema python3-stdnum shellcheck strace time zsh

# And what `make test-all` needs besides; COMMAND:PACKAGE, for node and npm come
# from elsewhere too.  There is another `parallel` than GNU's.
COMMANDS_ALL := chromium:chromium env_parallel:parallel node:nodejs npm:npm \
	slurmctld:slurm-wlm

# pkg-config where the distribution has a .pc; the bare name where it has none
# (Debian 12: libjq 1.6 and libcsv have none).
PKG_CONFIG ?= pkg-config
pc	= $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null || echo $(3))

# The same sums on every machine: no fused multiply-add, no -ffast-math.  And
# the same bytes in every folder.  What a packager sets comes before HARDEN,
# which fortifies no less.
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	-DCOMMANDS='"$(CMDS)"' -DLIBLINEAR='"$(LIBLINEAR)"' -Ilib \
	-ffile-prefix-map='$(CURDIR)'=. $(WARN) $(WERROR) \
	-ffp-contract=off $(CPPFLAGS) $(CFLAGS) $(HARDEN)
ASKED	= -Wl,--as-needed $(call pc,--libs,zlib,-lz) $(call pc,--libs,libjq,-ljq) \
	$(call pc,--libs,libcsv,-lcsv) $(call pc,--libs,libutf8proc,-lutf8proc) \
	$(call pc,--libs,libpcre2-8,-lpcre2-8) $(call pc,--libs,libsodium,-lsodium) \
	$(call pc,--libs,gsl,-lgsl -lgslcblas) \
	$(call pc,--libs,libseccomp,-lseccomp) \
	$(call pc,--libs,sqlite3,-lsqlite3) -ldl -lm -pthread
# Asked for once, by the first link.
LIBS	= $(eval LIBS := $$(ASKED))$(LIBS)

# What is loaded to teach a model, and then only, is not linked: here is its
# name, as the library has it whose header is compiled with.
LIBLINEAR := $(or $(shell objdump -p "$$($(CC) -print-file-name=liblinear.so)" \
	2>/dev/null | awk '$$1 == "SONAME" { print $$2 }'),liblinear.so.4)

# Runs what was built, where CC builds for another machine:
# CC=aarch64-linux-gnu-gcc EMULATOR='qemu-aarch64 -L FOLDER'.
EMULATOR ?=

# What is built, a line each; V=1 shows the commands instead.
V	?= 0
Q	:= $(if $(filter 0,$(V)),@)
say	= $(if $(filter 0,$(V)),$(info $()  $(1)))
folder	= @$(if $(wildcard $(@D)),,mkdir -p $(@D))

CMDS	:= $(sort $(notdir $(basename $(wildcard cmd/*.c))))
EMBEDS	:= $(wildcard lib/*/defaults/*)
# What is read when we build, with these rooms, not when we start.
COMPILED := customer bot words
LISTERS	:= $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard \
	   $(foreach room,base csv text terms,lib/$(room)/*.c)) \
	   lib/wordlist/wordlist lib/score/build/compile-lists)) \
	   $(patsubst %,$(BUILD)/%.embed.o,$(filter lib/score/%.csv,$(EMBEDS)))
VOCABULARIES := gist matters promises words
READERS	:= $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard \
	   $(foreach room,base csv text terms,lib/$(room)/*.c)) \
	   lib/words/vocabulary lib/wordlist/wordlist \
	   lib/packet/build/compile-vocabulary)) \
	   $(VOCABULARIES:%=$(BUILD)/lib/packet/defaults/%.csv.embed.o)
EXPORTERS := $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard \
	   $(foreach room,base csv,lib/$(room)/*.c)) \
	   lib/wordlist/wordlist lib/import/build/compile-words)) \
	   $(BUILD)/lib/import/defaults/words.csv.embed.o
WORDBOOK := phrases members words lists lexicon uses
WORDERS	:= $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard \
	   $(foreach room,base csv json text terms,lib/$(room)/*.c)) \
	   $(foreach part,view character devanagari kind namings word_lists lexicon uses numbers \
	   dates,lib/redact/$(part)) lib/wordlist/wordlist \
	   lib/redact/build/compile-wordbook)) \
	   $(patsubst %,$(BUILD)/%.embed.o,$(filter lib/redact/%.csv,$(EMBEDS)))
# Programs that give one value: what they give is found out when we are built.
PROGRAMS := $(filter-out lib/import/%,$(filter %.jq,$(EMBEDS)))
RUNNERS	:= $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard \
	   $(foreach room,base expr jail json text,lib/$(room)/*.c)) \
	   lib/expr/build/run-program))
OBJS	:= $(patsubst %,$(BUILD)/%.o,$(basename $(wildcard lib/*/*.c))) \
	   $(patsubst %,$(BUILD)/%.embed.o,$(EMBEDS)) \
	   $(COMPILED:%=$(BUILD)/lib/score/defaults/%.lists.embed.o) \
	   $(VOCABULARIES:%=$(BUILD)/lib/packet/defaults/%.lists.embed.o) \
	   $(WORDBOOK:%=$(BUILD)/lib/redact/defaults/%.image.embed.o) \
	   $(BUILD)/lib/import/defaults/words.lists.embed.o
BINS	:= $(CMDS:%=$(BUILD)/bin/%)
MANS	:= $(CMDS:%=$(BUILD)/man/%.1)
FUZZERS	:= $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))
BENCHES	:= $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
SHIMS	:= $(patsubst tests/shim/%.c,$(BUILD)/shim/%.so,$(wildcard tests/shim/*.c))
UNITS	:= $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

.PHONY: all programs demo test test-all check torture asan tsan storm storm-run bench scale redact-scores fuzz fuzz-run \
	model tagger readiness matters picks format completions \
	lint lint-all lint-format lint-cppcheck lint-tidy lint-shell lint-man \
	packages-build packages-test packages-all install uninstall clean
.SECONDARY:
.DELETE_ON_ERROR:
all: $(BINS) $(MANS)

define link
	$(call say,ld $@)
	$(Q)$(CC) $(CFLAGS) $(RELRO) $(LDFLAGS) -o $@ $^ $(LIBS)
endef

$(BUILD)/%.o: %.c
	$(folder)
	$(call say,cc $<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# What tells the version or the name of a library is made anew with it.
$(patsubst %.c,$(BUILD)/%.o,$(shell grep -lwE 'VERSION|LIBLINEAR' lib/*/*.c)): Makefile

# Loops over rows of small integers, which -O2 of GCC 12 leaves to one register.
$(BUILD)/lib/model/lanes.o: CFLAGS += -O3

# The manual names the sister commands: a new one makes it stale.
$(BUILD)/lib/cli/man.o: $(wildcard cmd)

# lib/ROOM/defaults/NAME -> embed_ROOM_NAME, readable as bytes.
embed_symbol = embed_$(subst -,_,$(subst .,_,$(subst /,_,$(patsubst \
	lib/%,%,$(patsubst $(BUILD)/%,%,$(subst /defaults/,/,$(1)))))))
define embed
	$(folder)
	$(Q)printf '.section .rodata\n.balign 64\n.global %s, %s_end\n%s:\n.incbin "%s"\n%s_end:\n.zero 64\n.section .note.GNU-stack,"",%%progbits\n' \
	    $(foreach s,1 2 3,$(call embed_symbol,$<)) $< $(call embed_symbol,$<) | \
	    $(CC) -c -x assembler -o $@ -
endef
$(BUILD)/%.embed.o: %
	$(embed)
$(BUILD)/%.embed.o: $(BUILD)/%
	$(embed)

$(BUILD)/compile-lists: $(LISTERS)
	$(link)

$(BUILD)/lib/score/defaults/%.lists: $(BUILD)/compile-lists
	$(folder)
	$(Q)$(EMULATOR) $< $* >$@

$(BUILD)/compile-vocabulary: $(READERS)
	$(link)

$(BUILD)/lib/packet/defaults/%.lists: $(BUILD)/compile-vocabulary
	$(folder)
	$(Q)$(EMULATOR) $< $* >$@

$(BUILD)/compile-words: $(EXPORTERS)
	$(link)

$(BUILD)/lib/import/defaults/words.lists: $(BUILD)/compile-words
	$(folder)
	$(Q)$(EMULATOR) $< >$@

$(BUILD)/compile-wordbook: $(WORDERS)
	$(link)

$(BUILD)/lib/redact/defaults/%.image: $(BUILD)/compile-wordbook
	$(folder)
	$(Q)$(EMULATOR) $< $* >$@

$(BUILD)/run-program: $(RUNNERS)
	$(link)

# What is spoken stands in the order in which it is looked for.
$(BUILD)/lib/words/defaults/templates.jq.gives: BEHIND = | .whisper |= \
	map_values(to_entries | sort_by(.key) | from_entries)
$(BUILD)/%.jq.gives: %.jq $(BUILD)/run-program
	$(folder)
	$(Q)echo '$(BEHIND)' | cat $< - | $(EMULATOR) $(BUILD)/run-program >$@

# A program, what it gives, and where both are: see lib/expr/known.c.
define embed_program
	$(folder)
	$(Q)printf '%s\n' \
	    '.section .rodata' '.global $(1), $(1)_end' \
	    '.balign 64' '$(1):' '.incbin "$<"' '$(1)_end:' '.zero 64' \
	    '.balign 64' 'gives:' '.incbin "$(BUILD)/$<.gives"' 'gives_end:' '.zero 64' \
	    '.section programs,"aw",%progbits' '.balign 8' \
	    '.quad $(1), $(1)_end, gives, gives_end' \
	    '.section .note.GNU-stack,"",%progbits' | \
	    $(CC) -c -x assembler -o $@ -
endef
$(PROGRAMS:%=$(BUILD)/%.embed.o): $(BUILD)/%.embed.o: % $(BUILD)/%.gives
	$(call embed_program,$(call embed_symbol,$<))

# What has left the tree leaves the library, too.
ifneq ($(OBJS),$(shell cat $(BUILD)/objects 2>/dev/null))
.PHONY: $(BUILD)/objects
endif
$(BUILD)/objects:
	$(folder)
	@echo '$(OBJS)' >$@

$(BUILD)/libhoff.a: $(OBJS) $(BUILD)/objects
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(OBJS)

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libhoff.a
	$(folder)
	$(link)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libhoff.a
	$(folder)
	$(link)

# To be preloaded, into programs without sanitizers.
$(BUILD)/shim/%.so: tests/shim/%.c
	$(folder)
	$(call say,ld $@)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) $(WERROR) -O2 -fPIC -shared -o $@ $< -ldl

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/libhoff.a
	$(folder)
	$(link)

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libhoff.a
	$(folder)
	$(call say,ld $@)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/man/%.1: $(BUILD)/bin/%
	$(folder)
	$(Q)$(EMULATOR) $< --emit=man >$@

programs: all $(UNITS) $(SHIMS)

check: programs
	@PATH="$(abspath $(BUILD))/bin:$$PATH" BUILD="$(abspath $(BUILD))" \
	    tests/run $(TESTS)

# What takes too long for every day.
torture:
	@$(MAKE) --no-print-directory check TESTS='$(wildcard tests/torture/*.bats)'

# Every tests/fuzz/NAME.c for FUZZ_SECONDS, from what earlier runs have learned
# and with the words of tests/fuzz/NAME.dict where there is one.
FUZZ_SECONDS ?= 60
fuzz:
	$(MAKE) BUILD=$(BUILD)/fuzzing CC=clang HARDEN= fuzz-run \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow -fno-sanitize-recover=all'

fuzz-run: $(FUZZERS)
	@for f in $^; do d=tests/fuzz/$${f##*/}.dict; mkdir -p $$f.learned && \
	    $$f $$(test ! -f $$d || echo -dict=$$d) -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=$$f- \
		-print_final_stats=1 $$f.learned || exit; done

# Packages may have just come: ask pkg-config again, in a make of its own.
test: packages-test
	@$(MAKE) --no-print-directory check

# What needs a browser, or an engine that spreads work over machines, too.
test-all: packages-all $(BUILD)/browser/node_modules
	@TEST_ALL=yes $(MAKE) --no-print-directory check \
	    TESTS='$(wildcard tests/browser/*.bats tests/scale/*.bats)'

# What npm brings: a driver of browsers, and a peer for the benchmark, which does
# without where there is none.
$(BUILD)/browser/node_modules $(BUILD)/bench/node_modules: \
    $(BUILD)/%/node_modules: tests/%/package.json tests/%/package-lock.json
	$(folder)
	cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || \
	    echo "npm brought nothing: no test in tests/$* can do what needs it"
	@test ! -d $@ || touch $@

demo: packages-build
	@$(MAKE) --no-print-directory --silent all
	@testdata/demo $(BUILD)/bin $(BUILD)/demo

# Train the built-in models again, from the data sets in DATA.
DATA	?= ../shared/data
trainer	= $(patsubst %.c,$(BUILD)/%.o,$(wildcard lib/$(1)/train/*.c))
model: $(BUILD)/train-signals tagger
	$(Q)$< $(DATA) lib/model/train testdata/hoff-score lib/model/defaults/hoff.model

tagger: $(BUILD)/train-tagger
	$(Q)$< $(DATA) lib/tagger/train lib/tagger/defaults/hoff.tagger

# Fit the weights of readiness again, on the signals that this tree gives.
readiness: $(BUILD)/bin/hoff-score
	$(Q)PATH="$(abspath $(BUILD))/bin:$$PATH" lib/score/train/fit_readiness.py $(DATA) \
	    testdata/logs lib/score/train/by-hand.tsv lib/score/weights.h \
	    lib/score/defaults/readiness.md

# Learn again what customers are here for, and which sentences agents need; both
# from what was written for this project.
matters: $(BUILD)/bin/hoff-score
	$(Q)$< --train-small --train-intents=lib/packet/train/matters.tsv \
	    -o lib/packet/defaults/hoff.matters

picks: $(BUILD)/train-picks $(BUILD)/bin/hoff-score $(BUILD)/bin/hoff-redact
	$(Q)$(BUILD)/bin/hoff-score lib/packet/train/picks.ndjson | \
	    $(BUILD)/bin/hoff-redact | $< lib/packet/pick_weights.h

$(BUILD)/train-signals: $(call trainer,model)
$(BUILD)/train-tagger: $(call trainer,tagger)
$(BUILD)/train-picks: $(call trainer,packet)
$(BUILD)/train-signals $(BUILD)/train-tagger $(BUILD)/train-picks: $(BUILD)/libhoff.a
	$(call say,ld $@)
	$(Q)$(CC) $(CFLAGS) $(RELRO) $(LDFLAGS) -o $@ $(filter %.o,$^) $< $(LIBS)

# The same tree with other flags.  FORTIFY and the sanitizers do not mix.
SANITIZE = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
asan:
	$(MAKE) BUILD=$(BUILD)/asan HARDEN=-fPIE RELRO=-pie check \
	    CFLAGS='$(SANITIZE) -fsanitize=address,undefined,float-cast-overflow'

# Whole commands on input by chance (tests/storm), with that looking on: the
# first STORM_ROUNDS of STORM_SEED, of STORM_COMMANDS where not of all.
STORM_SEED ?= 1
STORM_ROUNDS ?= 1000
storm:
	$(MAKE) BUILD=$(BUILD)/asan HARDEN=-fPIE RELRO=-pie storm-run \
	    CFLAGS='$(SANITIZE) -fsanitize=address,undefined,float-cast-overflow'

storm-run: $(BINS)
	@PATH="$(abspath $(BUILD))/bin:$$PATH" tests/storm/storm.py \
	    --keep $(BUILD)/storm $(STORM_SEED) $(STORM_ROUNDS) $(STORM_COMMANDS)

tsan:
	$(MAKE) BUILD=$(BUILD)/tsan HARDEN=-fPIE RELRO=-pie check \
	    CFLAGS='$(SANITIZE) -fsanitize=thread'

# Every filter beside what bounds and what rivals it, on SIZE megabytes, the
# median of RUNS.
bench: all $(BENCHES) $(BUILD)/bench/node_modules
	@PATH="$(abspath $(BUILD))/bin:$$PATH" BUILD="$(abspath $(BUILD))" \
	    tests/bench/run
	@PATH="$(abspath $(BUILD))/bin:$$PATH" BUILD="$(abspath $(BUILD))" \
	    tests/bench/imports

# That hoff-kpi takes no more memory for a log of GIGABYTES (10).
scale: all $(BUILD)/bench/corpus
	@PATH="$(abspath $(BUILD))/bin:$$PATH" BUILD="$(abspath $(BUILD))" \
	    tests/bench/scale

# How well hoff-redact finds what is marked in its labelled set, by kind, and of
# how many clean lines it touches something.
redact-scores: all
	@PATH="$(abspath $(BUILD))/bin:$$PATH" python3 tests/redact_score.py \
	    testdata/hoff-redact/development.tsv

# What is missing comes from apt as root or by a sudo that does not ask; all
# others are told the command.  Without apt we hope and go on.
packages-test: packages-build
packages-all: packages-test
packages-build: WANTED = $(PACKAGES_BUILD)
packages-test: WANTED = $(PACKAGES_TEST)
packages-all: WANTED = $(shell for c in $(COMMANDS_ALL); do \
	command -v $${c%:*} >/dev/null || echo $$c | cut -d: -f2; done)
packages-build packages-test packages-all:
	@test -n "$(WANTED)" || exit 0; \
	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then \
	    echo "no apt here; not checked: $(WANTED)"; exit 0; fi; \
	have=" $$(dpkg-query -W -f '$${db:Status-Status}=$${Package} ' $(WANTED) 2>/dev/null)"; \
	missing=; for p in $(WANTED); do \
	    case $$have in *" installed=$$p "*) ;; *) missing="$$missing $$p";; esac; done; \
	test -n "$$missing" || exit 0; \
	as=; if [ "$$(id -u)" -ne 0 ]; then as=sudo; sudo -n true 2>/dev/null || { \
	    echo "Packages are missing. Run this, then try again:" >&2; \
	    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends$$missing" >&2; \
	    exit 1; }; fi; \
	$$as apt-get update && $$as env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y --no-install-recommends $$missing

# Each part also alone; `make -k lint` shows what is wrong with all of them.
# lint-cppcheck takes as long as they all, and finds little that clang-tidy does
# not: it is for every now and then.
C_FILES	:= $(wildcard cmd/*.c lib/*/*.c lib/*/build/*.c lib/*/train/*.c \
	   tests/*/*.c)
H_FILES	:= $(wildcard lib/*/*.h lib/*/train/*.h tests/*/*.h)
lint: lint-format lint-tidy lint-shell lint-man
lint-all: lint lint-cppcheck

lint-format:
	@echo clang-format
	@clang-format --dry-run -Werror $(C_FILES) $(H_FILES)

# ctuuninitvar takes a pointer to what a callee will fill for a mistake; fuzzers
# crash on purpose where memory ends.
lint-cppcheck:
	@echo cppcheck
	@cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,performance,portability \
	    --suppress=ctuuninitvar -Ilib -D_GNU_SOURCE \
	    -DVERSION='""' -DCOMMANDS='""' -DLIBLINEAR='""' \
	    '-Dnoreturn=__attribute__((noreturn))' \
	    $(filter-out tests/fuzz/%,$(C_FILES))

# Of reserved names clang's warning says the same as the check, which looks at
# every name of every header again and takes a third of the time.
lint-tidy: $(addprefix lint-tidy/,$(sort $(dir $(C_FILES))))
lint-tidy/%:
	@echo clang-tidy $*
	@out=$$(clang-tidy --quiet $(wildcard $**.c) -- $(ALL_CFLAGS) -Wreserved-identifier 2>&1) || \
	    { echo "$$out" | grep -v 'warnings generated'; exit 1; }

# SC2154: test files use what bats and common.bash set.
lint-shell:
	shellcheck .ci/run $(wildcard tests/run tests/*/run tests/bench/scale \
	    tests/bench/imports \
	    tests/*.bash tests/*/*.bash)
	shellcheck --severity=warning --exclude=SC2154 tests/*.bats

lint-man: $(MANS)
	$(if $(MANS),mandoc -T lint -W warning $(MANS))

format:
	clang-format -i $(C_FILES) $(H_FILES)

completions: $(BINS)
	@mkdir -p completions
	rm -f completions/hoff-*
	@set -e; for c in $(CMDS); do for shell in bash zsh fish; do \
	    $(BUILD)/bin/$$c --emit=$$shell >completions/$$c.$$shell; done; done

# Every installed file, from where and to where; install and uninstall agree.
SHARE	:= $(PREFIX)/share
installed = '$(BUILD)/bin/$(1)' '$(PREFIX)/bin/$(1)' 755 \
	'$(BUILD)/man/$(1).1' '$(SHARE)/man/man1/$(1).1' 644 \
	'completions/$(1).bash' '$(SHARE)/bash-completion/completions/$(1)' 644 \
	'completions/$(1).zsh' '$(SHARE)/zsh/site-functions/_$(1)' 644 \
	'completions/$(1).fish' '$(SHARE)/fish/vendor_completions.d/$(1).fish' 644
INSTALLED = set -- $(foreach c,$(CMDS),$(call installed,$(c)))

install: all
	@set -e; $(INSTALLED); while [ $$# -gt 0 ]; do \
	    install -D -m "$$3" "$$1" "$(DESTDIR)$$2"; shift 3; done

uninstall:
	@set -e; $(INSTALLED); while [ $$# -gt 0 ]; do \
	    rm -f "$(DESTDIR)$$2"; shift 3; done

clean:
	rm -rf '$(BUILD)'

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
