"""What one conversation of a log tells, for kpi_oracle.py."""

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
        self.joined = [e for e in self.events
                       if e["type"] in ("handoff_accepted", "agent_joined")]
        self.delivered = bool(self.humans or self.joined)
        state, self.left, self.returned = "none", False, False
        self.reason = self.left_at = None
        self.asked_by = next((e.get("by") for e in self.events
                              if e["type"] == "handoff_requested"), None)
        tried = bool(self.humans)
        spoke = ms(self.humans[0].get("at")) if self.humans else None
        closed_by, joined = "", False
        for e in self.events:
            kind, now = e["type"], ms(e.get("at"))
            tried = tried or kind in tries
            there = joined or None not in (spoke, now) and spoke <= now
            if kind == "handoff_requested":
                state = "waiting"
            elif kind == "handoff_failed":
                self.reason = e.get("reason")
                state = "left" if state == "left" else "failed"
            elif kind in ("handoff_accepted", "agent_joined"):
                state, joined = "none", True
            elif kind == "returned_to_bot":
                state, joined = "none", False
                self.returned = self.returned or tried
            elif kind == "abandoned" and not there and state == "waiting":
                state, self.left_at = "left", now
            elif kind == "abandoned" and not there and state == "none":
                self.left = True
            elif kind == "closed":
                closed_by = e.get("by") or ""
                if state == "waiting" and closed_by in CUSTOMER and not there:
                    self.left_at = now
        self.state = "none" if state == "waiting" and self.humans else state
        self.closed_by = self.outcome.get("closed_by") or closed_by
        self.handoff = least(*(ms(e.get("at")) for e in self.events
                               if e["type"] in tries))
        self.reached = least(
            ms(self.humans[0].get("at")) if self.humans else None,
            *(ms(e.get("at")) for e in self.joined))

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
        if self.delivered:
            return "escalated_delivered"
        if self.state == "failed" and self.reason in (
                "out_of_hours", "after_hours", "outside_hours", "off_hours",
                "closed"):
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
