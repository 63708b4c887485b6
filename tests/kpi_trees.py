"""kpi_trees.py ROUNDS SEED LOG [OPTION]... - cut a log, and put it together

Deals the log out to parts at random, all of a customer to one with --history or
--unit, and merges their partials in a random tree and order: the partial and the
report must be those of the whole log, to the byte.  Says which round was not.
"""

import json
import random
import subprocess
import sys

rounds, seed, log, options = (
    int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
rnd = random.Random(seed)
together = "--history" in options or "--unit" in options
with open(log, "rb") as f:
    lines = f.readlines()


def kpi(data, *args):
    return subprocess.run(["hoff-kpi", *args], input=data, check=True,
                          stdout=subprocess.PIPE).stdout


def deal(n):
    """The lines in n parts, in no order."""
    parts = [[] for _ in range(n)]
    owner = {}
    for line in lines:
        who = (json.loads(line).get("customer") or {}).get("id")
        part = rnd.randrange(n)
        if together and who is not None:
            part = owner.setdefault(who, part)
        parts[part].append(line)
    for part in parts:
        rnd.shuffle(part)
    return [b"".join(part) for part in parts]


whole = kpi(b"".join(lines), "-j", "1", "--partial", *options)
report = kpi(b"".join(lines), "--format", "json", *options)
wrong = 0
for number in range(rounds):
    trees = [kpi(part, "-j", rnd.choice("12"), "--partial", *options)
             for part in deal(rnd.randint(2, 9))]
    while len(trees) > 1:
        rnd.shuffle(trees)
        take = rnd.randint(2, len(trees))
        trees[:take] = [kpi(b"".join(trees[:take]), "--merge", "--partial")]
    if trees[0] != whole or kpi(
            trees[0], "--merge", "--format", "json", *options) != report:
        print(f"round {number} of seed {seed} is not the whole")
        wrong += 1
sys.exit(wrong > 0)
