# hoff-packet --lint: what is wrong with messages before a customer reads them.

# shellcheck disable=SC2154 # what run sets, bats reads

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	cat >base.jq <<-'END'
	{ name: "base", version: 1, default_language: "en",
	  persona: { name: "the bot", tone: "formal", empathy: true },
	  empathy: { en: { angry: "I can see that this went wrong." } },
	  messages: {
	    en: {
	      offered: "I would like to bring in a colleague.",
	      started: "A colleague is taking over now.",
	      queued: "A colleague takes over. The wait is {minutes} min.",
	      waiting: "You are still in the queue.",
	      joined: "A colleague is here.",
	      nobody: "No colleague is free, 9 to 17. You can ask again.",
	      failed: "That did not work. You can ask for a person.",
	      returned: "This is the bot again. Say if you want a person.",
	      crisis: "A person is wanted here. Please call {number} now.",
	      closed: "This is closed. Ask for a person to go on." } },
	  next_steps: [ { signal: "anger", at_least: 0.5, text: "Listen." } ],
	  default_step: "Ask." }
	END
}

# codes FILE...: LINE:COLUMN CODE of each finding, notes too
codes() {
	hoff-packet --lint "$@" >out || [ $? -eq 1 ] || return
	sed -E 's/^[^:]*:([0-9]+:[0-9]+): [a-z]+: ([a-z-]+): .*/\1 \2/' out
}

# given MOMENT TEXT: case.jq, with that text for the moment
given() {
	NEW=$2 perl -pe 's/^(      '"$1"': )".*?"(,| \} \},)$/$1$ENV{NEW}$2/' \
		base.jq >case.jq
}

# becomes MOMENT TEXT CODE...: with that text for the moment, these codes are
# all that is found, each at the text
becomes() {
	local moment=$1 line

	given "$1" "$2"
	shift 2
	line=$(grep -n "^      $moment:" case.jq | cut -d: -f1)
	codes case.jq >got
	for code; do
		echo "$line:$((${#moment} + 9)) $code"
	done | diff - got
}

# becomes_among MOMENT TEXTS CODE...: the same of several texts, wherever
becomes_among() {
	given "$1" "$2"
	shift 2
	[ "$(codes case.jq | cut -d' ' -f2 | paste -sd' ')" = "$*" ]
}

@test "the built-in messages are clean, and so is what these tests start from" {
	run -0 hoff-packet --lint
	[ -z "$output" ]
	run -0 hoff-packet --lint base.jq
	[ -z "$output" ]
	hoff-packet --show-defaults=templates.jq >t.jq
	run -0 hoff-packet --lint - <t.jq
	[ -z "$output" ]
}

@test "a machine says that it is one, and nothing else" {
	becomes returned '"I am here again. Say if you want a person."' no-disclosure
	becomes started '"I am a real person, your colleague."' claims-human
	becomes offered '"I know how you feel. A colleague can help."' feigned-feeling
	sed 's/I can see that this went wrong/I am so sorry/' base.jq >case.jq
	[ "$(codes case.jq)" = '3:27 feigned-feeling' ]
	# its name may say it
	becomes returned '"Here is {bot} again. Say if you want a person."'
	sed -i 's/name: "the bot"/name: "Ann"/' case.jq
	[ "$(codes case.jq)" = '13:17 no-disclosure' ]
}

@test "nobody is left without a way to a person" {
	becomes nobody '"No colleague is free."' no-way-out
	becomes failed '"That did not work. Ask again."' no-way-out
	becomes returned '"This is the bot again."' no-way-out
	becomes closed '"Goodbye."' no-way-out
	becomes joined '"Hello there."' unclear-who
	becomes joined '[{text: "{agent} is here."}, "A colleague is here."]'
	becomes crisis '"A person is wanted here now."' crisis-without-number
}

@test "nothing is promised that no route has computed" {
	becomes offered '"A colleague will be with you shortly."' false-promise false-promise
	becomes queued '"A colleague takes over in 5 minutes."' false-promise
	becomes waiting '"It takes about 1 hour more."' false-promise
	becomes failed '"We will get back to you. You can ask for a person."' false-promise
	becomes crisis '"A person is wanted. Help is on its way. Call {number}."' false-promise
	# what is so when it is said is no promise
	becomes joined '"A colleague is here and helps immediately."'
	becomes crisis '"A person is wanted here. Call {number} immediately."'
}

@test "no blame, no pressure, no good cheer with bad news, nobody left out" {
	becomes failed '"That was your fault. You can ask for a person."' blame
	becomes nobody '"Are you sure you want a person? Ask again."' dark-pattern
	becomes_among waiting '[{text: "At {queue}.", buttons: ["OK"]}, "Still."]' dark-pattern
	becomes_among waiting '[{text: "At {queue}.", buttons: ["OK", "Ask"]}, "Still."]'
	becomes failed '"That did not work! You can ask for a person."' false-cheer
	becomes nobody '"Great news: you can ask for a person tomorrow."' false-cheer
	becomes offered '"I bring in a colleague. He or she can help."' not-inclusive
}

@test "a message is read with nine years of school, and heard to its end" {
	becomes queued '"Representative availability permitting, a specialist colleague continues processing."' hard-to-read
	becomes closed "\"Ask for a person $(printf 'and on %.0s' {1..12})\"" hard-to-read
	becomes closed "\"Ask for a person. $(printf 'So it is. %.0s' {1..13})\"" long-to-hear
	# a voice has words of its own before it
	becomes offered "[{text: \"A colleague is wanted.\", channel: [\"voice\", \"phone\"]}, {text: \"See www.x.example. A colleague. $(printf 'So it is. %.0s' {1..13})\"}, \"A colleague.\"]"
}

@test "each language has each moment, and in its own words" {
	sed '/      joined:/d' base.jq >case.jq
	[ "$(codes case.jq)" = '5:5 missing-moment' ]
	sed 's/default_language: "en"/default_language: "sw"/' base.jq >case.jq
	[ "$(codes case.jq)" = '1:47 missing-language' ]
	sed 's/^    en: {/    "en-GB": {/; s/"en"/"en-GB"/; s/{ en: {/{ "en-GB": {/' base.jq >case.jq
	codes case.jq | grep -qx '5:5 missing-language'
	jq -n "$(cat base.jq) | .messages.nl = (.messages.en | .offered = \"Ik haal er een collega bij.\")" |
		hoff-packet --lint - >out || [ $? -eq 1 ]
	[ "$(grep -c untranslated out)" -eq 9 ]
	grep -q 'note: no-empathy: nl has none' out
}

@test "a wording that no customer can get is named" {
	becomes_among closed '["Ask a person.", "Ask for a person."]' never-used
	becomes_among closed '[{text: "Ask us.", tone: "friendly"}, "Ask a person."]' no-way-out never-used
	becomes_among closed '[{text: "Ask a person.", tone: "formal"}, "Ask a person."]'
	becomes_among waiting '[{text: "Still.", after: ["step", "overflow"]}, "Still."]'
	becomes_among waiting '[{text: "Still.", after: ["step", "sunset"]}, "Still."]' bad-member
	becomes_among waiting '[{text: "Still.", after: "step"}]' missing-moment
	becomes_among offered '[{text: "A colleague.", after: "step"}, "A colleague."]' bad-member
}

@test "what is said in public has a text, and no blank" {
	hoff-packet --show-defaults=templates.jq >t.jq
	sed 's/en: "Thank you for writing to us/&, {agent}/' t.jq >own.jq
	run -1 hoff-packet --lint own.jq
	[[ $output =~ ^own.jq:[0-9]+:[0-9]+:\ error:\ untimely-blank:\ a\ blank,\ where\ others\ read\ along$ ]]
	sed 's/en: "Thank you for writing to us.*/en: 4,/' t.jq >own.jq
	run -1 hoff-packet --lint own.jq
	[[ $output == *' bad-member: it is not a string' ]]
}

@test "a blank has a name that is known, when it is known" {
	becomes queued '"A colleague takes over, {minuts} min."' unknown-blank
	becomes queued '"A colleague takes over. }"' unknown-blank
	becomes offered '"A colleague, {agent}, can help."' untimely-blank untimely-blank
	becomes queued '["A colleague, {position}.", "A colleague comes."]'
	becomes queued '"A colleague, {position}."' untimely-blank
}

@test "each channel takes what it can" {
	becomes offered "\"A colleague. $(printf 'So. %.0s' {1..420})\"" too-long long-to-hear
	becomes closed '"See https://x.example or ask a person."' link-in-voice
	becomes_among closed '[{text: "Ask a person.", channel: "whatsapp", buttons: ["a person", "b", "c", "d"]}, "Ask a person."]' too-long
	becomes_among closed "[{text: \"Ask a person. $(printf 'So on. %.0s' {1..30})\", channel: \"sms\"}, \"Ask a person.\"]" several-sms
	run -0 hoff-packet --lint case.jq
}

@test "members are checked all at once, each at its place" {
	cat >case.jq <<-'END'
	{ default_language: 7, persona: { name: "bot", tone: "x", color: 1 },
	  mesages: {}, messages: { en: [] }, next_steps: [ { signal: "angr", at_least: 1, text: "x" }, 8 ],
	  whisper: { en: { "Answer: {request}": "Answer" } },
	  answer_step: "Answer.", known_step: "Not again: {known}.",
	  matter_wants: { refund: "x", refnud: "x" },
	  default_step: "x" }
	END
	codes case.jq >got
	diff - got <<-'END'
	1:21 bad-member
	1:59 unknown-member
	2:3 unknown-member
	2:32 bad-member
	2:62 unknown-signal
	2:96 bad-member
	3:41 bad-member
	4:16 bad-member
	5:32 unknown-member
	END
	grep -q 'there is no matter "refnud"; the nearest known is "refund"$' out
	echo '{ a: ' >case.jq
	[ "$(codes case.jq | cut -d' ' -f2)" = syntax ]
	echo '[]' >case.jq
	[ "$(codes case.jq)" = '1:1 syntax' ]
}

@test "what hoff-packet refuses to run on, the linter has found" {
	in=$root/testdata/hoff-packet/asked-for-a-person.in.ndjson
	n=0
	while IFS= read -r change; do
		perl -pe "$change" base.jq >case.jq
		run -2 hoff-packet -t case.jq "$in"
		run -1 hoff-packet --lint case.jq
		[[ $output == *': error: '* ]]
		n=$((n + 1))
	done <<-'END'
	s/queued: ".*?"/queued: ""/
	s/queued: ".*?"/queued: []/
	s/queued: ".*?"/queued: 7/
	s/queued: ".*?"/queued: [{text: "x", tone: "formal"}]/
	s/queued: ".*?"/queued: [{txt: "x"}]/
	s/queued: ".*?"/queued: "A colleague: {agent}"/
	s/queued: ".*?"/queued: "A colleague: www.x.example"/
	s/queued: ".*?"/queued: "A colleague in {minuts} min"/
	s/queued: ".*?"/queued: [{text: "x", buttons: ["{bot}"]}, "x"]/
	s/angry: "I/angry: "{bot} and I/
	s/next_steps: .*//
	s/at_least: 0.5/at_least: "0.5"/
	s/persona: \{/persona: 1, x: {/
	s/empathy: \{ en/empathy: { en: 7, de/
	s/empathy: \{ en.*/empathy: [],/
	s/empathy: true/empathy: "true"/
	s/default_language: "en"/default_language: "de"/
	s/persona: \{/call_back: {en: "From {opens} on."}, $&/
	s/persona: \{/calendar: {en: {days: [], months: [], date: ""}}, $&/
	s/persona: \{/calendar: {en: {days: [range(7)], months: [range(12)], date: ""}}, $&/
	s/persona: \{/calendar: {en: {days: [range(7) | tostring]}}, $&/
	s/persona: \{/calendar: {en: {days: [range(7) | ""], months: [range(12) | ""], date: "{dag}"}}, $&/
	s/persona: \{/calendar: [], $&/
	s/default_step/answer_step: "Do.", $&/
	s/default_step/known_step: "{request}", $&/
	s/default_step/also_step: "Do.", $&/
	s/default_step/matter_steps: { refund: 7 }, $&/
	s/default_step/matter_steps: { refnud: "x" }, $&/
	s/default_step/matter_wants: { refund: 7 }, $&/
	s/default_step/matter_wants: { refnud: "x" }, $&/
	s/at_least: 0.5/$&, unless: ["refnud"]/
	s/at_least: 0.5/$&, matters: [8]/
	END
	[ "$n" -eq 32 ]
}

@test "findings come as JSON and SARIF, and by words of one's own" {
	sed 's/A colleague is here/Hello/' base.jq >case.jq
	run -1 hoff-packet --lint --format json --sarif out.sarif case.jq
	jq -e '. == [{file: "case.jq", line: 10, column: 15, level: "warning",
		code: "unclear-who", text: "no word of it is for a person"}]' <<<"$output"
	jq -e '.runs[0] | .tool.driver.name == "hoff-packet"
		and (.results | length) == 1
		and .results[0].ruleId == "unclear-who"
		and .tool.driver.rules[.results[0].ruleIndex].id == "unclear-who"' out.sarif
	hoff-packet --show-defaults=wording.csv >own.csv
	echo 'human,hello,en,exact' >>own.csv
	run -0 hoff-packet --lint --lint-words own.csv case.jq
	echo 'humans,hi,en,exact' >>own.csv
	run -2 --separate-stderr hoff-packet --lint --lint-words own.csv case.jq
	[ "$stderr" = "hoff-packet: own.csv:$(wc -l <own.csv): no list is called 'humans'; the nearest is 'human'" ]
}
