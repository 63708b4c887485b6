"""A second hoff-kpi, written from the manual, to hold the first one to it.

usage: kpi_oracle.py generate N SEED >LOG
       kpi_oracle.py check LOG REPORT.json [PATH,PATH [history [MATTER]]]

`check` computes every number of the report again, from the whole log in
memory: exact quantiles, intervals by the textbook's formula with the standard
library's normal distribution.  It prints what differs and fails.
"""

import collections
import json
import math
import re
import statistics
import sys

sys.dont_write_bytecode = True  # the tree stays as it is

from kpi_facts import (BOT, CUSTOMER, DAY, ENDINGS, Facts, intent_of, least,
                       listed, member, ms, span, whole)
from kpi_log import generate
from kpi_numbers import f_beta, gtt, kaplan_meier, mcc, round4, wilson

LASTING = ("handoff_s", "handoff_turns", "human_s", "human_turns",
           "judged_s", "judged_turns")
POLICIES = ("rules", "never", "always", "fixed")


class Fold:
    def __init__(self):
        self.n = 0
        self.engaged = 0
        self.outcomes = {}
        self.shares = {}
        self.amounts = {}
        self.backwards = 0
        self.strange = 0
        self.contacts = []
        self.scores = {}
        self.turnwise = {p: [] for p in POLICIES}
        self.turnless = 0
        self.shifts = []
        self.leaving = []  # (left, customer turns, [last intent])
        self.parts = {}

    def share(self, name, hit):
        k, n = self.shares.get(name, (0, 0))
        self.shares[name] = (k + bool(hit), n + 1)

    def amount(self, name, value):
        """value: ("n", x), None or "backwards" (unknown), "never"."""
        a = self.amounts.setdefault(name, {"v": [], "never": 0, "unknown": 0,
                                           "censored": []})
        if value == "never":
            a["never"] += 1
            followed = self.followed.get(name.rsplit("_", 1)[-1])
            if name in LASTING and followed is not None:
                a["censored"].append(followed)
        elif value is None or value == "backwards":
            a["unknown"] += 1
            self.disorder = self.disorder or value == "backwards"
        else:
            a["v"].append(value[1])

    def add(self, c):
        f = Facts(c)
        self.disorder = False
        self.followed = {"turns": len(f.spoken)}
        if f.engaged:
            whole_time = span(ms(f.spoken[0].get("at")), ms(f.last.get("at")))
            if isinstance(whole_time, tuple):
                self.followed["s"] = whole_time[1]
        self.n += 1
        self.engaged += f.engaged
        for e in ENDINGS:
            self.outcomes[e] = self.outcomes.get(e, 0)
        self.outcomes[f.ending()] += 1
        self.share("automation", not f.humans)
        hoff = c.get("hoff") or {}
        score = member(hoff, "score")
        if score.get("decision") not in ("escalate", "watch", "contain"):
            score = {}
        kinds = [k.get("kind") for k in listed(score, "friction")]
        f.falls = max(kinds.count("fallback"), sum(
            any(w in "".join(x for x in intent_of(t).lower() if x.isalpha())
                for w in ("fallback", "nomatch", "outofscope"))
            for t in f.turns if not t.get("private")))
        f.kinds = kinds
        f.trajectory = listed(score, "trajectory")
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
                ("coverage", f.falls == 0),
                ("bot_loop", "loop" in f.kinds or any(
                    n >= 3 for n in collections.Counter(
                        t["text"] for t in f.turns if t["role"] in BOT and
                        not t.get("private") and "text" in t).values())),
                ("outcome_unknown",
                 end in ("contained_unknown", "escalated_attempted"))):
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
        nps, ces = f.outcome.get("nps"), f.outcome.get("ces")
        nps = nps if whole(nps) and nps <= 10 else None
        ces = ces if whole(ces) and 1 <= ces <= 7 else None
        self.share("nps_response", nps is not None)
        if nps is not None:
            self.scores.setdefault("nps", []).append(
                (nps >= 9) - (nps <= 6))
        if ces is not None:
            self.share("ces_easy", ces >= 5)
        self.amount("ces", ("n", ces * 1000) if ces is not None else "never")
        left = f.left_it()
        self.amount("left_turns", ("n", len(f.spoken)) if left else "never")
        intents = [i for i in map(intent_of, f.spoken) if i]
        self.leaving.append((left, len(f.spoken), intents[-1:]))
        f.contact(self)
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
        self.share("handoff_by_customer", f.asked_by in CUSTOMER)
        self.share("handoff_out_of_hours", end == "out_of_hours")
        self.queue(f)
        self.share("handoff_returned", f.returned)
        self.share("abandonment_queue", end == "abandoned_queue")
        if not f.delivered:
            return
        wrap, hold = f.outcome.get("wrap_up_s"), f.outcome.get("hold_s")
        for name, x in (("wrap_up_s", wrap), ("hold_s", hold),
                        ("active_s", f.outcome.get("active_s"))):
            ok = x is not None and 0 <= x < 1e9
            self.amount(name, ("n", round(x * 1000)) if ok else None)
        talk = work = f.handled()
        if isinstance(work, tuple) and wrap is not None and 0 <= wrap < 1e9:
            work = ("n", work[1] + round(wrap * 1000))
        self.amount("handle_s", work)
        hold = hold if hold is not None and 0 <= hold < 1e9 else None
        known = isinstance(talk, tuple) and hold is not None and (
            round(hold * 1000) <= talk[1])
        self.amount("talk_s", ("n", talk[1] - round(hold * 1000)) if known
                    else None)
        parts, last = f.parts()
        self.share("transfer", any(p[1] for p in parts.values()) or any(
            s["joined"] > 1 for s in f.spells))
        self.agents(f, parts, last, wrap)
        if f.humans:
            self.around(f)
            i = max(i for i, t in enumerate(f.turns) if t is f.spoken[-1])
            j = min(i for i, t in enumerate(f.turns) if t is f.humans[0])
            self.share("handoff_unanswered", i < j)

    def agents(self, f, parts, last, wrap):
        """What each had to do with it: of --per-agent --mix ''."""
        for who, (took, passed) in parts.items():
            mine = self.parts.setdefault(who, {
                "transfer": [], "handle_s": [], "resolution": [],
                "csat_top2": []})
            mine["transfer"].append(passed)
            wrapped = who == last and wrap is not None and 0 <= wrap < 1e9
            if took is not None:
                mine["handle_s"].append(
                    took / 1000 + (round(wrap * 1000) / 1000 if wrapped
                                   else 0))
            if who != last:
                continue
            if f.outcome.get("resolved") is not None:
                mine["resolution"].append(f.outcome["resolved"])
            csat = f.outcome.get("csat")
            if csat is not None and 1 <= csat <= 5:
                mine["csat_top2"].append(csat >= 4)

    def queue(self, f):
        """Service levels with the default --target and --short-abandon, of
        each handoff."""
        for h in f.handoffs:
            wait, end = span(h["from"], h["to"]), h["end"]
            served = end == "served"
            self.amount("handoff_wait_s", wait if served else "never")
            if not isinstance(wait, tuple) or end in ("waiting", "shut"):
                continue
            self.offered(served, end == "left", wait[1])

    def offered(self, served, left, wait):
        quick, short = wait <= 20000, left and wait <= 5000
        self.share("service_level_offered", served and quick)
        self.share("service_level_met_or_left", (served or left) and quick)
        self.share("queue_abandonment", left)
        self.share("queue_unanswered", not served and not left)
        if served:
            self.share("service_level_served", quick)
        if left:
            self.amount("quit_s", ("n", wait))
        if not short:
            self.share("service_level_less_short", served and quick)
            self.share("queue_abandonment_less_short", left)

    def around(self, f):
        at = min(i for i, t in enumerate(f.turns) if t is f.humans[0])

        def identifiers(turns):
            words = re.findall(r"[\w@.+-]+", " ".join(
                t.get("text", "") for t in turns if t in f.spoken))
            words = [w.rstrip(".-_+@").lower() for w in words]
            words = [w if "@" in w else re.sub("[-_]", "", w) for w in words]
            return {w for w in words
                    if "@" in w or sum(x.isdigit() for x in w) >= 4}

        before = identifiers(f.turns[:at])
        if before:
            self.share("reask", before & identifiers(f.turns[at:]))
        moods = [(t["turn"], t["signals"]["sentiment"]) for t in f.trajectory]
        before = [m for i, m in moods if i < at][-3:]
        after = [m for i, m in moods if i > at][:3]
        if before and after:
            self.shifts.append(statistics.mean(after) -
                               statistics.mean(before))

    def turns(self, f, score, decision):
        labels = f.c.get("labels") or {}
        escalate, turn = labels.get("escalate"), score.get("turn")
        gold = labels.get("turns", [labels.get("turn")]) if escalate else []
        good = [whole(g) and g < len(f.turns) for g in gold]
        mine = [turn] if decision == "escalate" else []
        self.turnless += bool(escalate) and not all(good)
        if escalate is None or not all(good) or not all(
                whole(m) and m < len(f.turns) for m in mine):
            return
        spoken = [i for i, t in enumerate(f.turns) if t in f.spoken]
        for policy, picked in zip(POLICIES, (mine, [], spoken, spoken[:1])):
            self.turnwise[policy].append((set(gold), set(picked)))

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
            self.asking(f, least(*asked))

    def asking(self, f, asked):
        ends = [s["to"] for s in f.spells]
        vain = not f.delivered or (
            f.handoffs[-1]["by"] and f.handoffs[-1]["end"] != "served") or (
            None not in (asked, ends[-1]) and ends[-1] < asked)
        self.share("blocked_exit", vain)
        if vain:
            self.amount("asked_s", "never")
            return
        came = [s["from"] for s in f.spells]
        later = [t for t in came if None not in (t, asked) and t >= asked]
        self.amount("asked_s", span(asked, (later or came)[0]))

    def decision(self, f, score, decision):
        escalate = decision == "escalate"
        for d in ("escalate", "watch", "contain"):
            self.share("judged_" + d, decision == d)
        self.share("frustration", {"loop", "negative_feedback",
                                   "blocked_exit"} & set(f.kinds))
        self.turns(f, score, decision)
        label = (f.c.get("labels") or {}).get("escalate")
        if label is not None:
            self.scores.setdefault("label", []).append((label, escalate))
            self.share("label_agreement", label == escalate)
            if label:
                self.share("label_recall", escalate)
                self.share("label_missed", not escalate)
            else:
                self.share("label_false_of_contain", escalate)
            if escalate:
                self.share("label_precision", label)
                self.share("label_false_of_judged", not label)
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
        self.share("route_callback", "called_back" in route)
        if "called_back" not in route and (
                outcome != "unserved" or route.get("reason") != "closed"):
            self.share("service_level", outcome == "assigned" and
                       route.get("target_met") is True)
        wait = route.get("wait_s")
        wait = ("n", round(wait * 1000)) if isinstance(
            wait, (int, float)) and 0 <= wait < 1e9 else None
        if outcome != "unserved" and "called_back" not in route:
            self.amount("route_wait_s" if outcome == "assigned" else
                        "route_given_up_s", wait)


def windows(contacts, end):
    """Of each contact: does it come back within 1, 3, 7, 30 days, or is the
    log too short to say?"""
    minute = 60000
    for i, (who, _, ends, f) in enumerate(contacts):
        later = contacts[i + 1] if i + 1 < len(contacts) else None
        gap = later[1] - ends if later and later[0] == who else math.inf
        seen = (end // minute - -(-ends // minute)) * minute
        yield f, {d: gap <= d * DAY if seen >= d * DAY else None
                  for d in (1, 3, 7, 30)}


def scores(fold):
    """Numbers that are no shares."""
    nps, label = fold.scores.get("nps"), fold.scores.get("label")
    out = {"nps": statistics.mean(nps) * 100 if nps else None,
           "label_f1": f_beta(label, 1) if label else None,
           "label_f2": f_beta(label, 4) if label else None,
           "label_f05": f_beta(label, 0.25) if label else None,
           "label_mcc": mcc(label) if label else None,
           "sentiment_shift":
               statistics.mean(fold.shifts) if fold.shifts else None}
    out.update(turn_scores(fold, "rules"))
    return out


def turn_scores(fold, policy):
    seen = fold.turnwise[policy]
    if fold.turnless and not any(g for g, _ in seen):
        seen = []  # no label names a turn
    hit = sum(len(g & p) for g, p in seen)
    gold, picked = sum(len(g) for g, _ in seen), sum(len(p) for _, p in seen)
    out = {"turn_precision": hit / picked if picked else None,
           "turn_recall": hit / gold if gold else None,
           "turn_f1": 2 * hit / (gold + picked) if gold + picked else None}
    for t in (1, 2, 3):
        out[f"gtt{t}"] = statistics.mean(
            gtt(g, p, t) for g, p in seen) if seen else None
    return out


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

    def shares(self, where, figures, expected, others=None):
        for f in figures:
            if f["id"] in (others or {}):
                # what is summed in ten thousandths is rounded twice
                twice = f["id"] == "sentiment_shift"
                self.same(f"{where} {f['id']}", f["value"],
                          others[f["id"]], 1e-4 if twice else 0.5001e-4)
                continue
            k, n = expected(f["id"])
            what = f"{where} {f['id']}"
            self.same(what + " numerator", f["numerator"], k)
            self.same(what + " denominator", f["denominator"], n)
            self.same(what, f["value"], round4(k / n) if n else None)
            low, high = wilson(k, n, self.level) if n else (None, None)
            # half a unit of the last place is where two roundings may part
            self.same(what + " low", f["low"], low, 0.5001e-4)
            self.same(what + " high", f["high"], high, 0.5001e-4)
            if bool(f["reason"]) != (n == 0):
                self.wrong.append(what + ": reason")

    def amounts(self, where, figures, fold):
        for f in figures:
            a = fold.amounts.get(f["id"],
                                 {"v": [], "never": 0, "unknown": 0, "censored": []})
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
            if f["id"] not in LASTING:
                continue
            rank = max(math.ceil((len(v) + a["never"]) / 2), 1)
            for name, x in (
                    ("p50_of_all", v[rank - 1] if rank <= len(v) else None),
                    ("p50_kaplan_meier", kaplan_meier(v, a["censored"]))):
                self.same(f"{what} {name}", f[name],
                          None if x is None else x / scale,
                          x / scale / 1024 if (x or 0) >= 2048 else 0)

    def scope(self, where, report, fold):
        self.same(where + " n", report["conversations"], fold.n)
        self.same(where + " engaged", report["engaged"], fold.engaged)
        self.shares(where, report["outcomes"],
                    lambda i: (fold.outcomes[i], fold.n))
        self.same(where + " sum of outcomes",
                  sum(o["numerator"] for o in report["outcomes"]), fold.n)
        self.shares(where, report["kpis"],
                    lambda i: fold.shares.get(i, (0, 0)), scores(fold))
        self.amounts(where, report["amounts"], fold)


def drop_off(cmp, report, leaving):
    """Where customers leave."""
    left_by = [n for left, n, _ in leaving if left]
    for row in report["by_turn"]:
        k = row["turn"]
        there = [left and n == k for left, n, _ in leaving if n >= k]
        cmp.shares("leaving", [dict(row, id=k, reason=None)],
                   lambda _, t=there: (sum(t), len(t)))
        cmp.same(f"staying after {k}", row["staying"],
                 1 - sum(n <= k for n in left_by) / len(leaving), 0.5001e-4)
    cmp.same("turns", len(report["by_turn"]),
             min(20, max((n for _, n, _ in leaving), default=0)))
    intents = {i for _, _, last in leaving for i in last}
    if {r["name"] for r in report["by_intent"]} != intents:
        cmp.wrong.append("the intents differ")
    for row in report["by_intent"]:
        about = [left for left, _, last in leaving if last == [row["name"]]]
        cmp.shares("leaving", [dict(row, id=row["name"], reason=None)],
                   lambda _, a=about: (sum(a), len(a)))


def rules(cmp, report, records):
    """How often each rule is a reason, and how rightly."""
    met = {}
    for c in records:
        score = (c.get("hoff") or {}).get("score")
        if not isinstance(score, dict) or score.get("decision") not in (
                "escalate", "watch", "contain"):
            continue
        names = [r["rule"].encode()[:256].decode(errors="ignore")
                 for r in listed(score, "reasons")
                 if isinstance(r, dict) and isinstance(r.get("rule"), str)]
        label = (c.get("labels") or {}).get("escalate")
        for name in set(names):
            m = met.setdefault(name, collections.Counter())
            m["n"] += 1
            m["times"] += names.count(name)
            m["alone"] += set(names) == {name}
            m["labelled"] += isinstance(label, bool)
            m["right"] += label is True
    if [r["name"] for r in report] != sorted(
            met, key=lambda name: (-met[name]["n"], name)):
        cmp.wrong.append("the rules differ")
    for r in report:
        m = met[r["name"]]
        cmp.same("a rule's n", r["numerator"], m["n"])
        cmp.same("a rule's times", r["times"], m["times"])
        cmp.same("a rule alone", r["alone"], m["alone"])
        cmp.shares("a rule", [dict(r["precision"], id=r["name"])],
                   lambda _, m=m: (m["right"], m["labelled"]))


def agents(cmp, report, parts):
    """The numbers of each human; what is expected of them is R's to say."""
    seen = {}
    for f in report:
        who = json.dumps(f["agent"] if f["agent"] != "3" else 3)
        seen.setdefault(who, set()).add(f["id"])
        v = parts[who][f["id"]] if who in parts else []
        cmp.same(f"{who} {f['id']} n", f["n"], len(v))
        cmp.same(f"{who} {f['id']}", f["value"],
                 statistics.mean(v) if v else None, 0.5001e-4)
    if set(seen) != set(parts):
        cmp.wrong.append("the agents differ")


def lookup(c, path):
    for step in path.split("."):
        c = c.get(step) if isinstance(c, dict) else None
    if c is None or isinstance(c, str):
        return c
    return json.dumps(c)


def about(f, member):
    """The names of what a conversation is about; none: that is not known."""
    if member:
        at = f.c
        for step in member.split("."):
            at = at.get(step) if isinstance(at, dict) else None
        return {n if isinstance(n, str) else json.dumps(n)
                for n in (at if isinstance(at, list) else [at])
                if n not in ("", None) and not isinstance(n, dict)}
    return {intent_of(t) for t in f.spoken if t["role"] in CUSTOMER} & {
        "order", "bill"}


def same_matter(total, member):
    """Of each contact, the days since and until a contact that may be on the
    same matter."""
    by = {}
    for who, starts, ends, f in total.contacts:
        by.setdefault(who, []).append((starts, ends, f, about(f, member)))
    out = {}
    for mine in by.values():
        for i, (starts, ends, f, matter) in enumerate(mine):
            def like(k):
                return not matter or not mine[k][3] or matter & mine[k][3]
            out[id(f)] = (
                matter,
                min([starts - mine[k][1] for k in range(i) if like(k)],
                    default=math.inf) / DAY,
                min([mine[k][0] - ends for k in range(i + 1, len(mine))
                     if like(k)], default=math.inf) / DAY)
    return out


def follow(records, total, groups, member=None):
    """The rates of --history."""
    starts = []
    for c in records:
        spoken = Facts(c).spoken
        starts.append(c.get("started_at") or (
            spoken[0].get("at") if spoken else None))
    end = max(ms(t) for t in starts if t)
    total.contacts.sort(key=lambda c: c[:3])
    same = same_matter(total, member)
    for f, back in windows(total.contacts, end):
        for fold in [total] + [g for g in groups.values()
                               if id(f.c) in g.mine]:
            contained = f.ending() in ("contained_resolved",
                                       "contained_assumed")
            if back[1] is not None:
                fold.share("containment_strict",
                           not f.attempted and not back[1])
                fold.share("containment_strict_resolved",
                           contained and not back[1])
                fold.share("repeat_contact", back[1])
            said = f.outcome.get("resolved")
            good = said or said is None and f.ending() in (
                "escalated_delivered", "contained_unknown")
            unknown = said is None and f.ending() == "escalated_attempted"
            if back[7] is not None and not unknown:
                fold.share("fcr", good and not back[7])
                if f.delivered:
                    fold.share("fcr_human", good and not back[7])
            matter, before, again = same[id(f)]
            if back[7] is not None and matter:
                fold.share("repeat_matter", again <= 7)
                if before > 7 and not unknown:
                    fold.share("fcr_matter", good and again > 7)
                    if f.delivered:
                        fold.share("fcr_matter_human", good and again > 7)
            if back[7] is not None:
                if contained:
                    fold.share("containment_durable", not back[7])


def check(log, report, by, history=False, member=None):
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
            fold = groups[key]
            fold.mine = getattr(fold, "mine", set()) | {id(c)}
    if history:
        follow(records, total, groups, member)
    for p in report["policies"]:
        for i, v in turn_scores(total, p["id"]).items():
            cmp.same(f"policy {p['id']} {i}", p[i]["value"], v, 0.5001e-4)
    cmp.scope("total", report, total)
    drop_off(cmp, report["drop_off"], total.leaving)
    rules(cmp, report["rules"], records)
    if "agents" in report:
        agents(cmp, report["agents"]["figures"], total.parts)
    aside = report["set_aside"]
    cmp.same("csat outside", aside["csat_outside_1_to_5"], total.strange)
    cmp.same("backwards", aside["times_running_backwards"], total.backwards)
    cmp.same("turnless", aside["escalate_without_turn"], total.turnless)
    got = {tuple(g["key"]): g for g in report["groups"]}
    if set(got) != set(groups):
        cmp.wrong.append("the groups differ")
    for key in set(got) & set(groups):
        cmp.scope(str(key), got[key], groups[key])
    print("\n".join(cmp.wrong[:20]))
    print(f"{cmp.seen} numbers, {len(cmp.wrong)} wrong")
    return 1 if cmp.wrong or cmp.seen < 100 else 0


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(check(sys.argv[2], sys.argv[3],
                       sys.argv[4] if len(sys.argv) > 4 else "",
                       "history" in sys.argv[5:], *sys.argv[6:]))
