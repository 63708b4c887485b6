"""The report of hoff-route against its own records, counted once more.

usage: route_report.py FIRST LAST    random worlds of these seeds

Everything in the report that can be told from hoff.route in the records of the
same run is computed from them in the plainest way: lists are sorted, every
contact is compared with every other.  Exit 1 names the first difference.
"""

import datetime
import json
import math
import random
import subprocess
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
SHORT, STARVED = 20, 2


def ms_of(text):
    t = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round((t - EPOCH) / datetime.timedelta(milliseconds=1))


def time_of(ms):
    return (EPOCH + datetime.timedelta(milliseconds=ms)).isoformat(
        timespec="milliseconds"
    ).replace("+00:00", "Z")


def world(seed):
    r = random.Random(seed)
    skills = ["card", "tax", "tech"]
    agents = ["id,skills,languages,slots"]
    for i in range(r.randint(1, 4)):
        agents.append(
            "a%d,%s,%s,%d"
            % (
                i,
                ";".join(["x"] + [s for s in skills if r.random() < 0.6]),
                r.choice(["", "", "en"]),
                r.choice([1, 1, 2]),
            )
        )
    queues = [{"name": "general", "skills": ["x"], "sla_s": 30}]
    for s in skills:
        queues.append(
            {
                "name": s,
                "skills": [s],
                "sla_s": r.choice([10, 30, 60]),
                "patience_s": r.choice([0, 15, 60, 300]),
            }
        )
    hours = {
        day: ["00:00-11:00", "11:10-24:00"]
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    }
    if r.random() < 0.5:
        queues[1].update(hours=hours, time_zone="UTC", closed="refuse")
    if r.random() < 0.5:
        queues[2]["callback"] = {"after_s": 20, "share": 0.7, "answered": 0.6,
                                 "dial_s": 0}
    at = 1772323200000 + r.choice([r.randrange(86400), 39300]) * 1000
    records = []
    for i in range(r.randint(0, 80)):
        at += r.choice([0, 1000, 15000, 60000, 999])
        if r.random() < 0.01:
            at += 20 * 86400000  # longer than two weeks
        handle = r.choice([1, 30, 60, 300]) * 1000
        records.append(
            {
                "conversation_id": "c%d" % i,
                "channel": r.choice(["chat", "voice", "mail"]),
                "language": r.choice(["en", "de", "en-GB"]),
                "turns": [
                    {"role": "agent", "at": time_of(at)},
                    {"role": "agent", "at": time_of(at + handle)},
                ],
                "hoff": {
                    "score": {
                        "decision": r.choice(["escalate"] * 9 + ["contain"]),
                        "turn": 0,
                        "at": time_of(at),
                        "queue": r.choice([q["name"] for q in queues]),
                        "priority": r.choice([10, 50, 50, 90]),
                    }
                },
            }
        )
    return "\n".join(agents) + "\n", {"queues": queues}, records


def nearest_rank(values, q):
    values = sorted(values)
    return values[max(0, math.ceil(q * len(values)) - 1)] / 1000


def share(n, of):
    return None if of == 0 else math.floor(n / of * 1e4 + 0.5) / 1e4


class Contact:
    def __init__(self, record, rules, agents):
        a = record["hoff"]["route"]
        self.queue, self.channel = a["queue"], record["channel"]
        self.language = record["language"].split("-")[0]
        self.skills, self.priority = a["skills"], a["priority"]
        self.outcome, self.agent = a["outcome"], a["agent"]
        self.reason = a.get("reason")
        self.callback = "called_back" in a
        self.hung_up = [ms_of(m["at"]) for m in a.get("moments", [])
                        if m["kind"] == "callback"]
        self.arrival = ms_of(a["arrival"])
        self.waited = a["wait_s"] is not None
        self.wait = round(1000 * (a["wait_s"] or 0))
        self.left = self.arrival + self.wait
        self.handle = round(1000 * a["handle_s"])
        self.target = 1000 * next(
            q["sla_s"] for q in rules["queues"] if q["name"] == self.queue
        )
        self.able = {
            name for name, has in agents.items() if set(self.skills) <= has
        }

    def in_time(self):
        return self.wait <= self.target


def expected(contacts, everybody):
    served = [c for c in contacts if c.outcome == "assigned"]
    quit = [c for c in contacts if c.outcome == "abandoned"]
    n, short = len(contacts), sum(c.wait <= 1000 * SHORT for c in quit)
    callbacks = [c for c in contacts if c.callback]
    called = [c.wait for c in callbacks if c.outcome == "assigned"]
    waits = [c.wait for c in served if not c.callback]
    in_time = sum(c.in_time() for c in served if not c.callback)
    left = sum(c.hung_up[0] - c.arrival <= c.target for c in callbacks)
    taken = [c for c in everybody if c.outcome == "assigned"]
    overtaken = sum(
        any(
            d.queue == c.queue
            and d.arrival > c.arrival
            and d.priority <= c.priority
            and before(d, c, everybody)
            for d in taken
        )
        for c in contacts
        if c.waited
    )
    starved = sum(
        any(
            d.agent in c.able
            and d.priority < c.priority
            and d.left > c.arrival + STARVED * c.target
            and before(d, c, everybody)
            for d in taken
        )
        for c in contacts
        if c.waited
    )
    closed = sum(c.reason == "closed" for c in contacts)
    return {
        "contacts": n,
        "served": share(len(served), n),
        "abandoned": share(len(quit), n - closed),
        "abandoned_less_short": share(len(quit) - short, n - closed - short),
        "unserved": share(n - len(served) - len(quit), n),
        "out_of_hours": share(closed, n),
        "service_level_offered": share(in_time, n - closed - len(callbacks)),
        "service_level_served": share(in_time, len(waits)),
        "service_level_less_short": share(
            in_time, n - short - closed - len(callbacks)
        ),
        "service_level_met_or_left": share(
            in_time + sum(c.in_time() for c in quit) + left, n - closed
        ),
        "asa_s": None
        if not waits
        else math.floor(sum(waits) / len(waits) + 0.5) / 1000,
        "wait_p50_s": None if not waits else nearest_rank(waits, 0.5),
        "wait_p90_s": None if not waits else nearest_rank(waits, 0.9),
        "wait_p99_s": None if not waits else nearest_rank(waits, 0.99),
        "wait_max_s": None if not waits else max(waits) / 1000,
        "aht_s": None
        if not served
        else math.floor(sum(c.handle for c in served) / len(served) + 0.5)
        / 1000,
        "gave_up_p50_s": None
        if not quit
        else nearest_rank([c.wait for c in quit], 0.5),
        "overtaken": share(overtaken, n),
        "starved": share(starved, n),
        "callbacks": share(len(callbacks), n - closed),
        "callback_reached": share(len(called), len(callbacks)),
        "callback_asa_s": None
        if not called
        else math.floor(sum(called) / len(called) + 0.5) / 1000,
        "callback_p50_s": None if not called else nearest_rank(called, 0.5),
        "callback_p90_s": None if not called else nearest_rank(called, 0.9),
    }


def before(d, c, everybody):
    """Whether d was taken while c waited; at one instant agents take contacts
    in contact order, before patience ends."""
    if d is c or d.left != c.left:
        return d is not c and c.arrival <= d.left < c.left
    if c.outcome != "assigned" and c.reason != "not_reached":
        return True
    return (-d.priority, d.arrival, everybody.index(d)) < (
        -c.priority,
        c.arrival,
        everybody.index(c),
    )


def complain(seed, place, name, want, got):
    sys.exit("seed %d, %s, %s: want %s, got %s" % (seed, place, name, want, got))


def compare(seed, place, want, got):
    for name, value in want.items():
        g = got[name]["value"]
        # means may round the other way, and bins are as wide as 1/1024
        within = {"asa_s": 0.0011, "aht_s": 0.0011, "callback_asa_s": 0.0011}.get(name, 0)
        if name.startswith(("wait_p", "gave_up", "callback_p")):
            within = (value or 0) / 2048
        if (g is None) != (value is None) or abs((g or 0) - (value or 0)) > within:
            complain(seed, place, name, value, g)
        if (got[name]["reason"] is None) != (g is not None):
            complain(seed, place, name, "a reason", got[name]["reason"])


def busy_in(contacts, spans):
    """Milliseconds with a contact in hand, within the spans."""
    total = 0
    for first, last in spans:
        at = first
        for begin, end in sorted(
            (c.left, c.left + c.handle) for c in contacts
        ):
            begin, end = max(begin, at), min(end, last)
            if end > begin:
                total += end - begin
                at = end
    return total


def spans_of(contacts):
    """Time is observed but for silences of more than two weeks."""
    spans = []
    came = [c for c in contacts if c.waited or c.reason == "closed"]
    for c in sorted(came, key=lambda c: c.arrival):
        if spans and c.arrival - spans[-1][1] <= 14 * 86400000:
            spans[-1][1] = max(spans[-1][1], c.left)
        else:
            spans.append([c.arrival, c.left])
    return spans


def check(seed):
    agents, rules, records = world(seed)
    with open("agents.csv", "w") as f:
        f.write(agents)
    with open("rules.json", "w") as f:
        json.dump(rules, f)
    r = subprocess.run(
        "hoff-route --max-pause=1e9 -a agents.csv -r rules.json "
        "--report=report.json --format=json".split()
        + ["--short-abandon=%d" % SHORT, "--starved=%d" % STARVED],
        input="".join(json.dumps(r) + "\n" for r in records),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    with open("report.json") as f:
        report = json.load(f)
    has = {
        row.split(",")[0]: set(row.split(",")[1].split(";"))
        for row in agents.splitlines()[1:]
    }
    out = [json.loads(line) for line in r.stdout.splitlines()]
    contacts = [
        Contact(o, rules, has)
        for o in out
        if o["hoff"]["route"]["outcome"] != "not_routed"
    ]
    compare(seed, "total", expected(contacts, contacts), report["total"])
    never = [c.reason for c in contacts if c.outcome == "unserved"]
    total = report["total"]
    for name in (n for n in total if n.startswith("never_")):
        want = [never.count(name[6:]), len(never)]
        if want != [total[name]["n"], total[name]["of"]]:
            complain(seed, "total", name, want, total[name])
    if len(never) != sum(total["never_" + n]["n"] for n in set(never)):
        complain(seed, "total", "never", len(never), total)
    for scope, word in (
        ("queues", lambda c: [c.queue]),
        ("channels", lambda c: [c.channel]),
        ("languages", lambda c: [c.language]),
        ("skills", lambda c: c.skills),
        ("half_hours", lambda c: [half_hour(c.arrival)]),
    ):
        seen = set()
        for group in report[scope]:
            of = [c for c in contacts if group["name"] in word(c)]
            seen.add(group["name"])
            compare(seed, group["name"], expected(of, contacts), group)
        missing = {w for c in contacts for w in word(c)} - seen
        if missing:
            complain(seed, scope, "all", missing, seen)

    # the agents, who always work here
    spans = spans_of(contacts)
    observed = sum(last - first for first, last in spans)
    loads = []
    for a in report["agents"]:
        own = [
            c
            for c in contacts
            if c.outcome == "assigned" and c.agent == a["id"]
        ]
        if a["contacts"] != len(own):
            complain(seed, a["id"], "contacts", len(own), a["contacts"])
        want = share(busy_in(own, spans), observed)
        if a["occupancy"]["value"] != want:
            complain(seed, a["id"], "occupancy", want, a["occupancy"]["value"])
        loads.append(busy_in(own, spans))
    jain = None
    if observed and any(loads):
        jain = sum(loads) ** 2 / len(loads) / sum(x * x for x in loads)
    got = report["total"]["jain"]["value"]
    if (jain is None) != (got is None) or jain and abs(jain - got) > 1e-4:
        complain(seed, "total", "jain", jain, got)
    if contacts and observed:
        waited = sum(c.wait for c in contacts if c.waited)
        want = waited / observed
        got = report["total"]["waiting"]["value"]
        if abs(want - got) > 1e-4:
            complain(seed, "total", "waiting", want, got)
    return contacts, report


def half_hour(ms):
    minute = ms // 60000 % 1440
    return "%02d:%02d" % (minute // 60, minute % 60 // 30 * 30)


def main():
    seen = dict.fromkeys(
        ("overtaken", "starved", "abandoned", "unserved", "out_of_hours",
         "callbacks", "callback_reached"), 0
    )
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        _, report = check(seed)
        for name in seen:
            seen[name] += report["total"][name]["n"]
    print(" ".join("%s=%d" % s for s in seen.items()))


main()
