# hoff-kpi: how conversations ended, in our words, in vendors' and in one's own.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

@test "every row of the table of outcomes means what it says" {
	# each conversation is a group, which says what is expected and why
	hoff-kpi --by expect,why --format json "$data/endings.in.ndjson" >report
	[ "$(jq '.groups | length' report)" -eq "$(wc -l <"$data/endings.in.ndjson")" ]
	run -0 jq -r '.groups[] | .key as [$expected, $why] |
		([.outcomes[] | select(.numerator > 0).id] | join(" ")) as $got |
		select($got != $expected) |
		"\($why): \($got), not \($expected)"' report
	echo "$output"
	[ -z "$output" ]
	# no outcome goes untested
	diff <(jq -r .expect "$data/endings.in.ndjson" | sort -u) \
		<(hoff-kpi --format json "$story" | jq -r '.outcomes[].id' | sort)
}

@test "each conversation has one outcome, so they add up to all" {
	hoff-kpi --format json "$data/endings.in.ndjson" "$story" >report
	[ "$(jq '[.outcomes[].numerator] | add' report)" -eq 71 ]
	[ "$(jq .conversations report)" -eq 71 ]
	jq -e 'all(.outcomes[]; .denominator == 71)' report
}

# vendor NAME ID=N/D...: these rates, counted by hand in vendors.in.ndjson,
# where every conversation says what happened (the member x).
vendor() {
	hoff-kpi --definitions "$1" --history --format json \
		"$data/vendors.in.ndjson" |
		jq -r '.definitions.name, ([.outcomes[].numerator] | add),
			(.kpis[] | "\(.id)=\(.numerator)/\(.denominator)")' >got
	[ "$(head -n 2 got)" = "$1"$'\n10' ]
	run -1 grep -vxFf got <(printf '%s\n' "${@:2}")
}

@test "the words of a vendor change definitions, and nothing that was read" {
	# 1 day after its end: all but v-10; 3 days: the same; 7 days: v-01 to 05
	vendor hoff containment_loose=6/9 containment_strict=4/8 \
		containment_strict_resolved=1/8 containment_durable=1/2 \
		fcr=2/5 fcr_human=1/1 repeat_contact=1/8
	vendor google containment=4/8 escalation=3/9 escalation_by_user=2/3 \
		callback=1/8 abandonment=2/9 session_end=2/9 no_match=1/9
	vendor microsoft engagement=9/10 resolution=3/9 escalation=3/9 \
		abandonment=3/9 deflection=7/10 resolution_of_all=3/10 \
		abandonment_queue=1/3
	vendor zendesk automated_resolution=1/8 containment=8/9 csat=1/3
	vendor intercom resolution=2/8 resolution_confirmed=1/9 \
		resolution_assumed=3/9 deflection=6/9
	vendor ibm containment=6/9 coverage=8/9 contained_and_covered=5/9
	vendor connect queued=3/10 abandonment=1/3 handled=1/3
	vendor genesys offered=3/10 answered=1/3 abandonment=1/3 flow_out=1/3
	hoff-kpi --definitions google "$data/vendors.in.ndjson" |
		grep '^defined as by google: cloud.google.com'
}

@test "who goes when a human is there has not left a queue, nor the bot" {
	local turns='"turns":[{"role":"customer","at":0},{"role":"agent","at":60}]'
	local asked='{"type":"handoff_requested","at":10}' v

	{
		conversation "$turns" "\"events\":[$asked]" \
			'"outcome":{"closed_by":"customer"}'
		conversation "$turns" "\"events\":[$asked,{\"type\":\"abandoned\",\"at\":70}]"
		for v in agent_joined handoff_accepted; do
			conversation '"turns":[{"role":"customer","at":0}]' \
				"\"events\":[$asked,{\"type\":\"$v\",\"at\":40},{\"type\":\"abandoned\",\"at\":70}]"
		done
		# joined unasked
		conversation '"turns":[{"role":"customer","at":0}]' \
			'"events":[{"type":"agent_joined","at":5},{"type":"abandoned","at":9}]'
	} >served
	for v in hoff microsoft google connect genesys; do
		hoff-kpi --show-defaults=$v.jq >$v.jq
		hoff-kpi --format json --definitions $v.jq served |
			jq -e '[.kpis[] | select(.id | test("^abandonment")) |
				.numerator] + [.amounts[] | select(.id == "left_turns").n] |
				length > 1 and all(. == 0)'
	done
	# who closes while waiting has left the queue, then
	conversation '"turns":[{"role":"customer","at":0}]' \
		"\"events\":[$asked,{\"type\":\"closed\",\"by\":\"customer\",\"at\":40}]" |
		hoff-kpi --format json >report
	[ "$(kpi abandonment_queue numerator <report)" = 1 ]
	[ "$(kpi queue_abandonment numerator <report)" = 1 ]
	[ "$(amount quit_s p50 <report)" = 30 ]
}

@test "giving up raises Microsoft's deflection, and not our containment" {
	conversation '"turns":[{"role":"customer"},{"role":"bot","text":"Done."}]' \
		'"events":[{"type":"abandoned"}]' >log
	hoff-kpi --definitions microsoft --format json log >report
	[ "$(kpi deflection value <report)" = 1 ]
	hoff-kpi --format json log >report
	[ "$(kpi containment_assumed value <report)" = 0 ]
}

@test "definitions can be one's own" {
	cat >mine.jq <<-'END'
	{ name: "mine", version: 3, source: "us",
	  outcomes: [
	    { id: "quick", family: "contained_resolved", label: "quick",
	      definition: "one turn", when: ".customer_turns == 1" },
	    { id: "rest", family: "unknown", label: "rest",
	      definition: "all others", when: "true" } ],
	  rates: [
	    { id: "quick_and_happy", label: "quick and happy",
	      definition: "quick, and satisfied",
	      numerator: ".outcome == \"quick\"",
	      denominator: ".satisfaction == \"high\"",
	      of: "the satisfied", nothing: "nobody is" } ] }
	END
	hoff-kpi --definitions mine.jq --format json "$data/vendors.in.ndjson" \
		>report
	[ "$(jq -c '[.outcomes[] | .id, .family, .numerator]' report)" = \
		'["quick","contained_resolved",8,"rest","unknown",2]' ]
	[ "$(kpi quick_and_happy numerator <report)" = 1 ]
	[ "$(kpi quick_and_happy denominator <report)" = 1 ]
	[ "$(jq -r .definitions.sha256 report)" = \
		"$(sha256sum mine.jq | cut -d' ' -f1)" ]
	# a copy of the default says what the default says
	hoff-kpi --show-defaults=hoff.jq >copy.jq
	hoff-kpi --definitions copy.jq "$story" | cmp - <(hoff-kpi "$story")
}

# wrong SED MESSAGE: the default definitions, edited so, are refused.
wrong() {
	hoff-kpi --show-defaults=hoff.jq | sed "$1" >mine.jq
	run -2 --separate-stderr hoff-kpi --definitions mine.jq "$story"
	echo "$stderr"
	[ "$stderr" = "hoff-kpi: $2" ]
}

@test "definitions that mean nothing are refused, by their place" {
	wrong 's/again_days > 7/again_days > 5/' \
		'mine.jq: rates[12] (containment_durable).numerator: .again_days is known in steps (1, 3, 7, 30), and 5 is none of them'
	wrong 's/when: "\.delivered and/when: ".deliverd and/' \
		'mine.jq: outcomes[1] (escalated_delivered).when: there is no fact .deliverd (did you mean .delivered?)'
	wrong 's/when: "\.delivered and .*"/when: ".delivered ==="/' \
		'mine.jq: outcomes[1] (escalated_delivered).when:1:14: an assignment where an expression should be'
	wrong 's/when: "\.delivered and/wenn: ".delivered and/' \
		'mine.jq: outcomes[1] (escalated_delivered): unknown member wenn (did you mean when?)'
	wrong 's/when: "true"/when: ".delivered"/' \
		'definitions: a conversation fits no outcome; end the list with one that holds always'
	wrong 's/id: "resolution_said"/id: "resolution"/' \
		'mine.jq: rates[25] (resolution).id: is there twice'
	wrong 's/family: "unknown"/family: "unkown"/' \
		'mine.jq: outcomes[11] (contained_unknown).family: must be not_engaged, contained_resolved, contained_unresolved, abandoned, escalated, out_of_hours or unknown'
	wrong 's/numerator: "\.resolved != null"/numerator: "splits(1)"/' \
		'mine.jq: rates[24] (resolution_said).numerator: splits/1 is not in the core of jq that definitions may use'
	run -2 --separate-stderr hoff-kpi --definitions gogle "$story"
	[ "$stderr" = 'hoff-kpi: gogle: No such file or directory' ]
}

@test "an intermediate loss of contact is not a resolution" {
	conversation '"turns":[{"role":"customer"},{"role":"bot","text":"Done."}]' \
		'"events":[{"type":"abandoned"}]' | hoff-kpi --format json >report
	[ "$(kpi containment_loose value <report)" = 1 ]
	[ "$(kpi containment_resolved value <report)" = 0 ]
	[ "$(kpi abandonment value <report)" = 1 ]
}

@test "attempted and delivered escalations are told apart" {
	hoff-kpi --format json "$story" >report
	[ "$(kpi escalation_attempted numerator <report)" = 5 ]
	[ "$(kpi escalation_delivered numerator <report)" = 3 ]
	[ "$(kpi handoff_delivery value <report)" = 0.6 ]
}

# contact ID OUTCOME EVENTS: one of three weeks before the log ends.
contact() {
	conversation "\"channel\":\"$1\",\"customer\":{\"id\":\"$1\"}" \
		'"started_at":"2026-03-01T09:00:00Z","ended_at":"2026-03-01T09:05:00Z"' \
		'"turns":[{"role":"customer"},{"role":"bot","text":"I cannot say."}]' \
		"\"outcome\":{$2},\"events\":[$3]"
}

@test "who stays away is no first contact resolution where the log denies it" {
	local asked='{"type":"handoff_requested"}' v

	{
		contact solved '"resolved":true' ''
		contact solved-in-vain '"resolved":true' "$asked,{\"type\":\"abandoned\"}"
		contact nothing-said '' ''
		contact served '' "$asked,{\"type\":\"agent_joined\"}"
		contact unsolved '"resolved":false' ''
		contact gave-up '"resolved":false' '{"type":"abandoned"}'
		contact gave-up-silent '' '{"type":"abandoned"}'
		contact left-queue '' "$asked,{\"type\":\"abandoned\"}"
		contact refused '' "$asked,{\"type\":\"handoff_failed\"}"
		contact too-late '' "$asked,{\"type\":\"handoff_failed\",\"reason\":\"closed\"}"
		contact unanswered '' "$asked"
		contact later '' '' | sed s/-01T/-20T/g
	} >log
	hoff-kpi --history --by channel --format json log >report
	run -0 jq -r '.groups[] | select(.key != ["later"]) |
		.key[0] as $name | (.kpis | map({(.id): .}) | add) as $k |
		"\($name) \($k.fcr.numerator)/\($k.fcr.denominator)"' report
	diff - <(echo "$output") <<-'END'
	gave-up 0/1
	gave-up-silent 0/1
	left-queue 0/1
	nothing-said 1/1
	refused 0/1
	served 1/1
	solved 1/1
	solved-in-vain 1/1
	too-late 0/1
	unanswered 0/0
	unsolved 0/1
	END
	# the same customers are contained, for they had no handoff, and are not
	# resolved; a price list is told so
	[ "$(kpi containment_strict numerator <report)" = 5 ]
	[ "$(kpi containment_strict_resolved numerator <report)" = 1 ]
	for v in strict strict_resolved; do
		echo "{ currency: \"EUR\", conversation: 1, human_contact: 2,
			saved: \"containment_$v\" }" >$v.jq
		hoff-kpi --history --cost $v.jq log >$v
	done
	# the page shows at first sight those who were helped
	hoff-kpi --history --html page.html log >report
	[ "$(grep -o '<h2>containment, [a-z, ]*' page.html)" = \
		$'<h2>containment, resolved\n<h2>containment, resolved, no callback' ]
	grep -q 'of the 5 conversations that containment_strict counts as saved, 3 gave up' strict
	run ! grep -q 'gave up or are said' strict_resolved
	[ "$(hoff-kpi --history --cost strict.jq --format json log |
		jq .costs.saved_unhelped)" = 3 ]
}

# about CUSTOMER DAY NAME...: a conversation on that day of March with these
# intents, which ends well, on the same day or that of $ends.
about() {
	local turns='{"role":"bot","intent":{"name":"menu"}}' name
	local about=${3:+\"$3\"}

	for name in "${@:3}"; do
		turns+=",{\"role\":\"customer\",\"intent\":{\"name\":\"$name\"}}"
	done
	[ $# -gt 2 ] || turns+=',{"role":"customer"}'
	conversation "\"channel\":\"$1\",\"customer\":{\"id\":\"$1\"}" \
		"\"started_at\":\"2026-03-$2T09:00:00Z\"" \
		"\"ended_at\":\"2026-03-${ends-$2}T09:05:00Z\",\"turns\":[$turns]" \
		"\"outcome\":{\"resolved\":true,\"about\":${about:-null}}"
}

# by_matter ARG...: of each customer fcr_matter, repeat_matter and fcr.
by_matter() {
	hoff-kpi --history --by channel --format json "$@" log | jq -r '
		.groups[] | select(.key != ["last"]) | .key[0] as $name |
		(.kpis | map({(.id): "\(.numerator)/\(.denominator)"}) | add) |
		"\($name) \(.fcr_matter) \(.repeat_matter) \(.fcr)"'
}

@test "first contact resolution by matter is of matters, not of customers" {
	{
		about same 01 bill
		about same 03 bill
		about third 01 bill # and twice again: one matter, no three
		about third 03 bill
		about third 05 bill
		about other 01 bill
		about other 03 parcel
		about shares 01 bill parcel
		about shares 03 parcel account
		about late 01 bill # a week and more is another matter
		about late 09 bill
		ends=10 about long 01 bill # the last, though it began before
		about long 02 bill
		about long 16 bill
		about polite 01 bill thanks # thanks are what both have
		about polite 03 parcel thanks Talk_to.agent
		about unknown 01 bill # with what, the log does not say
		about unknown 03
		about before 01
		about before 03 bill
		about nothing 01 greet
		about last 31 bill
	} >log
	diff - <(by_matter) <<-'END'
	before 0/0 0/1 1/2
	late 2/2 0/2 2/2
	long 0/1 1/3 2/3
	nothing 0/0 0/0 1/1
	other 2/2 0/2 1/2
	polite 2/2 0/2 1/2
	same 0/1 1/2 1/2
	shares 0/1 1/2 1/2
	third 0/1 2/3 1/3
	unknown 0/1 1/1 1/2
	END
	# a disposition code is letter by letter what it is about, thanks or not
	diff - <(by_matter --matter outcome.about | grep -E 'other|nothing') <<-'END'
	nothing 1/1 0/1 1/1
	other 2/2 0/2 1/2
	END
	# and whose intents are about no matter is for a table to say
	printf 'intent\nbi*\n' >no-matter.csv
	diff - <(by_matter --no-matter no-matter.csv | grep -E 'polite|same') <<-'END'
	polite 0/1 1/2 1/2
	same 0/0 0/0 1/2
	END
	hoff-kpi --show-defaults=no-matter.csv >ours.csv
	diff <(by_matter) <(by_matter --no-matter ours.csv)
	run -2 --separate-stderr hoff-kpi --matter outcome.about log
	[ "$stderr" = 'hoff-kpi: --matter is about who comes back: it needs --history' ]
	printf 'intent\n"?!"\n' >no-matter.csv
	run -2 --separate-stderr hoff-kpi --history --no-matter no-matter.csv log
	[ "$stderr" = 'hoff-kpi: no-matter.csv:2: a name has letters' ]
}

@test "who left is the same in the drop-off, the way from the bot and the outcomes" {
	local v

	python3 "$root/tests/kpi_oracle.py" generate 400 12 >log
	for v in hoff microsoft; do
		hoff-kpi --definitions $v --html page.html --format json log >report
		python3 - $v <<-'END'
		import json, re, sys
		report = json.load(open("report"))
		def family(*names):
		    return sum(o["numerator"] for o in report["outcomes"]
		               if o["family"] in names)
		left = sum(t["numerator"] for t in report["drop_off"]["by_turn"])
		page = open("page.html").read()
		ways = re.findall(r">ended: ([a-z ]+)</td><td[^>]*>(\d+)<", page)
		ended = {}
		for where, n in ways:
		    ended[where] = ended.get(where, 0) + int(n)
		assert ended["left"] == family("abandoned") > 20, ended
		if sys.argv[1] == "hoff":
		    assert left == ended["left"], left
		    assert ended["not resolved"] >= family("contained_unresolved")
		END
	done
}
