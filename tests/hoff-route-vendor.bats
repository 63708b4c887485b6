# hoff-route: routing that was written for other products.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

data=$BATS_TEST_DIRNAME/../testdata/hoff-route

# workflow TARGETS [FILTER [ROUTING]]: members of a workflow of Twilio's with one
# filter as a policy, policy.json; its targets begin on the second line.
workflow() {
	printf '{"task_routing": {"filters": [{%s"targets":\n[%s]}]%s}}\n' \
		"${2-}" "$1" "${3-}" >w.json
	hoff-route --from twilio-workflow w.json >policy.json
}

@test "a workflow of Twilio's routes here as it does there" {
	hoff-route --from twilio-workflow "$data/workflow.json" >policy.json
	agents <<-'END'
	id,skills,languages,team
	ann,WQ-cards;card:5;WQ-everybody,,
	bob,WQ-cards;card:2,en,day
	cid,WQ-everybody,,night
	END
	contacts >records <<-'END'
	c1 09:00:00 handle=100
	c2 09:00:00 handle=100
	c3 09:00:00 handle=100
	c4 09:00:01 lang=es
	c5 09:00:01 lang=en handle=100
	END
	# three of gold customers' cards, one in Spanish, one for the rest
	jq -c 'if .conversation_id < "c4" then .type = "card" | .tier = "gold" else . end' \
		records >tasks
	fates -p policy.json tasks >got
	diff -u - got <<-'END'
	c1 assigned ann 0
	c2 assigned bob 30
	c3 assigned ann 200
	c4 assigned cid 0
	c5 assigned ann 99
	END
	hoff-route -a agents.csv -r rules.jq -p policy.json tasks |
		jq -r .hoff.route.queue | diff <(printf '%s\n' cards cards cards spanish default) -
}

@test "a worker whom the task names is waited for, as long as he is there" {
	# a first target with NAMED, then WQ-all
	named() {
		workflow '{"queue": "WQ-one", "timeout": 30, "skip_if": "workers.available == 0",
			'"$1"'}, {"queue": "WQ-all"}'
		fates -p policy.json "${2-tasks}" >got
	}
	agents <<-'END'
	id,skills,shift
	ann,WQ-all,
	bob,WQ-one;WQ-all,
	cid,WQ-all,Tue 08:00-17:00
	END
	# his own; his own, who is free in time; busy too long, and so is the
	# other, with c4; whose own is not there; whose own is nobody
	contacts >records <<-'END'
	c1 09:00:00 wants=bob handle=50
	c2 09:00:20 wants=bob handle=100
	c3 09:00:21 wants=bob handle=100
	c4 09:00:50 wants=cid handle=10
	c5 09:05:00 wants=zoe handle=10
	END
	jq -c '.last.agent = .customer.preferred_agent' records >tasks
	cat >expected <<-'END'
	c1 assigned bob 0
	c2 assigned bob 30
	c3 assigned ann 39
	c4 assigned ann 0
	c5 assigned bob 0
	END
	for named in '"known_worker_sid": "task.last.agent"' \
		'"known_worker_friendly_name": "task.last.agent"' \
		'"expression": "worker.sid == task.last.agent"' \
		'"expression": "worker.friendly_name = task.last.agent"'; do
		named "$named"
		diff -u expected got
	done
	# of several that the task names the first counts
	jq -c '.last.agent = [.customer.preferred_agent, "ann"]' records >tasks
	named '"expression": "worker.id IN task.last.agent"'
	diff -u expected got
	# and a worker whom the workflow names is any other condition
	jq -c 'del(.customer)' tasks >anybody
	named '"expression": "worker.sid IN [\"bob\", \"zoe\"]"' anybody
	sed -n 1,2p got | diff <(printf '%s\n' 'c1 assigned bob 0' \
		'c2 assigned ann 30') -
}

@test "criteria of Amazon Connect relax step by step, then anybody will do" {
	cp "$data/criteria.json" general.json
	hoff-route --from connect-criteria general.json >policy.json
	agents <<-'END'
	id,skills
	ann,Product/Cards:4;Desk/Night
	bob,Product/Cards:4
	cid,Product/Cards:3
	zoe,other
	END
	cat >all <<-'END'
	c1 09:00:00 handle=100
	c2 09:00:00 handle=100
	c3 09:00:00 handle=100
	c4 09:00:00 handle=100
	--
	c1 assigned bob 0
	c2 assigned cid 30
	c3 assigned zoe 30
	c4 assigned ann 45
	END
	become -p policy.json
}

@test "expressions of workers and tasks, in all their forms" {
	contacts >records <<<$'c1 09:00:00\nc2 09:00:00\nc3 09:00:00'
	jq -c '. + {c1: {kind: "a b", size: 3, tags: ["x", "y"], deep: {er: true}},
		c2: {kind: "b", size: 10, tags: ["y"]}, c3: {}}[.conversation_id]' \
		records >tasks
	agents <<-'END'
	id,skills,languages,team
	ann,x;dept/sales,en;fr,day
	bob,x:4,en,night
	END
	# each line: which tasks an expression takes
	while IFS='|' read -r expression expected; do
		workflow '{}' '"filter_friendly_name": "yes", "expression": "'"$expression"'", ' \
			', "default_filter": {}' 2>/dev/null
		hoff-route -a agents.csv -r rules.jq -p policy.json tasks |
			sed -n 's/.*"conversation_id":"\(..\)".*"queue":"yes".*/\1/p' |
			paste -sd' ' >got
		diff -u <(echo "$expression: $expected") \
			<(echo "$expression: $(cat got)")
	done <<-'END'
	kind == 'a b'|c1
	kind = \"b\"|c2
	kind != 'b'|c1 c3
	size > 3|c2
	size <= 3|c1
	size < 100 AND NOT size == 10|c1
	tags HAS 'x'|c1
	'y' IN tags|c1 c2
	kind IN ['b', 'c'] OR task.deep.er == true|c1 c2
	size NOT IN [3, 4]|c2 c3
	size == 3 OR size == 10 AND kind == 'z'|c1
	(size == 3 or size == 10) and (kind == 'z' or kind == 'b')|c2
	1 == 1|c1 c2 c3
	END
	# and who of the workers serves by one
	while IFS='|' read -r expression expected; do
		workflow '{"expression": "'"$expression"'"}' 2>/dev/null
		hoff-route -a agents.csv -r rules.jq -p policy.json records |
			sed -n 's/.*"agent":"*\([a-z]*\).*/\1/p' | sort -u |
			paste -sd' ' >got
		diff -u <(echo "$expression: $expected") \
			<(echo "$expression: $(cat got)")
	done <<-'END'
	skills HAS 'x'|ann bob
	worker.skills.x >= 4|bob
	dept == 'sales'|ann
	dept != 'sales'|bob
	languages HAS 'fr' OR team == 'dawn'|ann
	team IN ['night', 'dawn']|bob
	task.language IN worker.languages|ann bob
	levels.y < 3|null
	END
}

@test "what has no meaning here is refused with its line, not guessed" {
	refused() {
		printf '%s\n' "$2" >f.json
		run -2 --separate-stderr hoff-route --from "$1" f.json
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ $stderr == "hoff-route: f.json"*"$3"* ]] || {
			echo "$stderr"
			return 1
		}
	}
	# in the second line of a workflow
	targets() {
		refused twilio-workflow '{"task_routing": {"filters": [
			{"targets": ['"$1"']}]}}' ":2: $2"
	}
	expression() {
		targets '{"queue": "WQ", "expression": "'"$1"'"}' "$2"
	}
	expression "a == " 'an attribute is compared with what it cannot be'
	expression "a == 'b" 'a text in an expression does not end'
	expression "(a == 'b'" 'an expression lacks a bracket'
	expression "a == 'b' c" 'an expression goes on behind its end'
	expression "a & b" 'an expression has a character'
	expression "task.tier IN worker.tiers" 'an expression over workers asks'
	expression "worker.id IN task.preferred_agents" 'an expression over workers asks'
	expression "worker.sid != task.last_agent" 'an expression over workers asks'
	expression "worker.contact_uri != task.ignoreWorkerContactUri" \
		'an expression over workers asks'
	expression "a HAS b" 'HAS is followed by no text'
	expression "" 'an expression ends too early'
	expression "$(printf '(%.0s' {1..200})" 'an expression is nested too deeply'
	known() {
		echo '"queue": "WQ", "timeout": 9, "skip_if": "1 == 1", "known_worker_sid": "task.'"$1"'"'
	}
	targets "{$(known a)}, {\"queue\": \"W\"}]}, {\"targets\": [{$(known b)}, {\"queue\": \"W\"}" \
		'it names a known worker by another attribute'
	targets '{"queue": "WQ", "skip_if": "workers.busy == 1"}' 'skip_if is neither'
	targets '{"queue": "WQ"}, {"queue": "WQ"}' 'a target follows one without a timeout'
	refused twilio-workflow '{}' 'it has no task_routing'
	refused twilio-workflow '[]' 'it is no JSON object'
	refused connect-criteria '{}' 'it has no Steps'
	refused connect-criteria '{"Steps": [{"Expression": {}}]}' 'an expression is not one of'
	refused connect-criteria '{"Steps": [{"Expression": {"AndExpression": []}}]}' 'an expression of nothing'
	refused connect-criteria '{"Steps": [{"Expression":
		{"AttributeCondition": {"Name": "a"}}}]}' ':2: a condition lacks its Name or Value'
	run -2 --separate-stderr hoff-route --from twilio-workflow
	[[ $stderr == *'--from: it takes one file'* ]]
	# and what is not obeyed is said
	run -0 --separate-stderr workflow '{"queue": "WQ", "known_worker_sid": "WK1"}'
	[ "$stderr" = 'hoff-route: w.json: known_worker_sid of a target is not read' ]
	run -0 --separate-stderr workflow '{}'
	[ "$stderr" = 'hoff-route: w.json: a target names no queue: anybody may take it' ]
}
