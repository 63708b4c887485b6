# Who may include whom.  lib/LAYERS says it, and this file holds the tree to
# it; each rule is then broken once in a copy, to see that it would be noticed.
load common

# Print every violation of lib/LAYERS in a tree, one a line.
violations() {
	local files

	(
		cd "$1" || exit
		shopt -s nullglob
		files=(cmd/*.c lib/*/*.[ch] lib/*/*/*.[ch])
		awk '
		function no(what) { print FILENAME ":" FNR ": " what }

		FILENAME == "lib/LAYERS" && /^#/ { next }
		FILENAME == "lib/LAYERS" && /^= / { owner[$2] = $3; next }
		FILENAME == "lib/LAYERS" && /^[+] / {
			insider[$2 " " $3]
			next
		}
		FILENAME == "lib/LAYERS" && NF {
			depth++
			for (i = 1; i <= NF; i++)
				row[$i] = depth
			next
		}

		FNR == 1 {
			n = split(FILENAME, part, "/")
			room = part[1] == "cmd" ? "cmd" : part[2]
			door = part[n] == room ".h"
			workshop = n == 4 ? room "/" part[3] : ""
		}
		!/^[ \t]*#[ \t]*include[ \t]*["<]/ { next }
		{
			ours = /include[ \t]*"/
			header = $0
			sub(/^[^"<]*["<]/, "", header)
			sub(/[">].*/, "", header)
		}
		!ours {
			folder = header
			sub(/\/.*/, "/", folder)
			if (header in owner)
				who = owner[header]
			else if (folder in owner)
				who = owner[folder]
			else if (header ~ system_header)
				next
			else {
				no("nobody owns <" header ">")
				next
			}
			if (who != room)
				no("<" header "> belongs to " who)
			else if (door)
				no("<" header "> in the door of its room")
			next
		}
		header !~ "/" {
			no("\"" header "\" names no room")
			next
		}
		{
			split(header, to, "/")
			if (!(to[1] in row))
				no("no room " to[1])
			else if (to[1] == room || \
			    (workshop " " to[1]) in insider)
				next
			else if (row[to[1]] <= row[room])
				no(room " may not see " to[1])
			else if (to[1] != "base" && to[2] != to[1] ".h")
				no("\"" header "\" is private to " to[1])
		}' system_header="$system_header" lib/LAYERS "${files[@]}"
	)
}

# ISO C, POSIX, Linux and the intrinsics of compilers: everybody may.
system_header='^((assert|complex|ctype|errno|fenv|float|inttypes|libgen|limits|locale|math|setjmp|signal|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|time|wchar|dirent|fcntl|fnmatch|glob|poll|sched|spawn|termios|unistd|endian|arm_neon|[a-z]mmintrin|immintrin|cpuid)\.h|(sys|linux|asm)/.*)$'

# The rooms that are in only one of lib/ and lib/LAYERS.
strangers() {
	diff <(cd "$1/lib" && for dir in */; do echo "${dir%/}"; done | sort) \
		<(sed '/^[#=+]/d' "$1/lib/LAYERS" | grep -oE '[a-z]+' |
			grep -vx cmd | sort)
}

# The doors, and the headers of the hallway, that need another one before them.
dependent_headers() {
	local header room

	(
		cd "$1" || exit
		for header in lib/*/*.h; do
			room=${header#lib/}
			room=${room%/*}
			[ "$room" = base ] ||
				[ "$header" = "lib/$room/$room.h" ] || continue
			"${CC:-cc}" -std=c11 -D_GNU_SOURCE -Ilib -fsyntax-only \
				-Wall -Werror -x c "$header" 2>&1 ||
				echo "$header does not compile alone"
		done
	)
}

# A copy to break; each test leaves it as it was.
setup_file() {
	export tree=$BATS_FILE_TMPDIR/tree

	mkdir "$tree"
	(cd "$root" && cp --parents lib/LAYERS lib/*/*.[ch] lib/*/*/*.[ch] \
		cmd/*.c "$tree")
}

# caught FILE LINE COMPLAINT: the line, put at the head of a file, is the one
# thing complained of.
caught() {
	local at=$tree/$1 was=$BATS_TEST_TMPDIR/was

	: >>"$at"
	mv "$at" "$was"
	{ echo "$2"; cat "$was"; } >"$at"
	run -0 violations "$tree"
	if [ -s "$was" ]; then mv "$was" "$at"; else rm "$at"; fi
	echo "$output"
	[ "$output" = "$1:1: $3" ]
}

@test "every room includes only what lib/LAYERS lets it see" {
	run -0 violations "$root"
	echo "$output"
	[ -z "$output" ]
}

@test "an include upwards or of a neighbour is caught" {
	caught lib/base/arena.c '#include "stream/stream.h"' \
		'base may not see stream'
	caught lib/json/json.h '#include "stream/stream.h"' \
		'json may not see stream'
	caught lib/stream/stream.h '#  include "cli/cli.h" /* up */' \
		'stream may not see cli'
	# the programs that make what a room embeds are of the room
	caught lib/tagger/train/templates.c '#include "score/heads.h"' \
		'tagger may not see score'
}

@test "a private header outside of its room is caught" {
	caught lib/cli/parse.c '#include "stream/private.h"' \
		'"stream/private.h" is private to stream'
	caught cmd/hoff-x.c '#include "cli/table.h"' \
		'"cli/table.h" is private to cli'
}

@test "an include that names no room, or none that exists, is caught" {
	caught lib/json/json.h '#include "json.h"' '"json.h" names no room'
	caught cmd/hoff-x.c '#include "util/util.h"' 'no room util'
}

@test "a library outside of its room, or in the door of it, is caught" {
	caught cmd/hoff-x.c '#include <zlib.h>' '<zlib.h> belongs to stream'
	caught lib/json/json.h '#include <gsl/gsl_cdf.h>' \
		'<gsl/gsl_cdf.h> belongs to stats'
	caught lib/stream/stream.h '#include <zlib.h>' \
		'<zlib.h> in the door of its room'
	caught lib/stream/input.c '#include <curl/curl.h>' \
		'nobody owns <curl/curl.h>'
}

@test "lib/LAYERS and lib name the same rooms" {
	run -0 strangers "$root"
}

@test "a room without a row, or a row without its room, is caught" {
	mkdir "$tree/lib/attic"
	run ! strangers "$tree"
	rmdir "$tree/lib/attic"
	[ "$(grep -c '^[<>]' <<<"$output")" -eq 1 ]
	[[ $output == *'< attic'* ]]
	sed -i '$ a cellar' "$tree/lib/LAYERS"
	run ! strangers "$tree"
	sed -i '$ d' "$tree/lib/LAYERS"
	[ "$(grep -c '^[<>]' <<<"$output")" -eq 1 ]
	[[ $output == *'> cellar'* ]]
}

@test "the header of every room compiles alone" {
	run -0 dependent_headers "$root"
	echo "$output"
	[ -z "$output" ]
}

@test "a header that needs another before it is caught" {
	mkdir -p "$BATS_TEST_TMPDIR/lib/attic"
	echo 'size_t attic_size(void);' >"$BATS_TEST_TMPDIR/lib/attic/attic.h"
	run -0 dependent_headers "$BATS_TEST_TMPDIR"
	[[ $output == *'lib/attic/attic.h does not compile alone' ]]
}

# No locale but "C", no program but our own.
escapes() {
	grep -nE '\<(setlocale|uselocale|system|popen|exec(l|lp|le|v|vp|ve|vpe)|posix_spawnp?) *\(' \
		"$1"/lib/*/*.c "$1"/lib/*/*/*.c "$1"/cmd/*.c 2>/dev/null
}

@test "nobody asks for a locale or runs another program" {
	run ! escapes "$root"
	echo 'void f(void) { setlocale(LC_ALL, ""); }' >"$tree/cmd/hoff-x.c"
	run -0 escapes "$tree"
	rm "$tree/cmd/hoff-x.c"
	echo 'void f(void) { system("true"); }' >"$tree/lib/model/train/x.c"
	run -0 escapes "$tree"
	rm "$tree/lib/model/train/x.c"
}

@test "at the top is what belongs there, and nothing left over from work" {
	git -C "$root" rev-parse --verify --quiet HEAD >/dev/null ||
		skip "no clone of git"
	git -C "$root" ls-files | grep -v '^[.]' | cut -d/ -f1 | LC_ALL=C sort -u |
		diff - <(printf '%s\n' LICENSE Makefile README.md cmd completions \
			lib testdata tests)
}
