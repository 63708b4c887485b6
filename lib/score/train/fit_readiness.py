#!/usr/bin/env python3
"""Fit the weights of readiness on development dialogues: `make readiness`.

usage: fit_readiness.py DATA LOGS-FOLDER PRIORS HEADER CARD

DATA holds dialogues/*.ndjson.gz, LOGS-FOLDER records with labels.escalate,
PRIORS the weights set by hand.  HEADER gets the weights that proved better,
CARD what was measured.  hoff-score is that of the PATH; its own weights are of
no consequence, only its signals are read.

A case is one customer turn of a conversation with an answer, whether a person
should be there by now:
  logs     labels.escalate of our own logs
  annoyed  star: the wizard says that the customer became annoyed
  broke    star: somebody disconnected; the last turn
  no_use   dbdc3: most of 30 people call the bot's last turn a breakdown
Where the answer is a conversation's, its case is the turn on which the weights
in hand come highest, found again in each of ROUNDS rounds.

The model is logistic with one intercept a source, for how often a source says
yes is an accident of the source.  Cases of a source weigh the same together.
Weights are drawn towards those set by hand (L2), keep their sign, so that
readiness rises with every risk, and those of safety never fall below the hand's.
They are judged on FOLDS folds of conversations, by a hash of their names: each
fold is ranked by weights fitted on the others, how strongly the hand draws
chosen inside those.  The fitted ones are used unless they are worse: unless
the mean AUC is lower, or that of a source by more than chance.  What is used
is fitted on all.
"""
import gzip
import hashlib
import json
import math
import os
import random
import subprocess
import sys

ROUNDS, STEPS, RATE = 2, 60, 3.0
PULLS = (0.02, 0.1, 0.3)
FOLDS, DRAWS = 5, 400
SOURCES = ("logs", "annoyed", "broke", "no_use")


def scored(records):
    data = "".join(json.dumps(r) + "\n" for r in records)
    out = subprocess.run(["hoff-score", "--turns", "-j1"], input=data.encode(),
                         stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(x) for x in out.decode().split("\n") if x]


def read(path):
    opened = gzip.open(path, "rt", encoding="utf-8") \
        if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as f:
        return [json.loads(x) for x in f if x.strip()]


def flat(signals, names):
    """What the weights multiply: [(index, value)], without zeros."""
    x = []
    for k, name in enumerate(names):
        v = signals
        for part in name.split("."):
            v = v.get(part) if isinstance(v, dict) else None
        if isinstance(v, (int, float)):
            v -= name in ("confidence", "asr_confidence")
            if v:
                x.append((k, v))
    return tuple(x)


def hashed(name, salt=""):
    return hashlib.sha256((salt + name).encode()).digest()[0]


def of_logs(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".ndjson"):
            yield from (r for r in read(f"{folder}/{name}")
                        if "escalate" in r.get("labels", {}))


def cases(data, logs, names):
    """(source, conversation, turns' signals, answer)"""
    def path(r):
        return [flat(t["signals"], names)
                for t in r["hoff"]["score"]["trajectory"]]

    def dialogues(name):
        return scored(read(f"{data}/dialogues/{name}.ndjson.gz"))

    for r in scored(of_logs(logs)):
        yield "logs", r, path(r), r["labels"]["escalate"]
    for r in dialogues("star"):
        says = r.get("x", {}).get("wizard_says") or {}
        moody = [v for k, v in says.items() if "annoyed" in k]
        if moody:
            yield "annoyed", r, path(r), moody[0]
        yield ("broke", r, path(r)[-1:],
               r.get("x", {}).get("completion", "Complete") != "Complete")
    for r in dialogues("dbdc3_dev"):
        for t, x in zip(r["hoff"]["score"]["trajectory"], path(r)):
            said = [b.get("x", {}).get("breakdown")
                    for b in r["turns"][:t["turn"]] if b["role"] == "bot"]
            if said and said[-1]:
                yield "no_use", r, [x], said[-1].count("X") > 15


def auc(values):
    """Of (value, answer), ties half."""
    values = sorted(values)
    ranks, i = 0.0, 0
    while i < len(values):
        j = i
        while j < len(values) and values[j][0] == values[i][0]:
            j += 1
        ranks += (i + j + 1) / 2 * sum(a for _, a in values[i:j])
        i = j
    yes = sum(a for _, a in values)
    no = len(values) - yes
    return (ranks - yes * (yes + 1) / 2) / (yes * no) if yes * no else math.nan


def dot(w, x):
    return sum(w[k] * v for k, v in x)


def highest(w, turns):
    return max(turns, key=lambda x: dot(w, x))


def pooled(rows, w):
    """Equal cases together: {(source, signals, answer): how many}."""
    found = {}
    for source, _, turns, answer in rows:
        key = (source, highest(w, turns), answer)
        found[key] = found.get(key, 0) + 1
    return found


def fit(rows, hand, bounds, pull):
    w = list(hand)
    offset = dict.fromkeys(SOURCES, -2.0)
    total = {s: sum(r[0] == s for r in rows) or 1 for s in SOURCES}
    for _ in range(ROUNDS):
        found = pooled(rows, w)
        for _ in range(STEPS):
            gw, gb = [0.0] * len(w), dict.fromkeys(SOURCES, 0.0)
            for (source, x, answer), n in found.items():
                z = max(-30.0, min(30.0, offset[source] + dot(w, x)))
                e = (1 / (1 + math.exp(-z)) - answer) * n / total[source]
                gb[source] += e
                for k, v in x:
                    gw[k] += e * v / len(SOURCES)
            for source in SOURCES:
                offset[source] -= RATE * gb[source]
            for k, (low, high) in enumerate(bounds):
                w[k] -= RATE * (gw[k] + pull * (w[k] - hand[k]))
                w[k] = min(max(w[k], low), high)
    return w


def ranked(rows, w):
    """{source: [(value, answer, conversation)]}"""
    got = {}
    for source, name, turns, answer in rows:
        got.setdefault(source, []).append(
            (dot(w, highest(w, turns)), answer, name))
    return got


def measure(rows, w):
    got = ranked(rows, w)
    return {s: auc([v[:2] for v in got[s]]) for s in SOURCES}


def interval(by_hand, by_fit):
    """Of the difference of two AUCs over the same cases: 95 % of what comes
    when conversations are drawn anew."""
    draw, groups, found = random.Random(1), {}, []
    for a, b in zip(by_hand, by_fit):
        groups.setdefault(a[2], []).append((a[:2], b[:2]))
    groups = [groups[name] for name in sorted(groups)]
    for _ in range(DRAWS):
        drawn = [p for g in draw.choices(groups, k=len(groups)) for p in g]
        found.append(auc([p[1] for p in drawn]) - auc([p[0] for p in drawn]))
    found = sorted(x for x in found if not math.isnan(x))
    return (found[int(0.025 * len(found))], found[int(0.975 * len(found))])


def mean(values):
    return sum(values.values()) / len(values)


def choose(rows, hand, bounds):
    """How strongly the hand draws: the best mean on two folds of those under
    which the logs, which alone are support, are ranked no worse."""
    fits = []
    for pull in PULLS:
        mean_auc = logs = 0.0
        for f in (0, 1):
            seen = [r for r in rows if hashed(r[1], "f") % 2 != f]
            rest = [r for r in rows if hashed(r[1], "f") % 2 == f]
            got = measure(rest, fit(seen, hand, bounds, pull))
            mean_auc += mean(got) / 2
            logs += got["logs"] - measure(rest, hand)["logs"]
        fits.append((logs >= 0, mean_auc, pull))
        print("pull %g: mean %.4f, logs %+.4f" % (pull, mean_auc, logs / 2))
    return max(fits)[2]


def priors(path):
    """Names, weights by hand, bounds: a signal keeps its sign, one without a
    weight has none, and safety does not fall."""
    with open(path, encoding="utf-8") as f:
        rows = [x.split("\t") for x in f.read().split("\n")[1:] if x]
    hand = [float(w) for _, w in rows]
    names = [n for n, _ in rows]
    return names, hand, [
        (w, math.inf) if n.startswith("safety.") else
        (0, 0) if w == 0 else (w, w) if n == "turns" else
        (0, math.inf) if w > 0 else (-math.inf, 0)
        for n, w in zip(names, hand)]


def compare(rows, hand, bounds):
    """Both weights on folds that neither was fitted on: what each says of
    every case, {source: [(value, answer, conversation)]}."""
    by_hand, by_fit = ({s: [] for s in SOURCES} for _ in range(2))
    for f in range(FOLDS):
        seen = [r for r in rows if hashed(r[1]) % FOLDS != f]
        rest = [r for r in rows if hashed(r[1]) % FOLDS == f]
        w = fit(seen, hand, bounds, choose(seen, hand, bounds))
        for got, weights in ((by_hand, hand), (by_fit, w)):
            for source, values in ranked(rest, weights).items():
                got[source] += values
    return by_hand, by_fit


def write_header(path, names, weights):
    with open(path, "w", encoding="utf-8") as f:
        f.write("#ifndef SCORE_WEIGHTS_H\n#define SCORE_WEIGHTS_H\n\n"
                "/* Written by `make readiness`; readiness.md says how. */\n"
                "/* clang-format off */\n")
        for n, w in zip(names, weights):
            f.write(f"#define WEIGHT_{n.split('.')[-1].upper()} ({w:g})\n")
        f.write("\n#endif\n")


def main():
    data, logs, prior_file, header, card = sys.argv[1:]
    names, hand, bounds = priors(prior_file)
    rows = [(s, r["conversation_id"], turns, int(bool(y)))
            for s, r, turns, y in cases(data, logs, names) if turns]
    hand_says, fit_says = compare(rows, hand, bounds)
    pull = choose(rows, hand, bounds)
    fitted = [round(x, 2) for x in fit(rows, hand, bounds, pull)]
    by_hand, by_fit = ({s: auc([v[:2] for v in says[s]]) for s in SOURCES}
                       for says in (hand_says, fit_says))
    longer = measure(rows, [float(n == "turns") for n in names])
    differs = {s: interval(hand_says[s], fit_says[s]) for s in SOURCES}
    worse = mean(by_fit) < mean(by_hand) or any(
        high < 0 for _, high in differs.values())
    chosen = hand if worse else fitted
    write_header(header, names, chosen)

    with open(card, "w", encoding="utf-8") as f:
        f.write(
            "\n## Readiness\n\n"
            "readiness = 1 / (1 + e^-x), x the bias plus weight x signal. The "
            "bias, by hand, says that a conversation without any sign is a "
            "person's once in twenty.\n\n"
            "| cases | a yes means | cases | of them yes | AUC by hand | AUC "
            "fitted | difference, 95 % | AUC of the turns' number |\n"
            "|---|---|--:|--:|--:|--:|--:|--:|\n")
        meaning = {
            "logs": "labels.escalate of our own logs",
            "annoyed": "STAR: the customer became annoyed",
            "broke": "STAR: somebody disconnected",
            "no_use": "DBDC3: a breakdown, say most of 30 people"}
        for s in SOURCES:
            of = [r for r in rows if r[0] == s]
            low, high = differs[s]
            f.write(f"| {s} | {meaning[s]} | {len(of)} | "
                    f"{sum(r[3] for r in of)} | {by_hand[s]:.3f} | "
                    f"{by_fit[s]:.3f} | {low:+.3f} to {high:+.3f} | "
                    f"{longer[s]:.3f} |\n")
        f.write(f"| mean | | | | {mean(by_hand):.3f} | {mean(by_fit):.3f} | | "
                f"{mean(longer):.3f} |\n\n")
        f.write("Logistic, one intercept a source, each source the same "
                "weight; weights keep their sign, so that readiness rises "
                "with every risk, are drawn towards those by hand, and those "
                f"of safety never fall. The AUCs are of {FOLDS} folds of "
                "conversations: each fold is ranked by weights fitted on the "
                f"others, the pull of the hand (L2, one of {len(PULLS)}) "
                "chosen inside those too; intervals from conversations drawn "
                f"anew. In use: the {'hand' if worse else 'fitted'} weights; "
                "the fitted ones, of all cases "
                f"(pull {pull:g}), are taken unless the mean is lower or a "
                "source lower by more than chance. An earlier rule, on two "
                "halves, kept those by hand for 0.006 of 50 cases of the "
                "logs, which alone are support; this one was set after that "
                "had been seen.\n\n"
                "| signal | by hand | fitted | in use |\n"
                "|---|--:|--:|--:|\n")
        for n, a, b, c in zip(names, hand, fitted, chosen):
            if a or b:
                f.write(f"| {n} | {a:g} | {b:g} | {c:g} |\n")
        f.write("\nNo source says of real support conversations whether a "
                "person should have taken over. Check the weights on logs of "
                "your own; a rules file may replace them.\n")


if __name__ == "__main__":
    main()
