# hoff-redact: what is written in the place of what was found, and under which
# key.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	# openssl rand -hex 32
	echo 6fb1b3a8a0c58c5b7d7a64b4a7a4db1ea32f5c3a0a0d6fe24a9c53f3b1d7e209 >key
	chmod 600 key
}

# says TEXT [MEMBER...]: a conversation with one turn.
says() {
	jq -n -c --arg text "$1" "{conversation_id: \"c-1\", language: \"en\",
		customer: {id: \"u-1\"}, turns: [{role: \"customer\", text: \$text}]} + ${2-{\}}"
}

text_of() {
	jq -r '.turns[0].text'
}

# written KIND OPERATOR: a policy that looks for one kind.
written() {
	echo "{name: \"one\", kinds: [\"$1\"], operators: {$1: \"$2\"}}" >one.jq
}

@test "each operator writes what it says" {
	becomes() {
		written "$1" "$2"
		says "$3" >in
		hoff-redact -p one.jq --key-file key in >out
		run -0 text_of <out
		echo "$1 $2: $output"
		[ "$output" = "$4" ]
		hoff-redact -p one.jq --key-file key out | cmp - out
		hoff-redact -p one.jq --check out
		hoff-redact --check out
	}
	becomes CARD placeholder 'card 5500 0055 5555 5559!' 'card <CARD_1>!'
	becomes CARD mask 'card 5500 0055 5555 5559!' 'card ************5559!'
	becomes CARD truncate 'card 5500 0055 5555 5559!' 'card 550000******5559!'
	becomes CARD truncate 'card 370123456789017' 'card 370123*****9017'
	becomes CARD truncate 'card 4012345678909' 'card 4012*****8909'
	becomes CARD truncate 'card four one one one,911' 'card *****11'
	becomes CARD drop 'card 5500 0055 5555 5559!' 'card !'
	becomes CVV drop 'cvv 123, thanks' 'cvv , thanks'
	becomes AGE generalise 'I am 42 years old' 'I am 40-49 years old'
	becomes AGE generalise 'aged 89 and aged 90' 'aged 80-89 and aged 90+'
	becomes POSTCODE generalise 'zip code 02139 or zip 02139-4307' 'zip code 021 or zip 021'
	becomes POSTCODE generalise 'zip code 03601, zip 89301' 'zip code 000, zip 000'
	becomes POSTCODE generalise 'postcode SW1A 1AA' 'postcode <POSTCODE_1>'
	becomes DATE generalise 'on 2020-02-29, March 3rd, 2021 and 4 de julio de 2019' 'on 2020, 2021 and 2019'
	becomes DOB generalise 'born 12.05.1980' 'born 1980'
	becomes PHONE mask 'call me: +44 20 7123 4567' 'call me: ********4567'
}

@test "of a ZIP code three digits stay, and none where 20,000 people or fewer live" {
	# 67 FR 53182 at 53234 (2000), and what the censuses of 2010 and 2020 add
	local few='036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893 202 204 205 369 753 772'
	written POSTCODE generalise
	seq -w 005 999 | jq -Rc '{conversation_id: "c", turns: [{role: "customer", text: "zip code \(.)34"}]}' >in
	hoff-redact -p one.jq in | jq -r '.turns[0].text' | paste -d ' ' <(seq -w 005 999) - >out
	awk '$4 == "000" { print $1 }' out | sort >gone
	tr ' ' '\n' <<<"$few" | sort | diff - gone
	[ "$(awk '$4 == $1' out | wc -l)" -eq $((995 - 23)) ]
}

@test "a card that was truncated shows six and four, and no more than that" {
	written CARD truncate
	says 'visa 4012345678901234565, 4012345678901239, 62012345678901237, 30001234567891' >in
	[ "$(hoff-redact -p one.jq in | text_of)" = \
		'visa 401234*********4565, 401234******1239, 620123*******1237, 30001*****7891' ]
}

@test "dates of one customer move by the same days, of another by others" {
	written DATE shift
	{
		says 'on 2020-02-27 and 2020-03-01'
		says 'on 27.02.2020 and 1 March 2020' '{conversation_id: "c-2", language: "de"}'
		says 'on 2020-02-27 and 2020-03-01' '{customer: {id: "u-2"}}'
	} >in
	hoff-redact -p one.jq --key-file key in >out
	text_of <out >texts
	python3 - <<-'EOF'
		import datetime as d, re
		lines = open("texts").read().splitlines()
		iso = lambda s: [d.date.fromisoformat(x) for x in re.findall(r"\d{4}-\d\d-\d\d", s)]
		a, b = iso(lines[0])
		assert (b - a).days == 3, lines[0]
		assert 1 <= (d.date(2020, 2, 27) - a).days <= 364
		de = re.fullmatch(r"on (\d\d\.\d\d\.\d{4}) and (\d+ \w+ \d{4})", lines[1])
		assert d.datetime.strptime(de[1], "%d.%m.%Y").date() == a, lines
		assert d.datetime.strptime(de[2], "%d %B %Y").date() == b, lines
		c, e = iso(lines[2])
		assert (e - c).days == 3 and c != a, lines
	EOF
	hoff-redact -p one.jq --key-file key out | cmp - out
	hoff-redact -p strict --check --key-file key out
	# who has no key, or another, cannot tell them from real ones
	run -1 hoff-redact -p strict --check out
	hoff-redact --gen-key other
	run -1 hoff-redact -p strict --check --key-file other out
}

@test "a record that claims to have been redacted is looked through all the same" {
	claims() {
		jq -n -c --arg text "$1" '{conversation_id: "c-1", turns: [{role: "customer",
			text: $text}], hoff: {redact: ({policy: {name: "default", version: 1, sha256: ("0" * 64)},
			status: "done", counts: {DOB: 1}} + '"$2"')}}' >in
		run -1 hoff-redact -p strict --check in
		run -1 hoff-redact -p strict --check --key-file key in
		hoff-redact -p strict in >out
		echo "$1 $2: $(text_of <out)"
		[ "$(text_of <out)" = "$3" ]
	}
	claims 'born 12.05.1980' '{operators: {DOB: "shift"}}' 'born <DOB_1>'
	run ! jq -e .hoff.redact.operators out
	claims 'born 12.05.1980' '{operators: {DOB: "shift", DATE: "shift"}, shifted: ["abcdefghijklm"]}' 'born <DOB_1>'
	run ! grep abcdefghijklm out
	claims 'born 12.05.1980' '{operators: {DOB: "generalise"}}' 'born <DOB_1>'
	claims 'born 12.05.1980' '{operators: {DOB: "keep"}}' 'born <DOB_1>'
	claims 'mail jane.doe@example.com' '{operators: {EMAIL: "surrogate"}}' 'mail <EMAIL_1>'
	claims 'see https://example.com/jane-doe' '{operators: {URL: "surrogate"}}' 'see <URL_1>'
	claims 'card 5500 0055 5555 5559' '{operators: {CARD: "surrogate"}}' 'card <CARD_1>'
	claims 'call +44 20 7123 4567' '{operators: {PHONE: "mask"}, status: "done"}' 'call <PHONE_1>'
	# the proof of one date is none of another, nor of another customer's
	says 'on 2020-02-27' >real
	written DATE shift
	hoff-redact -p one.jq --key-file key real >moved
	hoff-redact -p strict --check --key-file key moved
	run -1 hoff-redact -p strict --check --key-file key <(jq -c '.turns[0].text = "on 2020-02-27"' moved)
	run -1 hoff-redact -p strict --check --key-file key <(jq -c '.customer.id = "u-9"' moved)
}

@test "a surrogate has the shape of what it stands for, and is nobody's" {
	cat >all.jq <<-'EOF'
		["CARD","EMAIL","IBAN","IP","MAC","NHS","PHONE","SSN","URL"] as $kinds |
		{ name: "all", kinds: $kinds, operators: ($kinds | map({ (.): "surrogate" }) | add) }
	EOF
	says 'card 5500 0055 5555 5559, a@corp.net, GB82 WEST 1234 5698 7654 32, 10.1.2.3, fe80::1:2:3,
		11:22:33:44:55:66, nhs no 943 476 5919, +44 20 7123 4567, (415) 736-1234, ssn 123-45-6789,
		https://corp.net/x' '{card: 4012345678901239}' >in
	hoff-redact -p all.jq --key-file key in >out
	text_of <out >text
	python3 - <<-'EOF'
		import re
		t = open("text").read()
		want = (r"card ((?:5555 5555 5555 4444|5105 1051 0510 5100|5200 8282 8282 8210|5454 5454 5454 5454)), "
		        r"\w{8}@example\.com, GB29 NWBK 6016 1331 9268 19, (192\.0\.2|198\.51\.100|203\.0\.113)\.\d+, "
		        r"2001:db8(:[0-9a-f]{1,4}){6},\s+00:00:5e:00:53:[0-9a-f]{2}, nhs no 999 \d{3} \d{4}, "
		        r"\+44 77 0090 0\d{3}, \(202\) 555-01\d\d, ssn 987-65-432\d,\s+https://example\.com/\w{8}\n")
		assert re.fullmatch(want, t), t
		nhs = re.search(r"nhs no ([\d ]+)", t)[1].replace(" ", "")
		assert sum(int(c) * w for c, w in zip(nhs, range(10, 0, -1))) % 11 == 0
	EOF
	[[ $(jq .card out) == 4* ]]
	hoff-redact -p all.jq --key-file key out | cmp - out
	hoff-redact -p all.jq --check out
	hoff-redact --check out
	# without the annotation nobody can tell, and it is found
	run -1 hoff-redact --check <(jq -c 'del(.hoff)' out)
}

@test "hundreds of thousands of surrogates in one text are known again at once" {
	sanitized && skip 'a sanitizer takes time of its own'
	echo '{name: "s", kinds: ["EMAIL"], operators: {EMAIL: "surrogate"}}' >s.jq
	{
		printf '{"conversation_id":"c","turns":[{"role":"customer","text":"'
		printf 'a%d@b.co ' {1..250000}
		printf '"}]}\n'
	} >in
	# of the processor, which other load does not use up; a second will do
	(ulimit -t 5 && hoff-redact -p s.jq --key-file key in) |
		grep -o '"counts":{[^}]*}' >out
	[ "$(cat out)" = '"counts":{"EMAIL":250000}' ]
}

@test "pseudonyms join what one key and one domain have seen, and nothing else" {
	written EMAIL pseudonym
	{
		says 'a@corp.net, A@corp.net, b@corp.net'
		says 'a@corp.net' '{conversation_id: "c-2"}'
	} >in
	hoff-redact -p one.jq --key-file key in | text_of >out
	[[ $(sed -n 1p out) =~ ^(<EMAIL_[a-z2-7]{26}>),\ (<EMAIL_[a-z2-7]{26}>),\ (<EMAIL_[a-z2-7]{26}>)$ ]]
	[ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ]
	[ "${BASH_REMATCH[1]}" != "${BASH_REMATCH[3]}" ]
	[ "${BASH_REMATCH[1]}" != "$(sed -n 2p out)" ]
	hoff-redact -p one.jq --key-file key --scope corpus in | text_of >corpus
	[ "$(sed -n 1p corpus | cut -d, -f1)" = "$(sed -n 2p corpus)" ]
	sed 's/name:/domain: "other", name:/' one.jq >other.jq
	hoff-redact -p other.jq --key-file key --scope corpus in | text_of >other
	run ! grep -F "$(sed -n 2p corpus)" other
	hoff-redact -p one.jq --key-file key in | hoff-redact --check
}

@test "a pseudonym is HMAC-SHA-256 of what the manual says" {
	written EMAIL pseudonym
	says 'A@Corp.net' >in
	hoff-redact -p one.jq --key-file key --scope corpus in | text_of >got
	python3 - >expected <<-'EOF'
		import base64, hmac
		key = bytes.fromhex(open("key").read())
		mac = lambda k, *parts: hmac.digest(k, b"".join(len(p).to_bytes(8, "little") + p for p in parts), "sha256")
		master = hmac.digest(b"hoff key version 1".ljust(32, b"\0"), key, "sha256")
		kind = mac(master, b"hoff-redact 1", b"default", b"pseudonym", b"EMAIL")
		print("<EMAIL_%s>" % base64.b32encode(mac(kind, b"", b"a@corp.net"))[:26].lower().decode())
	EOF
	diff expected got
}

@test "every built-in policy leaves what its own check, and the others, call clean" {
	{
		cat "$root"/testdata/hoff-redact/{everyday,where,spans}.in.ndjson
		grep -v '^#' "$root"/testdata/hoff-redact/{identity,called}.tsv | cut -d: -f2- | cut -f1 |
			jq -R -c '{conversation_id: "c", turns: [{role: "customer", text: .}]}'
	} >in
	for p in default gdpr hipaa pci strict minimal; do
		hoff-redact -p "$p" --key-file key in >"$p.out"
		hoff-redact -p "$p" --check "$p.out"
		hoff-redact -p "$p" --key-file key "$p.out" | cmp - "$p.out"
	done
	for p in gdpr hipaa; do
		hoff-redact --check "$p.out"
	done
	run -1 hoff-redact --check pci.out
	run -2 --separate-stderr hoff-redact -p gpdr in
	[ "$stderr" = "hoff-redact: no policy is called 'gpdr', nor a file; the nearest is gdpr.jq" ]
}

@test "security codes are never kept" {
	says 'cvv 123' >in
	echo '{name: "other", kinds: ["URL"]}' >other.jq
	[ "$(hoff-redact -p other.jq in | text_of)" = 'cvv <CVV_1>' ]
	[ "$(hoff-redact --only URL in | text_of)" = 'cvv <CVV_1>' ]
	run -2 --separate-stderr hoff-redact --keep CVV in
	[ "$stderr" = 'hoff-redact: --keep: CVV can never be kept' ]
	for op in mask pseudonym keep; do
		written CVV "$op"
		run -2 hoff-redact -p one.jq in
	done
	# nor at a path that is, nor where nothing is to be looked at
	cat >in <<-'EOF'
		{"conversation_id":"c","turns":[{"role":"bot","text":"CVV?"},{"role":"customer","text":"911"},{"role":"customer","text":"cvv 912, a@b.com"}],"x":{"cvv":"913","a":{"cvc":914,"t":"a@b.com cvv nine one five"},"cvv 916":1,"n":917},"card":"4111 1111 1111 1111 12/29 918","y":"z"}
	EOF
	hoff-redact --keep '.turns[].text' --keep .x.. --keep .card in >kept
	hoff-redact --only-in .x.n in >beside
	jq -c 'del(.hoff)' kept beside | uniq | diff - <(cat <<-'EOF'
		{"conversation_id":"c","turns":[{"role":"bot","text":"CVV?"},{"role":"customer","text":"<CVV_1>"},{"role":"customer","text":"cvv <CVV_2>, a@b.com"}],"x":{"cvv":"<CVV_3>","a":{"cvc":"<CVV_4>","t":"a@b.com cvv <CVV_5>"},"cvv <CVV_6>":1,"n":917},"card":"4111 1111 1111 1111 12/29 <CVV_7>","y":"z"}
	EOF
	)
	run -1 hoff-redact --check --only-in .x.n in
	hoff-redact --check --only-in .x.n beside
	echo 'term
	911' >allow.csv
	echo '{name: "a", kinds: ["CVV"], allow: "allow.csv"}' >allow.jq
	hoff-redact -p allow.jq in | jq -e '.turns[1].text == "<CVV_1>"'
}

@test "a key is made once, and read only where nobody else can" {
	# a disk may take a little at a time
	sanitized || LD_PRELOAD=$BUILD/shim/faulty.so FAULTY_WRITE=7 \
		hoff-redact --gen-key slow
	sanitized || [ "$(wc -c <slow)" -eq 65 ]
	hoff-redact --gen-key new
	[ "$(stat -c %a new)" = 600 ]
	run -2 --separate-stderr hoff-redact --gen-key new
	[ "$stderr" = 'hoff-redact: new: there is a file already; a key is never overwritten' ]
	says 'a@corp.net' >in
	written EMAIL pseudonym
	hoff-redact -p one.jq --key-file new in >file
	hoff-redact -p one.jq --key-fd 5 in 5<new | cmp - file
	tr a-f A-F <new | basenc --base16 -d >raw
	chmod 600 raw
	hoff-redact -p one.jq --key-file raw in | cmp - file
	base64 -w0 raw >b64
	chmod 600 b64
	hoff-redact -p one.jq --key-file b64 in | cmp - file

	refused() {
		run -2 --separate-stderr hoff-redact -p one.jq "$1" "$2" in
		echo "$stderr"
		[[ $stderr == "hoff-redact: $3"* ]]
		[ -z "$output" ]
	}
	chmod 640 new
	refused --key-file new 'new: others may read or write it; chmod 600 first'
	touch short weak phrase
	chmod 600 short weak phrase
	head -c 40 new >short
	refused --key-file short 'short: no key: it takes 32 random bytes'
	printf '%064d' 0 >weak
	refused --key-file weak 'weak: a weak key'
	echo 'correct horse battery staple, and then some more of it' >phrase
	refused --key-file phrase 'phrase: no key'
	refused --key-file nowhere 'nowhere: No such file'
	refused --key-fd 77 'file descriptor 77: none'
	refused --key-fd x '--key-fd: not the number'
	refused --spans in 'one.jq: this policy takes a key'
}

@test "the manifest says what the run did, and nothing of anybody" {
	for i in {1..7}; do
		says "mail user$i@corp.net, card 5500 0055 5555 5559" "{conversation_id: \"c-$i\"}"
	done >in
	says 'passport no C01X00T47' >>in
	hoff-redact -p gdpr --key-file key --manifest manifest in -o out.gz
	python3 - "$root/lib/redact/defaults/manifest.schema.json" <<-'EOF'
		import json, sys, jsonschema
		m = json.load(open("manifest"))
		jsonschema.Draft7Validator(json.load(open(sys.argv[1]))).validate(m)
		assert m["counts"] == {"EMAIL": 7, "CARD": 7, "PASSPORT": "<5"}, m
		assert m["rules"]["email"] == 7 and m["rules"]["called"] == "<5", m
		assert m["scope"] == "corpus" and m["operators"]["CVV"] == "drop", m
	EOF
	[ "$(jq -r .policy.sha256 manifest)" = "$(sha256sum <"$root/lib/redact/defaults/gdpr.jq" | cut -c1-64)" ]
	run ! grep -q -e "$(cat key)" -e "$(hostname)" -e user1 manifest
	# the same for any number of threads, and none where there is no output
	hoff-redact -j3 -p gdpr --key-file key --manifest again in >/dev/null
	cmp manifest again
	run -2 hoff-redact -p gdpr --key-file key --manifest none in -o /nowhere/out
	[ ! -e none ]
	# another key has another id
	hoff-redact --gen-key other
	hoff-redact -p gdpr --key-file other --manifest third in >/dev/null
	[ "$(jq .key_id manifest)" != "$(jq .key_id third)" ]
}

@test "a policy adds recognisers of its own, with words around them and a check digit" {
	cat >own.jq <<-'EOF'
		{ name: "own", kinds: ["EMAIL"], recognisers: [
			{ rule: "staff-no", kind: "STAFF", pattern: "\\bB-\\d{6}\\b", context: ["badge", "staff", "Mitarbeiterausweisnummer"], operator: "mask" },
			{ rule: "loyalty", kind: "MEMBERCARD", pattern: "\\b70\\d{8}\\b", check: "luhn" },
			{ rule: "word", kind: "PROJECT", pattern: "(?i)\\bbluebird\\b" } ] }
	EOF
	{
		says 'my badge is B-123456, a@corp.net'
		says 'part B-123456 is broken'
		says 'Mitarbeiterausweisnummer: B-123456'
		says 'B-123456' '{turns: [{role: "bot", text: "Your staff number?"}, {role: "customer", text: "B-123456"}]}'
		says 'card 7012345679 and 7012345678, all about Bluebird'
		says 'none' '{staff: {badge: "B-123456"}}'
	} >in
	hoff-redact -p own.jq --spans in >out
	jq -r '[.turns[].text] | join("|")' out | diff - <(cat <<-'EOF'
		my badge is *****56, <EMAIL_1>
		part B-123456 is broken
		Mitarbeiterausweisnummer: *****56
		Your staff number?|*****56
		card <MEMBERCARD_1> and 7012345678, all about <PROJECT_1>
		none
	EOF
	)
	[ "$(tail -n 1 out | jq -r .staff.badge)" = '*****56' ]
	[ "$(head -n 1 out | jq -c '.hoff.redact | [.counts, .rules, .spans[0].rule]')" = \
		'[{"EMAIL":1,"STAFF":1},{"email":1,"staff-no":1},"staff-no"]' ]
	hoff-redact -p own.jq --spans out | cmp - out
	hoff-redact -p own.jq --check out

	refused() {
		echo "{name: \"x\", recognisers: [{$1}]}" >bad.jq
		run -2 --separate-stderr hoff-redact -p bad.jq </dev/null
		echo "$stderr"
		[[ $stderr == "hoff-redact: bad.jq:1:"*": $2" ]]
	}
	refused 'rule: "xy", kind: "XY", pattern: "a+"' 'pattern: byte 1: a quantifier without an upper bound'
	refused 'rule: "xy", kind: "XY", pattern: "(a"' 'pattern: byte 2: missing closing parenthesis'
	refused 'rule: "xy", kind: "XY", pattern: "a", check: "lun"' 'check: none of ours; the nearest is luhn'
	refused 'rule: "xy", kind: "xy", pattern: "a"' 'kind: a kind is 2 to 24 capitals'
	refused 'rule: "xy", kind: "XY"' 'recognisers: one needs rule, kind and pattern'
	refused 'rule: "xy", kind: "XY", patern: "a"' "'patern' is no member of a recogniser; the nearest is pattern"
	refused 'rule: "xy", kind: "XY", pattern: "a", context: ["two words"]' 'context: not a word of letters without accents'
}

@test "kinds of a policy are counted by their names, however long these are" {
	local long=MEMBERSHIPREFERENCECODES

	[ ${#long} -eq 24 ]
	cat >own.jq <<-EOF
		{ name: "own", recognisers: [
			{ rule: "long", kind: "$long", pattern: "QX-\\\\d{6}" },
			{ rule: "long-too", kind: "${long%S}", pattern: "QY-\\\\d{6}" } ] }
	EOF
	says 'it is QX-123456 or QY-123456, or QX-123457' >in
	hoff-redact -p own.jq --stats stats in >/dev/null
	jq -ce .counters stats
	[ "$(jq -c .counters stats)" = "{\"redacted.${long%S}\":1,\"redacted.$long\":2}" ]
}

@test "terms of the house are always found, and others never" {
	mkdir lists
	printf 'term\nproject bluebird\nMüller & Söhne\n' >lists/deny.csv
	printf 'term\nhelp@shop.example\n+1 800 555 0100\n' >lists/allow.csv
	echo '{name: "l", kinds: ["EMAIL", "PHONE"], deny: {PROJECT: "deny.csv"}, allow: "allow.csv"}' >lists/p.jq
	says 'About Project Bluebird: MÜLLER & SÖHNE said help@shop.example or me@shop.example, call +1 800 555 0100' >in
	hoff-redact -p lists/p.jq in >out
	[ "$(text_of <out)" = \
		'About <PROJECT_1>: <PROJECT_2> said help@shop.example or <EMAIL_1>, call +1 800 555 0100' ]
	hoff-redact -p lists/p.jq --check out
	# nor behind the first 64 KiB of a long text
	says "$(printf 'all is well %.0s' {1..9000}) project bluebird" >in
	[[ $(hoff-redact -p lists/p.jq in | text_of) == *'well  <PROJECT_1>' ]]
	printf 'word\nx\n' >lists/deny.csv
	run -2 --separate-stderr hoff-redact -p lists/p.jq in
	[[ $stderr == 'hoff-redact: lists/deny.csv:'* ]]
}

@test "an id that names another conversation is kept as that one's own is" {
	local p

	jq -nc '"+49 170 1234567" as $id | {conversation_id: $id, turns: [],
		hoff: {route: {outcome: "joined", goes_on_as: $id,
			joins: {conversation_id: $id}}}}' >in
	for p in default strict hipaa pci minimal gdpr; do
		echo "$p"
		hoff-redact --policy "$p" --key-file key in | jq -c \
			'[.conversation_id, .hoff.route.goes_on_as,
			.hoff.route.joins.conversation_id] | unique' >got
		diff got <(echo '["+49 170 1234567"]')
	done
}
