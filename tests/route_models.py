"""hoff-route against queueing theory.

usage: route_models.py MODEL [REPLICATIONS CONTACTS SEED]

A log of arrivals at random (Poisson), as many replications as are asked for,
each far enough after the last that they do not touch; handling and patience are
drawn by hoff-route, or handling is in the log, of models whose name ends in
-log.  The first fifth of each replication is warm-up.  The exact
value has to lie in the 99 % interval (Student) of the means of the
replications, which has to be narrow enough to say something.  At the same time
every agent's work is laid beside everybody's wait: nobody may wait while an
agent who could serve him is idle.

The exact values are of formulas: Erlang C (Erlang 1917; B by its recursion),
Pollaczek and Khinchine, Cobham (1954) for priorities, birth and death for few
places; they agree with the published table rows named below.  How many a
contact finds waiting is by Little's law, as Poisson arrivals see time averages
(Wolff 1982).  Where no formula stands here:

erlang-a       the states summed one by one, and the chain of a customer who
               waits uniformised, in 40 digits
n-model        the 35 states of the loss system solved as linear equations
slots          birth and death, k chats of an agent end at the rate k^0.7 / s
appointments   who finds all agents busy hangs up and is called at a time so
               late that it tells nothing of that moment: Poisson arrivals that
               leave, and Poisson calls that wait, birth and death
"""

import datetime
import json
import math
import random
import re
import subprocess
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
EPOCH_2026 = 1767225600
AGENTS_CSV = "id,skills,slots\n"

# Student's quantile at 0.995 for n - 1 degrees of freedom
STUDENT = {5: 4.604, 10: 3.250, 20: 2.861, 40: 2.708}


def erlang_b(c, load):
    b = 1.0
    for n in range(1, c + 1):
        b = load * b / (n + load * b)
    return b


def erlang_c(c, load):
    b = erlang_b(c, load)
    return c * b / (c - load * (1 - b))


def waiting(c, per_hour, handle_s):
    """Erlang C: who waits, mean wait, within 20 s and 2 s."""
    pw = erlang_c(c, per_hour * handle_s / 3600)
    rate = c / handle_s - per_hour / 3600
    return {
        "waits": pw,
        "wait": pw / rate,
        "in_20_s": 1 - pw * math.exp(-20 * rate),
        "in_2_s": 1 - pw * math.exp(-2 * rate),
    }


def patient(c, per_hour, handle_s, patience_s):
    """Erlang A, the states one by one: who waits, who quits, mean wait of
    all."""
    arrive, end, leave = per_hour / 3600, 1 / handle_s, 1 / patience_s
    p = [1.0]
    while p[-1] > 1e-18 * max(p) or len(p) <= c:
        n = len(p)
        p.append(p[-1] * arrive / (min(n, c) * end + max(n - c, 0) * leave))
    p = [x / sum(p) for x in p]
    waiting = sum((n - c) * x for n, x in enumerate(p) if n > c)
    return {
        "waits": sum(p[c:]),
        "quits": leave * waiting / arrive,
        "wait_of_all": waiting / arrive,
    }


def classes(c, rates, handle_s):
    """Cobham: mean waits by falling priority."""
    most, upto, waits = c * 3600 / handle_s, 0, []
    pw = erlang_c(c, sum(rates) * handle_s / 3600)
    for rate in rates:
        before, upto = upto, upto + rate
        waits.append(
            pw * handle_s / c / ((1 - before / most) * (1 - upto / most))
        )
    return waits


def few_places(c, places, per_hour, handle_s):
    """Birth and death: who finds all places taken, mean wait of the others."""
    a, p = per_hour * handle_s / 3600, [1.0]
    for n in range(1, places + 1):
        p.append(p[-1] * a / min(n, c))
    p = [x / sum(p) for x in p]
    waiting = sum((n - c) * p[n] for n in range(c, places + 1))
    return {
        "refused": p[places],
        "wait": waiting / (per_hour / 3600 * (1 - p[places])),
    }


def called_later(c, per_hour, handle_s):
    """Who hangs up, and how late he is called: as many calls come due as there
    are who hang up, which is a fixed point."""
    busy = 0.5
    for _ in range(1000):
        p = [1.0]
        for n in range(1, 400):
            rate = per_hour / 3600 * ((n <= c) + busy)
            p.append(p[-1] * rate * handle_s / min(n, c))
        p = [x / sum(p) for x in p]
        busy = sum(p[c:])
    waiting = sum((n - c) * x for n, x in enumerate(p) if n > c)
    return {"hangs_up": busy, "late": waiting / (per_hour / 3600 * busy)}


def found(per_hour, wait_s):
    return {"wait": wait_s, "found": per_hour / 3600 * wait_s}


def pool(c, skills="q", slots=1):
    return "".join("a%03d,%s,%d\n" % (i, skills, slots) for i in range(c))


def queue(per_hour, handle, exact, **more):
    """One queue, what comes to it, and what theory says of it."""
    name = more.pop("name", "q")
    return (
        per_hour,
        exact,
        dict(
            {"name": name, "skills": [name]},
            **({"handle": handle} if handle else {}),
            **more
        ),
    )


PRIORITIES = classes(10, (20, 30, 50), 300)
HUNDRED = waiting(100, 1140, 300)
# its interval says nothing after 10000 contacts: "hundred-asa", of more
HUNDRED_ASA = {"wait": HUNDRED.pop("wait")}
CLOSE = classes(20, (60, 90, 78), 300)

# name: agents, queues, policy
MODELS = {
    # nobody waits: who finds no agent is gone
    "erlang-b": (
        pool(10),
        [
            queue(
                100,
                {"exponential": 300},
                {"quits": erlang_b(10, 100 / 12)},
                patience_s=1e-6,
            )
        ],
        {},
    ),
    # 0.487611, 87.7699 s, 0.563667
    "erlang-c": (
        pool(10),
        [queue(100, {"exponential": 300}, waiting(10, 100, 300))],
        {},
    ),
    # 7.83594 s
    "erlang-c-log": (
        pool(14),
        [
            queue(
                200,
                None,
                found(200, waiting(14, 200, 180)["wait"]),
                in_log=180,
            )
        ],
        {},
    ),
    "few-places": (
        pool(3),
        [
            queue(
                60,
                {"exponential": 150},
                few_places(3, 8, 60, 150),
                max_waiting=5,
            )
        ],
        {},
    ),
    # twice the agents for twice the contacts: 0.338125, 30.4312 s
    "pooled": (
        pool(20),
        [queue(200, {"exponential": 300}, waiting(20, 200, 300))],
        {},
    ),
    "erlang-a": (
        pool(10),
        [
            queue(
                100,
                {"exponential": 300},
                {
                    "waits": 0.2695770112,
                    "quits": 0.0851046490,
                    "wait": 7.97259887,
                    "in_20_s": 0.7969386700,
                    "met_or_left": 0.7969386700 + 0.0358650950,
                },
                patience={"exponential": 120},
            )
        ],
        {},
    ),
    "erlang-a-overloaded": (
        pool(30),
        [
            queue(
                400,
                {"exponential": 300},
                {
                    "waits": 0.6631987788,
                    "quits": 0.1379767274,
                    "wait": 24.02197544,
                    "in_20_s": 0.4985361283,
                },
                patience={"exponential": 180},
            )
        ],
        {},
    ),
    # a hundred agents, 95 % busy; and one class of a full house
    "hundred": (
        pool(100),
        [queue(1140, {"exponential": 300}, HUNDRED)],
        {},
    ),
    "hundred-asa": (
        pool(100),
        [queue(1140, {"exponential": 300}, HUNDRED_ASA)],
        {},
    ),
    "hundred-lost": (
        pool(100),
        [
            queue(
                1260,
                {"exponential": 300},
                {"quits": erlang_b(100, 105)},
                patience_s=1e-6,
            )
        ],
        {},
    ),
    "hundred-a": (
        pool(100),
        [
            queue(
                1260,
                {"exponential": 300},
                patient(100, 1260, 300, 90),
                patience={"exponential": 90},
            )
        ],
        {},
    ),
    # one agent, 90 % busy
    "busy": (
        pool(1),
        [
            queue(
                18,
                {"lognormal": {"mean": 180, "cv": 0.5}},
                {"waits": 0.9, "wait": 0.9 * 180 * 1.25 / 0.2},
            )
        ],
        {},
    ),
    # Cobham at 95 %
    "priority-close": (
        pool(20, "p0;p1;p2"),
        [
            queue(
                rate,
                {"exponential": 300},
                {"wait": CLOSE[i]},
                name="p%d" % i,
                priority=90 - i,
            )
            for i, rate in enumerate((60, 90, 78))
        ],
        {},
    ),
    # Pollaczek and Khinchine: rho s (1 + cv^2) / (2 (1 - rho))
    "constant": (
        pool(1),
        [queue(10, 180, dict(found(10, 90.0), waits=0.5))],
        {},
    ),
    "lognormal": (
        pool(1),
        [
            queue(
                10,
                {"lognormal": {"mean": 180, "cv": 1.2}},
                {"waits": 0.5, "wait": 90 * (1 + 1.44)},
            )
        ],
        {},
    ),
    "uniform": (
        pool(1),
        [
            queue(
                10,
                {"uniform": [0, 360]},
                {"waits": 0.5, "wait": 90 * (1 + 1 / 3)},
            )
        ],
        {},
    ),
    # Cobham: 17.554, 30.093 and 150.463 s
    "priority": (
        pool(10, "p0;p1;p2"),
        [
            queue(
                rate,
                {"exponential": 300},
                {"wait": PRIORITIES[i]},
                name="p%d" % i,
                priority=90 - i,
            )
            for i, rate in enumerate((20, 30, 50))
        ],
        {},
    ),
    # the same, where the records say how urgent they are
    "priority-log": (
        pool(10, "p0;p1;p2"),
        [
            queue(
                rate,
                None,
                {"wait": PRIORITIES[i]},
                name="p%d" % i,
                urgency=90 - i,
                in_log=300,
            )
            for i, rate in enumerate((20, 30, 50))
        ],
        {},
    ),
    # four agents for A alone, six who take A when those are taken, and B
    "n-model": (
        pool(4, "A") + "".join("b%d,A;B,1\n" % i for i in range(6)),
        [
            queue(
                60,
                {"exponential": 240},
                {"quits": 0.0706126299},
                name="A",
                patience_s=1e-6,
            ),
            queue(
                50,
                {"exponential": 240},
                {"quits": 0.1581113569},
                name="B",
                patience_s=1e-6,
            ),
        ],
        {"agent_order": ["least-skilled", "id"]},
    ),
    "slots": (
        pool(1, slots=4),
        [
            queue(
                36,
                {"exponential": 200},
                {"waits": 0.479806, "wait": 150.170},
            )
        ],
        {"slow_down": 0.3},
    ),
    "appointments": (
        pool(3),
        [
            queue(
                18,
                {"exponential": 300},
                called_later(3, 18, 300),
                channel="voice",
                callback={
                    "after_s": 0,
                    "appointment": {
                        "delay": {"exponential": 20000},
                        "slot_s": 1,
                    },
                },
            )
        ],
        {},
    ),
}


def log(queues, replications, contacts, seed):
    draw = random.Random(seed)
    rates = [rate for rate, _, _ in queues]
    for replication in range(replications):
        at = EPOCH_2026 + 200 * 86400 * replication
        for i in range(contacts):
            at += draw.expovariate(sum(rates) / 3600)
            q = draw.choices(queues, rates)[0][2]
            turns = [{"role": "customer", "at": round(at, 3)}]
            if "in_log" in q:
                end = round(at + draw.expovariate(1 / q["in_log"]), 3)
                turns.append({"role": "agent", "at": round(at, 3)})
                turns.append({"role": "agent", "at": end})
            score = {"decision": "escalate", "turn": 0, "queue": q["name"]}
            if "urgency" in q:
                score["priority"] = q["urgency"]
            yield json.dumps(
                {
                    "conversation_id": "%d-%d" % (replication, i),
                    "channel": q.get("channel"),
                    "turns": turns,
                    "hoff": {"score": score},
                }
            ) + "\n"


ROUTE = re.compile(
    r'"outcome":"([a-z]*)".*?"queue":"([^"]*)","agent":(?:null|"([^"]*)"),'
    r'"arrival":"([^"]*)".*?"wait_s":([^,]*),"position":([^,]*),'
)


class Contact:
    def __init__(self, line):
        m = ROUTE.search(line)
        self.hung_up = '"called_back"' in line
        self.outcome, self.queue, self.agent = m.group(1), m.group(2), m.group(3)
        self.wait = None if m.group(5) == "null" else float(m.group(5))
        self.position = None if m.group(6) == "null" else int(m.group(6))


def route(model, records):
    agents, queues, policy = MODELS[model]
    with open("agents.csv", "w") as f:
        f.write(AGENTS_CSV + agents)
    with open("rules.json", "w") as f:
        ours = ("in_log", "urgency", "channel")
        own = [
            {k: v for k, v in q.items() if k not in ours} for _, _, q in queues
        ]
        json.dump({"queues": own}, f)
    with open("policy.json", "w") as f:
        json.dump(policy, f)
    with open("log.ndjson", "w") as f:
        f.writelines(records)
    r = subprocess.run(
        "hoff-route -a agents.csv -r rules.json -p policy.json "
        "--report=report.json --format=json --max-wait=1e6 --max-pause=1e9 "
        "log.ndjson".split(),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return r.stdout


def conserves_work(model, lines):
    """Nobody waits while an agent with the skill is idle; not where chats
    share an agent, whose ends are not in the record."""
    agents, _, policy = MODELS[model]
    if "slow_down" in policy:
        return True
    able = {}
    for row in agents.splitlines():
        name, skills, _ = row.split(",")
        for s in skills.split(";"):
            able.setdefault(s, set()).add(name)
    events = []
    for number, line in enumerate(lines):
        a = json.loads(line)["hoff"]["route"]
        # whole microseconds: what is one instant has to be one number
        arrival = round(1e6 * json.loads(line)["turns"][0]["at"])
        left = arrival + round(1e6 * (a["wait_s"] or 0))
        if "called_back" in a:  # it waits from its appointment on
            at = datetime.datetime.fromisoformat(a["assigned_at"][:-1] + "+00:00")
            left = (at - EPOCH) // datetime.timedelta(microseconds=1)
            arrival = left - round(1e6 * a["wait_s"])
        if (a["wait_s"] or 0) > 0:
            events.append((arrival, 1, number, "waits", a["queue"]))
            events.append((left, 0, number, "leaves", a["queue"]))
        if a["agent"]:
            events.append((left, 0, number, "takes", a["agent"]))
            end = left + round(1e6 * a["handle_s"])
            events.append((end, -1, number, "ends", a["agent"]))
    events.sort()
    idle = set().union(*able.values())
    waits, at = {q: 0 for q in able}, None
    for when, _, _, what, who in events:
        # what is left at the end of an instant; a patience of 1 us is one
        if at is not None and when - at > 1:
            for q, n in waits.items():
                if n and able[q] & idle:
                    print("at %d us %d wait for %s, and %s" % (at, n, q, idle))
                    return False
        at = when
        if what == "waits":
            waits[who] += 1
        elif what == "leaves":
            waits[who] -= 1
        elif what == "takes":
            idle.discard(who)
        else:
            idle.add(who)
    return True


def statistics(part, name):
    own = [c for c in part if c.queue == name]
    served = [c for c in own if c.outcome == "assigned"]
    quit = [c for c in own if c.outcome == "abandoned"]
    let_in = [c for c in own if c.wait is not None]
    n = len(own)
    in_20 = sum(c.wait <= 20 for c in served)
    called = [c.wait for c in own if c.hung_up]
    return {
        "waits": sum(c.wait > 0 for c in let_in) / n,
        "quits": len(quit) / n,
        "hangs_up": len(called) / n,
        "late": sum(called) / max(1, len(called)),
        "refused": 1 - len(let_in) / n,
        "found": sum(c.position - 1 for c in let_in) / len(let_in),
        "wait": sum(c.wait for c in served) / len(served),
        "wait_of_all": sum(c.wait for c in let_in) / len(let_in),
        "in_20_s": in_20 / n,
        "in_2_s": sum(c.wait <= 2 for c in served) / n,
        "met_or_left": (in_20 + sum(c.wait <= 20 for c in quit)) / n,
    }


def holds(name, exact, means):
    n = len(means)
    mean = sum(means) / n
    variance = sum((x - mean) ** 2 for x in means) / (n - 1)
    half = STUDENT[n] * math.sqrt(variance / n)
    good = abs(mean - exact) <= half <= 0.4 * exact
    print(
        "%-24s exact %10.5f   simulated %10.5f +- %.5f   %s"
        % (name, exact, mean, half, "ok" if good else "WRONG")
    )
    return good


def main():
    model = sys.argv[1]
    replications, contacts, seed = [int(x) for x in sys.argv[2:5]] or [
        20,
        10000,
        2026,
    ]
    queues = MODELS[model][1]
    out = route(model, log(queues, replications, contacts, seed))
    routes = [Contact(line) for line in out.splitlines()]
    good = len(routes) == replications * contacts
    # who is called later meets an empty house when nobody comes any more
    last = contacts - contacts // 5 * (model == "appointments")
    parts = [
        routes[i * contacts + contacts // 5 : i * contacts + last]
        for i in range(replications)
    ]
    for _, exact, q in queues:
        found = [statistics(part, q["name"]) for part in parts]
        for what, value in exact.items():
            good &= holds(
                "%s, %s" % (q["name"], what), value, [f[what] for f in found]
            )
    good &= conserves_work(model, out.splitlines())
    sys.exit(not good)


main()
