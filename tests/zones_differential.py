#!/usr/bin/env python3
"""Hold lib/zone against Python's zoneinfo on every zone of the system.

usage: zones_differential.py PROGRAM

Both read the same files.  Every second around every change of offset between
1900 and 2100 that a look every thirty days finds is asked both ways (instant
to local and back), and instants at random.
"""
import datetime
import random
import subprocess
import sys
import zoneinfo

FOLDER = "/usr/share/zoneinfo"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
STEP = 30 * 86400
FIRST, LAST = -2208988800, 4102444800  # 1900, 2100


def utc(at):
    return EPOCH + datetime.timedelta(seconds=at)


def offset(zone, at):
    return int(utc(at).astimezone(zone).utcoffset().total_seconds())


def change(zone, low, high):
    """The first second of the offset at `high`."""
    new = offset(zone, high)
    while high - low > 1:
        mid = (low + high) // 2
        if offset(zone, mid) == new:
            high = mid
        else:
            low = mid
    return high


LOOKS = [utc(at) for at in range(FIRST, LAST + STEP, STEP)]


def changes(zone):
    offsets = [t.astimezone(zone).utcoffset() for t in LOOKS]
    for i in range(1, len(LOOKS)):
        if offsets[i] != offsets[i - 1]:
            yield change(zone, FIRST + (i - 1) * STEP, FIRST + i * STEP)


def local(zone, at):
    t = utc(at).astimezone(zone)
    return (f"{t.year} {t.month} {t.day} {t.hour} {t.minute} {t.second} "
            f"{t.isoweekday()} {int(t.utcoffset().total_seconds())}")


def instant(zone, t):
    """Python's fold=0: the first of two, and gaps by the offset before."""
    return str(int((t.replace(tzinfo=zone) - EPOCH).total_seconds()))


def ask(program, mode, questions):
    done = subprocess.run([program, mode], input="\n".join(questions) + "\n",
                          capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def compare(program, mode, questions, expected):
    answers = ask(program, mode, questions)
    wrong = [x for x in zip(questions, answers, expected) if x[1] != x[2]]
    for question, got, want in wrong[:10]:
        print(f"{mode} {question}: {got}, Python says {want}")
    print(f"{mode}: {len(questions)} asked, {len(wrong)} differ")
    return len(answers) == len(questions) and not wrong


def main():
    program = sys.argv[1]
    rng = random.Random(9636)
    zoneinfo.reset_tzpath(to=[FOLDER])
    known = set()  # many names are aliases: those are only looked at
    asked = {"local": [], "instant": []}
    expected = {"local": [], "instant": []}
    # what this machine is set to is no name of the database
    for name in sorted(zoneinfo.available_timezones() - {"localtime"}):
        zone = zoneinfo.ZoneInfo(name)
        with open(f"{FOLDER}/{name}", "rb") as file:
            content = file.read()
        found = [] if content in known else list(changes(zone))
        known.add(content)
        at = [c + d for c in found for d in (-1, 0)]
        at += [rng.randrange(-62135596800 + 200000, 253402300800 - 200000)
               for _ in range(10)]
        at += [rng.randrange(FIRST, LAST) for _ in range(10)]
        for t in at:
            asked["local"].append(f"{name} {t}")
            expected["local"].append(local(zone, t))
        walls = [utc(c + offset(zone, c - d)).replace(tzinfo=None)
                 + datetime.timedelta(seconds=s)
                 for c in found for d in (0, 1)
                 for s in (-1800, -1, 0, 1800)]
        walls += [utc(t).replace(tzinfo=None) for t in at[-20:]]
        for w in walls:
            asked["instant"].append(
                f"{name} {w.year} {w.month} {w.day} "
                f"{w.hour} {w.minute} {w.second}")
            expected["instant"].append(instant(zone, w))
    good = [compare(program, mode, asked[mode], expected[mode])
            for mode in asked]
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
