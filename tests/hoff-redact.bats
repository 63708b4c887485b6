# hoff-redact: nothing personal gets through, nothing else is touched.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load redact
load twice

# turn TEXT: a record with one turn, the text as it stands inside the quotes.
turn() {
	printf '{"conversation_id":"c","turns":[{"role":"customer","text":"%s"}]}\n' "$1"
}

text_of() {
	jq -r '.turns[0].text'
}

# without_annotation: what is left when the bytes of the annotation are cut out.
without_annotation() {
	sed 's/,"hoff":{"redact":{"policy":{[^}]*},"status":"done","counts":{[^}]*}}}}$/}/'
}

@test "an everyday log leaves with placeholders, and the rest of it whole" {
	golden everyday
}

@test "it looks at every string, escaped or nested, at keys and at numbers" {
	golden where
}

@test "placeholders and counts of an earlier run are kept and gone on from" {
	golden again
}

# What was said before is remembered: a log of the same few lines, each behind
# each question, and each record by itself.
@test "what is found in a line is not what was found in it behind another question" {
	local q="What is your PIN? Your card number? Your phone number, please?
What is your date of birth? What is your BIC? Your number plate?
And what is your order number? Good morning. My car is an Audi."
	local a="911 471122 4111111111111 12/05/1981 0815 4711 DEUTDEFF
AB12 CDE|it is 44 1632 960 5 now|<CARD_7> and 0170 5550199|ab 123 cd"

	jq -cn --arg q "$q" --arg a "$a" '([$q | scan("[^.?]+[.?]")] +
			["4111 1111 1111 1111", "11/28", "<CARD_1>"]) as $q |
		[$a | splits("[|\n]")] as $a |
		range(4) as $n | $q[] as $q | ($a[], ($a[] | split(" ")[])) |
		{conversation_id: "c", turns: [{role: "bot", text: $q},
			{role: "customer", text: .}]}' >in.ndjson
	hoff-redact -j1 in.ndjson >all
	sort -u in.ndjson | while read -r line; do
		hoff-redact -j1 <<<"$line"
	done >alone
	[ "$(wc -l <alone)" -gt 150 ]
	jq -s 'map(.turns[1].text) | unique | length > 12' alone >enough
	[ "$(cat enough)" = true ]
	sort -u all | cmp - <(sort -u alone)
}

@test "what somebody else wrote for an annotation is told in our words alone" {
	jq -n -c '{conversation_id: "c", turns: [{role: "customer", text: "mail a@b.com"}], hoff: {redact: {
		status: "done", counts: {CARD: 2, "4111111111111111": 1},
		rules: {"4111111111111111": 1, hunter2: 2, "jane-doe": 1, card: 2, badge: 3, email: "x"},
		spans: [{path: ".x", turn: 0, start: 1, end: 2, kind: "CARD", rule: "hunter2", score: 0.9, operator: "sesame"}]}}}' >in
	hoff-redact in >out
	[ "$(jq -c '.hoff.redact | [.counts, .rules, .spans]' out)" = '[{"EMAIL":1,"CARD":2},{"card":2,"email":1,"other":7},[{"path":".x","turn":0,"start":1,"end":2,"kind":"CARD","rule":"other","score":0.9}]]' ]
	hoff-redact out | cmp - out
	# the names of a policy's own rules are known to it
	echo '{name: "own", kinds: ["EMAIL"], recognisers: [{rule: "badge", kind: "STAFF", pattern: "B-[0-9]{6}"}]}' >own.jq
	[ "$(hoff-redact -p own.jq in | jq -c .hoff.redact.rules)" = '{"badge":3,"card":2,"email":1,"other":4}' ]
}

@test "the audit trail gives places in code points, never values" {
	golden spans --spans
	run ! grep -q -i -e zoe -e '4111' "$root/testdata/hoff-redact/spans.out.ndjson"
}

@test "a record without personal data changes by its annotation alone" {
	cat >in <<-'EOF'
		{"conversation_id":"c","n":9007199254740993,"r":1.0,"e":1E+2,"turns":[{"role":"bot","text":"\u00e9\/ 2026-03-01T09:00:00Z"}],"x":{ "a" : [ ] ,"a":null}}
		{"conversation_id":"d","turns":[],"ts":1700000000000,"id":"550e8400-e29b-41d4-a716-446655440000"}
	EOF
	hoff-redact in | without_annotation | diff in -
}

@test "running it twice gives the same bytes as running it once" {
	cat "$root"/testdata/hoff-redact/*.in.ndjson "$root"/testdata/logs/*.ndjson >in
	hoff-redact --spans in >once
	[ "$(wc -l <in)" -eq "$(wc -l <once)" ]
	hoff-redact --spans once | cmp - once
	hoff-redact once | cmp - once
}

@test "running it twice does, too, whatever stands beside what was written" {
	make_pairs
	# openssl rand -hex 32
	echo a2f5177e92d22913059687aa45da48cd47a72c9b2237ede9d1289508f1dc66b2 >key
	chmod 600 key
	no_pair_changes
	hoff-redact -p gdpr --key-file key in >once
	for letters in wbwqebnzmkrcnmfagdlyvpqwbw 23456723456723456723456723 no2nac3dob4pin5ssn6cvv7tel; do
		no_pseudonym_changes gdpr "$letters"
	done
}

@test "any number of threads gives the same bytes" {
	# shellcheck disable=SC2046 # four thousand times one path without blanks
	(cd "$root" && cat $(yes testdata/hoff-redact/everyday.in.ndjson | head -n 4000)) >many
	[ "$(wc -c <many)" -gt 4000000 ] # more than one block of input
	hoff-redact -j1 --spans many >one
	hoff-redact -j4 --spans many | cmp - one
}

@test "the annotation is what its schema says" {
	hoff-redact --show-defaults >defaults
	{
		hoff-redact --spans "$root"/testdata/hoff-redact/*.in.ndjson
		hoff-redact --only CARD "$root"/testdata/hoff-redact/everyday.in.ndjson
	} >out
	python3 - "$root/lib/redact/defaults/redact.schema.json" out <<-'EOF'
		import json, sys, jsonschema
		schema = json.load(open(sys.argv[1]))
		jsonschema.Draft7Validator.check_schema(schema)
		judge = jsonschema.Draft7Validator(schema)
		n = 0
		for line in open(sys.argv[2]):
		    judge.validate(json.loads(line)["hoff"]["redact"])
		    n += 1
		assert n > 5, n
		for bad in ({}, {"policy": {}, "status": "done", "counts": {}}):
		    assert not judge.is_valid(bad), bad
	EOF
}

@test "a check finds what is left, changes nothing and says no" {
	run -1 --separate-stderr hoff-redact --check "$root"/testdata/hoff-redact/everyday.in.ndjson
	[ "${#lines[@]}" -eq 2 ]
	[ "${lines[0]}" = '{"file":"'"$root"'/testdata/hoff-redact/everyday.in.ndjson","line":1,"conversation_id":"c-1042","counts":{"URL":1,"EMAIL":2,"IBAN":1,"CARD":1,"PHONE":1,"NAME":5},"undecided":0}' ]
	[ "$(jq -c '.line' <<<"${lines[1]}")" = 3 ]
	[ -z "$stderr" ]
}

@test "a check tells where what is left stands, and which ids look personal, never how they read" {
	cat >in <<-'EOF'
		{"conversation_id":"c-1","customer":{"id":"anna@example.com"},"turns":[{"role":"customer","text":"mail a@b.com"},{"role":"agent","agent_id":"bob@corp.com"}]}
		{"conversation_id":"+491701234567","customer":{"id":4111111111111111},"turns":[{"role":"bot","at":"2026-03-01T09:00:00Z","text":"a@b.com"}]}
	EOF
	run -1 --separate-stderr hoff-redact --check --spans in
	diff - <(echo "$output") <<-'EOF'
		{"file":"in","line":1,"conversation_id":"c-1","counts":{"EMAIL":1},"undecided":0,"spans":[{"path":".turns[0].text","turn":0,"start":5,"end":12,"kind":"EMAIL","rule":"email","score":0.99,"operator":"placeholder"}]}
		{"file":"in","line":2,"counts":{"EMAIL":1},"undecided":0,"spans":[{"path":".turns[0].text","turn":0,"start":0,"end":7,"kind":"EMAIL","rule":"email","score":0.99,"operator":"placeholder"}]}
	EOF
	diff - <(echo "$stderr") <<-'EOF'
		hoff-redact: .conversation_id is kept, with what looks like 1 PHONE
		hoff-redact: .customer.id is kept, with what looks like 1 EMAIL, 1 CARD
		hoff-redact: .turns[].agent_id is kept, with what looks like 1 EMAIL
	EOF
}

@test "a path that no record has is told, and what was not looked at goes no further" {
	turn 'jane@example.com' | jq -c '. + {list: []}' >in
	run -1 --separate-stderr hoff-redact --only-in '.turns[].txt' in
	[ "$stderr" = 'hoff-redact: only-in .turns[].txt: no record has it; the nearest member is text' ]
	[ "$(jq -r .hoff.redact.status <<<"$output")" = not_looked_at ]
	[ "$(hoff-redact --only-in '.turns[].txt' <<<"$output" 2>/dev/null)" = "$output" ]
	[ "$(hoff-redact in | hoff-redact --only-in '.turns[].txt' 2>/dev/null | jq -r .hoff.redact.status)" = "done" ]
	run -3 --separate-stderr hoff-packet <<<"$output"
	[[ -z $output && $stderr == *'not-redacted: hoff-redact was told to look only where the record has nothing' ]]
	run -1 hoff-redact --check --only-in .message in
	run -0 --separate-stderr hoff-redact --keep '.turns[].txt' in
	[ "$stderr" = 'hoff-redact: keep .turns[].txt: no record has it; the nearest member is text' ]
	[ "$(text_of <<<"$output")" = '<EMAIL_1>' ]
	# each of several, also where another record could not have had it
	jq -c '.turns = []' in >empty
	run -1 --separate-stderr hoff-redact --only-in '.turns[].text' --only-in '.turns[].txt' --only-in '.list[].x' --only-in '.turns[].x.list[].y' --keep .mail in empty
	diff - <(sort <<<"$stderr") <<-'EOF'
		hoff-redact: keep .mail: no record has it
		hoff-redact: only-in .turns[].txt: no record has it; the nearest member is text
		hoff-redact: only-in .turns[].x.list[].y: no record has it
	EOF
	run -0 --separate-stderr hoff-redact --only-in '.turns[].txt' empty
	[ -z "$stderr" ]
	# a member of the record that this one lacks, and an array with nothing in
	# it, are not told where something was looked at
	run -0 --separate-stderr hoff-redact --only-in .customer.tier --only-in '.list[].x' --only-in '.turns[].text' --keep .hoff.x.y in
	[[ -z $stderr && $(jq -r .hoff.redact.status <<<"$output") == "done" ]]
	# as is any other that the schema of the record speaks of
	mapfile -t paths < <(jq -r '. as $all | def go($at; $path):
		($all.definitions[$at["$ref"] // "" | sub(".*/"; "")] // $at) as $at |
		if $at.properties then $at.properties | to_entries[] | go(.value; "\($path).\(.key)")
		elif $at.items then go($at.items; $path + "[]")
		else "--only-in=" + $path end;
		go(.; "")' "$root"/lib/conv/defaults/record.schema.json)
	[ "${#paths[@]}" -gt 30 ]
	run -0 --separate-stderr hoff-redact "${paths[@]}" in
	[ -z "$stderr" ]
}

@test "where nothing is looked for, or at, nothing is called redacted" {
	turn 'jane@example.com' | jq -c '. + {events: []}' >in
	# absent, empty, kept by the policy, and no text
	for path in .customer.tier .events .conversation_id '.turns[].role' '.turns[].private'; do
		run -1 --separate-stderr hoff-redact --only-in "$path" in
		[ "$stderr" = 'hoff-redact: nothing was looked at: where only-in and keep leave anything, no record has a text' ]
		[ "$(jq -r .hoff.redact.status <<<"$output")" = not_looked_at ]
		run -3 hoff-packet <<<"$output"
	done
	run -1 hoff-redact --check --only-in .events in
	# one record that has a text there
	jq -c '.customer.tier = "gold"' in >other
	run -0 --separate-stderr hoff-redact --only-in .customer.tier in other
	[[ -z $stderr && $(jq -r .hoff.redact.status <<<"$output") == $'not_looked_at\ndone' ]]
	# nobody speaks
	jq -c '.turns = []' in >empty
	run -0 --separate-stderr hoff-redact --only-in .events empty
	[[ -z $stderr && $(jq -r .hoff.redact.status <<<"$output") == "done" ]]
	run -2 --separate-stderr hoff-redact --only "" in
	[ "$stderr" = 'hoff-redact: --only: names no kind' ]
	run -2 --separate-stderr hoff-redact --only EMAIL --keep EMAIL in
	[ "$stderr" = 'hoff-redact: --keep: leaves nothing to look for' ]
	# security codes alone will do, where they are asked for
	run -0 hoff-redact --only CVV in
}

@test "a check of what was redacted is clean" {
	hoff-redact "$root"/testdata/hoff-redact/*.in.ndjson "$root"/testdata/logs/*.ndjson >redacted
	[ "$(wc -l <redacted)" -gt 100 ]
	run -0 --separate-stderr hoff-redact --check redacted
	[ -z "$output" ]
}

@test "the kinds can be narrowed, and the annotation admits it" {
	turn 'jane@example.com 4111111111111111' >in
	[ "$(hoff-redact --only CARD in | text_of)" = 'jane@example.com <CARD_1>' ]
	[ "$(hoff-redact --keep CARD,URL in | text_of)" = '<EMAIL_1> 4111111111111111' ]
	[ "$(hoff-redact --only CARD in | jq -c .hoff.redact.policy.kinds)" = '["CARD","CVV"]' ]
	run -2 --separate-stderr hoff-redact --only CARDS in
	[ "$stderr" = "hoff-redact: --only: 'CARDS' is no kind; the nearest is CARD" ]
}

@test "a policy file says what is looked for and which paths are kept" {
	cat >own.jq <<-'EOF'
		# jq, so comments and definitions will do
		def ids: [".x[].id", ".z.id", ".turns[].text"];
		{ name: "own", version: 2.5, kinds: ["EMAIL"], keep: ids }
	EOF
	cat >in <<-'EOF'
		{"conversation_id":"c","turns":[{"role":"bot","text":"a@example.com"}],"x":[{"id":"a@example.com","b":"a@example.com","id2":4111111111111111},{"\u0069d":"b@example.com"}],"y":{"id":{"id":"a@example.com"}},"z":["a@example.com"]}
	EOF
	run -0 hoff-redact -p own.jq in
	[ "$(jq -c '[.turns[0].text, .x[], .y, .z, .hoff.redact.policy.name]' <<<"$output")" = \
		'["a@example.com",{"id":"a@example.com","b":"<EMAIL_1>","id2":4111111111111111},{"id":"b@example.com"},{"id":{"id":"<EMAIL_1>"}},["<EMAIL_1>"],"own"]' ]
	[ "$(jq -r .hoff.redact.policy.sha256 <<<"$output")" = "$(sha256sum <own.jq | cut -c1-64)" ]
}

@test "a policy that cannot mean what it says is refused" {
	refused() {
		echo "$1" >bad.jq
		run -2 --separate-stderr hoff-redact -p bad.jq </dev/null
		echo "$1: $stderr"
		[ "$stderr" = "hoff-redact: bad.jq:$2" ]
	}
	refused '{name:"x",kind:["CARD"]}' "1:11: 'kind' is no member of a policy; the nearest is kinds"
	refused '{name:"x",kinds:["CARDS"]}' "1:18: kinds: 'CARDS' is no kind; the nearest is CARD"
	refused '{name:"x",kinds:"CARD"}' '1:17: kinds: not an array'
	refused '{name:"x",keep:[".a","turns[].text"]}' '1:22: keep[1]: not a path such as .turns[].text'
	refused '{name:"x",keep:[".a[0]"]}' '1:17: keep[0]: not a path such as .turns[].text'
	refused '{name:"x",only_in:[".turn[].text"]}' '1:20: only_in[0]: .turn is no member of a record; the nearest is .turns'
	refused '{name:"x",keep:[".conversationId"]}' '1:17: keep[0]: .conversationId is no member of a record; the nearest is .conversation_id'
	refused '{name:"x",only_in:[".turns.text"]}' '1:20: only_in[0]: .turns of a record is an array: [] goes behind it'
	refused '{name:"x",only_in:[".customer[].id"]}' '1:20: only_in[0]: .customer of a record is no array'
	refused '{name:"x",only_in:[".turns[].text.x"]}' '1:20: only_in[0]: .turns[].text of a record holds nothing below'
	refused '{name:"x",kinds:["card"]}' "1:18: kinds: 'card' is no kind; the nearest is CARD"
	refused '{name:"x",kinds:["nam"]}' "1:18: kinds: 'nam' is no kind; the nearest is NAME"
	refused '{name:"x",match_limit:0}' '1:23: match_limit: not between 1 and 10000000'
	refused '{name:"x",operators:{CARD:"mark"}}' "1:27: operators: 'mark' is no operator; the nearest is mask"
	refused '{name:"x",operators:{CVV:"keep"}}' '1:26: operators: CVV cannot be written by keep; there are placeholder, drop'
	refused '{name:"x",operators:{NAME:"mask"}}' '1:27: operators: NAME cannot be written by mask; there are placeholder, pseudonym, drop, keep'
	refused '{name:"x",scope:"world"}' '1:17: scope: neither conversation nor corpus'
	refused '{kinds:["CARD"]}' '1:1: no name'
	refused '{name:"x"}' ' looks for nothing: kinds says what for'
	refused '{name:"x",kinds:[]}' ' looks for nothing: kinds says what for'
	refused '{name:"x",kinds:["CARD"],operators:{CARD:"keep"}}' ' looks for nothing: kinds says what for'
	refused '{name:"x",kinds:["CARD"],operators:{EMAIL:"drop"}}' '1:37: operators: EMAIL is not among the kinds'
	refused '[]' '1:1: not an object'
}

@test "what cannot be decided goes as a whole, and the record says so" {
	echo '{name:"tight",kinds:["EMAIL"],match_limit:1}' >tight.jq
	turn 'aaaaaaaa@aaaaaaaa b.c' >in
	turn 'nothing here' >>in
	hoff-redact -p tight.jq --stats stats --spans in >out
	[ "$(head -n 1 out | text_of)" = '<REDACTED>' ]
	[ "$(jq -c '.hoff.redact | [.status, .withheld]' out)" = $'["field_withheld",1]\n["done",null]' ]
	[ "$(head -n 1 out | jq -c '.hoff.redact.spans[0].kind')" = '"REDACTED"' ]
	run -1 hoff-redact -p tight.jq --check in
	[ "$output" = '{"file":"in","line":1,"conversation_id":"c","counts":{},"undecided":1}' ]
	hoff-redact -p tight.jq --spans out | cmp - out
}

@test "more names than can be looked for reject the record, unseen" {
	{
		printf '{"conversation_id":"c","turns":[],"agents":['
		for i in {1000..1300}; do
			printf '{"name":"\\u%04x\\u%04x"},' "$((19968 + i))" "$((20968 + i))"
		done
		printf '{"name":"x"}]}\n'
	} >in
	run -3 --separate-stderr hoff-redact in
	[ -z "$output" ]
	[[ $stderr == 'hoff-redact: in:1:1: cannot-redact: more names than can be looked for'* ]]
}

@test "lines built to make patterns run away are done in time" {
	[ -n "$SHARED" ] || skip "needs the shared corpora"
	for file in "$SHARED"/corpora/adversarial/*.txt; do
		turn "$(tr -d '\n' <"$file")"
	done >in
	timeout 10 hoff-redact in >out
	[ "$(jq -r .hoff.redact.status out | uniq -c | tr -s ' ')" = " $(wc -l <in) done" ]
}

@test "an object of a hundred thousand values is done in time" {
	{
		printf '{"conversation_id":"c","turns":[],"x":{"type":"cvv"'
		printf ',"value":"911"%.0s' {1..100000}
		printf '}}\n'
	} >in
	timeout 5 hoff-redact in | grep -o '"value":"[^"]*"' | tail -n 1 >out
	[ "$(cat out)" = '"value":"<CVV_1>"' ]
}

@test "a text of nothing but dates, or of what may follow a card, is done in time" {
	local words

	sanitized && skip 'a sanitizer takes time of its own'
	for words in '1990-01-01 ' '> 04/27 ' 'xxxx 04/27 '; do
		# of the processor, which other load does not use up; a second will do
		turn "$(yes "$words" | head -n 90000 | tr -d '\n')" |
			(ulimit -t 20 && hoff-redact -o out)
		[ "$(jq .hoff.redact.status out)" = '"done"' ]
	done
}

@test "a long text that is not said in a turn is read piece by piece" {
	{
		printf '{"conversation_id":"c","turns":[],"note":"'
		printf 'a%d@b.co ' {1..100000}
		printf 'my password is hunter22, mail z@b.co"}\n'
	} >in
	hoff-redact in | grep -o '<EMAIL_100000> my .*"}' | cut -d '"' -f 1 >out
	[ "$(cat out)" = '<EMAIL_100000> my password is <PASSWORD_1>, mail <EMAIL_100001>' ]
}

@test "naughty strings come out as they went in" {
	[ -n "$SHARED" ] || skip "needs the shared corpora"
	jq -c '.[] | {conversation_id: "c", turns: [{role: "customer", text: .}], x: {(.): .}}' \
		"$SHARED/corpora/blns/blns.json" >in
	hoff-redact in >out
	[ "$(wc -l <in)" -eq "$(wc -l <out)" ]
	# Only those that hold a URL, or the names of people and towns, are touched.
	jq -c 'select(.hoff.redact.counts == {}) | del(.hoff)' out >untouched
	jq -c 'select(.hoff.redact.counts != {}) | .hoff.redact.counts | keys[]' out | sort -u >kinds
	grep -Fxf untouched in | diff untouched -
	[ "$(wc -l <untouched)" -ge 450 ]
	run ! grep -vxE '"(NAME|PLACE|URL)"' kinds
}

@test "names of members stay distinct when what they name is the same" {
	cat >keys <<-'END'
	{"conversation_id":"x","turns":[],"m":{"a@b.com":1,"c@d.org":2,"A@B.com":["4111111111111111"],"n":{"a@b.COM":4},"a@B.com":5}}
	END
	hoff-redact --spans keys >out
	[ "$(jq -c .m out)" = '{"<EMAIL_1>":1,"<EMAIL_2>":2,"<EMAIL_1>#2":["<CARD_1>"],"n":{"<EMAIL_1>":4},"<EMAIL_1>#3":5}' ]
	jq -r '.hoff.redact.spans[].path' out | grep -qxF '.m["<EMAIL_1>#2"][0]'
	hoff-redact --spans out | cmp - out
}

@test "placeholders above a hundred are ours where the record may have come to them" {
	jq -n -c '{conversation_id: "c", turns: [range(150) | {role: "customer", text: "pin \(. + 1000)"}]}' >in
	hoff-redact in >once
	[ "$(jq -r '.turns[149].text' once)" = 'pin <PIN_150>' ]
	hoff-redact once | cmp - once
	# of a cut record it is not known
	jq -c '.turns |= .[140:]' once | hoff-redact | jq -r '.turns[].text' >short
	run ! grep -v '^pin <PIN_[0-9]*>$' short
	[ "$(sort -u short | wc -l)" -eq 10 ]
}

@test "a number that is dictated over several turns goes, and numbers that only follow stay" {
	becomes() {
		local expected=$1

		shift
		turns "$@" | hoff-redact --spans >out
		[ "$(jq -r '[.turns[].text] | join("|")' out)" = "$expected" ]
		hoff-redact --check out
		hoff-redact --spans out | cmp - out
	}
	becomes 'my card is <CARD_1>|go on|and then <CARD_1>.|thanks' \
		'my card is 4111 1111' 'bot: go on' 'and then 1111 1111.' thanks
	[ "$(jq -c '[.hoff.redact.spans[] | [.turn, .start, .end, .rule]]' out)" = \
		'[[0,11,20,"split-turns"],[2,9,18,"split-turns"]]' ]
	becomes '<CARD_1>|<CARD_1>|<CARD_1>|<CARD_1>' 5500 0055 5555 5559
	becomes 'iban <IBAN_1>|yes|<IBAN_1>' 'iban DE89 3704 0044' 'bot: yes' '0532 0130 00'
	becomes 'your phone number?|<PHONE_1>|yes|<PHONE_1>' 'bot: your phone number?' 0171 'bot: yes' 1234567
	becomes 'your phone number?|<PHONE_1>|yes|<PHONE_1>' 'bot: your phone number?' \
		'oh seven seven double oh' 'bot: yes' 'nine hundred one two three'
	becomes 'my card is <CARD_1>|<CARD_1>' 'my card is four one one one one one one one' \
		'one one one one one one one one'
	becomes 'my card number is <CARD_1>|yeah it goes <CARD_1>' \
		'my card number is 4111 1111' 'yeah it goes 1111 1111'
	becomes 'my ssn is <SSN_1>|go on|and the last four are <SSN_1>' \
		'my ssn is 123 45' 'bot: go on' 'and the last four are 6789'
	becomes 'my ssn is <SSN_1>|audi a 8 2017' 'my ssn is 4523' 'audi a 8 2017'
	becomes 'ssn no <SSN_1>|43262' 'ssn no 9982' 43262
	becomes '2325|2565 2565 2323 2147' 2325 '2565 2565 2323 2147'
	becomes 'this one|make it two' 'this one' 'make it two'
	becomes 'I paid 200|555 1234|order 12|4111' 'I paid 200' '555 1234' 'order 12' 4111
	becomes 'call me at <PHONE_1>|how many?|12' 'call me at +44 20 7123 4567' 'bot: how many?' 12
	# too far apart, and somebody else
	becomes '5500 0055|a|b|c|5555 5559' '5500 0055' 'bot: a' 'bot: b' 'bot: c' '5555 5559'
	becomes '5500 0055|5555 5559' '5500 0055' 'bot: 5555 5559'
	# each part would show four digits
	echo '{name: "m", kinds: ["CARD"], operators: {CARD: "mask"}}' >mask.jq
	turns '5500 0055' '5555 5559' | hoff-redact -p mask.jq >out
	[ "$(jq -r '[.turns[].text] | join("|")' out)" = '<CARD_1>|<CARD_1>' ]
}
