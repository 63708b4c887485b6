# Thousands of programs that try to bring libjq down, or to keep it busy.
load ../common

@test "three thousand hostile programs are each stopped, named and counted" {
	run -0 python3 "$root/tests/hostile_programs.py" 3000 20261126
	echo "$output"
	[[ $output == '3000 programs: '*' failed, '*' crash, '*' timeout, '* ]]
}

@test "outputs that do not fit into one reply come in several" {
	cat >"$BATS_TEST_TMPDIR/own.jq" <<-'END'
	#: version 1
	#: has n
	{ conversation_id: "c-\(.n)",
	  turns: [ { role: "customer", text: ("x" * 1200000) } ] }
	END
	jq -nc 'range(40) | {n: .}' | hoff-import -j 1 \
		--mapping "$BATS_TEST_TMPDIR/own.jq" |
		jq -c '[.conversation_id, (.turns[0].text | length)]' |
		diff - <(seq -f '["c-%g",1200000]' 0 39)
}
