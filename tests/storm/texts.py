"""Texts by chance: what people write, what programs stumble over, and giants of
both.  All of it comes from the random.Random that is given."""

import csv
import functools
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What must not stand on standard error, for it is what was said.
SECRET = "zqxsaid"

CATEGORIES = 12  # characters kept of each general category


@functools.cache
def characters():
    """Some of every general category, of all that Python knows, and what is
    none: surrogates, which JSON can escape, and noncharacters."""
    kinds = {}
    for code in range(sys.maxunicode + 1):
        kinds.setdefault(unicodedata.category(chr(code)), []).append(code)
    out = {}
    for kind, codes in kinds.items():
        step = max(1, len(codes) // CATEGORIES)
        out[kind] = [chr(c) for c in codes[::step]]
    out["odd"] = list("\u200b\u200c\u200d\u2060\ufeff\u00ad\u0130\u0131\u1e9e"
                      "\ufb03\u0345\u0390\u01c5\u2126\u212a\ufffe\uffff\U0010ffff"
                      "\u3000\u00a0\u2028\u2029\u0085\u061c\u202e\u2066\u180e"
                      "\U000e0041\u17b4\u115f\u3164\uffa0\u034f\ufdfa\u1d2c")
    out["wide"] = [chr(c) for c in range(0xff10, 0xff3b)]
    out["bold"] = [chr(c) for c in range(0x1d400, 0x1d434)]
    out["hindi"] = [chr(c) for c in range(0x905, 0x970)]
    out["emoji"] = ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd",
                    "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f1ee\U0001f1f3"]
    return out


# What somebody looks for: values of every kind, whole and spoilt.
VALUES = [
    "4111 1111 1111 1111", "4111111111111111", "5500-0000-0000-0004",
    "378282246310005", "DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432",
    "jo.bloggs@example.com", "jo(at)example(dot)com", "jo at example dot com",
    "+44 20 7946 0958", "(212) 555-0147", "0049 30 901820", "07700 900123",
    "192.168.0.1", "2001:db8::7:1", "00:1a:2b:3c:4d:5e", "https://example.com/a?b=c",
    "AKIAIOSFODNN7EXAMPLE", "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9",
    "51.5007, -0.1246", "078-05-1120", "943 476 5919", "111.444.777-35",
    "my name is Ann Oakley", "I am called Jürgen", "Dr. Wilhelmina Brathwaite",
    "12 High Street, Leeds LS1 4AP", "Hauptstraße 5, 10115 Berlin",
    "my PIN is 9911", "CVV 123", "exp 04/29", "password: hunter2",
    "user name is jo77", "the code is 482910", "born 4 March 1981", "01.02.1990",
    "four one one one one one one one", "double seven nine", "j o @ example . com",
    "passport no X1234567", "order AB-12345", "<CARD_1>", "<EMAIL_1>#2", "<REDACTED>",
    "<CARD_aaaaaaaaaaaaaaaaaaaaaaaaaa>", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "0x52908400098527886E0F7030069857D2E4169EE7", "dGhlIGNhcmQgaXMgNDExMTExMTExMTExMTExMQ==",
    "%34%31%31%31", "&#52;&#49;", "<b>4111</b>", "{\"pin\": 1234}", "\\u0034111",
]

# What asks, answers, hurts, promises or repeats.
SAYINGS = [
    "let me talk to an agent", "a real person please", "no human, thanks",
    "I want to kill myself", "there is a smell of gas", "he hits me", "I will sue you",
    "you are useless!!!", "THIS IS NOT WORKING", "that did not help", "thanks, bye",
    "yes", "no", "ok", "1", "2) Talk to our team", "Sorry, I did not get that.",
    "I did not understand.", "Shall I connect you to a colleague?",
    "A colleague will call you back within two hours.", "What is your order number?",
    "Could you give me your date of birth?", "my card was swallowed", "quiero hablar con una persona",
    "ich möchte mit einem Menschen sprechen", "je veux parler à quelqu'un",
    "मुझे किसी से बात करनी है", "refund", "it is not that I do not want nothing",
    "\"talk to an agent\" is what I said", "if you smell gas", "how do I cancel?",
]

UNITS = [" ", "\n", "a", "1", ".", "!", "?", "A", "not ", "\t", "-", "@", ":", "/", "'",
         "\"", "(", "<", ">", "&", "%", "0", "é", "\u0301", "x@y.z ", "1 ", "12 ", "I ",
         "Dr ", "at ", "dot ", "http://", "one ", "and ", "my ", "no ", ",", ";", "{", "[",
         "\u200b", "\\", "=", "#", "+", "*", "_", "~", "|", "Jo ", "Mr. ", "street "]


@functools.cache
def lines():
    """What people wrote, from the labelled sets and the term lists."""
    out = []
    for path in sorted((ROOT / "testdata").glob("*/*.tsv")):
        for row in path.read_text().splitlines()[1:400]:
            out += [c for c in row.split("\t") if 2 < len(c) < 300]
    for path in sorted((ROOT / "lib").glob("*/defaults/*.csv")):
        with path.open(newline="") as f:
            out += [row[0] for row in csv.reader(f) if row and row[0]][::7]
    return out


def word(rnd):
    kinds = characters()
    kind = rnd.choice(list(kinds))
    return "".join(rnd.choices(kinds[kind], k=rnd.randint(1, 6)))


def piece(rnd):
    """A little of anything."""
    way = rnd.randrange(12)
    if way < 4:
        return rnd.choice(lines())
    if way < 7:
        return rnd.choice(VALUES)
    if way < 9:
        return rnd.choice(SAYINGS)
    if way == 9:
        return word(rnd)
    if way == 10:
        return rnd.choice(UNITS) * rnd.choice((1, 2, 3, 17, 64))
    return spoilt(rnd, rnd.choice(VALUES))


def spoilt(rnd, text):
    """The same, with something in it, or cut, or in other signs."""
    way = rnd.randrange(6)
    at = rnd.randint(0, len(text))
    if way == 0:
        return text[:at] + word(rnd) + text[at:]
    if way == 1:
        return text[:at]
    if way == 2:
        return "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else c for c in text)
    if way == 3:
        return rnd.choice(("\u200b", " ", "-", ".", "  ", "\n", "*")).join(text)
    if way == 4:
        return text.upper() + rnd.choice(UNITS)
    return text * rnd.randint(2, 5)


def text(rnd, size=0):
    """Some pieces; of about `size` bytes where that is given."""
    join = rnd.choice((" ", " ", " ", "\n", ", ", "", ". "))
    if not size:
        parts = [piece(rnd) for _ in range(rnd.choice((0, 1, 1, 1, 2, 3, 8)))]
        if rnd.random() < .1:
            parts.append(SECRET)
        return join.join(parts)
    way = rnd.randrange(4)
    if way == 0:
        unit = rnd.choice(UNITS)
        return unit * (size // len(unit.encode()))
    if way == 1:
        unit = piece(rnd) + join
        return unit * (size // max(1, len(unit.encode("utf8", "replace"))))
    if way == 2:
        units = [piece(rnd) + join for _ in range(rnd.randint(2, 5))]
    else:
        units = [piece(rnd) + join for _ in range(200)]
    mean = 1 + sum(len(u.encode("utf8", "replace")) for u in units) / len(units)
    return "".join(rnd.choices(units, k=int(size / mean) + 1))
