"""The native ways of hoff-import against its mappings, on N random records.

Values are drawn from what logs hold and from what breaks programs: missing,
null, of another type, numbers at the edge, escapes.
"""
import csv
import json
import random
import subprocess
import sys
import tempfile

random.seed(7)
N = int(sys.argv[1])

WORDS = ["hello", "a \"quoted\" word", "line\nbreak", "\u2028 \U0001f600", "",
         "action_human_handoff", "utter_greet", "action_default_fallback",
         "utter_ask_human", "isHumanAvailable", "check_live_agent",
         "transferToHuman", "utter_humanize", "HUMAN_HandOff", "handoff2no",
         "NOTHuman", "liveAgent", "human_size_chart", "want_humans_es",
         "HUMAN2", "inHuman", "callHumanAgent\u00e9", "humans",
         "to_" * 70 + "human_es"]
ODD = [None, True, 0, -1, 1.5, 1e300, "0.4", "1e-3", [], {}, [None], {"a": 1}]


def text():
    return random.choice(WORDS)


def maybe(value, odd=0.1):
    r = random.random()
    if r < odd:
        return random.choice(ODD)
    return None if r < odd * 2 else value


def confidence():
    return random.choice([random.random(), 0, 0.25, 1, 1.0001, None, "0.80",
                          "1.00", "0,5", "1e-3", ".5", "", "high", "97%", "2",
                          "nan", " 0.5", True, [], {}])


def intent():
    names = ["a", "b", "c"] + ([random.choice(ODD)]
                               if random.random() < 0.1 else [])
    return {"intent": {"name": random.choice(names),
                       "confidence": confidence()},
            "intent_ranking": [
                {"name": n, "confidence": confidence()} for n in names]}


def rasa():
    event = {"sender_id": "s%d" % random.randrange(9),
             "timestamp": 1772355600 + random.random() * 1000,
             "event": random.choice(["user", "bot", "action", "slot", "x",
                                       "agent", "pause", "resume",
                                       "flow_started"])}
    for key, value in (("text", text()), ("name", text()),
                       ("flow_id", random.choice(
                           ["pattern_human_handoff", "pattern_cannot_handle"])),
                       ("message_id", "m%d" % random.randrange(99)),
                       ("input_channel", "rest")):
        if random.random() < 0.7:
            event[key] = maybe(value)
    if random.random() < 0.7:
        event["parse_data"] = intent()
    if random.random() < 0.5:
        event["data"] = maybe({
            name: maybe(value) for name, value in (
                ("buttons", [{"title": text()}, text(), {"title": text()}]),
                ("quick_replies", {"title": text()}),
                ("image", text()), ("attachment", {"type": "image"}),
                ("custom", {"a": 1})) if random.random() < 0.6})
    if random.random() < 0.1:
        event["timestamp"] = maybe("2026-03-01T09:00:00", 0.4)
    if random.random() < 0.1:
        event["sender_id"] = random.choice([7, 1.50, "", None])
    return event


def tracker():
    return {"sender_id": "t%d" % random.randrange(99),
            "events": [rasa() for _ in range(random.randrange(5))]}


def content():
    return random.choice([
        text(), None, [{"type": "text", "text": text()}, {"type": "image_url"}],
        [{"type": "refusal", "refusal": text()}, {"text": 1}, None],
        [text(), {"type": "text", "text": text()}], []])


def openai():
    roles = ["system", "user", "assistant", "tool", "function", "developer"]
    messages = []
    for _ in range(1 + random.randrange(5)):
        m = {"role": random.choice(roles), "content": content()}
        if random.random() < 0.1:
            m["refusal"] = maybe("no \"way\"", 0.3)
        for key in "timestamp", "created_at":
            if random.random() < 0.1:
                m[key] = maybe(1772355600.5, 0.3)
        if random.random() < 0.3:
            m["tool_calls"] = [{"function": {"name": text()}}]
        if random.random() < 0.1:
            m["function_call"] = {"name": text()}
        messages.append(m)
    record = {"messages": messages}
    if random.random() < 0.5:
        record["id"] = "o%d" % random.randrange(999)
    return record


def row():
    cells = {"conversation_id": "r%d" % random.randrange(9),
             "role": random.choice(["user", "bot", "agent", "x"]),
             "text": text(), "at": "2026-03-01T09:00:%02dZ" % random.randrange(60),
             "intent": random.choice(["", "a"]),
             "confidence": random.choice(["", "0.5", "1", "1.2", "x", ".5", "0,61",
                                         "0.50", "00.5", "0.", "1,2,3", "0.0001",
                                         "0.00001", "0.123456789012345678"]),
             "event": random.choice(["", "", "", "closed"]),
             "resolved": random.choice(["", "Yes", "no", "0", "maybe", "WAHR",
                                       "S\u00cd", "n/a", " ja "]),
             "csat": random.choice(["", "4", "4.5", "bad", "4,5", "0.7",
                                   "NULL", "4/5", "1e400"]),
             "private": random.choice(["", "true", "FALSE", "N\u00c3O", "secret"]),
             "message_id": random.choice(["", "m%d" % random.randrange(50)])}
    return cells


def said(line):
    return json.loads(line, object_pairs_hook=list)


def run(path, *args):
    done = subprocess.run(["hoff-import", *args, path], capture_output=True,
                          check=False)
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


for name, make in (("rasa", rasa), ("rasa", tracker), ("openai", openai),
                   ("csv", row)):
    with tempfile.NamedTemporaryFile("w", suffix=".log",
                                     newline="") as log:
        records = [make() for _ in range(N)]
        if name == "csv":
            table = csv.DictWriter(log, records[0])
            table.writeheader()
            table.writerows(records)
        else:
            for record in records:
                log.write(json.dumps(record) + "\n")
        log.flush()
        native = run(log.name, "--from", name)
        mapped = run(log.name, "--from", name, "--by-mapping")
        assert native, name
        assert native.count(b"\n") == mapped.count(b"\n"), name
        for a, b in zip(native.splitlines(), mapped.splitlines()):
            # libjq writes 0.00001 as 1e-05
            assert a == b or said(a) == said(b), (
                "%s\nnative %s\nmapped %s" % (name, a.decode(), b.decode()))
