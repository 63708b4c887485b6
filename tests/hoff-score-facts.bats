# hoff-score: what rules see, hear and are told.

# shellcheck disable=SC2016,SC2154 # jq is quoted; what run sets, bats reads

load common
load stories

# Weights are nothing here, so that only rules decide.
own() {
	cat >own.jq
}

silent='weights: { bias: -20 }'

@test "thresholds and weights of the rules file move the readiness" {
	records >in <<-'END'
	- - -
	customer: I am furious about this

	- - -
	customer: four of them
	END
	own <<<'{ rules: [], thresholds: { escalate: 0.9, watch: 0.8 },
		weights: { bias: -1, anger: 0, sentiment: -0.0, profanity: 0,
			sentiment_trend: 0, turns: 0, dropoff_risk: 0 } }'
	hoff-score -r own.jq in | jq -c '.hoff.score
		| [.decision, .readiness, .contributions]' >got
	# 1 / (1 + e) = 0.2689
	diff -u - got <<-'END'
	["contain",0.2689,[{"signal":"bias","value":1,"weight":-1,"contribution":-1}]]
	["contain",0.2689,[{"signal":"bias","value":1,"weight":-1,"contribution":-1}]]
	END
	own <<<'{ rules: [], thresholds: { escalate: 0.2689, watch: 0.1 },
		weights: { bias: -1, anger: 0, sentiment: 0, profanity: 0,
			sentiment_trend: 0, turns: 0, dropoff_risk: 0 } }'
	hoff-score -r own.jq in | jq -c '.hoff.score
		| [.decision, .tier, .reasons[0].rule]' | sort -u >got
	# a threshold is reached where it is met
	echo '["escalate","human-first","readiness"]' | diff -u - got
	sed -i 's/0.2689/0.269/' own.jq
	hoff-score -r own.jq in | jq -c '.hoff.score
		| [.decision, .tier, .reasons[0].rule]' | sort -u >got
	echo '["watch","assisted","readiness"]' | diff -u - got
}

@test "a term list beside the rules file becomes a signal" {
	mkdir rules
	printf '%s\n' 'term,weight' 'rival mobile,1' 'switch,0.5' \
		'"switch, now",2' >rules/churn.csv
	cat >rules/own.jq <<-'END'
	{ weights: { bias: -20, "terms.churn": 25 },
	  terms: { churn: "churn.csv" },
	  rules: [ { id: "leaves", when: ".signals.terms.churn >= 1.5",
		     then: "escalate" } ] }
	END
	become -r rules/own.jq <<-'END'
	escalate 0 leaves
	customer: I will switch to Rival Mobile

	contain - -
	customer: the light switch

	escalate 0 readiness
	customer: is rival mobile better

	contain - -
	customer: switching nothing
	END
	[ "$(signals .terms.churn | paste -sd ' ')" = "1.5 0.5 1 0" ]
	# the evidence is each of its words
	jq -c '.turns as $t | [.hoff.score.reasons[0].evidence[]
		| [.signal, $t[.turn].text[.start:.end]]]' out | head -1 >got
	echo '[["terms.churn","switch"],["terms.churn","Rival Mobile"]]' |
		diff -u - got
}

@test "rules see the turn, the history, the customer and the channel" {
	own <<-END
	{ $silent, rules: [
	    { id: "past", then: "escalate", when: "any(.history[];
		.role == \"bot\" and (.text | test(\"magic\")))" },
	    { id: "late", then: "escalate", when: ".history | length == 4" },
	    { id: "first", then: "escalate",
	      when: ".history == [] and .turn.x.shop == 7" },
	    { id: "mail", then: "escalate",
	      when: ".channel == \"email\" and .language == \"de\"" },
	    { id: "gold", then: "escalate",
	      when: ".customer.tier == \"gold\"" },
	    { id: "bot", then: "escalate",
	      when: ".bot.version == \"3.2\"" } ] }
	END
	become -r own.jq <<-'END'
	escalate 2 past
	customer: x
	bot: the magic word
	customer: y

	contain - -
	customer: magic
	bot: the other word
	customer: magic

	escalate 4 late
	customer: x
	bot: y
	customer: x
	bot: y
	customer: x

	escalate 0 mail channel=email language=de
	customer: x

	contain - - channel=webchat language=de
	customer: x

	escalate 0 gold tier=gold
	customer: x

	contain - - tier=silver
	customer: x
	END
	printf '%s\n' '{"conversation_id":"a","turns":[{"role":"customer","text":"x","x":{"shop":7}}]}' \
		'{"conversation_id":"b","bot":{"version":"3.2"},"turns":[{"role":"customer"}]}' |
		hoff-score -r own.jq |
		jq -r '.hoff.score.reasons[0].rule' >got
	printf '%s\n' first bot | diff -u - got
}

# what is judged, and what is not

@test "rules that look at all there is see the history, however they do" {
	local when

	echo '{"conversation_id":"a","turns":[{"role":"customer","text":"hello"},{"role":"customer","text":"x"}]}' >log
	for when in 'tostring | contains(\"hello\")' '[..] | any(. == \"hello\")' \
	    'def f: .; f | tojson | contains(\"hello\")' \
	    '. as $x | $x | tojson | contains(\"hello\")' \
	    'to_entries | tojson | contains(\"hello\")' \
	    'reduce . as $x (0; $x) | tojson | contains(\"hello\")' \
	    'label $out | [.[]?] | tojson | contains(\"hello\")'; do
		own <<<"{ $silent, rules: [ { id: \"r\", when: \"$when\", then: \"watch\" } ] }"
		hoff-score -r own.jq --turns log >out
		[ "$(jq -c '[.hoff.score.trajectory[].fired]' out)" = '[["r"],["r"]]' ] ||
			{ echo "$when"; return 1; }
	done
}

@test "once an agent has spoken, nothing is judged any more" {
	become <<-'END'
	contain - -
	customer: where is my parcel
	agent: Hello, this is Ann.
	customer: I want to talk to a person

	escalate 0 asked-for-a-person
	customer: I want to talk to a person
	agent: Hello, this is Ann.

	contain - -
	agent: Hello, this is Ann.
	customer: I want to kill myself
	END
}

@test "notes and system messages are heard by nobody" {
	jq -nc '{ conversation_id: "notes", turns: [
		{ role: "customer", text: "where is my parcel" },
		{ role: "system", text: "I want to talk to a person" },
		{ role: "customer", text: "I want to talk to a person",
		  private: true },
		{ role: "agent", text: "see the file", private: true },
		{ role: "bot", text: "Sorry, I did not understand that.",
		  private: true },
		{ role: "customer", text: "it is blue" } ] }' >in
	hoff-score --turns in | jq -c '.hoff.score | .decision, .friction,
		[.trajectory[] | .turn]' >got
	printf '%s\n' '"contain"' '[]' '[0,5]' | diff -u - got
}

@test "a conversation without a customer's word is contained, at no risk" {
	printf '%s\n' '{"conversation_id":"none","turns":[]}' \
		'{"conversation_id":"bot","turns":[{"role":"bot","text":"Hi!"}]}' |
		hoff-score --turns |
		jq -c '.hoff.score | [.decision, .turn, .at, .queue, .priority,
			.tier, .reasons, .trajectory, .signals.turns,
			.signals.confidence]' | sort -u >got
	echo '["contain",null,null,null,null,"self-serve",[],[],0,null]' |
		diff -u - got
}

@test "a turn without text says nothing, but is a turn" {
	printf '%s\n' '{"conversation_id":"a","turns":[{"role":"customer"},{"role":"customer","text":""},{"role":"customer","text":null},{"role":"bot","text":""},{"role":"customer","text":"  "}]}' |
		hoff-score --turns |
		jq -c '.hoff.score | .decision, [.trajectory[].turn],
			.signals.turns, .friction' >got
	printf '%s\n' '"contain"' '[0,1,2,4]' 4 '[]' | diff -u - got
}

@test "waits are in seconds, and null where the log has no times" {
	printf '%s\n' '{"conversation_id":"a","started_at":"2026-03-01T09:00:00Z","turns":[{"at":"2026-03-01T09:00:05Z","role":"customer","text":"x"},{"at":"2026-03-01T10:00:36.5+01:00","role":"bot","text":"y"},{"at":"2026-03-01T09:01:00Z","role":"customer","text":"I want to talk to a person"}]}' \
		'{"conversation_id":"b","turns":[{"role":"customer","text":"x"},{"role":"bot","text":"y"},{"role":"customer","text":"I want to talk to a person"}]}' |
		hoff-score >out
	signals '"\(.elapsed_s) \(.bot_wait_s) \(.customer_gap_s)"' >got
	printf '%s\n' '60 31.5 23.5' 'null null null' | diff -u - got
	jq -c '.hoff.score | [.turn, .at], .friction' out >got
	printf '%s\n' '[2,"2026-03-01T09:01:00Z"]' \
		'[{"kind":"long_wait","turn":1,"detail":"31.5 s"}]' '[2,null]' '[]' | diff -u - got
}

@test "evidence is counted in code points of the text as it was written" {
	records >in <<-'END'
	- - -
	customer: 😀👩🏽‍🚀 ça — “well”, let me talk to an agent, ok? 🎉

	- - -
	customer: ﬁne… 𝔘 İstanbul ẞ ½ FURIOUS é I am FURIOUS!
	END
	hoff-score --turns in >out
	python3 - <<-'END' >got
	import json
	for line in open('out', encoding='utf-8'):
	    c = json.loads(line)
	    for r in c['hoff']['score']['reasons']:
	        for e in r['evidence']:
	            if e['signal'] in ('human_request', 'anger'):
	                text = c['turns'][e['turn']]['text']
	                print(e['signal'], text[e['start']:e['end']])
	END
	sed 's/ let me / /' got | sort -u | diff -u <(printf '%s\n' \
		'anger FURIOUS' 'human_request talk to an agent') -
}

@test "--turns adds the way there and changes nothing else" {
	hoff-score "$root"/testdata/logs/*.ndjson >plain
	hoff-score --turns "$root"/testdata/logs/*.ndjson >long
	jq -c 'del(.hoff.score.trajectory)' long >short
	jq -c . plain | cmp - short
	jq -e 'all(.hoff.score; has("trajectory"))' long >/dev/null
	# one step for each customer turn before an agent spoke
	jq -se 'all(.[]; [.hoff.score.trajectory[].turn]
		== ([.turns | to_entries[]
			| select(.value.private != true)] as $t
		| ([$t[] | select(.value.role | IN("agent", "human",
			"operator")).key] | first // infinite) as $stop
		| [$t[] | select(.key < $stop and (.value.role
			| IN("customer", "user", "consumer", "visitor",
			"end_user"))).key]))' long
}

@test "thresholds have names, and channels, languages and tiers their own" {
	own <<-'END'
	{ thresholds: { escalate: 0.9, watch: 0.8, long: 3 },
	  overrides: [
	    { channel: "voice", thresholds: { long: 2 } },
	    { language: "de", tier: ["gold", "platinum"],
	      thresholds: { long: 1, escalate: 0.04, watch: 0.04 } } ],
	  weights: { bias: -3, turns: 0, dropoff_risk: 0 },
	  rules: [ { id: "long", then: "watch",
	    when: ".signals.turns >= .thresholds.long" } ] }
	END
	become -r own.jq <<-'END'
	watch 2 long
	customer: x
	customer: x
	customer: x

	watch 1 long channel=voice
	customer: x
	customer: x
	customer: x

	escalate 0 readiness channel=voice language=de-AT tier=Gold
	customer: x
	customer: x

	watch 1 long channel=voice language=de tier=silver
	customer: x
	customer: x

	watch 2 long
	customer: x
	customer: x
	customer: x
	END
}

# local_time TIME: which rules of own.jq fire at a turn of that time.
local_time() {
	printf '{"conversation_id":"a","turns":[{"role":"customer","at":%s}]}\n' \
		"$1" >in
	hoff-score -r own.jq in | jq -r '[.hoff.score.reasons[].rule] | join(" ")'
}

@test "local time is that of the rules' zone, over summer time and holidays" {
	own <<-'END'
	{ weights: { bias: -20 }, time_zone: "Europe/Berlin",
	  hours: { mon: ["09:00-12:00", "13:00-17:30"], tue: ["00:00-24:00"] },
	  holidays: ["2026-12-29", "2026-03-31"],
	  rules: [
	    { id: "open", when: ".local_time.open", then: "watch" },
	    { id: "shut", when: ".local_time.open == false", then: "watch" },
	    { id: "none", when: ".local_time == null", then: "watch" },
	    { id: "winter", then: "watch", when: ".local_time == {date:
	      \"2026-03-23\", clock: \"09:00\", weekday: \"mon\", hour: 9,
	      minute: 0, open: true}" },
	    { id: "summer", then: "watch", when: ".local_time.date ==
	      \"2026-03-30\" and .local_time.clock == \"09:00\"" } ] }
	END
	[ "$(local_time '"2026-03-23T08:00:00Z"')" = "open winter" ]
	[ "$(local_time '"2026-03-30T07:00:00Z"')" = "open summer" ]
	[ "$(local_time '"2026-03-30T09:59:59.9Z"')" = open ]
	[ "$(local_time '"2026-03-30T10:00:00Z"')" = shut ]
	[ "$(local_time '"2026-03-30T15:29:00Z"')" = open ]
	[ "$(local_time '"2026-03-30T15:30:00Z"')" = shut ]
	# Tuesday has begun in Berlin; the last of March is a holiday there
	[ "$(local_time '"2026-03-23T23:00:00Z"')" = open ]
	[ "$(local_time '"2026-03-30T22:00:00Z"')" = shut ]
	[ "$(local_time '"2026-03-29T00:00:00Z"')" = shut ]
	[ "$(local_time null)" = none ]
	# without hours nobody knows
	sed -i '/hours:/d; /holidays:/d' own.jq
	[ "$(local_time '"2026-03-30T07:00:00Z"')" = summer ]
}

@test "a list may hold regular expressions, bounded ones" {
	own <<-END
	{ $silent, terms: { orders: "orders.csv" }, rules: [
	    { id: "order", when: ".signals.terms.orders > 0", then: "watch" } ] }
	END
	cat >orders.csv <<-'END'
		term,weight,language,kind
		"\border (no\.? |number )?[a-z]{2}-?\d{4,6}\b",2,,regex
		parcel,,,stem
		\bbestellung \d{4},,de,regex
	END
	while IFS='|' read -r language text expected; do
		jq -n -c --arg l "$language" --arg t "$text" '{conversation_id: "c", language: $l,
			turns: [{role: "customer", text: $t}]}' | hoff-score -r own.jq |
			jq -c '.hoff.score | [.signals.terms.orders, (.reasons[0].evidence // [] | map([.start, .end]))]' >got
		echo "$expected" | diff -u - got
	done <<-'END'
		en|Where is ORDER no. AB-12345?|[2,[[9,27]]]
		en|order ab1234 and parcels|[3,[[0,12],[17,24]]]
		en|reorder ab1234|[0,[]]
		en|order ab123|[0,[]]
		de|Meine Bestellung 1234 fehlt|[1,[[6,21]]]
		en|Meine Bestellung 1234 fehlt|[0,[]]
	END
	printf 'term,kind\nparcel,\norder \\d+,regex\n' >orders.csv
	run -2 --separate-stderr hoff-score -r own.jq </dev/null
	[[ $stderr == 'hoff-score: orders.csv:3: regex, byte '* ]]
	run -1 hoff-score --check own.jq
	[[ $output == *': bad-term-file: orders.csv:3: regex, byte '* ]]
}

@test "roles are what hoff calls them, whatever the log does" {
	local in='{"conversation_id":"a","turns":[{"role":"system"},{"role":"ASKS","text":"\u00e4","intent":{"name":"x","confidence":0.2}},{"text":"b","role":"ANSWERS"},{"role":"human","private":true},{"role":"ASKS","text":"c","intent":{"name":"y","confidence":0.3}}]}'

	sed 's/ASKS/user/g; s/ANSWERS/assistant/' <<<"$in" >log
	sed 's/ASKS/customer/g; s/ANSWERS/bot/' <<<"$in" >>log
	# natively, and in libjq
	for as in '' 'label $out | '; do
		own <<-END
		{ $silent, rules: [ { id: "roles", then: "watch", when: "$as(
		    [.history[].role] == [\"system\", \"customer\", \"bot\"] and
		    .turn.role == \"customer\" and .history[1].text == \"ä\" and
		    (.turn | tojson | contains(\"customer\")))" } ] }
		END
		hoff-score -r own.jq log | jq -c '.hoff.score | [.decision, .turn]' >got
		printf '["watch",4]\n%.0s' 1 2 | diff -u - got
	done
	hoff-score log | jq -c '.hoff.score.reasons[0].rule' >got
	printf '"not-sure-twice"\n%.0s' 1 2 | diff -u - got
}

@test "notes are no part of the history" {
	own <<-END
	{ $silent, rules: [ { id: "two", then: "watch",
	    when: "[.history[].text] == [\"a\", \"b\"]" } ] }
	END
	printf '%s\n' '{"conversation_id":"a","turns":[{"role":"customer","text":"a"},{"role":"agent","text":"note","private":true},{"role":"bot","text":"b"},{"role":"customer","text":"c"}]}' |
		hoff-score -r own.jq | jq -c '.hoff.score | [.decision, .turn]' >got
	echo '["watch",3]' | diff -u - got
}
