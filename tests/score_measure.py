#!/usr/bin/env python3
"""What hoff-score reaches on public labels: for people, no test.

usage: score_measure.py DATA [--only PART] [--show N]

DATA holds intents/*.tsv and dialogues/*.ndjson.gz; PART is requests, everyday
or decisions.  Nothing is tuned on the rows named dev.  Prints tables; --show
adds up to N texts of each kind of error (of public data, never of a log).
"""
import argparse
import gzip
import json
import os
import subprocess

# label -> it asks for a person; unnamed labels do not
ASKS = {
    "bitext": {"contact_human_agent"},
    "rasa_helpdesk": {"human_handoff"},
    "rasa_financial": {"human_handoff"},
    "watson_banking": {"Help-Connect_to_Agent"},
    "rasa_carbon": set(),
    "clinc150": set(),
    "hwu64": set(),
    "banking77": set(),
}
# may be either: left out
UNSURE = {"contact_customer_service", "complaint"}
SAFETY = {"self_harm": 0.5, "violence": 0.8, "medical": 0.8, "child": 0.8}
EVERYDAY = ("multidogo", "taskmaster4", "sgd_dev", "star", "babi6_train")


def score(records, *args):
    data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    done = subprocess.run(["hoff-score", *args], input=data.encode(),
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["hoff"]["score"]
            for line in done.stdout.decode().split("\n") if line]


def one_turn(text, language="en"):
    return {"conversation_id": "x", "language": language,
            "turns": [{"role": "customer", "text": text}]}


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f][1:]


def ratio(a, b):
    return a / b if b else float("nan")


def requests(data, show):
    files = [(f"{name}.{part}.tsv", "en", asks) for name, asks in ASKS.items()
             for part in ("train", "dev")]
    files += [(f"ms_lu_{lang}.train.tsv", lang, {"Escalate"})
              for lang in ("en", "de", "es", "fr", "it")]
    print(f"{'human_request >= 0.5':28}{'asks':>6}{'others':>8}"
          f"{'P':>8}{'R':>8}{'F1':>8}{'false':>7}")
    total = [0, 0, 0]
    for name, lang, asks in files:
        path = os.path.join(data, "intents", name)
        if not os.path.exists(path):
            continue
        kept = [r for r in rows(path) if r[1] not in UNSURE]
        got = score([one_turn(r[0], lang) for r in kept])
        hit = [s["signals"]["human_request"] >= 0.5 for s in got]
        is_it = [r[1] in asks for r in kept]
        tp = sum(h and i for h, i in zip(hit, is_it))
        fp = sum(h and not i for h, i in zip(hit, is_it))
        fn = sum(i and not h for h, i in zip(hit, is_it))
        total = [total[0] + tp, total[1] + fp, total[2] + fn]
        print(f"{name:28}{sum(is_it):6}{len(kept) - sum(is_it):8}"
              f"{ratio(tp, tp + fp):8.3f}{ratio(tp, tp + fn):8.3f}"
              f"{ratio(2 * tp, 2 * tp + fp + fn):8.3f}{fp:7}")
        wrong = {"miss": [r for h, i, r in zip(hit, is_it, kept)
                          if i and not h],
                 "false": [r for h, i, r in zip(hit, is_it, kept)
                           if h and not i]}
        for kind in wrong:
            for text, label in wrong[kind][:show]:
                print(f"    {kind} {label}: {text}")
    tp, fp, fn = total
    print(f"{'all':28}{tp + fn:6}{'':8}{ratio(tp, tp + fp):8.3f}"
          f"{ratio(tp, tp + fn):8.3f}"
          f"{ratio(2 * tp, 2 * tp + fp + fn):8.3f}{fp:7}")


def everyday(data, show):
    print(f"\n{'per 1,000 customer turns':18}{'turns':>8}{'request':>9}" +
          "".join(f"{k:>10}" for k in SAFETY))

    def line(name, turns, got):
        n = max(1, len(turns))
        request = [t for t, s in zip(turns, got)
                   if s["signals"]["human_request"] >= 0.5]
        alarms = {k: [t for t, s in zip(turns, got)
                      if s["signals"]["safety"][k] >= at]
                  for k, at in SAFETY.items()}
        print(f"{name:18}{len(turns):8}{1000 * len(request) / n:9.2f}" +
              "".join(f"{1000 * len(a) / n:10.2f}" for a in alarms.values()))
        for kind, those in [("request", request), *alarms.items()]:
            for text in those[:show]:
                print(f"    {kind}: {text}")

    for name in EVERYDAY:
        with gzip.open(f"{data}/dialogues/{name}.ndjson.gz", "rt",
                       encoding="utf-8") as f:
            turns = [t["text"] for c in f for t in json.loads(c)["turns"]
                     if t["role"] == "customer"]
        line(name, turns, score([one_turn(t) for t in turns]))
    for name in ("clinc150", "banking77", "hwu64"):
        turns = [r[0] for r in rows(f"{data}/intents/{name}.train.tsv")]
        line(name, turns, score([one_turn(t) for t in turns]))


def decisions(data):
    names = ("escalate", "watch", "contain")
    print(f"\n{'decisions':18}" + "".join(f"{n:>10}" for n in names))
    for name in EVERYDAY + ("cucom", "dbdc3_dev"):
        with gzip.open(f"{data}/dialogues/{name}.ndjson.gz", "rt",
                       encoding="utf-8") as f:
            got = [s["decision"] for s in score([json.loads(c) for c in f])]
        print(f"{name:18}" + "".join(f"{got.count(n):10}" for n in names))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data")
    p.add_argument("--show", type=int, default=0)
    p.add_argument("--only")
    o = p.parse_args()
    if o.only in (None, "requests"):
        requests(o.data, o.show)
    if o.only in (None, "everyday"):
        everyday(o.data, o.show)
    if o.only in (None, "decisions"):
        decisions(o.data)


if __name__ == "__main__":
    main()
