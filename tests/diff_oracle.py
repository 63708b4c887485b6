"""hoff-diff against a second implementation, on streams made for it.

    diff_oracle.py make SEED OLD NEW     write two streams of one log
    diff_oracle.py check WINDOW OLD NEW CHANGED <report.json

Pairs are found by trying all of them; probabilities are sums of exact
fractions; the delta method's variances come from numerical derivatives.
"""

import json
import math
import random
import sys
from collections import Counter, defaultdict
from fractions import Fraction

Z = 1.959963984540054
KINDS = ["contain", "watch", "escalate"]
RULES = ["asked", "stuck", "fraud", "complaint", "readiness"]
TIERS = ["self-serve", "human-first"]
OTHERS = ["turn", "rule", "queue", "priority", "tier"]


def judgement(rng, label):
    wants = rng.random() < (0.8 if label and label["escalate"] else 0.15)
    kind = "escalate" if wants else rng.choice(["contain", "contain", "watch"])
    if kind == "contain":
        return {"decision": kind, "turn": None, "tier": rng.choice(TIERS),
                "queue": None, "priority": None, "reasons": []}
    turn = rng.randrange(0, 16)
    fired = rng.sample(RULES, rng.randrange(1, 3))
    return {"decision": kind, "turn": turn, "tier": rng.choice(TIERS),
            "queue": rng.choice(["general", "crisis", "a|b"]),
            "priority": rng.choice([50, 60.5, -1]),
            "reasons": [{"rule": r, "turn": turn} for r in fired]}


def make(seed, old_name, new_name):
    rng = random.Random(seed)
    old, new = [], []
    for i in range(400):
        record = {"conversation_id": f"c{i}", "turns": []}
        if rng.random() < 0.9:
            record["channel"] = rng.choice(["web", "sms", "<b>|voice"])
        label = None
        if rng.random() < 0.7:
            label = {"escalate": rng.random() < 0.4}
            if label["escalate"] and rng.random() < 0.8:
                label["turn"] = rng.randrange(0, 16)
            record["labels"] = label
        a = judgement(rng, label)
        b = a if rng.random() < 0.6 else judgement(rng, label)
        if rng.random() < 0.2:  # the same, and yet otherwise
            like = judgement(rng, label)
            name = rng.choice(["turn", "queue", "priority", "tier"])
            if (like[name] is None) == (b[name] is None):
                b = dict(b, **{name: like[name]})
        if rng.random() < 0.02:  # by one that does not say it
            b = dict(b)
            del b[rng.choice(["queue", "priority", "tier"])]
        old.append(dict(record, hoff={"score": a}))
        if rng.random() < 0.05:
            record = dict(record, labels={"escalate": True, "turn": 3})
        new.append(dict(record, hoff={"score": b}))
    for stream in (old, new):
        for _ in range(12):
            del stream[rng.randrange(len(stream))]
        for _ in range(6):  # ids that come again, near and far
            at = rng.randrange(len(stream) - 40)
            stream.insert(at + rng.choice([1, 5, 39]), stream[at])
        for i in range(len(stream)):  # a little disorder
            k = min(len(stream) - 1, i + rng.randrange(0, 7))
            stream[i], stream[k] = stream[k], stream[i]
    for name, stream in ((old_name, old), (new_name, new)):
        with open(name, "w", encoding="utf-8") as out:
            for record in stream:
                if rng.random() < 0.02:
                    out.write("\n")
                out.write(json.dumps(record) + "\n")


def read(name):
    with open(name, encoding="utf-8") as lines:
        return [(n, json.loads(line)) for n, line in enumerate(lines, 1)
                if line.strip()]


def pair(old, new, window):
    waiting = defaultdict(list)
    for n, record in new:
        waiting[record["conversation_id"]].append((n, record))
    pairs, only = [], 0
    for n, record in old:
        queue = waiting[record["conversation_id"]]
        while queue and queue[0][0] + window < n:
            queue.pop(0)
        if queue and queue[0][0] <= n + window:
            at, partner = queue.pop(0)
            pairs.append((max(n, at), n, record, partner))
        else:
            only += 1
    pairs.sort(key=lambda p: p[:2])  # told by the later line of each
    return [p[2:] for p in pairs], only, len(new) - len(pairs)


def doubles(stream, window):
    last, lines = {}, []
    for n, record in stream:
        name = record["conversation_id"]
        if name in last and n - last[name] <= window:
            lines.append(n)
        last[name] = n
    return lines


def wilson(share, n):
    if not n:
        return math.nan, math.nan
    centre = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return (0 if share == 0 else (centre - half) / scale,
            1 if share == 1 else (centre + half) / scale)


def mover(a, of_a, b, of_b, r):
    def side(x, y):
        return math.sqrt(max(x * x - 2 * r * x * y + y * y, 0))
    return (b - a - side(b - of_b[0], of_a[1] - a),
            b - a + side(of_b[1] - b, a - of_a[0]))


def binary(pairs, is_yes):
    cells = Counter((is_yes(o), is_yes(n)) for o, n in pairs)
    n = len(pairs)
    if not n:
        return None
    a, b = cells[True, True], cells[False, True]
    c, d = cells[True, False], cells[False, False]
    product = (a + b) * (c + d) * (a + c) * (b + d)
    phi = 0
    if product:
        top = a * d - b * c
        phi = (max(top - n / 2, 0) if top > 0 else top) / math.sqrt(product)
    old, new = (a + c) / n, (a + b) / n
    tail = sum(math.comb(b + c, k) for k in range(min(b, c) + 1))
    p = min(float(Fraction(2 * tail, 2 ** (b + c))), 1)
    return {"old": (old, *wilson(old, n)), "new": (new, *wilson(new, n)),
            "delta": (new - old,
                      *mover(old, wilson(old, n), new, wilson(new, n), phi)),
            "gained": b, "lost": c, "mcnemar_p": p}


def ratio(x, y):
    return x / y if y else math.nan


def mcc(tp, fp, fn, tn):
    root = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return ratio(tp * tn - fp * fn, root)


RATINGS = {
    "precision": lambda tp, fp, fn, tn: ratio(tp, tp + fp),
    "f1": lambda tp, fp, fn, tn: ratio(2 * tp, 2 * tp + fp + fn),
    "mcc": mcc,
}


def slopes(f, cells):
    out = []
    for i in range(4):
        h = 1e-4
        up, down = list(cells), list(cells)
        up[i] += h
        down[i] -= h
        if down[i] < 0:
            down[i] = cells[i]
        out.append((f(*up) - f(*down)) / (up[i] - down[i]))
    return out


def rating(name, labelled):
    f = RATINGS[name]

    def cell(y, yes):  # tp fp fn tn
        return (0 if yes else 2) + (0 if y else 1) if yes else (2 if y else 3)

    sides = []
    for side in (0, 1):
        cells = [0] * 4
        for y, yes in labelled:
            cells[cell(y, yes[side])] += 1
        sides.append(cells)
    values = [f(*cells) for cells in sides]
    grads = [slopes(f, cells) for cells in sides]
    both = sum(grads[0][cell(y, yes[0])] * grads[1][cell(y, yes[1])]
               for y, yes in labelled)
    variances = [sum(c * g * g for c, g in zip(cells, grad))
                 for cells, grad in zip(sides, grads)]
    intervals = []
    for (tp, fp, fn, _), value, v in zip(sides, values, variances):
        if name == "precision":
            intervals.append(wilson(ratio(tp, tp + fp), tp + fp))
        elif name == "f1":
            n = tp + fp + fn
            intervals.append(tuple(2 * s / (1 + s)
                                   for s in wilson(tp / n, n)))
        else:
            half = Z * math.sqrt(v) / (1 - value * value)
            intervals.append((math.tanh(math.atanh(value) - half),
                              math.tanh(math.atanh(value) + half)))
    r = both / math.sqrt(variances[0] * variances[1])
    return {"old": (values[0], *intervals[0]),
            "new": (values[1], *intervals[1]),
            "delta": (values[1] - values[0],
                      *mover(values[0], intervals[0], values[1],
                             intervals[1], r))}


def golden(label, score, tolerance):
    if not label["escalate"]:
        return float(score["decision"] != "escalate")
    if score["decision"] != "escalate":
        return 0.0
    d = score["turn"] - label["turn"]
    return math.exp(-d * d / (2 * (tolerance + 1e-7) ** 2))


def mean(xs):
    return math.fsum(xs) / len(xs)


def cross(xs, ys):
    a, b = mean(xs), mean(ys)
    return math.fsum((x - a) * (y - b) for x, y in zip(xs, ys)) / len(xs)


def transfer(gold, tolerance):
    xs, ys = ([golden(label, s[side], tolerance) for label, s in gold]
              for side in (0, 1))
    of = []
    for values in (xs, ys):
        m, v = mean(values), cross(values, values)
        of.append((m, wilson(m, len(values) * m * (1 - m) / v)))
    r = cross(xs, ys) / math.sqrt(cross(xs, xs) * cross(ys, ys))
    (old, of_old), (new, of_new) = of
    return {"old": (old, *of_old), "new": (new, *of_new),
            "delta": (new - old, *mover(old, of_old, new, of_new, r))}


def close(what, got, want, within=2e-4):
    if got is None and (want is None or math.isnan(want)):
        return
    if got is None or abs(got - want) > within:
        sys.exit(f"{what}: {got}, want {want}")


def compare(metrics, want, where):
    found = {m["id"]: m for m in metrics}
    for name, sides in want.items():
        for side, value in sides.items():
            if isinstance(value, tuple):
                got = found[name][side]
                for part, x in zip(("estimate", "low", "high"), value):
                    close(f"{where} {name}.{side}.{part}", got[part], x)
            else:
                close(f"{where} {name}.{side}", found[name][side], value)


def one_share(scores, is_yes):
    k, n = sum(is_yes(*s) for s in scores), len(scores)
    low, high = wilson(k / n, n)
    return {"estimate": k / n, "low": low, "high": high}


def says(score, what):
    if what == "rule":
        return score["reasons"][0]["rule"] if score["reasons"] else None
    return score.get(what)


def differs(old, new, what):
    """Decided alike and yet another turn, rule, queue, priority or tier."""
    a, b = says(old, what), says(new, what)
    return (old["decision"] == new["decision"] and a is not None
            and b is not None and a != b)


def touched(old, new):
    return (old["decision"] != new["decision"]
            or any(differs(old, new, what) for what in OTHERS))


def expectations(pairs, strict):
    scores = [(o["hoff"]["score"], n["hoff"]["score"]) for o, n in pairs]
    want = {}
    for name, kind in zip(("contained", "watched", "escalated"), KINDS):
        want[name] = binary(scores, lambda s, k=kind: s["decision"] == k)
    want["changed"] = one_share(
        scores, lambda o, n: o["decision"] != n["decision"])
    for what in OTHERS:
        want[f"{what}.changed"] = one_share(
            scores, lambda o, n, w=what: differs(o, n, w))
    want["any.changed"] = one_share(scores, touched)
    labelled = []
    for (o, n), s in zip(pairs, scores):
        a, b = o.get("labels"), n.get("labels")
        if (a or b) and not (a and b and a != b):
            labelled.append((a or b, s))
    want["recall"] = binary([s for label, s in labelled if label["escalate"]],
                            lambda s: s["decision"] == "escalate")
    if strict:  # enough of everything for ratings to be defined
        cells = [(label["escalate"],
                  tuple(x["decision"] == "escalate" for x in s))
                 for label, s in labelled]
        for name in RATINGS:
            want[name] = rating(name, cells)
        gold = [(label, s) for label, s in labelled
                if not label["escalate"] or "turn" in label]
        for i, name in enumerate(("gtt", "gtt2", "gtt3")):
            want[name] = transfer(gold, i + 1)
    return {k: v for k, v in want.items() if v}, scores, labelled


def check(window, old_name, new_name, changed_name):
    report = json.load(sys.stdin)
    old, new = read(old_name), read(new_name)
    pairs, only_old, only_new = pair(old, new, window)
    want, scores, labelled = expectations(pairs, True)
    compare(report["metrics"], want, "all")
    aside = report["set_aside"]
    same = {
        "pairs": (report["pairs"], len(pairs)),
        "labelled": (report["labelled"], len(labelled)),
        "only_old": (aside["only_old"], only_old),
        "only_new": (aside["only_new"], only_new),
        "double old": (aside["duplicates"]["old"]["lines"],
                       doubles(old, window)[:10]),
        "double new": (aside["duplicates"]["new"]["lines"],
                       doubles(new, window)[:10]),
        "double n": (aside["duplicates"]["new"]["n"],
                     len(doubles(new, window))),
    }
    kinds = Counter((o["decision"], n["decision"]) for o, n in scores)
    same["decisions"] = ({(d["old"], d["new"]): d["n"]
                          for d in report["decisions"] if d["n"]},
                         dict(kinds))
    moves = Counter(max(-10, min(10, n["turn"] - o["turn"]))
                    for o, n in scores
                    if o["decision"] == n["decision"] != "contain")
    same["shifts"] = ({s["turns"]: s["n"]
                       for s in report["turns"]["shifts"]}, dict(moves))
    decides = Counter()
    for o, n in scores:
        a, b = says(o, "rule"), says(n, "rule")
        other = o["decision"] != n["decision"]
        moved = not other and o["turn"] != n["turn"]
        for rule, side, gone in ((a, "old", "lost"), (b, "new", "gained")):
            if rule is None:
                continue
            decides[rule, side] += 1
            if a != b:
                decides[rule, gone] += 1
                decides[rule, "changed"] += other
                decides[rule, "moved"] += moved
        for rule in {a, b} - {None}:
            for what in OTHERS[2:]:
                decides[rule, f"other_{what}"] += differs(o, n, what)
    same["rules"] = ({(r["rule"], k): r[k] for r in report["rules"]
                      for k in r if k not in ("rule", "other") and r[k]},
                     {k: n for k, n in decides.items() if n})
    with open(changed_name, encoding="utf-8") as lines:
        told = [json.loads(line) for line in lines]
    members = ["decision", "rule"] + [w for w in OTHERS if w != "rule"]
    same["changed"] = (
        [(t["conversation_id"], *([t[side][m] for m in members]
                                  for side in ("old", "new")))
         for t in told],
        [(o["conversation_id"], *([says(s, m) for m in members] for s in both))
         for (o, _), both in zip(pairs, scores) if touched(*both)])
    groups = defaultdict(list)
    for o, n in pairs:
        groups[o.get("channel")].append((o, n))
    same["groups"] = ({g["key"][0] for g in report["groups"]}, set(groups))
    for g in report["groups"]:
        compare(g["metrics"],
                expectations(groups[g["key"][0]], False)[0], g["key"])
    for what, (got, expected) in same.items():
        if got != expected:
            sys.exit(f"{what}: {got}, want {expected}")


if sys.argv[1] == "make":
    make(int(sys.argv[2]), *sys.argv[3:])
else:
    check(int(sys.argv[2]), *sys.argv[3:])
