#!/usr/bin/env bats
# All that can be drawn on a page, as people see it.

load ../common
load look

# drawn PAGE ID...: these drawings are on it, and say what they show.
drawn() {
	local page=$1 id

	shift
	for id; do
		grep -q "<title id=\"$id\">[^<]" "$page" || {
			echo "no $id on $page"
			return 1
		}
	done
	[ "$(wc -c <"$page")" -lt 2000000 ]
}

@test "everything that can be drawn can be read by everybody, whatever it is called" {
	local evil='<script>pwned=1</script>'

	python3 "$root/tests/browser/busy.py" 1000 1 0 "$evil" >earlier
	python3 "$root/tests/browser/busy.py" 1500 2 0.4 "$evil" >now
	echo '{ currency: "EUR", agent_hour: 31.5, missed_escalation: 6,
		false_escalation: 2.5 }' >prices.jq
	hoff-kpi --every 1w --partial earlier >earlier.kpi
	hoff-kpi --every 1w --sweep --per-agent --cost prices.jq \
		--baseline earlier.kpi --compare escalation_attempted,csat \
		--gate 'abandonment <= 50%' --html all.html now >table
	hoff-kpi --fair-by language --html fair.html now >table
	hoff-kpi --ab experiment.arm --compare escalation_attempted,csat \
		--html arms.html now >table
	drawn all.html journey ends escalation alone queue waits dropoff sweep \
		roc precision mistakes reliability
	grep -q 'class="heat"' all.html
	grep -q 'class="spark"' all.html
	drawn fair.html forest0 forest1
	grep -q '<h2>The arms against the control</h2>' arms.html
	export MARKERS
	MARKERS=$(jq -cn --arg a "$evil" '[$a]')
	VIEWS='light dark narrow' look all.html
	VIEWS=dark look fair.html
	VIEWS=narrow look arms.html
}
