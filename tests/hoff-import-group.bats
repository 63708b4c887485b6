# Events and turns gathered by conversation, sorted, parted and joined.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

@test "who an author is, one turn of theirs tells for all" {
	cat >own.jq <<-'EOF2'
	#: grouped
	{ conversation_id: "c", turns: [ { role: .r, author: .a, text: "x" } ] }
	EOF2
	printf '%s\n' '{"a":"8"}' '{"a":"7","r":"customer"}' '{"a":"9"}' \
		'{"a":"7"}' '{"a":"8","r":"bot"}' '{"a":"5","r":"system"}' \
		'{"a":"5"}' >log
	hoff-import --mapping own.jq log >out 2>why
	[ "$(jq -r '[.turns[].role] | join(" ")' out)" = \
		'bot customer agent customer bot system agent' ]
	grep -q '^hoff-import: 2 turns have no role' why
}

@test "who an author is may be told beside the turns, before or behind" {
	cat >own.jq <<-'EOF2'
	#: grouped
	{ conversation_id: "c", people: [ .who // empty ],
	  turns: [ select(.a) | { author: .a, role: .r, text: "x" } ] }
	EOF2
	printf '%s\n' '{"a":"eva"}' '{"who":{"author":"eva","role":"agent"}}' \
		'{"a":"7"}' '{"who":{"author":"max","role":"no such thing"}}' \
		'{"a":"max"}' '{"who":{"author":"8","role":"bot"}}' \
		'{"a":"8","r":"agent"}' '{"a":"8"}' >log
	hoff-import --mapping own.jq log >out 2>why
	[ "$(jq -r '[.turns[].role] | join(" ")' out)" = \
		'agent customer agent agent bot' ]
	grep -q '^hoff-import: 2 turns have no role' why
	# the customer, who then is not who speaks first
	printf '%s\n' '{"a":"max"}' '{"a":"7"}' \
		'{"who":{"author":"7","role":"guest"}}' >log
	hoff-import --mapping own.jq log 2>/dev/null |
		holds '[ .turns[].role ] == [ "agent", "customer" ]'
	# --role goes before
	hoff-import --role 7=bot --mapping own.jq log 2>/dev/null |
		holds '[ .turns[].role ] == [ "customer", "bot" ]'
	# what is no person costs the record
	echo '{"who":3}' >log
	run -3 --separate-stderr hoff-import --mapping own.jq log
}

@test "a turn that another record calls private is private, whatever it says" {
	cat >own.jq <<-'EOF2'
	#: grouped
	{ conversation_id: "c", private_ids: .hides,
	  turns: [ select(.id) | { id, role: "agent", text: .id, private: .p,
	    more: { private: false } } ] }
	EOF2
	printf '%s\n' '{"hides":["a",3]}' '{"id":"a","p":false}' '{"id":"b"}' \
		'{"id":3}' '{"id":"d","p":true}' '{"hides":["b","d","none"]}' \
		'{"id":"e","p":false}' >log
	hoff-import --mapping own.jq log >out
	[ "$(jq -c '[.turns[].private]' out)" = '[true,true,true,true,false]' ]
	jq -s . log | hoff-import --mapping own.jq --memory 1K | cmp - out
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
	holds '[.turns[].at] | . == sort and length == 30' expected
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
	local n

	sort -t'"' -k4,4 -s "$data/rasa.in.ndjson" >sorted
	hoff-import sorted 2>/dev/null >expected
	hoff-import --sorted --window 3 sorted 2>/dev/null | cmp expected -
	# what is further apart than the window is two
	hoff-import --sorted --window 1 --summary "$data/rasa.in.ndjson" \
		2>err >apart
	[ "$(wc -l <apart)" -gt 2 ]
	# which is said: those with an id that came before
	n=$(jq -r .conversation_id apart | awk 'seen[$0]++' | wc -l)
	grep -q "^hoff-import: $n conversations* .* cut off from .* beginning: " err
	grep -q " conversations_cut_off=$n " err
	hoff-import --sorted --window 3 --summary sorted 2>err >expected
	run ! grep 'cut' err
	# a conversation is found among all that are open without a search: one
	# by one that is 20 s
	awk 'BEGIN { for (; i < 80000; i++) printf "{\"sender_id\":\"%d\"," \
		"\"event\":\"user\",\"text\":\"hi\",\"timestamp\":%d}\n",
		i % 40000, i }' >wide
	hoff-import wide 2>/dev/null >expected
	timeout 5 hoff-import --sorted --window 80000 wide 2>/dev/null |
		cmp expected -
}

@test "a long silence ends a conversation, when it is asked to" {
	hoff-import --session-gap 20 "$data/rasa.in.ndjson" 2>/dev/null >gaps
	[ "$(jq -r .conversation_id gaps | paste -sd,)" = 'u-7,u-7#2,u-9' ]
	[ "$(jq -c '[.turns[].text]' gaps | head -n 2 | tail -n 1)" = \
		'["a human please"]' ]
	head -n 2 gaps | holds '.hoff.import.derived |
		any(test("--session-gap"))'
	# one of them has the outcome, the end, and what was left out
	cat >table <<-'EOF2'
	conversation_id,at,role,text,csat,message_id
	c,2026-03-01T09:00:00Z,customer,one,4,1
	c,2026-03-01T09:01:00Z,bot,two,,2
	c,2026-03-01T12:00:00Z,customer,three,,3
	c,2026-03-01T12:00:00Z,customer,three,,3
	EOF2
	hoff-import --session-gap 3600 table 2>/dev/null |
		jq -c '[[.turns[].text], .outcome, .hoff.import.dropped,
			.hoff.import.derived[0]]' >facts
	diff facts - <<-'EOF2'
	[["one","two"],null,{"duplicate":1},"sessions, from silences (--session-gap)"]
	[["three"],{"csat":4},{},"outcome, as that of the last session"]
	EOF2
	# what is whole is not parted, which is said
	run -0 --separate-stderr hoff-import --session-gap 1 "$data/liveperson.in.json"
	[ "${#lines[@]}" -eq 1 ]
	[[ $stderr == *'--session-gap: conversations of liveperson are whole as they come'* ]]
}

@test "what a conversation says of itself in several records is put together" {
	printf '#: has n\n#: grouped\n{ conversation_id: 1, customer: .c, turns: [] }\n' >own.jq
	cat >log <<-'EOF2'
	{"n":1,"c":{"segment":{"id":"inner"},"note":"\"id\":"}}
	{"n":2,"c":{"id":"u-9","note":"other"}}
	EOF2
	hoff-import --mapping own.jq log | holds '.customer ==
		{segment: {id: "inner"}, note: "\"id\":", id: "u-9"}'
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
	head -n 1 joined | holds '[.turns[].text] == ["one","two"] and
		.events == [{at:"2026-03-01T09:10:00Z",type:"channel_changed",
			from:"webchat",to:"voice",conversation_id:"c"}] and
		.outcome.resolved == true'
	# without the table they are strangers
	[ "$(hoff-import --stitch 3600 two | wc -l)" -eq 4 ]
	run -2 --separate-stderr hoff-import --ids ids.csv two
	[[ $stderr == *'--ids: says who is one customer for --stitch, which is not given' ]]
}

@test "joined, who was on two channels at once is in the order of the times" {
	cat >two <<-'EOF2'
	{"conversation_id":"a","channel":"webchat","customer":{"id":"u"},"tags":["x"],"ended_at":"2026-03-01T10:00:00Z","turns":[{"at":"2026-03-01T09:00:00Z","role":"customer","text":"a0"},{"role":"bot","text":"a1"},{"at":"2026-03-01T10:00:00Z","role":"customer","text":"a2"}],"events":[{"at":"2026-03-01T10:00:00Z","type":"closed"}],"outcome":{"csat":1},"labels":{"turn":2,"escalate":true,"x":[1]}}
	{"conversation_id":"b","channel":"voice","customer":{"id":"u"},"tags":["x"],"turns":[{"at":"2026-03-01T09:30:00Z","role":"customer","text":"b0"}],"events":[{"at":"2026-03-01T09:31:00Z","type":"handoff_requested"}],"labels":{"escalate":false},"hoff":{"redact":{}}}
	{"conversation_id":"c","channel":"voice","customer":{"id":"u"},"tags":["y"],"ended_at":"2026-03-01T09:40:00Z","turns":[{"at":"2026-03-01T09:35:00Z","role":"customer","text":"c0"}],"outcome":{"csat":2}}
	EOF2
	hoff-import --stitch 3600 two >joined
	jq -c '[.turns[].text], [.events[].type], .outcome, .ended_at, .labels,
		.hoff.import.dropped' joined >facts
	# what the others say of themselves is counted, and the label's turn
	# is the one it was
	diff facts - <<-'EOF2'
	["a0","a1","b0","c0","a2"]
	["channel_changed","handoff_requested","closed"]
	{"csat":2}
	"2026-03-01T10:00:00Z"
	{"turn":4,"escalate":true,"x":[1]}
	{"conversation_id":1,"hoff.redact":1,"labels":1,"outcome":1,"tags":1}
	EOF2
	hoff-import --validate joined
}

@test "joined, one is closed where nothing follows, or another channel does" {
	# what comes after a conversation that was closed at 120, by chat: a
	# customer a line; and what is left of that end
	cat >later <<-'CASES'
	[{"channel":"webchat","turns":[{"at":180,"role":"bot"}]}]
	[{"channel":"webchat","started_at":180,"ended_at":200,"events":[{"at":200,"type":"closed"}]}]
	[{"channel":"voice","turns":[{"at":180,"role":"bot"}]}]
	[{"channel":"voice","turns":[{"at":90,"role":"bot"}]}]
	[{"channel":"voice","turns":[{"at":90,"role":"bot"},{"at":130,"role":"bot"}]}]
	[{"channel":"voice","turns":[{"at":90,"role":"bot"},{"at":140,"role":"bot"}],"events":[{"at":130,"type":"closed"}]}]
	[{"channel":"webchat","turns":[{"at":121,"role":"bot"}]},{"channel":"voice","started_at":300}]
	CASES
	jq -c '. as $later | input_line_number as $n
		| { channel: "webchat", turns: [ { at: 60, role: "customer" } ],
			events: [ { at: 120, type: "closed" } ], ended_at: 120 }, .[]
		| { turns: [] } + . + { customer: { id: $n },
			conversation_id: "\($n)-\(.turns)-\(.started_at)" }' \
		later >log
	hoff-import --stitch 3600 log 2>/dev/null >joined
	jq -c '[ .events[].type ], .ended_at,
		(.hoff.import.dropped | del(.conversation_id))' joined |
		paste -d' ' - - - >facts
	diff - facts <<-'EOF2'
	[] null {"closed":1,"ended_at":1}
	["closed"] 200 {"closed":1}
	["closed","channel_changed"] null {"ended_at":1}
	["channel_changed","closed"] 120 {}
	["channel_changed"] null {"closed":1,"ended_at":1}
	["channel_changed","closed"] null {"closed":1,"ended_at":1}
	["channel_changed"] null {"closed":1,"ended_at":1}
	EOF2
	hoff-import --validate joined
}
