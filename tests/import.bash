# What exports are read with, and what is said of what comes out; loaded by the
# tests of hoff-import.

# shellcheck disable=SC2154 # the root is that of common.bash

data=$root/testdata/hoff-import

# Where cases are converted to.
made=$BATS_FILE_TMPDIR

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# args CASE: the options a case is read with, as `opts`.
args() {
	opts=()
	case $1 in
	own-columns)
		opts=(--from csv --role Kunde=customer --map
			'conversation_id=ticket,at=time,role=sender,text=message')
		;;
	excel-german) opts=(--encoding windows-1252) ;;
	csv-local) opts=(--time-zone Europe/Berlin --date-order dmy) ;;
	botpress-messages) opts=(--role a-1=agent) ;;
	zendesk-support) opts=(--role '361777=bot') ;;
	gorgias-ticket) opts=(--role '99=bot') ;;
	twilio) opts=(--role desk-bot=bot) ;;
	freshchat-webhook) opts=(--role freddy=bot) ;;
	vcon-shapes) opts=(--role 'speaker 0=agent') ;;
	whatsapp-german) opts=(--time-zone Europe/Berlin) ;;
	whatsapp-ios)
		opts=(--time-zone Africa/Nairobi --role Njeri=customer
			--role Acme=agent)
		;;
	esac
}

# facts CASE...: what a reader would say of them, as $made/CASE.facts.
facts() {
	(cd "$made" && jq -rf "$root/tests/import_facts.jq" "$@" |
		awk '{ file = $0; sub(/\t.*/, ".facts", file)
			sub(/[^\t]*\t/, ""); print >file }')
}

# convert CASE...: as $made/CASE and its facts, what was said as $made/CASE.why.
convert() {
	local name input opts

	for name; do
		args "$name"
		input=("$data/$name".in.*)
		hoff-import "${opts[@]}" <"${input[0]}" \
			>"$made/$name" 2>"$made/$name.why"
	done
	facts "$@"
}

# holds FILTER [FILE]: of every value, of which there is one at least.
holds() {
	jq -ne "[inputs | $1] | . != [] and all(. == true)" "${@:2}"
}

# says CASE...: what comes out says what CASE.expect does.
says() {
	diff -u <(cd "$data" && cat "${@/%/.expect}") \
		<(cd "$made" && cat "${@/%/.facts}")
}

# imports FORMAT CASE...: the same, and each was recognised as FORMAT.
imports() {
	local format=$1 others

	shift
	says "$@" || return 1
	others=$(cd "$made" && grep -L "^hoff-import: read as $format: " "${@/%/.why}") || true
	[ -z "$others" ] || {
		echo "not recognised as $format: $others"
		return 1
	}
}
