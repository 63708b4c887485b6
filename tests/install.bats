# `make install` and `make uninstall`, into a folder of the test.
load common

# This make is not part of the one that runs the tests.
make_() {
	env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS \
		make --no-print-directory -C "$root" BUILD="$BUILD" "$@"
}

expected_files() {
	local c

	for c in $(commands); do
		echo "./usr/bin/$c"
		echo "./usr/share/man/man1/$c.1"
		echo "./usr/share/bash-completion/completions/$c"
		echo "./usr/share/zsh/site-functions/_$c"
		echo "./usr/share/fish/vendor_completions.d/$c.fish"
	done | sort
}

@test "install puts each file where its reader looks, uninstall removes it" {
	local to="$BATS_TEST_TMPDIR/a folder" c

	mkdir -p "$to/usr/bin"
	echo mine >"$to/usr/bin/other"
	make_ install DESTDIR="$to" PREFIX=/usr
	(cd "$to" && find . -type f ! -name other | sort) |
		diff <(expected_files) -
	for c in $(commands); do
		"$to/usr/bin/$c" --version
		[ ! -x "$to/usr/share/man/man1/$c.1" ]
		cmp "$root/completions/$c.zsh" \
			"$to/usr/share/zsh/site-functions/_$c"
		mandoc -T lint -W error "$to/usr/share/man/man1/$c.1"
	done

	make_ uninstall DESTDIR="$to" PREFIX=/usr
	[ "$(cd "$to" && find . -type f)" = ./usr/bin/other ]
}

@test "what has left the tree leaves the library" {
	local library=${BUILD#"$root"/}/libhoff.a

	run -0 make_ --dry-run "$library"
	[[ $output != *' rcs '* ]]
	run -0 make_ --dry-run "$library" OBJS="${BUILD#"$root"/}/lib/base/die.o"
	[[ $output == *' rcs '* ]]
}

# witness NAME SCRIPT: a tool of that name, before the real one in PATH.
witness() {
	printf '#!/bin/sh\n%s\n' "$2" >"$bin/$1"
	chmod +x "$bin/$1"
}

setup() {
	bin=$BATS_TEST_TMPDIR/bin
	mkdir "$bin"
	PATH=$bin:$PATH
	asked=$BATS_TEST_TMPDIR/asked
	witness apt-get "echo apt-get \"\$@\" >>$asked"
}

@test "with every package there, nothing is asked of apt" {
	witness dpkg-query 'shift 3; for p; do printf "installed=%s " "$p"; done'
	run -0 make_ packages-test
	[ ! -e "$asked" ]
}

@test "root gets exactly the packages that are missing" {
	witness dpkg-query 'shift 3; for p; do
		case $p in fish | zlib1g-dev) printf "not-installed=%s " "$p" ;;
		gcc) ;;
		*) printf "installed=%s " "$p" ;; esac; done; exit 1'
	witness id 'echo 0'
	run -0 make_ packages-test
	diff "$asked" - <<-'END'
	apt-get update
	apt-get install -y --no-install-recommends gcc zlib1g-dev
	apt-get update
	apt-get install -y --no-install-recommends fish
	END
}

@test "a user with a sudo that does not ask gets them too" {
	witness dpkg-query 'shift 3; for p; do
		[ "$p" = fish ] || printf "installed=%s " "$p"; done'
	witness id 'echo 1000'
	witness sudo "[ \"\$1\" = -n ] || { echo sudo >>$asked; \"\$@\"; }"
	run -0 make_ packages-test
	[ "$(tail -n 1 "$asked")" = \
		'apt-get install -y --no-install-recommends fish' ]
	[ "$(grep -c '^sudo$' "$asked")" -eq 2 ]
}

@test "anybody else is told the command, and the run ends" {
	witness dpkg-query 'shift 3; for p; do
		[ "$p" = fish ] || printf "installed=%s " "$p"; done'
	witness id 'echo 1000'
	witness sudo 'exit 1'
	run -2 make_ packages-test
	[[ $output == *$'\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends fish\n'* ]]
	[ ! -e "$asked" ]
}

@test "a packager's flags are heeded, and fortify no less" {
	unset HARDEN # of a build with sanitizers, which do not mix
	run -0 make_ -n -W lib/base/arena.c V=1 \
		CPPFLAGS='-DASKED -D_FORTIFY_SOURCE=2' CFLAGS=-O1 \
		LDFLAGS=-Wl,-z,asked "${BUILD#"$root"/}/compile-words"
	[[ $output == *' -DASKED -D_FORTIFY_SOURCE=2 -O1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 '*'lib/base/arena.c'* ]]
	[[ $output == *' -Wl,-z,asked -o '*'/compile-words '* ]]
}

@test "what is built for another machine is run by its emulator" {
	local line emulated='^emulate -L there [^ ]+/(compile-|bin/hoff-).* >'

	run -0 make_ -n -W lib/base/arena.c V=1 EMULATOR='emulate -L there' all
	while IFS= read -r line; do
		echo "$line"
		[[ $line =~ $emulated ]]
	done < <(grep -E '(compile-[a-z]+|--emit=man).* >' <<<"$output")
	[ "$(grep -c '^emulate -L there .*--emit=man' <<<"$output")" = \
		"$(commands | wc -l)" ]
	[ "$(grep -c '^emulate -L there .*/compile-' <<<"$output")" -gt 8 ]
}

@test "what is built is the same in every folder" {
	local folder

	for folder in one 'the other'; do
		mkdir -p "$BATS_TEST_TMPDIR/$folder/lib"
		cd "$BATS_TEST_TMPDIR/$folder"
		cp "$root/Makefile" .
		cp -r "$root/lib/base" lib
		env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS \
			make --no-print-directory BUILD=build build/lib/base/arena.o
	done
	cmp "$BATS_TEST_TMPDIR/one/build/lib/base/arena.o" build/lib/base/arena.o
}
