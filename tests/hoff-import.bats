# Other systems' logs become conversations.

# shellcheck disable=SC2154 # what run sets, bats reads

load common

# args CASE: the options a case is read with, one a line.
args() {
	case $1 in
	own-columns)
		printf '%s\n' --from csv --role Kunde=customer --map \
			conversation_id=ticket,at=time,role=sender,text=message
		;;
	excel-german) printf '%s\n' --encoding windows-1252 ;;
	csv-local) printf '%s\n' --zone Europe/Berlin --date-order dmy ;;
	twilio) printf '%s\n' --role desk-bot=bot ;;
	freshchat-webhook) printf '%s\n' --role freddy=bot ;;
	vcon-shapes) printf '%s\n' --role 'speaker 0=agent' ;;
	whatsapp-german) printf '%s\n' --zone Europe/Berlin ;;
	whatsapp-ios)
		printf '%s\n' --zone Africa/Nairobi --role Njeri=customer \
			--role Acme=agent
		;;
	esac
}

# Every case is converted once: CASE of the folder $made, and CASE.why.
setup_file() {
	local name at opts

	for at in "$root"/testdata/hoff-import/*.expect; do
		name=$(basename "$at" .expect)
		mapfile -t opts < <(args "$name")
		hoff-import "${opts[@]}" <"$(echo "${at%.expect}".in.*)" \
			>"$BATS_FILE_TMPDIR/$name" 2>"$BATS_FILE_TMPDIR/$name.why"
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	data=$root/testdata/hoff-import
	made=$BATS_FILE_TMPDIR
}

# says CASE...: what comes out says what CASE.expect does.
says() {
	local name

	for name; do
		jq -rf "$root/tests/import_facts.jq" "$made/$name" |
			diff -u "$data/$name.expect" - || return 1
	done
}

# imports FORMAT CASE...: the same, and each was recognised as FORMAT.
imports() {
	local format=$1 name

	shift
	for name; do
		says "$name" || return 1
		grep -q "^hoff-import: read as $format: " "$made/$name.why" || {
			echo "$name was not recognised as $format"
			return 1
		}
	done
}

@test "events of Rasa become conversations, in order and without doubles" {
	imports rasa rasa
}

@test "Rasa pauses for a person and resumes; what is missing is null there" {
	imports rasa rasa-paused
}

@test "flows of Rasa that fetch a person, or did not understand" {
	imports rasa rasa-calm
}

@test "a tracker of Rasa is a conversation, its bot turns known by action" {
	imports rasa rasa-tracker
}

@test "chat completions: parts of a message are joined, tool calls are events" {
	imports openai openai openai-refusal
}

@test "a workbook that goes by the name of a table is called one" {
	printf 'PK\003\004\024\000\006\000' >book.csv
	run -2 --separate-stderr hoff-import --from csv book.csv
	[ "$stderr" = 'hoff-import: this is a workbook or an archive, whatever its name: save the sheet as CSV, or unpack it' ]
}

@test "a column that --map names and the table has not is no empty column" {
	printf 'who,msg\nuser,hi\n' >table
	run -3 --separate-stderr hoff-import --map role=who,text=mesg table
	[ -z "$output" ]
	[[ $stderr == *'table:2:1: bad-csv: the header lacks a column that --map names' ]]
	hoff-import --map role=who,text=msg table 2>/dev/null |
		jq -e '.turns == [{role: "customer", text: "hi"}]'
}

@test "a table as German Excel saves it: its bytes, and dates as numbers" {
	imports csv excel-german
	# who does not say so is told, by line
	run -3 --separate-stderr hoff-import "$data/excel-german.in.csv"
	[[ $stderr == *'german.in.csv:2:1: bad-utf8: the row is not UTF-8: save the table so, or say --encoding windows-1252'* ]]
	# it is the clock of the zone, by both engines
	hoff-import --encoding windows-1252 --zone Europe/Berlin --by-mapping \
		"$data/excel-german.in.csv" 2>/dev/null | jq -r '.turns[0].at' |
		diff - <(printf '%s\n' 2023-11-20T11:00:00Z 2020-02-29T09:10:00Z)
}

@test "a table of turns: quotes, newlines in fields, a confidence over 1" {
	imports csv csv
}

@test "a table of another country: its dates, its hours, its decimal sign" {
	imports csv csv-local
	# what may be the third of January or the first of March is neither
	run -0 --separate-stderr hoff-import "$data/csv-local.in.csv"
	[[ $output == *'{"role":"bot","text":"yo"}'* ]]
	[[ $output == *'see --date-order'* ]]
}

@test "--map and --role say what the columns and roles of a table are" {
	says own-columns
}

@test "our own record keeps its bytes, and what it came from before" {
	golden canonical
}

@test "what our own record claims that filters did is told, or dropped" {
	cat >forged <<-'EOF2'
	{"conversation_id":"a","turns":[],"hoff":{"redact":{"by":"me"},"score":{}},"x":1.0}
	{"conversation_id":"b","turns":[],"hoff":{"redact":1},"hoff":{"import":{"format":"rasa","version":1,"dropped":{},"derived":[],"warnings":[]},"redact":2}}
	{"conversation_id":"c","turns":[]}
	EOF2
	run -0 --separate-stderr hoff-import --summary forged
	[[ $stderr == *' annotated=2'* ]]
	jq -e '.hoff.redact and (.hoff.import.warnings |
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

@test "a Bot Framework transcript, in both shapes" {
	imports botframework botframework
	cmp "$made/botframework" \
		<(hoff-import "$data/botframework-object.in.json" 2>/dev/null)
}

@test "Bot Framework: a handoff that failed, cards, roles on one side only" {
	imports botframework botframework-failed
}

@test "Copilot Studio: JSON in a column, and chats of the author are dropped" {
	imports copilot-studio copilot-studio
	run -0 --separate-stderr hoff-import --from copilot-studio --summary \
		"$data/copilot-studio.in.csv"
	[[ $stderr == *' filtered=1 '*'conversations_dropped=1'* ]]
}

@test "Copilot Studio: a session that ended as escalated is a handoff" {
	imports copilot-studio copilot-studio-escalated copilot-studio-traces
}

@test "a row of Dialogflow CX is what was asked and what was answered" {
	imports dialogflow-cx dialogflow-cx
}

@test "Dialogflow CX by voice: silence, a customer who asks, an agent that ends" {
	imports dialogflow-cx dialogflow-cx-voice
}

@test "confidences of Lex are strings, and become numbers" {
	imports lex-v2 lex-v2
}

@test "logs of Lex as the command line of CloudWatch prints them" {
	imports lex-v2 lex-v2-events
}

@test "authors of Twilio are known by --role, telephones are customers" {
	imports twilio twilio twilio-webhook
}

@test "Connect in real time: what a stream says twice is said once" {
	imports connect-realtime connect-realtime
}

@test "Connect: a chat, a chat as it is stored, and a call without a clock" {
	imports contact-lens contact-lens contact-lens-chat \
		contact-lens-voice contact-lens-interactive
}

@test "Zendesk: a chat, one that nobody took, a message that was left" {
	imports zendesk-chat zendesk-chat zendesk-chat-missed
	imports sunshine sunshine sunshine-webhook
}

@test "Intercom: every kind of note is private, Fin is a bot among the admins" {
	imports intercom intercom intercom-notes
}

@test "LivePerson: words for what is missing, and lines customers never saw" {
	imports liveperson liveperson liveperson-private
}

@test "Genesys: times from the start of a call, and times of their own" {
	imports genesys genesys genesys-absolute
}

@test "Chatwoot: what activities tell, and messages without an id" {
	imports chatwoot chatwoot chatwoot-list chatwoot-webhook chatwoot-deleted
}

@test "Botpress: what startHitl hands over, messages, events" {
	imports botpress botpress botpress-messages
}

@test "Freshchat: messages and webhooks, a bot that calls itself an agent" {
	imports freshchat freshchat freshchat-webhook
}

@test "Google CX Insights, with times and without" {
	imports google-insights google-insights google-insights-bare
}

@test "vCon: dialogs, transcripts, e-mail, signed ones, encrypted ones" {
	imports vcon vcon vcon-shapes
}

@test "chats of WhatsApp, from both kinds of telephone and several countries" {
	imports whatsapp whatsapp-android whatsapp-ios whatsapp-german \
		whatsapp-marks whatsapp-spanish
}

@test "what comes out is a record, with an annotation of the schema" {
	hoff-score --show-defaults=record.schema.json >record.json
	hoff-import --show-defaults=import.schema.json >import.json
	for name in "$data"/*.expect; do
		cat "$made/$(basename "$name" .expect)"
	done >all
	python3 - <<-'PYTHON'
	import json
	from jsonschema import Draft7Validator
	record = Draft7Validator(json.load(open("record.json")))
	annotation = Draft7Validator(json.load(open("import.json")))
	n = 0
	for line in open("all"):
	    one = json.loads(line)
	    record.validate(one)
	    annotation.validate(one["hoff"]["import"])
	    n += 1
	assert n > 45, n
	PYTHON
}

@test "every log goes through to the report" {
	for name in "$data"/*.expect; do
		hoff-score "$made/$(basename "$name" .expect)" | hoff-kpi >report
		[ -s report ]
	done
}

@test "the native ways and their mappings say the same" {
	for name in rasa.in.ndjson rasa-calm.in.ndjson rasa-tracker.in.json \
		openai.in.ndjson openai-refusal.in.ndjson csv.in.csv \
		csv-local.in.csv; do
		hoff-import "$data/$name" 2>/dev/null >native
		hoff-import --by-mapping "$data/$name" 2>/dev/null >mapped
		[ -s native ]
		diff native mapped
	done
	python3 "$root/tests/import_differential.py" 400
}

@test "a mapping that --describe prints is one to start from" {
	hoff-import --describe chatwoot >own.jq
	hoff-import --mapping own.jq "$data/chatwoot.in.ndjson" |
		jq -c 'del(.hoff)' >own
	jq -c 'del(.hoff)' "$made/chatwoot" | cmp own -
	echo '#: groupd' >>own.jq
	run -2 --separate-stderr hoff-import --mapping own.jq /dev/null
	[[ $stderr == "hoff-import: own.jq:$(wc -l <own.jq): "* ]]
	echo '{' >own.jq
	run -2 --separate-stderr hoff-import --mapping own.jq /dev/null
	[[ $stderr == 'hoff-import: own.jq:'* ]]
}

@test "--list names every preset, and each has an example that it reads" {
	local name

	run -0 hoff-import --list
	[ "${#lines[@]}" -eq 22 ]
	for name in $(hoff-import --list | cut -d' ' -f1); do
		[[ $name != whatsapp && $name != canonical ]] || continue
		hoff-import --describe "$name" | sed -n 's/^#: example //p' >example
		[ -s example ]
		run -0 --separate-stderr hoff-import example
		[[ $output == '{"conversation_id":'* ]]
		[ -n "$(jq -c '.turns[]' <<<"$output")" ]
		[[ $stderr == "hoff-import: read as $name: "* ]]
	done
	run -2 --separate-stderr hoff-import --describe chatwood
	[[ $stderr == *"did you mean 'chatwoot'"* ]]
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
	run -3 --separate-stderr hoff-import array
	[ "$output" = "$(cat "$made/chatwoot")" ]
}

@test "a record of another system is named as what it looks like" {
	cat "$data/chatwoot.in.ndjson" "$data/freshchat.in.ndjson" >mixed
	run -3 --separate-stderr hoff-import mixed
	[[ $stderr == *'mixed:5:1: wrong-format: the record looks like freshchat'* ]]
	run -3 --separate-stderr hoff-import --from rasa "$data/openai.in.ndjson"
	[[ $stderr == *': wrong-format: the record looks like openai'* ]]
	[ -z "$output" ]
}

@test "rows that are not CSV, or not of their header, are named by line" {
	printf 'conversation_id,role,text\n1,bot,ok\n1,bot\n1,bot,"a"b"\n1,customer,"two\nlines",x\n2,bot,fine\n' >bad.csv
	run -3 --separate-stderr hoff-import bad.csv
	[[ $stderr == *'bad.csv:3:1: bad-csv: fewer fields'* ]]
	[[ $stderr == *'bad.csv:4:1: bad-csv: a stray quote'* ]]
	[[ $stderr == *'bad.csv:5:1: bad-csv: more fields'* ]]
	[ "$(jq -r '.turns[].text' <<<"$output" | paste -sd,)" = ok,fine ]
	# the first row of a file may be the bad one
	printf 'conversation_id,role,text\n1,bot\n1,bot,fine\n' >first.csv
	run -3 --separate-stderr hoff-import first.csv
	[[ $output == *'"text":"fine"'* ]]
	# a row of nothing is no turn of anybody
	printf 'conversation_id,role,text\n1,bot,fine\n,,\n' >empty.csv
	run -3 --separate-stderr hoff-import empty.csv
	[[ $stderr == *'empty.csv:3:1: bad-csv: all fields of the row are empty'* ]]
	[ "${#lines[@]}" -eq 1 ]
	# nobody guesses at another encoding
	printf 'conversation_id,role,text\n1,bot,caf\xe9\n1,bot,caf\xc3\xa9\n' >latin.csv
	run -3 --separate-stderr hoff-import latin.csv
	[[ $stderr == *'latin.csv:2:1: bad-utf8: the row is not UTF-8'* ]]
	[[ $output == *'"turns":[{"role":"bot","text":"café"}]'* ]]
	# each file has its own header, and a mark in front does no harm
	printf '\xef\xbb\xbftext,conversation_id,role\r\nhi,3,bot\r\n' >more.csv
	run -3 --separate-stderr hoff-import more.csv bad.csv
	[[ $output == *'"conversation_id":"3","turns":[{"role":"bot","text":"hi"}]'* ]]
	printf 'a,b\n1,2\n' >unknown.csv
	run -2 --separate-stderr hoff-import unknown.csv
	[[ $stderr == *'--map'* ]]
	run -3 --separate-stderr hoff-import --from csv unknown.csv
	[[ $stderr == *'unknown.csv:2:1: wrong-format: the columns lack'*'--map'* ]]
	run -0 --separate-stderr hoff-import --map role=a,text=b unknown.csv
	[[ $output == '{"conversation_id":"unknown","turns":[{"role":"customer","text":"2"}]'* ]]
}

@test "tables as spreadsheets write them: semicolons, tabs, UTF-16" {
	local log

	python3 - <<-'PYTHON'
	rows = ('conversation_id{0} role{0}text\r\n1{0}customer{0}"a{0} ""b"""\r\n'
	        '1{0}bot{0}"two\r\nlines, Grüße 😀"\r\n')
	def put(name, text, code="utf-8", mark=b""):
	    open(name, "wb").write(mark + text.encode(code))
	for name, c in (("comma", ","), ("semi", ";"), ("tab", "\t"), ("bar", "|")):
	    put(name, rows.format(c))
	    put(name + "-told", "sep=" + c + "\r\n" + rows.format(c),
	        mark=b"\xef\xbb\xbf")
	put("small", rows.format("\t"), "utf-16-le", b"\xff\xfe")
	put("big", rows.format(";"), "utf-16-be", b"\xfe\xff")
	put("colon", rows.format(":"))
	put("broken", rows.format(";"), "utf-16-le", b"\xff\xfe")
	with open("broken", "ab") as f: # half a pair, and a last half of a unit
	    f.write("2;bot;".encode("utf-16-le") + b"\0\xd8x\0\r\0\n\0")
	    f.write("3;bot;ok\r\n".encode("utf-16-le") + b"4")
	PYTHON
	gzip -k small
	for log in comma{,-told} semi{,-told} tab{,-told} bar{,-told} small \
		small.gz big colon; do
		hoff-import --from csv --delimiter : colon >out
		[ "$log" = colon ] || hoff-import "$log" >out 2>why
		jq -r '.turns[].text' out | tr -d '\r' | tr ',;|:\t\n' '______' >texts
		[ "$(<texts)" = 'a_ "b"_two_lines_ Grüße 😀_' ] || {
			echo "$log: $(<out)"
			return 1
		}
	done
	run -3 --separate-stderr hoff-import broken
	[[ $stderr == *'broken:5:1: bad-utf8: '*'broken:7:1: bad-utf8: '* ]]
	[ "$(jq -r '.conversation_id' <<<"$output" | paste -sd,)" = 1,3 ]
	run -2 --separate-stderr hoff-import --delimiter ab comma
	[[ $stderr == *"--delimiter: 'ab' is not one character, nor 'tab'" ]]
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
	run -3 --separate-stderr hoff-import --mapping own.jq -j 3 log
	[ "$output" = "$(<one)" ]
}

@test "an unsorted log is sorted in little memory, and leaves no file" {
	python3 - <<-'PYTHON' >log
	import random
	random.seed(3)
	rows = [(c, t) for c in range(400) for t in range(30)]
	random.shuffle(rows)
	for c, t in rows:
	    print('{"conversation_id":%d,"message_type":%d,"content":"%s","id":"%d-%d",'
	          '"created_at":%d,"sender_type":"Contact"}'
	          % (c, t % 2, "x" * 100, c, t, 1772355600 + c * 100 + t))
	PYTHON
	mkdir spill
	hoff-import --temp spill log 2>/dev/null >expected
	hoff-import --temp spill --memory 200K log 2>/dev/null >sorted
	cmp expected sorted
	[ "$(wc -l <expected)" -eq 400 ]
	jq -e '[.turns[].at] | . == sort and length == 30' expected | uniq | grep -qx true
	[ -z "$(ls -A spill)" ]
	run -2 hoff-import --temp /no/such/folder --memory 200K log
}

@test "the whole process stays within --memory" {
	! sanitized || skip "a sanitizer takes memory of its own"
	awk 'BEGIN {
		text = sprintf("%400s", "x")
		print "conversation_id,role,text"
		for (i = 0; i < 80000; i++)
			print "c-" i % 4001 ",customer," text
	}' >log
	command time -f %M -o kib hoff-import -j 2 --memory 24M --temp . \
		--summary log 2>err >/dev/null
	grep -q 'turns=80000' err
	[ "$(<kib)" -le $((24 * 1024)) ]
	# which is less than it would take
	command time -f %M -o kib hoff-import -j 2 log >/dev/null 2>&1
	[ "$(<kib)" -gt $((24 * 1024)) ]
}

@test "what is spilled has no name, so that not even kill -9 leaves it" {
	local pid

	mkdir spill
	mkfifo pipe
	hoff-import --from chatwoot --temp spill --memory 100K <pipe >out 2>err &
	pid=$!
	exec 5>pipe
	for ((i = 0; i < 3000; i++)); do
		echo '{"conversation_id":'$((i % 50))',"message_type":0,"content":"canary-7 and more of it, so that it spills","id":'$i',"created_at":1772355600}'
	done >&5
	for ((i = 0; i < 100; i++)); do
		compgen -G "/proc/$pid/fd/*" | xargs -n1 readlink |
			grep "$PWD/spill/.*(deleted)" && break
		sleep 0.1
	done
	[ "$i" -lt 100 ]
	[ -z "$(ls -A spill)" ]
	kill -9 "$pid"
	exec 5>&-
	run wait "$pid"
	[ -z "$(ls -A spill)" ]
}

@test "--sorted writes a conversation as soon as it is left alone" {
	sort -t'"' -k4,4 -s "$data/rasa.in.ndjson" >sorted
	hoff-import sorted 2>/dev/null >expected
	hoff-import --sorted --window 3 sorted 2>/dev/null | cmp expected -
	# what is further apart than the window is two
	hoff-import --sorted --window 1 "$data/rasa.in.ndjson" 2>/dev/null >apart
	[ "$(wc -l <apart)" -gt 2 ]
}

@test "a long silence ends a conversation, when it is asked to" {
	hoff-import --session-gap 20 "$data/rasa.in.ndjson" 2>/dev/null >gaps
	[ "$(jq -r .conversation_id gaps | paste -sd,)" = 'u-7,u-7#2,u-9' ]
	[ "$(jq -c '[.turns[].text]' gaps | head -n 2 | tail -n 1)" = \
		'["a human please"]' ]
	head -n 2 gaps | jq -e '.hoff.import.derived |
		any(test("--session-gap"))'
}

@test "conversations of one customer on two channels are joined" {
	cat >two <<-'EOF2'
	{"conversation_id":"a","channel":"webchat","customer":{"id":"u-1"},"turns":[{"at":"2026-03-01T09:00:00Z","role":"customer","text":"one"}],"outcome":{"resolved":false}}
	{"conversation_id":"b","channel":"sms","customer":{"id":"u-2"},"turns":[{"at":"2026-03-01T09:00:30Z","role":"customer","text":"other"}]}
	{"conversation_id":"c","channel":"voice","customer":{"id":"0044"},"turns":[{"at":"2026-03-01T09:10:00Z","role":"customer","text":"two"}],"outcome":{"resolved":true}}
	{"conversation_id":"d","channel":"webchat","customer":{"id":"u-1"},"turns":[{"at":"2026-03-02T09:00:00Z","role":"customer","text":"late"}]}
	EOF2
	printf 'customer_id,same_as\n0044,u-1\n' >ids.csv
	hoff-import --stitch 3600 --ids ids.csv two >joined
	[ "$(jq -r .conversation_id joined | paste -sd,)" = a,b,d ]
	head -n 1 joined | jq -e '[.turns[].text] == ["one","two"] and
		.events == [{at:"2026-03-01T09:10:00Z",type:"channel_changed",
			from:"webchat",to:"voice",conversation_id:"c"}] and
		.outcome.resolved == true'
	# without the table they are strangers
	[ "$(hoff-import --stitch 3600 two | wc -l)" -eq 4 ]
}

@test "--validate names what is wrong, by line, exit 1" {
	cat >log <<-'EOF2'
	{"conversation_id":"a","turns":[{"at":"2026-03-01T09:00:00Z","role":"customer"},{"at":"2026-03-01T08:00:00Z","role":"bot"}]}
	{"conversation_id":"b","turns":[],"events":[{"type":"handoff_accepted"},{"type":"agent_joined"},{"type":"closed"},{"type":"tea"}]}
	{"conversation_id":"c","turns":[{"role":"customer"}]}
	EOF2
	run -1 hoff-import --validate log
	[ "$(jq -r '"\(.line) \(.problem)"' <<<"$output" | paste -sd,)" = \
'1 turn-before-the-last,2 answer-without-handoff,2 event-after-closed,2 unknown-event,2 agent-joined-but-silent' ]
	tail -n 1 log >fine
	run -0 hoff-import --validate fine
	[ -z "$output" ]
	# nor does it mind what presets write
	cat "$made"/{openai,rasa,copilot-studio-escalated,lex-v2} >presets
	run -0 --separate-stderr hoff-import --validate presets
	[ -z "$output" ]
}

@test "what is kept with --keep-source is the record as it was" {
	hoff-import --keep-source "$data/chatwoot.in.ndjson" 2>/dev/null >kept
	jq -c '.source[]' kept | cmp - <(jq -c . "$data/chatwoot.in.ndjson")
	hoff-import --keep-source "$data/intercom.in.json" 2>/dev/null |
		jq -e '.source[0].conversation_parts.conversation_parts | length == 6'
}

@test "the summary tells how much of a log is covered" {
	run -0 --separate-stderr hoff-import --summary "$data/rasa.in.ndjson"
	[[ $stderr == *' conversations=2 '* && $stderr == *' duplicates=1 '* ]]
	[[ $stderr == *' turns=5 '* && $stderr == *' turns_with_intent=3 '* ]]
	[[ $stderr == *' turns_with_time=5'* ]]
}

@test "--select takes conversations, not events" {
	run -0 --separate-stderr hoff-import --select '.channel == "whatsapp"' \
		"$data/rasa.in.ndjson"
	[ "$(jq -r .conversation_id <<<"$output")" = u-9 ]
}

@test "the number of threads changes nothing" {
	for name in rasa.in.ndjson csv.in.csv intercom.in.json; do
		hoff-import -j 1 "$data/$name" 2>/dev/null >one
		hoff-import -j 4 "$data/$name" 2>/dev/null | cmp one -
	done
}

@test "every real log at hand converts" {
	[ -n "$SHARED" ] || skip "no public data beside the clone"
	for log in "$SHARED"/formats/import/*; do
		case $log in
		# an example of Copilot Studio that is a try of its author
		*copilot*) continue ;;
		esac
		hoff-import "$log" 2>/dev/null >out
		[ -s out ]
		hoff-score out | hoff-kpi >/dev/null
	done
}

# FILE ROLES/EVENTS;...: each conversation's turns (c, b, a, s) and types of
# events, read off the exports by eye.
@test "the vendors' own examples say what they say" {
	[ -n "$SHARED" ] || skip "no public data beside the clone"
	while read -r file expected; do
		hoff-import "$SHARED/formats/$file" 2>/dev/null | jq -r '
			([.turns[].role[:1]] | join("")) + "/" +
			([(.events // [])[].type] | join(","))' >got
		[ "$(paste -sd';' got)" = "$expected" ] || {
			echo "$file: $(paste -sd';' got)"
			return 1
		}
	done <<-'EXAMPLES'
	import/botframework.transcript b/
	import/botpress_startHitl.json cb/handoff_requested
	import/chatwoot_messages.ndjson cbsa/handoff_requested
	import/contact_lens_chat.json sc/agent_joined
	import/dialogflow_cx_bigquery_row.ndjson cb/handoff_requested
	import/freshchat_message.json a/
	import/genesys_transcript.json cac/
	import/google_cx_insights.json cba/
	import/intercom_conversation.openapi_2.14.json aa/
	import/lex_v2_cloudwatch.json c/
	import/liveperson_conversation.json c/agent_joined,handoff_requested
	import/openai_messages.jsonl sc/handoff_requested,tool_result;cb/
	import/rasa_event_log.ndjson cb/fallback
	import/rasa_tracker.json cbb/
	import/twilio_conversations_messages.json caa/
	import/whatsapp_android.txt scc/
	import/whatsapp_ios.txt sca/
	import/zendesk_chat.ndjson ca/
	vcon/fake-vcons/02105744-f8f8-4eb3-882b-d78eced80c78.vcon.json acacacacaca/
	vcon/fake-vcons/02139909-bfac-4d52-9291-cc71b4c34acb.vcon.json acacacacacaca/
	vcon/fake-vcons/02f5cd24-e7b6-42ad-bae2-91468ff713c9.vcon.json acacacacaca/
	vcon/fake-vcons/0370604b-3af8-4baf-ad2c-55110764a382.vcon.json acacacacaca/
	vcon/fake-vcons/0374d13c-529d-4f7c-9ab5-f02cac9e96cf.vcon.json acacacacacaca/
	vcon/fake-vcons/645bb6b6-3c36-4653-a337-3e74d5a284ce.vcon.json acacacacaa/
	vcon/core-examples/ab_email_acct_prob_thread.vcon ca/
	vcon/core-examples/ab_call_ext_rec_signed.vcon /
	EXAMPLES
}
