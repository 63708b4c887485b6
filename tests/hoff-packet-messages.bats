load common
load packet

# worded LIST: the built-in templates with LIST for the English "queued"
worded() {
	hoff-packet --show-defaults=templates.jq |
		NEW=$1 perl -0pe 's/^(      queued: )\[.*?\],$/$1$ENV{NEW},/ms' >own.jq
}

@test "the message promises what the route computed, in the customer's language" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -r '[.conversation_id, .hoff.packet.message.moment,
			.hoff.packet.message.language] | join(" ")' >moments
	diff - moments <<-'END'
		c-0 offered en
		c-1 started de
		c-2 queued es
		c-3 nobody fr
		c-4 nobody pt
		c-5 queued en
		c-crisis crisis en
	END
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -r .hoff.packet.message.text >texts
	[[ $(sed -n 3p texts) == *' 2 min.'* ]]
	[[ $(sed -n 6p texts) == *' 2 min.'* ]]
	run -1 grep -E '[{}]' texts
}

@test "a templates file replaces the built-in words, and mistakes are named" {
	hoff-packet --show-defaults=templates.jq >t.jq
	packet_of <"$in" >built-in
	packet_of -t t.jq <"$in" | cmp - built-in
	sed 's/bring in a colleague/fetch somebody/' t.jq >own.jq
	packet_of -t own.jq <"$in" | jq -e '.message.text | test("fetch somebody")'

	echo '{ name: "x", mesages: {} }' >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: templates: unknown member '\''mesages'\'' (did you mean '\''messages'\''?)' ]
	sed '/  nobody: \[/,/\],$/d' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: nobody: missing' ]
	for part in empathy in_public call_back calendar whisper; do
		sed "0,/^  $part: {/!{0,/^    de: /s//    dd: /}" t.jq >bad.jq
		run -2 --separate-stderr hoff-packet -t bad.jq "$in"
		[ "$stderr" = "hoff-packet: bad.jq: $part: unknown member 'dd' (did you mean 'de'?)" ]
	done
	sed 's/default_language: "en"/default_language: "sw"/' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: default_language: has no messages' ]
	echo '{ name: ' >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[[ $stderr == 'hoff-packet: bad.jq:'*:*': '* ]]
}

@test "a message promises no wait that is not known" {
	moment() {
		scored ".hoff.route = $1" | hoff-packet | jq -r .hoff.packet.message.moment
	}
	[ "$(moment '{outcome: "assigned", wait_s: 90}')" = queued ]
	[ "$(moment '{outcome: "assigned", wait_s: 0}')" = started ]
	[ "$(moment '{outcome: "assigned"}')" = offered ]
	[ "$(moment '{outcome: "abandoned", wait_s: 90}')" = nobody ]
	[ "$(moment '{outcome: "unserved"}')" = nobody ]
	[ "$(moment '{outcome: "unserved", reason: "no_time"}')" = offered ]
	[ "$(moment '{outcome: "not_routed"}')" = offered ]
	[ "$(moment '{}')" = offered ]

	hoff-packet --show-defaults=templates.jq >t.jq
	sed 's/The wait is about {minutes} min/{minutes} min, no more than {minutes}/' t.jq >own.jq
	scored '.hoff.route = {outcome: "assigned", wait_s: 90}' |
		packet_of -t own.jq | jq -e '.message.text | test("2 min, no more than 2[.]")'
	sed 's/I cannot reach a colleague/Come in {minutes} minutes; I cannot reach one/' t.jq >own.jq
	run -2 --separate-stderr hoff-packet -t own.jq "$in"
	[ "$stderr" = 'hoff-packet: own.jq: nobody: has {minutes}, which is not known then' ]
	# no conversation would find these
	sed 's/^    pt:/    "pt-BR":/' t.jq >own.jq
	run -2 --separate-stderr hoff-packet -t own.jq "$in"
	[ "$stderr" = 'hoff-packet: own.jq: messages: pt-BR is not a language alone, such as de' ]
}

@test "all moments of a handoff come in the order of their times" {
	printf 'region,number\n*,112\n' >numbers.csv
	packed native >plain
	jq -e 'has("messages") | not' plain
	told '.turns[4].at = "2026-03-01T09:00:00Z" | .events = [
		{type: "closed", at: "2026-03-01T09:30:00Z"},
		{type: "returned_to_bot", at: "2026-03-01T08:59:00Z"},
		{type: "handoff_failed", at: "2026-03-01T09:20:00Z"}]
		| .hoff.route = {outcome: "assigned", wait_s: 300, position: 3,
			arrival: "2026-03-01T09:00:00Z",
			assigned_at: "2026-03-01T09:05:00Z"}' >given
	packet_of --messages --crisis-numbers numbers.csv <given >packet
	[ "$(jq -r '.messages[] | "\(.moment) \(.at)"' packet)" = 'queued 2026-03-01T09:00:00Z
waiting 2026-03-01T09:02:00Z
joined 2026-03-01T09:05:00Z
failed 2026-03-01T09:20:00Z
closed 2026-03-01T09:30:00Z' ]
	says '.message == .messages[0] and (.message.text | test(" 5 min[.]"))' <packet
	# it did not have to wait for long
	jq -c '.hoff.route.wait_s = 120' given |
		hoff-packet --messages --crisis-numbers numbers.csv |
		says '[.messages[].moment] == ["queued", "joined", "failed", "closed"]'
}

@test "who is passed over, passed on or came back reads what became of it" {
	printf 'region,number\n*,112\n' >numbers.csv
	moments() {
		told '.turns[4].at = "2026-03-01T09:00:00Z" | .hoff.route = {outcome:
			"assigned", wait_s: 400, agent: "a-1", queue: "one",
			arrival: "2026-03-01T09:00:00Z",
			assigned_at: "2026-03-01T09:06:40Z"} + '"$1" |
			packet_of --messages --crisis-numbers numbers.csv |
			jq -c '[.messages[] | "\(.moment) \(.at[14:19])"]'
	}
	# two agents did not answer; the customer is not told twice in two minutes
	[ "$(moments '{moments: [
		{kind: "no_answer", at: "2026-03-01T09:03:00Z", agent: "a-2"},
		{kind: "no_answer", at: "2026-03-01T09:05:00Z", agent: "a-3"}]}')" = \
		'["queued 00:00","waiting 02:00","waiting 05:00","joined 06:40"]' ]
	# an agent of the next queue may be free at once, or not
	[ "$(moments '{passed_on: {outcome: "assigned", queue: "two", agent: "a-9",
		at: "2026-03-01T09:08:00Z", wait_s: 0}}')" = \
		'["queued 00:00","waiting 02:00","joined 06:40","joined 08:00"]' ]
	[ "$(moments '{passed_on: {outcome: "assigned", queue: "two", agent: "a-9",
		at: "2026-03-01T09:08:00Z", wait_s: 20}}')" = \
		'["queued 00:00","waiting 02:00","joined 06:40","queued 08:00","joined 08:20"]' ]
	[ "$(moments '{passed_on: {outcome: "unserved", reason: "closed", queue: "two",
		agent: null, at: "2026-03-01T09:08:00Z", wait_s: 0}}')" = \
		'["queued 00:00","waiting 02:00","joined 06:40","nobody 08:00"]' ]
	# others may help after four minutes, which is no news after one more
	[ "$(moments '{moments: [
		{kind: "step", at: "2026-03-01T09:04:10Z", step: 1},
		{kind: "step", at: "2026-03-01T09:05:10Z", step: 2}]}')" = \
		'["queued 00:00","waiting 02:00","waiting 04:10","joined 06:40"]' ]
	# of the wait only 40 s were still to come; no more are promised
	told '.turns[4].at = "2026-03-01T09:06:00Z" | .hoff.route = {outcome: "assigned",
		wait_s: 400, arrival: "2026-03-01T09:06:00Z", assigned_at: "2026-03-01T09:06:40Z",
		joins: {kept_place: true, waits_since: "2026-03-01T09:00:00Z"}}' |
		hoff-packet --messages --crisis-numbers numbers.csv |
		says '([.messages[].moment] == ["queued", "joined"]) and
			(.message.text | test(" 1 min[.]"))'
}

@test "in a crisis the customer reads the number of the region, from the user's table" {
	told '.hoff.score.signals.safety.self_harm = 0.9 | .events = [{type: "closed"}]' >crisis
	jq -c '.customer = {segment: {region: "KE"}}' crisis >kenya
	printf 'region,number,service\nke,1199,Red Cross\n*,112,\n' >numbers.csv
	hoff-packet --crisis-numbers numbers.csv <kenya |
		says '.message.moment == "crisis" and (.message.text | test("1199"))'
	hoff-packet --crisis-numbers numbers.csv <crisis |
		says '.message.text | test("112") and (test("1199") | not)'
	# a machine does not say goodbye then
	hoff-packet --messages --crisis-numbers numbers.csv <crisis |
		says '[.messages[].moment] == ["crisis"]'
	# a thing that endangers life is met so, too, but its words are told
	jq -c '.hoff.score.signals.safety = {hazard: 0.5}' crisis |
		hoff-packet --messages --crisis-numbers numbers.csv |
		says '([.messages[].moment] == ["crisis"]) and (.message.text | test("112")) and
			.goal.current.text != null'
	# none is made up
	hoff-packet <kenya | says '.message.moment == "crisis" and .message.text == null'
	run -2 --separate-stderr hoff-packet --messages kenya
	[ "$stderr" = 'hoff-packet: --messages takes the numbers to call in a crisis, should there be one: --crisis-numbers FILE' ]
	printf 'region,number\nKE,1199\n' >numbers.csv
	run -2 --separate-stderr hoff-packet --crisis-numbers numbers.csv kenya
	[ "$stderr" = 'hoff-packet: numbers.csv: no number for all other regions (region *)' ]
	printf 'region,number\n*,\n' >numbers.csv
	run -2 --separate-stderr hoff-packet --crisis-numbers numbers.csv kenya
	[ "$stderr" = 'hoff-packet: numbers.csv:2: a region without a number' ]
}

@test "a wording fits the channel, the tone, the rule and what is known" {
	worded '[{text: "spoken", channel: ["voice"]}, {text: "see https:\/\/x.example"}, {text: "casual", tone: "friendly"}, {text: "no"}]'
	packed native -t own.jq | says '.message.text | test("see https")'
	sed 's/{text: "no"}/"last"/; s/tone: "formal"/tone: "friendly"/' own.jq >friendly.jq
	packed native -t friendly.jq | says '.message.text | test("see https")'
	packed native | jq -c . >/dev/null
	worded '[{text: "{position} before you", channel: "webchat", buttons: ["Wait", "Call me"]}, {text: "for humans", reason: "wants-human"}, "last"]'
	packed native -t own.jq | says '.message.text == "I can see that this has been frustrating. for humans"'
	told '.channel = "webchat" | .hoff.route = {outcome: "assigned", wait_s: 5, position: 2}' >given
	hoff-packet -t own.jq <given | says '.message
		| (.text | test("2 before you$")) and .buttons == ["Wait", "Call me"]'
	jq -c '.channel = "sms"' given | hoff-packet -t own.jq |
		says '.message | (.text | test("last$")) and (has("buttons") | not)'
	worded '[{text: "see https:\/\/x.example"}, "a < b"]'
	jq -c '.channel = "voice"' given | hoff-packet -t own.jq | says '.message
		| .ssml == "<speak>I can see that this has been frustrating. a &lt; b</speak>"'
	sed 's/empathy: true/empathy: false/' own.jq >cold.jq
	hoff-packet -t cold.jq <given | says '.message.text == "see https://x.example"'
}

@test "who tells of harm from elsewhere is not told that it did not go well" {
	unhappy() { # SIGNAL [LANGUAGE]
		scored '.language = "'"${2:-en}"'" | .hoff.score += {signals: {sentiment: -0.6}, reasons: [
			{rule: "r", reason: "x", evidence: [{signal: "'"$1"'", turn: 0}]}]}' |
			hoff-packet | jq -r .hoff.packet.message.text
	}
	[[ "$(unhappy compliance.complaint)" = 'I can see that this did not go well. I would'* ]]
	[[ "$(unhappy human_request de)" = 'Ich sehe, dass das nicht gut gelaufen ist. '* ]]
	# minutes count
	[[ "$(unhappy compliance.fraud)" = 'I can see that this is urgent for you. I would'* ]]
	[[ "$(unhappy compliance.security de)" = 'Ich sehe, dass es für Sie dringend ist. '* ]]
	# a machine has no words for a death, nor for what is lived on
	[[ "$(unhappy compliance.vulnerable)" = 'I would like'* ]]
	[[ "$(unhappy compliance.payment es)" = 'Quiero incluir'* ]]
}

@test "templates that would promise too much, or leave somebody without words, are refused" {
	refused() {
		worded "$1"
		run -2 --separate-stderr hoff-packet -t own.jq "$in"
		[ "$stderr" = "hoff-packet: own.jq: queued: $2" ]
	}
	refused '"{agent} comes"' 'has {agent}, which is not known then'
	refused '"{minuts} min"' '{minuts} is no blank; the nearest is {minutes}'
	refused '"{Minutes} min"' '{Minutes} is no blank; the nearest is {minutes}'
	refused '"{minutes min"' 'has a brace that is of no blank'
	refused '[{text: "x", buttons: ["{bot}"]}, "y"]' 'has a button with a brace, which is not filled'
	refused '"{position} before you"' 'has a last message with what is not always known'
	refused '[{text: "x", channel: "sms"}]' 'has no last message without conditions'
	refused '"see www.x.example"' 'has a last message with a link, which voice cannot read out'
	refused '[]' 'has no messages'
	refused '""' 'has an empty message'
	refused '7' 'has the wrong type'
	refused "\"$(printf 'word %.0s' {1..330})\"" 'is longer than 1600 characters, which no SMS takes'
}

@test "every language has words for every moment" {
	printf 'region,number\n*,112\n' >numbers.csv
	told '("en", "de", "fr", "es", "pt", "nl", "it", "hi") as $l | ("assigned", "abandoned", "none", "crisis") as $o
		| .language = $l | .hoff.route = {outcome: $o, wait_s: 300, arrival: "2026-03-01T09:00:00Z"}
		| .events = ["handoff_failed", "returned_to_bot", "closed" | {type: .}]
		| if $o == "crisis" then .hoff.score.signals.safety.child = 1 else . end' |
		hoff-packet --messages --crisis-numbers numbers.csv |
		jq -r '.hoff.packet.messages[] | "\(.language) \(.moment) \(.text)"' >texts
	[ "$(cut -d' ' -f1,2 texts | sort -u | wc -l)" -eq 72 ] # all but started
	[ "$(cut -d' ' -f3- texts | sort -u | wc -l)" -eq 72 ]
	run -1 grep -E '[{}]| null$' texts
}

@test "who comes when nobody is there reads until when, as his language writes it" {
	# absent [JQ]: comes on Friday evening, is refused until Monday
	absent() {
		scored '.turns[0].at = "2026-03-06T20:00:00Z" | .hoff.route = {
			outcome: "unserved", reason: "closed",
			opens_at: "2026-03-09T08:00:00+01:00"} | '"${1-.}"
	}
	for l in en de fr es pt nl; do
		absent ".language = \"$l\", (.language = \"$l\" | .channel = \"voice\")"
	done | hoff-packet | jq -r '.hoff.packet.message.text' |
		grep -oE '(lunes|lundi|maandag|[Ss]egunda-feira,|Montag,|Monday,) [^)]*08:00[^ .]*( Uhr)?( \([^)]*\))?' >got
	diff -u - got <<-'END'
	Monday, 9 Mar, 08:00 (UTC+1)
	Monday, 9 Mar, 08:00
	Montag, 9.3., 08:00 Uhr (UTC+1)
	Montag, 9.3., 08:00 Uhr
	lundi 9/3 à 08:00 (UTC+1)
	lundi 9/3 à 08:00
	lunes 9/3 a las 08:00 (UTC+1)
	lunes 9/3 a las 08:00
	segunda-feira, 9/3, 08:00 (UTC+1)
	segunda-feira, 9/3, 08:00
	maandag 9-3 om 08:00 (UTC+1)
	maandag 9-3 om 08:00
	END
	# the wait is until then, not so many minutes
	absent '.hoff.route += {outcome: "assigned", wait_s: 212403}' | hoff-packet |
		says '.message | .moment == "queued" and (.text | test("from Monday, 9 Mar") and (test("min") | not))'
	# what is over is not told, nor what is no time
	absent '.turns[0].at = "2026-03-09T07:00:00Z"' | hoff-packet |
		says '.message.text | test("Mon|opens") | not'
	absent '.hoff.route.opens_at = "Monday"' | hoff-packet |
		says '.message.text | test("Mon|opens") | not'
	absent '.hoff.route.opens_at = "2026-07-05T06:30:00-03:30"' | hoff-packet |
		says '.message.text | test("from Sunday, 5 Jul, 06:30 .UTC-3:30.")'
	# whose call back is offered only where that is done, and the time is known
	hoff-packet --show-defaults=templates.jq |
		sed 's/call_back: false/call_back: true/' >own.jq
	absent | hoff-packet -t own.jq | says '.message.text | test(" called back then, leave your number here.$")'
	absent | hoff-packet | says '.message.text | test("called back") | not'
	absent 'del(.hoff.route.opens_at)' | hoff-packet -t own.jq |
		says '.message.text | test("called back") | not'
	# without a calendar the time is there all the same
	hoff-packet --show-defaults=templates.jq |
		sed '/^  calendar: {/,/} },$/d' >own.jq
	absent | hoff-packet -t own.jq | says '.message.text | test("from 2026-03-09 08:00 .UTC.1.")'
}

@test "who is given to another queue hears so, and of the queue of that time" {
	printf 'region,number\n*,112\n' >numbers.csv
	(echo '('; hoff-packet --show-defaults=templates.jq
	echo ') | .messages.en |= (.queued = ["At {queue}.", "last"]
		| .waiting = [{after: "overflow", text: "Now at {queue}."}, "At {queue} still.", "last"]
		| .joined = ["At {queue} now.", "last"])') >t.jq
	told '.turns[4].at = "2026-03-01T09:00:00Z" | .hoff.route = {outcome: "assigned",
		wait_s: 400, agent: "a-1", asked_queue: "one", queue: "three",
		arrival: "2026-03-01T09:00:00Z", assigned_at: "2026-03-01T09:06:40Z", moments: [
		{kind: "overflow", at: "2026-03-01T09:03:00Z", queue: "two"},
		{kind: "overflow", at: "2026-03-01T09:03:30Z", queue: "three"}]}' >given
	texts() {
		packet_of --messages --crisis-numbers numbers.csv "$@" <given |
			jq -r '.messages[] | "\(.at[14:19]) \(.text)"'
	}
	[ "$(texts -t t.jq)" = '00:00 I can see that this has been frustrating. At one.
02:00 At one still.
03:00 Now at two.
03:30 Now at three.
06:40 At three now.' ]
	for language in en de fr es pt nl; do
		jq -c ".language = \"$language\"" given |
			hoff-packet --messages --crisis-numbers numbers.csv |
			says '[.messages[].text] | .[1] != .[2] and .[2] == .[3]'
	done
	# it went there before it was in a queue at all: the first message says so
	jq -c '.hoff.route.moments = [{kind: "overflow", at: "2026-03-01T09:00:00Z", queue: "three"}]' given |
		hoff-packet --messages --crisis-numbers numbers.csv -t t.jq |
		says '[.messages[].text] == ["I can see that this has been frustrating. At three.", "At three still.", "At three now."]'
	sed 's/after: "overflow"/after: "sunset"/' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: waiting: has after, which is none of overflow, step and no_answer' ]
	sed 's/queued = ."At/queued = [{after: "step", text: "x"}, "At/' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: queued: has after, which only waiting may have' ]
}
