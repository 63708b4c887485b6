load common

corpora() {
	[ -n "$SHARED" ] || skip "the public corpora are not here"
}

# What RFC 8259 leaves open, decided: numbers of any size are kept, a lone
# surrogate escape is accepted, anything but UTF-8 without a mark is refused.
decisions() {
	cat <<-'END'
	i_number_double_huge_neg_exp accept
	i_number_huge_exp accept
	i_number_neg_int_huge_exp accept
	i_number_pos_double_huge_exp accept
	i_number_real_neg_overflow accept
	i_number_real_pos_overflow accept
	i_number_real_underflow accept
	i_number_too_big_neg_int accept
	i_number_too_big_pos_int accept
	i_number_very_big_negative_int accept
	i_object_key_lone_2nd_surrogate accept
	i_string_1st_surrogate_but_2nd_missing accept
	i_string_1st_valid_surrogate_2nd_invalid accept
	i_string_UTF-16LE_with_BOM refuse bad-json 0
	i_string_UTF-8_invalid_sequence refuse bad-utf8 7
	i_string_UTF8_surrogate_U+D800 refuse bad-utf8 2
	i_string_incomplete_surrogate_and_escape_valid accept
	i_string_incomplete_surrogate_pair accept
	i_string_incomplete_surrogates_escape_valid accept
	i_string_invalid_lonely_surrogate accept
	i_string_invalid_surrogate accept
	i_string_invalid_utf-8 refuse bad-utf8 2
	i_string_inverted_surrogates_U+1D11E accept
	i_string_iso_latin_1 refuse bad-utf8 2
	i_string_lone_second_surrogate accept
	i_string_lone_utf8_continuation_byte refuse bad-utf8 2
	i_string_not_in_unicode_range refuse bad-utf8 2
	i_string_overlong_sequence_2_bytes refuse bad-utf8 2
	i_string_overlong_sequence_6_bytes refuse bad-utf8 2
	i_string_overlong_sequence_6_bytes_null refuse bad-utf8 2
	i_string_truncated-utf-8 refuse bad-utf8 2
	i_string_utf16BE_no_BOM refuse bad-json 0
	i_string_utf16LE_no_BOM refuse bad-json 1
	i_structure_500_nested_arrays accept
	i_structure_UTF-8_BOM_empty_object refuse bad-json 0
	END
}

# The JSONTestSuite cases of one letter as "NAME VERDICT", in byte order.
verdicts() {
	local suite="$SHARED/corpora/jsontestsuite/test_parsing"
	(cd "$suite" && LC_ALL=C && set -- "$1"_*.json &&
	    "$BUILD/unit/json" "$@" | paste -d ' ' \
		<(printf '%s\n' "${@%.json}") -)
}

@test "JSONTestSuite: all 95 texts that are JSON are accepted" {
	corpora
	run verdicts y
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 95 ]
	[ "$(grep -c ' accept$' <<<"$output")" -eq 95 ]
}

@test "JSONTestSuite: all 188 texts that are not JSON are refused" {
	corpora
	run verdicts n
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 188 ]
	[ "$(grep -Ec ' refuse (bad-json|bad-utf8|too-deep) [0-9]+$' \
	    <<<"$output")" -eq 188 ]
}

@test "JSONTestSuite: what the standard leaves open is decided as listed" {
	corpora
	diff -u <(decisions) <(verdicts i)
}

@test "thousands of texts mean the same to Python, or to neither" {
	run python3 "$root/tests/json_differential.py" "$BUILD/unit/json"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "the naughty strings mean the same to Python" {
	corpora
	run python3 "$root/tests/json_differential.py" "$BUILD/unit/json" \
	    "$SHARED"/corpora/blns/*.json \
	    "$SHARED"/corpora/jsontestsuite/test_parsing/[yi]_*.json
	echo "$output"
	[ "$status" -eq 0 ]
}

# Each case as a JSON string in hexadecimal; control bytes, which may not stand
# in one, are made spaces.
utf8_cases() {
	python3 - "$SHARED/corpora/utf8/utf8tests.bin" <<-'END'
	import re, sys
	for line in open(sys.argv[1], "rb").read().split(b"\n"):
	    case = re.match(rb"[\d.]+:(valid|invalid):(.*)", line, re.S)
	    if case:
	        text = re.sub(rb'[\0-\x1f"\\]', b" ", case[2])
	        print(case[1].decode(), (b'"%s"' % text).hex())
	END
}

@test "UTF-8 is told from what only looks like it, in 222 cases" {
	corpora
	utf8_cases >"$BATS_TEST_TMPDIR/cases"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/cases")" -eq 222 ]
	cut -d ' ' -f 2 "$BATS_TEST_TMPDIR/cases" | "$BUILD/unit/json" --dump |
	    sed 's/^".*"$/valid/; s/^refuse$/invalid/' \
		>"$BATS_TEST_TMPDIR/verdicts"
	diff <(cut -d ' ' -f 1 "$BATS_TEST_TMPDIR/cases") \
	    "$BATS_TEST_TMPDIR/verdicts"
}
