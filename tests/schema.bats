# What the filters write is what their schemas say.

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	cat >validate.py <<-'END'
	import json, sys
	import jsonschema

	# usage: validate.py SCHEMA MEMBER|- FILE: each line, or its hoff.MEMBER
	schema = json.load(open(sys.argv[1]))
	jsonschema.Draft7Validator.check_schema(schema)
	validator = jsonschema.Draft7Validator(schema)
	n = 0
	for number, line in enumerate(open(sys.argv[3], newline="\n"), 1):
	    value = json.loads(line)
	    if sys.argv[2] != "-":
	        value = value["hoff"][sys.argv[2]]
	    for error in validator.iter_errors(value):
	        place = "/".join(map(str, error.absolute_path))
	        sys.exit("%s:%d: %s: %s" % (sys.argv[3], number, place, error.message[:200]))
	    n += 1
	assert n > 0
	END
	cat "$root"/testdata/logs/*.ndjson >records
}

@test "the logs, and what the filters make of them, fit the record's schema" {
	hoff-score --show-defaults=record.schema.json >record.json
	python3 validate.py record.json - records
	hoff-score records | hoff-route | hoff-redact | hoff-packet >all
	python3 validate.py record.json - all
	[ "$(wc -l <records)" -eq "$(wc -l <all)" ]
}

@test "every annotation fits the schema its filter ships" {
	local x

	hoff-score --turns records | hoff-route | hoff-redact --spans |
		hoff-packet >all
	for x in score route redact packet; do
		echo "annotation: $x"
		hoff-$x --show-defaults=$x.schema.json >$x.json
		grep -q additionalProperties $x.json # it says what may be there
		python3 validate.py $x.json $x all
	done
}

@test "the schema refuses what the filters would reject" {
	hoff-score --show-defaults=record.schema.json >record.json
	for bad in '{"turns":[]}' '{"conversation_id":"x"}' \
		'{"conversation_id":"x","turns":[{"text":"no role"}]}' \
		'{"conversation_id":"x","turns":[{"role":"robot"}]}' \
		'{"conversation_id":"x","turns":[],"started_at":"noon"}' \
		'{"conversation_id":"x","turns":[],"hoff":1}'; do
		echo "$bad" >bad
		run -3 hoff-score bad
		run -1 python3 validate.py record.json - bad
	done
}

@test "the statistics of rules fit their schema, with labels and without" {
	hoff-score --show-defaults=rule-stats.schema.json >stats.json
	hoff-score --rule-stats --format json records >stats
	python3 validate.py stats.json - stats
	jq -e '.rules | any(.at_most) and any(.at_most == null)' stats
	jq -c '.labels.escalate = (.turns | length > 3)' records >labelled
	hoff-score --rule-stats --format json labelled >stats
	python3 validate.py stats.json - stats
	jq -e '.recall.value > 0 and (.rules | any(.lift.value))' stats
	jq -c '.rules[0].surprise = 1' stats >wrong
	run -1 python3 validate.py stats.json - wrong
}

@test "the report in JSON fits its schema, whatever was asked for" {
	hoff-kpi --show-defaults=kpi.schema.json >kpi.json
	hoff-score records | hoff-route |
		jq -c '.experiment.arm = "AB"[input_line_number % 2:][:1] |
			.labels.escalate = (.turns | length > 9)' >all
	hoff-kpi --partial --by channel all >all.kpi
	json() { hoff-kpi --format json "$@"; }
	{
		json --by channel all
		json --ab experiment.arm --gate 'automation.delta > -1' \
			--primary csat --target 20,email=3600 all
		json --ab experiment.arm --unit customer all
		json --fair-by language --by channel --min-n 2 --history all
		json --sweep --per-agent --every 1d all
		json --cost <(echo '{currency: "EUR", agent_hour: 30}') \
			--by channel --baseline all.kpi all
	} >reports
	[ "$(wc -l <reports)" = 6 ]
	python3 validate.py kpi.json - reports
}
