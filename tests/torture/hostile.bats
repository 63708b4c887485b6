# Thousands of programs that try to bring libjq down, or to keep it busy.
load ../common

@test "three thousand hostile programs are each stopped, named and counted" {
	run -0 python3 "$root/tests/hostile_programs.py" 3000 20261126
	echo "$output"
	[[ $output == '3000 programs: '*' failed, '*' crash, '*' timeout, '* ]]
}
