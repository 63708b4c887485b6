"""Recompute what hoff-score prints from what it prints; conversations on
standard input, one line for each thing that does not add up."""

import json
import math
import sys

LEAVING = {  # as the manual gives them
    "fallback_streak": 0.6, "bot_repeats": 0.3, "rephrases": 0.4,
    "loops": 0.6, "negative_feedback": 1.0, "sentiment_trend": -1.2,
    "bot_wait_s": 0.01, "closing": -2.0,
}


def logistic(x):
    return 1 / (1 + math.exp(-x))


def signal(signals, path):
    for name in path.split("."):
        signals = signals[name]
    return signals


def felt(x):
    """Of what a model may add to: a trace adds nothing."""
    return 0 if abs(x or 0) < 0.05 else x


def same(a, b):
    return abs(a - b) <= 0.5e-4 + 1e-12


def check(conversation):
    score = conversation["hoff"]["score"]
    signals = score["signals"]
    parts = score["contributions"]
    total = sum(p["contribution"] for p in parts)
    if not same(logistic(total), score["readiness"]):
        yield f"readiness {score['readiness']}, not {logistic(total)}"
    if signals["readiness"] != score["readiness"]:
        yield "two values of readiness"
    for p in parts[1:]:
        start = 1 if p["signal"] == "confidence" else 0
        if p["value"] != signal(signals, p["signal"]):
            yield f"{p['signal']}: not the signal's value"
        if not same(p["weight"] * (p["value"] - start), p["contribution"]):
            yield f"{p['signal']}: weight times value is something else"
    counted = {**signals, "negative_feedback": felt(signals["negative_feedback"]),
               "closing": felt(signals["closing"])}
    leaving = -2.5 + sum(w * (counted[name] or 0)
                         for name, w in LEAVING.items())
    if not same(logistic(leaving), signals["dropoff_risk"]):
        yield f"dropoff_risk {signals['dropoff_risk']}, not {logistic(leaving)}"
    mood = 0
    for step in score.get("trajectory", []):
        mood = 0.4 * felt(step["signals"]["sentiment"]) + 0.6 * mood
        if abs(mood - step["signals"]["sentiment_trend"]) > 2e-4:
            yield f"sentiment_trend at turn {step['turn']}, not {mood}"
    for reason in score["reasons"]:
        for e in reason["evidence"]:
            text = conversation["turns"][e["turn"]].get("text") or ""
            if not 0 <= e["start"] < e["end"] <= len(text):
                yield f"{reason['rule']}: evidence outside its turn"
    seen = [f["turn"] for f in score["friction"]]
    if score["decision"] == "contain" and score["reasons"]:
        yield "reasons for nothing"
    if any(not 0 <= t < len(conversation["turns"]) for t in seen):
        yield "friction outside the conversation"


bad = n = 0
for line in sys.stdin:
    record = json.loads(line)
    n += 1
    for what in check(record):
        print(f"{record['conversation_id']}: {what}")
        bad += 1
if n == 0:
    print("no conversations")
sys.exit(bad > 0 or n == 0)
