#!/usr/bin/env python3
"""Fit the weights of readiness on development dialogues: for people, no test.

usage: fit_readiness.py DATA LOGS...

DATA holds dialogues/*.ndjson.gz, LOGS are records with labels.escalate.  A case
is a customer turn with its signals and an answer, whether a person should be
there by now:
  logs   the turn of the highest readiness; labels.escalate
  dbdc3  each turn behind a bot's turn; most of 30 people call that a breakdown
  star   the last turn; somebody disconnected
Cases of each source weigh the same together.  Weights push up with the risk
(projected gradient, L2), so that readiness stays monotone.  Folds are by a hash
of the conversation's name: what is printed for `fitted` was never fitted on.
AUC: how often a case with the answer yes has more than one without.
"""
import gzip
import hashlib
import json
import math
import subprocess
import sys

FOLDS, ROUNDS, RATE, L2 = 5, 300, 0.5, 0.002
FALLING = {"sentiment", "sentiment_trend", "closing", "confidence",
           "asr_confidence"}
ASIDE = {"readiness", "intent", "dropoff_risk", "elapsed_s", "bot_wait_s",
         "customer_gap_s", "margin", "length_trend", "dtmf", "turns"}


def scored(records):
    data = "".join(json.dumps(r) + "\n" for r in records)
    out = subprocess.run(["hoff-score", "--turns"], input=data.encode(),
                         stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(x) for x in out.decode().split("\n") if x]


def flat(signals):
    x = {}
    for k, v in signals.items():
        if isinstance(v, dict):
            x.update({f"{k}.{n}": y for n, y in v.items()})
        elif k in ("confidence", "asr_confidence"):
            x[k] = 0 if v is None else v - 1
        else:
            x[k] = v or 0
    return x


def read(path):
    opened = gzip.open(path, "rt", encoding="utf-8") \
        if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as f:
        return [json.loads(x) for x in f if x.strip()]


def cases(data, logs):
    for r in scored([c for f in logs for c in read(f)
                     if "escalate" in c.get("labels", {})]):
        best = max(r["hoff"]["score"]["trajectory"],
                   key=lambda t: t["readiness"], default=None)
        if best:
            yield "logs", r, best, r["labels"]["escalate"]
    for r in scored(read(data + "/dialogues/dbdc3_dev.ndjson.gz")):
        for t in r["hoff"]["score"]["trajectory"]:
            said = [b.get("x", {}).get("breakdown")
                    for b in r["turns"][:t["turn"]] if b["role"] == "bot"]
            if said and said[-1]:
                yield "dbdc3", r, t, said[-1].count("X") > 15
    for r in scored(read(data + "/dialogues/star.ndjson.gz")):
        if r["hoff"]["score"]["trajectory"]:
            yield ("star", r, r["hoff"]["score"]["trajectory"][-1],
                   r.get("x", {}).get("completion", "Complete") != "Complete")


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


def fit(rows, names):
    w, bias = [0.0] * len(names), -2.0
    total = {}
    for s, *_ in rows:
        total[s] = total.get(s, 0) + 1
    for _ in range(ROUNDS):
        gw, gb = [0.0] * len(names), 0.0
        for s, x, y in rows:
            z = bias + sum(w[k] * v for k, v in x)
            e = (1 / (1 + math.exp(-z)) - y) / total[s] / len(total)
            gb += e
            for k, v in x:
                gw[k] += e * v
        bias -= RATE * 4 * gb
        for k, name in enumerate(names):
            w[k] -= RATE * 4 * (gw[k] + L2 * w[k])
            w[k] = min(w[k], 0) if name in FALLING else max(w[k], 0)
    return bias, w


def main():
    data, logs = sys.argv[1], sys.argv[2:]
    all_cases = [(s, r["conversation_id"], flat(t["signals"]), bool(y),
                  t["readiness"]) for s, r, t, y in cases(data, logs)]
    names = sorted({k for _, _, x, _, _ in all_cases for k in x} - ASIDE)
    index = {n: k for k, n in enumerate(names)}

    def row(case):
        s, _, x, y, _ = case
        return s, [(index[k], v) for k, v in x.items()
                   if k in index and v and
                   not isinstance(v, str)], int(y)

    def fold(case):
        return hashlib.sha256(case[1].encode()).digest()[0] % FOLDS

    got = {}
    for f in range(FOLDS):
        bias, w = fit([row(c) for c in all_cases if fold(c) != f], names)
        for c in all_cases:
            if fold(c) == f:
                z = bias + sum(w[k] * v for k, v in row(c)[1])
                for name, value in (("fitted", z), ("built in", c[4]),
                                    ("turns", c[2]["turns"])):
                    got.setdefault((c[0], name), []).append((value, c[3]))
    print(f"{'AUC':8}{'cases':>7}{'yes':>6}{'built in':>10}{'fitted':>10}"
          f"{'turns':>10}")
    for s in ("logs", "dbdc3", "star"):
        v = got[s, "fitted"]
        print(f"{s:8}{len(v):7}{sum(a for _, a in v):6}" + "".join(
            f"{auc(got[s, n]):10.3f}" for n in ("built in", "fitted", "turns")))
    bias, w = fit([row(c) for c in all_cases], names)
    print(f"\nbias {bias:.2f}")
    for name, x in zip(names, w):
        if round(x, 2):
            print(f"{name} {x:.2f}")


if __name__ == "__main__":
    main()
