#!/usr/bin/env python3
"""How well hoff-redact finds what is marked in a labelled set of chat lines.

usage: redact_score.py [--half tuning|held|all] [--show] [--floor NAME=X]...
                       SET [hoff-redact OPTION]...

A marked value is found when none of its letters and digits is left, whatever
was put in its stead ("covered"), and found as its kind when the spans that
cover it are of that kind; street, town and postcode are one kind here, for
people write them in one breath.  A span that was found is right when at least
half of its letters and digits are marked with its kind.  F2 = 5PR / (4P + R).
Of a line's half, SHA-256 of its text decides: rules are improved on the
tuning half only, and only its lines are shown.
"""

import hashlib
import json
import subprocess
import sys

PLACES = {"ADDRESS", "PLACE", "POSTCODE"}
# Not looked for by default: neither asked for nor held against it.
OPTIONAL = {"AGE", "DATE", "ORDER", "MEMBER", "TICKET"}


def same(a, b):
    return a == b or (a in PLACES and b in PLACES)


def half_of(text):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return "held" if int(digest[:8], 16) % 2 else "tuning"


def read_set(path):
    lines = []
    for row in open(path, encoding="utf-8"):
        if row.startswith("#"):
            continue
        language, marks, before, text = row.rstrip("\n").split("\t")
        text = text.replace("\\n", "\n")
        gold = []
        for mark in marks.split():
            kind, start, end = mark.split(":")
            gold.append((kind, int(start), int(end)))
        lines.append((language, before, text, gold))
    return lines


def records(lines):
    for n, (language, before, text, _) in enumerate(lines):
        turns = [{"role": "bot", "text": before}] if before else []
        turns.append({"role": "customer", "text": text})
        yield json.dumps({"conversation_id": f"n{n}", "language": language,
                          "turns": turns})


def find(lines, options):
    """The spans that hoff-redact finds in the text of each line."""
    out = subprocess.run(["hoff-redact", "--spans", *options], check=True,
                         input="\n".join(records(lines)) + "\n", text=True,
                         encoding="utf-8", capture_output=True).stdout
    found = []
    for row, (_, before, _, _) in zip(out.splitlines(), lines):
        spans = json.loads(row)["hoff"]["redact"].get("spans", [])
        found.append([(s["kind"], s["start"], s["end"]) for s in spans
                      if s.get("turn") == (1 if before else 0)])
    assert len(found) == len(lines)
    return found


def letters(text, start, end):
    return {i for i in range(start, end) if text[i].isalnum()}


def f2(precision, recall):
    below = 4 * precision + recall
    return 5 * precision * recall / below if below else 0.0


class Tally:
    def __init__(self):
        self.gold = self.covered = self.hit = self.found = self.right = 0

    def row(self):
        recall = self.hit / self.gold if self.gold else 1.0
        covered = self.covered / self.gold if self.gold else 1.0
        precision = self.right / self.found if self.found else 1.0
        return precision, recall, f2(precision, recall), covered


def score(lines, found, show):
    kinds, total = {}, Tally()
    clean = touched = 0
    for (_, _, text, gold), spans in zip(lines, found):
        wrong = []
        if not gold:
            clean += 1
            touched += bool(spans)
        for kind, start, end in gold:
            if kind in OPTIONAL:
                continue
            want = letters(text, start, end)
            anyhow = set().union(*[letters(text, s, e) for _, s, e in spans])
            as_kind = set().union(*[letters(text, s, e) for k, s, e in spans
                                    if same(k, kind)])
            for t in (kinds.setdefault(kind, Tally()), total):
                t.gold += 1
                t.covered += want <= anyhow
                t.hit += want <= as_kind
            if not want <= as_kind:
                wrong.append(f"missed {kind}" if not want <= anyhow
                             else f"took {kind} for another")
        for kind, start, end in spans:
            have = letters(text, start, end)
            if any(k in OPTIONAL and s < end and start < e
                   for k, s, e in gold):
                continue
            marked = set().union(*[letters(text, s, e) for k, s, e in gold
                                   if same(k, kind)])
            right = 2 * len(have & marked) >= len(have)
            for t in (kinds.setdefault(kind, Tally()), total):
                t.found += 1
                t.right += right
            if not right:
                wrong.append(f"{kind} at {start}:{end}")
        if wrong and show and half_of(text) == "tuning":
            print(", ".join(wrong), "|", text.replace("\n", "\\n"))
    return kinds, total, clean, touched


def main(args):
    half, show, floors = "all", False, {}
    while args and args[0].startswith("--"):
        option = args.pop(0)
        if option == "--half":
            half = args.pop(0)
        elif option == "--show":
            show = True
        elif option == "--floor":
            name, bound = args.pop(0).split("=")
            floors[name] = float(bound)
        else:
            sys.exit(__doc__)
    if not args:
        sys.exit(__doc__)
    lines = [x for x in read_set(args[0])
             if half in ("all", half_of(x[2]))]
    kinds, total, clean, touched = score(lines, find(lines, args[1:]), show)
    print("kind             n  precision  recall     F2  covered")
    for name, t in sorted(kinds.items()) + [("overall", total)]:
        print("%-14s %4d     %6.3f  %6.3f %6.3f   %6.3f"
              % (name, t.gold, *t.row()))
    share = touched / clean if clean else 0.0
    print(f"clean lines {clean}, touched {touched} ({share:.3f})")
    precision, recall, f, covered = total.row()
    have = {"precision": precision, "recall": recall, "f2": f,
            "covered": covered, "untouched": 1 - share}
    for name, bound in floors.items():
        if have[name] < bound:
            sys.exit(f"{name} is {have[name]:.3f}, below {bound}")


main(sys.argv[1:])
