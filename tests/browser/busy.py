"""busy.py N SEED SHIFT [NAME] - N conversations of a month in which all happens

Every table and every drawing of hoff-kpi has something to show: languages,
arms, agents, labels, readiness, waits, scores of customers, people who leave.
SHIFT (0 to 1) is how far the world has moved: more invoices, longer waits.
NAME is what one of the languages, intents, rules, channels, agents and kinds
of friction is called, as nobody would call it who meant well.
"""

import json
import math
import random
import sys
import time

n, seed, shift = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
NAME = sys.argv[4] if len(sys.argv) > 4 else "other"
rnd = random.Random(seed)
START = 1772323200 + (0 if shift else -30 * 86400)  # 1 March 2026, or before
LANGUAGES = {"en": 50, "de": 20, "sw": 12, "fr": 9, "pt-BR": 6, NAME: 4,
             "cy": 0.4}
CHANNELS = {"webchat": 50, "whatsapp": 28, "voice": 15, NAME: 7}
INTENTS = {"track_order": 30, "invoice": 14 + 30 * shift, "card_lost": 12,
           "cancel_contract": 9, "opening_hours": 9, "change_address": 8,
           "fallback": 8, NAME: 5}
RULES = ["asked-for-a-person", "third-fallback", "angry-and-stuck", "churn",
         "gold-and-unhappy", "fraud", NAME]


def rfc3339(at):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def pick(weights):
    return rnd.choices(list(weights), list(weights.values()))[0]


def conversation(i):
    language, intent = pick(LANGUAGES), pick(INTENTS)
    hard = {"track_order": -1.4, "opening_hours": -2.2}.get(intent, 0.2)
    hard += rnd.gauss(0, 1.2) + (0.5 if language == "sw" else 0)
    needs = rnd.random() < 1 / (1 + math.exp(-hard))
    arm = rnd.choice(["A", NAME])
    readiness = 1 / (1 + math.exp(-(1.3 * hard + rnd.gauss(0, 0.9))))
    escalate = readiness >= 0.7
    now = START + rnd.randrange(28 * 86400)
    now += round(3600 * rnd.gauss(2, 3))
    start, turns, events = now, [], []
    count = 1 + min(11, int(rnd.expovariate(0.32)))
    at = rnd.randrange(count)
    for k in range(count):
        turns.append({"role": "customer", "at": now, "text": "...",
                      "intent": {"name": intent}})
        now += 2 + rnd.randrange(4)
        turns.append({"role": "bot", "at": now,
                      "text": "Which one is it?" if k + 1 < count else "Done."})
        now += 4 + int(rnd.expovariate(1 / 25))
    left = tried = met = False
    if rnd.random() < (0.75 if needs else 0.12):
        tried = True
        events.append({"type": "handoff_requested", "at": now,
                       "by": rnd.choice(["customer", "bot", "bot"])})
        wait = rnd.lognormvariate(4 + shift - (0.4 if arm != "A" else 0), 1)
        if wait > rnd.lognormvariate(5.6, 0.7):
            left = True
            events.append({"type": "abandoned", "at": now + wait / 2})
        elif rnd.random() < 0.05:
            events.append({"type": "handoff_failed", "at": now + 1,
                           "reason": rnd.choice(["out_of_hours", "no_agent"])})
        else:
            met = True
            now += round(wait)
            for k in range(1 + rnd.randrange(4)):
                turns.append({"role": "agent", "at": now, "text": "...",
                              "agent_id": rnd.choice([NAME, "a-1", "a-2", "a-3"])})
                now += 30 + rnd.randrange(200)
                turns.append({"role": "customer", "at": now, "text": "..."})
                now += 20 + rnd.randrange(60)
    elif needs and rnd.random() < 0.6:
        left = True
        events.append({"type": "abandoned", "at": now})
    outcome = {}
    if rnd.random() < 0.7:
        outcome["resolved"] = not left and rnd.random() < 0.85
        outcome["closed_by"] = rnd.choice(["customer", "customer", "timeout"])
    if rnd.random() < 0.3:
        glad = (3.6 if not needs or met else 2.2) + (0.3 if arm != "A" else 0)
        outcome["csat"] = max(1, min(5, round(rnd.gauss(glad, 1))))
        outcome["nps"] = max(0, min(10, round(rnd.gauss(2 * glad, 2))))
        outcome["ces"] = max(1, min(7, round(rnd.gauss(1.2 * glad, 1.4))))
    if met:
        outcome["wrap_up_s"] = rnd.randrange(120)
        outcome["hold_s"] = rnd.choice([0, 0, 15, 40])
    score = {"decision": "escalate" if escalate else
             "watch" if readiness > 0.45 else "contain",
             "readiness": round(readiness, 4),
             "turn": 2 * at if escalate else None,
             "at": rfc3339(turns[2 * at]["at"]) if escalate else None,
             "friction": [{"kind": rnd.choice(["fallback", "loop", NAME]),
                           "turn": 0}] if needs and rnd.random() < 0.6 else []}
    if escalate:
        score["reasons"] = [{"rule": r, "turn": 2 * at} for r in
                            rnd.sample(RULES, rnd.choice([1, 1, 2]))]
    hoff = {"score": score}
    if escalate:
        hoff["route"] = {"outcome": "assigned", "queue": intent,
                         "wait_s": round(rnd.lognormvariate(3.4 + shift, 1), 1),
                         "target_met": rnd.random() < 0.8}
    labels = {"escalate": needs}
    if needs:
        labels["turn"] = 2 * rnd.randrange(count)
    record = {
        "conversation_id": f"b-{i}", "channel": pick(CHANNELS),
        "language": language, "started_at": start,
        "customer": {"id": f"u-{rnd.randrange(n)}",
                     "tier": rnd.choice(["basic", "basic", "gold"])},
        "experiment": {"arm": arm}, "turns": turns, "events": events,
        "outcome": outcome, "hoff": hoff}
    if rnd.random() < 0.6:
        record["labels"] = labels
    return record


for number in range(n):
    print(json.dumps(conversation(number)))
