# What hoff-redact has written holds nothing more: pairs of turns, each of which
# could be told otherwise by what stands for the other, and policies that write
# all that may stand for something.

# in, masks.jq and others.jq
make_pairs() {
	cat >lines <<-'EOF'
		card 5555 5555 5555 4444
		my card is 4111 1111
		card1111
		card four one one one,911
		SSN 123-45-6789
		ssn123-45
		078-05-1120.
		my pin is 9911
		pin=1234
		csc:123
		What is your CVV?
		expires december 27
		exp12/27
		W I L H E L M I N A
		whiskey india lima
		phone 0 7 9 1 1 1 2 3 4 5 6
		ring 07911/123456
		my number is 07911 123456
		phone:oh forty
		téléphone zéro six douze cinquante-six soixante-dix-huit
		nine nine one one
		11111111
		4111 1111 1111
		passport number is A two three four five six
		account one two three four five six seven eight
		no, it is 12345679
		12 5 81
		79 11 12 34
		Rose Lane\r\nLS14DY
		9911thx
		pin 1234 AB123456C
		0207.946.0018 ext 12
		<PIN_9911> <CARD_100>
		Jane Doe
		Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.abcDEF123456789
		Sommer2024!
	EOF
	jq -R -s -c 'split("\n")[:-1] | map(gsub("\\\\r\\\\n"; "\r\n")) | . as $lines | .[] as $a | $lines[] as $b |
		{conversation_id: "c", turns: [{role: "customer", text: $a}, {role: "customer", text: $b}], x: {($a): $b}}' lines >in
	[ "$(wc -l <in)" -eq 1296 ]
	echo '{name: "masks", kinds: ["CARD", "PHONE", "SSN", "ACCOUNT", "NAME", "PASSPORT", "PIN"],
		operators: {CARD: "mask", PHONE: "mask", SSN: "mask", ACCOUNT: "mask", PASSPORT: "mask"}}' >masks.jq
	echo '{name: "others", kinds: ["CARD", "PHONE", "SSN", "DOB", "DATE", "AGE", "PIN", "NAME"],
		operators: {CARD: "surrogate", PHONE: "surrogate", SSN: "surrogate", DOB: "generalise", DATE: "generalise", AGE: "generalise"}}' >others.jq
}

# Each policy, with the key in the file `key`.
no_pair_changes() {
	for p in default pci hipaa gdpr masks.jq others.jq; do
		hoff-redact -p $p --key-file key in >once &&
			hoff-redact -p $p --key-file key once | cmp - once || return
	done
}

# A policy, where all pseudonyms of `once` have some letters: other keys give
# them.
no_pseudonym_changes() {
	sed -E "s/_[a-z2-7]{26}>/_$2>/g" once >others
	if cmp -s once others; then
		return 1
	fi
	hoff-redact -p "$1" --key-file key others | cmp - others
}
