"""An experiment on customers, and what it says, worked out another way.

generate N SEED   conversations of N customers, some of them in two arms
check LOG REPORT  whether hoff-kpi says of LOG what follows from its records

The check sums over customers in whole numbers and takes the variance from the
residuals themselves, one customer at a time, with fractions; the quantile of
Student's t is found by integrating its density.
"""

import collections
import datetime
import fractions
import json
import math
import random
import sys

F = fractions.Fraction
START = datetime.datetime(2026, 3, 1)
EXPERIMENT = START + datetime.timedelta(days=15)


def stamp(seconds):
    return (START + datetime.timedelta(seconds=seconds)).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def generate(n, seed):
    rnd = random.Random(seed)
    rows = []
    for c in range(n):
        mood, arm, torn = rnd.random(), rnd.choice("AB"), rnd.random() < 0.1
        known = random.Random(seed * n + c)
        for k in range(1 + int(rnd.expovariate(0.6))):
            at = int(rnd.random() * 50 * 86400)
            turns = [{"role": "customer", "at": stamp(at), "text": "hello"}]
            if rnd.random() < mood * (0.9 if arm == "B" else 0.7):
                wait = 10 + int(rnd.expovariate(0.01) * (1 + mood))
                turns.append({"role": "agent", "at": stamp(at + wait)})
            row = {"conversation_id": f"{c}-{k}", "turns": turns,
                   "started_at": stamp(at), "ended_at": stamp(at + 900),
                   "outcome": {}}
            if rnd.random() < 0.6:
                row["outcome"]["csat"] = rnd.choice((1, 2, 3, 4, 5))
            if rnd.random() > 0.03:
                row["customer"] = {"id": f"c{c}"}
                if known.random() < 0.8:
                    row["customer"]["prior"] = round(
                        10 * mood + known.random() - 5, 3)
            if at > 15 * 86400 or rnd.random() < 0.5:
                row["experiment"] = {
                    "arm": rnd.choice("AB") if torn else arm}
            rows.append(row)
    rnd.shuffle(rows)
    for row in rows:
        print(json.dumps(row))


def time_of(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def human(row):
    return [t for t in row["turns"] if t["role"] == "agent"]


def parts(row):
    """Above and below the line of each number, for one conversation."""
    csat = row["outcome"].get("csat")
    wait = None
    if human(row):
        wait = (time_of(human(row)[0]["at"]) -
                time_of(row["turns"][0]["at"])).total_seconds()
    return {"escalation_delivered": (bool(human(row)), 1),
            "containment_loose": (not human(row), 1),
            "csat": (csat or 0, csat is not None),
            "csat_top2": (csat is not None and csat >= 4, csat is not None),
            "human_s": (F(wait or 0), wait is not None)}


def t_tail(t, df):
    """P(T > t), by Simpson's rule on the density between 0 and t."""
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / (
        math.sqrt(df * math.pi))
    steps = 4000
    h = t / steps
    total = sum((1 if i in (0, steps) else 4 if i % 2 else 2) *
                (1 + (i * h) ** 2 / df) ** (-(df + 1) / 2)
                for i in range(steps + 1))
    return 0.5 - scale * total * h / 3


def t_quantile(p, df):
    low, high = 0.0, 50.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, df) > p else (low, middle)
    return low


class Arm:
    def __init__(self, customers):
        self.customers = customers  # name: [[above, below] now, before]

    def ratio(self, when):
        below = sum(c[when][1] for c in self.customers)
        return F(sum(c[when][0] for c in self.customers), below), below

    def residuals(self, when):
        if not any(c[when][1] for c in self.customers):
            return F(0), [F(0)] * len(self.customers)
        ratio, below = self.ratio(when)
        return ratio, [(c[when][0] - ratio * c[when][1]) / below
                       for c in self.customers]

    def moments(self):
        held = sum(1 for c in self.customers if c[0][1])
        now, l_now = self.residuals(0)
        then, l_then = self.residuals(1)
        k = F(held, held - 1)
        return {"held": held, "now": now, "then": then,
                "v": k * sum(x * x for x in l_now),
                "c": k * sum(x * y for x, y in zip(l_now, l_then)),
                "v0": k * sum(y * y for y in l_then)}


def expected(a, b, cuped):
    a, b = a.moments(), b.moments()
    theta = F(0)
    if cuped and a["v0"] + b["v0"]:
        theta = (a["c"] + b["c"]) / (a["v0"] + b["v0"])
    left = [m["v"] - 2 * theta * m["c"] + theta ** 2 * m["v0"]
            for m in (a, b)]
    difference = b["now"] - a["now"] - theta * (b["then"] - a["then"])
    df = float(sum(left) ** 2 / (left[0] ** 2 / (a["held"] - 1) +
                                 left[1] ** 2 / (b["held"] - 1)))
    error = math.sqrt(sum(left))
    half = t_quantile(0.025, df) * error
    n = a["held"] + b["held"]
    rho = (2 * math.log(20) + math.log(2 * math.log(20) + 1)) / 5000
    wide = error * math.sqrt(
        2 * (n * rho + 1) / (n * rho) *
        math.log(math.sqrt(n * rho + 1) / 0.05))
    return {"control": a["now"], "treated": b["now"],
            "n_control": a["held"], "n_treated": b["held"],
            "difference": difference, "low": float(difference) - half,
            "high": float(difference) + half,
            "p": 2 * t_tail(abs(float(difference)) / error, df),
            "any_time_low": float(difference) - wide,
            "any_time_high": float(difference) + wide,
            "variance_kept": sum(left) / (a["v"] + b["v"]) if cuped else None}


def check(log, report):
    rows = [json.loads(line) for line in open(log)]
    report = json.load(open(report))["experiment"]
    past = report["pre_period"] is not None
    cuped = past or report["covariate"] is not None
    by_customer = collections.defaultdict(list)
    nameless = collections.Counter()
    for row in rows:
        arm = (row.get("experiment") or {}).get("arm")
        before = past and time_of(row["started_at"]) < EXPERIMENT
        arm = None if before else arm
        if "customer" not in row:
            nameless[arm] += 1
            continue
        by_customer[row["customer"]["id"]].append((arm, before, row))
    torn = 0
    arms = collections.defaultdict(list)
    for mine in by_customer.values():
        names = {arm for arm, _, _ in mine if arm}
        torn += len(names) > 1
        if len(names) == 1:
            arms[names.pop()].append(mine)
    assert torn and report["in_several_arms"] == torn, torn
    for arm in report["arms"]:
        assert arm["customers"] == len(arms[arm["name"]]), arm
        assert arm["without_customer"] == nameless[arm["name"]], arm
    seen = 0
    for c in report["contrasts"]:
        if c["id"] not in parts(rows[0]):
            continue
        sums = {}
        for name in "AB":
            sums[name] = []
            for mine in arms[name]:
                now, then = [F(0), F(0)], [F(0), F(0)]
                for arm, before, row in mine:
                    if not arm and not before:
                        continue
                    to = then if before else now
                    above, below = parts(row)[c["id"]]
                    to[0] += above
                    to[1] += below
                priors = [row["customer"]["prior"] for _, _, row in mine
                          if "prior" in row["customer"]]
                if cuped and not past and priors:
                    then = [sum(map(F, map(str, priors))) / len(priors), F(1)]
                sums[name].append((now, then))
        want = expected(Arm(sums["A"]), Arm(sums["B"]), cuped)
        for key, value in want.items():
            got = c[key]
            if value is None:
                assert got is None, (c["id"], key, got)
            else:
                assert abs(got - float(value)) < 5.1e-5, (
                    c["id"], key, got, float(value))
        seen += 1
    assert seen == len(parts(rows[0])), seen


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(int(sys.argv[2]), int(sys.argv[3]))
    else:
        check(sys.argv[2], sys.argv[3])
