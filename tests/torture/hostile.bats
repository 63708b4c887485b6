# Thousands of programs that try to bring libjq down, or to keep it busy.
load ../common

@test "three thousand hostile programs are each stopped, named and counted" {
	run -0 python3 "$root/tests/hostile_programs.py" 3000 20261126
	echo "$output"
	[[ $output == '3000 programs: '*' failed, '*' crash, '*' timeout, '* ]]
}

@test "outputs that do not fit into one reply come in several" {
	local engine

	cd "$BATS_TEST_TMPDIR"
	jq -nc 'range(40) | {n: .}' >log
	for engine in . '(try . catch .)'; do
		cat >own.jq <<-END
		#: version 1
		#: has n
		$engine | { conversation_id: "c-\\(.n)",
		  turns: [ { role: "customer", text: ("x" * 1200000) } ] }
		END
		hoff-import -j 1 --mapping own.jq log |
			jq -c '[.conversation_id, (.turns[0].text | length)]' |
			diff - <(seq -f '["c-%g",1200000]' 0 39)
	done
}
