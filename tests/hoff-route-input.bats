# hoff-route: rosters, queues and scores, and what is wrong with them.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

@test "the built-in roster serves every built-in queue in all it claims" {
	hoff-route --show-defaults=agents.csv >built-in.csv
	# languages and channels of any agent; a call may be "phone" as well
	{
		hoff-route --show-defaults=rules.jq | jq -nf /dev/stdin |
			jq -r '.queues[].name'
		echo --
		cut -d, -f4 built-in.csv | tail -n +2 | tr ';' '\n' | sort -u
		echo --
		cut -d, -f5 built-in.csv | tail -n +2 | tr ';' '\n' | sort -u
		echo phone
	} >claims
	awk '/^--$/ { part++; next }
		NF { n[part + 0]++; word[part + 0, n[part + 0]] = $1 }
		END {
			for (q = 1; q <= n[0]; q++)
				for (l = 1; l <= n[1]; l++)
					for (c = 1; c <= n[2]; c++)
						printf "%s-%s-%s %02dT09:00:00 queue=%s lang=%s channel=%s\n",
						    word[0, q], word[1, l], word[2, c], 1 + ++i % 28,
						    word[0, q], word[1, l], word[2, c]
		}' claims | contacts | jq -cs 'sort_by(.hoff.score.at)[]' >asked
	[ "$(wc -l <asked)" -ge 200 ]
	hoff-route asked | jq -r 'select(.hoff.route.outcome == "unserved")
		| .conversation_id + " " + .hoff.route.reason' >unserved
	diff -u /dev/null unserved
	# the test would notice
	grep -v ';care' built-in.csv >without
	hoff-route -a without asked 2>/dev/null | grep -q '"reason":"no_skill"'
}

@test "an unknown queue is the first one, counted, and named" {
	printf '%s\n' 'c1 09:00:00 queue=crad' 'c2 09:00:00 queue=card' \
		'c3 09:00:00 queue=crad' | contacts >records
	run -0 --separate-stderr hoff-route --summary -a agents.csv \
		-r rules.jq records
	[ "$(jq -r .hoff.route.queue <<<"$output" | paste -sd' ')" = \
		"general card general" ]
	[ "$(jq -r '.hoff.route.unknown_queue' <<<"$output" | paste -sd' ')" = \
		"crad null crad" ]
	[[ $stderr == *" unknown_queue=2"* ]]
	[[ $stderr == *"rules.jq: queue 'crad' is not in it "*"went to its first queue, 'general': 2"* ]]
	# a name that may be a text is not repeated
	sed -i '1s/"crad"/"my card is 4111"/; 3s/"crad"/"cr\\u0000ad"/' records
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq records
	[ "$(grep -c 'rules.jq: another queue is not in it .*: 1$' <<<"$stderr")" -eq 2 ]
	sed -i '1s/"my card is 4111"/"4111111111111111"/' records
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq records
	[ "$(grep -c 'rules.jq: another queue is not in it .*: 1$' <<<"$stderr")" -eq 2 ]
}

@test "who may be in danger is not led to a queue that is fit for others only" {
	printf '%s\n' 'c1 09:00:00 queue=crisis' 'c2 09:00:00 queue=crisis' |
		contacts >records
	jq -c 'if .conversation_id == "c1" then
		.hoff.score.signals.safety.self_harm = 0.3 else . end' records >in
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq in
	[ "$(jq -r '.hoff.route.reason // .hoff.route.outcome' <<<"$output" |
		paste -sd' ')" = "no_queue assigned" ]
	[[ $stderr == *"queue 'crisis' is not in it, "*' unserved (no_queue): 1'* ]]
	# a gas leak is no crisis, and a danger all the same
	jq -c 'if .conversation_id == "c1" then
		.hoff.score.signals.safety.hazard = 0.5 else . end' records |
		fates 2>/dev/null | diff - <(printf '%s\n' \
		'c1 no_queue - -' 'c2 assigned ann 0')
	# no route leads it to others either, and what a crisis is can be said
	echo '{routes: [{when: "true", queue: "card"}]}' >policy.jq
	fates -p policy.jq in 2>/dev/null | diff - <(printf '%s\n' \
		'c1 no_queue - -' 'c2 assigned ann 0')
	sed -i '1s/{/{ crisis: {at_least: 0.4},/' rules.jq
	fates in 2>/dev/null | diff - <(printf '%s\n' \
		'c1 assigned ann 0' 'c2 assigned bob 0')
}

@test "a roster with a mistake is refused, naming file and row" {
	refuses 'a,,,,,,,'
	[[ $stderr == *'the agent has no skills' ]]
	refuses 'a,,; ;,,,,,'
	[[ $stderr == *'the agent has no skills' ]]
	refuses ',,x,,,,,'
	[[ $stderr == *'the agent has no id' ]]
	refuses 'a,,x,,,,,' 'b,,x,,,,,' 'a,,y,,,,,'
	[[ $stderr == *"the id is already another agent's" ]]
	for skill in x:0 x:6 x:a x:12 x: :3; do
		refuses "a,,$skill,,,,,"
		[[ $stderr == *'NAME nor NAME:LEVEL'* ]]
	done
	for language in english e 'en de' und; do
		refuses "a,,x,de-AT;yue;$language,,,,"
		[[ $stderr == *"'$language' is not a language code such as 'en'" ]]
	done
	refuses 'a,,x;x:2,,,,,'
	[[ $stderr == *'a skill is there twice' ]]
	for slots in two 1.5 -1 0x2; do
		refuses "a,,x,,,$slots,,"
		[[ $stderr == *'slots is not a whole number' ]]
	done
	for slots in 0 1001 99999999999999999999; do
		refuses "a,,x,,,$slots,,"
		[[ $stderr == *'slots is not between 1 and 1000' ]]
	done
	refuses 'a,,x,,,,Mon 08:00-08:00,'
	[[ $stderr == *'a shift ends where it starts'* ]]
	for shift in 'Mo 08:00-17:00' 'Mon-Fry 08:00-17:00' '08:00-17:00'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'none of Mon Tue Wed Thu Fri Sat Sun, as in Mon-Fri 08:00-17:00' ]]
	done
	for shift in 'Mon 8.00-17:00' 'Mon 008:00-17:00' 'Mon 08:00-24:01' 'Mon 08:60-09:00' 'Mon'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'is not HH:MM, as in Mon-Fri 08:00-17:00' ]]
	done
	for shift in 'Mon 08:00' 'Mon 08:00-17:00 Tue 08:00-17:00'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'is not DAYS HH:MM-HH:MM' ]]
	done
	refuses 'a,,x,,,,Mon 24:00-08:00,'
	[[ $stderr == *'a shift starts at 24:00' ]]
	refuses 'a,,x,,,,,Europe/Berlyn'
	[[ $stderr == *'nor one that is known by name (did you mean Europe/Berlin?)' ]]
	for zone in Mars +1 +15:00 +01:60 01:00; do
		refuses "a,,x,,,,,$zone"
		[[ $stderr == *'the zone is neither a distance from UTC'* ]]
	done
	refuses 'a,,x,,,,'
	refuses 'a,,"x, y",,,,,'
	[[ $stderr == *'a skill has a comma in it: several are separated by semicolons' ]]
	refuses 'a,,x,,"voice,fax",,,'
	[[ $stderr == *'a channel has a comma in it: several are separated by semicolons' ]]
}

@test "a roster may come from a spreadsheet" {
	# as one writes that has a comma in its numbers, and rows of nothing
	printf '%s\r\n' $'\xef\xbb\xbfid;skills;languages;shift;wage' \
		'ann;"general;card";"en-GB;DE";"Mon-Fri 8:00-9:30";18,50' \
		';;;;' 'bob;general;;;' ';;;;' >agents.csv
	contacts >records <<-'END'
	c1 08:00:00 queue=card lang=en
	c2 09:29:00 queue=card lang=de-AT
	c3 09:30:00 queue=general
	END
	fates --max-wait 60 records | diff - <(printf '%s\n' \
		'c1 assigned ann 0' 'c2 assigned ann 0' 'c3 assigned bob 0')
	hoff-route -a agents.csv -r rules.jq --staff --format json records |
		jq -e '[.profiles[].agents_with] | contains(["18.5 an hour"])'
	# large and small letters differ
	sed 's/;card/;Card/' agents.csv >large.csv
	hoff-route -a large.csv -r rules.jq records 2>&1 >out | diff - <(printf '%s%s\n' \
		"hoff-route: rules.jq: queue 'card' can be served by nobody: no " \
		"agent has the skill 'card' (one has 'Card')")
	sed -i 's/bob;general/bob;/' agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[ "$stderr" = 'hoff-route: agents.csv:4: the agent has no skills' ]
}

@test "who routes what nobody has judged is told so" {
	contacts <<<'c1 09:00:00' >records
	jq -c 'del(.hoff)' records >bare
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq bare bare
	[ "$stderr" = 'hoff-route: no record has been judged: hoff-score comes first' ]
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq bare records
	[ -z "$stderr" ]
}

@test "a roster without agents or a needed column is refused" {
	echo 'id,skills' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[ "$stderr" = "hoff-route: agents.csv: the roster has no agents" ]
	for column in id skills; do
		printf '%s\nx\n' "$column" >agents.csv
		run -2 --separate-stderr hoff-route -a agents.csv /dev/null
		[[ $stderr == "hoff-route: agents.csv: no column '"* ]]
	done
	printf 'id,skills,langs\na,x,en\n' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[[ $stderr == *"unknown column 'langs'"* ]]
}

@test "queues with a mistake are refused" {
	echo '{ queue: [] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == 'hoff-route: rules.jq:1:3: unknown member "queue"'* ]]
	echo '{ queues: [ { name: "q", handel: 7 } ] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == 'hoff-route: rules.jq:1:26: queues[0] (q): unknown member "handel"'* ]]
	echo '{ queues: [ { name: "q", skills: ["card:9"] } ] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == "hoff-route: queue 'q': skill 'card:9' is neither"* ]]
	for wrong in --max-wait=-1 --max-pause=-1 --window=-1 --hold=-1; do
		run -2 --separate-stderr hoff-route $wrong /dev/null
		[[ $stderr == hoff-route:*"${wrong%%=*}"* ]]
	done
}

@test "a score that hoff-score did not write is rejected" {
	local bad

	for bad in '"decision":"escalated"' '"decision":7' \
		'"decision":"escalate","at":"noon"' '"decision":"escalate","at":7' \
		'"decision":"escalate","turn":1' '"decision":"escalate","turn":-1' \
		'"decision":"escalate","turn":0.5' '"decision":"escalate","turn":"0"' \
		'"decision":"escalate","queue":7' \
		'"decision":"escalate","priority":"high"'; do
		printf '{"conversation_id":"a","turns":[{"role":"bot"}],"hoff":{"score":{%s}}}\n' \
			"$bad" >in
		run -3 --separate-stderr hoff-route -a agents.csv -r rules.jq in
		echo "$bad: $stderr"
		[ -z "$output" ]
		[[ $stderr == "hoff-route: in:1:"*": hoff.score."* ]]
	done
}

@test "annotations fit the schema, and show everything that it says" {
	hoff-route --show-defaults=route.schema.json >schema.json
	cat >rules.jq <<-'END'
	{ queues: [
	    { name: "general", skills: ["general"], patience_s: 20, handle_s: 120,
	      no_answer: {share: 0.3, after_s: 15, rest_s: 30},
	      transfer: {share: 0.3, to: "tax", spent: 0.4} },
	    { name: "card", skills: ["card"], handle: {exponential: 90}, reserve: 1,
	      overflow: {to: "night", after_age_s: 60},
	      transfer: {share: 0.1, to: "nobody", spent: 0.4} },
	    { name: "tax", skills: ["tax"], handle_s: 30,
	      steps: [{skills: ["tax:3"], until_age_s: 90}, {}] },
	    { name: "home", skills: ["card"], handle_s: 400,
	      callback: {after_s: 5, share: 0.8, answered: 0.3, attempts: 2,
	          retry_s: 30, appointment: {share: 0.5, slot_s: 300}} },
	    { name: "night", skills: ["general"], closed: "refuse",
	      hours: {mon: ["00:00-09:20"]} },
	    { name: "desk", skills: ["desk"], max_waiting: 1,
	      transfer: {share: 0.5, to: "dawn", spent: 0.4} },
	    { name: "dawn", skills: ["dawn"] },
	    { name: "nobody", skills: ["juggling"] },
	    { name: "both", skills: ["tax", "card"] } ] }
	END
	agents <<-'END'
	id,skills,languages,channels,slots,shift
	ann,general;card,,,2,
	bob,general;tax:3,en,,2,Mon 09:05-17:00
	cid,general;tax,,webchat,1,
	dee,card;desk,en,voice;webchat,1,
	eve,dawn,,,,Tue 06:00-09:00
	END
	echo '{ join: {within_s: 600}, intents: {refund: {handle: 40}} }' >policy.jq
	{
		seq 300 | awk '{ t = $1 * 9
			split("general card tax desk general card tax night nobody home desk both home", q)
			printf "c%d %02d:%02d:%02d queue=%s channel=%s lang=%s customer=u%d%s%s\n",
			    $1, 9 + t / 3600, t / 60 % 60, t % 60, q[1 + $1 % 13],
			    $1 % 5 ? "webchat" : $1 % 2 ? "voice" : "fax",
			    $1 % 4 ? "en" : "fr", $1 % 40,
			    $1 % 13 ? "" : " handle=20",
			    $1 % 7 ? "" : " intent=refund" }'
		echo y 09:50:00 decision=watch
		echo z 09:50:00 queue=danger
	} | contacts | jq -c 'if .conversation_id == "z" then
		.hoff.score.signals.safety.self_harm = 0.9 else . end' >records
	echo '{"conversation_id":"t","turns":[],"hoff":{"score":{"decision":"escalate"}}}' >>records
	{
		hoff-route -a agents.csv -r rules.jq -p policy.jq --explain records
		hoff-route -a agents.csv -r rules.jq --max-wait 30 records
		hoff-route -a agents.csv -r rules.jq --hold 3000 records
	} 2>warnings | jq -c .hoff.route >routes
	python3 "$root/tests/route_cover.py" schema.json routes
}
