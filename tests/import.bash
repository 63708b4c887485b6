# What exports are read with, and what is said of what comes out; loaded by the
# tests of hoff-import.

# shellcheck disable=SC2154 # the root is that of common.bash

data=$root/testdata/hoff-import

# Where cases are converted to.
made=$BATS_FILE_TMPDIR

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# args CASE: the options a case is read with, one a line.
args() {
	case $1 in
	own-columns)
		printf '%s\n' --from csv --role Kunde=customer --map \
			conversation_id=ticket,at=time,role=sender,text=message
		;;
	excel-german) printf '%s\n' --encoding windows-1252 ;;
	csv-local) printf '%s\n' --time-zone Europe/Berlin --date-order dmy ;;
	botpress-messages) printf '%s\n' --role a-1=agent ;;
	zendesk-support) printf '%s\n' --role 361777=bot ;;
	gorgias-ticket) printf '%s\n' --role 99=bot ;;
	twilio) printf '%s\n' --role desk-bot=bot ;;
	freshchat-webhook) printf '%s\n' --role freddy=bot ;;
	vcon-shapes) printf '%s\n' --role 'speaker 0=agent' ;;
	whatsapp-german) printf '%s\n' --time-zone Europe/Berlin ;;
	whatsapp-ios)
		printf '%s\n' --time-zone Africa/Nairobi --role Njeri=customer \
			--role Acme=agent
		;;
	esac
}

# convert CASE...: as $made/CASE, and what was said as $made/CASE.why.
convert() {
	local name opts

	for name; do
		mapfile -t opts < <(args "$name")
		hoff-import "${opts[@]}" <"$(echo "$data/$name".in.*)" \
			>"$made/$name" 2>"$made/$name.why"
	done
}

# holds FILTER [FILE]: of every value, of which there is one at least; with none
# jq -e of 1.6 is content.
holds() {
	[ "$(jq -c "$1" "${@:2}" | uniq)" = true ]
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
