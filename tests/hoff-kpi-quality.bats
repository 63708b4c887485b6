# hoff-kpi: how good the log is that it reports on.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

# flaw ID FIELD: of the report on standard input.
flaw() {
	jq -c ".quality.flaws[] | select(.id == \"$1\") | .$2"
}

# Of eight conversations each of the first six is doubtful, and of the last two
# one lacks all.
doubtful() {
	local who='"customer":{"id":"u"}' from='"started_at":"2026-03-01T09:00:00Z"'
	local turn='{"at":"2026-03-01T09:00:00Z","role":"customer"}'
	local late='{"at":"2026-03-01T09:01:00Z","role":"bot"}'

	conversation "$who" "$from" '"ended_at":"2026-03-01T08:00:00Z"' \
		"\"turns\":[$turn,$late]"
	conversation "$who" "$from" "\"turns\":[$late,$turn,$turn]"
	conversation "$who" "$from" "\"turns\":[$turn]" \
		'"events":[{"type":"escalated"},{"type":"Escalated"}]'
	conversation "$who" "$from" "\"turns\":[$turn]" \
		'"events":[{"type":"handoff_failed","at":"2026-03-01T09:00:30Z"}]'
	conversation "$who" "$from" "\"turns\":[$turn]" '"outcome":{"csat":0}'
	# the request stands behind its answer: out of order, but there
	conversation "$who" "$from" "\"turns\":[$turn]" '"events":[
		{"type":"handoff_accepted","at":"2026-03-01T09:00:30Z"},
		{"type":"handoff_requested","at":"2026-03-01T09:00:10Z"}]' |
		tr -d '\n' && echo
	conversation "$who" "$from" "\"turns\":[$turn]"
	conversation '"turns":[{"role":"customer"}]'
}

@test "what the log says that cannot be so is counted, and what becomes of it" {
	doubtful >log
	hoff-kpi --format json log >report 2>/dev/null
	[ "$(jq -c '.quality | [.looked_at, .doubtful]' report)" = '[8,6]' ]
	[ "$(jq -c '[.quality.flaws[] | select(.numerator > 0) |
		[.id, .numerator, .times]]' report)" = '[["turn-before-the-last",1,2],["event-before-the-last",1,1],["ended_at-before-started_at",1,1],["unknown-event",1,2],["answer-without-handoff",1,1],["csat-outside-of-1-to-5",1,1],["no-start",1,1],["no-customer-id",1,1]]' ]
	[ "$(flaw no-start value <report)" = 0.125 ]
	# the same places, one by one
	run -1 hoff-import --validate log
	[ "$(jq -r '[.line, .problem, .turn // .event // ""] | @csv' <<<"$output" |
		grep -v again)" = '1,"ended_at-before-started_at",""
2,"turn-before-the-last",1
2,"turn-before-the-last",2
3,"unknown-event",0
3,"unknown-event",1
4,"answer-without-handoff",0
5,"csat-outside-of-1-to-5",""
6,"event-before-the-last",1' ]
	hoff-kpi log 2>/dev/null >table
	grep 'doubtful: 6 of the conversations (see "Quality of the log")' table
	grep '^  an event of a type that is not known  *12.50%  1  *8  *2  not read' table
	hoff-kpi --format csv log 2>/dev/null |
		grep '^total,flaw,unknown-event,share,0.125,'
	hoff-kpi --format prometheus log 2>/dev/null |
		grep '^hoff_kpi_flaw_conversations{scope="total",flaw="no-start"} 1$'
	hoff-kpi --html page log >/dev/null 2>&1
	grep 'Quality of the log' page
}

@test "a log without flaws says so" {
	local turn='"turns":[{"role":"customer","at":"2026-03-01T09:00:00Z"}]'

	conversation '"customer":{"id":"u"}' "$turn" >log
	hoff-kpi log >table
	grep '^Quality of the log: nothing in it is doubtful or missing' table
	run ! grep doubtful: table
	[ "$(hoff-kpi --format json log | jq .quality.doubtful)" = 0 ]
}

@test "flaws of parts add, and parts that do not tell them are not taken for good" {
	doubtful >log
	head -n 4 log | hoff-kpi --partial >a 2>/dev/null
	tail -n 4 log | hoff-kpi --partial >b 2>/dev/null
	hoff-kpi --merge --format json b a 2>/dev/null >merged
	hoff-kpi --format json log 2>/dev/null >whole
	cmp merged whole
	# of a build that did not look
	n=$(grep -c '"names":"flaws"' b)
	grep -v '"names":"flaws"' b | jq -c "if .lines then .lines -= $n else . end" >old
	hoff-kpi --merge --format json a old 2>/dev/null >merged
	[ "$(jq -c '[.conversations, .quality.looked_at]' merged)" = '[8,4]' ]
	hoff-kpi --merge old 2>/dev/null |
		grep '^Quality of the log: no conversation was looked at'
}

@test "an end before the start is not believed when it is asked who came back" {
	# she came back after two hours; the second ends the log a month later
	first='"customer":{"id":"u"},"started_at":"2026-03-01T09:00:00Z"'
	turn='"turns":[{"role":"customer","at":"2026-03-01T09:00:00Z"}]'
	{
		conversation "$first" '"ended_at":0' "$turn"
		conversation "${first/T09/T11}" "${turn/T09/T11}"
		conversation "${first/03-01/04-20}" "${turn/03-01/04-20}"
	} >log
	hoff-kpi --history --format json log 2>/dev/null >report
	[ "$(kpi repeat_contact numerator <report)" = 1 ]
	[ "$(flaw ended_at-before-started_at numerator <report)" = 1 ]
}
