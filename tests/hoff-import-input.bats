# Logs as they are met: cut off, damaged, mixed, wrongly named; what is said of
# them.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

setup_file() {
	convert chatwoot copilot-studio-api lex-v2 openai rasa
}

@test "what our own record claims that filters did is told, or dropped" {
	cat >forged <<-'EOF2'
	{"conversation_id":"a","turns":[],"hoff":{"redact":{"by":"me"},"score":{}},"x":1.0}
	{"conversation_id":"b","turns":[],"hoff":{"redact":1},"hoff":{"import":{"format":"rasa","version":1,"dropped":{},"derived":[],"warnings":[]},"redact":2}}
	{"conversation_id":"c","turns":[]}
	EOF2
	run -0 --separate-stderr hoff-import --summary forged
	[[ $stderr == *' annotated=2'* ]]
	holds '.hoff.redact and (.hoff.import.warnings |
		any(test("hoff.redact")) and any(test("hoff.score")))' \
		<<<"${lines[0]}"
	[ "${lines[1]}" = "$(sed -n 2p forged)" ]
	hoff-import --fresh forged 2>/dev/null >fresh
	run ! grep -E 'redact|score' fresh
	grep -q '"x":1.0' fresh
	[ "$(jq -r .hoff.import.format fresh | paste -sd,)" = \
		canonical,rasa,canonical ]
	hoff-import --fresh fresh | cmp fresh -
}

@test "what is left out, and what is not known, is said" {
	run -0 --separate-stderr hoff-import "$data/copilot-studio.in.csv"
	[[ $stderr == *'1 conversation was left out, as --describe copilot-studio says'* ]]
	run -3 --separate-stderr hoff-import <<<'{"messages":[],"a":1}'
	[[ $stderr == *'read as canonical, for want of what tells any other'* ]]
}

@test "that nothing came of a log is said" {
	printf '{"@message":"CWL CONTROL MESSAGE: a","@timestamp":"x"}\n%.0s' \
		1 2 >none.ndjson
	run -0 --separate-stderr hoff-import --from lex-v2 --summary none.ndjson
	[ -z "$output" ]
	[[ $stderr == *'no conversation came of 2 records: see --describe lex-v2'* ]]
	[[ $stderr == *' records_without_conversation=2'* ]]
	cat none.ndjson "$data/lex-v2.in.ndjson" >some.ndjson
	run -0 --separate-stderr hoff-import --summary some.ndjson
	[[ $stderr != *'no conversation came'* ]]
	[[ $stderr == *' records_without_conversation=2'* ]]
}

@test "an array is read element by element, however it is laid out" {
	jq -s . "$data/rasa.in.ndjson" >pretty.json
	jq -sc . "$data/rasa.in.ndjson" >flat.json
	{ echo '['; paste -sd, "$data/rasa.in.ndjson"; echo ']'; } >rows.json
	jq -sc '{count: 10, "events list": [1,{"x":[2]}], transcript: .,
		more: {"a":[]}}' "$data/rasa.in.ndjson" >inside.json
	hoff-import --describe rasa | sed '1a #: inside transcript' >rasa.jq
	for log in pretty.json flat.json rows.json; do
		hoff-import "$log" 2>/dev/null | cmp - "$made/rasa"
		hoff-import -j 1 <"$log" 2>/dev/null | cmp - "$made/rasa"
	done
	hoff-import --mapping rasa.jq inside.json | cmp - "$made/rasa"
	# pages, each with some of them, as jq -s puts together
	jq -sc '[{transcript: .[:3], next: {a: [1]}}, {transcript: []},
		{n: 1, transcript: .[3:]}]' "$data/rasa.in.ndjson" >slurped.json
	jq . slurped.json >pretty.json
	for log in slurped.json pretty.json; do
		run -0 --separate-stderr hoff-import --mapping rasa.jq "$log"
		[ "$output" = "$(<"$made/rasa")" ]
	done
}

@test "letters that HTML writes by name are those letters" {
	echo '{ turns: [ { role: "bot", html: . } ] } | .turns[0].html |= .h' >own.jq
	echo '{"h":"<p>Voil&agrave;: 5&nbsp;&euro; &amp; &Auml;rger &frac12; &yuml; &bogus; &not &toolonganame; &;</p>"}' >log
	[ "$(hoff-import --mapping own.jq log | jq -r '.turns[0].text')" = \
		'Voilà: 5 € & Ärger ½ ÿ &bogus; &not &toolonganame; &;' ]
}

@test "dates of a chat are of the order in which time does not go back" {
	local back='times that go back by more than a day'

	printf '%s\n' '1/2/24, 9:00 AM - Ann: a' '1/3/24, 9:01 AM - Bob: b' \
		'2/1/24, 9:01 AM - Bob: c' >mdy.txt
	printf '%s\n' '09/01/2026, 09:00 - Ann: a' '10/01/2026, 09:01 - Ann: b' \
		'02/02/2026, 09:01 - Ann: c' >dmy.txt
	printf '%s\n' '01/02/2024, 09:00 - Ann: a' '03/04/2024, 09:00 - Ann: b' >any.txt
	[ "$(hoff-import mdy.txt | jq -r '.turns[2].at')" = 2024-02-01T09:01:00Z ]
	[ "$(hoff-import dmy.txt | jq -r '.turns[2].at')" = 2026-02-02T09:01:00Z ]
	run -0 hoff-import dmy.txt
	[[ $output != *'day before month'* ]]
	[ "$(hoff-import any.txt | jq -r '.turns[1].at')" = 2024-04-03T09:00:00Z ]
	hoff-import mdy.txt dmy.txt any.txt 2>/dev/null | grep -c "$back" | grep -qx 1
	# two chats in one, from telephones of two countries
	printf '%s\n' '13/04/2026, 10:00 - Ann: a' '01/05/2026, 10:00 - Ann: b' \
		'06/01/2026, 11:00 - Ann: c' >mixed.txt
	hoff-import mixed.txt | grep -q "$back"
	# a clock that is set back is none
	printf '%s\n' '13/04/2026, 10:00 - Ann: a' '12/04/2026, 23:00 - Ann: b' >clock.txt
	run -0 --separate-stderr hoff-import clock.txt
	[[ $output != *"$back"* ]]
}

@test "lines that end in carriage returns alone are read, or told" {
	local told="carriage return, which ends no line: see tr '\\r' '\\n'"

	tr '\n' '\r' <"$data/rasa.in.ndjson" >rasa
	hoff-import rasa 2>/dev/null | cmp - "$made/rasa"
	tr '\n' '\r' <"$root/testdata/logs/bank.ndjson" >bank
	hoff-import bank | wc -l | grep -qx 18
	for filter in score redact kpi; do
		run -3 --separate-stderr "hoff-$filter" bank
		[[ ${stderr_lines[0]} == "hoff-$filter: bank:1:4015: bad-json: "*"$told" ]]
	done
	printf '[04/05/2026, 10:13:01] Ann: a\r\nb\rc\r[04/05/2026, 10:13:02] Bob: d\r' >chat
	run -3 --separate-stderr hoff-import chat
	[[ $stderr == *"chat:1:1: bad-value: "*"$told"* ]]
	printf '[04/05/2026, 10:13:01] Ann: a\r\n[04/05/2026, 10:13:02] Bob: d\re\r\n' >chat
	hoff-import chat | jq -c '[.turns[].text]' | grep -qxF '["a","d\re"]'
}

@test "what a pipe brings piece by piece is read as the file is" {
	local log

	printf '%s\n' '1/2/24, 9:00 AM - Ann: hi' '1/25/24, 9:01 AM - Bob: ho' >whatsapp
	{ echo '{"id":98,"x":1}'; cat "$data/rasa.in.ndjson"; } >later
	jq . "$data/twilio.in.json" >pages
	{ echo '# a title, of'; cat "$data/csv.in.csv"; } >titled
	{ echo '# a title'; jq -s . "$data/rasa.in.ndjson"; } >noisy
	for log in whatsapp later pages titled noisy; do
		hoff-import "$log" >whole 2>whole.why || [[ $log == @(later|titled|noisy) ]]
		{ head -n 1 "$log"; sleep 0.05; tail -n +2 "$log" | head -c 600
			sleep 0.05; tail -n +2 "$log" | tail -c +601; } |
			hoff-import - >pieces 2>pieces.why || [[ $log == @(later|titled|noisy) ]]
		jq -c '.turns' pieces | diff <(jq -c '.turns' whole) -
		sed "s/<stdin>/$log/" pieces.why | diff whole.why -
	done
	# the second of January, not the first of February
	hoff-import whatsapp 2>/dev/null | holds '.turns[0].at == "2024-01-02T09:00:00Z"'
}

@test "a document that ends in the middle is trouble, and gives what it has" {
	jq -s . "$data/chatwoot.in.ndjson" | head -n 40 >cut.json
	run -2 --separate-stderr hoff-import cut.json
	[[ $stderr == *'cut.json: the JSON document ends in the middle'* ]]
	[ "$(jq '.turns | length' <<<"$output")" -ge 2 ]
}

@test "one bad event costs itself, and is named by line and column" {
	{
		head -n 2 "$data/chatwoot.in.ndjson"
		echo '{"id":99,"content":canary-7}'
		tail -n 2 "$data/chatwoot.in.ndjson"
	} >bad
	run -3 --separate-stderr hoff-import bad
	[[ $stderr == *'hoff-import: bad:3:20: bad-json: '* ]]
	[[ $stderr != *canary* ]]
	[ "$output" = "$(cat "$made/chatwoot")" ]
	# the same within an array
	{ echo '['; paste -sd, bad; echo ']'; } >array
	run -3 --separate-stderr hoff-import --reject rejects array
	[ "$output" = "$(cat "$made/chatwoot")" ]
	# its place is that in the line
	[[ $stderr == *' array:2:'"$(head -n 2 bad | wc -c | awk '{ print $1 + 20 }')"': bad-json: '* ]]
	holds '.line == 2 and .offset == 2 + .column - 20' rejects
	{ printf '\xef\xbb\xbf['; paste -sd, bad; echo ']'; } >marked
	run -3 --separate-stderr hoff-import marked
	[[ $stderr == *' marked:1:'"$(head -n 2 bad | wc -c | awk '{ print $1 + 21 }')"': bad-json: '* ]]
	# as is that of one too long
	run -3 --separate-stderr hoff-import --max-record 500 <<-END
	[$(head -n 1 "$data/chatwoot.in.ndjson"),{"id":"$(printf '%600s' '')"}]
	END
	[[ $stderr == *"<stdin>:1:$(head -n 1 "$data/chatwoot.in.ndjson" | wc -c | awk '{ print $1 + 2 }'): too-long: "* ]]
	# a byte that no text has does not make lines a document
	{ printf '{"id":97,\0\n'; cat bad; } >nul
	run -3 --separate-stderr hoff-import nul
	[[ $stderr == *' nul:1:'*' nul:4:20: bad-json: '* ]]
	[ "$output" = "$(cat "$made/chatwoot")" ]
	# nor does what stands in front of them, in whatever form they come
	for log in bad array; do
		{ echo '# exported, by cron'; echo; echo over; cat "$log"; } >noisy
		run -3 --separate-stderr hoff-import --summary noisy
		[[ $stderr == *'read as chatwoot: '*' noisy:1:1: bad-json: '*' noisy:3:1: bad-json: '*' rejected=3 '* ]]
		[ "$output" = "$(cat "$made/chatwoot")" ]
	done
	for name in whatsapp-ios.in.txt canonical.in.ndjson; do
		run -3 --separate-stderr hoff-import --summary <(echo 'my chats'; cat "$data/$name")
		[[ $stderr == *' rejected=1 '* && $stderr != *'for want of'* ]]
	done
	# nor does a bad one hide what the log is, though it be the first
	{ echo '{"id":98,"content":canary-8}'; echo '{"id":"'; cat bad; } >first
	run -3 --separate-stderr hoff-import first
	[[ $stderr == *'read as chatwoot: '*'first:1:20: bad-json: '*'first:2:'* ]]
	[ "$output" = "$(cat "$made/chatwoot")" ]
	{ echo '['; sed '2d; s/,/,\n /g; 1!s/^{/,{/' first; echo ']'; } >pretty
	run -3 --separate-stderr hoff-import pretty
	[[ $stderr == *'read as chatwoot: '*'pretty:3:12: bad-json: '* ]]
	[ "$output" = "$(cat "$made/chatwoot")" ]
}

@test "a message that is too long costs no other, wherever it ends" {
	# files are read in pieces of half a MiB
	python3 - <<-'END'
	import subprocess

	def message(minute, text):
	    return b"04/05/2026, 10:%02d - Ann: %s\n" % (minute, text)

	piece, first, last = 512 << 10, message(1, b"hi"), message(3, b"bye")
	for end, other in (3, b""), (2, b""), (2, message(4, b"z" * piece)):
	    for cut in 0, 1, 12, 21:
	        size = end * piece - cut - len(first)
	        giant = message(2, b"big")
	        rows = (size - len(giant)) // 100
	        giant += (b"y" * 99 + b"\n") * (rows - 1)
	        giant += b"y" * (size - len(giant) - 1) + b"\n"
	        with open("in", "wb") as f:
	            f.write(first + giant + other + last)
	        ran = subprocess.run(["hoff-import", "--from", "whatsapp", "--summary",
	            "--max-record", "64K", "in"], capture_output=True)
	        counts = "in=%d out=2 rejected=%d" % (
	            (4, 2) if other else (3, 1))
	        assert counts in ran.stderr.decode(), (end, cut, ran.stderr)
	END
}

@test "a record of another system is named as what it looks like" {
	cat "$data/chatwoot.in.ndjson" "$data/freshchat.in.ndjson" >mixed
	run -3 --separate-stderr hoff-import mixed
	[[ $stderr == *'mixed:5:1: wrong-format: the record looks like freshchat'* ]]
	run -3 --separate-stderr hoff-import --from rasa "$data/openai.in.ndjson"
	[[ $stderr == *': wrong-format: the record looks like openai'* ]]
	[ -z "$output" ]
}

@test "a log that is not what it is called is named as what it looks like" {
	cd "$data" || exit
	run -3 --separate-stderr hoff-import --from rasa csv.in.csv
	[ "${stderr_lines[0]}" = 'hoff-import: the log looks like csv, not like rasa (its columns are conversation_id role): try --from csv' ]
	run -3 --separate-stderr hoff-import --from intercom own-columns.in.csv
	[ "${stderr_lines[0]}" = 'hoff-import: the log looks like a table, not like intercom: try --from csv --map role=sender,text=message' ]
	run -3 --separate-stderr hoff-import --from csv whatsapp-ios.in.txt
	[[ ${stderr_lines[0]} == *'looks like whatsapp, not like csv (a line begins with a date and a time)'* ]]
	run -3 --separate-stderr hoff-import --validate rasa.in.ndjson
	[[ ${stderr_lines[0]} == *'looks like rasa, not like canonical (it has '*'): validate what --from rasa makes' ]]
	# what it may be is not doubted: its first record, however it lies there
	run -0 --separate-stderr hoff-import --from intercom intercom.in.json
	[ -z "$stderr" ]
	{ head -n 1 chatwoot.in.ndjson; cat rasa.in.ndjson; } >"$OLDPWD/mixed"
	run -3 --separate-stderr hoff-import --from chatwoot "$OLDPWD/mixed"
	[[ ${stderr_lines[0]} == *'mixed:2:1: wrong-format: the record looks like rasa, not like chatwoot' ]]
	# nor a table whose columns --map names
	run -0 --separate-stderr hoff-import --from csv --role Kunde=customer \
		--map conversation_id=ticket,at=time,role=sender,text=message \
		own-columns.in.csv
	[ -z "$stderr" ]
}

@test "a record that brings a mapping down is the only one it costs" {
	cat >own.jq <<-'END'
	#: version 1
	#: has n
	(if .n % 10 == 3 then 1e18 | todate else 0 end) as $crash
	| { conversation_id: "c-\(.n)", turns: [ { role: "customer" } ] }
	END
	jq -nc 'range(150) | {n: .}' >log
	run -3 --separate-stderr hoff-import --mapping own.jq -j 1 --summary log
	echo "$output" >one
	[[ $stderr == *'log:4:1: bad-value: the mapping cannot read the record'* ]]
	[[ $stderr == *' in=150 out=135 rejected=15 '* ]]
	jq -r '.conversation_id' one | diff - <(seq -f c-%g 0 149 | grep -v '3$')
	# a time as long as no memory for one is costs the time, and a byte that
	# separates nothing is in none
	{
		echo '{"sender_id":"b","event":"user","text":"hi","timestamp":1}'
		printf '{"sender_id":"a","event":"user","text":"hi","timestamp":"\\u0020%1048577s"}\n' ''
		echo '{"sender_id":"c","event":"user","text":"hi","timestamp":"2026-03-01\u000009:00:00Z"}'
	} >slow.ndjson
	run -0 --separate-stderr hoff-import slow.ndjson
	[[ ${lines[0]} == *'{"at":"1970-01-01T00:00:01Z","role":"customer"'* ]]
	for n in 1 2; do
		[[ ${lines[n]} == *'{"role":"customer","text":"hi"}'*'"dropped":{"time":1}'* ]]
	done
	run -3 --separate-stderr hoff-import --mapping own.jq -j 3 log
	[ "$output" = "$(<one)" ]
}

@test "--validate names what is wrong, by line, exit 1" {
	local problem

	# what is said of a conversation, and the rest of it
	cat >cases <<-'EOF2'
	turn-before-the-last:1	"turns":[{"at":7200,"role":"bot"},{"at":3600,"role":"bot"},{"at":7200,"role":"bot"}]
	-	"turns":[{"at":7200,"role":"bot"},{"role":"bot"},{"at":7200,"role":"bot"}]
	event-before-the-last:1	"turns":[],"events":[{"type":"abandoned","at":7200},{"type":"closed","at":3600}]
	turn-before-started_at:0	"turns":[{"at":7200,"role":"bot"}],"started_at":7201
	turn-after-ended_at:0	"turns":[{"at":7200,"role":"bot"}],"ended_at":7199
	ended_at-before-started_at	"turns":[],"started_at":7200,"ended_at":7199
	unknown-event:0	"turns":[],"events":[{"type":"tea"}]
	answer-without-handoff:1	"turns":[],"events":[{"type":"abandoned"},{"type":"handoff_accepted"}]
	answer-without-handoff:0	"turns":[],"events":[{"type":"handoff_failed"}]
	-	"turns":[],"events":[{"type":"handoff_offered"},{"type":"handoff_failed"},{"type":"fallback"}]
	returned-without-handoff:0	"turns":[],"events":[{"type":"returned_to_bot"}]
	agent-joined-but-silent	"turns":[{"role":"bot"}],"events":[{"type":"agent_joined"}]
	-	"turns":[{"role":"agent"}],"events":[{"type":"agent_joined"}]
	event-after-closed:1	"turns":[],"events":[{"type":"closed"},{"type":"abandoned"}]
	-	"turns":[],"events":[{"type":"closed"},{"type":"channel_changed"},{"type":"closed"}]
	label-outside-of-turns	"turns":[{"role":"bot"}],"labels":{"turn":1}
	label-outside-of-turns	"turns":[{"role":"bot"}],"labels":{"turn":-1}
	label-outside-of-turns	"turns":[{"role":"bot"}],"labels":{"turn":0.5}
	-	"turns":[{"role":"bot"}],"labels":{"turn":0},"outcome":{"csat":5,"hold_s":null}
	csat-outside-of-1-to-5	"turns":[],"outcome":{"csat":0}
	csat-outside-of-1-to-5	"turns":[],"outcome":{"csat":7}
	duration-not-from-0	"turns":[],"outcome":{"hold_s":-1}
	duration-not-from-0	"turns":[],"outcome":{"active_s":"long"}
	conversation_id-again	"turns":[],"conversation_id":"c7"
	EOF2
	cut -f2 cases | awk '/_id"/ { print "{" $0 "}"; next }
		{ print "{\"conversation_id\":\"c" NR "\"," $0 "}" }' >log
	awk -F'\t' '$1 != "-" { print NR ":" $1 }' cases >expected
	run -1 --separate-stderr hoff-import --validate -j 2 log
	[ -z "$stderr" ]
	jq -r '"\(.line):\(.problem)" + (.turn // .event // "" | tostring |
		if . == "" then . else ":" + . end)' <<<"$output" |
		diff expected -
	[ "$(jq -r .file <<<"$output" | uniq)" = log ]
	hoff-import --emit=man | tr -d '\\' >help
	for problem in $(jq -r .problem <<<"$output"); do
		grep -qwF -- "$problem" help
	done
	# what has no form is rejected, and counts as wrong as well
	printf '{"conversation_id":"x","turns":[{"role":"robot"}]}\n{}\n' >>log
	run -1 --separate-stderr hoff-import --validate log
	[[ $stderr == *'log:25:41: bad-value: the role is none of customer, bot, agent, system, nor an alias of them'*'log:26:1: missing-field: '* ]]
	run -3 --separate-stderr hoff-import --validate <<<'{}'
	grep -v : cases | cut -f2 | head -n 1 | sed 's/.*/{"conversation_id":1,&}/' >fine
	run -0 hoff-import --validate fine
	[ -z "$output" ]
	# nor does it mind what presets write
	cat "$made"/{openai,rasa,copilot-studio-api,lex-v2} |
		jq -c '.conversation_id += "\(input_line_number)"' >presets
	run -0 --separate-stderr hoff-import --validate presets
	[ -z "$output" ]
}

@test "what is kept with --keep-source is the record as it was" {
	hoff-import --keep-source "$data/chatwoot.in.ndjson" 2>/dev/null >kept
	jq -c '.source[]' kept | cmp - <(jq -c . "$data/chatwoot.in.ndjson")
	hoff-import --keep-source "$data/intercom.in.json" 2>/dev/null |
		holds '.source[0].conversation_parts.conversation_parts | length == 6'
}

@test "the summary tells how much of a log is covered" {
	run -0 --separate-stderr hoff-import --summary "$data/rasa.in.ndjson"
	[[ $stderr == *' conversations=2 '* && $stderr == *' duplicates=1 '* ]]
	[[ $stderr == *' turns=5 '* && $stderr == *' turns_with_intent=3 '* ]]
	[[ $stderr == *' turns_with_time=5'* && $stderr == *' turns_with_confidence=3 '* ]]
	# which a mapping tells as well
	hoff-import --summary --by-mapping "$data/rasa.in.ndjson" 2>&1 >/dev/null |
		diff - <(echo "$stderr")
	# an intent without a name is none
	echo '{conversation_id: "c", turns: [{role: "customer", intent: {name: null}}]}' >own.jq
	run -0 --separate-stderr hoff-import --summary --mapping own.jq <<<'{}'
	[[ $stderr == *' turns=1'* && $stderr != *turns_with_intent* ]]
}

@test "--select takes conversations, not events" {
	run -0 --separate-stderr hoff-import --select '.channel == "whatsapp"' \
		"$data/rasa.in.ndjson"
	[ "$(jq -r .conversation_id <<<"$output")" = u-9 ]
	run -0 --separate-stderr hoff-import --select .no "$data/rasa.in.ndjson"
	[[ $stderr == *'hoff-import: --select takes none of '*' conversations'* ]]
}

@test "the number of threads changes nothing" {
	for name in rasa.in.ndjson csv.in.csv intercom.in.json; do
		hoff-import -j 1 "$data/$name" 2>/dev/null >one
		hoff-import -j 4 "$data/$name" 2>/dev/null | cmp one -
	done
}

@test "what a mapping makes is held to the record" {
	mapped() { # MADE: of a record, by a mapping, as $output and $stderr
		echo "{ conversation_id: \"c\", $1 }" >own.jq
		run --separate-stderr hoff-import --mapping own.jq <<<'{"body": {"a": 1}, "said": "secret"}'
		echo "$1: $stderr"
	}
	refused() {
		mapped "$1"
		[[ $status -eq 3 && -z $output ]]
		[ "$stderr" = "hoff-import: <stdin>:1:1: $2" ]
	}
	refused 'turns: [{role: "user", intent: 5}]' "bad-type: the mapping's 'intent' is not an object"
	refused 'turns: [{role: "user", intent: {name: [1]}}]' "bad-type: the mapping's 'name' is not a string"
	refused 'turns: [], customer: "u"' "bad-type: the mapping's 'customer' is not an object"
	refused 'turns: [], outcome: {csat: [5]}' "bad-type: the mapping's 'csat' is not a number"
	refused 'turns: [], outcome: {resolved: 1}' "bad-type: the mapping's 'resolved' is not true or false"
	refused 'turns: [{role: "user", private: 1}]' "bad-type: the mapping's 'private' is not true or false"
	refused 'turns: ["hi"]' "bad-type: the mapping's 'turns' is not an array of objects"
	refused 'turns: [.said[0]]' 'bad-value: the mapping cannot read the record: cannot index (string, number)'
	refused 'turns: .said | tonumber' 'bad-value: the mapping cannot read the record: this is no number (string)'
	mapped 'turns: [{role: "user", text: 5, intent: "billing"}]'
	[ "$status$stderr" = 0 ]
	jq -e '.turns == [{role: "customer", text: "5", intent: {name: "billing"}}]' <<<"$output"
	mapped 'turns: [{role: "user", private: "ja"}], outcome: {csat: "5", resolved: "nein", nps: 9, x: null}'
	[ "$status$stderr" = 0 ]
	holds '.turns[0].private and .outcome == {csat: 5, resolved: false, nps: 9}' <<<"$output"
	mapped 'turns: [{role: "user", text: .body}]'
	[ "$stderr" = 'hoff-import: 1 text was left out: an object or an array is no text' ]
	jq -e '.hoff.import.dropped == {text: 1}' <<<"$output"
	# a name that is made of data is not told
	mapped 'turnz: [], ticket: 7, (.said): 1'
	[ "${#stderr_lines[@]}" -eq 2 ]
	[ "${stderr_lines[0]}" = "hoff-import: the mapping makes a member 'turnz', which is none of a record's: it is kept, and not read; the nearest is turns" ]
	[ "${stderr_lines[1]}" = "hoff-import: the mapping makes a member 'ticket', which is none of a record's: it is kept, and not read" ]
}

@test "a log that cannot be opened when its turn comes is no endless wait" {
	! sanitized && strace -o /dev/null true 2>/dev/null ||
		skip "no strace here"
	cp "$data/rasa.in.ndjson" in.ndjson
	run -2 timeout 10 strace -f -o trace -P in.ndjson \
		-e inject=openat:error=EMFILE hoff-import in.ndjson
	[ "${lines[-1]}" = "hoff-import: in.ndjson: Too many open files" ]
}

# read LOG FILTER: what comes of it, as the filter prints it.
read_as() {
	hoff-import - <<<"$1" 2>/dev/null | jq -rc "$2"
}

@test "an id that is a number is that number, however long it is" {
	local ids='[.conversation_id, (.turns | length)]'
	local near='"message_type":0,"created_at":1777889553,"content":"x"'

	run -0 read_as "{\"id\":9007199254740992,\"conversation_id\":9007199254740992,$near}
	{\"id\":9007199254740993,\"conversation_id\":9007199254740993,$near}
	{\"id\":9007199254740994,\"conversation_id\":9007199254740992,$near}
	{\"id\":-9007199254740995,\"conversation_id\":-9007199254740993,$near}" "$ids"
	[ "$output" = '["9007199254740992",2]
["9007199254740993",1]
["-9007199254740993",1]' ]
	# without a mapping, too; and a time of nanoseconds stays a time
	run -0 read_as '{"sender_id":12345678901234567891,"event":"user","text":"x","timestamp":1528402837617000001}
	{"sender_id":"12345678901234567891","event":"user","text":"y","timestamp":1528402838}' \
		'.conversation_id, .turns[].at'
	[ "$output" = '12345678901234567891
2018-06-07T20:20:37.617Z
2018-06-07T20:20:38Z' ]
}

@test "numbers and truths that a warehouse made texts are what they were" {
	run -0 read_as '{"id":1,"conversation_id":5,"message_type":"1","private":"true","created_at":"1777889553","content":"x","sender_type":"User"}
	{"id":2,"conversation_id":5,"message_type":"1","private":1,"created_at":"1777889554","content":"x","sender_type":"User"}
	{"id":3,"conversation_id":5,"message_type":"0","private":"false","created_at":"1777889555","content":"x"}' \
		'.turns[] | [.role, .private]'
	[ "$output" = '["agent",true]
["agent",true]
["customer",false]' ]
	run -0 read_as '{"message_parts":[],"conversation_id":"c","actor_type":"AGENT","message_type":"PRIVATE"}' \
		'.turns[] | [.role, .private]'
	[ "$output" = '["agent",true]' ]
	run -0 read_as '{"info":{"conversationId":"c"},"messageRecords":[{"sentBy":"Agent","audience":"agents_and_managers"}]}' \
		'.turns[].private'
	[ "$output" = true ]
	run -0 read_as '{"conversationId":"c","startTime":1710000000000,"transcripts":[{"phrases":[{"startTimeMs":"5000","text":"x"},null]}]}' \
		'.turns[] | [.at, .offset_s]'
	[ "$output" = '["2024-03-09T16:00:05Z",5]' ]
	for log in '"CustomerMetadata":{},"Transcript":[' '"Segments":[{"Transcript":'; do
		run -0 read_as "{\"ContactId\":\"c\",$log{\"Content\":\"x\",\"BeginOffsetMillis\":\"500\"}$(
			[[ $log == *: ]] && echo '}')]}" '.turns[].offset_s'
		[ "$output" = 0.5 ]
	done
}

@test "an agent whose name ends as a bot is none" {
	run -0 read_as '{"visitor":{},"history":[{"type":"chat.msg","nick":"agent:talbot"},{"type":"chat.msg","nick":"agent:acme-bot"},{"type":"chat.msg","nick":"agent:SupportBot2"},{"type":"chat.msg","nick":"agent:5","sender_type":"bot"}]}' \
		'[.turns[].role]'
	[ "$output" = '["agent","bot","bot","bot"]' ]
}

# read_files FILE...: which conversations come of them, and how long they are.
read_files() {
	hoff-import "$@" 2>/dev/null | jq -r '"\(.conversation_id) \(.turns | length)"'
}

@test "what has no id is known by its place, however close it stands" {
	local one='{"messages":[{"role":"user","content":"hi"}]}' name

	echo "[$one, $one" "$one]" >flat.json
	printf '%s%s %s' "$one" "$one" "$one" >lines.json
	for name in flat lines; do
		run -0 read_files "$name.json"
		[ "$output" = "$name:1 1
$name:1:2 1
$name:1:3 1" ]
	done
	# piece by piece, too
	{ printf %s "$one"; sleep 0.05; printf %s "$one"; } | hoff-import 2>/dev/null >two
	[ "$(wc -l <two)" -eq 2 ]
	# nor is a name one that two files have
	mkdir a b
	echo '1/25/26, 9:00 AM - Ann: hi' | tee a/_chat.txt >b/_chat.txt
	run -0 read_files a/_chat.txt b/_chat.txt a/_chat.txt
	[ "$output" = 'a/_chat.txt 2
b/_chat.txt 1' ]
	run -0 read_files a/_chat.txt
	[ "$output" = '_chat 1' ]
	# what the first tells of dates is said where it is taken for all
	run -0 --separate-stderr hoff-import a/_chat.txt b/_chat.txt
	[[ $stderr == *'first, mdy: see --date-order'* ]]
	run -0 --separate-stderr hoff-import --date-order mdy a/_chat.txt b/_chat.txt
	[[ $stderr != *'see --date-order'* ]]
}

@test "logs of Lex as CloudWatch exports them to S3, or a subscription brings them" {
	local group='"owner":"1","logGroup":"g","logStream":"l"' lines

	sed 's/^/2022-03-25T02:06:07.382Z /' "$data/lex-v2.in.ndjson" >exported
	hoff-import exported 2>why | cmp - "$made/lex-v2"
	[[ $(<why) == 'hoff-import: read as lex-v2: '* ]]
	echo '2022-03-25T02:06:07.382Z {"sessionId":x}' >>exported
	run -3 --separate-stderr hoff-import --keep-source exported
	[[ $stderr == *"exported:$(wc -l <exported):39: bad-json: "* ]]
	jq -e '.source[0].sessionId' <<<"${lines[0]}" >source
	lines=$(jq -Rc '{ id: "1", timestamp: 1648174000000, message: . }' \
		"$data/lex-v2.in.ndjson" | paste -sd,)
	printf '{"messageType":"%s_MESSAGE",%s,"logEvents":[%s]}' \
		CONTROL "$group" '{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: x"}' \
		DATA "$group" "$lines" >delivered
	hoff-import delivered 2>/dev/null | cmp - "$made/lex-v2"
}

@test "a bad element at the head of a page hides neither it nor the others" {
	jq -c '.conversations = [ { id: "canary", source: {} } ] + .conversations' \
		"$data/intercom.in.json" | sed 's/canary/canary\xff/' >page.json
	run -3 --separate-stderr hoff-import page.json
	[[ $stderr == *'read as intercom: '*' page.json:1:'*': bad-utf8: '* && $stderr != *canary* ]]
	[ "$(jq -c .turns <<<"$output")" = \
		"$(hoff-import "$data/intercom.in.json" 2>/dev/null | jq -c .turns)" ]
}

@test "what a bot says on an adaptive card is said" {
	local card='"type":"message","conversation":{"id":"c"},"from":{"role":"bot"},"attachments":[{"content":{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"Pick"},{"type":"Image"},{"type":"TextBlock","text":"one"}]}}]'

	run -0 read_as "{$card}" '.turns[].text'
	[ "$output" = $'Pick\none' ]
	run -0 read_as "{\"activities\":[{$card},{\"type\":\"message\",\"text\":\"x\"}]}" \
		'.turns[].text'
	[ "$output" = $'Pick\none\nx' ]
}

@test "what is said in rich content is said, and what says nothing is counted" {
	local lp='{"info":{"conversationId":"c","startTimeL":1},"messageRecords":[{"type":"TEXT_PLAIN","messageData":{"msg":{"text":"a"}}},{"type":"RICH_CONTENT","messageData":{"richContent":{"content":"{\"type\":\"vertical\",\"elements\":[{\"type\":\"text\",\"text\":\"Pick\"},{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"button\"}]}"}}},{"type":"RICH_CONTENT","messageData":{"quickReplies":{"content":"{"}}}]}'
	local bp='{"conversationId":"c","direction":"outgoing","payload"'
	local fc='{"conversation_id":"c","actor_type":"agent","message_parts"'
	local told='[.turns[] | .text // "-"], .hoff.import.dropped'

	run -0 read_as "$lp" "$told | tojson"
	[ "$output" = $'["a","Pick\\none","-"]\n{"RICH_CONTENT":1}' ]
	run -0 read_as "$bp:{\"items\":[{\"title\":\"A\",\"subtitle\":\"b\"},{\"payload\":{\"text\":\"C\"}}]}}
		$bp:{\"type\":\"location\"}}
		$bp:{\"imageUrl\":\"x\"}}" "$told | tojson"
	[ "$output" = $'["A\\nb\\nC","-","-"]\n{"location":1}' ]
	run -0 read_as "$fc:[{\"email\":{\"subject\":\"A\",\"content\":\"b\"}}]}
		$fc:[{\"url_button\":{}},{\"file\":{\"name\":\"f\"}}]}" \
		"$told | tojson"
	[ "$output" = $'["A\\nb","-"]\n{"url_button":1}' ]
}
