#!/usr/bin/env python3
"""What no payload may exceed, counted by other means than hoff-packet's.

usage: packet_limits.py make N          N random records on standard output
       packet_limits.py check TARGET RECORDS PACKETS
       packet_limits.py edge         run hoff-packet at each limit, and one off
"""
import json
import random
import subprocess
import sys

PIECES = [
    "hello", "ünïcödé", "日本語テキスト", "👩‍👩‍👧‍👦", "🇰🇪", "👍🏽", "e\u0301\u0302",
    "my card 1042", "a\nline", "\ttab", "\"quoted\" \\ back", "<b>&amp;</b>",
    "*bold* _x_ [l](u)", "\u0001\u001f", "Ω≈ç√∫", "שלום עולם", "x" * 50, "?",
]


def words(rng, n):
    out, size = [], 0
    while size < n:
        piece = rng.choice(PIECES)
        out.append(piece)
        size += len(piece.encode())
    return rng.choice([" ", "", "  "]).join(out)


def record(rng, i):
    size = rng.choice([10, 100, 1000, 10000])
    turns = []
    for t in range(rng.choice([1, 2, 5, 20, 120])):
        role = rng.choice(["customer", "bot", "bot", "agent", "system"])
        turn = {"role": role, "at": 1772355600 + t,
                "text": words(rng, rng.randint(0, size))}
        if rng.random() < 0.1:
            turn["private"] = True
            turn["text"] = "NOTE " + turn["text"]
        if role == "customer":
            turn["intent"] = {"name": words(rng, 30), "confidence": 0.5}
            turn["slots"] = {words(rng, 9): words(rng, size) for _ in range(3)}
        turns.append(turn)
    turns.append({"role": "customer", "text": words(rng, size) + " ?",
                  "at": 1772356000})
    return {
        "conversation_id": "c-%d" % i, "channel": rng.choice(["sms", "x" * 300]),
        "language": "en", "customer": {"id": "u", "tier": words(rng, 40),
                                       "name": words(rng, size)},
        "turns": turns,
        "hoff": {"redact": {"status": "done", "counts": {"CARD": 1}},
                 "route": {"outcome": "assigned", "queue": words(rng, size // 4),
                           "wait_s": 60, "priority": 1e12,
                           "skills": [words(rng, 20) for _ in range(4)]},
                 "score": {"decision": "escalate", "turn": len(turns) - 1,
                           "signals": {"sentiment": -0.4, "fallbacks": 2,
                                       "compliance": {"fraud": 0.5}},
                           "reasons": [{"rule": words(rng, 40),
                                        "reason": words(rng, size)}]}}}


def compact(value):
    return len(json.dumps(value, ensure_ascii=False,
                          separators=(",", ":")).encode())


def utf16(s):
    return len(s.encode("utf-16-le")) // 2


def flat(values, kinds):
    for key, value in values.items():
        assert type(value) in kinds, key


def botframework(p):
    assert compact(p) <= 28672
    flat(p["value"], (str, int))
    assert p["name"] == "handoff.initiate" and p["conversation"]["id"]
    return [a["text"] for a in p["attachments"][0]["content"]["activities"]]


def copilot(p):
    assert compact(p) <= 28672
    assert isinstance(p["value"].pop("va_Topics", []), list)
    p["value"].pop("va_Phrases", None)
    flat(p["value"], (str, int))


def twilio(p):
    assert isinstance(p["Attributes"], str)
    assert len(p["Attributes"].encode()) <= 4096
    assert isinstance(json.loads(p["Attributes"]), dict)
    assert 0 <= p["Priority"] <= 2 ** 31 - 1 and type(p["Priority"]) is int


def connect(p):
    a = p["Attributes"]
    flat(a, (str,))
    assert sum(len((k + v).encode()) for k, v in a.items()) <= 32768
    for key in a:
        assert all(c.isascii() and (c.isalnum() or c in "-_") for c in key)


def genesys(p):
    flat(p["attributes"], (str,))
    assert compact(p["attributes"]) <= 16384


def zendesk(p):
    t = p["ticket"]
    assert utf16(t["comment"]["body"]) <= 65000
    assert t["comment"]["public"] is False
    assert utf16(t["subject"]) <= 150
    assert all(" " not in tag and "," not in tag for tag in t["tags"])


def sunshine(p):
    flat(p["metadata"], (str, int, float, bool))
    assert compact(p["metadata"]) <= 4096


def salesforce(p):
    flat(p["fields"], (str,))
    assert all(utf16(v) <= 255 for v in p["fields"].values())


def dialogflow(p):
    assert compact(p) <= 16384
    flat(p["liveAgentHandoff"]["metadata"], (str, int, float))


def intercom(p):
    assert compact(p) <= 65000
    flat(p["custom_attributes"], (str, int, float))
    assert all(utf16(str(v)) <= 255 for v in p["custom_attributes"].values())
    # an admin's reply of API 2.14; admin_id is the user's (--set)
    assert set(p) == {"custom_attributes", "note"}
    assert set(p["note"]) == {"message_type", "type", "body"}
    assert (p["note"]["message_type"], p["note"]["type"]) == ("note", "admin")


def vcon(p):
    return [d["body"] for d in p["dialog"] if d["type"] == "text"]


def said(turn):
    return "".join(" " if c < " " else c for c in turn["text"])


def check_transcript(record, texts):
    """Texts come from turns, whole or their beginning; none is a note."""
    turns = [t for t in record["turns"] if not t.get("private")]
    at = 0
    for shown in texts:
        begin = shown[:-1] if shown.endswith("…") else shown
        while at < len(turns) and not (
                said(turns[at]) == shown or
                (begin != shown and said(turns[at]).startswith(begin))):
            at += 1
        assert at < len(turns), "a text that is no turn's"
        at += 1
        if begin != shown and begin:
            rest = said(turns[at - 1])[len(begin):]
            assert rest[0] not in "\u200d\ufe0f\u0301\u0302🏽", "a torn character"
    last = texts[-1]
    assert said(turns[-1]).startswith(last.rstrip("…")), "the last turn is gone"


# What a platform counts, of a payload: bytes, or characters.
CHARACTERS = ("zendesk", "salesforce")
COUNTED = {
    "botframework": compact, "copilot": compact, "dialogflow": compact,
    "intercom": compact,
    "twilio": lambda p: len(p["Attributes"].encode()),
    "connect": lambda p: compact(p["Attributes"]),
    "genesys": lambda p: compact(p["attributes"]),
    "sunshine": lambda p: compact(p["metadata"]),
    "zendesk": lambda p: utf16(p["ticket"]["comment"]["body"]),
    "salesforce": lambda p: max(map(utf16, p["fields"].values())),
}


def packets_of(target, texts):
    """Packets of one request each, in which nothing else depends on it."""
    given = "".join(json.dumps({
        "conversation_id": "c",
        "turns": [{"role": "bot", "text": "?"},
                  {"role": "customer", "text": text}],
        "hoff": {"redact": {"status": "done"}, "score": {"decision": "escalate", "turn": 1}},
    }) + "\n" for text in texts)
    out = subprocess.run(
        ["hoff-packet", "-T", target, "--fields", "request"],
        input=given, capture_output=True, check=True, text=True).stdout
    return [json.loads(line)["hoff"]["packet"] for line in out.splitlines()]


def edge(target):
    """At the limit nothing is cut; a unit above it, whole characters are."""
    count = COUNTED[target]
    size = utf16 if target in CHARACTERS else lambda s: len(s.encode())
    pieces = ["x", "\u65e5\u672c", "\U0001f469\u200d\U0001f467",
              "e\u0301\u0302", "\U0001f1f0\U0001f1ea"]
    # a longer one is no attribute of Intercom's, and stands in one place
    least = 300 if target == "intercom" else 9
    a, ab = packets_of(target, ["a" * least, "a" * (least + 1)])
    limit, base = a["size"]["limit"], count(a["payload"])
    times = count(ab["payload"]) - base     # it may stand in several places
    room = (limit - base) // times
    texts = []
    for piece in pieces:
        n = room // size(piece)
        texts.append("a" * (least + room - n * size(piece)) + piece * n)
    for piece, text, full, over in zip(
            pieces, texts, packets_of(target, texts),
            packets_of(target, ["a" + text for text in texts])):
        assert full["cuts"] == [], full["cuts"]
        used = count(full["payload"])
        assert full["size"]["used"] == used == limit - (limit - base) % times
        assert [(c["field"], c["by"]) for c in over["cuts"]] == \
            [("request", "limit")], over["cuts"]
        assert count(over["payload"]) <= limit
        rest = ("a" + text).encode()[over["cuts"][0]["after"]:].decode()
        # what is left out begins with a character, and makes room for a mark
        assert rest.startswith(piece), rest[:9]
        assert size(rest) <= size("\u2026") + size(piece) + 1, rest


def main():
    rng = random.Random(7)
    if sys.argv[1] == "make":
        for i in range(int(sys.argv[2])):
            print(json.dumps(record(rng, i), ensure_ascii=bool(i % 2)))
        return
    if sys.argv[1] == "edge":
        for target in COUNTED:
            print("target:", target)
            edge(target)
        return
    check = globals().get(sys.argv[2])
    records = [json.loads(line) for line in open(sys.argv[3], encoding="utf-8")]
    lines = open(sys.argv[4], encoding="utf-8").readlines()
    assert len(lines) == len(records) > 0
    cut = 0
    for given, line in zip(records, lines):
        packet = json.loads(line)["hoff"]["packet"]
        assert packet["status"] == "ready"
        payload = packet["payload"]
        if sys.argv[2] not in ("zendesk", "intercom", "markdown", "text"):
            assert "NOTE" not in json.dumps(payload), "a private note"
        texts = check(payload) if check else None
        if texts:
            check_transcript(given, texts)
        if packet["size"]["limit"] is not None:
            assert packet["size"]["used"] <= packet["size"]["limit"]
        limited = [c for c in packet["cuts"] if c["by"] == "limit"]
        for c in packet["cuts"]:
            assert c["after"] < c["before"] or \
                c["turns_after"] < c["turns_before"], c
        cut += bool(limited)
    print(cut)


main()
