#!/usr/bin/env bats
# The report page as people see it: in a real browser, by eye and by ear.

load ../common
load look

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
	MARKERS=$(jq -cn --arg a "$evil" --arg b "$worse" '[$a, $b]')
	export MARKERS
	VIEWS='light quiet' look page.html
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
