load common
load packet

# audited: what the audit says of the records on standard input
audited() {
	hoff-packet --unredacted --audit-transfer |
		jq -c .hoff.packet.audit
}

# talk LINE...: a conversation, as "c: ..." of a customer, b: bot, a: agent
talk() {
	printf '%s\n' "$@" | jq -cRn '{conversation_id: "c", language: "en",
		turns: [inputs | {role: {c: "customer", b: "bot", a: "agent"}[.[0:1]],
		text: .[3:]}]}'
}

# found JQ FILE: of the labels of a file, what was found rightly, wrongly, not
found() {
	hoff-packet --unredacted --audit-transfer "$2" | jq -cn '
		[inputs | {want: .labels, audit: .hoff.packet.audit} | '"$1"'] |
		[(map(.want - (.want - .got) | length) | add),
		 (map(.got - .want | length) | add),
		 (map(.want - .got | length) | add)]'
}

asks='{want: [.want.asked_again[] | [.turn, .what]],
	got: [.audit.asked[] | select(.meant == "again") | [.turn, .what]]}'
repeats='{want: .want.repeated, got: [.audit.repeated[].turn]}'

@test "an agent who asks for what the packet has is noticed, and traps are not" {
	# rightly, wrongly, not found; the first file is the one it was made on
	[ "$(found "$asks" "$root/testdata/hoff-packet/transfers.ndjson")" = '[23,0,0]' ]
	[ "$(found "$repeats" "$root/testdata/hoff-packet/transfers.ndjson")" = '[6,0,0]' ]
	[ "$(found "$asks" "$root/testdata/hoff-packet/transfers-held-out.ndjson")" = '[12,0,1]' ]
	[ "$(found "$repeats" "$root/testdata/hoff-packet/transfers-held-out.ndjson")" = '[3,1,0]' ]
}

@test "the audit names place, thing, and the field that would have told" {
	talk 'c: my order 104233 never came' 'b: One moment.' \
		'a: Hi! Your order number please?' 'c: 104233' | audited >audit
	[ "$(jq -c '[.human, .asked, .identifier_given_again]' audit)" = '[2,[{"turn":2,"start":9,"end":21,"what":"order","meant":"again","field":"request","known_at":0}],true]' ]
	talk 'c: hello there' 'c: where is the parcel I paid for' 'b: which order number?' \
		'c: 104233' 'a: Hi! Your order number please?' | audited >audit
	[ "$(jq -c '.asked[0] | [.field, .known_at]' audit)" = '["transcript",3]' ]
	jq -nc '{conversation_id: "c", slots: {floor_colour: "red"}, turns: [
		{role: "user", text: "paint it please as on the plan"},
		{role: "agent", text: "What floor colour is it?"}]}' | audited >audit
	[ "$(jq -c '.asked[0] | [.what, .slot, .field, .known_at]' audit)" = '["slot","floor_colour","known",null]' ]
}

@test "proving who is there, reading back and asking for another are no re-asks" {
	talk 'c: my order 104233 never came' \
		'a: For security, what is your order number?' | audited |
		jq -e '[.asked[].meant] == ["check"]'
	talk 'c: my order 104233 never came' \
		'a: Is the order number 104233?' | audited |
		jq -e '[.asked[].meant] == ["confirm"]'
	talk 'c: my order 104233 never came' \
		'a: Is there another order number?' | audited | jq -e '.asked == []'
	talk 'c: my parcel never came' \
		'a: What is your order number?' | audited | jq -e '.asked == []'
	# the bot asked, and the customer had no answer
	talk 'b: What is your order number?' 'c: I do not have it, mail of 2026 is gone' \
		'a: What is your order number?' | audited | jq -e '.asked == []'
}

@test "what a private note asks is asked of nobody" {
	talk 'c: my order 104233 never came' 'a: your order number?' 'a: Hello' |
		jq -c '.turns[1].private = true' | audited >audit
	[ "$(cat audit)" = '{"human":2,"asked":[],"repeated":[],"identifier_given_again":false}' ]
}

@test "without a human there is nothing to audit, and the packet says so" {
	talk 'c: my order 104233 never came' 'b: Oh.' | audited | jq -e '. == null'
	talk 'a: How can I help?' 'c: my order' | audited | jq -e '. == null'
}

@test "the audit quotes nothing that was said" {
	hoff-packet --audit-report "$root/testdata/hoff-packet/transfers.ndjson" >report
	run -1 grep -E '104233|ann@|Smith|Nairobi|router' report
	hoff-packet --unredacted --audit-transfer "$root/testdata/hoff-packet/transfers.ndjson" |
		jq -c .hoff.packet.audit >audits
	run -1 grep -E '104233|ann@|Smith|Nairobi|router' audits
}

@test "the report ranks fields and things, and its shares add up" {
	local in=$root/testdata/hoff-packet/transfers.ndjson

	hoff-packet --audit-report --format json "$in" >report
	hoff-packet --unredacted --audit-transfer "$in" | jq -cn '
		[inputs.hoff.packet.audit | {a: [.asked[] | select(.meant == "again")],
		r: .repeated}] | {asked: (map(select(.a != [])) | length),
		either: (map(select(.a + .r != [])) | length),
		fields: (map([(.a + .r)[].field] | unique[]) | group_by(.) |
			map({(.[0]): length}) | add)}' >sums
	jq -se '.[0] as $r | .[1] as $s |
		$r.asked_again.count == $s.asked and $r.either.count == $s.either and
		([$r.fields[] | {(.field): .transfers.count}] | add) == $s.fields and
		([$r.fields[].transfers.count] | . == (sort | reverse)) and
		# (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.95996
		$r.asked_again == {count: 23, of: 52, share: 0.4423, low: 0.316, high: 0.5766}' report sums
	hoff-packet --audit-report=file "$in" --unredacted >records
	grep -q 'asked again by a human *23  52  0.4423' file
	[ "$(wc -l <records)" -eq 52 ]
	hoff-packet --audit-report -j 1 "$in" | cmp - file
	# a terminal's tables are as wide as that
	[ "$(wc -L <file)" -gt 40 ]
	script -qec "stty cols 40; hoff-packet --audit-report '$in'" \
		/dev/null </dev/null | tr -d '\r' | sed '/^records/,/^$/d' >shown
	[ "$(wc -L <shown)" -le 40 ]
}

@test "an identifier given again is what hoff-kpi calls a re-ask" {
	local in=$root/testdata/hoff-packet/transfers.ndjson

	hoff-packet --audit-report --format json "$in" |
		jq -c '.identifier_given_again | [.count, .of]' >here
	hoff-kpi --format json "$in" |
		jq -c '.kpis[] | select(.id == "reask") | [.numerator, .denominator]' >there
	[ "$(cat here)" = '[13,27]' ]
	cmp here there
}

@test "the report is valid by its schema, and knows no other member" {
	hoff-packet --show-defaults=audit.schema.json >schema
	hoff-packet --audit-report --format json \
		"$root/testdata/hoff-packet/transfers.ndjson" >full
	echo '{"conversation_id":"c","turns":[]}' |
		hoff-packet --audit-report --format json >none
	python3 - schema full none <<-'END'
	import json, sys
	import jsonschema
	schema, full, none = (json.load(open(f)) for f in sys.argv[1:])
	check = jsonschema.Draft7Validator(schema)
	jsonschema.Draft7Validator.check_schema(schema)
	assert full["what"] and full["fields"]
	for report in full, none:
	    check.validate(report)
	    # every member is told of
	    assert set(report) == set(schema["properties"])
	assert not check.is_valid(dict(full, more=1))
	END
}
