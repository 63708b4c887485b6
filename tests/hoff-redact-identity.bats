# hoff-redact: numbers of people, what is known by what it is called, and ordinary words.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# becomes NAME: each text of testdata/hoff-redact/NAME.tsv becomes what stands behind it.
becomes() {
	grep -v '^#' "$root/testdata/hoff-redact/$1.tsv" >cases
	[ "$(wc -l <cases)" -gt 50 ]
	cut -f1 cases | jq -R -c '{conversation_id: "c", turns: [{role: "customer", text: .}]}' |
		hoff-redact | jq -r '.turns[0].text' >out
	cut -f2 cases | diff - out
}

@test "identity numbers go, and numbers that only look like them stay" {
	becomes identity
}

@test "what is known by its name goes, keys, wallets and places too" {
	becomes called
}

@test "ordinary words of six languages stay, and names that are such words go" {
	becomes words
}

@test "a value on another line than its name, or that the bot asked for, goes whole" {
	grep -v '^#' "$root/testdata/hoff-redact/asked.tsv" | jq -R -c 'split("\t") |
		map(gsub("\\\\r"; "\r") | gsub("\\\\n"; "\n")) |
		{conversation_id: "c", turns: [{role: "bot", text: .[0]}, {role: "customer", text: .[1]}], becomes: .[2]}' >in
	jq -c 'del(.becomes)' in | hoff-redact >once
	hoff-redact once | cmp - once
	jq -r .becomes in >expected
	jq -r '.turns[1].text' once | diff expected -
	[ "$(grep -c '<' expected)" -gt 12 ]
}

@test "a member's name says what its value is, a number too" {
	jq -n -c '{conversation_id: "c", turns: [], customerSsn: "078051121", pin: 4821, account_id: 12345678,
		customer: {id: "u-1", passport_no: "C01X00T47", date_of_birth: "1980-05-12", created: "1980-05-12"}}' |
		hoff-redact | jq -c 'del(.hoff)' >out
	diff - out <<-'EOF'
		{"conversation_id":"c","turns":[],"customerSsn":"<SSN_1>","pin":"<PIN_1>","account_id":12345678,"customer":{"id":"u-1","passport_no":"<PASSPORT_1>","date_of_birth":"<DOB_1>","created":"1980-05-12"}}
	EOF
}

@test "the turn before says which number the next one is" {
	jq -n -c '{conversation_id: "c", turns: [
		{role: "bot", text: "What is your NHS number?"}, {role: "customer", text: "943 476 5918"},
		{role: "bot", text: "And the order number?"}, {role: "customer", text: "943476591"},
		{role: "bot", text: "We sent a 6 digit code to your phone. What is it?"}, {role: "customer", text: "275 879"},
		{role: "bot", text: "And the promo code?"}, {role: "customer", text: "482913"},
		{role: "bot", text: "The digit code on the back of your card?"}, {role: "customer", text: "014"},
		{role: "bot", text: "Uw achternaam?"}, {role: "customer", text: "van den Berg"},
		{role: "bot", text: "Indique o NIF do titular do contrato."},
		{role: "customer", text: "188 402 771 nao desculpe esse e o da minha filha"}, {role: "customer", text: "122 904 556"},
		{role: "customer", text: "123456788"}]}' |
		hoff-redact >once
	hoff-redact once | cmp - once
	jq -r '.turns[].text' once >out
	diff - out <<-'EOF'
		What is your NHS number?
		<NHS_1>
		And the order number?
		943476591
		We sent a 6 digit code to your phone. What is it?
		<OTP_1>
		And the promo code?
		482913
		The digit code on the back of your card?
		<CVV_1>
		Uw achternaam?
		<NAME_1>
		Indique o NIF do titular do contrato.
		<NIF_1> nao desculpe esse e o da minha filha
		<NIF_2>
		123456788
	EOF
}

@test "one number written in two ways is one placeholder" {
	jq -n -c '{conversation_id: "c", turns: [
		{role: "customer", text: "cpf 529.982.247-25, no: cpf 52998224725, or cpf 52998224726"}]}' |
		hoff-redact | jq -r '.turns[].text' >out
	[ "$(cat out)" = 'cpf <CPF_1>, no: cpf <CPF_1>, or cpf <CPF_2>' ]
}

@test "a kind that was not asked for stays" {
	jq -n -c '{conversation_id: "c", turns: [{role: "customer", text: "cpf 529.982.247-25 ssn 078-05-1120"}]}' >in
	[ "$(hoff-redact --only SSN in | jq -r '.turns[].text')" = 'cpf 529.982.247-25 ssn <SSN_1>' ]
	[ "$(hoff-redact --only URL in | jq -r '.turns[].text')" = 'cpf 529.982.247-25 ssn 078-05-1120' ]
}

@test "check digits agree with python-stdnum on thousands of numbers" {
	/usr/bin/python3 -c 'import stdnum' 2>/dev/null || skip "no python3-stdnum"
	/usr/bin/python3 "$root/tests/identity_differential.py" make 7 >in
	hoff-redact in >out
	run -0 /usr/bin/python3 "$root/tests/identity_differential.py" check <out
	[ "${output% *}" -gt 4000 ]
	[ "${output#* }" -gt 1500 ]
}

@test "order numbers of a large shop are no cards, and go where orders do" {
	local order=601-1234567-2345673 # with the check digit of a card

	jq -n -c --arg o "$order" '{conversation_id: "c", turns: [
		{role: "customer", text: "where is \($o)? order #\($o)"}]}' >in
	hoff-redact in | jq -r '.turns[].text' | grep -qxF "where is $order? order #$order"
	hoff-redact -p pci --check in
	[ "$(hoff-redact -p strict in | jq -r '.turns[].text')" = \
		'where is <ORDER_1>? order #<ORDER_1>' ]
}
