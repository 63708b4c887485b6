"""For each command: options by chance, with the files that they name.

A plan is a dictionary: `args`; `into`, the annotation that the records come out
with, or None where something else comes out; `twice`, whether a second run
changes nothing; `parts`, whether the log may be cut into several files.
"""

import functools
import json
import pathlib
import subprocess
import tempfile

import files
import texts

PATHS = ["channel", "language", "customer.tier", "customer.segment.region", "bot.version",
         "hoff.score.queue", "hoff.score.decision", "x.y", "conversation_id", "experiment.arm",
         "turns", "channel,customer.tier", "customer.id"]
ZONES = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"]


def some(rnd, *options):
    """Each option, a list of words, with a chance of its own."""
    out = []
    for chance, words in options:
        if rnd.random() < chance:
            out += words
    return out


def with_terms(rnd, put):
    put("mine.csv", files.table(rnd, files.TERMS))


def common(rnd):
    return some(rnd, (.03, ["--max-record", rnd.choice(("1K", "100K", "9"))]),
                (.05, ["--select", rnd.choice(files.CONDITIONS)]),
                (.02, ["--strict"]), (.02, ["--max-rejects", "5%"]))


def score(rnd, put):
    args = common(rnd) + some(rnd, (.2, ["--no-model"]), (.2, ["--rule-deadline", "20"]))
    if rnd.random() < .5:
        with_terms(rnd, put)
        args += ["-r", put("rules.jq", files.rules(rnd))]
    if rnd.random() < .1:
        args += ["-m", put("model", files.model(rnd))]
    way = rnd.random()
    if way < .6:
        args += some(rnd, (.3, ["--turns"]), (.2, ["--evidence-text"]))
        return {"args": args, "into": "score", "twice": True, "parts": True}
    if way < .65:
        with_terms(rnd, put)
        names = [put(f"{i}.jq", files.rules(rnd)) for i in range(2)]
        return {"args": [rnd.choice(("--check", "--test")), "--sarif", put("sarif", b""),
                         "--format", rnd.choice(("json", "text"))][:rnd.choice((1, 1, 5))]
                        + names, "log": False}
    if way < .7:
        return {"args": args + ["--explain", "c-1"], "log": True}
    return {"args": args + rnd.choice((
        ["--rule-stats", "--format", rnd.choice(("text", "json"))],
        ["--friction", "--format", rnd.choice(("text", "json", "markdown", "csv"))],
        ["--bless"])), "parts": True}


@functools.cache
def policies(command):
    return [files.object_of(files.defaults(command, f"{p}.jq")) for p in
            ("default", "gdpr", "hipaa", "minimal", "pci", "strict")] + [files.REDACTION]


def redact(rnd, put):
    args = common(rnd)
    if rnd.random() < .4:
        args += ["-p", rnd.choice(("gdpr", "hipaa", "pci", "strict", "minimal"))]
    elif rnd.random() < .5:
        with_terms(rnd, put)
        base = rnd.choice(policies("hoff-redact"))
        args += ["-p", put("policy.jq", files.program(rnd, base))]
    args += ["--key-file", put("key", rnd.randbytes(32).hex().encode())]
    args += some(rnd, (.4, ["--spans"]), (.1, ["--scope", "corpus"]),
                 (.1, ["--only", "CARD,IBAN,NAME"]), (.1, ["--keep", ".turns[].text"]),
                 (.1, ["--keep", "URL"]), (.1, ["--only-in", ".turns.."]),
                 (.2, ["--manifest", put("manifest", b"")]))
    if rnd.random() < .15:
        return {"args": args + ["--check"]}
    return {"args": args, "into": "redact", "twice": True, "parts": True}


TARGETS = ["native", "botframework", "copilot", "twilio", "connect", "genesys", "zendesk",
           "sunshine", "salesforce", "dialogflow", "intercom", "vcon", "markdown", "text"]
SETTINGS = {"botframework": ["serviceUrl=https://x.example", "channelId=c"],
            "copilot": ["va_BotId=1"], "twilio": ["WorkflowSid=w", "Timeout=3600"],
            "connect": ["InstanceId=i"], "sunshine": ["switchboardIntegration=s"],
            "intercom": ["admin_id=7"]}


@functools.cache
def templates():
    return files.object_of(files.defaults("hoff-packet", "templates.jq"))


@functools.cache
def kb_index():
    """One that belongs to the articles as they are."""
    with tempfile.TemporaryDirectory() as folder:
        where = pathlib.Path(folder)
        rows = files.as_csv(files.ARTICLES)
        (where / "kb.csv").write_bytes(rows)
        subprocess.run(["hoff-packet", "--kb", where / "kb.csv", "--kb-index",
                        where / "index", "/dev/null"], check=True, capture_output=True)
        return (where / "index").read_bytes()


def packet(rnd, put):
    target = rnd.choice(TARGETS)
    args = common(rnd) + ["--target", target]
    for setting in SETTINGS.get(target, []):
        args += ["--set", setting]
    args += some(
        rnd, (.9, ["--unredacted"]),
        (.3, ["--limit", str(rnd.choice((100, 255, 1000, 4000)))]),
        (.2, ["--fields", rnd.choice(("reason,summary=KEY", "transcript,known",
                                      "summary,request,current,articles,message"))]),
        (.2, ["--last", str(rnd.choice((0, 1, 100000)))]),
        (.2, ["--text", str(rnd.choice((1, 80, 10000000)))]),
        (.2, ["--brief-lines", str(rnd.choice((1, 3, 50)))]),
        (.2, ["--brief-seconds", str(rnd.choice((0, 1, 1000)))]),
        (.2, ["--brief-language", rnd.choice(("de", "customer", "hi"))]),
        (.2, ["--whisper", str(rnd.choice((0, 1, 100)))]),
        (.2, ["--link", "https://x.example/{id}"]), (.2, ["--audit-transfer"]),
        (.1, ["--fail-on-cut"]),
        (.3, ["--kb", put("kb.csv", files.table(rnd, files.ARTICLES))]),
        (.1, ["--kb", put("kb.ndjson", files.article_lines(rnd))]),
        (.3, ["--crisis-numbers", put("numbers.csv", files.table(rnd, files.NUMBERS)),
              "--messages"]))
    if rnd.random() < .2:
        args += ["-t", put("templates.jq", files.program(rnd, templates()))]
    if rnd.random() < .1:
        with_terms(rnd, put)
        args += ["-r", put("rules.jq", files.rules(rnd))]
    if rnd.random() < .05:
        name = rnd.choice(("asks", "gist", "matters", "promises"))
        b = files.scramble(rnd, files.defaults("hoff-packet", f"{name}.csv"))
        args += [f"--{name}", put(f"{name}.csv", b)]
    if "--kb" in args and rnd.random() < .3:
        args += ["--kb-index", put("index", files.scramble(rnd, kb_index()))]
    way = rnd.random()
    if way < .05:
        return {"args": ["--lint", put("t.jq", files.program(rnd, templates())),
                         "--sarif", put("sarif", b"")], "log": False}
    if way < .1:
        return {"args": args + ["--audit-report"], "parts": True}
    if way < .15 and "--kb" in args:
        return {"args": args + ["--kb-eval"], "parts": True}
    return {"args": args, "into": "packet", "twice": True, "parts": True}


def route(rnd, put):
    args = common(rnd)
    if rnd.random() < .6:
        args += ["-a", put("agents.csv", files.table(rnd, files.ROSTER))]
    if rnd.random() < .5:
        with_terms(rnd, put)
        args += ["-r", put("rules.jq", files.rules(rnd))]
    if rnd.random() < .5:
        args += ["-p", put("policy.jq", files.program(rnd, files.POLICY))]
    args += some(rnd, (.3, ["--window", str(rnd.choice((0, 1, 2, 100)))]),
                 (.2, ["--hold", rnd.choice(("1", "10K", "1M"))]), (.2, ["--explain"]),
                 (.2, ["--max-wait", rnd.choice(("0.5", "60", "1e9"))]),
                 (.2, ["--max-pause", rnd.choice(("0", "1", "1e6"))]))
    form = ["--format", rnd.choice(("table", "json", "csv", "markdown")),
            "--time-zone", rnd.choice(ZONES)]
    way = rnd.random()
    if way < .5:
        return {"args": args, "into": "route", "twice": True, "parts": True}
    if way < .65:
        return {"args": args + ["--report", "--html", put("page.html", b"")] + form,
                "parts": True}
    if way < .85:
        return {"args": args + ["--staff"] + form + some(
            rnd, (.3, ["--goal", rnd.choice(("0.01", "0.5", "0.99"))]),
            (.3, ["--level", rnd.choice(("offered", "answered"))]), (.3, ["--by-weekday"]),
            (.3, ["--volume", rnd.choice(("0.01", "1.5", "30"))]),
            (.3, ["--aht", rnd.choice(("0.01", "1.5", "30"))]),
            (.3, ["--shrinkage", rnd.choice(("0", "0.3", "0.99"))]),
            (.3, ["--max-occupancy", rnd.choice(("0.01", "0.85", "1"))]),
            (.3, ["--shift-hours", rnd.choice(("0.5", "8", "24"))]),
            (.3, ["--wage", "20"])), "parts": True}
    if way < .95:
        two = [put(f"p{i}.jq", files.program(rnd, files.POLICY)) for i in range(2)]
        return {"args": args + ["-p", two[0], "-p", two[1], "--replications",
                                rnd.choice(("2", "5"))] + form, "parts": True}
    vendor, name = rnd.choice((("twilio-workflow", "workflow"), ("connect-criteria", "criteria")))
    b = json.loads((texts.ROOT / f"testdata/hoff-route/{name}.json").read_bytes())
    return {"args": ["--from", vendor, put("vendor.json", files.program(rnd, b))],
            "log": False}


@functools.cache
def definitions():
    return [files.object_of(files.defaults("hoff-kpi", f"{d}.jq"))
            for d in ("hoff", "google", "zendesk", "ibm", "genesys")]


GATES = ["containment_strict >= 30%", "handover_rate <= 50%", "containment_loose >= 1%",
         "csat > 2", "label_recall >= 10%", "to_human_s.p90 <= 120"]


def kpi(rnd, put):
    args = common(rnd) + some(
        rnd, (.2, ["--sweep"]),
        (.1, ["--capacity", "0.2"]), (.2, ["--per-agent"]), (.1, ["--mix", rnd.choice(PATHS)]),
        (.1, ["--whole-tags"]),
        (.3, ["--min-n", rnd.choice(("1", "2"))]), (.3, ["--time-zone", rnd.choice(ZONES)]),
        (.2, ["--max-groups", rnd.choice(("1", "3"))]), (.3, ["--history"]),
        (.2, ["--target", "20,email=14400"]), (.2, ["--short-abandon", "0"]),
        (.2, ["--lambda", rnd.choice(("-0.9", "0.5"))]), (.2, ["--fixed-turn", "3"]),
        (.1, ["--confidence", rnd.choice(("0.01", "0.9999"))]),
        (.2, ["--allow-inconclusive"]))
    if rnd.random() < .25:
        args += ["--ab", rnd.choice(("experiment.arm", "channel"))] + some(
            rnd, (.5, ["--unit", "customer"]), (.3, ["--pre-period", "2026-03-02T00:00:00Z"]),
            (.2, ["--covariate", "outcome.csat"]), (.2, ["--split", "1,2"]),
            (.2, ["--control", "A"]), (.2, ["--primary", "containment_loose"]),
            (.2, ["--compare", "csat,containment_loose"]), (.1, ["--peek", "10"]))
    else:
        args += some(
            rnd, (.5, ["--by", rnd.choice(PATHS)]), (.2, ["--fair-by", rnd.choice(PATHS)]),
            (.3, ["--every", rnd.choice(("1h", "1d", "1w"))]), (.2, ["--top", "2"]))
    if rnd.random() < .2:
        args += ["--definitions", rnd.choice((
            "google", "ibm", put("own.jq", files.program(rnd, rnd.choice(definitions())))))]
    if rnd.random() < .2:
        args += ["--cost", put("prices.jq", files.program(rnd, files.COSTS))]
    if rnd.random() < .25:
        return {"args": args + ["--partial"], "parts": True, "merge": True}
    args += some(rnd, (.3, ["--gate", rnd.choice(GATES)]))
    return {"args": args + ["--html", put("page.html", b""), "--format", rnd.choice((
        "table", "json", "csv", "markdown", "junit", "github", "prometheus", "openmetrics"))],
            "parts": True}


def diff(rnd, put):
    args = common(rnd) + some(
        rnd, (.4, ["--by", rnd.choice(PATHS)]), (.2, ["--top", "2"]),
        (.2, ["--max-groups", "2"]), (.3, ["--changed", put("changed", b"")]),
        (.3, ["--gate", rnd.choice(("recall >= 0.5", "escalated.delta <= 2%", "n >= 3",
                                    "queue.changed <= 0", "gtt2.delta > 0", "turn < 3"))]),
        (.3, ["--confidence", "0.5"]), (.3, ["--window", rnd.choice(("1", "5"))]),
        (1, ["--format", rnd.choice(("table", "json", "markdown", "junit", "github"))]))
    if rnd.random() < .5:
        with_terms(rnd, put)
        args += ["-r", put("new.jq", files.rules(rnd))]
        return {"args": args, "parts": True}
    return {"args": args, "two": True}


PRESETS = ["botframework", "botpress", "chatwoot", "connect-realtime", "contact-lens",
           "copilot-studio", "csv", "dialogflow-cx", "freshchat", "genesys", "google-insights",
           "intercom", "lex-v2", "liveperson", "openai", "rasa", "sunshine", "twilio", "vcon",
           "zendesk-chat", "whatsapp", "canonical"]


@functools.cache
def exports():
    return files.exports()


def importing(rnd, put):
    name, b = rnd.choice(exports())
    log = files.export(rnd, name, b)
    if rnd.random() < .02:
        log = log.decode("utf8", "replace").encode("utf-16")
    preset = max((p for p in PRESETS if name.startswith(p)), key=len, default="csv")
    args = common(rnd) + ["--from", rnd.choice((preset,) * 6 + ("auto", rnd.choice(PRESETS)))]
    args += some(
        rnd, (.15, ["--by-mapping"]), (.2, ["--keep-source"]), (.1, ["--fresh"]),
        (.2, ["--session-gap", rnd.choice(("1", "3600"))]),
        (.2, ["--stitch", rnd.choice(("1", "1e6"))]),
        (.2, ["--ids", put("ids.csv", files.table(rnd, files.IDS))]),
        (.1, ["--sorted", "--window", rnd.choice(("1", "3"))]),
        (.2, ["--memory", rnd.choice(("64K", "1M"))]), (.1, ["--encoding", "windows-1252"]),
        (.2, ["--time-zone", rnd.choice(ZONES)]),
        (.2, ["--date-order", rnd.choice(("dmy", "mdy", "ymd"))]),
        (.2, ["--role", "Bot=bot"]), (.1, ["--delimiter", rnd.choice((";", ",", "|"))]),
        (.1, ["--map", rnd.choice(("text=message", "role=sender,text=message",
                                   "conversation_id=id,at=time"))]),
        (.03, ["--validate"]))
    if rnd.random() < .05:
        mapping = files.scramble(rnd, files.defaults("hoff-import", f"{rnd.choice(PRESETS[:-2])}.jq"))
        args += ["--mapping", put("own.jq", mapping)]
    return {"args": args, "own_log": log, "conversations": True}


COMMANDS = {"hoff-score": score, "hoff-redact": redact, "hoff-packet": packet,
            "hoff-route": route, "hoff-kpi": kpi, "hoff-diff": diff,
            "hoff-import": importing}


def needs_annotations(command):
    return command in ("hoff-packet", "hoff-route", "hoff-kpi", "hoff-diff")
