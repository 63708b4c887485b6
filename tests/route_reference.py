"""hoff-route against a second simulation, that of route_second.py.

usage: route_reference.py FIRST LAST    random worlds of these seeds
       route_reference.py AGENTS RULES  one world, records on stdin: prints
                                        what hoff-route should say

Worlds are small and their times coarse, so that much happens at once.
"""

import json
import random
import subprocess
import sys

from route_second import DAYS, OFFSETS, SECOND, simulate, time_of, us_of

AGENT_KEYS = [
    "fewest",
    "spare-capacity",
    "least-occupied",
    "longest-idle",
    "round-robin",
    "proficiency",
    "least-skilled",
    "preferred",
    "id",
]


def some(r, items):
    return ";".join(x for x in items if r.random() < 0.5)


def world(seed):
    """A roster, rules, a policy and records; every other world has what not
    every desk has."""
    r = random.Random(seed)
    rows = ["id,skills,languages,channels,slots,shift,zone"]
    for i in r.sample(range(100), r.randint(1, 6)):
        skills = ["card", "tech:%d" % r.randint(1, 5), "tax"]
        skills[0] += r.choice(["", ":3"])
        shifts = [""] * 2
        for _ in range(3):
            first = r.randrange(7)
            start = r.randrange(0, 24 * 60, 15)
            end = (start + r.randrange(15, 24 * 60, 15)) % (24 * 60)
            shifts.append(
                "%s-%s %02d:%02d-%02d:%02d"
                % (
                    DAYS[first],
                    DAYS[(first + r.randrange(7)) % 7],
                    start // 60,
                    start % 60,
                    end // 60,
                    end % 60,
                )
            )
        rows.append(
            "a-%d,%s,%s,%s,%d,%s,%s"
            % (
                i,
                "x:%d;" % r.randint(1, 5) + some(r, skills),
                some(r, ["en", "de"]) if r.random() < 0.5 else "",
                some(r, ["chat", "voice"]) if r.random() < 0.3 else "",
                r.choice([1, 1, 2, 3]),
                r.choice(shifts) if r.random() < 0.6 else "",
                r.choice(["", "Z", "+05:30", "-03:00"]),
            )
        )
    queues = [{"name": "general", "handle_s": 120}]
    for name in ("card", "tech:2", "tax"):
        queues.append(
            {
                "name": name,
                "skills": [name],
                "priority": r.choice([50, 50, 60]),
                "patience_s": r.choice([0, 30, 60, 90, 3600]),
                "sla_s": r.choice([0, 30, 60]),
                "handle_s": r.choice([0, 30, 60, 300]),
            }
        )
    grain = r.choice([15, 30, 60])
    length = r.choice([10, 60, 600, 30000])
    start = 1772323200 + r.randrange(7 * 24) * 3600
    records = []
    for i in range(r.randint(1, 60)):
        if r.random() < 0.02:
            start += r.choice([86400, 40 * 86400])
        at = SECOND * (start + grain * r.randrange(length))
        record = {"conversation_id": "c%d" % i, "turns": []}
        if r.random() < 0.8:
            record["language"] = r.choice(["en", "en-GB", "de", "fr"])
        if r.random() < 0.9:
            record["channel"] = r.choice(["chat", "chat", "voice", "fax"])
        if r.random() < 0.5:
            for t in (at, at + SECOND * grain * r.randint(1, 20)):
                record["turns"].append({"role": "agent", "at": time_of(t)})
        if r.random() < 0.3:
            record["outcome"] = {"wrap_up_s": r.choice([0, 15])}
        record["hoff"] = {
            "score": {
                "decision": r.choice(["escalate"] * 9 + ["watch"]),
                "at": time_of(at),
                "turn": None,
                "queue": r.choice([None, "no", "card", "tech:2", "tax"]),
                "priority": r.choice([None, None, 10, 50, 50.5, 90]),
            }
        }
        records.append(record)
    policy = {}
    if seed % 2:
        policy = more(r, queues, records)
    return "\n".join(rows) + "\n", {"queues": queues}, records, policy


def more(r, queues, records):
    """Steps, rings, overflow, hours, joins, orders and the like."""

    def maybe(share):
        return r.random() < share

    ages = [0, 15, 30, 60, 120, 600]
    for i, q in enumerate(queues):
        if maybe(0.3) and q.get("skills"):
            q["skills"] = [q["skills"][0], r.choice(["x", "tax:1", "x"])]
            q["rings"] = [{"after_s": r.choice(ages), "drop": [q["skills"][1]]}]
        elif maybe(0.4):
            until = sorted(r.sample(ages, 2))
            q["steps"] = [
                {"skills": [r.choice(["x", "card", "tech:4"])], "until_age_s": u}
                for u in until
            ] + [{}]
            if maybe(0.4):
                q["steps"][1]["priority"] = 70
            if maybe(0.4):
                q["steps"][0]["skip_unstaffed"] = True
        if maybe(0.4) and i + 1 < len(queues):
            q["overflow"] = {"to": queues[r.randrange(i + 1, len(queues))]["name"]}
            for name, value in (
                ("waiting", r.choice([0, 1, 2, 5])),
                ("after_age_s", r.choice(ages)),
                ("when_unstaffed", True),
            ):
                if maybe(0.5):
                    q["overflow"][name] = value
        if maybe(0.5):
            q["time_zone"] = r.choice(list(OFFSETS))
        if maybe(0.3):
            q["hours"] = {
                d.lower(): ["%02d:00-%02d:30" % (h, h + r.randrange(1, 12))]
                for d in DAYS
                for h in [r.randrange(12)]
                if maybe(0.9)
            } or {"mon": ["09:00-17:00"]}
            q["closed"] = r.choice(
                ["wait", "refuse"] + ["overflow"] * ("overflow" in q)
            )
        elif maybe(0.15) and "skills" in q and not {"overflow", "rings"} & set(q):
            q["crisis"] = True
        if maybe(0.2) and not q.get("crisis"):
            q["max_waiting"] = r.choice([0, 1, 3])
        if maybe(0.3):
            q["reserve"] = 1
        if maybe(0.3):
            q["wrap_up_s"] = r.choice([15, 30])
        if maybe(0.4):
            q["preferred_s"] = r.choice([30, 120])
        if maybe(0.2):
            q["agent_order"] = r.sample(AGENT_KEYS, r.randint(1, 4))
    for record in records:
        customer = {"id": "u%d" % r.randrange(1 + len(records) // 3)}
        if maybe(0.3):
            customer["preferred_agent"] = "a-%d" % r.randrange(100)
        record["customer"] = customer
    policy = chances(r, queues, records)
    if maybe(0.6):
        policy["join"] = {
            "within_s": r.choice([60, 600, 3600]),
            "keep_place": maybe(0.7),
            "same_agent": maybe(0.7),
        }
    if maybe(0.5):
        policy["agent_order"] = r.sample(AGENT_KEYS, r.randint(1, 4))
    if maybe(0.5):
        keys = ["priority", "age", "deadline", "score"]
        policy["contact_order"] = r.sample(keys, r.randint(1, 3))
        policy["per_minute"] = r.choice([0.5, 1, 2])
    if maybe(0.5):
        policy["channels"] = {
            "chat": {"weight": r.choice([0.5, 1.5, 1])},
            "fax": {"weight": 2, "exclusive": maybe(0.5)},
        }
        if maybe(0.5):
            policy["channels"]["voice"] = {"sla_s": r.choice([0, 45])}
            policy["channels"]["chat"]["sla_s"] = r.choice([15, 600])
            policy["channels"]["chat"]["patience_s"] = r.choice([0, 45])
    return policy


def law(r):
    """A distribution of seconds, as a policy declares it."""
    return r.choice(
        [
            {"constant": r.choice([0, 30, 60])},
            {"uniform": [10, r.choice([10, 90, 600])]},
            {"exponential": r.choice([20, 60, 300])},
            {"lognormal": {"mean": 100, "cv": r.choice([0.5, 1.5])}},
            {"values": [0, 30, 30, 60, 120.25][r.randrange(3):]},
        ]
    )


def chances(r, queues, records):
    """What is drawn: who does not answer, who passes on, how long it takes."""
    for q in queues:
        if r.random() < 0.4:
            q["no_answer"] = {
                "share": r.choice([0.2, 0.5, 0.9]),
                "after_s": r.choice([0, 15, 20, 60]),
                "rest_s": r.choice([0, 0, 15, 30, 600]),
            }
        others = [o["name"] for o in queues if o is not q]
        if r.random() < 0.4 and not q.get("crisis"):
            q["transfer"] = {
                "share": r.choice([0.3, 1]),
                "to": r.choice(others + [q["name"]]),
                "spent": r.choice([0, 0.25, 0.5, 1]),
            }
        for what in ("handle", "patience"):
            if r.random() < 0.3:
                q[what] = law(r)
        if r.random() < 0.7 and not q.get("crisis"):
            q["callback"] = {
                "after_s": r.choice([0, 15, 30, 60]),
                "share": r.choice([0, 0.5, 1]),
                "answered": r.choice([0, 0.5, 1]),
                "dial_s": r.choice([0, 15, 40]),
                "attempts": r.choice([1, 1, 2, 3]),
                "retry_s": r.choice([0, 15, 60, 600]),
            }
            if r.random() < 0.6:
                q["callback"]["appointment"] = {
                    "share": r.choice([0.5, 1]),
                    "delay": r.choice([0, 30, 900, law(r)]),
                    "slot_s": r.choice([15, 60, 300, 1800, 3000, 7200]),
                    "places": r.choice([1, 1, 2, 100]),
                }
                if r.random() < 0.4:
                    q["callback"]["appointment"]["priority"] = 60
    intents = {n: {} for n in ("lost", "stolen")}
    for what in ("handle", "patience"):
        intents[r.choice(["lost", "stolen"])][what] = law(r)
    for record in records:
        if r.random() < 0.3:
            intent = {"name": r.choice(["lost", "stolen", "other"])}
            record["turns"].insert(0, {"role": "customer", "intent": intent})
    return {"seed": r.randrange(1 << 31), "intents": intents}


def check(seed, place):
    agents, rules, records, policy = world(seed)
    with open(place + "/agents.csv", "w") as f:
        f.write(agents)
    with open(place + "/rules.json", "w") as f:
        json.dump(rules, f)
    with open(place + "/policy.json", "w") as f:
        json.dump(policy, f)
    r = subprocess.run(
        [
            "hoff-route",
            "--max-pause=1e9",
            "-a",
            place + "/agents.csv",
            "-r",
            place + "/rules.json",
            "-p",
            place + "/policy.json",
        ],
        input="".join(json.dumps(r) + "\n" for r in records),
        capture_output=True,
        text=True,
        check=True,
    )
    got = [json.loads(line)["hoff"]["route"] for line in r.stdout.splitlines()]
    for i, e in enumerate(
        simulate(agents, rules, records, policy)
    ):
        g = {k: got[i].get(k) for k in e}
        for route in (g, g.get("passed_on") or {}):
            if route.get("opens_at"):  # by some clock
                route["opens_at"] = time_of(us_of(route["opens_at"]))
        if "no_" in (g.get("passed_on") or {}).get("reason", ""):
            # which of them it is, is not looked at
            g["passed_on"] = {k: g["passed_on"][k] for k in e["passed_on"]}
        if g != e:
            sys.exit("seed %d, record %d:\nshould be %s\nis        %s" % (seed, i, e, g))
    return got


def main():
    if sys.argv[1].isdigit():
        fates = {}
        place = sys.argv[3] if len(sys.argv) > 3 else "."
        for seed in range(int(sys.argv[1]), int(sys.argv[2])):
            for route in check(seed, place):
                seen = [route.get("reason", route["outcome"])]
                seen += [m["kind"] for m in route.get("moments", [])]
                seen += ["due" for m in route.get("moments", []) if "due" in m]
                seen += ["passed_on"] * ("passed_on" in route)
                seen += ["opens_at"] * ("opens_at" in route)
                seen.append("handle_from_" + route.get("handle_from", "none"))
                for fate in seen:
                    fates[fate] = fates.get(fate, 0) + 1
        print(" ".join("%s=%d" % f for f in sorted(fates.items())))
        return
    with open(sys.argv[1]) as agents, open(sys.argv[2]) as rules:
        records = [json.loads(line) for line in sys.stdin]
        for route in simulate(agents.read(), json.load(rules), records):
            print(json.dumps(route))


main()
