"""Does hoff-redact take the identity numbers that python-stdnum takes?

usage: identity_differential.py make SEED >records; hoff-redact records |
       identity_differential.py check

Random numbers of every shape, half of them with their last sign put right, are
said to be of identity in general, so that the check digits alone decide.
"""
import json
import random
import sys
import string

from stdnum import luhn, verhoeff
from stdnum.au import abn, tfn
from stdnum.br import cnpj, cpf
from stdnum.cl import rut
from stdnum.de import idnr
from stdnum.es import cif, dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.iso7064 import mod_11_10
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.pt import nif as pt_nif
from stdnum.us import ssn

# SSN's list of advertising samples is ours to find; stdnum leaves them out.
JUDGES = {
    9: [lambda x: ssn.is_valid(x[:3] + "-" + x[3:5] + "-" + x[5:]), tfn.is_valid,
        bsn.is_valid, pt_nif.is_valid, rut.is_valid, lambda x: luhn.is_valid(x) and x[0] not in "08"],
    10: [nhs.is_valid],
    11: [abn.is_valid, cpf.is_valid, pesel.is_valid, idnr.is_valid],
    12: [lambda x: verhoeff.is_valid(x) and x[0] > "1"],
    14: [cnpj.is_valid],
    15: [nir.is_valid],
}


def is_itin(x):
    return x[0] == "9" and (50 <= int(x[3:5]) <= 65 or 70 <= int(x[3:5]) <= 88
                            or 90 <= int(x[3:5]) <= 92 or int(x[3:5]) > 93)


def mend(x, rng):
    """One number near x that some judge takes, or x."""
    n = len(x)
    for _ in range(40):
        y = x[:-2] + "%02d" % rng.randrange(100)
        if any(judge(y) for judge in JUDGES[n]):
            return y
    return x


def letters(rng):
    digits = "%08d" % rng.randrange(10**8)
    nif = digits + rng.choice("TRWAGMYFPDXBNJZSQVHLCKE")
    foreign = rng.choice("XYZ") + digits[:7] + rng.choice("TRWAGMYFPDXBNJZSQVHLCKE")
    name = "".join(rng.choice(string.ascii_uppercase) for _ in range(6))
    code = name + "%02d%s%02d%s%03d" % (rng.randrange(100), rng.choice("ABCDEHLMPRST"),
                                        rng.randrange(1, 29), rng.choice("ABCDEFGHIL"),
                                        rng.randrange(1000))
    good = rng.random() < 0.5
    if good:
        nif = digits + dni.calc_check_digit(digits)
        foreign = foreign[:-1] + nie.calc_check_digit(foreign[:-1])
    code += codicefiscale.calc_check_digit(code) if good else rng.choice(string.ascii_uppercase)
    firm = rng.choice("ABEFGHJ") + digits
    if good:
        firm = firm[:8] + cif.calc_check_digits(firm[:8])[0]
    yield firm, cif.is_valid(firm)
    yield nif, dni.is_valid(nif) or rut.is_valid(nif)
    yield foreign, nie.is_valid(foreign)
    yield code, codicefiscale.calc_check_digit(code[:-1]) == code[-1]


def cases(seed):
    rng = random.Random(seed)
    for _ in range(500):
        for n in JUDGES:
            x = "".join(rng.choice(string.digits) for _ in range(n))
            if n == 15:
                x = rng.choice("12") + x[1:3] + "%02d" % rng.randrange(1, 13) + x[5:]
                if rng.random() < 0.5:
                    x = x[:13] + nir.calc_check_digits(x[:13])
            elif rng.random() < 0.5:
                x = mend(x, rng)
            yield x, any(judge(x) for judge in JUDGES[n]) or n == 9 and is_itin(x) \
                or is_person(x)
        yield from letters(rng)


def is_person(x):
    """Sweden, by its rule: a day and Luhn (stdnum wants the day in the past)."""
    if len(x) == 12 and "18" <= x[:2] <= "21":
        x = x[2:]
    if len(x) != 10:
        return False
    month, day = int(x[2:4]), int(x[4:6])
    day -= 60 if day > 60 else 0
    days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and luhn.is_valid(x)


def main():
    if sys.argv[1] == "make":
        for i, (x, valid) in enumerate(cases(int(sys.argv[2]))):
            print(json.dumps({"conversation_id": str(i), "valid": valid, "number": "N" + x,
                              "turns": [{"role": "customer", "text": "identity " + x}]}))
        return
    n = found = 0
    for line in sys.stdin:
        record = json.loads(line)
        text = record["turns"][0]["text"]
        taken = text.startswith("identity <") and "PHONE" not in text and "CARD" not in text
        n += 1
        found += taken
        if "<CARD" not in text and taken != record["valid"]:
            sys.exit(f"{record['number'][1:]}: stdnum says {record['valid']}, we say {text}")
    print(n, found)


main()
