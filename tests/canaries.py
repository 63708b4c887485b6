"""Personal data planted where it must not come out.

usage: canaries.py N SEED SECRETS >records

Writes N conversations, each with one value of one kind in every kind of place
that a record has, and to SECRETS what must not be found anywhere afterwards: a
value where it is like no other, else the phrase that names it.  What only some
policies look for is in SECRETS.KIND as well.
"""
import json
import random
import sys

LETTERS = "abcdefghjkmnpqrstuvwxyz"


def luhn(s):
    t = sum(int(c) if i % 2 else sum(divmod(2 * int(c), 10))
            for i, c in enumerate(reversed(s)))
    return s + str(-t % 10)


def digits(r, n):
    return str(r.randrange(10 ** (n - 1), 10 ** n))


def word(r, n=9):
    return "".join(r.choice(LETTERS) for _ in range(n))


def spaced(s):
    return " ".join(s[k:k + 4] for k in range(0, len(s), 4))


def iban(r):
    bban = digits(r, 18)
    return "DE%02d" % (98 - int(bban + "131400") % 97) + bban


def weighted(r, weights, modulus, prefix=""):
    while True:
        s = prefix + digits(r, len(weights) - len(prefix))
        if sum(int(c) * w for c, w in zip(s, weights)) % modulus == 0:
            return s


def ssn(r):
    return "%03d-%02d-%04d" % (r.randrange(100, 600), r.randrange(10, 99), r.randrange(1000, 9999))


# kind: the value, how it is spoken of, the member that holds it; a value that
# is short or common is looked for with its phrase.
KINDS = {
    "CARD": (lambda r: luhn("4" + digits(r, 14)), "{}", "card"),
    "CARD-SPACED": (lambda r: spaced(luhn("51" + digits(r, 13))), "{}", "x"),
    "IBAN": (iban, "{}", "x"),
    "EMAIL": (lambda r: "%s@%s.example" % (word(r), word(r)), "{}", "mail"),
    "PHONE": (lambda r: "+44 20 7946 " + digits(r, 4), "call {}", "phone"),
    "IP": (lambda r: "198.51.%d.%d" % (r.randrange(100, 256), r.randrange(100, 256)), "{}", "x"),
    "URL": (lambda r: "https://example.org/%s?t=%s" % (word(r), digits(r, 6)), "{}", "x"),
    "NAME": (lambda r: "Q%s Z%s" % (word(r), word(r)), "{}", "x"),
    "SSN": (ssn, "my ssn is {}", "ssn"),
    "NHS": (lambda r: weighted(r, range(10, 0, -1), 11), "nhs number {}", "nhs"),
    "NINO": (lambda r: "AB" + digits(r, 6) + "C", "{}", "nino"),
    "AADHAAR": (lambda r: digits(r, 12), "aadhaar {}", "aadhaar"),
    "PASSPORT": (lambda r: "X" + digits(r, 8), "passport {}", "passport"),
    "LICENCE": (lambda r: "L" + digits(r, 9), "licence {}", "licence"),
    "ACCOUNT": (lambda r: digits(r, 11), "my account is {}", "x"),
    "ROUTING": (lambda r: weighted(r, (3, 7, 1) * 3, 10), "routing number {}", "routing"),
    "VIN": (lambda r: "WVWZZZ1JZXW" + digits(r, 6), "vin {}", "vin"),
    "IMEI": (lambda r: luhn("35" + digits(r, 12)), "imei {}", "imei"),
    "MAC": (lambda r: ":".join("%02x" % r.randrange(16, 256) for _ in range(6)), "{}", "x"),
    "GEO": (lambda r: "%d.%s, %d.%s" % (r.randrange(10, 80), digits(r, 6), r.randrange(10, 99), digits(r, 6)), "{}", "x"),
    "KEY": (lambda r: "ghp_" + word(r, 18) + digits(r, 18), "{}", "x"),
    "DOB": (lambda r: "%d.%d.19%d" % (r.randrange(13, 29), r.randrange(10, 13), r.randrange(40, 99)), "born {}", "birthdate"),
    "PIN": (lambda r: digits(r, 8), "my pin is {}", "pin"),
    "OTP": (lambda r: digits(r, 7), "otp {}", "otp"),
    "CVV": (lambda r: digits(r, 4), "my cvv is {}", "cvv"),
    "BIC": (lambda r: word(r, 4).upper() + "DE" + word(r, 2).upper(), "bic {}", "bic"),
    "MEMBER": (lambda r: "M" + digits(r, 8), "customer number {}", "x"),
    "AGE": (lambda r: str(10 * r.randrange(2, 9) + r.randrange(1, 10)), "I am aged {}", "x"),
    "DATE": (lambda r: "20%d-%02d-%02d" % (r.randrange(10, 21), r.randrange(1, 13), r.randrange(1, 29)), "on {}", "x"),
    "ORDER": (lambda r: digits(r, 8), "order number {}", "x"),
    "PLATE": (lambda r: "B-%s %s" % (word(r, 2).upper(), digits(r, 4)), "number plate {}", "plate"),
}


FOR_SOME = ("DATE", "ORDER")


def main():
    n, seed, secrets = int(sys.argv[1]), int(sys.argv[2]), open(sys.argv[3], "w")
    some = {k: open(sys.argv[3] + "." + k, "w") for k in FOR_SOME}
    r = random.Random(seed)
    names = sorted(KINDS)
    for i in range(n):
        kind = names[i % len(names)]
        make, phrase, member = KINDS[kind]
        v = make(r)
        said = phrase.format(v)
        for file in [secrets] + ([some[kind]] if kind in some else []):
            file.write((said if len(v) < 6 else v) + "\n")
        quoted = json.dumps(said)
        escaped = '"' + "".join("\\u%04x" % ord(c) for c in said) + '"'
        held = json.dumps(v if member != "x" else said)
        number = v if v.isdigit() and v[0] != "0" and member != "x" else "0"
        name = json.dumps(v if kind == "NAME" else "Nobody")
        print('{"conversation_id":"c%d","channel":"web","customer":{"name":%s,"note":%s,"deep":[[{"a":[%s]}]]},'
              '"turns":[{"at":"2026-03-01T09:00:00Z","role":"customer","text":%s,"x":%s},'
              '{"at":"2026-03-01T09:00:09Z","role":"bot","text":%s},'
              '{"at":"2026-03-01T09:01:00Z","role":"customer","text":"I want a human"}],'
              '"events":[{"at":"2026-03-01T09:02:00Z","type":"closed","reason":%s}],'
              '%s:%s,"more":{%s:%s},%s:1,"hoffx":{"redact":%s},'
              '"hoff":{"score":{"reasons":[{"reason":%s}]},"redact":{"counts":{},"leak":%s}}}'
              % (i, name, quoted, quoted, json.dumps("before " + said + " after"), escaped, escaped, quoted,
                 json.dumps(member), held, json.dumps(member), number, quoted, quoted, quoted, quoted))


main()
