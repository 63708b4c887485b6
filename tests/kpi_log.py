"""Logs by chance, with what is odd in them, for kpi_oracle.py."""

import json
import random
from datetime import datetime, timedelta, timezone

from kpi_facts import CUSTOMER


def generate(n, seed):
    """Logs in which everything that may be missing sometimes is."""
    rnd = random.Random(seed)
    start = datetime(2026, 3, 1, tzinfo=timezone.utc)

    def maybe(p):
        return rnd.random() < p

    for i in range(n):
        now = start + timedelta(minutes=i * 40000 // n)
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
                                    "really?)", "It is AB-1234.",
                                    "ab1234, joe@example.org!"])
            if maybe(0.3):
                t["intent"] = {"name": rnd.choice(
                    ["Default Fallback Intent", "no_match", "order", "bill",
                     "bill", "Talk_To.Agent", "smalltalk.joke", "thanks"])}
            if t["role"] == "agent" and maybe(0.7):
                t["agent_id"] = rnd.choice(["a-1", "a-2", 3])
            if maybe(0.05):
                t["private"] = True
            turns.append(t)
        c = {"conversation_id": f"g-{i}", "turns": turns}
        if maybe(0.9):
            c["channel"] = rnd.choice(["web", "voice", "mail"])
        if maybe(0.5):
            c["customer"] = {"plan": rnd.choice(["gold", None, 7, True]),
                             "id": f"u-{rnd.randint(0, n // 6)}"}
        if clock and maybe(0.6):  # it happens meanwhile
            now = start + timedelta(minutes=i * 40000 // n)
        events = []
        while maybe(0.7):
            e = {"type": rnd.choice([
                "handoff_requested", "handoff_requested", "handoff_failed",
                "handoff_accepted", "agent_joined", "returned_to_bot",
                "abandoned", "closed", "handoff_offered", "survey_sent"])}
            e.update(at() if maybe(0.8) else {})
            if maybe(0.6):
                e["by"] = rnd.choice(["customer", "bot", "visitor"])
            if maybe(0.3):
                e["reason"] = rnd.choice(["out_of_hours", "no_agent", 7])
            events.append(e)
        if maybe(0.1):
            rnd.shuffle(events)
        if events:
            c["events"] = events
        if maybe(0.2):
            c["ended_at"] = (now + timedelta(minutes=rnd.choice(
                [0, 30]))).isoformat(timespec="milliseconds")
        o = {}
        if maybe(0.5):
            o["resolved"] = rnd.choice([True, False, None])
        if maybe(0.4):
            o["csat"] = rnd.choice([0, 1, 2, 3, 4, 4.5, 5, 10])
        if maybe(0.4):
            o["nps"] = rnd.choice([0, 6, 7, 8, 9, 10, 11, -1, 9.5])
        if maybe(0.4):
            o["ces"] = rnd.choice([0, 1, 4, 5, 7, 8, None])
        if maybe(0.5):
            o["about"] = rnd.choice(["bill", ["order", "bill"], [], "", 7,
                                     None, {"x": 1}, ["order", None, "7"]])
        if maybe(0.4):
            o["closed_by"] = rnd.choice(["customer", "bot", "timeout"])
        if maybe(0.4):
            o["wrap_up_s"] = rnd.choice([0, 12.5, 90, -1])
        if maybe(0.4):
            o["hold_s"] = rnd.choice([0, 3.25, 40])
        if maybe(0.4):
            o["active_s"] = rnd.choice([0, 17.5, 200, -2, 1e9])
        if o:
            c["outcome"] = o
        if maybe(0.5):
            c["labels"] = {"escalate": maybe(0.5)}
            if maybe(0.6):
                c["labels"]["turn"] = rnd.randint(0, 3)
            elif maybe(0.5):
                c["labels"]["turns"] = sorted({
                    rnd.randint(0, 3) for _ in range(rnd.randint(1, 3))})
        hoff = {}
        if maybe(0.8):
            hoff["score"] = annotation_score(rnd, maybe, turns)
        if maybe(0.5):
            hoff["route"] = {
                "outcome": rnd.choice(["assigned", "assigned", "abandoned",
                                       "unserved", "not_routed", 3]),
                "wait_s": rnd.choice([0, 1.5, 20, 59.999, 300, None, "x"]),
                "target_met": rnd.choice([True, False, None]),
                "reason": rnd.choice(["closed", "full", 7])}
            if maybe(0.2):
                hoff["route"]["called_back"] = maybe(0.5)
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
        s["friction"] = [{"kind": rnd.choice(
            ["fallback", "loop", "rephrase", "negative_feedback"]),
            "turn": 0} for _ in range(rnd.randint(0, 3))]
    if maybe(0.5):
        s["trajectory"] = [
            {"turn": i, "signals": {"sentiment": rnd.randint(-9, 9) / 10}}
            for i, t in enumerate(turns) if t["role"] in CUSTOMER]
    if maybe(0.5):
        s["reasons"] = [{"rule": rule, "evidence": [
            {"turn": rnd.choice([0, 1, 2, 99]), "signal": rnd.choice(
                ["human_request", "anger"])}]}
            for rule in rnd.choice([["asked"], ["asked", "stuck"],
                                    ["angry", "angry"], ["churn", "stuck"]])]
    return s
