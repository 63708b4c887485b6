"""A second simulation of what hoff-route does, written to be obvious, not fast.

It knows no heaps, no lists of free agents and no jumps: at each instant it
asks everybody everything.  It draws nothing, so no_answer, transfer and
distributions are not in it, nor what slows contacts down.  Its words are those
of the manual.
"""

import csv
import datetime
import io

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


def open_minutes(hours):
    """The minutes of the UTC week in which a queue lets people be served."""
    minutes = set()
    for day, spans in hours.items():
        for span in spans:
            start, end = [int(h[:2]) * 60 + int(h[3:]) for h in span.split("-")]
            first = [d.lower() for d in DAYS].index(day) * 24 * 60
            minutes.update(range(first + start, first + end))
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
        self.hands = []  # (end, contact)
        self.changed = self.given = -NEVER

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

    def has(self, skills):
        for s in skills:
            name, _, level = s.partition(":")
            if self.skills.get(name, 0) < int(level or 1):
                return False
        return True

    def can(self, c, step):
        """Whether he may take it at this step of its queue, ever."""
        return (
            self.has(c.queue.skills + c.queue.steps[step].get("skills", []))
            and not (self.languages and c.language and c.language not in self.languages)
            and not (self.channels and c.channel and c.channel not in self.channels)
        )

    def load(self):
        """In thousandths of a slot."""
        if any(c.exclusive for _, c in self.hands):
            return 1000 * self.slots
        return sum(c.weight for _, c in self.hands)

    def is_free(self, ms):
        return self.works(ms) and self.load() < 1000 * self.slots

    def has_room(self, c):
        if not self.hands:
            return True
        return not c.exclusive and self.load() + c.weight <= 1000 * self.slots

    def proficiency(self, c):
        asked = c.queue.skills + c.queue.steps[c.step].get("skills", [])
        return sum(self.skills[x] for x in {s.partition(":")[0] for s in asked}
                   if x in self.skills)

    def order(self, c, keys, ms):
        """Where he stands among those who could take it."""
        load = self.load()
        known = {
            "fewest": len(self.hands),
            "spare-capacity": load - 1000 * self.slots,
            "least-occupied": load * 1000 // self.slots,
            "longest-idle": self.since(ms),
            "round-robin": self.given,
            "proficiency": -self.proficiency(c),
            "least-skilled": self.proficiency(c),
            "preferred": self is not c.preferred,
            "id": self.id.encode(),
        }
        return [known[k] for k in keys] + [self.id.encode()]


class Queue:
    def __init__(self, rule):
        self.rule, self.name = rule, rule["name"]
        self.skills = rule.get("skills", [])
        self.steps = rule.get("steps", [{}])
        if "rings" in rule:
            self.steps, left, age = [], list(self.skills), 0
            for ring in rule["rings"]:
                age += ring["after_s"]
                self.steps.append({"skills": list(left), "until_age_s": age})
                left = [x for x in left if x not in ring["drop"]]
            self.steps.append({"skills": left})
            self.skills = left
        self.minutes = open_minutes(rule["hours"]) if "hours" in rule else None
        self.overflow = rule.get("overflow", {})

    def is_shut(self, ms):
        return self.minutes is not None and minute_of_week(ms) not in self.minutes


class Contact:
    def __init__(self, record, number, queues, policy):
        score = record["hoff"]["score"]
        names = [q.name for q in queues]
        self.asked = self.queue = queues[
            names.index(score["queue"]) if score["queue"] in names else 0
        ]
        rule = self.queue.rule
        self.number, self.id = number, record["conversation_id"]
        self.arrival = self.since = ms_of(score["at"])
        self.priority = score["priority"]
        if self.priority is None:
            self.priority = rule.get("priority", 50)
        self.language = record.get("language", "").split("-")[0].lower()
        self.channel = record.get("channel", "")
        self.customer = record.get("customer", {}).get("id")
        self.wants = record.get("customer", {}).get("preferred_agent")
        channels = {"voice": {"exclusive": True}, "phone": {"exclusive": True}}
        channels.update(policy.get("channels", {}))
        kind = channels.get(self.channel, {})
        self.exclusive = kind.get("exclusive", False)
        self.weight = round(1000 * kind.get("weight", 1))
        self.handle = round(1000 * rule.get("handle_s", 300))
        self.wrap = round(1000 * rule.get("wrap_up_s", 0))
        agent = [t for t in record["turns"] if t["role"] == "agent"]
        if agent:
            self.handle = ms_of(agent[-1]["at"]) - ms_of(agent[0]["at"])
            self.wrap = 0
        self.patience = round(1000 * rule.get("patience_s", 0))
        self.leaves = self.arrival + (self.patience or 86400000)
        self.agent = self.preferred = self.position = self.end = None
        self.alone = False  # waits for the preferred agent, and nobody else
        self.step, self.outcome, self.reason = 0, "open", None
        self.joins, self.goes_on_as, self.moments = None, None, []

    def age(self, ms):
        return (ms - self.since) / 1000


class Touch:
    def __init__(self, c, agent, ms):
        self.contact, self.agent, self.heard = c, agent, ms
        self.waits, self.unserved, self.since = True, False, c.since


class World:
    def __init__(self, agents, queues, policy):
        self.agents, self.queues, self.policy = agents, queues, policy
        self.join = policy.get("join")
        self.waiting, self.touches, self.now = [], {}, -NEVER

    def rank(self, c):
        keys = {
            "priority": -c.priority,
            "age": c.since,
            "score": c.since - c.priority / self.policy.get("per_minute", 1) * 60000,
            "deadline": c.since + 1000 * c.queue.rule.get("sla_s", 60),
        }
        order = self.policy.get("contact_order", ["priority", "age"])
        crisis = not c.queue.rule.get("crisis", False)
        return [crisis] + [keys[k] for k in order] + [c.number]

    def lacks(self, c):
        """Nobody can ever take it."""
        return not any(
            a.can(c, k) for a in self.agents for k in range(len(c.queue.steps))
        )

    def step_for(self, c):
        k, steps = 0, c.queue.steps
        while k < len(steps) - 1:
            s = steps[k]
            gone = s.get("skip_unstaffed") and not any(
                a.can(c, k) and a.works(self.now) for a in self.agents
            )
            if c.age(self.now) < s.get("until_age_s", NEVER) and not gone:
                break
            k += 1
        return k

    def is_kept(self, a, queue):
        if queue.rule.get("crisis"):
            return False
        for q in self.queues:
            free = [b for b in self.agents if b.has(q.skills) and b.is_free(self.now)]
            if q is not queue and a in free and len(free) <= q.rule.get("reserve", 0):
                return True
        return False

    def could(self, c, step):
        """Agents who could take it at this instant."""
        return [
            a
            for a in self.agents
            if a.can(c, step)
            and a.is_free(self.now)
            and a.has_room(c)
            and not self.is_kept(a, c.queue)
        ]

    def finds_waiting(self, c, most):
        """Of those in line, free agents take some at once."""
        n = sum(o.queue is c.queue for o in self.waiting)
        free = 0
        for a in self.could(c, self.step_for(c)):
            left = 1000 * a.slots - a.load()
            free += 1 if c.exclusive else max(1, left // c.weight)
        return n >= free and n - free >= most

    def overflows(self, c, arrives):
        o = c.queue.overflow
        if not o:
            return False
        if c.age(self.now) >= o.get("after_age_s", NEVER):
            return True
        if not arrives:
            return False
        if c.queue.is_shut(self.now) and c.queue.rule.get("closed") == "overflow":
            return True
        if self.finds_waiting(c, o.get("waiting", NEVER)):
            return True
        return o.get("when_unstaffed", False) and not any(
            a.works(self.now) and a.can(c, len(c.queue.steps) - 1)
            for a in self.agents
        )

    def follow_overflow(self, c, arrives):
        while self.overflows(c, arrives):
            c.queue = next(
                q for q in self.queues if q.name == c.queue.overflow["to"]
            )
            c.step = 0
            c.moments.append({"kind": "overflow", "at": time_of(self.now),
                              "queue": c.queue.name})

    def stand(self, c):
        """Where its queue and age put it."""
        step = self.step_for(c)
        if step != c.step:
            c.moments.append({"kind": "step", "at": time_of(self.now), "step": step})
        c.step = step
        c.priority = c.queue.steps[step].get("priority", c.priority)
        a = c.preferred
        c.alone = (
            a is not None
            and c.age(self.now) < c.queue.rule.get("preferred_s", 0)
            and a.works(self.now)
            and a.can(c, len(c.queue.steps) - 1)
        )

    def leave(self, c, outcome, reason=None):
        c.outcome, c.reason, c.end = outcome, reason, self.now
        if c in self.waiting:
            self.waiting.remove(c)
        t = self.touches.get(c.customer)
        if t and t.contact is c:
            t.waits, t.unserved, t.heard = False, True, self.now

    def follow(self, c):
        """What an earlier contact of the customer means for this one."""
        if not self.join or not c.customer:
            return
        t = self.touches.get(c.customer)
        within = 1000 * self.join["within_s"]
        if t and not t.waits and self.now - t.heard > within:
            t = None
        new = Touch(c, t and t.agent, self.now)
        if t:
            kept = (t.waits or t.unserved) and self.join.get("keep_place", True)
            c.joins = {
                "conversation_id": t.contact.id,
                "channel_changed": t.contact.channel != c.channel,
                "kept_place": kept,
                "agent_before": t.agent and t.agent.id,
            }
            if kept:
                c.since = new.since = t.since
                c.joins["waits_since"] = time_of(c.since)
            if t.agent and self.join.get("same_agent", True):
                c.preferred = t.agent
        self.touches[c.customer] = new
        if t and t.waits and kept:
            t.contact.goes_on_as = c.id
            self.leave(t.contact, "joined")

    def arrive(self, c):
        self.follow(c)
        self.follow_overflow(c, True)
        if c.queue.is_shut(self.now) and c.queue.rule.get("closed") == "refuse":
            self.leave(c, "unserved", "closed")
        elif self.lacks(c) and not c.queue.overflow:
            self.leave(c, "unserved", "no")
        elif self.finds_waiting(c, c.queue.rule.get("max_waiting", NEVER)):
            self.leave(c, "unserved", "full")
        else:
            self.stand(c)
            self.waiting.append(c)
            c.position = sum(
                o.queue is c.queue and self.rank(o) <= self.rank(c)
                for o in self.waiting
            )

    def turns(self, c):
        """The ages at which something changes for it."""
        ages = [c.queue.steps[c.step].get("until_age_s", NEVER)]
        if c.step == len(c.queue.steps) - 1:
            ages = []
        if c.queue.overflow:
            ages.append(c.queue.overflow.get("after_age_s", NEVER))
        if c.alone:
            ages.append(c.queue.rule.get("preferred_s", 0))
        return [c.since + 1000 * a for a in ages]

    def choose(self, c):
        free = self.could(c, len(c.queue.steps) - 1 if c.alone else c.step)
        keys = c.queue.rule.get("agent_order") or self.policy.get(
            "agent_order", ["preferred", "fewest", "longest-idle", "id"]
        )
        if c.alone:
            free = [a for a in free if a is c.preferred]
        return min(free, key=lambda a: a.order(c, keys, self.now), default=None)

    def match(self):
        for c in sorted(self.waiting, key=self.rank):
            a = None if c.queue.is_shut(self.now) else self.choose(c)
            if a is None:
                continue
            c.outcome, c.agent, c.end = "assigned", a.id, self.now
            a.hands.append((self.now + c.handle + c.wrap, c))
            a.changed = a.given = self.now
            self.waiting.remove(c)
            t = self.touches.get(c.customer)
            if t and t.contact is c:
                t.waits = t.unserved = False
                t.agent, t.heard = a, self.now

    def finish(self):
        """Contacts end; whether any did."""
        ended = False
        for a in self.agents:
            for hand in [h for h in a.hands if h[0] <= self.now]:
                a.hands.remove(hand)
                a.changed = max(a.changed, hand[0])
                ended = True
        return ended

    def next_minute(self, first):
        """When somebody's shift starts or a queue opens or closes."""
        minute = self.now - self.now % 60000 + 60000
        while minute < first and not any(
            a.works(minute) and not a.works(minute - 60000) for a in self.agents
        ) and not any(
            q.is_shut(minute) != q.is_shut(minute - 60000) for q in self.queues
        ):
            minute += 60000
        return minute

    def play(self, contacts):
        coming = sorted(contacts, key=lambda c: (c.arrival, self.rank(c)))
        for c in coming:
            if self.lacks(c) and not c.queue.overflow:
                c.outcome, c.reason = "unserved", "no"
        coming = [c for c in coming if c.outcome == "open"]
        while coming or self.waiting:
            # every instant that could matter, and then some
            instants = [c.arrival for c in coming[:1]]
            if self.waiting:
                instants += [c.leaves for c in self.waiting]
                instants += [end for a in self.agents for end, _ in a.hands]
                instants += [
                    t for c in self.waiting for t in self.turns(c) if t > self.now
                ]
                instants.append(self.next_minute(min(instants)))
            self.now = min(instants)
            again = True
            while again:
                self.finish()
                while coming and coming[0].arrival == self.now:
                    self.arrive(coming.pop(0))
                for c in sorted(self.waiting, key=lambda c: c.number):
                    if self.now in self.turns(c):
                        self.follow_overflow(c, False)
                        self.stand(c)
                self.match()
                again = any(e <= self.now for a in self.agents for e, _ in a.hands)
            for c in list(self.waiting):
                if c.leaves <= self.now:
                    if c.patience:
                        self.leave(c, "abandoned")
                    else:
                        self.leave(c, "unserved", "max_wait")


def simulate(agents_csv, rules, records, policy=None):
    policy = policy or {}
    agents = [Agent(r) for r in csv.DictReader(io.StringIO(agents_csv))]
    agents.sort(key=lambda a: a.id.encode())
    queues = [Queue(q) for q in rules.get("queues") or [{"name": "general"}]]
    contacts = [
        Contact(r, i, queues, policy)
        for i, r in enumerate(records)
        if r["hoff"]["score"]["decision"] == "escalate"
    ]
    for c in contacts:
        c.preferred = next((a for a in agents if a.id == c.wants), None)
    World(agents, queues, policy).play(contacts)
    out = [{"outcome": "not_routed"} for _ in records]
    for c in contacts:
        wait = None if c.position is None else (c.end - c.since) / 1000
        out[c.number] = {
            "outcome": c.outcome,
            "queue": c.queue.name,
            "agent": c.agent,
            "arrival": time_of(c.arrival),
            "assigned_at": time_of(c.end) if c.agent else None,
            "wait_s": wait,
            "position": c.position,
            "target_met": c.agent is not None
            and wait <= c.queue.rule.get("sla_s", 60),
            "handle_s": c.handle / 1000,
            "joins": c.joins,
            "goes_on_as": c.goes_on_as,
            "moments": c.moments or None,
            "asked_queue": None if c.asked is c.queue else c.asked.name,
        }
        if c.reason != "no":
            out[c.number]["reason"] = c.reason
    return out
