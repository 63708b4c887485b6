# hoff-score's models: what they add to the lists, where they come from, and
# intents learnt from a file.
load common

lessons=$root/testdata/hoff-score/intents.tsv

# One conversation with this as the customer's only turn.
said() {
	jq -nc --arg text "$1" \
		'{conversation_id: "c", turns: [{role: "customer", text: $text}]}'
}

# A model of the lessons, trained once for the file.
trained() {
	local model=$BATS_FILE_TMPDIR/intents.model

	[ -e "$model" ] ||
		hoff-score --train-intents "$lessons" -o "$model" \
			>"$BATS_FILE_TMPDIR/report"
	echo "$model"
}

@test "a request that no list has is heard, and the words that ask are named" {
	local out

	out=$(said 'pls have sme1 fone me back asap' | hoff-score |
		jq -c '.hoff.score | [.decision, .reasons[0].rule,
			.reasons[0].evidence[0]]')
	diff - <(echo "$out") <<-'END'
		["escalate","asked-for-a-person",{"turn":0,"start":14,"end":31,"signal":"human_request"}]
	END
	out=$(said 'pls have sme1 fone me back asap' |
		hoff-score --no-model | jq -c '.hoff.score | [.decision, .model]')
	[ "$out" = '["contain",null]' ]
}

@test "the output names the model, and the schema knows it" {
	run -0 bash -c 'hoff-score --show-defaults=score.schema.json |
		jq -e ".properties.model and (.required | index(\"model\"))"'
	said hello | hoff-score | jq -e '.hoff.score.model |
		.name == "hoff" and (.sha256 | length == 64)'
}

@test "dangers and requests that lists find are never lowered by the model" {
	local file

	for file in "$root"/testdata/hoff-score/unseen-*.tsv; do
		sed 1d "$file" | jq -Rc 'split("\t") |
			{conversation_id: "\(input_line_number)", language: .[1],
			turns: [{role: "customer", text: .[2]}]}'
	done >"$BATS_TEST_TMPDIR/log"
	paste -d '\n' <(hoff-score --no-model "$BATS_TEST_TMPDIR/log") \
		<(hoff-score "$BATS_TEST_TMPDIR/log") |
		jq -n 'def marks: .hoff.score.signals |
				.safety + .compliance +
				{human_request, anger, anxiety, urgency,
				negative_feedback, closing};
			def lines: inputs | marks;
			[lines] | [range(0; length; 2) as $i |
				.[$i] as $terms | .[$i + 1] as $both |
				$terms | keys[] |
				{raised: ($both[.] > $terms[.]), name: .,
				lowered: ($both[.] < $terms[.]),
				whole: ($both[.] >= 0.5)}] |
			{raised: map(select(.raised)) | length,
			lowered: map(select(.lowered) | .name) | unique,
			decides: any(.[]; .lowered and .whole)}' \
			>"$BATS_TEST_TMPDIR/counts"
	jq -e '.raised > 20 and .decides == false and .lowered ==
		["closing", "complaint", "fraud", "legal", "negative_feedback",
		"payment", "privacy", "security", "vulnerable"]' \
		"$BATS_TEST_TMPDIR/counts"
}

@test "the model doubts a list's word among words that mean something else" {
	local log=$BATS_TEST_TMPDIR/log text

	for text in 'my lawyer will handle the probate which form does she need' \
		'i will talk to my lawyer about suing you' 'my lawyer' \
		'Yes, that is all correct.'; do
		said "$text"
	done >"$log"
	hoff-score --no-model "$log" | jq -se 'map(.hoff.score.signals) |
		all(.[:3][]; .compliance.legal >= 0.8) and .[3].closing == 1'
	hoff-score "$log" | jq -se 'map(.hoff.score.signals.compliance.legal) +
		[.[3].hoff.score.signals.closing] | .[0] > 0.3 and .[0] < 0.5 and
		.[1] >= 0.8 and .[2] >= 0.8 and .[4] == 0.49'
}

# "my password" takes the weak "password" away, "life hack" a "hack" of which
# its list thinks more; "today" is weak, too, and "not" denies it.
@test "where a weak word is taken away or denied the model goes on to judge" {
	local log=$BATS_TEST_TMPDIR/log text

	for text in 'my password was in plain text in your leak' \
		'that life hack was in plain text in your leak' \
		'still not fixed today and the flight is boarding, i have minutes'; do
		said "$text"
	done >"$log"
	hoff-score --no-model "$log" | jq -se 'map(.hoff.score.signals) |
		all(.[]; .compliance.security == 0) and .[2].urgency == 0'
	hoff-score "$log" | jq -se 'map(.hoff.score.signals) |
		.[0].compliance.security >= 0.5 and
		.[1].compliance.security == 0 and .[2].urgency >= 0.5'
}

@test "beside words that are harmless the model hears what else is said" {
	local errand="I won't be here tomorrow, leave it with the neighbour"

	said "$errand" | hoff-score |
		jq -e '.hoff.score.signals.safety.self_harm == 0'
	said "$errand, tonight I'm ending it" | hoff-score --no-model |
		jq -e '.hoff.score.signals.safety.self_harm == 0'
	said "$errand, tonight I'm ending it" | hoff-score --evidence-text |
		jq -e '.hoff.score | .signals.safety.self_harm >= 0.5 and
			.reasons[0].evidence[0].text == "tonight I\u0027m ending it"'
}

@test "of a single word the model alone decides nothing" {
	said telephone | hoff-score |
		jq -e '.hoff.score.signals | .human_request < 0.5'
	said 'u stoopid bot' | hoff-score |
		jq -e '.hoff.score.signals.safety.abuse >= 0.5'
	said 'u stoopid bot' | hoff-score --no-model |
		jq -e '.hoff.score.signals.safety.abuse < 0.5'
}

@test "of a bot's two or three words the model says that it is lost" {
	local log=$BATS_TEST_TMPDIR/log text

	for text in 'Say that again' 'Not understood.' 'Anything else?' 'Sure thing'; do
		jq -nc --arg text "$text" '{conversation_id: "c", turns: [
			{role: "customer", text: "1"}, {role: "bot", text: $text},
			{role: "customer", text: "2"}]}'
	done >"$log"
	hoff-score --turns "$log" | jq -se 'map(.hoff.score.trajectory[-1]
		.signals.fallbacks) == [1, 1, 0, 0]'
	hoff-score --turns --no-model "$log" | jq -se 'all(.[];
		.hoff.score.trajectory[-1].signals.fallbacks == 0)'
}

@test "what a model hears too faintly ranks, and does nothing else" {
	said 'take care going home in the dark tonight' | hoff-score |
		jq -e '.hoff.score | .signals.safety.violence as $x |
			$x > 0 and $x < 0.05 and .decision == "contain" and
			all(.contributions[]; .signal != "safety.violence")'
	said 'take care going home in the dark tonight' | hoff-score --explain c |
		{ ! grep -q violence; }
}

@test "a danger that only the model hears is shown by its words" {
	said 'it is late and i dont see myself making it thru the week alive' |
		hoff-score --evidence-text |
		jq -e '.hoff.score.reasons[0].evidence[0] |
			.signal == "safety.self_harm" and
			(.text | split(" ") | length <= 4) and
			.end - .start == (.text | length)'
}

@test "a hazard that no list has is heard, and what only sounds like one is not" {
	local log=$BATS_TEST_TMPDIR/log text

	for text in 'theres a wire dangling out the wall above the cot and its humming' \
		'the porch roof is sagging onto the pram' \
		'your power bank is ballooning and too hot to hold' \
		'is it a smoking room or not' \
		'the gas boiler quote went to my old address'; do
		said "$text"
	done >"$log"
	hoff-score --no-model "$log" |
		jq -se 'all(.[]; .hoff.score.signals.safety.hazard == 0)'
	hoff-score "$log" | jq -se 'map(.hoff.score) |
		all(.[:3][]; .decision == "escalate" and .reasons[0].rule == "hazard") and
		all(.[3:][]; .signals.safety.hazard < 0.5)'
}

@test "the card says what was measured, beside which baseline" {
	hoff-score --model-card >"$BATS_TEST_TMPDIR/card"
	grep -q '^## Measures' "$BATS_TEST_TMPDIR/card"
	grep -q 'always-yes F1' "$BATS_TEST_TMPDIR/card"
	grep -q '^### Reliability' "$BATS_TEST_TMPDIR/card"
	grep -q '^### Groups: words swapped' "$BATS_TEST_TMPDIR/card"
	grep -qE '^\| self_harm \| .* \| both \|' "$BATS_TEST_TMPDIR/card"
	grep -qE '^\| child \| .* \| both \|' "$BATS_TEST_TMPDIR/card"
	grep -qE '^\| hazard \| .* \| both \|' "$BATS_TEST_TMPDIR/card"
	grep -q 'CDLA-Sharing-1.0' "$BATS_TEST_TMPDIR/card"
}

@test "the weights of readiness that the card names are those in use" {
	local weight

	hoff-score --model-card | sed -n '/^## Readiness/,$p' \
		>"$BATS_TEST_TMPDIR/card"
	grep -q 'AUC by hand | AUC fitted' "$BATS_TEST_TMPDIR/card"
	weight=$(sed -nE 's/^\| human_request \| .* \| (.*) \|$/\1/p' \
		"$BATS_TEST_TMPDIR/card")
	said 'let me talk to an agent' | hoff-score |
		jq -e --argjson weight "$weight" '.hoff.score |
			(.contributions[] | select(.signal == "human_request")
				| .contribution) as $adds |
			($adds - $weight * .signals.human_request | fabs) < 0.0001'
}

@test "intents are learnt from a file, and measured on what was held back" {
	local model

	model=$(trained)
	grep -q '^- intents: 6$' "$BATS_FILE_TMPDIR/report"
	grep -qE '^- texts: 65, and 10 out of scope$' "$BATS_FILE_TMPDIR/report"
	grep -qE '^- accuracy: [0-9.]+ % \([0-9]+ of 6\)$' \
		"$BATS_FILE_TMPDIR/report"
	hoff-score -m "$model" --model-card | diff - "$BATS_FILE_TMPDIR/report"
}

@test "the same file makes the same model, whatever the order of its rows" {
	local model

	model=$(trained)
	(head -1 "$lessons" && sed 1d "$lessons" | sort -r) \
		>"$BATS_TEST_TMPDIR/other.tsv"
	hoff-score --train-intents "$BATS_TEST_TMPDIR/other.tsv" \
		-o "$BATS_TEST_TMPDIR/other.model"
	cmp "$model" "$BATS_TEST_TMPDIR/other.model"
}

@test "the library that teaches is loaded to teach only, and missed by name" {
	local library

	library=$(objdump -p "$(cc -print-file-name=liblinear.so)" |
		awk '$1 == "SONAME" { print $2 }')
	mkdir "$BATS_TEST_TMPDIR/broken"
	: >"$BATS_TEST_TMPDIR/broken/$library"
	export LD_LIBRARY_PATH=$BATS_TEST_TMPDIR/broken
	said hello | hoff-score | jq -e '.hoff.score.model'
	run -2 --separate-stderr hoff-score --train-intents "$lessons" \
		-o "$BATS_TEST_TMPDIR/model"
	[[ $stderr == "hoff-score: $library: to learn takes this library: "* ]]
	[ ! -e "$BATS_TEST_TMPDIR/model" ]
}

@test "an intent that the log lacks comes from the model, one it has stays" {
	local model

	model=$(trained)
	said 'my wifi drops all the time' | hoff-score -m "$model" |
		jq -e '.hoff.score | .signals.intent == "router" and
			.signals.confidence > 0.5 and .signals.margin > 0 and
			.signals.out_of_scope < 0.5 and
			.intent_model.name == "intents" and .model.name == "hoff"'
	said 'my wifi drops all the time' |
		jq -c '.turns[0].intent = {name: "bill", confidence: 0.3}' |
		hoff-score -m "$model" |
		jq -e '.hoff.score.signals |
			[.intent, .confidence, .margin] == ["bill", 0.3, null]'
	said 'what is the capital of france' | hoff-score -m "$model" |
		jq -e '.hoff.score.signals.out_of_scope >= 0.5'
}

@test "a small model is smaller, and read like another" {
	local model small=$BATS_TEST_TMPDIR/small.model

	model=$(trained)
	hoff-score --train-small --train-intents "$lessons" -o "$small" >/dev/null
	[ $(($(wc -c <"$small") * 2)) -le "$(wc -c <"$model")" ]
	said 'my wifi drops all the time' | hoff-score -m "$small" |
		jq -e '.hoff.score | .signals.intent == "router" and .intent_model.name == "intents"'
	run -2 hoff-score --train-small </dev/null
	[ "$output" = 'hoff-score: --train-small is for --train-intents' ]
}

@test "an intent model is refused where there are two, or none is asked for" {
	local model

	model=$(trained)
	run -2 hoff-score -m "$model" -m "$model" </dev/null
	[[ $output == *"there is a model of intents already" ]]
	run -2 hoff-score --train-intents "$lessons" </dev/null
	[[ $output == *"say with -o where the model goes" ]]
}

# refused STATUS-TEXT TSV: training dies and says so.
refused() {
	printf '%b' "$2" >"$BATS_TEST_TMPDIR/bad.tsv"
	run -2 hoff-score --train-intents "$BATS_TEST_TMPDIR/bad.tsv" \
		-o "$BATS_TEST_TMPDIR/bad.model"
	[ "$output" = "hoff-score: $BATS_TEST_TMPDIR/bad.tsv$1" ] ||
		{ echo "$output"; return 1; }
	[ ! -e "$BATS_TEST_TMPDIR/bad.model" ]
}

@test "a file of intents that cannot be used is refused, with the line" {
	refused ":1: no column 'intent': the first line names the columns, which are parted by tabs" \
		'text\tlabel\nhello\tgreet\n'
	refused ":1: no column 'text': the first line names the columns, which are parted by tabs" \
		'hello,greet\n'
	refused ":3: 3 columns, not 2" 'text\tintent\na b\tx\nc\td\tx\n'
	refused ": two intents with two texts each are the least there is to learn; this has 1" \
		'text\tintent\nhello\tgreet\nhi\tgreet\n'
	refused ":3: not UTF-8" 'text\tintent\na\tx\nb\xff\tx\n'
	refused ":1: no column 'text': the first line names the columns, which are parted by tabs" ''
}

@test "a row without a text is left out, and named without its words" {
	(cat "$lessons" && printf '\trouter\nsecret words\t\n') \
		>"$BATS_TEST_TMPDIR/holes.tsv"
	hoff-score --train-intents "$BATS_TEST_TMPDIR/holes.tsv" \
		-o "$BATS_TEST_TMPDIR/holes.model" 2>"$BATS_TEST_TMPDIR/err" \
		>/dev/null
	diff - "$BATS_TEST_TMPDIR/err" <<-END
		hoff-score: $BATS_TEST_TMPDIR/holes.tsv:77: a row without a text is left out
		hoff-score: $BATS_TEST_TMPDIR/holes.tsv:78: a row without an intent is left out
	END
}

@test "a model that is no model, cut short or altered is refused" {
	local model

	model=$(trained)
	run -2 hoff-score -m "$lessons" </dev/null
	[ "$output" = "hoff-score: $lessons: not a model of hoff" ]
	head -c 5000 "$model" >"$BATS_TEST_TMPDIR/short"
	run -2 hoff-score -m "$BATS_TEST_TMPDIR/short" </dev/null
	[[ $output == *"the model is truncated, or has something behind it" ]]
	cp "$model" "$BATS_TEST_TMPDIR/altered"
	printf 'x' | dd of="$BATS_TEST_TMPDIR/altered" bs=1 seek=3000 \
		conv=notrunc status=none
	run -2 hoff-score -m "$BATS_TEST_TMPDIR/altered" </dev/null
	[[ $output == *"the model is damaged: its bytes are not those that were written" ]]
}
