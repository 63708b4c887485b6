# Loaded by the tests of pages in a browser, which skip where npm brought none of
# its driver.

# shellcheck disable=SC2154 # common.bash sets $root

setup() {
	[ -d "$BUILD/browser/node_modules" ] || skip "npm brought no browser driver"
	cd "$BATS_TEST_TMPDIR" || return
}

# look PAGE: as tests/browser/page.mjs does.
look() {
	timeout 240 node "$root/tests/browser/page.mjs" "$BUILD/browser" "$1"
}
