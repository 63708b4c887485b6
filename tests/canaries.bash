# Loaded by tests that plant personal data: tests/canaries.py writes it.

# shellcheck disable=SC2154 # bats and common.bash set what is read here

# plant N SEED: records in `in`, what must not be found again in `secrets`.
plant() {
	python3 "$root/tests/canaries.py" "$1" "$2" secrets >in
	[ "$(wc -l <in)" -eq "$1" ]
	# a search that finds nothing can fail
	[ "$(grep -c -F -f secrets in)" -eq "$1" ]
	# openssl rand -hex 32
	echo 6fb1b3a8a0c58c5b7d7a64b4a7a4db1ea32f5c3a0a0d6fe24a9c53f3b1d7e209 >key
	chmod 600 key
}

# no_canary FILE...: none of the planted values stands in these files.
no_canary() {
	none_of secrets "$@"
}

# none_of SECRETS FILE...
none_of() {
	local file secrets=$1

	shift
	for file in "$@"; do
		if grep -q -F -f "$secrets" "$file"; then
			echo "$file:"
			grep -o -F -f "$secrets" "$file" | head -n 3
			return 1
		fi
	done
}

# sought POLICY: of the secrets, to `sought`, those that it looks for.
sought() {
	case $1 in
	default | gdpr) grep -v -F -x -f secrets.DATE -f secrets.ORDER secrets >sought ;;
	hipaa) grep -v -F -x -f secrets.ORDER secrets >sought ;;
	*) cp secrets sought ;;
	esac
}

no_canary_leaves() {
	local p

	for p in default gdpr hipaa strict; do
		hoff-redact -p "$p" --key-file key --spans --summary --stats stats \
			--manifest manifest in >out 2>err
		[ "$(wc -l <out)" -eq "$(wc -l <in)" ]
		jq -c . out >decoded
		no_canary err stats manifest
		sought "$p"
		none_of sought out decoded
		hoff-redact -p "$p" --check out
	done
}

# broken: records with a fault each, in many places.
broken() {
	sed '2~7s/"turns":\[/"turns":{/; 3~7s/}$//; 4~7s/"text":"/"text":"\xff/
		5~7s/"role":"bot"/"role":7/; 6~7s/"turns":\[.*/"turns":[]/; 7~7s/^{/{,/' in
}

no_canary_shows_in_failures() {
	local status=0

	broken >bad
	run -3 --separate-stderr hoff-redact --reject rejects --stats stats --summary --manifest manifest bad
	printf '%s\n' "$output" >out
	printf '%s\n' "$stderr" >err
	[ "$(wc -l <rejects)" -gt "$(($(wc -l <in) / 3))" ]
	no_canary err rejects stats manifest
	sought default
	none_of sought out
	run -2 --separate-stderr hoff-redact --strict bad
	printf '%s\n' "$output" >out
	printf '%s\n' "$stderr" >err
	no_canary err
	none_of sought out
	hoff-redact in >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	no_canary err
	run -2 --separate-stderr hoff-redact --max-record 1K -o /dev/full in
	printf '%s\n' "$output$stderr" >out
	no_canary out
	# what a check prints, and a policy that decides nothing
	hoff-redact --check in >out 2>err || true
	no_canary out err
	echo '{name: "tight", kinds: ["EMAIL"], match_limit: 1}' >tight.jq
	hoff-redact -p tight.jq --check in >out 2>err || true
	no_canary out err
	echo '{name: "x", kinds: ["'"$(head -n 1 secrets)"'"]}' >wrong.jq
	hoff-redact -p wrong.jq in >out 2>err || true
	[ ! -s out ]
}

no_canary_shows_when_killed() {
	local status=0 signal

	for signal in TERM KILL; do
		rm -f pipe
		mkfifo pipe
		hoff-redact -j2 --stats stats --manifest manifest -o out.ndjson pipe >out 2>err &
		exec 7>pipe
		cat in >&7
		printf '{"conversation_id":"%s' "$(head -n 1 secrets)" >&7
		sleep 0.2
		status=0
		kill -"$signal" $!
		wait $! || status=$?
		exec 7>&-
		[ "$status" -gt 128 ]
		[ ! -e out.ndjson ]
		# what lies about is without them too
		rm -f pipe
		for file in * .[!.]*; do
			case $file in in | secrets* | sought | key | bad | *.jq | '.[!.]*') continue ;; esac
			no_canary "$file"
		done
		run ! compgen -G 'core*'
		rm -f .[!.]*
	done
}

# The same of exports: right and wrong formats, cut short, sorted on disk.
no_import_tells() {
	local args log

	jq -c '{sender_id: .conversation_id, timestamp: 1767225600, event: "user", text: .turns[0].text}' in >rasa
	jq -r '[.conversation_id, "customer", .turns[0].text] | @csv' in |
		sed '1iconversation,role,text' >csv
	jq -s . in | head -c 60000 >array
	sed '2~5s/"text":"/"text":"\xff/; 3~5s/$/}/; 4~5s/"event":"user"/"event":7/' rasa >bad-rasa
	sed '2~5s/$/,more/; 3~5s/","/"",/' csv >bad-csv
	mkdir -p temp
	for args in 'bad' '--from rasa bad' '--from csv bad' 'array' '--from rasa bad-rasa' '--from openai rasa' \
		'--from csv bad-csv' '--from whatsapp bad' '--validate bad' '--from rasa --sorted --window 1 bad-rasa' \
		'--from rasa --memory 64K --temp temp bad-rasa' '--from rasa --strict bad-rasa'; do
		# shellcheck disable=SC2086 # options
		hoff-import $args --reject rejects --stats stats --summary >out 2>err || true
		log=err
		[[ $args != --validate* ]] || log='err out'
		# shellcheck disable=SC2086 # files
		no_canary $log
		for file in rejects stats; do [ ! -e $file ] || no_canary $file; done
		rm -f rejects stats
		[ -z "$(ls -A temp)" ]
	done
	run -2 --separate-stderr hoff-import --from rasa --memory 64K --temp temp -o /dev/full rasa
	printf '%s\n' "$output$stderr" >out
	no_canary out
	[ -z "$(ls -A temp)" ]
}

# Every command on records that hold them: what it prints is theirs to print,
# all else is not.
no_command_tells() {
	local c args before

	broken >bad
	for c in $(commands); do
		args=(bad)
		case $c in
		hoff-diff) args=(bad in) ;;
		hoff-kpi) args=(bad --format html) ;;
		esac
		before=$(ls -A)
		"$c" "${args[@]}" --reject rejects --stats stats --summary >out 2>err || true
		no_canary err stats rejects
		"$c" "${args[@]}" --strict >out 2>err || true
		no_canary err
		"$c" "${args[@]}" >/dev/full 2>err || true
		no_canary err
		ls -A >files
		no_canary files
		[ -n "$before" ]
		rm -f rejects stats
	done
	no_import_tells
	# reports count, they do not quote
	for args in html csv json; do
		hoff-kpi --format "$args" in >out 2>err || true
		no_canary out err
	done
}
