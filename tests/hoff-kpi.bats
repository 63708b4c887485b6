# hoff-kpi: the report, its formats, and what cannot get into it.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

@test "a report is a table that a supervisor can read" {
	kept story.txt --by channel
}

@test "the same report is JSON for programs" {
	kept story.json --by channel --format json
}

@test "the same report is CSV for spreadsheets, one number a row" {
	kept story.csv --by channel --format csv
}

@test "the same report is Markdown for a merge request" {
	kept story.md --by channel,customer.tier --format markdown
}

@test "a second fold, written from the manual, finds the same numbers" {
	local by=channel,customer.plan log

	python3 "$root/tests/kpi_oracle.py" generate 1500 1 >log
	hoff-kpi --by $by --format json log >report
	python3 "$root/tests/kpi_oracle.py" check log report $by
	for log in "$story" "$data/endings.in.ndjson" "$hostile"; do
		hoff-kpi --confidence 0.9 --format json "$log" >report
		python3 "$root/tests/kpi_oracle.py" check "$log" report
	done
}

@test "it finds the same of who came back, and of what each human did" {
	python3 "$root/tests/kpi_oracle.py" generate 1000 3 >log
	hoff-kpi --history --per-agent --mix '' --min-n 1 --by channel \
		--format json log >report
	python3 "$root/tests/kpi_oracle.py" check log report channel history
	[ "$(kpi containment_strict denominator <report)" -gt 100 ]
	jq '(.kpis[] | select(.id == "fcr")).numerator += 1' report >off
	run -1 python3 "$root/tests/kpi_oracle.py" check log off channel history
	# by matter too, in the intents and in a member of the record
	[ "$(kpi fcr_matter denominator <report)" -gt 10 ]
	hoff-kpi --history --per-agent --mix '' --min-n 1 --by channel \
		--matter outcome.about --format json log >report
	python3 "$root/tests/kpi_oracle.py" check log report channel history \
		outcome.about
	[ "$(kpi repeat_matter numerator <report)" -gt 3 ]
	[ "$(kpi fcr_matter denominator <report)" -lt "$(kpi repeat_matter denominator <report)" ]
}

@test "the second fold notices a number that is off by one" {
	hoff-kpi --format json "$story" >report
	python3 "$root/tests/kpi_oracle.py" check "$story" report
	jq '.kpis[3].numerator += 1' report >off
	run -1 python3 "$root/tests/kpi_oracle.py" check "$story" off
	jq '(.amounts[] | select(.id == "human_s")).p90 += 1' report >off
	run -1 python3 "$root/tests/kpi_oracle.py" check "$story" off
}

@test "the JSON report keeps to its schema, whatever the input" {
	hoff-kpi --show-defaults=kpi.schema.json |
		cmp - "$root/lib/kpi/defaults/kpi.schema.json"
	hoff-kpi --by channel,customer.tier --format json "$story" >a.json
	hoff-kpi --by channel --format json --top 3 "$hostile" >b.json
	hoff-kpi --by channel --format json </dev/null >c.json
	echo '{ currency: "EUR", agent_hour: 30 }' >prices.jq
	hoff-kpi --format json --cost prices.jq --per-agent --min-n 1 \
		"$data/endings.in.ndjson" >d.json
	hoff-kpi --format json --history --definitions microsoft \
		"$data/vendors.in.ndjson" >e.json
	python3 "$root/tests/kpi_oracle.py" generate 300 7 |
		hoff-kpi --format json --history --every 1w >f.json
	arms 100 20 110 30 | hoff-kpi --format json --ab experiment.arm \
		--allow-inconclusive --gate 'human_s.p50 < 3' >g.json
	{ labelled en 30 20 9 9; labelled de 20 30 9 9; } >log
	hoff-kpi --partial log >log.kpi
	hoff-kpi --format json --by channel --fair-by language \
		--baseline log.kpi --sweep log \
		>h.json
	python3 "$root/tests/kpi_experiment.py" generate 50 7 |
		hoff-kpi --format json --ab experiment.arm --unit customer \
			--pre-period 2026-03-16T00:00:00Z >i.json
	python3 - "$root/lib/kpi/defaults/kpi.schema.json" ?.json <<-'END'
	import json, sys
	from jsonschema import Draft7Validator
	schema = json.load(open(sys.argv[1]))
	Draft7Validator.check_schema(schema)
	check = Draft7Validator(schema)
	def figures(x, place=()):
	    if isinstance(x, dict) and {"numerator", "value"} <= x.keys():
	        yield place, x
	    for key, y in (x.items() if isinstance(x, dict) else
	                   enumerate(x) if isinstance(x, list) else ()):
	        yield from figures(y, (*place, key))
	for name in sys.argv[2:]:
	    report = json.load(open(name))
	    for e in check.iter_errors(report):
	        sys.exit(f"{name}: {list(e.path)}: {e.message}")
	    for place, f in figures(report):
	        assert (f["value"] is None) == bool(f["reason"]), (name, place)
	    for k in report["kpis"]:
	        assert k["interval"], k["id"]
	broken = json.load(open(sys.argv[2]))
	broken["kpis"][0]["value"] = 2
	assert not check.is_valid(broken)
	END
}

@test "what the input does not hold is null with a reason, never 0" {
	conversation '"turns":[{"role":"customer","text":"hi"}]' |
		hoff-kpi --format json >report
	for id in judged_escalate label_recall service_level csat_top2 \
		handoff_delivery packet_ready; do
		[ "$(kpi $id value <report)" = null ]
		[ "$(kpi $id denominator <report)" = 0 ]
		[ "$(kpi $id low <report)" = null ]
	done
	[ "$(kpi judged_escalate reason <report)" = '"no hoff.score in the input"' ]
	[ "$(kpi handoff_delivery reason <report)" = '"no handoff was attempted"' ]
	[ "$(kpi escalation_attempted value <report)" = 0 ]
	[ "$(kpi escalation_attempted reason <report)" = null ]
	[ "$(amount human_s p50 <report)" = null ]
	[ "$(amount human_s never <report)" = 1 ]
	jq -e 'all(.kpis[]; (.value == null) == (.reason != null))' report
	jq -e 'all(.amounts[]; (.p50 == null) == (.reason != null))' report
}

@test "nothing in, an honest report out" {
	hoff-kpi --format json </dev/null >report
	[ "$(jq .conversations report)" = 0 ]
	jq -e 'all(.kpis[], .outcomes[]; .value == null and .reason != null)' \
		report
	[ "$(jq .started report)" = null ]
	hoff-kpi --html page.html </dev/null | grep -q '^0 conversations'
	python3 "$root/tests/kpi_page.py" page.html
}

@test "Prometheus and OpenMetrics read the gauges" {
	hoff-kpi --by channel,customer.name --format prometheus "$hostile" >got.prom
	hoff-kpi --by channel,customer.name --format openmetrics "$hostile" >got.om
	diff <(cat got.prom; echo '# EOF') got.om
	hoff-kpi --by channel,customer.name --format json "$hostile" >report
	python3 - report <<-'END'
	import json, re, sys
	report = json.load(open(sys.argv[1]))
	# the text format 0.0.4, read strictly
	label = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
	line = re.compile(r'([a-z_]+)\{(%s(?:,%s)*)\} (-?[0-9.]+(?:e-?[0-9]+)?)' % (label, label))
	seen, family, done = set(), None, set()
	total = {}
	for text in open("got.prom", newline="\n"):
	    text = text[:-1]
	    if text.startswith("#"):
	        _, kind, name = text.split(" ")[:3]
	        assert kind == "HELP" and name not in done or kind == "TYPE"
	        # what has a quantile must be a summary, says promtool
	        kinds = {"hoff_kpi_amount": "summary"}
	        assert kind == "HELP" or \
	            text == f"# TYPE {name} {kinds.get(name, 'gauge')}"
	        done.add(name)
	        family = name
	        continue
	    m = line.fullmatch(text)
	    assert m and m[1] == family or family in kinds and m[1] in (
	        f"{family}_sum", f"{family}_count"), text
	    assert family in kinds or "quantile=" not in m[2], text
	    assert (m[1], m[2]) not in seen, text
	    seen.add((m[1], m[2]))
	    k = re.fullmatch(r'scope="total",kpi="(.*)"', m[2])
	    if k and m[1] == "hoff_kpi_value":
	        total[k[1]] = float(m[3])
	assert total == {k["id"]: k["value"] for k in report["kpis"]
	                 if k["value"] is not None}
	groups = {l for n, l in seen if n == "hoff_kpi_conversations"}
	assert len(groups) == len(report["groups"]) + 1
	END
	run ! grep -q CANARY got.prom
}

@test "what options add is for spreadsheets and gauges, too" {
	local o='--per-agent --mix= --min-n 1 --every 1d --format'

	echo '{ currency: "EUR", agent_hour: 30, human_contact: 6,
		saved: "containment_loose", fixed: 10 }' >prices.jq
	hoff-kpi --partial "$story" >old.kpi
	hoff-kpi $o csv --cost prices.jq --baseline old.kpi "$story" >got.csv
	hoff-kpi $o prometheus --cost prices.jq --baseline old.kpi \
		--gate 'nps > 1' --allow-inconclusive "$story" >got.prom
	hoff-kpi $o json --cost prices.jq --baseline old.kpi "$story" >report
	arms 100 20 110 40 | hoff-kpi --ab experiment.arm --format csv >>got.csv
	{ labelled en 30 20 9 9; labelled de 20 30 9 9; } |
		jq -c '.hoff.score.readiness = 0.25' |
		hoff-kpi --fair-by language --sweep --format csv >>got.csv
	python3 - <<-'END'
	import collections, csv, json, re
	rows = [r for r in csv.reader(open("got.csv", newline=""), strict=True)]
	scopes = collections.Counter(r[0] for r in rows)
	for scope in ("cost", "agent", "baseline", "cusum", "experiment",
	              "fairness", "sweep"):
	    assert scopes[scope] > 3, (scope, scopes)
	report = json.load(open("report"))
	head = rows[0]
	costs = {r[head.index("metric")]: r[head.index("value")]
	         for r in rows if r[0] == "cost"}
	samples = dict(line.rsplit(" ", 1) for line in open("got.prom"))
	for c in report["costs"]["figures"]:
	    value = c["value"]
	    assert costs[c["id"]] == ("" if value is None else f"{value:.15g}"), c
	    name = 'hoff_kpi_cost{scope="total",cost="%s"}' % c["id"]
	    assert (name in samples) == (value is not None), name
	    assert value is None or float(samples[name]) == value
	for a in report["agents"]["figures"]:
	    name = 'hoff_kpi_agent_expected{scope="total",kpi="%s",agent="%s"}' % (
	        a["id"], a["agent"])
	    assert a["expected"] is None or float(samples[name]) == a["expected"]
	assert report["agents"]["figures"]
	answers = [float(v) for k, v in samples.items()
	           if k.startswith("hoff_kpi_gate{")]
	assert sorted(answers) == [0, 0, 1], answers
	assert any(k.startswith('hoff_kpi_difference_low{scope="total",kpi="')
	           for k in samples)
	END
}

@test "hostile names stay text in Markdown" {
	hoff-kpi --by channel,customer.name --format markdown "$hostile" >got.md
	# every row of a table has as many bars as its heading
	awk -F'|' '/^\|/ { if (last && NF != n) exit 1; n = NF; last = 1; next }
		{ last = 0 }' got.md
	run ! grep -qE "[<\`$(printf '\r\033\007')]|CANARY|!\[|\]\(" got.md
}

@test "hostile names stay text in CSV, and none is a formula" {
	hoff-kpi --by channel,customer.name --format csv "$hostile" >got.csv
	python3 - "$hostile" <<-'END'
	import csv, json, sys
	rows = list(csv.reader(open("got.csv", newline=""), strict=True))
	assert all(len(r) == len(rows[0]) for r in rows), "ragged"
	fields = {f for r in rows for f in r}
	assert not any("CANARY" in f for f in fields), "text of a turn"
	for f in fields:
	    if f.lstrip()[:1] in ("=", "+", "@") or (
	            f[:1] == "-" and not f[1:].replace(".", "").isdigit()):
	        sys.exit(f"a formula: {f!r}")
	for line in open(sys.argv[1]):
	    name = json.loads(line).get("channel")
	    if name and name.isprintable() and len(name) < 256:
	        assert name in fields or "'" + name in fields, name
	END
}

@test "hostile names cannot write to the terminal" {
	hoff-kpi --by channel,customer.name "$hostile" >got
	run ! grep -q "$(printf '[\033\007\r\t]')" got
	run ! grep -qF "$(printf '\342\200\256')" got
	run ! grep -q CANARY got
	grep -qF 'tab?new?line' got
}

@test "colour is for terminals, and NO_COLOR turns it off" {
	run ! grep -q "$(printf '\033')" <(hoff-kpi "$story")
	script -qec "hoff-kpi '$story'" /dev/null >terminal
	grep -q "$(printf '\033\\[1m')" terminal
	NO_COLOR=1 script -qec "hoff-kpi '$story'" /dev/null >terminal
	run ! grep -q "$(printf '\033\\[1m')" terminal
}

@test "bad records are counted, and the rest makes the report" {
	{ cat "$story"; echo nonsense; } >mixed
	run -3 --separate-stderr hoff-kpi --by channel mixed
	diff "$data/story.txt" <(echo "$output")
	[[ $stderr == 'hoff-kpi: mixed:13:2: bad-json: '* ]]
}

@test "conversations that are given twice are counted, and that is said" {
	run -0 --separate-stderr hoff-kpi -j 2 "$story"
	[ -z "$stderr" ]
	run -0 --separate-stderr hoff-kpi -j 2 "$story" "$story" "$data/endings.in.ndjson"
	[ "$stderr" = "hoff-kpi: 12 conversation_ids came more than once, and counted each time" ]
	[[ $output == '83 conversations, '* ]]
	# of many it is a guess from some, the same in any order
	seq 90000 | sed 's/.*/{"conversation_id":"&","turns":[]}/' >many
	head -n 45000 many >again
	run -0 --separate-stderr hoff-kpi -j 2 again many
	about=$stderr
	[[ $about =~ ^'hoff-kpi: about '([0-9]+)' conversation_ids came more than once' ]]
	((BASH_REMATCH[1] > 44500 && BASH_REMATCH[1] < 45500))
	run -0 --separate-stderr hoff-kpi -j 1 many again
	[ "$stderr" = "$about" ]
}

@test "--select reports on some conversations only" {
	hoff-kpi --select '.channel == "voice"' --format json "$story" >report
	[ "$(jq .conversations report)" = 3 ]
}

@test "memory does not grow with the input" {
	sanitized && skip 'a sanitizer needs memory of its own'
	for _ in {1..200}; do logs+=("$story"); done
	cat "${logs[@]}" >log
	for _ in {1..20}; do cat log; done >long
	/usr/bin/time -f %M -o small hoff-kpi -j 2 log >/dev/null
	/usr/bin/time -f %M -o large hoff-kpi -j 2 long >/dev/null
	echo "$(cat small) KiB, $(cat large) KiB"
	[ "$(cat large)" -lt $(($(cat small) + 16384)) ]
	[ "$(cat large)" -lt 32768 ]
}

@test "a path to group by that no conversation has is named" {
	run -0 --separate-stderr hoff-kpi --by channel,customer.tierr \
		"$root/testdata/logs/bank.ndjson"
	[ "$stderr" = "hoff-kpi: no conversation has 'customer.tierr' to be grouped by" ]
	run -0 --separate-stderr hoff-kpi --every 1w --by customer.tier \
		"$root/testdata/logs/bank.ndjson"
	[ -z "$stderr" ]
}

@test "on a terminal no line is longer than it is wide; in a file all are whole" {
	python3 - "$root/testdata/logs/bank.ndjson" <<-'END' >/dev/null
	import os, pty, re, sys
	shown = b""
	def read(fd):
	    global shown
	    shown += (data := os.read(fd, 65536))
	    return data
	pty.spawn(["hoff-kpi", "--by", "channel", "--every", "1d", sys.argv[1]],
	    read)
	text = re.sub("\x1b\\[[0-9]*m", "", shown.decode()).replace("\r", "")
	assert "How conversations ended" in text and "By day" in text
	open("words", "w").write("\n".join(text.split()))
	open("wide", "w").write(str(max(map(len, text.split("\n")))))
	END
	[ "$(<wide)" -eq 80 ]
	hoff-kpi --by channel --every 1d "$root/testdata/logs/bank.ndjson" >file
	[ "$(wc -L <file)" -gt 80 ]
	# nothing was lost on the way: what is repeated is titles and names
	diff <(tr -s ' ' '\n' <file | grep '[0-9]' | grep -v '[-;:]' | sort -u) \
		<(grep '[0-9]' words | grep -v '[-;:]' | sort -u)
}
