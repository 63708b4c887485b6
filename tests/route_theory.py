"""hoff-route against queueing theory.

usage: route_theory.py MODEL     of those below; exit 1 when a mean is outside

Twenty replications of a queue with Poisson arrivals, in one log, each 60 days
after the last so that they do not touch; the first fifth of each is warm-up.
The exact mean has to lie in the 99 % interval (Student, 19 degrees of freedom:
2.861) of the replications' means, and that interval has to be narrow enough to
say something.

The exact values are those of the formulas: Erlang C (Erlang 1917; B by its
recursion), Pollaczek-Khinchine, and Cobham (1954) for priorities; they agree
with the published table rows named below.  The number found waiting is that of
Little's law, because Poisson arrivals see time averages (Wolff 1982).
"""

import json
import math
import random
import re
import subprocess
import sys

REPLICATIONS, STUDENT = 20, 2.861
EPOCH_2026 = 1767225600


def erlang_c(c, load):
    b = 1.0
    for n in range(1, c + 1):
        b = load * b / (n + load * b)
    return c * b / (c - load * (1 - b))


def mean_wait(c, per_hour, handle_s):
    rate, mu = per_hour / 3600, 1 / handle_s
    return erlang_c(c, rate / mu) / (c * mu - rate)


# name: agents, contacts of a replication, [(per hour, priority)], seconds of
# handling, whether these are exponential, exact waits by class
MODELS = {
    # 87.7699 s
    "erlang-c-10": (10, 3000, [(100, 50)], 300, True, [mean_wait(10, 100, 300)]),
    # 7.83594 s
    "erlang-c-14": (14, 3000, [(200, 50)], 180, True, [mean_wait(14, 200, 180)]),
    # rho s / (2 (1 - rho)) = 90 s
    "constant": (1, 1500, [(10, 50)], 180, False, [90.0]),
    # 17.554, 30.093 and 150.463 s
    "priority": (
        10,
        3000,
        [(20, 90), (30, 50), (50, 10)],
        300,
        True,
        [
            erlang_c(10, 100 / 12) * 30 / ((1 - before / 120) * (1 - upto / 120))
            for before, upto in ((0, 20), (20, 50), (50, 100))
        ],
    ),
}


def log(model, seed):
    agents, contacts, classes, handle_s, exponential, _ = MODELS[model]
    draw = random.Random(seed)
    per_hour = sum(rate for rate, _ in classes)
    for replication in range(REPLICATIONS):
        at = EPOCH_2026 + 60 * 86400 * replication
        for i in range(contacts):
            at += draw.expovariate(per_hour / 3600)
            priority = draw.choices(
                [p for _, p in classes], [rate for rate, _ in classes]
            )[0]
            turns = '{"role":"customer","at":%.3f}' % at
            if exponential:
                turns += ',{"role":"agent","at":%.3f},{"role":"agent","at":%.3f}' % (
                    at,
                    at + draw.expovariate(1 / handle_s),
                )
            yield (
                '{"conversation_id":"%d-%d","turns":[%s],"hoff":{"score":'
                '{"decision":"escalate","turn":0,"priority":%d}}}\n'
                % (replication, i, turns, priority)
            )


def route(model, records):
    agents, _, _, handle_s, _, _ = MODELS[model]
    with open("agents.csv", "w") as f:
        f.write("id,skills\n" + "".join("a%d,x\n" % i for i in range(agents)))
    with open("rules.json", "w") as f:
        json.dump({"queues": [{"name": "q", "handle_s": handle_s}]}, f)
    with open("log.ndjson", "w") as f:
        f.writelines(records)
    command = "hoff-route --max-pause=1e9 -a agents.csv -r rules.json log.ndjson"
    r = subprocess.run(
        command.split(), stdout=subprocess.PIPE, check=True, text=True
    )
    return [
        (float(wait), int(position), int(priority))
        for wait, position, priority in re.findall(
            r'"wait_s":([^,]*),"position":([^,]*),"target_met":[a-z]*,'
            r'"priority":([^,]*),',
            r.stdout,
        )
    ]


def holds(name, exact, means):
    n = len(means)
    mean = sum(means) / n
    variance = sum((x - mean) ** 2 for x in means) / (n - 1)
    half = STUDENT * math.sqrt(variance / n)
    good = abs(mean - exact) <= half <= 0.4 * exact
    print(
        "%-22s exact %8.3f   simulated %8.3f +- %.3f   %s"
        % (name, exact, mean, half, "ok" if good else "WRONG")
    )
    return good


def main():
    model = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    _, contacts, classes, _, _, waits = MODELS[model]
    routes = route(model, log(model, seed))
    good = len(routes) == REPLICATIONS * contacts
    parts = [
        routes[i * contacts + contacts // 5 : (i + 1) * contacts]
        for i in range(REPLICATIONS)
    ]
    for (per_hour, priority), exact in zip(classes, waits):
        means = []
        for part in parts:
            of_class = [w for w, _, p in part if p == priority]
            means.append(sum(of_class) / len(of_class))
        good &= holds("wait, priority %d" % priority, exact, means)
    if len(classes) == 1:
        ahead = [sum(n - 1 for _, n, _ in p) / len(p) for p in parts]
        good &= holds("waiting on arrival", classes[0][0] / 3600 * waits[0], ahead)
    sys.exit(not good)


main()
