#!/usr/bin/env python3
"""Whole commands on input by chance: logs, options, and the files they name.

usage: storm.py [--seconds N] [--keep FOLDER] [--records N] SEED ROUNDS [COMMAND]...

Round i of a seed is always the same, whatever ran before it; "SEED:I" for SEED
does that one alone.  Each round makes a log and a plan (options.py), runs the
command in the PATH, and holds it to what every command promises:

  - it ends by itself, with a status it may have, in time; a sanitizer's report
    has a status of its own
  - what it says on standard error are lines of its own, with nothing that was
    said in a conversation
  - every record is written, rejected and named, or filtered, and counted; a
    record that comes out has the members of the one that came in, in their
    order, each with its bytes but for what hoff-redact takes out; and is JSON
  - two threads on the log cut in two, one part of it packed, write the same
  - a second run over what was written changes nothing
  - a partial of hoff-kpi merges, and a spoilt one is refused or merges

What breaks a promise is told with its round; --keep copies its files.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import files  # noqa: E402
import options  # noqa: E402
import records  # noqa: E402
import texts  # noqa: E402

sys.setrecursionlimit(20000)
SANITIZER = 99
os.environ["ASAN_OPTIONS"] = (f"exitcode={SANITIZER}:allocator_may_return_null=1:"
                              + os.environ.get("ASAN_OPTIONS", ""))
os.environ["UBSAN_OPTIONS"] = f"exitcode={SANITIZER}:print_stacktrace=1"
SLOW_S = 60  # of processor time


class Broken(Exception):
    """A promise that was not kept."""


def demand(good, what):
    if not good:
        raise Broken(what)


def limit_time():
    resource.setrlimit(resource.RLIMIT_CPU, (SLOW_S, SLOW_S + 5))


def run(args, feed=None):
    p = subprocess.run(args, input=feed, capture_output=True, check=False,
                       preexec_fn=limit_time)
    err = p.stderr.decode("utf8", "replace")
    demand(p.returncode != -signal.SIGXCPU, f"still at work after {SLOW_S} s")
    demand(0 <= p.returncode <= 3, f"status {p.returncode}: {err[-3000:]}")
    for s in err.rstrip("\n").split("\n") if err else []:
        demand(s.startswith(args[0] + ":"), f"somebody else's words: {s[:500]}")
    demand(texts.SECRET not in err, "standard error quotes what was said")
    demand(p.returncode != 2 or err, "status 2 without a word")
    return p.returncode, p.stdout, err


# A record that came in and one that comes out.

class Number(str):
    """As it is written."""


def read(b):
    return json.loads(b, object_pairs_hook=lambda pairs: ("{", pairs),
                      parse_int=Number, parse_float=Number,
                      parse_constant=lambda c: demand(False, f"{c} is no JSON"))


def is_object(v):
    return isinstance(v, tuple)


def without(pairs, into):
    """The members of a record, without one annotation, nor hoff if it has no
    other."""
    out = []
    for k, v in pairs:
        if k == "hoff":
            if v is None:
                continue
            demand(is_object(v), "hoff is no object, and was accepted")
            v = ("{", [m for m in v[1] if m[0] != into])
            if not v[1]:
                continue
        out.append((k, v))
    return out


def shape(v):
    """What hoff-redact leaves of a value: its structure."""
    if is_object(v):
        return ("{", [shape(m) for _, m in v[1]])
    if isinstance(v, list):
        return [shape(e) for e in v]
    return v if v is None or isinstance(v, bool) else "scalar"


def compare(was, now, into):
    demand(is_object(now), "no object came out")
    a, b = without(was[1], into), without(now[1], into)
    if into == "redact":
        a, b = shape(("{", a)), shape(("{", b))
    demand(a == b, "another record came out than went in")


def aligned(lines, out, stats, rejects, into):
    """Whether each line is out, rejected or filtered."""
    bad = {r["line"] for r in rejects}
    numbered = [(i, s) for i, s in enumerate(lines, 1) if s.strip(b" \t\r")]
    demand(stats["in"] == len(numbered), f"{stats['in']} of {len(numbered)} lines seen")
    demand(stats["rejected"] == len(bad), "rejects are not those counted")
    outs = out.split(b"\n")
    demand(outs.pop() == b"", "the last line has no end")
    demand(stats["in"] == stats["out"] + stats["rejected"] + stats["filtered"],
           f"the sum is wrong: {stats}")
    demand(len(outs) == stats["out"], f"{len(outs)} lines out, {stats['out']} counted")
    if stats["filtered"]:
        for s in outs:
            read(s)
        return
    good = [s for i, s in numbered if i not in bad]
    for was, now in zip(good, outs):
        compare(read(was), read(now), into)


# The rounds.

class Round:
    def __init__(self, seed, i, commands, n_records, base, folder):
        self.rnd = random.Random(f"{seed}:{i}")
        self.command = commands[i % len(commands)]
        self.n, self.base, self.folder = n_records, base, folder

    def put(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        return str(path)

    def log(self):
        rnd = self.rnd
        if rnd.random() < .08:
            return [records.line(rnd, records.monster(rnd, rnd.choice((60000, 60000, 300000, 2000000))))
                    .replace(b"\n", b" ")]
        base = self.base if options.needs_annotations(self.command) else records.real()
        lines = records.log(rnd, rnd.choice((1, self.n, self.n)), base)
        return lines + rnd.choice(([], [b""], [b" "], lines[:1]))

    def go(self):
        plan = options.COMMANDS[self.command](self.rnd, self.put)
        self.args = [self.command] + plan["args"]
        if "own_log" in plan:
            return self.conversations(plan)
        if not plan.get("log", True):
            return run(self.args)
        lines = self.log()
        whole = b"\n".join(lines) + self.rnd.choice((b"\n", b""))
        where = self.put("log", whole)
        if plan.get("two"):
            other = self.put("other", b"\n".join(
                self.rnd.sample(lines, len(lines)) + self.log()))
            return run(self.args + [where, other])
        args = self.args + ["-j1", "--stats", self.put("stats", b""),
                            "--reject", self.put("rejects", b"")]
        status, out, _ = run(args + [where])
        if status == 2:
            return status, out, ""
        if plan.get("into"):
            stats = json.loads((self.folder / "stats").read_bytes())
            rejects = [json.loads(s) for s in (self.folder / "rejects").read_bytes().splitlines()]
            aligned(lines, out, stats, rejects, plan["into"])
        if plan.get("parts") and "--strict" not in args and "--max-rejects" not in args:
            demand(run(self.args + ["-j2"] + self.cut(whole))[1] == out,
                   "two threads on two files write something else")
        # what comes out may be longer than --max-record
        if plan.get("twice") and "--max-record" not in args:
            again = run(self.args + ["-j1", self.put("once", out)])
            demand(again[1] == out, "a second run changes something")
        if plan.get("merge"):
            self.merge(out)
        return status, out, ""

    def cut(self, whole):
        """The log as two files, cut behind a line, the second packed."""
        at = whole.find(b"\n", self.rnd.randint(0, len(whole))) + 1
        return [self.put("first", whole[:at]),
                self.put("second.gz", gzip.compress(whole[at:], 1))]

    def merge(self, partial):
        run(["hoff-kpi", "--merge", self.put("partial", partial)])
        run(["hoff-kpi", "--merge", self.put(
            "spoilt", files.scramble(self.rnd, partial))])
        rows = [json.loads(s) for s in partial.splitlines()]
        for row in rows:
            if self.rnd.random() < .2:
                records.spoil(self.rnd, row, 1)
        spoilt = self.put("spoilt", b"\n".join(records.line(self.rnd, r) for r in rows) + b"\n")
        run(["hoff-kpi", "--merge", spoilt])
        run(["hoff-kpi", self.rnd.choice(("--baseline", "--against")), spoilt,
             str(self.folder / "log")])

    def conversations(self, plan):
        where = self.put("log", plan["own_log"])
        status, out, _ = run(self.args + ["-j1", where])
        if status == 2:
            return status, out, ""
        demand(run(self.args + ["-j2", where])[1] == out, "two threads write something else")
        for s in out.splitlines():
            read(s)
        if "--validate" not in self.args and out:
            status, _, err = run(["hoff-score", "-o", os.devnull, self.put("out", out)])
            demand(status == 0, f"hoff-score does not take it: {err[:300]}")
        return status, out, ""


def annotated():
    """Our own records as the filters leave them, to be spoilt."""
    log = b"\n".join(json.dumps(r).encode() for r in records.real())
    for command in ("hoff-score", "hoff-route", "hoff-redact", "hoff-packet"):
        more = ["--window", "0"] if command == "hoff-route" else []
        log = run([command, *more], log)[1]
    return [json.loads(s) for s in log.splitlines()]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seconds", type=float, default=1e9)
    p.add_argument("--records", type=int, default=60)
    p.add_argument("--keep", type=pathlib.Path)
    p.add_argument("seed")
    p.add_argument("rounds", type=int)
    p.add_argument("commands", nargs="*", default=list(options.COMMANDS))
    o = p.parse_args()
    seed, only = re.fullmatch(r"(\d+)(?::(\d+))?", o.seed).groups()
    commands = o.commands or list(options.COMMANDS)
    base = annotated()
    end = time.monotonic() + o.seconds
    done = failed = could_not = 0
    slowest = 0, ""
    for i in [int(only)] if only else range(o.rounds):
        if time.monotonic() > end:
            break
        folder = pathlib.Path(tempfile.mkdtemp(prefix="storm."))
        r = Round(seed, i, commands, o.records, base, folder)
        begun = time.monotonic()
        try:
            could_not += r.go()[0] == 2
        except Broken as e:
            failed += 1
            print(f"{seed}:{i} {' '.join(getattr(r, 'args', [r.command]))}\n  {e}", flush=True)
            if o.keep:
                shutil.copytree(folder, o.keep / f"{seed}.{i}.{r.command}", dirs_exist_ok=True)
        shutil.rmtree(folder)
        done += 1
        slowest = max(slowest, (round(time.monotonic() - begun, 1), f"{i} {r.command}"))
    print(f"{done} rounds, {could_not} could not run, {failed} failed; "
          f"the slowest took {slowest[0]} s: {slowest[1]}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
