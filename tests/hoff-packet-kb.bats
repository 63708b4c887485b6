# hoff-packet --kb: articles that help, and how often they are the right ones.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load packet

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	articles=$root/testdata/hoff-packet/articles.csv
}

# asked TEXT [JQ]: a record of a customer who asked that, changed by JQ
asked() {
	jq -nc --arg t "$1" '{conversation_id: "c", language: "en",
			turns: [{role: "user", text: $t}],
			hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 0}}}' |
		jq -c "${2-.}"
}

@test "the articles that fit best come with score and snippet" {
	asked 'the machine swallowed my card' >record
	hoff-packet --kb "$articles" <record >packet
	says '.knowledge | (map(.id) | .[0] == "kb-1") and length <= 3
		and .[0].title == "Block a lost or swallowed card"
		and .[0].url == "https://help.example/kb-1"
		and (.[0].snippet | test("machine has kept"))
		and ([.[].score] == ([.[].score] | sort | reverse))
		and .[0].score > 0' <packet
	packet_of <record | says 'has("knowledge") | not'
	# of what the customer says: the bot's words find nothing
	asked 'hello' '.turns += [{role: "bot", text: "swallowed card"}]
		| .hoff.score.turn = 1' | hoff-packet --kb "$articles" |
		says '.knowledge == []'
	# no operators, no wildcards: words
	asked 'card" OR title:* NEAR(x) AND NOT -refund ^' |
		hoff-packet --kb "$articles" | says '.knowledge | map(.id) == ["kb-4", "kb-1"]'
}

@test "an article is in the language of the conversation" {
	asked 'meine Karte ist gesperrt' '.language = "de-AT"' >record
	hoff-packet --kb "$articles" <record |
		says '.knowledge | map(.id) == ["kb-7"]'
	jq -c 'del(.language)' record | hoff-packet --kb "$articles" |
		says '.knowledge[0].id == "kb-7"'
}

@test "targets carry the articles, a crisis and who is not told them do not" {
	asked 'the machine swallowed my card' >record
	hoff-packet -T connect --kb "$articles" <record |
		says '.payload.Attributes.hoff_knowledge
			| startswith("Block a lost or swallowed card (kb-1); ")'
	packet_of -T text --kb "$articles" <record | jq -r .payload |
		grep -q '^Knowledge base: Block a lost or swallowed card (kb-1); '
	hoff-packet -T salesforce --kb "$articles" <record |
		says '.payload.fields | has("Hoff_Knowledge") | not'
	hoff-packet --fields reason --kb "$articles" <record |
		says '.knowledge == []'
	jq -c '.hoff.score.signals.safety.self_harm = 1' record |
		hoff-packet --kb "$articles" | says '.knowledge == []'
}

@test "scores are those of Okapi's BM25" {
	cat >kb.ndjson <<-'END'
	{"id": 1, "title": "parcel", "content": "parcel lost parcel lost box"}
	{"id": 2, "title": "box", "body": "parcel came in a box and was wet"}
	{"id": "3", "text": "lost keys"}

	{"id": "4", "title": "wet", "text": "rain, rain and more rain today"}
	{"id": "5", "title": "sun"}
	{"id": "6", "title": "wind"}
	{"id": "7", "title": "snow"}
	END
	asked 'lost parcel, wet' '.language = null' | packet_of --kb kb.ndjson |
		jq -c '.knowledge | map([.id, .score])' >got
	# Robertson et al. 1994 with k1 1.2, b 0.75, the title counted twice
	python3 - >expected <<-'END'
	import math
	docs = {"1": (["parcel"], "parcel lost parcel lost box".split()),
	        "2": (["box"], "parcel came in a box and was wet".split()),
	        "3": ([], "lost keys".split()),
	        "4": (["wet"], "rain rain and more rain today".split()),
	        "5": (["sun"], []), "6": (["wind"], []), "7": (["snow"], [])}
	size = {d: len(t) + len(b) for d, (t, b) in docs.items()}
	mean = sum(size.values()) / len(docs)
	def score(d):
	    s = 0
	    for w in ("lost", "parcel", "wet"):
	        n = sum(w in t + b for t, b in docs.values())
	        f = 2 * docs[d][0].count(w) + docs[d][1].count(w)
	        idf = math.log((len(docs) - n + 0.5) / (n + 0.5))
	        s += idf * f * 2.2 / (f + 1.2 * (0.25 + 0.75 * size[d] / mean))
	    return round(s, 4)
	found = sorted((-score(d), int(d)) for d in docs if score(d) > 0)[:3]
	print("[%s]" % ",".join('["%d",%s]' % (d, ("%.4f" % -s).rstrip("0")) for s, d in found))
	END
	diff expected got
}

@test "how well it answers is recall and MRR, with intervals" {
	{
		asked 'swallowed card' '.outcome.article_id = "kb-1"'
		asked 'where is my parcel' '.outcome.article_id = ["kb-9", "kb-3"]'
		asked 'a charge, not my card' '.outcome.article_id = "kb-1" | del(.hoff)'
		asked 'weather' '.outcome.article_id = "kb-2"'
		asked 'password' '.outcome.article_id = "kb-99"'
		asked 'password' '.outcome.article_id = null'
		asked 'password'
	} >log
	hoff-packet --kb "$articles" --kb-eval --format json log >got
	[ "$(hoff-packet --kb "$articles" <log -j 1 --unredacted |
		jq -c '[.hoff.packet.knowledge // [] | .[].id]' | sed -n 3p)" = '[]' ]
	# ranks: 1, 1, 2, none, none
	python3 - got <<-'END'
	import json, math, sys
	got = json.load(open(sys.argv[1]))
	def wilson(k, n, z=1.959963984540054):
	    p, c = k / n, z * z / n
	    half = z * math.sqrt(p * (1 - p) / n + c / (4 * n))
	    return [round((p + c / 2 - half) / (1 + c), 4),
	            round((p + c / 2 + half) / (1 + c), 4)]
	assert (got["records"], got["labelled"], got["not_in_base"]) == (7, 5, 1)
	for k, hits in ((1, 2), (3, 3), (10, 3)):
	    r = got["recall@%d" % k]
	    assert r["value"] == hits / 5, r
	    assert [r["low"], r["high"]] == wilson(hits, 5), r
	m = got["mrr@10"]
	assert m["value"] == 0.5 and 0 < m["low"] < 0.5 < m["high"] < 1, m
	END
	hoff-packet --kb "$articles" --kb-eval log | grep -x 'mrr@10 *0.5000  95% .*'
	hoff-packet --kb "$articles" --kb-eval -j 4 --format json log | cmp - got
	run -2 --separate-stderr hoff-packet --kb-eval log
	[ "$stderr" = 'hoff-packet: --kb-eval: there is nothing to look in (--kb)' ]
}

@test "an index is used again, and never when it is stale" {
	asked 'the machine swallowed my card' >record
	hoff-packet --kb "$articles" record >plain
	hoff-packet --kb "$articles" --kb-index index record | cmp - plain
	cp index first
	hoff-packet --kb "$articles" --kb-index index record | cmp - plain
	cmp index first
	hoff-packet --kb-index index record | cmp - plain
	# other articles
	sed 's/swallowed/eaten/' "$articles" >other.csv
	hoff-packet --kb other.csv --kb-index index <record |
		says '.knowledge[0].title == "Block a lost or eaten card"'
	run -1 cmp -s index first
	# another schema: the number stands in the header
	printf '\0\0\0\7' | dd of=first bs=1 seek=60 conv=notrunc status=none
	run -2 --separate-stderr hoff-packet --kb-index first record
	[ "$stderr" = 'hoff-packet: first: was made by another version; give --kb to make it anew' ]
	hoff-packet --kb "$articles" --kb-index first record | cmp - plain
	# somebody else's file
	cp "$articles" mine
	run -2 --separate-stderr hoff-packet --kb "$articles" --kb-index mine record
	[ "$stderr" = 'hoff-packet: mine: is no index of a knowledge base; not replaced' ]
	cmp mine "$articles"
	run -2 --separate-stderr hoff-packet --kb-index none record
	[ "$stderr" = 'hoff-packet: none: No such file or directory' ]
}

@test "a damaged index is refused" {
	hoff-packet --kb "$articles" --kb-index index /dev/null
	asked 'the machine swallowed my card' >record
	# which does not say what it is of: made anew
	hoff-packet --kb "$articles" --kb-index index record >plain
	cp index nameless
	python3 - nameless <<-'END'
	import sqlite3, sys
	sqlite3.connect(sys.argv[1], isolation_level=None).executescript("""
	    DROP TABLE source; CREATE TABLE source (sha256 TEXT);
	    INSERT INTO source VALUES (NULL);""")
	END
	hoff-packet --kb "$articles" --kb-index nameless record | cmp - plain
	cmp nameless index
	head -c 9000 index >short
	run -2 --separate-stderr hoff-packet --kb-index short record
	[[ $stderr == 'hoff-packet: short: '* ]]
	head -c 4096 index >spoilt
	head -c 30000 /dev/zero >>spoilt
	run -2 --separate-stderr hoff-packet --kb-index spoilt record
	[[ $stderr == 'hoff-packet: spoilt: '* ]]
}

@test "any number of threads finds the same" {
	for i in {1..300}; do
		echo "charge $((i % 7)) card $((i % 5)) parcel password limits"
	done | jq -Rc '{conversation_id: "c\(input_line_number)", language: "en",
		turns: [{role: "user", text: .}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 0}}}' >log
	hoff-packet -j 1 --kb "$articles" log >one
	hoff-packet -j 8 --kb "$articles" log | cmp - one
}

@test "an article that cannot be used is named" {
	no() {
		printf "$2" >bad
		run -2 --separate-stderr hoff-packet --kb bad /dev/null
		[ "$stderr" = "hoff-packet: bad:$1" ]
	}
	no '3: an article without an id' '{"id":"a","title":"x"}\n\n{"title":"x"}\n'
	no '1: an article without a title and a text' '{"id":"a"}\n'
	no '2: another article has this id' '{"id":"1","title":"x"}\n{"id":1,"title":"y"}\n'
	no '1:15: a value is missing' '{"id":"a","t":}\n'
	no ' has no articles' 'id,title\n'
	no " unknown column 'titel' (did you mean 'title'?)" 'id,titel\n'
	no " no column 'id'" 'title\nx\n'
}
