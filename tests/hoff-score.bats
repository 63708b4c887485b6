# What hoff-score promises: decisions that can be explained from their inputs.
load common

# every log of the tree, ours and the demonstration's
logs() {
	local log

	for log in "$root"/testdata/hoff-score/stories.in.ndjson \
		"$root"/testdata/logs/*.ndjson; do
		[ ! -e "$log" ] || cat "$log"
	done
}

# say TEXT [LANGUAGE]: the annotation of one customer turn
say() {
	jq -nc --arg t "$1" --arg l "${2-en}" \
		'{conversation_id: "x", language: $l,
		  turns: [{role: "customer", text: $t}]}' |
		hoff-score | jq .hoff.score
}

@test "fourteen stories end as they should, reasons and evidence included" {
	golden stories
}

@test "the same stories turn by turn" {
	golden stories-turns --turns
}

@test "rules of one's own: holds, suppression, weights, a term list" {
	golden telecom -r "$root/testdata/hoff-score/telecom.jq"
}

@test "the customers' own words are never in the annotation" {
	hoff-score --turns "$root/testdata/hoff-score/stories.in.ndjson" |
		jq -c .hoff.score >"$BATS_TEST_TMPDIR/scores"
	run grep -ciE 'latte|tarjeta|greyed|stinksauer' "$BATS_TEST_TMPDIR/scores"
	[ "$output" = 0 ]
}

@test "every number can be recomputed from the numbers beside it" {
	logs | hoff-score --turns >"$BATS_TEST_TMPDIR/scored"
	run -0 python3 "$root/tests/score_recompute.py" <"$BATS_TEST_TMPDIR/scored"
	[ -z "$output" ]
}

@test "the annotation is what its schema says" {
	logs | hoff-score --turns >"$BATS_TEST_TMPDIR/scored"
	run -0 python3 - "$root/lib/score/defaults/score.schema.json" \
		"$BATS_TEST_TMPDIR/scored" <<-'PYTHON'
	import json, sys, jsonschema
	check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
	n = 0
	for line in open(sys.argv[2]):
	    record = json.loads(line)
	    n += 1
	    for error in check.iter_errors(record["hoff"]["score"]):
	        sys.exit(f"{record['conversation_id']}: {error.message[:200]}")
	assert n > 10
	PYTHON
}

@test "what comes later never changes what was decided before" {
	logs >"$BATS_TEST_TMPDIR/whole"
	hoff-score "$BATS_TEST_TMPDIR/whole" >"$BATS_TEST_TMPDIR/whole.scored"
	python3 "$root/tests/score_prefixes.py" <"$BATS_TEST_TMPDIR/whole" |
		hoff-score >"$BATS_TEST_TMPDIR/cut.scored"
	run -0 python3 - "$BATS_TEST_TMPDIR" <<-'PYTHON'
	import json, sys
	whole = {}
	for line in open(sys.argv[1] + "/whole.scored"):
	    r = json.loads(line)
	    whole[r["conversation_id"]] = r["hoff"]["score"]
	n = 0
	for line in open(sys.argv[1] + "/cut.scored"):
	    r = json.loads(line)
	    name, left = r["conversation_id"].rsplit("/", 1)
	    cut, all_ = r["hoff"]["score"], whole[name]
	    escalated = all_["decision"] == "escalate"
	    if escalated and all_["turn"] < int(left):
	        n += 1
	        for key in ("decision", "turn", "reasons", "signals"):
	            assert cut[key] == all_[key], (name, left, key)
	    else:
	        assert cut["decision"] != "escalate", (name, left)
	    # Friction is known at the latest when the next turn is heard.
	    early = [f for f in all_["friction"] if f["turn"] < int(left)]
	    assert cut["friction"] == early, (name, left)
	assert n > 30, n
	PYTHON
}

@test "scored twice is scored once" {
	logs | hoff-score >"$BATS_TEST_TMPDIR/once"
	hoff-score "$BATS_TEST_TMPDIR/once" >"$BATS_TEST_TMPDIR/twice"
	cmp "$BATS_TEST_TMPDIR/once" "$BATS_TEST_TMPDIR/twice"
}

@test "what a thread has heard before changes nothing" {
	logs | hoff-score -j 1 >"$BATS_TEST_TMPDIR/one"
	logs | hoff-score -j 4 >"$BATS_TEST_TMPDIR/four"
	cmp "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/four"
	# each conversation alone, in a process that knows no other
	logs | head -n 12 | while IFS= read -r line; do
		hoff-score <<<"$line"
	done >"$BATS_TEST_TMPDIR/alone"
	head -n 12 "$BATS_TEST_TMPDIR/one" | cmp - "$BATS_TEST_TMPDIR/alone"
}

@test "the tests inside the built-in rules pass" {
	{
		cat "$root/lib/score/defaults/rules.jq"
		echo '| .tests[] | {conversation_id: .name, turns, expect}'
	} >"$BATS_TEST_TMPDIR/tests.jq"
	jq -nc -f "$BATS_TEST_TMPDIR/tests.jq" | hoff-score |
		jq -r '. as $c | .hoff.score as $s | .expect
			| if .decision != $s.decision
			  or (has("turn") and .turn != $s.turn)
			  or (has("rule") and .rule != $s.reasons[0].rule)
			  then $c.conversation_id else empty end' \
			>"$BATS_TEST_TMPDIR/failed"
	[ "$(jq -nc -f "$BATS_TEST_TMPDIR/tests.jq" | wc -l)" -ge 12 ]
	run -0 cat "$BATS_TEST_TMPDIR/failed"
	[ -z "$output" ]
}

@test "a gold customer's displeasure escalates, anybody else's does not" {
	local record='{conversation_id: "x", customer: {tier: $t}, turns:
		[{role: "customer", text: "that is disappointing and sad"}]}'

	run -0 bash -c "jq -nc --arg t Gold '$record' | hoff-score |
		jq -r '.hoff.score | .decision, .reasons[0].rule'"
	[ "$output" = $'escalate\nvalued-and-unhappy' ]
	run -0 bash -c "jq -nc --arg t basic '$record' | hoff-score |
		jq -r .hoff.score.decision"
	[ "$output" = contain ]
}

@test "what is no log of conversations is sent to hoff-import, once" {
	local advice='hoff-score: is it a log of conversations, one a line? hoff-import makes one of other formats'

	for log in 'id,text\n1,hi' '{"sender_id":"a"}\n{}' '[{}]'; do
		run -3 --separate-stderr hoff-score -j 2 <(printf '%b\n' "$log")
		[ "${stderr_lines[1]}" = "$advice" ]
		[ "$(grep -c hoff-import <<<"$stderr")" = 1 ]
	done
	run -3 --separate-stderr hoff-score <(printf '{"conversation_id":"a","turns":[]}\n{\n')
	[[ $stderr != *hoff-import* ]]
}

@test "a rule that fails on a record does not fire, is counted and told of" {
	run -0 --separate-stderr bash -c "
		hoff-score -r '$root/testdata/hoff-score/telecom.jq' --summary \
			'$root/testdata/hoff-score/telecom.in.ndjson' |
		jq -r '.conversation_id + \" \" + .hoff.score.decision'"
	[[ $output == *'a-rule-that-fails contain'* ]]
	[[ $stderr == *' rule_failed.tier-as-a-number=1'* ]]
	[[ $stderr == *"hoff-score: rule 'tier-as-a-number' cannot be evaluated, and does not fire, at 1 turn; first "*telecom.in.ndjson:*': cannot add (string, number)'* ]]
	# whoever runs rules says so
	for c in 'hoff-score --rule-stats' 'hoff-score --friction' \
	    'hoff-score --bless' "hoff-diff -r $root/testdata/hoff-score/telecom.jq"; do
		run -0 --separate-stderr $c -r "$root/testdata/hoff-score/telecom.jq" \
			--summary -o /dev/null "$root/testdata/hoff-score/telecom.in.ndjson"
		[[ $stderr == *"rule 'tier-as-a-number' cannot be evaluated, and does not fire, at 1 turn; first "*telecom.in.ndjson:*': cannot add (string, number)'*'rule_failed.tier-as-a-number=1'* ]]
	done
	[[ $stderr == 'hoff-diff: old rule '*$'\nhoff-diff: new rule '*' new_rule_failed.tier-as-a-number=1 old_rule_failed.tier-as-a-number=1' ]]
	run -0 hoff-score -r "$root/testdata/hoff-score/telecom.jq" \
		--explain a-rule-that-fails "$root/testdata/hoff-score/telecom.in.ndjson"
	[[ $output == *$'\n    failed  tier-as-a-number: cannot add (string, number)\n'* ]]
}

@test "each risk alone raises readiness, never lowers it" {
	local calm risk

	calm=$(say 'my router shows a light' | jq .readiness)
	for risk in 'i want to talk to a human' 'i am furious' \
		'i want to kill myself' 'i have chest pain' 'i will sue you' \
		'that did not help' 'i was hacked' 'this is fraud' \
		'i cannot pay my bill' 'he beats my son'; do
		echo "$risk"
		say "my router shows a light and $risk" |
			jq -e --argjson calm "$calm" '.readiness > $calm'
	done
}

@test "who denies a danger is watched, not handed over" {
	say 'please, i am not suicidal' >"$BATS_TEST_TMPDIR/denied"
	jq -e '.decision == "watch" and .signals.safety.self_harm == 0.45' \
		"$BATS_TEST_TMPDIR/denied"
	say 'please, i am suicidal' | jq -e '.decision == "escalate" and
		.tier == "human-only" and .queue == "crisis"'
}

@test "anger that is not there is not heard" {
	say 'i am not angry at all' | jq -e '.signals.anger == 0'
	say 'i am angry at you all' | jq -e '.signals.anger > 0.5'
	# that of others, and who speaks ill of nobody but themselves
	for text in 'my dad paid it, he will be upset' 'you sound a bit upset today' \
		'i hate to complain but the box was open' 'i sound like an idiot, i lost it twice'; do
		say "$text" | jq -e '.signals.anger == 0'
	done
	say 'i am upset, my dad paid for it' | jq -e '.signals.anger >= 0.5'
	say 'you sound like an idiot' | jq -e '.signals.anger >= 0.5'
	# nor is who gave the wrong answer one who got it
	say 'sorry for the wrong number, it is 12' | jq -e '.signals.negative_feedback < 0.1'
	say 'you sent me the wrong number' | jq -e '.signals.negative_feedback >= 0.5'
}

@test "an unknown weight, suppression or list is named, exit 2" {
	local rules=$BATS_TEST_TMPDIR/rules.jq

	echo '{name: "x", version: 1, weights: {humor: 1}, rules: []}' >"$rules"
	run -2 hoff-score -r "$rules" </dev/null
	[[ $output == "hoff-score: $rules:1:35: "*humor* ]]
	echo '{name: "x", version: 1, rules: [{id: "a", when: "true",
		then: "suppress", suppress: "b"}]}' >"$rules"
	run -2 hoff-score -r "$rules" </dev/null
	[[ $output == "hoff-score: $rules:"*b* ]]
	echo '{name: "x", version: 1, terms: {t: "none.csv"}, rules: []}' >"$rules"
	run -2 hoff-score -r "$rules" </dev/null
	[[ $output == *none.csv* ]]
	[ "${#lines[@]}" -eq 1 ]
}

# The sentences were written for this project and the term lists were tuned on
# them: a development set.  The floors are what is reached, less a little.
@test "who asks for a person is understood, and who does not is left alone" {
	run -0 python3 - "$root/testdata/hoff-score/human_request.tsv" <<-'PYTHON'
	import json, subprocess, sys
	rows = [l.rstrip("\n").split("\t") for l in open(sys.argv[1])][1:]
	records = "".join(json.dumps({"conversation_id": "x", "language": r[1],
	    "turns": [{"role": "customer", "text": r[2]}]}) + "\n" for r in rows)
	out = subprocess.run(["hoff-score"], input=records, text=True,
	    capture_output=True, check=True).stdout.splitlines()
	tp = fp = fn = 0
	for row, line in zip(rows, out):
	    hit = json.loads(line)["hoff"]["score"]["signals"]["human_request"] >= 0.5
	    tp += hit and row[0] == "1"
	    fp += hit and row[0] == "0"
	    fn += not hit and row[0] == "1"
	f1 = 2 * tp / (2 * tp + fp + fn)
	print(f"{len(rows)} sentences, F1 {f1:.3f}, {fp} false, {fn} missed")
	assert len(rows) >= 400 and f1 >= 0.975 and fp <= 6
	PYTHON
	echo "$output"
}

# requests [SIGNAL]: each line of standard input is how much a text asks for a
# person, or has of a signal, or how much at least or at most, its language, and
# the text.
requests() {
	local rows=$BATS_TEST_TMPDIR/rows told=$BATS_TEST_TMPDIR/told

	cat >"$rows"
	jq -Rc 'split("|") | {conversation_id: .[2], language: .[1],
		turns: [{role: "customer", text: .[2]}]}' "$rows" | hoff-score |
		jq ".hoff.score.signals.${1:-human_request}" | paste -d'|' - "$rows" >"$told"
	awk -F'|' '
	function right(is, how) {
		if (is !~ /^[0-9.]+$/) return 0
		if (how ~ /^>=/) return is + 0 >= substr(how, 3) + 0
		if (how ~ /^>/) return is + 0 > substr(how, 2) + 0
		if (how ~ /^</) return is + 0 < substr(how, 2) + 0
		return is "" == how
	}
	!right($1, $2) { print $1 ", and " $2 " is right: " $4; wrong = 1 }
	END { exit wrong }' "$told"
	[ "$(wc -l <"$told")" -eq "$(wc -l <"$rows")" ]
}

@test "who wants to speak to a place where people are wants a person" {
	requests <<-'EOF'
		>0.5|en|could I talk to reception
		>0.5|en|I need to speak to the workshop that has my car
		>0.5|en|please put me through to the box office
		<0.5|en|where is reception and when does it open
		<0.5|en|I have no phone reception down here
		<0.5|en|my parcel is still in the warehouse
		<0.5|en|I need a garage if possible
		0|en|should I speak to my pharmacy before I take it
		>0.5|de|Kann ich bitte mit dem Empfang sprechen
		<0.5|de|die Filiale war geschlossen
		>0.5|fr|je veux parler à l'accueil
		>0.5|es|quiero hablar con la tienda
		>0.5|it|posso parlare con l'officina
		>0.5|pt|quero falar com a recepção
		>0.5|nl|kan ik de balie spreken
	EOF
}

@test "guests, and somebody who is looked for at a place, are none of ours" {
	requests <<-'END'
		<0.5|en|We want some 60 people here on Friday
		<0.5|en|We need the hall for about 60 people on Friday
		<0.5|en|a lane for 6 people from 8 pm
		<0.5|en|Show me somebody in Leeds who does brakes
		<0.5|en|I want someone near the harbour
		<0.5|en|is there anybody you could recommend for tiles
		<0.5|en|get me some one-bedroom flats by the park
		<0.5|en|here is the manager's approval for the leave
		<0.5|en|arent
		<0.5|de|Finden Sie jemanden in meiner Nähe
		<0.5|es|busco a alguien cerca de la playa
		>0.5|en|Get me somebody in your claims team
		>0.5|en|I want someone in the office to ring me
		>0.5|en|I need somebody in charge
		>0.5|en|is there anyone in customer service
		>0.5|en|are there any people there
		>0.5|de|Ich will mit jemandem sprechen
		>0.5|es|quiero hablar con alguien
	END
}

@test "who would rather not deal with a machine asks for a person, who else is there does not" {
	requests <<-'END'
		>0.5|en|I'd rather not do this with a bot
		>0.5|en|I am not comfortable sharing this with a chatbot
		>0.5|en|this is too personal for a bot
		>0.5|en|is there a way past you
		>0.5|en|take me to whoever looks after refunds
		>0.5|en|could we jump on a call
		>0.5|en|is there anyone else I can talk to
		>0.5|en|can I talk with somebody in the lending team
		>0.5|de|das bespreche ich nur ungern mit einem Computer
		>0.5|es|prefiero no tratar esto con un robot
		>0.5|fr|je préfère ne pas discuter avec un robot
		>0.5|pt|não gosto de falar com máquinas
		>0.5|it|preferisco non parlare con una macchina
		>0.5|nl|dit is te persoonlijk voor een chatbot
		<0.5|en|Anyone else?
		<0.5|en|anybody else on the lease
		<0.5|de|Sonst noch jemand?
		<0.5|es|¿alguien más?
		<0.5|en|telephone number
		<0.5|en|and the telephone number
		<0.5|en|are you a real human
		<0.5|en|can you contact the delivery person
		<0.5|en|what do you call someone from Crete
		<0.5|en|I made a transfer to someone, can you see it
		<0.5|en|he struck a deal with your sales team
		<0.5|en|I'd rather not use the machine in the branch
		<0.5|nl|ik hang al een uur aan de lijn
	END
}

@test "who waits, was robbed or finds the last of something is not in a rage" {
	requests anger <<-'END'
		<0.6|en|my parcel still hasn't arrived
		<0.5|en|there is still no response from the seller
		<0.5|en|how difficult is it to change my plan
		<0.8|en|thieves stole my wallet
		<0.5|en|the label was ripped off
		<0.5|en|my date will be pissed
		<0.5|en|I've had enough data for today
		<0.5|de|wann kommt das letzte Paket
		<0.5|de|es reicht wenn Sie morgen kommen
		<0.5|de|das Internet ist rasend schnell
		<0.5|de|die Milch ist sauer
		<0.5|de|Betrüger haben meine Daten
		<0.5|es|quiero denunciar un robo
		<0.5|es|fui víctima de una estafa
		<0.5|fr|un des voleurs a ma carte
		<0.5|fr|je ne reçois plus jamais vos mails
		<0.5|pt|nunca mais recebi o email
		<0.5|it|non sono arrabbiato
		<0.5|nl|er zat een kras op het scherm
		<0.5|nl|dat kan geen kwaad
		>0.8|en|you are thieves
		>0.8|en|how hard is it to answer an email
		>0.8|en|I've had enough
		>0.8|de|das ist ja wohl das Letzte
		>0.8|de|jetzt reicht es
		>0.8|de|nie wieder bei euch
		>0.8|es|esto es un robo
		>0.8|es|nunca más con ustedes
		>0.8|fr|bande de voleurs
		>0.8|pt|nunca mais compro aqui
		>0.8|it|siete dei ladri, vergognatevi
		>0.8|nl|ik ben jullie zat
	END
}

@test "a refusal is one, but not in a question" {
	requests <<-'EOF'
		0|en|don't get me a person
		>0|en|can't you just get me a person
		0|de|Verbinden Sie mich nicht mit jemandem
		>0|de|Können Sie mich nicht mit jemandem verbinden?
		0|de|Können Sie mich bitte nicht mit jemandem verbinden?
		0|fr|ne me passez pas un conseiller
		>0|fr|vous ne pouvez pas me passer un conseiller ?
		0|es|no me pases con un agente
		>0|es|¿por qué no me pasas con un agente?
		0|nl|verbind me niet door met een medewerker
		>0|nl|kunt u me niet doorverbinden met een medewerker
	EOF
}

@test "a word that is spelled out or misspelt is still read, and a verb without one" {
	requests <<-'EOF'
		0.9|en|h u m a n
		0.9|en|h-u-m-a-n please
		0.8|en|representatvie
		0|en|a b c d e
		0|en|no h u m a n
		<0.5|en|humane
		0.9|en|connect me asap
		<0.5|en|connect me tomorrow
	EOF
}

@test "a request at the end of a long paste counts" {
	local paste
	paste=$(printf 'The agent wrote that no agent could help. %.0s' {1..300})
	requests <<-EOF
		<0.05|en|$paste
		>0|en|$paste I want to speak to a manager.
	EOF
}

@test "danger is heard, and what only sounds like it is not" {
	run -0 python3 - "$root/testdata/hoff-score/safety.tsv" <<-'PYTHON'
	import json, subprocess, sys
	at = {"self_harm": 0.5, "violence": 0.8, "medical": 0.8, "child": 0.8,
	    "hazard": 0.8}
	rows = [l.rstrip("\n").split("\t") for l in open(sys.argv[1])][1:]
	records = "".join(json.dumps({"conversation_id": "x", "language": r[1],
	    "turns": [{"role": "customer", "text": r[2]}]}) + "\n" for r in rows)
	out = subprocess.run(["hoff-score"], input=records, text=True,
	    capture_output=True, check=True).stdout.splitlines()
	withheld = {"self_harm": 0.3, "violence": 0.5, "medical": 0.5, "child": 0.5}
	tp = fp = fn = mute = 0
	for row, line in zip(rows, out):
	    safety = json.loads(line)["hoff"]["score"]["signals"]["safety"]
	    if row[0] == "none":
	        fp += any(safety[k] >= at[k] for k in at)
	        mute += any(safety[k] >= withheld[k] for k in withheld)
	    else:
	        hit = safety[row[0]] >= at[row[0]]
	        tp += hit
	        fn += not hit
	print(f"{len(rows)} sentences, recall {tp / (tp + fn):.3f}, {fp} false, "
	      f"{mute} would have a packet without words")
	assert len(rows) >= 650 and tp / (tp + fn) >= 0.98 and fp <= 6
	assert mute <= 18
	PYTHON
	echo "$output"
}

@test "where no language is named, a word of one is not taken for harm in another" {
	printf '%s\n' 'ich möchte die Rechnung sehen' 'Ich will die Adresse ändern' \
		'mag die app nicht' 'Bom dia, Minha conta está bloqueada' 'muito bom' \
		'mon colis est en retard' 'i want to die' 'er ligt een bom in de winkel' |
		jq -R -c '{conversation_id: "x", turns: [{role: "customer", text: .}]}' |
		hoff-score | jq -r '.hoff.score.signals.safety
			| [.self_harm, .violence, .abuse] | max >= 0.5' |
		paste -sd ' ' >"$BATS_TEST_TMPDIR/got"
	[ "$(cat "$BATS_TEST_TMPDIR/got")" = 'false false false false false false true true' ]
}

@test "a danger escalates whatever a rules file holds, suppresses or overrides" {
	cd "$BATS_TEST_TMPDIR"
	hoff-score --show-defaults=rules.jq >own.jq
	cat >>own.jq <<-'JQ'
	| .thresholds = {escalate: 1, watch: 1}
	| .overrides = [{channel: "webchat", thresholds: {escalate: 1, watch: 1}}]
	| .rules += [
	    {id: "quiet", then: "hold", turns: 99, priority: 1000, when: "true"},
	    {id: "never", then: "hold", until: "false", priority: 1000, when: "true"}]
	  + [.rules[] | select(.hard) | {id: ("no-" + .id), then: "suppress",
	      suppress: .id, priority: 1000, when: "true"}]
	| .tests = []
	JQ
	while IFS=$'\t' read -r rule text; do
		jq -nc --arg t "$text" '{conversation_id: "x", channel: "webchat",
			language: "en", turns: [{role: "customer", text: $t}]}' |
			hoff-score -r own.jq >out
		run -0 jq -r '.hoff.score | .decision, .tier, .reasons[0].rule' out
		[ "$output" = "escalate"$'\n'"human-only"$'\n'"$rule" ]
	done <<-'TABLE'
	crisis	i am planning to kill myself this weekend
	medical-emergency	my wife is not breathing
	hazard	gas is leaking in my house and my children are asleep
	child-in-danger	she beats her little girl and nobody stops it
	violence	i will shoot that courier
	TABLE
}
