#!/usr/bin/env bats
# The report page as people see it: in a real browser, by eye and by ear.

load ../common

setup() {
	[ -d "$BUILD/browser/node_modules" ] || skip "npm brought no browser driver"
	cd "$BATS_TEST_TMPDIR" || return
}

# look PAGE: as tests/browser/page.mjs does.
look() {
	timeout 240 node "$root/tests/browser/page.mjs" "$BUILD/browser" "$1"
}

@test "the report of the demonstration can be read by everybody" {
	hoff-score "$root"/testdata/logs/*.ndjson | hoff-route | hoff-redact |
		hoff-packet | hoff-kpi --by channel --html page.html >table
	look page.html
}

@test "names that would be code are text on the page" {
	local evil='<script>pwned=1</script>' worse='"><img src=x onerror=pwned=1>'

	jq -cn --arg evil "$evil" --arg worse "$worse" '[$evil, $worse][] |
		{conversation_id: ., channel: ., turns: [{role: "customer", text: "hi"}]}' |
		hoff-kpi --by channel --html page.html >table
	MARKERS=$(jq -cn --arg a "$evil" --arg b "$worse" '[$a, $b]') look page.html
}

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
	VIEWS='light narrow-dark print' look all.html
	VIEWS=dark look fair.html
	VIEWS=narrow look arms.html
}

@test "what is wrong with a page is said" {
	hoff-kpi --html page.html "$root"/testdata/logs/bank.ndjson >table
	sed 's|</main>|<img src="https://example.com/a.png"><script>console.log(1)</script>&|
		s|</header>|<svg role="img" aria-label="a"><text>bare</text></svg>&|' \
		page.html >bad.html
	VIEWS=light run -1 look bad.html
	[[ $output == *'console: 1'* ]]
	[[ $output == *'asks for https://example.com/a.png'* ]]
	[[ $output == *'image-alt'* ]]
	[[ $output == *'no table beside the drawing: bare'* ]]
}
