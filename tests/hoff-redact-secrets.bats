# hoff-redact: codes, passwords, cards and numbers, typed, called by their names or dictated.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load redact

@test "a code goes by what was done with it, and what was counted stays" {
	said 'I entered 4821 but it is refused' 'it sent me 993311' 'ich habe 482913 eingegeben' \
		'j'\''ai reçu 377120 par texto' 'digitei 048599 e deu erro' 'ik heb 389467 ingevoerd' \
		'ho inserito 296693' 'wpisałam 771203 i błąd' 'jag skrev in 511842 men nej' 'i entered four eight two one' \
		'it sent me 4500 emails' 'I entered 4500 words' 'you sent 12 of 40' 'I entered order 482913' 'i got 5 of 1500.' >out
	diff - out <<-'EOF'
		I entered <OTP_1> but it is refused
		it sent me <OTP_2>
		ich habe <OTP_3> eingegeben
		j'ai reçu <OTP_4> par texto
		digitei <OTP_5> e deu erro
		ik heb <OTP_6> ingevoerd
		ho inserito <OTP_7>
		wpisałam <OTP_8> i błąd
		jag skrev in <OTP_9> men nej
		i entered <OTP_1>
		it sent me 4500 emails
		I entered 4500 words
		you sent 12 of 40
		I entered order 482913
		i got 5 of 1500.
	EOF
}

@test "secrets go by what they are called, and talk of secrets stays" {
	said 'password is tr4cks!de' 'mein Passwort lautet Xaver#77' 'user: quokka_9' 'the code is 482913' \
		'bot: Enter the code.' '551204' 'ask @wren_dev' \
		'my password is wrong' 'error code 482913' 'promo code 482913' 'the password expired' >out
	diff - out <<-'EOF'
		password is <PASSWORD_1>
		mein Passwort lautet <PASSWORD_2>
		user: <USERNAME_1>
		the code is <OTP_1>
		Enter the code.
		<OTP_2>
		ask <USERNAME_2>
		my password is wrong
		error code 482913
		promo code 482913
		the password expired
	EOF
}

@test "a pass is no password, nor is what is asked about one" {
	said 'please mail my boarding pass to the office' 'my bus pass is orange' 'can you pass it on to billing' \
		'proceed with a password reset?' 'a one-time password (OTP)?' 'the wifi pass is Sonne7' 'pass: quokka' >out
	diff - out <<-'EOF'
		please mail my boarding pass to the office
		my bus pass is orange
		can you pass it on to billing
		proceed with a password reset?
		a one-time password (OTP)?
		the wifi pass is <PASSWORD_1>
		pass: <PASSWORD_2>
	EOF
}

@test "behind a number that was given is another, unless it is said at once" {
	said 'my PIN is 3100.' 'bot: Your current balance is 5703 in credit.' 'my PIN is 3100.' 'bot: so 3200?' \
		'my account number is 84318931.' 'bot: And the number of the other one is 84318957?' >out
	diff - out <<-'EOF'
		my PIN is <PIN_1>.
		Your current balance is 5703 in credit.
		my PIN is <PIN_1>.
		so <PIN_2>?
		my account number is <ACCOUNT_1>.
		And the number of the other one is <ACCOUNT_2>?
	EOF
}

@test "numbers dictated in words go, and counting stays" {
	said 'my number is oh seven double four one two three four five six seven' \
		'card number four one one one one one one one one one one one one one one one' \
		'meine nummer ist null eins sieben sechs drei vier fünf sechs sieben acht neun' \
		'mon numéro est le zéro six douze trente-quatre cinquante-six soixante-dix' \
		'write to jane dot doe at example dot com' \
		'it is oh seven double four one two three four five six seven 3 days in a row' \
		'two of the three came on the first, one or two hours late' >out
	diff - out <<-'EOF'
		my number is <PHONE_1>
		card number <CARD_1>
		meine nummer ist <PHONE_2>
		mon numéro est le <PHONE_3>
		write to <EMAIL_1>
		it is <PHONE_1> 3 days in a row
		two of the three came on the first, one or two hours late
	EOF
}

@test "a plate in small letters goes, and words around a number stay" {
	said 'my car is ab 123 cd' 'car reg is wx12 abc' 'pick up the car at 10 am on friday' \
		'23 of us by car' 'the car is a b200 and red' 'maruthi car 750 cc' >out
	diff - out <<-'EOF'
		my car is <PLATE_1>
		car reg is <PLATE_2>
		pick up the car at 10 am on friday
		23 of us by car
		the car is a b200 and red
		maruthi car 750 cc
	EOF
}

@test "plates, postcodes and names that are spelled out go, and lists of letters stay" {
	said 'my plate is a b one two c d e' 'number plate alpha bravo one two charlie delta' \
		'postcode is s w one a one a a' 'targa g r zero tre cinque m n' \
		'passport b as in bravo, e, seven seven four two' 'bot: Your surname?' 's h a w c r o s s' \
		'the surname is kowal spelled k o w a l' \
		'options a b c d are all wrong' 'membership 120477 a week ago' 'I have a b and a c' >out
	diff - out <<-'EOF'
		my plate is <PLATE_1>
		number plate <PLATE_2>
		postcode is <POSTCODE_1>
		targa <PLATE_3>
		passport <PASSPORT_1>
		Your surname?
		<NAME_1>
		the surname is <NAME_2> spelled <NAME_3>
		options a b c d are all wrong
		membership <MEMBER_1> a week ago
		I have a b and a c
	EOF
}

@test "a card that is told in groups is one card, and numbers in a row are none" {
	said 'my card is 4111 and then 1111 then 1111 and the last 4 are 1111' 'it is 4111111111111111' \
		'erst 41111111, dann 11111111' 'amex 3782 luego 822463 y al final 10005' \
		'in 4111 we had 1111 and then 1111 or 1112' 'order 4201990 of 651128226' \
		'ref 4111, card number 1111 1111 1111' >out
	diff - out <<-'EOF'
		my card is <CARD_1>
		it is <CARD_1>
		erst <CARD_1>
		amex <CARD_2>
		in 4111 we had 1111 and then 1111 or 1112
		order 4201990 of 651128226
		ref 4111, card number 1111 1111 1111
	EOF
	[ "$(jq -nc '{conversation_id: "c", turns: [{role: "customer", text: "4111 and then 1111 and then 1111 1111"}]}' |
		hoff-redact -p pci | jq -r '.turns[].text')" = '411111******1111' ]
}

@test "what is in base64 goes, in a text and in a member, and what only looks so stays" {
	jq -nc '{conversation_id: "c", turns: [{role: "customer", text: "it is amFuZS5kb2VAZXhhbXBsZS5jb20, NDExMTExMTExMTExMTExMQ=="},
			{role: "customer", text: "in TXkgbmFtZSBpcyBKYW5lIERvZQ== and internationalisation, 550e8400-e29b-41d4-a716-446655440000"}],
		payload: "data:text/plain;base64,SmFuZSBEb2UsIGphbmVAZXhhbXBsZS5jb20=", at: "2026-03-01T09:00:00Z",
		image: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB", auth: "Basic amFuZS5kb2U6aHVudGVyMg=="}' >in
	hoff-redact in | jq -r '.turns[].text, .payload, .at, .image, .auth' >out
	diff - out <<-'EOF'
		it is <EMAIL_1>, <CARD_1>
		in <KEY_1> and internationalisation, 550e8400-e29b-41d4-a716-446655440000
		data:text/plain;base64,<EMAIL_2>
		2026-03-01T09:00:00Z
		iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB
		Basic <KEY_2>
	EOF
}

@test "the last four digits of a social security number go, and years do not" {
	said 'my ssn is 6789' 'last four of my social 6721' 'social security ends in 4431' \
		'my social is on file since 2019' 'ssn changed in 2018' 'social media 4500 fans' 'last 4 of the order 6721' >out
	diff - out <<-'EOF'
		my ssn is <SSN_1>
		last four of my social <SSN_2>
		social security ends in <SSN_3>
		my social is on file since 2019
		ssn changed in 2018
		social media 4500 fans
		last 4 of the order 6721
	EOF
}

@test "hundreds, and what is said twice, are dictated too, in each language" {
	said "it's my number: oh seven seven double oh nine hundred one two three" \
		'call me at one eight hundred five five five one two one two' \
		'meine Nummer ist null eins sieben sechs neunhundertzwölf dreiundvierzig einundzwanzig' \
		'mi número es seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho' \
		'il mio numero è tre tre tre duecentotrenta quarantacinque sessantasette' \
		'mijn nummer is nul zes twaalf vierendertig zesenvijftig achtenzeventig' \
		'meu número é nove um dois três quatrocentos vinte e cinco sessenta e sete' \
		'I have one hundred and fifty in my account, and two hundred and twenty in the other' \
		'one or two of the hundred and one dalmatians' \
		'my cvv is triple five and my pin double oh seven one' >out
	diff - out <<-'EOF'
		it's my number: <PHONE_1>
		call me at <PHONE_2>
		meine Nummer ist <PHONE_3>
		mi número es <PHONE_4>
		il mio numero è <PHONE_5>
		mijn nummer is <PHONE_6>
		meu número é <PHONE_7>
		I have one hundred and fifty in my account, and two hundred and twenty in the other
		one or two of the hundred and one dalmatians
		my cvv is <CVV_1> and my pin <PIN_1>
	EOF
}

@test "a dictated card is masked by its digits, and the same card as one that is typed" {
	dictated='card double five double oh double zero five five five five, fifty-five fifty five, fifty-nine'
	jq -n -c --arg t "$dictated" '{conversation_id: "c", turns: [{role: "customer", text: $t},
		{role: "customer", text: "5500 0055 5555 5559"}]}' >in
	[ "$(hoff-redact in | jq -r '[.turns[].text] | join("|")')" = 'card <CARD_1>|<CARD_1>' ]
	echo '{name: "m", kinds: ["CARD"], operators: {CARD: "mask"}}' >mask.jq
	[ "$(hoff-redact -p mask.jq in | jq -r '.turns[0].text')" = 'card ************5559' ]
	[ "$(hoff-redact -p pci in | jq -r '.turns[0].text')" = 'card 550000******5559' ]
}

@test "a date of birth and an expiry date go when they are said in words" {
	said 'I was born on the third of May nineteen eighty' 'ich bin am zwölften März neunzehnhundertneunundsiebzig geboren' \
		'nací el tres de mayo de mil novecientos ochenta' 'je suis né le trois mai mille neuf cent quatre-vingt' \
		'sono nata il tre maggio millenovecentottanta' 'geboren op drie mei negentientachtig' \
		'nasci no dia três de maio de mil novecentos e oitenta' 'it expires march twenty twenty eight' \
		'mein geburtstag ist der dritte fünfte neunzehnhundertachtzig' 'the first two of them' \
		'mój numer to pięć zero jeden dwa trzy cztery pięć sześć siedem' \
		'may one of you call me in march' 'three of them came in may' >out
	diff - out <<-'EOF'
		I was born on the <DOB_1>
		ich bin am <DOB_2> geboren
		nací el <DOB_3>
		je suis né le <DOB_4>
		sono nata il <DOB_5>
		geboren op <DOB_6>
		nasci no dia <DOB_7>
		it expires <EXPIRY_1>
		mein geburtstag ist der <DOB_8>
		the first two of them
		mój numer to <PHONE_1>
		may one of you call me in march
		three of them came in may
	EOF
}

@test "a password before its name goes, and any long key that is called one" {
	said 'I tried Tr4cks!de as my password' 'hunter2x is my password' 'hasło to Zamek#44' 'mitt lösenord är gr4nskog' \
		'our api key is 7f3Kq9ZpLm2XvB8wYt' 'client secret: q1W2e3R4t5Y6u7I8o9' \
		'Windows 11 asks for my password' 'the token is missing' 'a key feature of 2026' >out
	diff - out <<-'EOF'
		I tried <PASSWORD_1> as my password
		<PASSWORD_2> is my password
		hasło to <PASSWORD_3>
		mitt lösenord är <PASSWORD_4>
		our api key is <KEY_1>
		client secret: <KEY_2>
		Windows 11 asks for my password
		the token is missing
		a key feature of 2026
	EOF
}

@test "a telephone number or an account that is told in groups is one, words between or not" {
	said "it's 0171, then 23 45, and 678" 'mon num est le 06 puis 12 34, et 56 78' 'llámame al 612 luego 34 56 78' \
		'iban GB29 then NWBK then 6016 1331 9268 19' 'DE89, dann 3704, dann 0044, 0532, 0130, 00' \
		'pay 200, then 300 and 150 later' 'it beeps 2 then 3 then 4 times, call me' 'first 10, then 20 and then 30 orders' \
		'DE89, dann 3704, dann 0044, 0532, 0130, 01' 'on 2024-05-06 and 2024-05-09, call me' \
		'04/05/2024 then 06/05/2024' "ring 0191 that's 498, followed by 0734" \
		'meine nummer 0151 gefolgt von 2345, zuletzt 6789' 'NL91 gevolgd door ABNA en 0417 1643 00' \
		'moved from 200 by 3000 to 4000' '0800 followed by 20 people in 2024' >out
	diff - out <<-'EOF'
		it's <PHONE_1>
		mon num est le <PHONE_2>
		llámame al <PHONE_3>
		iban <IBAN_1>
		<IBAN_2>
		pay 200, then 300 and 150 later
		it beeps 2 then 3 then 4 times, call me
		first 10, then 20 and then 30 orders
		DE89, dann 3704, dann 0044, 0532, 0130, 01
		on 2024-05-06 and 2024-05-09, call me
		04/05/2024 then 06/05/2024
		ring <PHONE_4>
		meine nummer <PHONE_5>
		<IBAN_3>
		moved from 200 by 3000 to 4000
		0800 followed by 20 people in 2024
	EOF
}

@test "what stands behind a card, masked or in the turn before, is its month and code" {
	said 'visa 4111******1111 12/27 123' 'xxxx-xxxx-xxxx-1111 12/27, 123' '4485275742308327 0228' \
		'exp 6/28 556' '4485275742308327' '11/28' '390' '4485275742308327' '1128' '391' \
		'can you do 12/27' '250 please' 'on 12/26' 'twice' '123' 'expires 12/27. 250 points left' \
		'bot: Wann geboren?' 'elfter november dreiundachtzig' 'bot: Vous êtes né quand ?' '11 novembre 83' >out
	diff - out <<-'EOF'
		visa 4111******1111 <EXPIRY_1> <CVV_1>
		xxxx-xxxx-xxxx-1111 <EXPIRY_1>, <CVV_1>
		<CARD_1> <EXPIRY_2>
		exp <EXPIRY_3> <CVV_2>
		<CARD_1>
		<EXPIRY_4>
		<CVV_3>
		<CARD_1>
		<EXPIRY_4>
		<CVV_4>
		can you do 12/27
		250 please
		on 12/26
		twice
		123
		expires <EXPIRY_1>. 250 points left
		Wann geboren?
		<DOB_1>
		Vous êtes né quand ?
		<DOB_2>
	EOF
}

@test "a dictated card is found by a policy that wants cards alone, and names stay then" {
	jq -n -c '{conversation_id: "c", turns: [{role: "customer",
		text: "my name is Jane Doe, card four one one one one one one one one one one one one one one one"}]}' |
		hoff-redact --only CARD | jq -r '.turns[0].text' >out
	[ "$(cat out)" = 'my name is Jane Doe, card <CARD_1>' ]
}
