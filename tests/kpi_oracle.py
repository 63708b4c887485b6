"""A second hoff-kpi, written from the manual, to hold the first one to it.

usage: kpi_oracle.py generate N SEED >LOG
       kpi_oracle.py check LOG REPORT.json [PATH,PATH]

`check` computes every number of the report again, from the whole log in
memory: exact quantiles, intervals by the textbook's formula with the standard
library's normal distribution.  It prints what differs and fails.
"""

import json
import math
import random
import statistics
import sys
from datetime import datetime, timedelta, timezone

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


def round4(x):
    return math.floor(x * 1e4 + 0.5) / 1e4


def wilson(k, n, level):
    z = statistics.NormalDist().inv_cdf(0.5 + level / 2)
    p = k / n
    mid = (p + z * z / (2 * n)) / (1 + z * z / n)
    d = z / (1 + z * z / n) * math.sqrt(
        p * (1 - p) / n + z * z / (4 * n * n))
    return mid - d, mid + d


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
        tried = bool(self.humans)
        closed_by = ""
        for e in self.events:
            kind = e["type"]
            tried = tried or kind in tries
            if kind == "handoff_requested":
                state = "waiting"
            elif kind == "handoff_failed" and state != "left":
                state = "failed"
            elif kind == "returned_to_bot":
                state = "none"
                self.returned = self.returned or tried
            elif kind == "abandoned" and state == "waiting":
                state = "left"
            elif kind == "abandoned" and state == "none":
                self.left = True
            elif kind == "closed":
                closed_by = e.get("by") or ""
        self.state = state
        self.closed_by = self.outcome.get("closed_by") or closed_by
        self.handoff = least(*(ms(e.get("at")) for e in self.events
                               if e["type"] in tries))
        self.reached = least(
            ms(self.humans[0].get("at")) if self.humans else None,
            *(ms(e.get("at")) for e in self.joined))

    def ending(self):
        resolved = self.outcome.get("resolved")
        by_customer = self.closed_by in CUSTOMER
        if not self.engaged:
            return "not_engaged"
        if self.delivered:
            return "escalated_delivered"
        if self.state == "failed":
            return "escalated_failed"
        if self.state == "left" or self.state == "waiting" and by_customer:
            return "abandoned_queue"
        if self.state == "waiting":
            return "escalated_unconfirmed"
        if resolved:
            sure = not self.left and (by_customer or not self.closed_by)
            return "contained_resolved" if sure else "contained_assumed"
        if self.left:
            return "abandoned_bot"
        if resolved is False:
            return "contained_unresolved"
        text = (self.last.get("text") or "").rstrip(" \t\r\n\"')]*_")
        if (self.last["role"] in BOT and not by_customer and
                text.endswith(("?", "\uff1f", "\u061f", "\u037e"))):
            return "abandoned_silent"
        return "contained_unknown"


class Fold:
    def __init__(self):
        self.n = 0
        self.engaged = 0
        self.outcomes = {}
        self.shares = {}
        self.amounts = {}
        self.backwards = 0
        self.strange = 0

    def share(self, name, hit):
        k, n = self.shares.get(name, (0, 0))
        self.shares[name] = (k + bool(hit), n + 1)

    def amount(self, name, value):
        """value: ("n", x), None or "backwards" (unknown), "never"."""
        a = self.amounts.setdefault(name, {"v": [], "never": 0, "unknown": 0})
        if value == "never":
            a["never"] += 1
        elif value is None or value == "backwards":
            a["unknown"] += 1
            self.disorder = self.disorder or value == "backwards"
        else:
            a["v"].append(value[1])

    def add(self, c):
        f = Facts(c)
        self.disorder = False
        self.n += 1
        self.engaged += f.engaged
        for e in ENDINGS:
            self.outcomes[e] = self.outcomes.get(e, 0)
        self.outcomes[f.ending()] += 1
        self.share("automation", not f.humans)
        hoff = c.get("hoff") or {}
        self.share("redacted",
                   member(hoff, "redact").get("status") == "done")
        if f.engaged:
            self.log(f)
        self.judged(f, member(hoff, "score"))
        self.routed(member(hoff, "route"))
        status = member(hoff, "packet").get("status")
        if status is not None and status != "not_needed":
            self.share("packet_ready", status == "ready")
        self.backwards += self.disorder

    def log(self, f):
        end = f.ending()
        for name, hit in (
                ("escalation_attempted", f.attempted),
                ("escalation_delivered", f.delivered),
                ("containment_loose", not f.attempted),
                ("containment_resolved", end == "contained_resolved"),
                ("containment_assumed",
                 end in ("contained_resolved", "contained_assumed")),
                ("abandonment", end.startswith("abandoned")),
                ("outcome_unknown",
                 end in ("contained_unknown", "escalated_unconfirmed"))):
            self.share(name, hit)
        resolved = f.outcome.get("resolved")
        self.share("resolution_said", resolved is not None)
        if resolved is not None:
            self.share("resolution", resolved)
            if f.delivered:
                self.share("resolution_human", resolved)
        csat = f.outcome.get("csat")
        good = csat is not None and 1 <= csat <= 5
        self.strange += csat is not None and not good
        self.share("csat_response", good)
        if good:
            self.share("csat_top2", csat >= 4)
        self.amount("csat", ("n", round(csat * 1000)) if good else "never")
        self.times(f)

    def times(self, f):
        first = ms(f.spoken[0].get("at"))
        if not f.attempted:
            self.amount("handoff_s", "never")
            self.amount("handoff_turns", "never")
        else:
            self.amount("handoff_s", span(first, f.handoff))
            ats = [ms(t.get("at")) for t in f.spoken]
            known = f.handoff is not None and None not in ats
            self.amount("handoff_turns",
                        ("n", sum(a <= f.handoff for a in ats)) if known
                        else None)
            self.handoff(f, f.ending())
        if not f.delivered:
            self.amount("human_s", "never")
            self.amount("human_turns", "never")
        elif not f.humans:
            self.amount("human_s", None)
            self.amount("human_turns", None)
        else:
            self.amount("human_s", span(first, ms(f.humans[0].get("at"))))
            i = next(i for i, t in enumerate(f.turns) if t is f.humans[0])
            self.amount("human_turns", ("n", sum(
                t in f.spoken for t in f.turns[:i])))

    def handoff(self, f, end):
        self.share("handoff_delivery", f.delivered)
        self.share("handoff_returned", f.returned)
        self.share("abandonment_queue", end == "abandoned_queue")
        if not f.delivered:
            self.amount("handoff_wait_s", "never")
            return
        self.amount("handoff_wait_s", span(f.handoff, f.reached))
        wrap, hold = f.outcome.get("wrap_up_s"), f.outcome.get("hold_s")
        for name, x in (("wrap_up_s", wrap), ("hold_s", hold)):
            ok = x is not None and 0 <= x < 1e9
            self.amount(name, ("n", round(x * 1000)) if ok else None)
        work = span(f.reached, ms(f.last.get("at")))
        if isinstance(work, tuple) and wrap is not None and 0 <= wrap < 1e9:
            work = ("n", work[1] + round(wrap * 1000))
        self.amount("handle_s", work)
        if f.humans:
            i = max(i for i, t in enumerate(f.turns) if t is f.spoken[-1])
            j = min(i for i, t in enumerate(f.turns) if t is f.humans[0])
            self.share("handoff_unanswered", i < j)

    def judged(self, f, score):
        decision = score.get("decision")
        asked = [ms(e.get("at")) for e in f.events
                 if e["type"] == "handoff_requested" and
                 e.get("by") in CUSTOMER]
        if decision in ("escalate", "watch", "contain"):
            self.decision(f, score, decision)
            turns = [e["turn"] for r in listed(score, "reasons")
                     for e in listed(r, "evidence")
                     if isinstance(e, dict) and
                     e.get("signal") == "human_request" and
                     whole(e.get("turn"))]
            if turns and min(turns) < len(f.turns):
                asked.append(ms(f.turns[min(turns)].get("at")))
        if f.engaged and asked:
            self.amount("asked_s", span(least(*asked), f.reached)
                        if f.delivered else "never")

    def decision(self, f, score, decision):
        escalate = decision == "escalate"
        for d in ("escalate", "watch", "contain"):
            self.share("judged_" + d, decision == d)
        label = (f.c.get("labels") or {}).get("escalate")
        if label is not None:
            self.share("label_agreement", label == escalate)
            if label:
                self.share("label_recall", escalate)
                self.share("label_missed", not escalate)
            else:
                self.share("label_false_of_contain", escalate)
            if escalate:
                self.share("label_precision", label)
                self.share("label_false_of_judged", not label)
            tp2 = 2 * (label and escalate)
            k, n = self.shares.get("label_f1", (0, 0))
            self.shares["label_f1"] = (
                k + tp2, n + tp2 + (label != escalate))
        if escalate:
            self.share("judged_no_human", f.engaged and not f.delivered)
        if not f.engaged:
            return
        if f.attempted:
            self.share("judged_avoidable", decision == "contain")
        if not escalate:
            self.amount("judged_s", "never")
            self.amount("judged_turns", "never")
            return
        at = score.get("at")
        self.amount("judged_s", span(ms(f.spoken[0].get("at")),
                                     ms(at) if isinstance(at, str) else None))
        turn = score.get("turn")
        known = whole(turn) and turn < len(f.turns)
        self.amount("judged_turns", ("n", sum(
            t in f.spoken for t in f.turns[:turn + 1])) if known else None)

    def routed(self, route):
        outcome = route.get("outcome")
        if outcome not in ("assigned", "abandoned", "unserved"):
            return
        for name in ("assigned", "abandoned", "unserved"):
            self.share("route_" + name, outcome == name)
        self.share("service_level", outcome == "assigned" and
                   route.get("target_met") is True)
        wait = route.get("wait_s")
        wait = ("n", round(wait * 1000)) if isinstance(
            wait, (int, float)) and 0 <= wait < 1e9 else None
        if outcome != "unserved":
            self.amount("route_wait_s" if outcome == "assigned" else
                        "route_given_up_s", wait)


ENDINGS = ("not_engaged", "escalated_delivered", "escalated_failed",
           "escalated_unconfirmed", "abandoned_queue", "abandoned_bot",
           "abandoned_silent", "contained_resolved", "contained_assumed",
           "contained_unresolved", "contained_unknown")


def member(o, name):
    v = o.get(name)
    return v if isinstance(v, dict) else {}


def listed(o, name):
    v = o.get(name) if isinstance(o, dict) else None
    return v if isinstance(v, list) else []


def whole(x):
    return (isinstance(x, (int, float)) and not isinstance(x, bool) and
            x >= 0 and x == int(x))


class Comparison:
    def __init__(self, level):
        self.level = level
        self.seen = 0
        self.wrong = []

    def same(self, what, got, want, within=0.0):
        self.seen += 1
        if got is None or want is None:
            ok = got is want
        else:
            ok = abs(got - want) <= within + 1e-9
        if not ok:
            self.wrong.append(f"{what}: {got}, expected {want}")

    def shares(self, where, figures, expected):
        for f in figures:
            k, n = expected(f["id"])
            what = f"{where} {f['id']}"
            self.same(what + " numerator", f["numerator"], k)
            self.same(what + " denominator", f["denominator"], n)
            self.same(what, f["value"], round4(k / n) if n else None)
            low, high = wilson(k, n, self.level) if n else (None, None)
            if f["id"] == "label_f1":
                low = high = None
            # half a unit of the last place is where two roundings may part
            self.same(what + " low", f["low"], low, 0.5001e-4)
            self.same(what + " high", f["high"], high, 0.5001e-4)
            if bool(f["reason"]) != (n == 0):
                self.wrong.append(what + ": reason")

    def amounts(self, where, figures, fold):
        for f in figures:
            a = fold.amounts.get(f["id"],
                                 {"v": [], "never": 0, "unknown": 0})
            what = f"{where} {f['id']}"
            scale = 1 if f["id"].endswith("_turns") else 1000
            v = sorted(a["v"])
            self.same(what + " n", f["n"], len(v))
            self.same(what + " never", f["never"], a["never"])
            self.same(what + " unknown", f["unknown"], a["unknown"])
            if not v:
                continue
            self.same(what + " min", f["min"], v[0] / scale)
            self.same(what + " max", f["max"], v[-1] / scale)
            self.same(what + " mean", f["mean"], sum(v) / len(v) / scale,
                      0.5001e-3)
            for name, q in (("p50", 0.5), ("p90", 0.9)):
                x = v[max(math.ceil(q * len(v)), 1) - 1]
                self.same(f"{what} {name}", f[name], x / scale,
                          x / scale / 2048 if x >= 2048 else 0)

    def scope(self, where, report, fold):
        self.same(where + " n", report["conversations"], fold.n)
        self.same(where + " engaged", report["engaged"], fold.engaged)
        self.shares(where, report["outcomes"],
                    lambda i: (fold.outcomes[i], fold.n))
        self.same(where + " sum of outcomes",
                  sum(o["numerator"] for o in report["outcomes"]), fold.n)
        self.shares(where, report["kpis"],
                    lambda i: fold.shares.get(i, (0, 0)))
        self.amounts(where, report["amounts"], fold)


def lookup(c, path):
    for step in path.split("."):
        c = c.get(step) if isinstance(c, dict) else None
    if c is None or isinstance(c, str):
        return c
    return json.dumps(c)


def check(log, report, by):
    with open(log, encoding="utf-8") as f:
        records = [json.loads(line) for line in f if line.strip()]
    with open(report, encoding="utf-8") as f:
        report = json.load(f)
    cmp = Comparison(report["confidence"])
    total, groups = Fold(), {}
    for c in records:
        total.add(c)
        if by:
            key = tuple(lookup(c, p) for p in by.split(","))
            groups.setdefault(key, Fold()).add(c)
    cmp.scope("total", report, total)
    aside = report["set_aside"]
    cmp.same("csat outside", aside["csat_outside_1_to_5"], total.strange)
    cmp.same("backwards", aside["times_running_backwards"], total.backwards)
    got = {tuple(g["key"]): g for g in report["groups"]}
    if set(got) != set(groups):
        cmp.wrong.append("the groups differ")
    for key in set(got) & set(groups):
        cmp.scope(str(key), got[key], groups[key])
    print("\n".join(cmp.wrong[:20]))
    print(f"{cmp.seen} numbers, {len(cmp.wrong)} wrong")
    return 1 if cmp.wrong or cmp.seen < 100 else 0


def generate(n, seed):
    """Logs in which everything that may be missing sometimes is."""
    rnd = random.Random(seed)
    start = datetime(2026, 3, 1, tzinfo=timezone.utc)

    def maybe(p):
        return rnd.random() < p

    for i in range(n):
        now = start + timedelta(minutes=i)
        clock = maybe(0.8)

        def at():
            nonlocal now
            now += timedelta(milliseconds=rnd.choice(
                [0, 1, 900, 2047, 2048, 5000, 61234, 3600000]))
            if maybe(0.02):
                now -= timedelta(seconds=30)
            t = now.isoformat(timespec="milliseconds")
            return {"at": t.replace("+00:00", "Z")} if clock else {}

        turns = []
        for _ in range(rnd.randint(0, 7)):
            t = {"role": rnd.choice(["customer", "user", "bot", "bot",
                                     "system", "agent"] if maybe(0.3)
                                    else ["customer", "bot", "assistant"])}
            t.update(at())
            t["text"] = rnd.choice(["Yes.", "Which one?", "ok", "",
                                    "really?)"])
            if maybe(0.05):
                t["private"] = True
            turns.append(t)
        c = {"conversation_id": f"g-{i}", "turns": turns}
        if maybe(0.9):
            c["channel"] = rnd.choice(["web", "voice", "mail"])
        if maybe(0.5):
            c["customer"] = {"plan": rnd.choice(["gold", None, 7, True])}
        events = []
        while maybe(0.45):
            e = {"type": rnd.choice([
                "handoff_requested", "handoff_requested", "handoff_failed",
                "handoff_accepted", "agent_joined", "returned_to_bot",
                "abandoned", "closed", "handoff_offered", "survey_sent"])}
            e.update(at() if maybe(0.8) else {})
            if maybe(0.6):
                e["by"] = rnd.choice(["customer", "bot", "visitor"])
            events.append(e)
        if maybe(0.1):
            rnd.shuffle(events)
        if events:
            c["events"] = events
        o = {}
        if maybe(0.5):
            o["resolved"] = rnd.choice([True, False, None])
        if maybe(0.4):
            o["csat"] = rnd.choice([0, 1, 2, 3, 4, 4.5, 5, 10])
        if maybe(0.4):
            o["closed_by"] = rnd.choice(["customer", "bot", "timeout"])
        if maybe(0.4):
            o["wrap_up_s"] = rnd.choice([0, 12.5, 90, -1])
        if maybe(0.4):
            o["hold_s"] = rnd.choice([0, 3.25, 40])
        if o:
            c["outcome"] = o
        if maybe(0.5):
            c["labels"] = {"escalate": maybe(0.5)}
        hoff = {}
        if maybe(0.8):
            hoff["score"] = annotation_score(rnd, maybe, turns)
        if maybe(0.5):
            hoff["route"] = {
                "outcome": rnd.choice(["assigned", "assigned", "abandoned",
                                       "unserved", "not_routed", 3]),
                "wait_s": rnd.choice([0, 1.5, 20, 59.999, 300, None, "x"]),
                "target_met": rnd.choice([True, False, None])}
        if maybe(0.5):
            hoff["redact"] = rnd.choice([{"status": "done"}, {}, 7])
        if maybe(0.5):
            hoff["packet"] = {"status": rnd.choice(
                ["ready", "not_needed", "refused"])}
        if hoff:
            c["hoff"] = hoff
        print(json.dumps(c))


def annotation_score(rnd, maybe, turns):
    s = {"decision": rnd.choice(["escalate", "escalate", "watch", "contain",
                                 "perhaps"])}
    if maybe(0.8):
        s["turn"] = rnd.choice([0, 1, 2, 3, 99, None, -1, 0.5])
    if maybe(0.8):
        s["at"] = rnd.choice([t["at"] for t in turns if "at" in t] or [None])
    if maybe(0.5):
        s["reasons"] = [{"rule": "asked", "evidence": [
            {"turn": rnd.choice([0, 1, 2, 99]), "signal": rnd.choice(
                ["human_request", "anger"])}]}]
    return s


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(check(sys.argv[2], sys.argv[3],
                       sys.argv[4] if len(sys.argv) > 4 else ""))
