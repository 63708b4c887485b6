"""Files that go beside a log, by chance: real ones with something else in them."""

import copy
import csv
import hashlib
import io
import json
import subprocess

import records
import texts
from texts import ROOT

CONDITIONS = [
    "true", "false", ".signals.human_request >= 0.5", ".signals.sentiment < -0.4",
    ".signals.terms.mine >= 1", ".turn.text | test(\"refund\"; \"i\")",
    ".history | length > 3", "any(.history[]; .role == \"bot\")",
    ".customer.tier == \"gold\" and .channel != \"voice\"",
    ".turn.intent.confidence < 0.5", ".turn.text | split(\" \") | length > 10",
    ".turn.text | ascii_downcase | contains(\"agent\")", ".turn.x.y.z == 1",
    ".local_time.hour >= 9 and .local_time.open", ".signals.turns % 2 == 0",
    "[.history[].text | length] | add > 100", ".turn.text | explode | max > 1000",
    ".customer | to_entries | length > 1", "(.signals.turns / 0) > 1", ".bot.name + 1 > 0",
    "reduce range(1000) as $i (0; . + $i) > 1", ".turn | tostring | length > 1000",
    ".thresholds.mine > 0.5", ".turn.text | test(\"(a|aa)+$\")", "[limit(3; repeat(1))] | add",
    ".turn.text[2:5] == \"abc\"", "(.customer.id // \"x\") | startswith(\"u\")", "..|numbers > 1",
]

RULES = {
    "name": "storm", "version": 3,
    "thresholds": {"escalate": 0.7, "watch": 0.4, "mine": 0.5},
    "weights": {"human_request": 3.1, "fallbacks": 0.8, "terms.mine": 1},
    "terms": {"mine": "mine.csv"},
    "overrides": [{"channel": "voice", "tier": ["gold"], "language": "de",
                   "thresholds": {"escalate": 0.5, "watch": 0.2}}],
    "time_zone": "Europe/Berlin", "hours": {"mon": ["09:00-17:30"], "tue": ["00:00-24:00"]},
    "holidays": ["2026-12-25"],
    "tiers": [{"risk": "high", "intent": ["card_*"], "tier": "human-first"},
              {"risk": 0.2, "tier": "assisted"}],
    "crisis": {"signals": ["safety.self_harm"], "at_least": 0.4, "fields": ["reason"]},
    "queues": [
        {"name": "general", "priority": 50, "sla_s": 60, "handle_s": 300, "patience_s": 30},
        {"name": "card", "skills": ["card:2", "kyc"], "priority": 70,
         "handle": {"exponential": 300}, "patience": {"lognormal": {"mean": 100, "cv": 2}},
         "wrap_up_s": 20, "rings": [{"after_s": 30, "drop": ["card:2"]}],
         "no_answer": {"share": 0.2, "after_s": 15, "rest_s": 10},
         "transfer": {"share": 0.3, "to": "general", "spent": 0.4}, "reserve": 1,
         "preferred_s": 30, "max_waiting": 5},
        {"name": "steps", "skills": ["card"], "steps": [{"skills": ["card"], "expression": ".skills.card >= 3",
                                     "until_age_s": 60, "priority": 80,
                                     "skip_unstaffed": True}]},
        {"name": "night", "time_zone": "Asia/Kolkata", "hours": {"mon": ["09:00-17:00"]},
         "holidays": ["2026-03-02"], "closed": "overflow",
         "overflow": {"to": "general", "waiting": 3, "after_age_s": 60,
                      "when_unstaffed": True},
         "handle": {"uniform": [10, 300]}, "patience": {"values": [1, 5, 500]},
         "agent_order": ["round-robin"]}],
    "rules": [
        {"id": "asked", "when": CONDITIONS[2], "then": "escalate", "priority": 80,
         "queue": "general", "reason": "Asked.", "cooldown": 2},
        {"id": "hard", "when": ".signals.safety.self_harm >= 0.3", "then": "escalate",
         "hard": True, "priority": 100, "queue": "card"},
        {"id": "form", "when": CONDITIONS[5], "then": "hold", "turns": 2,
         "until": ".signals.turns > 3"},
        {"id": "ask-first", "when": CONDITIONS[12], "then": "clarify", "turns": 3,
         "question": "What is it about?"},
        {"id": "quiet", "when": CONDITIONS[8], "then": "suppress", "suppress": "asked"},
        {"id": "look", "when": CONDITIONS[3], "then": "watch"}],
    "tests": [{"name": "one", "turns": [{"role": "customer", "text": "an agent please"}],
               "expect": {"decision": "escalate", "turn": 0, "rule": "asked"}}]}

POLICY = {
    "name": "storm", "contact_order": ["score", "priority", "age"],
    "agent_order": ["preferred", "least-occupied", "proficiency", "spare-capacity", "id"],
    "per_minute": 0.5,
    "channels": {"email": {"weight": 0.5, "sla_s": 14400}, "voice": {"exclusive": True}},
    "slow_down": [1, 0.8, 0.6], "intents": {"refund": {"handle": {"constant": 5}}},
    "routes": [{"when": ".customer.tier == \"gold\"", "queue": "card", "priority": 90}],
    "preferred": "customer.preferred_agent",
    "join": {"within_s": 3600, "keep_place": True, "same_agent": True}, "seed": 7,
    "queues": RULES["queues"]}

REDACTION = {
    "name": "storm", "version": 1, "kinds": ["CARD", "NAME", "EMAIL", "PHONE", "CVV", "DOB"],
    "operators": {"CARD": "truncate", "NAME": "placeholder", "PHONE": "mask"},
    "keep": [".conversation_id", ".channel", ".turns[].role", ".x.."],
    "only_in": [".turns[].text", ".customer.."], "deny": {"PROJECT": "mine.csv"},
    "allow": "mine.csv", "scope": "conversation", "match_limit": 1000,
    "recognisers": [{"rule": "badge", "kind": "STAFF", "pattern": "B-\\d{1,6}",
                     "context": ["badge"], "check": "luhn"},
                    {"rule": "wide", "kind": "WIDE", "pattern": "(a{1,50}){1,50}b"}]}

COSTS = {"currency": "EUR", "agent_hour": 30, "bot_turn": 0.01, "conversation": 0.2,
         "fixed": 100, "human_contact": 6, "missed_escalation": 5,
         "false_escalation": 2, "staffed_hours": 10, "saved": "containment_loose"}

ROSTER = [
    ["id", "name", "skills", "languages", "channels", "slots", "shift", "breaks", "zone",
     "time_off", "team", "state", "wage"],
    ["ann", "Ann O.", "card:2;kyc", "en;sw", "webchat;voice", "2", "Mon-Fri 08:00-17:00",
     "Mon-Fri 12:00-12:30", "+03:00", "2026-03-04", "desk", "available", "18.50"],
    ["bob", "Bob", "tax;general:5", "", "webchat:3;voice", "1000", "Sat-Sun 22:00-06:00", "",
     "Europe/Berlin", "2026-03-09/2026-03-13", "", "away", ""],
    ["eve", "", "crisis;safety;card", "de", "", "", "", "", "", "", "", "", "18,50"]]

TERMS = [["term", "weight", "kind", "language"], ["refund", "1", "exact", "en"],
         ["swallow", "2.5", "stem", ""], ["no\\d{1,9}", "1", "regex", ""],
         ["my phone", "", "", "de"], ["x", "0", "", ""]]

ARTICLES = [["id", "title", "text", "url", "language"],
            ["k1", "Block a card", "A card can be blocked.", "https://e.example/1", "en"],
            ["k2", "Refunds", "Money comes back \"soon\".", "", "de"]]

NUMBERS = [["region", "number"], ["GB", "116 123"], ["*", "112"]]

IDS = [["id", "customer"], ["u-1", "u-2"], ["u-2", "u-3"], ["u-3", "u-1"]]

WORDS = ["true", "null", "[]", "{}", "\"\"", "-1", "1e308", "0", "1e-320", "(", ")", "|",
         "..", ".", ",", ";", ":", "\"\\u0000\"", "def f: f; f", "input", "error", "$__loc__",
         "\n", "\r\n", "\"", "'", "\ufeff", "\x00", "#", "*", "99999999999", "+25:00"]


def defaults(command, name):
    """A built-in file."""
    return subprocess.run([command, f"--show-defaults={name}"], check=True,
                          capture_output=True).stdout


def object_of(program):
    """What a jq program evaluates to."""
    return json.loads(subprocess.run(["jq", "-n", "-f", "/dev/stdin"],
                                     input=program, check=True,
                                     capture_output=True).stdout)


def scramble(rnd, b):
    """Bytes with words changed for others, or broken as records are."""
    for _ in range(rnd.choice((1, 1, 2, 5))):
        at, to = sorted(rnd.randint(0, len(b)) for _ in range(2))
        to = min(to, at + rnd.choice((0, 1, 3, 10, 200)))
        way = rnd.randrange(4)
        if way == 0:
            new = rnd.choice(WORDS).encode()
        elif way == 1:
            new = b[at:to] * rnd.choice((2, 3, 100))
        elif way == 2:
            new = texts.piece(rnd).encode("utf8", "replace")
        else:
            new = b""
        b = b[:at] + new + b[to:]
        if rnd.random() < .1:
            b = records.broken(rnd, b)
    return b


def program(rnd, base):
    """An object as a file: as it is, or spoilt."""
    value = copy.deepcopy(base)
    way = rnd.random()
    if way < .2:
        records.spoil(rnd, value, rnd.choice((1, 1, 2, 4)))
    elif way < .5:
        where = [(box, k) for box, k in records.places(value)
                 if not isinstance(box[k], str)]
        box, k = rnd.choice(where)
        box[k] = records.alike(rnd, box[k])
    b = records.line(rnd, value)
    return scramble(rnd, b) if way > .95 else b


def rules(rnd):
    value = copy.deepcopy(RULES)
    for r in value["rules"]:
        if rnd.random() < .5:
            r["when"] = rnd.choice(CONDITIONS)
    while rnd.random() < .3:
        r = copy.deepcopy(rnd.choice(value["rules"]))
        r["id"] = f"{r['id']}-{len(value['rules'])}"
        r["when"] = rnd.choice((rnd.choice(CONDITIONS),
                                f"({rnd.choice(CONDITIONS)}) and ({rnd.choice(CONDITIONS)})"))
        value["rules"].append(r)
    return program(rnd, value)


def as_csv(rows, **how):
    out = io.StringIO()
    csv.writer(out, **how).writerows(
        [[str(c).replace("\0", "") for c in row] for row in rows])
    return out.getvalue().encode("utf8", "replace")


def table(rnd, base):
    """Rows as CSV: as they are, spoilt, or many."""
    rows = copy.deepcopy(base)
    if rnd.random() < .2:
        for i in range(rnd.choice((3, 300))):
            row = list(rnd.choice(base[1:]))
            row[0] = f"{row[0]}{i}"
            rows.append(row)
    if rnd.random() < .1:
        for row in rows:
            row.reverse()
    for _ in range(rnd.choice((0, 0, 0, 1, 4))):
        row = rnd.choice(rows)
        if row:
            at = rnd.randrange(len(row))
            row[at] = rnd.choice((texts.spoilt(rnd, row[at]), texts.piece(rnd), "",
                                  rnd.choice(rnd.choice(rows) or [""]),
                                  rnd.choice(WORDS), texts.text(rnd, 5000)))
    b = as_csv(rows, delimiter=rnd.choice(",,,;\t"), quoting=rnd.choice((0, 1)),
               lineterminator=rnd.choice(("\n", "\r\n")))
    return scramble(rnd, b) if rnd.random() < .15 else b


def article_lines(rnd):
    head, *rows = ARTICLES
    return b"\n".join(records.line(rnd, records.spoil(
        rnd, dict(zip(head, row)), rnd.choice((0, 1)))) for row in rows)


def model(rnd):
    """That of the signals with other numbers in its head; its hash is right."""
    b = bytearray((ROOT / "lib/model/defaults/hoff.model").read_bytes())
    for _ in range(rnd.choice((0, 1, 2))):
        at = rnd.choice((rnd.randrange(40, 256), rnd.randrange(56, 80), rnd.randrange(256, 2000)))
        b[at] = rnd.choice((0, 1, 2, 3, 4, 16, 255, b[at] ^ 1, b[at] ^ 128))
    b[8:40] = hashlib.sha256(b[40:]).digest()
    return bytes(b)


def exports():
    """Other systems' logs that we have: a name, a preset's name, bytes."""
    out = []
    for path in sorted((ROOT / "testdata" / "hoff-import").glob("*.in.*")):
        out.append((path.name, path.read_bytes()))
    return out


def export(rnd, name, b):
    """One, spoilt in the way of its kind."""
    if name.endswith((".ndjson", ".json")) and rnd.random() < .8:
        try:
            if name.endswith(".ndjson"):
                values = [json.loads(s) for s in b.splitlines() if s.strip()]
                values *= rnd.choice((1, 1, 3))
                for v in values:
                    if isinstance(v, (dict, list)):
                        records.spoil(rnd, v, rnd.choice((0, 1, 2, 6)))
                return b"\n".join(records.line(rnd, v) for v in values) + b"\n"
            value = json.loads(b)
            records.spoil(rnd, value, rnd.choice((0, 1, 3, 20)))
            return records.line(rnd, value)
        except ValueError:
            pass
    if name.endswith((".csv", ".txt")) and rnd.random() < .5:
        rows = b.splitlines(keepends=True)
        for _ in range(rnd.choice((1, 3, 10))):
            at = rnd.randrange(len(rows))
            rows[at:at] = [rnd.choice(rows)] * rnd.choice((1, 2, 100))
        b = b"".join(rows)
    return scramble(rnd, b) if rnd.random() < .8 else b
