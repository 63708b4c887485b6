"""What one conversation of a log tells, for kpi_oracle.py."""

import json
import math
from datetime import datetime, timedelta, timezone

DAY = 86400000
CUSTOMER = ("customer", "user", "consumer", "visitor", "end_user")
BOT = ("bot", "assistant", "virtual_agent")
AGENT = ("agent", "human", "operator")


def ms(t):
    """A time of the log in milliseconds, or None."""
    if t is None:
        return None
    d = datetime.fromisoformat(t.replace("Z", "+00:00"))
    return round((d - datetime(1970, 1, 1, tzinfo=timezone.utc)) /
                 timedelta(milliseconds=1))


def span(a, b):
    """("n", ms), "backwards", or None where a moment is not known."""
    if a is None or b is None:
        return None
    return "backwards" if b < a else ("n", b - a)


def least(*times):
    known = [t for t in times if t is not None]
    return min(known) if known else None


def intent_of(turn):
    return (turn.get("intent") or {}).get("name") or ""


def member(o, name):
    v = o.get(name)
    return v if isinstance(v, dict) else {}


def listed(o, name):
    v = o.get(name) if isinstance(o, dict) else None
    return v if isinstance(v, list) else []


def whole(x):
    return (isinstance(x, (int, float)) and not isinstance(x, bool) and
            x >= 0 and x == int(x))


ENDINGS = ("not_engaged", "escalated_delivered", "out_of_hours", "escalated_failed",
           "escalated_attempted", "abandoned_queue", "abandoned_bot",
           "abandoned_silent", "contained_resolved", "contained_assumed",
           "contained_unresolved", "contained_unknown")


SHUT = ("out_of_hours", "after_hours", "outside_hours", "off_hours", "closed")
TIMER = ("timeout", "timer", "inactivity", "idle")


class Course:
    """The handoffs of one conversation, and when humans were there: lists of
    {"from", "to", "end", "by"} and of {"from", "to", "joined"}."""

    def __init__(self, f):
        self.f = f
        self.handoffs, self.spells = [], []
        self.left = self.there = False
        self.open = self.mine = None
        self.written = False
        for kind, at, e in self.moments():
            getattr(self, kind, lambda at, e: None)(at, e)
        timeless = any(ms(t.get("at")) is None for t in f.humans)
        if timeless and (not self.spells or
                         self.open and self.open["end"] == "waiting"):
            self.human(None, None)
        if self.spells and self.spells[-1]["to"] is None:
            self.spells[-1]["to"] = self.last_word(self.spells[-1]["from"])

    def moments(self):
        """Turns come where the latest time up to them is, and none without a
        time; of events, one without a time follows the one before."""
        turns, latest = [], -math.inf
        for t in self.f.turns:
            at = ms(t.get("at"))
            if at is not None:
                latest = max(latest, at)
                turns.append((latest, at, t))
        now = -math.inf
        for e in self.f.events:
            at = ms(e.get("at"))
            now = now if at is None else at
            goes = e["type"] in ("abandoned", "closed", "returned_to_bot")
            while turns and (turns[0][0] < now or
                             goes and turns[0][0] == now):
                yield from self.turn(turns.pop(0))
            yield e["type"], at, e
        for t in turns:
            yield from self.turn(t)

    def turn(self, t):
        if any(t[2] is x for x in self.f.humans):
            yield "human", t[1], None
        if any(t[2] is x for x in self.f.spoken):
            yield "customer", t[1], None

    def customer(self, at, e):
        self.written = True

    def human(self, at, e):
        if self.there:
            if self.spells[-1]["from"] is None:
                self.spells[-1]["from"] = at
                if self.mine:
                    self.mine["to"] = at
            return
        if not self.handoffs:
            self.start(None, None)
        if self.open:
            self.open.update(to=at, end="served")
        self.mine, self.open, self.there = self.open, None, True
        self.spells.append({"from": at, "to": None, "joined": 0})

    def agent_joined(self, at, e):
        self.human(at, e)
        self.spells[-1]["joined"] += 1

    handoff_accepted = human

    def start(self, at, by):
        self.open = {"from": at, "to": None, "end": "waiting",
                     "by": by in CUSTOMER}
        self.handoffs.append(self.open)

    def again(self):
        return self.open and (
            self.open["end"] == "waiting" or
            self.open["end"] in ("failed", "shut") and not self.written)

    def handoff_requested(self, at, e):
        if self.there:
            if self.mine and self.mine["from"] is None:
                self.mine["from"] = at
        elif self.again():
            self.open["end"] = "waiting"
            self.open["by"] |= e.get("by") in CUSTOMER
        else:
            self.start(at, e.get("by"))

    def handoff_failed(self, at, e):
        if self.there or self.open and self.open["end"] == "left":
            return
        if not self.again():
            self.start(at, None)
        self.open.update(to=at, end="shut" if e.get("reason") in SHUT
                         else "failed")
        self.written = any(ms(t.get("at")) is None for t in self.f.spoken)

    def returned_to_bot(self, at, e):
        if self.there:
            self.spells[-1]["to"] = at
        elif self.open and self.open["end"] == "waiting":
            self.open.update(to=at, end="given back")
        self.open, self.mine, self.there = None, None, False

    def abandoned(self, at, e):
        if self.there:
            return
        if not self.open:
            self.left = True
        elif self.open["end"] == "waiting":
            self.open.update(to=at, end="left")

    def state(self):
        end = self.open["end"] if self.open else "none"
        return "failed" if end == "shut" else end

    def close(self, at):
        at = ms(self.f.c.get("ended_at")) if at is None else at
        end = ("left" if self.f.closed_by in CUSTOMER else
               "timed out" if self.f.closed_by in TIMER else None)
        if end and self.state() == "waiting":
            self.open.update(to=at, end=end)

    def last_word(self, since):
        talk = [t for t in self.f.turns if t["role"] != "system" and
                not t.get("private")]
        mine = [i for i, t in enumerate(talk) if t["role"] in AGENT and (
            None in (since, ms(t.get("at"))) or ms(t["at"]) >= since)]
        if not mine:
            at = ms(talk[-1].get("at")) if talk else None
            return None if None not in (at, since) and at < since else at
        end = mine[-1]
        while end + 1 < len(talk) and talk[end + 1]["role"] in CUSTOMER:
            end += 1
        return ms(talk[end].get("at"))


class Facts:
    """One conversation."""

    def __init__(self, c):
        self.c = c
        self.turns = c["turns"]
        public = [t for t in self.turns if not t.get("private")]
        talk = [t for t in public if t["role"] != "system"]
        self.spoken = [t for t in talk if t["role"] in CUSTOMER]
        self.humans = [t for t in talk if t["role"] in AGENT]
        self.last = talk[-1] if talk else None
        self.outcome = c.get("outcome") or {}
        self.engaged = bool(self.spoken)
        events = list(enumerate(c.get("events") or []))
        now = -math.inf
        order = []
        for i, e in events:
            at = ms(e.get("at"))
            now = now if at is None else at
            order.append((now, i, e))
        if any(a[0] > b[0] for a, b in zip(order, order[1:])):
            order.sort(key=lambda x: x[:2])
        self.events = [e for _, _, e in order]
        self.walk()

    def walk(self):
        tries = ("handoff_requested", "handoff_failed", "handoff_accepted",
                 "agent_joined")
        self.attempted = bool(self.humans) or any(
            e["type"] in tries for e in self.events)
        self.delivered = bool(self.humans) or any(
            e["type"] in tries[2:] for e in self.events)
        self.asked_by = next((e.get("by") for e in self.events
                              if e["type"] == "handoff_requested"), None)
        tried, self.returned, self.reason = bool(self.humans), False, None
        closed = [e for e in self.events if e["type"] == "closed"]
        for e in self.events:
            tried = tried or e["type"] in tries
            if e["type"] == "returned_to_bot":
                self.returned = self.returned or tried
            if e["type"] == "handoff_failed":
                self.reason = e.get("reason")
        self.closed_by = self.outcome.get("closed_by") or (
            closed and closed[-1].get("by")) or ""
        self.handoff = least(*(ms(e.get("at")) for e in self.events
                               if e["type"] in tries))
        course = Course(self)
        self.handoffs, self.spells = course.handoffs, course.spells
        self.left, self.state = course.left, course.state()
        course.close(ms(closed[-1].get("at")) if closed else None)

    def left_it(self):
        """The customer: abandoned, in any way."""
        return self.ending().startswith("abandoned")

    def handled(self):
        """What humans took, as span() gives it."""
        spans = [span(s["from"], s["to"]) for s in self.spells]
        if "backwards" in spans:
            return "backwards"
        return None if None in spans or not spans else (
            "n", sum(x for _, x in spans))

    def spell_of(self, t):
        at = ms(t.get("at"))
        starts = [s["from"] for s in self.spells]
        while (None not in (at, *starts[self.spell + 1:][:1]) and
               starts[self.spell + 1:] and at >= starts[self.spell + 1]):
            self.spell += 1
        return self.spell

    def parts(self):
        """Of each human with a name: [milliseconds or None, passed on]; and
        who was the last one."""
        runs, self.spell = [], 0
        for t in self.humans:
            if "agent_id" in t:
                at, who = self.spell_of(t), json.dumps(t["agent_id"])
                if not runs or runs[-1][:2] != (at, who):
                    runs.append((at, who, ms(t.get("at"))))
        out = {}
        for i, (at, who, since) in enumerate(runs):
            before = i and runs[i - 1][0] == at
            then = runs[i + 1] if i + 1 < len(runs) else (None,)
            until = then[2] if then[0] == at else self.spells[at]["to"]
            x = span(since if before else self.spells[at]["from"], until)
            mine = out.setdefault(who, [0, False])
            known = isinstance(x, tuple) and mine[0] is not None
            mine[0] = mine[0] + x[1] if known else None
            mine[1] |= then[0] == at
        return out, runs[-1][1] if runs else None

    def question(self):
        text = (self.last.get("text") or "").rstrip(" \t\r\n\"')]*_")
        return self.last["role"] in BOT and text.endswith(
            ("?", "\uff1f", "\u061f", "\u037e"))

    def contact(self, fold):
        c = self.c
        start = ms(c.get("started_at") or self.spoken[0].get("at"))
        end = ms(c.get("ended_at") or self.last.get("at"))
        who = (c.get("customer") or {}).get("id")
        if who and None not in (start, end):
            fold.contacts.append((who, start, end, self))

    def ending(self):
        resolved = self.outcome.get("resolved")
        by_customer = self.closed_by in CUSTOMER
        if not self.engaged:
            return "not_engaged"
        if self.delivered and self.state == "none":
            return "escalated_delivered"
        if self.state == "failed" and self.reason in SHUT:
            return "out_of_hours"
        if self.state == "failed":
            return "escalated_failed"
        if self.state == "left" or self.state == "waiting" and by_customer:
            return "abandoned_queue"
        if self.state == "waiting":
            return "escalated_attempted"
        if resolved:
            sure = not self.left and (by_customer or not self.closed_by)
            return "contained_resolved" if sure else "contained_assumed"
        if self.left:
            return "abandoned_bot"
        if resolved is False:
            return "contained_unresolved"
        if self.question() and not by_customer:
            return "abandoned_silent"
        return "contained_unknown"
