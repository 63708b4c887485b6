"""A second simulation of what hoff-route does, written to be obvious, not fast.

It knows no heaps, no lists of free agents and no jumps: at each instant it
asks everybody everything.  What slows contacts down is not in it.  Its words
are those of the manual; its times are whole microseconds.
"""

import copy
import csv
import datetime
import io
import math
import statistics

WEEK = 7 * 24 * 60
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NEVER = float("inf")
SECOND = 10**6
MINUTE = 60 * SECOND
ALL_64 = 2**64 - 1
# Zones whose clocks never change, in minutes east of UTC.
OFFSETS = {"UTC": 0, "Asia/Kathmandu": 345, "America/Caracas": -240}
PURPOSES = ["handle", "patience", "no_answer", "transfer", "callback", "reached",
            "appointment", "delay"]


def us_of(text):
    t = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (t - EPOCH) // datetime.timedelta(microseconds=1)


def time_of(us):
    t = EPOCH + datetime.timedelta(microseconds=us)
    text, part = t.strftime("%Y-%m-%dT%H:%M:%S"), "%06d" % (us % SECOND)
    if part.endswith("000"):
        part = part[:3]
    return text + ("." + part if part != "000" else "") + "Z"


def us_in(seconds):
    return max(0, math.floor(seconds * SECOND + 0.5))


def minute_of_week(us):
    return (us // MINUTE + 3 * 24 * 60) % WEEK  # 1970 began on a Thursday


def mix(x):
    """Stafford's mix 13, as in SplitMix64."""
    x = ((x ^ x >> 30) * 0xBF58476D1CE4E5B9) & ALL_64
    x = ((x ^ x >> 27) * 0x94D049BB133111EB) & ALL_64
    return x ^ x >> 31


def add(state, x):
    return mix((state + 0x9E3779B97F4A7C15 + mix(x & ALL_64)) & ALL_64)


def key_of(name, arrival):
    """Of a contact: eight bytes of its name after the other, then its time."""
    text = name.encode()
    key = len(text)
    for i in range(0, len(text), 8):
        key = add(key, int.from_bytes(text[i:i + 8], "big"))
    return add(key, arrival)


def draw(seed, key, purpose, nth=0):
    """Between 0 and 1, the same for the same place."""
    x = add(add(add(seed, 0), key), PURPOSES.index(purpose) << 32 | nth)
    return ((x >> 11) + 0.5) / 2**53


def of_law(law, share):
    """The value of a distribution below which that share of it lies."""
    (kind, p), = law.items()
    if kind == "constant":
        return p
    if kind == "uniform":
        return p[0] + (p[1] - p[0]) * share
    if kind == "exponential":
        return -p * math.log(share)
    if kind == "values":
        return p[int(share * len(p))]
    variance = math.log1p(p["cv"] ** 2)
    z = statistics.NormalDist().inv_cdf(share)
    return p["mean"] * math.exp(math.sqrt(variance) * z - variance / 2)


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
        self.rests = -NEVER  # until then
        self.changed = self.given = -NEVER

    def works(self, us):
        return minute_of_week(us) in self.minutes

    def since(self, us):
        """Since when he has been here with what he has in hand."""
        changed = self.changed
        if self.rests <= us:
            changed = max(changed, self.rests)
        if len(self.minutes) == WEEK:
            return changed
        start = us - us % MINUTE
        while self.works(start - MINUTE):
            start -= MINUTE
        return max(changed, start)

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

    def is_free(self, us):
        return self.works(us) and us >= self.rests and self.load() < 1000 * self.slots

    def has_room(self, c):
        if not self.hands:
            return True
        return not c.exclusive and self.load() + c.weight <= 1000 * self.slots

    def proficiency(self, c):
        asked = c.queue.skills + c.queue.steps[c.step].get("skills", [])
        return sum(self.skills[x] for x in {s.partition(":")[0] for s in asked}
                   if x in self.skills)

    def order(self, c, keys, us):
        """Where he stands among those who could take it."""
        load = self.load()
        known = {
            "fewest": len(self.hands),
            "spare-capacity": load - 1000 * self.slots,
            "least-occupied": load * 1000 // self.slots,
            "longest-idle": self.since(us),
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
        self.offset = OFFSETS[rule.get("time_zone", "UTC")]
        self.minutes = None
        if "hours" in rule:
            self.minutes = {
                (m - self.offset) % WEEK for m in open_minutes(rule["hours"])
            }
        self.overflow = rule.get("overflow", {})

    def slots(self, us, length):
        """When appointments begin from then on, by the clock on its wall."""
        day = 24 * 60 * MINUTE
        midnight = (us + self.offset * MINUTE) // day * day - self.offset * MINUTE
        while True:
            yield from (at for at in range(midnight, midnight + day, length)
                        if at >= us)
            midnight += day

    def is_shut(self, us):
        return self.minutes is not None and minute_of_week(us) not in self.minutes


class Contact:
    def __init__(self, record, number, queues, policy):
        score = record["hoff"]["score"]
        names = [q.name for q in queues]
        self.asked = self.queue = queues[
            names.index(score["queue"]) if score["queue"] in names else 0
        ]
        rule = self.queue.rule
        self.number, self.id = number, record["conversation_id"]
        self.arrival = self.since = us_of(score["at"])
        self.priority = score["priority"]
        if self.priority is None:
            self.priority = rule.get("priority", 50)
        self.language = record.get("language", "").split("-")[0].lower()
        self.channel = record.get("channel", "")
        self.customer = record.get("customer", {}).get("id")
        self.wants = record.get("customer", {}).get("preferred_agent")
        kind = policy.get("channels", {}).get(self.channel, {})
        self.channel_sla_s = kind.get("sla_s")
        self.exclusive = kind.get("exclusive", False)
        if not {"exclusive", "weight"} & set(kind):
            self.exclusive = self.channel in ("voice", "phone")
        self.weight = round(1000 * kind.get("weight", 1))
        self.key = key_of(self.id, self.arrival)
        self.seed = policy.get("seed", 1)
        intents = [t["intent"]["name"] for t in record["turns"] if "intent" in t]
        intent = policy.get("intents", {}).get((intents or [None])[-1], {})
        self.handle = self.time("handle", intent, rule, 300)
        self.wrap = us_in(rule.get("wrap_up_s", 0))
        agent = [t for t in record["turns"] if t["role"] == "agent"]
        if agent:
            self.handle = us_of(agent[-1]["at"]) - us_of(agent[0]["at"])
            if "outcome" in record:
                self.handle += us_in(record["outcome"]["wrap_up_s"])
                self.wrap = 0
        self.patience = self.time("patience", intent, rule, 0)
        if "patience_s" in kind:
            self.patience = us_in(kind["patience_s"])
        self.offers = 0
        self.leg, self.first = None, self
        self.set_out(self.arrival)
        self.agent = self.preferred = self.position = self.end = None
        self.alone = False  # waits for the preferred agent, and nobody else
        self.step, self.outcome, self.reason = 0, "open", None
        self.passes_on = False
        self.callback = None  # else whether it was taken
        self.calls, self.due, self.called_at = 0, None, None
        self.has_appointment = False
        self.opens = None
        self.joins, self.goes_on_as, self.moments = None, None, []

    def time(self, what, intent, rule, usual):
        """Of an intent, else of a queue, else what it says in one number."""
        law = intent.get(what) or rule.get(what)
        if law is None:
            return us_in(rule.get(what + "_s", usual))
        if not isinstance(law, dict):
            law = {"constant": law}
        us = us_in(of_law(law, draw(self.seed, self.key, what)))
        return us or int(what == "patience")

    def sla_s(self):
        if self.channel_sla_s is None or self.queue.rule.get("crisis"):
            return self.queue.rule.get("sla_s", 60)
        return self.channel_sla_s

    def set_out(self, us):
        self.arrival = us
        self.leaves = us + min(self.patience or NEVER, 86400 * SECOND)

    def chance(self, what, nth=0):
        return draw(self.seed, self.key, what, nth)

    def pass_on(self, queue, us, spent):
        """The rest of the work, for others."""
        leg = copy.copy(self)
        leg.queue, leg.since = queue, us
        leg.handle -= spent
        leg.set_out(us)
        leg.agent = leg.preferred = leg.position = leg.end = None
        leg.alone, leg.step, leg.outcome, leg.reason = False, 0, "open", None
        leg.moments, leg.offers = [], self.offers + 1
        leg.callback, leg.calls = False, 0
        self.leg = leg
        return leg

    def called_from(self):
        """When a callback is offered."""
        offer = self.queue.rule.get("callback")
        if offer is None or self.callback is not None:
            return NEVER
        if not self.exclusive:
            return NEVER
        return self.arrival + max(1, us_in(offer.get("after_s", 60)))

    def is_reached(self):
        nth = self.calls - 1
        return self.chance("reached", nth) < self.offer.get("answered", 1)

    def age(self, us):
        return (us - self.since) / SECOND


class Touch:
    def __init__(self, c, agent, us):
        self.contact, self.agent, self.heard = c, agent, us
        self.waits, self.unserved, self.since = True, False, c.since
        self.priority = c.priority


class World:
    def __init__(self, agents, queues, policy):
        self.agents, self.queues, self.policy = agents, queues, policy
        self.join = policy.get("join")
        self.waiting, self.touches, self.now = [], {}, -NEVER
        self.away, self.booked = [], {}  # to be called later

    def rank(self, c):
        keys = {
            "priority": -c.priority,
            "age": c.since,
            "score": c.since
            - int(c.priority / self.policy.get("per_minute", 1) * MINUTE),
            "deadline": c.since + us_in(c.sla_s()),
        }
        order = self.policy.get("contact_order", ["priority", "age"])
        crisis = not c.queue.rule.get("crisis", False)
        return [crisis] + [keys[k] for k in order] + [c.number]

    def lacks(self, c):
        """Nobody can ever take it."""
        return not any(
            a.can(c, k) for a in self.agents for k in range(len(c.queue.steps))
        )

    def step_for(self, c, seen=None):
        """`seen`: when shifts are looked at."""
        seen = self.now if seen is None else seen
        k, steps = 0, c.queue.steps
        while k < len(steps) - 1:
            s = steps[k]
            gone = s.get("skip_unstaffed") and not any(
                a.can(c, k) and a.works(seen) for a in self.agents
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

    def may(self, a, c):
        """Whether he may take it at any step."""
        return any(a.can(c, k) for k in range(len(c.queue.steps)))

    def could(self, c, steps):
        """Agents who could take it at this instant."""
        return [
            a
            for a in self.agents
            if any(a.can(c, k) for k in steps)
            and a.is_free(self.now)
            and a.has_room(c)
            and not self.is_kept(a, c.queue)
        ]

    def finds_waiting(self, c, most):
        """Of those in line, free agents take some at once."""
        n = sum(o.queue is c.queue for o in self.waiting)
        free = 0
        for a in self.could(c, [self.step_for(c)]):
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

    def stand(self, c, seen=None):
        """Where its queue and age put it."""
        seen = self.now if seen is None else seen
        step = self.step_for(c, seen)
        if step != c.step:
            c.moments.append({"kind": "step", "at": time_of(self.now), "step": step})
        c.step = step
        c.priority = c.queue.steps[step].get("priority", c.priority)
        a = c.preferred
        c.alone = (
            a is not None
            and c.age(self.now) < c.queue.rule.get("preferred_s", 0)
            and a.works(seen)
            and self.may(a, c)
        )

    def served_minutes(self, c):
        """The minutes of the week when its queue is open and somebody there."""
        minutes = set().union(*(a.minutes for a in self.agents if self.may(a, c)))
        if c.queue.minutes is not None:
            minutes &= c.queue.minutes
        return minutes

    @staticmethod
    def may_begin(c, minute, length):
        """Whether a slot begins in this minute of the UTC week."""
        into = (minute + c.queue.offset) % (24 * 60) * MINUTE
        return -into % length < MINUTE or into == 0

    def book(self, c):
        """A slot that begins when the queue is open and somebody there, and has
        room, or None."""
        wish, slot = c.offer.get("appointment"), None
        if wish and c.chance("appointment") < wish.get("share", 1):
            law = wish.get("delay", 0)
            if isinstance(law, dict):
                law = of_law(law, c.chance("delay"))
            length = us_in(wish.get("slot_s", 1800))
            minutes = self.served_minutes(c)
            if not minutes or not {m for m in minutes if self.may_begin(c, m, length)}:
                return None
            for slot in c.queue.slots(self.now + us_in(law), length):
                key = c.queue.name, slot
                if minute_of_week(slot) in minutes and self.booked.get(
                    key, 0
                ) < wish.get("places", NEVER):
                    break
            self.booked[key] = self.booked.get(key, 0) + 1
        return slot

    def hangs_up(self, c):
        """Whether it is offered a callback now, and goes away until later."""
        if self.now < c.called_from():
            return False
        c.offer = c.queue.rule["callback"]
        c.callback = c.chance("callback") < c.offer.get("share", 1)
        if not c.callback:
            return False
        c.leaves, c.patience = c.arrival + 86400 * SECOND, 0
        moment = {"kind": "callback", "at": time_of(self.now)}
        c.moments.append(moment)
        due = self.book(c)
        c.has_appointment = due is not None
        if c.has_appointment:
            moment["due"] = time_of(due)
            self.go_away(c, due)
        return c.has_appointment

    def go_away(self, c, due):
        c.due, c.leaves = due, NEVER
        if c in self.waiting:
            self.waiting.remove(c)
        self.away.append(c)

    def come_back(self, c):
        self.away.remove(c)
        c.leaves = self.now + 86400 * SECOND
        if c.has_appointment and not c.calls:
            c.since = c.due
            wish = c.offer["appointment"]
            c.priority = wish.get("priority", c.priority)
        self.follow_overflow(c, False)
        self.stand(c)
        self.waiting.append(c)

    def leave(self, c, outcome, reason=None):
        c.outcome, c.reason, c.end = outcome, reason, self.now
        for place in (self.waiting, self.away):
            if c in place:
                place.remove(c)
        if c.called_at is not None:
            c.end = c.called_at  # it goes on ringing, for nobody
        for a in self.agents if c.called_at is None else []:
            for hand in [h for h in a.hands if h[1] is c]:
                a.hands.remove(hand)  # it rang
                a.changed = self.now
        t = self.touches.get(c.customer)
        if t and t.contact is c.first:
            t.waits, t.unserved, t.heard = False, True, self.now

    def stays_in_crisis(self, c, t):
        """False when nobody there could take it as it comes now."""
        crisis = t.crisis
        if crisis is None or c.queue.rule.get("crisis"):
            return True
        moved = copy.copy(c)
        moved.queue = crisis
        if self.lacks(moved):
            return False
        c.queue = c.asked = crisis
        c.priority = t.priority
        return True

    def follow(self, c):
        """What an earlier contact of the customer means for this one."""
        if not self.join or not c.customer:
            return
        t = self.touches.get(c.customer)
        within = us_in(self.join["within_s"])
        if t and not t.waits and self.now - t.heard > within:
            t = None
        if t:
            kept = (t.waits or t.unserved) and self.join.get("keep_place", True)
            if kept:
                kept = self.stays_in_crisis(c, t)
            c.joins = {
                "conversation_id": t.contact.id,
                "channel_changed": t.contact.channel != c.channel,
                "kept_place": kept,
                "agent_before": t.agent and t.agent.id,
            }
            if kept:
                c.since = t.since
                c.joins["waits_since"] = time_of(c.since)
            if t.agent and self.join.get("same_agent", True):
                c.preferred = t.agent
        new = Touch(c, t and t.agent, self.now)
        new.crisis = c.queue if c.queue.rule.get("crisis") else None
        self.touches[c.customer] = new
        if t and t.waits and kept:
            t.contact.goes_on_as = c.id
            self.leave(t.contact, "joined")

    def opens(self, c):
        """When its queue is open and somebody there, who is not now."""
        minutes = self.served_minutes(c)
        now = minute_of_week(self.now)
        if now in minutes or not minutes:
            return None
        later = min((m - now) % WEEK for m in minutes)
        return time_of(self.now - self.now % MINUTE + later * MINUTE)

    def arrive(self, c):
        if c is c.first:
            self.follow(c)
        self.follow_overflow(c, True)
        c.opens = self.opens(c)
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
        return [c.since + us_in(a) for a in ages if a != NEVER] + [
            t for t in [c.called_from()] if t != NEVER
        ]

    def choose(self, c):
        if c.alone:
            free = self.could(c, range(len(c.queue.steps)))
        else:
            free = self.could(c, [c.step])
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
            a.changed = a.given = self.now
            self.waiting.remove(c)
            silent = c.queue.rule.get("no_answer", {})
            if c.chance("no_answer", c.offers) < silent.get("share", 0):
                c.offers += 1
                c.moments.append({"kind": "no_answer", "at": time_of(self.now),
                                  "agent": a.id})
                a.hands.append((self.now + us_in(silent.get("after_s", 20)), c))
                continue
            c.calls += bool(c.callback)
            if c.callback and not c.is_reached():
                if c.calls == c.offer.get("attempts", 1):
                    self.leave(c, "unserved", "not_reached")
                else:
                    c.called_at, c.leaves = self.now, NEVER
                dial = c.offer.get("dial_s", 20)
                a.hands.append((self.now + us_in(dial), c))
                continue
            self.answer(c, a)

    def answer(self, c, a):
        c.outcome, c.agent, c.end = "assigned", a.id, self.now
        to = c.queue.rule.get("transfer")
        c.passes_on = (
            to is not None
            and c is c.first
            and c.chance("transfer") < to.get("share", 1)
        )
        work = c.handle + c.wrap
        if c.passes_on:
            work = int(c.handle * to.get("spent", 0.25))
        a.hands.append((self.now + work, c))
        t = self.touches.get(c.customer)
        if t and t.contact is c.first:
            t.waits = t.unserved = False
            t.agent, t.heard = a, self.now

    def end(self, a, c, us):
        """It is done, or goes to others, or goes back as nobody answered."""
        rule = c.queue.rule
        if c.outcome == "open" and c.called_at is not None:
            c.called_at = None
            self.go_away(c, us + us_in(c.offer.get("retry_s", 600)))
            c.moments.append({"kind": "unreached", "at": time_of(self.now),
                              "agent": a.id, "due": time_of(c.due)})
        elif c.outcome == "open":
            rest = us_in(rule["no_answer"].get("rest_s", 0))
            if rest:
                a.rests = max(a.rests, us + rest)
            # contacts end before shifts do: who works is who did up to now
            self.follow_overflow(c, False)
            if not self.hangs_up(c):
                self.stand(c, us - 1)
                self.waiting.append(c)
        elif c.passes_on:
            to = next(q for q in self.queues if q.name == rule["transfer"]["to"])
            spent = int(c.handle * rule["transfer"].get("spent", 0.25))
            self.coming.append(c.pass_on(to, us, spent))
            self.coming.sort(key=lambda c: (c.arrival, self.rank(c)))

    def finish(self):
        """Contacts end, the first line of the input first."""
        ended = [
            (end, c.number, a, c)
            for a in self.agents
            for end, c in a.hands
            if end <= self.now
        ]
        for end, _, a, c in sorted(ended, key=lambda e: e[:2]):
            a.hands.remove((end, c))
            a.changed = max(a.changed, end)
            self.end(a, c, end)

    def next_minute(self, first):
        """When somebody's shift starts or a queue opens or closes."""
        minute = self.now - self.now % MINUTE + MINUTE
        while minute < first and not any(
            a.works(minute) and not a.works(minute - MINUTE) for a in self.agents
        ) and not any(
            q.is_shut(minute) != q.is_shut(minute - MINUTE) for q in self.queues
        ):
            minute += MINUTE
        return minute

    def open(self):
        """Who waits or rings, or has an end that others wait for."""
        return self.waiting + self.away + [
            c
            for a in self.agents
            for _, c in a.hands
            if c.outcome == "open" or c.passes_on
        ]

    def instants(self):
        """Every instant that could matter, and then some."""
        instants = [c.arrival for c in self.coming[:1]]
        if self.open():
            instants += [c.leaves for c in self.open() if c.outcome == "open"]
            instants += [end for a in self.agents for end, _ in a.hands]
            instants += [c.due for c in self.away]
            instants += [a.rests for a in self.agents if a.rests > self.now]
            instants += [
                t for c in self.waiting for t in self.turns(c) if t > self.now
            ]
            instants.append(self.next_minute(min(instants)))
        return instants

    def play(self, contacts):
        for c in contacts:
            if self.lacks(c) and not c.queue.overflow:
                c.outcome, c.reason = "unserved", "no"
        self.coming = sorted(
            (c for c in contacts if c.outcome == "open"),
            key=lambda c: (c.arrival, self.rank(c)),
        )
        while self.coming or self.open():
            self.now = min(self.instants())
            again = True
            while again:
                self.finish()
                while self.coming and self.coming[0].arrival == self.now:
                    self.arrive(self.coming.pop(0))
                for c in sorted(self.waiting + self.away, key=lambda c: c.number):
                    if c in self.away:
                        if c.due <= self.now:
                            self.come_back(c)
                    elif self.now in self.turns(c):
                        self.follow_overflow(c, False)
                        if not self.hangs_up(c):
                            self.stand(c)
                self.match()
                again = any(
                    e <= self.now for a in self.agents for e, _ in a.hands
                ) or (self.coming and self.coming[0].arrival <= self.now)
            for c in self.open():
                if c.outcome == "open" and c.leaves <= self.now:
                    if c.leaves - c.arrival == c.patience:
                        self.leave(c, "abandoned")
                    else:
                        self.leave(c, "unserved", "max_wait")


def passed_on(leg):
    if leg is None:
        return None
    out = {
        "outcome": leg.outcome,
        "queue": leg.queue.name,
        "agent": leg.agent,
        "at": time_of(leg.arrival),
        "wait_s": (leg.end - leg.since) / SECOND,
    }
    if leg.opens:
        out["opens_at"] = leg.opens
    if leg.reason not in (None, "no"):
        out["reason"] = leg.reason
    return out


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
        wait = None if c.position is None else (c.end - c.since) / SECOND
        out[c.number] = {
            "outcome": c.outcome,
            "queue": c.queue.name,
            "agent": c.agent,
            "arrival": time_of(c.arrival),
            "assigned_at": time_of(c.end) if c.agent else None,
            "wait_s": wait,
            "position": c.position,
            "target_met": c.agent is not None and wait <= c.sla_s(),
            "handle_s": c.handle / SECOND,
            "joins": c.joins,
            "goes_on_as": c.goes_on_as,
            "moments": c.moments or None,
            "asked_queue": None if c.asked is c.queue else c.asked.name,
            "passed_on": passed_on(c.leg),
            "opens_at": c.opens,
            "calls": c.calls if c.callback else None,
        }
        if c.reason != "no":
            out[c.number]["reason"] = c.reason
    return out
