"""What hoff-import gives, hoff-score takes: a value of another type at each
place of each preset's example is rejected, told or mended where it comes in.
"""
import copy
import json
import random
import subprocess

random.seed(11)
ODD = [True, 1.5, "x", [], [None], {"a": 1}, [{"a": [1]}]]


def run(*args, **more):
    return subprocess.run(args, capture_output=True, check=False, **more)


def places(value, path=()):
    inside = (value.items() if isinstance(value, dict) else
              enumerate(value) if isinstance(value, list) else ())
    for key, inner in inside:
        yield path + (key,)
        yield from places(inner, path + (key,))


def put(record, path, value):
    record = copy.deepcopy(record)
    at = record
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return json.dumps(record)


records, n_odd, n_bad = b"", 0, 0
for line in run("hoff-import", "--list").stdout.decode().splitlines():
    preset = line.split()[0]
    described = run("hoff-import", "--describe", preset).stdout.decode()
    example = next(line[len("#: example "):] for line in described.splitlines()
                   if line.startswith("#: example"))
    if preset == "canonical" or not example.startswith("{"):
        continue
    example = json.loads(example)
    odd = [put(example, path, value) for path in places(example)
           for value in random.sample(ODD, 4)]
    made = run("hoff-import", "--from", preset, input="\n".join(odd).encode())
    assert made.returncode in (0, 3), made.stderr
    n_odd += len(odd)
    n_bad += made.stderr.count(b": bad-type: what becomes '")
    records += made.stdout
taken = run("hoff-score", "-o", "/dev/null", "--strict", input=records)
assert taken.returncode == 0, taken.stderr
assert n_odd > 700 and n_bad > 5 and len(records) > 40000, (
    n_odd, n_bad, len(records))
