#!/usr/bin/env python3
"""times_differential.py PROGRAM COUNT: random RFC 3339 times, good and nearly
good, read by PROGRAM (tests/unit/conv_times.c) and by Python's datetime."""

import datetime
import random
import re
import subprocess
import sys

FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
    r"(?:[Zz]|([+-])(\d\d):?(\d\d))"
)
EPOCH = datetime.datetime(1970, 1, 1)
MS = datetime.timedelta(milliseconds=1)


def expected(text):
    form = FORM.fullmatch(text)
    if not form:
        return "refused"
    part = [int(x) for x in form.groups()[:6]]
    minutes = int(form[9] or 0) * 60 + int(form[10] or 0)
    if int(form[9] or 0) > 23 or int(form[10] or 0) > 59:
        return "refused"
    leap = part[5] == 60
    try:
        at = datetime.datetime(*part[:5], 59 if leap else part[5])
        at += datetime.timedelta(
            seconds=leap,
            milliseconds=int(((form[7] or "") + "000")[:3]),
            minutes=minutes if form[8] == "-" else -minutes,
        )
    except (ValueError, OverflowError):
        return "refused"
    ms = (at - EPOCH) // MS
    written = at.strftime("%Y-%m-%dT%H:%M:%S").zfill(19)
    if at.microsecond:
        written += ".%03d" % (at.microsecond // 1000)
    return f"{ms} {written}Z"


def random_time():
    def number(low, high):
        # now and then one that is just too large
        return random.randint(low, high + (random.random() < 0.03))

    text = "%04d-%02d-%02d%s%02d:%02d:%02d" % (
        random.choice((random.randint(1, 9999), random.randint(1960, 2040))),
        number(1, 12),
        number(1, random.choice((28, 29, 30, 31))),
        random.choice("TTTTt "),
        number(0, 23),
        number(0, 59),
        number(0, 59),
    )
    if random.random() < 0.5:
        text += "." + "".join(
            random.choice("0123456789") for _ in range(random.randint(1, 9))
        )
    if random.random() < 0.5:
        text += random.choice("ZZZz")
    else:
        text += "%s%02d%s%02d" % (
            random.choice("+-"),
            number(0, 23),
            random.choice((":", ":", "")),
            number(0, 59),
        )
    if random.random() < 0.1:
        at = random.randrange(len(text))
        text = text[:at] + random.choice(("", "0", " ", "-")) + text[at + 1 :]
    return text


def main():
    command, count = sys.argv[1], int(sys.argv[2])
    random.seed(2026)
    times = [random_time() for _ in range(count)]
    got = subprocess.run(
        [command, "-"], input="\n".join(times) + "\n", text=True,
        capture_output=True, check=True,
    ).stdout.splitlines()
    assert len(got) == count
    bad = [(t, g) for t, g in zip(times, got) if g != expected(t)]
    for text, said in bad[:10]:
        print(f"{text!r}: {said}, expected {expected(text)}")
    refused = sum(g == "refused" for g in got)
    print(f"{count} times, {refused} refused, {len(bad)} differ")
    assert count / 20 < refused < count / 2
    sys.exit(bool(bad))


main()
