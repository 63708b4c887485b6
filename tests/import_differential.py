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
         "action_human_handoff", "utter_greet", "action_default_fallback"]
ODD = [None, True, 0, -1, 1.5, 1e300, "0.4", "1e-3", [], {}, [None], {"a": 1}]


def text():
    return random.choice(WORDS)


def maybe(value, odd=0.1):
    r = random.random()
    if r < odd:
        return random.choice(ODD)
    return None if r < odd * 2 else value


def intent():
    names = ["a", "b", "c"]
    return {"intent": {"name": random.choice(names),
                       "confidence": random.choice([0, 0.25, 1, 1.0001, None])},
            "intent_ranking": [
                {"name": n, "confidence": random.random()} for n in names]}


def rasa():
    event = {"sender_id": "s%d" % random.randrange(9),
             "timestamp": 1772355600 + random.random() * 1000,
             "event": random.choice(["user", "bot", "action", "slot", "x",
                                       "agent", "pause", "resume"])}
    for key, value in (("text", text()), ("name", text()),
                       ("message_id", "m%d" % random.randrange(99)),
                       ("input_channel", "rest")):
        if random.random() < 0.7:
            event[key] = maybe(value)
    if random.random() < 0.7:
        event["parse_data"] = intent()
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
        [text(), {"type": "text", "text": text()}], []])


def openai():
    roles = ["system", "user", "assistant", "tool", "function", "developer"]
    messages = []
    for _ in range(1 + random.randrange(5)):
        m = {"role": random.choice(roles), "content": content()}
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
             "confidence": random.choice(["", "0.5", "1", "1.2", "x", ".5"]),
             "event": random.choice(["", "", "", "closed"]),
             "resolved": random.choice(["", "Yes", "no", "0", "maybe"]),
             "csat": random.choice(["", "4", "4.5", "bad"]),
             "private": random.choice(["", "true", "FALSE"]),
             "message_id": random.choice(["", "m%d" % random.randrange(50)])}
    return cells


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
        for a, b in zip(native.splitlines(), mapped.splitlines()):
            assert a == b, "%s\nnative %s\nmapped %s" % (
                name, a.decode(), b.decode())
        assert native == mapped, name
