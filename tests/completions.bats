# Completions, used in the real shells: tests/keys.py types at each of them,
# TAB and all, and the toy says which command line came out.
load common

shells=(bash zsh fish)

# What is typed and, behind it, the line that the toy then prints.
dialogue() {
	cat <<'END'
hoff-toy --thres\t0.25          | threshold 0.25
hoff-toy --verb\t               | verbose 1
hoff-toy --by=c\t               | by conversation
hoff-toy --by c\t               | by conversation
hoff-toy -b c\t                 | by conversation
hoff-toy -r a\t                 | rules a rule.jq
hoff-toy --rules=a\t            | rules a rule.jq
hoff-toy --rules a\t            | rules a rule.jq
hoff-toy -r str\t               | rules strict
hoff-toy --rules=pl\t           | rules plain
hoff-toy oper\t                 | operand operand.ndjson
hoff-toy -v oper\t              | operand operand.ndjson
hoff-toy -- --od\t              | operand --odd
hoff-toy --word c\t             | word c
hoff-toy --word=oper\t          | word oper
hoff-toy --show-defaults=t\t    | phrase
END
}

# A session of all dialogues in each shell, once for the whole file.
setup_file() {
	local dir=$BATS_FILE_TMPDIR shell setup

	mkdir "$dir/bin"
	ln -s "$BUILD/unit/toy" "$dir/bin/hoff-toy"
	touch "$dir/a rule.jq" "$dir/conversation.txt" "$dir/operand.ndjson" \
		"$dir/--odd" "$dir/terms"
	cd "$dir" || return
	export PATH=$dir/bin:$PATH HOME=$dir
	dialogue | sed 's/ *|.*//' >"$dir/keys"
	for shell in bash zsh fish; do
		hoff-toy --emit=$shell >"$dir/toy.$shell"
		setup="source ./toy.$shell"
		[ $shell != zsh ] ||
			setup="autoload -Uz compinit; compinit -u -D; $setup"
		python3 "$root/tests/keys.py" $shell "$setup" \
			"$dir/said.$shell" <"$dir/keys" || return
	done
}

# What the toy printed after the Nth line in a shell.
said() {
	awk -v n="$2" '/^== / { on = $2 == n; next } on' \
		"$BATS_FILE_TMPDIR/said.$1"
}

understands() {
	local n=0 line expected

	while IFS= read -r line; do
		n=$((n + 1))
		expected=${line#*| }
		echo "$1: ${line%|*}, expected: $expected"
		said "$1" $n
		said "$1" $n | grep -Fxq -- "$expected"
	done < <(dialogue)
	[ $n -gt 10 ]
}

@test "in bash, the TAB key finishes options, choices and file names" {
	understands bash
}

@test "in zsh, the TAB key finishes options, choices and file names" {
	understands zsh
}

@test "in fish, the TAB key finishes options, choices and file names" {
	understands fish
}

@test "in bash, a user whose words do not break at = is served too" {
	cd "$BATS_FILE_TMPDIR"
	run -0 bash -c 'source ./toy.bash
		compopt() { :; }
		COMP_WORDS=(hoff-toy --by=) COMP_CWORD=1
		_hoff_toy && printf "%s\n" "${COMPREPLY[@]}"
		COMP_WORDS=(hoff-toy --rules=oper) COMP_CWORD=1
		_hoff_toy && printf "%s\n" "${COMPREPLY[@]}"'
	[ "$(paste -sd' ' <<<"$output")" = \
		'--by=turn --by=byte --by=conversation --rules=operand.ndjson' ]
}

@test "zsh finds the completion in a folder of fpath" {
	local dir=$BATS_TEST_TMPDIR/functions

	mkdir "$dir"
	cp "$BATS_FILE_TMPDIR/toy.zsh" "$dir/_hoff-toy"
	cd "$BATS_FILE_TMPDIR"
	python3 "$root/tests/keys.py" zsh \
		"fpath=($dir \$fpath); autoload -Uz compinit; compinit -u -D" \
		"$BATS_TEST_TMPDIR/said" <<<'hoff-toy --by=c\t'
	grep -Fx 'by conversation' "$BATS_TEST_TMPDIR/said"
}

# Every option of --help, one a line.
options_of() {
	"$1" --help | grep -oE '^  (-., |    )--[a-z0-9-]+' |
		grep -oE -- '--[a-z0-9-]+' | sort
}

@test "each shell offers every option of every command" {
	local c

	cd "$BATS_TEST_TMPDIR"
	for c in $(commands); do
		echo "command: $c"
		"$c" --emit=bash >"$BATS_TEST_TMPDIR/c.bash"
		bash -c 'source "$1"; compopt() { :; }
			COMP_WORDS=("$2" --) COMP_CWORD=1
			"_${2//-/_}"; printf "%s\n" "${COMPREPLY[@]%=}"' \
			- "$BATS_TEST_TMPDIR/c.bash" "$c" | sort -u |
			diff <(options_of "$c") -
		"$c" --emit=fish >"$BATS_TEST_TMPDIR/c.fish"
		fish --no-config -c "source $BATS_TEST_TMPDIR/c.fish
			complete -C '$c --'" | cut -f1 | sed 's/=$//' |
			sort -u | diff <(options_of "$c") -
		"$c" --emit=zsh | grep -v '^#' | grep -oE -- '--[a-z0-9-]+(\[|=|\})' |
			tr -d '[=}' | sort -u | diff <(options_of "$c") -
	done
}

@test "no shell finds fault with a completion" {
	local c

	for c in $(commands) "$BUILD/unit/toy"; do
		"$c" --emit=bash | bash -n
		"$c" --emit=bash | shellcheck -s bash -
		"$c" --emit=zsh | zsh -n
		"$c" --emit=fish >"$BATS_TEST_TMPDIR/c.fish"
		fish -n "$BATS_TEST_TMPDIR/c.fish"
	done
}

@test "the committed completions are the generated ones" {
	local c shell expected=()

	cd "$root/completions" 2>/dev/null || cd "$BATS_TEST_TMPDIR"
	for c in $(commands); do
		for shell in "${shells[@]}"; do
			expected+=("$c.$shell")
			"$c" --emit="$shell" | diff -u "$c.$shell" - ||
				{ echo "run: make completions"; false; }
		done
	done
	# Nor is there one of a command that is gone.
	diff <(printf '%s\n' "${expected[@]}" | sed '/^$/d' | sort) <(compgen -G '*' | sort)
}
