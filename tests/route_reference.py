"""hoff-route against a second simulation, written to be obvious, not fast.

usage: route_reference.py FIRST LAST    random worlds of these seeds
       route_reference.py AGENTS RULES  one world, records on stdin: prints
                                        what hoff-route should say

It knows no heaps, no lists of free agents and no jumps: at each instant it
asks everybody everything.  Worlds are small and their times coarse, so that
much happens at once.
"""

import csv
import datetime
import io
import json
import random
import subprocess
import sys

WEEK = 7 * 24 * 60
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NEVER = float("inf")


def ms_of(text):
    t = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round((t - EPOCH) / datetime.timedelta(milliseconds=1))


def time_of(ms):
    t = EPOCH + datetime.timedelta(milliseconds=ms)
    text = t.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (".%03d" % (ms % 1000) if ms % 1000 else "") + "Z"


def minute_of_week(ms):
    return (ms // 60000 + 3 * 24 * 60) % WEEK  # 1970 began on a Thursday


def minutes_of(shift, zone):
    """The minutes of the UTC week somebody works, as a set."""
    if not shift:
        return set(range(WEEK))
    offset = 0
    if zone not in ("", "Z"):
        offset = int(zone[1:3]) * 60 + int(zone[4:6])
        offset = -offset if zone[0] == "-" else offset
    minutes = set()
    for span in shift.split(";"):
        days, hours = span.split()
        first, last = [DAYS.index(d) for d in (days.split("-") * 2)[:2]]
        start, end = [int(h[:2]) * 60 + int(h[3:]) for h in hours.split("-")]
        end += 24 * 60 if end < start else 0
        day = first
        while True:
            for m in range(start, end):
                minutes.add((day * 24 * 60 + m - offset) % WEEK)
            if day == last:
                break
            day = (day + 1) % 7
    return minutes


class Agent:
    def __init__(self, row):
        def parts(column):
            return [x for x in row.get(column, "").split(";") if x]

        self.id = row["id"]
        self.skills = {}
        for s in parts("skills"):
            name, _, level = s.partition(":")
            self.skills[name] = int(level or 1)
        self.languages = parts("languages")
        self.channels = parts("channels")
        self.slots = int(row.get("slots") or 1)
        self.minutes = minutes_of(row.get("shift", ""), row.get("zone", ""))
        self.hands = []  # (end, is a call)
        self.changed = -NEVER

    def works(self, ms):
        return minute_of_week(ms) in self.minutes

    def since(self, ms):
        """Since when he has been here with what he has in hand."""
        if len(self.minutes) == WEEK:
            return self.changed
        start = ms - ms % 60000
        while self.works(start - 60000):
            start -= 60000
        return max(self.changed, start)

    def can(self, c):
        for s in c.queue.get("skills", []):
            name, _, level = s.partition(":")
            if self.skills.get(name, 0) < int(level or 1):
                return False
        return (
            not (self.languages and c.language)
            or c.language in self.languages
        ) and (not (self.channels and c.channel) or c.channel in self.channels)

    def is_free_for(self, c, ms):
        if not self.works(ms) or any(call for _, call in self.hands):
            return False
        return len(self.hands) < (1 if c.call else self.slots)


class Contact:
    def __init__(self, record, number, queues):
        score = record["hoff"]["score"]
        names = [q["name"] for q in queues]
        self.queue = queues[
            names.index(score["queue"]) if score["queue"] in names else 0
        ]
        self.number = number
        self.arrival = ms_of(score["at"])
        self.priority = score["priority"]
        if self.priority is None:
            self.priority = self.queue.get("priority", 50)
        self.language = record.get("language", "").split("-")[0].lower()
        self.channel = record.get("channel", "")
        self.call = self.channel in ("voice", "phone")
        self.handle = round(1000 * self.queue.get("handle_s", 300))
        agent = [t for t in record["turns"] if t["role"] == "agent"]
        if agent:
            self.handle = ms_of(agent[-1]["at"]) - ms_of(agent[0]["at"])
        patience = self.queue.get("patience_s", 0)
        self.leaves = self.arrival + round(1000 * (patience or 86400))
        self.agent = self.position = self.end = None
        self.outcome = "open"

    def order(self):
        return (-self.priority, self.arrival, self.number)


def play(agents, contacts):
    coming = sorted(contacts, key=lambda c: (c.arrival, c.order()))
    for c in coming:
        if not any(a.can(c) for a in agents):
            c.outcome = "unserved"
    coming = [c for c in coming if c.outcome == "open"]
    waiting = []
    now = -NEVER
    while coming or waiting:
        # every instant that could matter, and then some
        instants = [c.arrival for c in coming[:1]]
        if waiting:
            instants += [c.leaves for c in waiting]
            instants += [end for a in agents for end, _ in a.hands]
            minute = now - now % 60000 + 60000
            while all(
                a.works(minute - 60000) or not a.works(minute) for a in agents
            ):
                if minute >= min(instants):
                    break
                minute += 60000
            instants.append(minute)
        now = min(instants)

        while True:
            ended = False
            for a in agents:
                for hand in sorted(a.hands):
                    if hand[0] <= now:
                        a.hands.remove(hand)
                        a.changed = max(a.changed, hand[0])
                        ended = True
            while coming and coming[0].arrival == now:
                c = coming.pop(0)
                waiting.append(c)
                c.position = sum(
                    o.queue is c.queue and o.order() <= c.order()
                    for o in waiting
                )
            for c in sorted(waiting, key=Contact.order):
                free = [a for a in agents if a.can(c) and a.is_free_for(c, now)]
                if not free:
                    continue
                a = min(free, key=lambda a: (len(a.hands), a.since(now), a.id))
                c.outcome, c.agent, c.end = "assigned", a.id, now
                a.hands.append((now + c.handle, c.call))
                a.changed = now
                waiting.remove(c)
            if not any(end <= now for a in agents for end, _ in a.hands):
                break
        for c in list(waiting):
            if c.leaves <= now:
                patient = not c.queue.get("patience_s", 0)
                c.outcome = "unserved" if patient else "abandoned"
                c.end = now
                waiting.remove(c)


def simulate(agents_csv, rules, records):
    agents = [Agent(r) for r in csv.DictReader(io.StringIO(agents_csv))]
    agents.sort(key=lambda a: a.id.encode())
    queues = rules.get("queues") or [{"name": "general"}]
    contacts = [
        Contact(r, i, queues)
        for i, r in enumerate(records)
        if r["hoff"]["score"]["decision"] == "escalate"
    ]
    play(agents, contacts)
    out = [{"outcome": "not_routed"} for _ in records]
    for c in contacts:
        wait = None if c.end is None else (c.end - c.arrival) / 1000
        out[c.number] = {
            "outcome": c.outcome,
            "queue": c.queue["name"],
            "agent": c.agent,
            "arrival": time_of(c.arrival),
            "assigned_at": time_of(c.end) if c.agent else None,
            "wait_s": wait,
            "position": c.position,
            "target_met": c.agent is not None
            and wait <= c.queue.get("sla_s", 60),
            "handle_s": c.handle / 1000,
        }
    return out


def some(r, items):
    return ";".join(x for x in items if r.random() < 0.5)


def world(seed):
    r = random.Random(seed)
    rows = ["id,skills,languages,channels,slots,shift,zone"]
    for i in r.sample(range(100), r.randint(1, 6)):
        skills = ["card", "tech:%d" % r.randint(1, 5), "tax"]
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
                "x;" + some(r, skills),
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
        at = 1000 * (start + grain * r.randrange(length))
        record = {"conversation_id": "c%d" % i, "turns": []}
        if r.random() < 0.8:
            record["language"] = r.choice(["en", "en-GB", "de", "fr"])
        if r.random() < 0.9:
            record["channel"] = r.choice(["chat", "chat", "voice", "fax"])
        if r.random() < 0.5:
            for t in (at, at + 1000 * grain * r.randint(1, 20)):
                record["turns"].append({"role": "agent", "at": time_of(t)})
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
    return "\n".join(rows) + "\n", {"queues": queues}, records


def check(seed, place):
    agents, rules, records = world(seed)
    with open(place + "/agents.csv", "w") as f:
        f.write(agents)
    with open(place + "/rules.json", "w") as f:
        json.dump(rules, f)
    r = subprocess.run(
        [
            "hoff-route",
            "--max-pause=1e9",
            "-a",
            place + "/agents.csv",
            "-r",
            place + "/rules.json",
        ],
        input="".join(json.dumps(r) + "\n" for r in records),
        capture_output=True,
        text=True,
        check=True,
    )
    got = [json.loads(line)["hoff"]["route"] for line in r.stdout.splitlines()]
    for i, e in enumerate(simulate(agents, rules, records)):
        g = {k: got[i].get(k) for k in e}
        if g != e:
            sys.exit("seed %d, record %d:\nshould be %s\nis        %s" % (seed, i, e, g))
    return got


def main():
    if sys.argv[1].isdigit():
        fates = {}
        place = sys.argv[3] if len(sys.argv) > 3 else "."
        for seed in range(int(sys.argv[1]), int(sys.argv[2])):
            for route in check(seed, place):
                fate = route.get("reason", route["outcome"])
                fates[fate] = fates.get(fate, 0) + 1
        print(" ".join("%s=%d" % f for f in sorted(fates.items())))
        return
    with open(sys.argv[1]) as agents, open(sys.argv[2]) as rules:
        records = [json.loads(line) for line in sys.stdin]
        for route in simulate(agents.read(), json.load(rules), records):
            print(json.dumps(route))


main()
