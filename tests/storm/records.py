"""Records by chance: real ones with something else in them, and monsters."""

import copy
import functools
import json

import texts
from texts import ROOT

ROLES = ["customer", "bot", "agent", "system", "user", "assistant", "human",
         "visitor", "CUSTOMER", "nobody"]
CHANNELS = ["webchat", "voice", "phone", "email", "whatsapp", "sms", "messenger", ""]
LANGUAGES = ["en", "de", "es-MX", "hi", "und", "xx", "", "pt_BR", "EN-gb"]
EVENTS = ["handoff_offered", "handoff_requested", "handoff_accepted",
          "handoff_failed", "agent_joined", "returned_to_bot",
          "channel_changed", "abandoned", "closed", "else"]
TIMES = ["2026-03-01T09:00:00Z", "2026-03-01T09:00:00.123456789+05:30",
         "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2016-12-31T23:59:60Z",
         "2026-03-29T02:30:00+01:00", "1969-12-31T23:59:59-23:59"]
MOST = 300000  # turns


class Raw(str):
    """What stands in the text as it is: a number no float keeps, or worse."""


NUMBERS = [0, 1, -1, 2, 7, 0.5, 1.5, -0.0, 1e-9, 1772355600, 1772355600123, 2**31,
           2**53 + 1, Raw("-0"), Raw("1e999"), Raw("1E-999"), Raw("0.1e1"),
           Raw("123456789012345678901234567890"), Raw("1." + "0" * 400), Raw("-1e22"),
           Raw("9007199254740993"), Raw("4111111111111111"), Raw("18446744073709551616")]


def deep(rnd, n):
    """Arrays and objects in each other, n levels of them, as text."""
    if rnd.random() < .5:
        return Raw("[" * n + "]" * n)
    return Raw('{"a":' * n + "1" + "}" * n)


def odd(rnd):
    """A value of any kind."""
    way = rnd.randrange(14)
    if way < 3:
        return rnd.choice(NUMBERS)
    if way < 6:
        return texts.text(rnd)
    if way == 6:
        return rnd.choice((None, True, False))
    if way == 7:
        return [odd(rnd) for _ in range(rnd.randint(0, 3))]
    if way == 8:
        return {texts.piece(rnd): odd(rnd) for _ in range(rnd.randint(0, 3))}
    if way == 9:
        return rnd.choice(TIMES)
    if way == 10:
        return deep(rnd, rnd.choice((1, 5, 50, 900)))
    if way == 11:
        return texts.piece(rnd)
    if way == 12:
        return rnd.choice(ROLES + CHANNELS + LANGUAGES + EVENTS)
    return texts.text(rnd, rnd.choice((100, 5000)))


def turn(rnd, at):
    t = {"role": rnd.choice(ROLES[:4] if rnd.random() < .97 else ROLES)}
    if rnd.random() < .95:
        t["text"] = texts.text(rnd)
    if rnd.random() < .6:
        t["at"] = at if rnd.random() < .9 else rnd.choice(TIMES)
    if rnd.random() < .3:
        t["intent"] = {"name": rnd.choice(("fallback", "refund", "None", "agent")),
                       "confidence": round(rnd.random(), 3)}
        if rnd.random() < .3:
            t["intent"]["alternatives"] = [
                {"name": "other", "confidence": round(rnd.random(), 2)}]
    if rnd.random() < .05:
        t["private"] = True
    if rnd.random() < .1:
        t["agent_id"] = rnd.choice(("a-1", 7, "a@b.c"))
    if rnd.random() < .05:
        t[rnd.choice(("slot", "silence_s", "barge_in", "dtmf", "asr", "entities",
                      "x", "attachments"))] = odd(rnd)
    return t


def fresh(rnd, n):
    """One of n turns at most, made from nothing."""
    start = rnd.randrange(1772355600, 1772355600 + 10**6)
    r = {"conversation_id": rnd.choice(("c", "c-", "", "\u00e9/", "a" * 300))
         + str(rnd.randrange(10**6))}
    if rnd.random() < .8:
        r["channel"] = rnd.choice(CHANNELS)
    if rnd.random() < .7:
        r["language"] = rnd.choice(LANGUAGES)
    if rnd.random() < .6:
        r["started_at"] = start
    if rnd.random() < .7:
        r["customer"] = {"id": f"u-{rnd.randrange(20)}",
                         "tier": rnd.choice(("gold", "basic", 3, None)),
                         "name": texts.piece(rnd)}
    r["turns"] = [turn(rnd, start + 10 * i) for i in range(rnd.randint(0, n))]
    if rnd.random() < .5:
        r["events"] = [{"at": start + 7 * i, "type": rnd.choice(EVENTS),
                        "by": rnd.choice(("customer", "bot", "agent"))}
                       for i in range(rnd.randint(0, 4))]
    if rnd.random() < .5:
        r["outcome"] = {"resolved": rnd.random() < .5, "csat": rnd.randint(1, 5)}
    if rnd.random() < .4:
        r["labels"] = {"escalate": rnd.random() < .5, "turn": rnd.randint(0, 5)}
    if rnd.random() < .2:
        r["experiment"] = {"name": "x", "arm": rnd.choice("AB")}
    return r


@functools.cache
def real():
    """The records of our own test data."""
    out = []
    for path in sorted((ROOT / "testdata").glob("*/*.ndjson")):
        if path.parent.name in ("hoff-import",):
            continue
        for line in path.read_text().splitlines():
            try:
                r = json.loads(line)
            except ValueError:
                continue
            if isinstance(r, dict) and len(line) < 20000:
                out.append(r)
    return out


def places(value, at=()):
    """Every place in a value: a container and a key."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for k, v in inside:
        yield value, k
        if isinstance(v, (dict, list)):
            yield from places(v)


def spoil(rnd, value, times):
    """Change a value in so many places, in place."""
    for _ in range(times):
        where = list(places(value))
        if not where:
            return value
        box, key = rnd.choice(where)
        change(rnd, box, key, where)
    return value


def change(rnd, box, key, where):
    old = box[key]
    if rnd.random() < .65:  # of the same kind, which is rarely refused
        box[key] = alike(rnd, old)
    elif rnd.random() < .3:
        del box[key]
    elif rnd.random() < .4:
        other, k = rnd.choice(where)
        if k in other if isinstance(other, dict) else k < len(other):
            box[key] = copy.deepcopy(other[k])
    elif isinstance(box, list) and rnd.random() < .5:
        box[key:key] = [copy.deepcopy(old)] * rnd.choice((1, 2, 30))
    elif isinstance(box, dict) and rnd.random() < .5:
        box[texts.piece(rnd)] = box.pop(key)
    else:
        box[key] = odd(rnd)


def alike(rnd, old):
    if isinstance(old, str):
        return rnd.choice((texts.spoilt(rnd, old), texts.text(rnd), "",
                           old + " " + texts.piece(rnd), texts.text(rnd, 3000)))
    if isinstance(old, bool):
        return not old
    if isinstance(old, (int, float)):
        return rnd.choice(NUMBERS + [rnd.random(), rnd.randint(0, 10), old * 10])
    if isinstance(old, dict):
        return {**old, texts.piece(rnd): odd(rnd)}
    if isinstance(old, list) and old:
        return old + [copy.deepcopy(rnd.choice(old))] * rnd.choice((1, 3, 40))
    return old


def monster(rnd, size):
    """One of about `size` bytes, too much of one thing."""
    r = fresh(rnd, 4)
    r["turns"].append({"role": "customer", "text": "hello"})
    way = rnd.randrange(9)
    if way == 0:
        r["turns"].append({"role": "customer", "text": texts.text(rnd, size)})
    elif way == 1:
        r["note"] = texts.text(rnd, size)
    elif way == 2:
        few = [turn(rnd, i) for i in range(20)]
        r["turns"] = rnd.choices(few, k=min(MOST, size // 80))
    elif way == 3:
        r["turns"] = [{"role": "bot"}] * min(MOST, size // 15)
    elif way == 4:
        r["events"] = [{"type": "closed"}] * (size // 17)
    elif way == 5:
        r[texts.text(rnd, size)] = texts.text(rnd, 1000)
    elif way == 6:
        r["extra"] = {f"{texts.piece(rnd)}{i}": texts.piece(rnd)
                      for i in range(size // 60)}
    elif way == 7:
        r["list"] = [rnd.choice(texts.VALUES) for _ in range(size // 30)]
    else:
        half = texts.text(rnd, size // 2)
        r["turns"] += [{"role": "bot", "text": half}, {"role": "customer", "text": half}]
        r["customer"] = {"name": half[:200], "ref": half[:1000]}
    return r


def string(rnd, s, way):
    """As JSON, with escapes where there need be none."""
    out = json.dumps(s, ensure_ascii=way == 1)
    if way == 2 and len(s) < 2000:
        out = '"' + "".join(
            f"\\u{ord(c):04X}" if ord(c) < 0x10000 and rnd.random() < .3
            else json.dumps(c, ensure_ascii=False)[1:-1] for c in s) + '"'
    return out


def dump(rnd, value, way=0, blank=""):
    """JSON of a value: `way` of escapes, `blank` behind every sign."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, str):
        return string(rnd, value, way)
    if isinstance(value, dict):
        return "{" + blank + ("," + blank).join(
            string(rnd, k, way) + ":" + blank + dump(rnd, v, way, blank)
            for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ("," + blank).join(
            dump(rnd, v, way, blank) for v in value) + "]"
    return json.dumps(value)


def line(rnd, value):
    """A record as bytes.  Surrogates are escaped, for UTF-8 has none."""
    s = dump(rnd, value, rnd.choice((0, 0, 0, 1, 2)), rnd.choice(("", "", " ", "\t")))
    return b"".join(
        c.encode("utf8") if not 0xd800 <= ord(c) < 0xe000 else b"\\u%04x" % ord(c)
        for c in s) if any("\ud800" <= c <= "\udfff" for c in s) else s.encode("utf8")


def broken(rnd, b):
    """The same, with bytes lost, doubled or changed."""
    at = rnd.randint(0, len(b))
    to = min(len(b), at + rnd.choice((1, 1, 4, 100)))
    way = rnd.randrange(4)
    if way == 0:
        return b[:at]
    if way == 1:
        return b[:at] + b[to:]
    if way == 2:
        return b[:at] + bytes([rnd.choice(b"\x00\x80\xff{}[]\":,\\0e-\t\x7f\xed\xa0")]) + b[to:]
    return b[:to] + b[at:]


def record(rnd, base):
    """Any one, as a line without its end; `base` are some to begin with."""
    way = rnd.random()
    if way < .45:
        r = spoil(rnd, copy.deepcopy(rnd.choice(base)), rnd.choice((0, 1, 1, 2, 3, 8)))
    elif way < .9:
        r = fresh(rnd, rnd.choice((1, 3, 8, 30)))
        if rnd.random() < .4:
            spoil(rnd, r, rnd.choice((1, 2, 5)))
    else:
        r = monster(rnd, rnd.choice((500, 5000, 40000)))
    b = line(rnd, r).replace(b"\n", b" ")
    if rnd.random() < .06:
        b = broken(rnd, b).replace(b"\n", b" ")
    return b


def log(rnd, n, base):
    return [record(rnd, base) for _ in range(n)]
