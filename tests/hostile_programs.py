#!/usr/bin/python3
"""Programs that try to bring libjq down, as rules of one hoff-score.

usage: hostile_programs.py COUNT [SEED [RULES]]

Every function that the jq in the path knows is called, in turn, with inputs and
arguments that have brought some version of it down, or might: NaN, infinities,
numbers beyond every integer, huge, deep and empty things, broken times, greedy
regular expressions.  COUNT programs run RULES at a time.  Each run has to end
with status 0 and its record written, beside a rule that fires whatever the
others do; and every rule that was given up has to be named and counted.  Those
that do not compile are refused by name, and left out.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

VALUES = [
    'null', 'true', '0', '-0', '1', '-1', '0.5', 'nan', 'infinite',
    '-infinite', '1e18', '-1e18', '9223372036854775807',
    '-9223372036854775808', '2147483647', '2147483648', '-2147483649',
    '4294967296', '1e308', '5e-324', '1e1000', '9007199254740993', '""', '"a"',
    '"\\u0000"', '"a\\u0000b"', '"\\ud83d"', '"\\uffff"', '"é😀"', '"%"',
    '"%s%n%99999999d"', '"(a+)+$"', '"(?<x>a)|(?<x>b)"', '"("', '"[[:alpha:"',
    '"a{1,99999}"', '"nan"', '"1e1000"', '"-"', '"[[[[[[[[["',
    '"2015-02-31T25:61:61Z"', '"gx"', '"/"', '("a" * 40 + "!")',
    '("ab" * 100000)', '(" " * 1e6)', '[]', '[nan]', '[null]', '[[]]', '{}',
    '[infinite, -infinite]', '[1e18, 1e18]', '[2e9, 2e9, 2e9, 2e9, 2e9, 2e9]',
    '[1e300, 13, -1, 25, 61, 1e10, 8, 367]', '["a", null, {}, [], 1]',
    '[1114112, -1, 55296]', '[range(1e5)]', '[range(3e5) | tostring]',
    '{"a": null}', '{"": {"": {"": 1}}}', '{"name": 1, "value": {}}',
    '[{"key": null}, {"name": []}, 1]', '[[0], [1, [2]], []]',
    '[["a"], ["a", "b", 1e18]]', '[[-1], 5]', '{"start": nan, "end": 1e18}',
    '(reduce range(2e4) as $i (null; [.]))',
    '(reduce range(2e4) as $i (1; {a: .}))',
    '(reduce range(3e3) as $i ({}; . + {($i | tostring): $i}))',
    '(reduce range(25) as $i ("x"; . + .))', '(. as $dot | $dot)', '.turn',
    '.history', '.', 'empty', 'error', 'error(null)', 'error({})',
    'range(1e18)', 'repeat(.)', 'recurse([.])', '..', 'limit(3; repeat(1))',
    'first(empty)', '(1, 2, 3)', '.[]?', 'input', '$__loc__', 'env',
]
# What is no function, but can do as much harm: I, A and B are values.
SHAPES = [
    'I | .[A]', 'I | .[A] = B', 'I | .[A:B]', 'I | .[A:B] = []', 'I % A',
    'I * A', 'I + A', 'I - A', 'I / A', 'I == A', 'I < A', 'I | -.',
    'I | .[A] |= B', 'I | del(.[A], .[B])', 'I | .. |= A', 'I | .[]? += A',
    'I | "\\(.)\\(A)"', 'I | {(A | tostring): B}', 'I | @base64d, @uri, @sh',
    'I | @csv, @tsv', 'I | @html, @json, @text', 'I | try A catch B', 'I // A',
    'reduce I as $x (A; B)', 'foreach limit(9; I) as $x (A; B; .)',
    'label $f | I | A, break $f', 'I as [$x, {a: $y}] | [$x, $y, A]',
    'def f: def g: A; [g, I]; f', 'I | if A then B else . end',
    'def f(x): x | f(x); I | f(A)', 'I | .a.b.c = A', 'I | path(..)',
    'I | [paths(A)]', 'I | getpath([A, B])', 'I | setpath([A, B]; 1)',
    'I | delpaths([[A, B], [B]])', 'I | to_entries | from_entries',
    'I | tojson | fromjson', 'I | tostream', 'fromstream(I)',
    'I | [splits(A)]', 'I | gsub(A; B)', 'I | [match(A; "g")]',
    'I | strftime(A)', 'I | strptime(A) | mktime', 'I | _nwise(A)',
    'I | _modify(path(A); B)', 'I | ltrimstr(A) | implode',
    'I | [limit(A; B)]', 'I | [range(.; A; B)]', 'I | splits(A; B)',
]


def functions():
    out = subprocess.run(['jq', '-nc', '[builtins]'], check=True,
                         stdout=subprocess.PIPE).stdout
    names = sorted(json.loads(out)[0])
    return [n.split('/') for n in names if not n.startswith('_')]


def programs(count, seed):
    r = random.Random(seed)
    value = lambda: r.choice(VALUES)
    shapes = ['I | ' + name + ('' if arity == '0' else '(%s)' % '; '.join(
        ['A', 'B'][i % 2] for i in range(int(arity))))
        for name, arity in functions()] + SHAPES
    for i in range(count):
        if i % len(shapes) == 0:
            r.shuffle(shapes)
        text = re.sub(r'\b[IAB]\b', lambda m: '(%s)' % value(),
                      shapes[i % len(shapes)])
        yield 'label $out | (%s) | . != "never"' % text


def run(texts, folder):
    """One hoff-score; returns how many rules ended, by how."""
    rules = [{'id': 'p%d' % i, 'when': t, 'then': 'watch'}
             for i, t in enumerate(texts)]
    rules.append({'id': 'sane', 'when': 'label $out | true', 'then': 'watch',
                  'priority': 1})
    path = os.path.join(folder, 'rules.json')
    with open(path, 'w') as f:
        json.dump({'rules': rules}, f)
    record = {'conversation_id': 'c', 'turns': [
        {'role': 'customer', 'text': t} for t in ('hello', 'my bill')]}
    done = subprocess.run(
        ['hoff-score', '-r', path, '--turns', '-j', '1', '--summary',
         '--rule-deadline', '50'], input=json.dumps(record).encode() + b'\n',
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    err = done.stderr.decode(errors='replace')
    refused = re.search(r"rules.json:\d+:\d+: rules\[\d+\] \(p(\d+)\): when: ", err)
    if done.returncode == 2 and refused and not done.stdout:
        i = int(refused.group(1))
        counted = run(texts[:i] + texts[i + 1:], folder)
        counted['refused'] += 1
        return counted
    assert done.returncode == 0, err
    steps = json.loads(done.stdout)['hoff']['score']['trajectory']
    assert [('sane' in s['fired']) for s in steps] == [True, True], err
    counted = dict.fromkeys(
        ('refused', 'failed', 'crash', 'timeout', 'memory'), 0)
    for cause, rule, n in re.findall(r' rule_(\w+)\.(\w+)=(\d+)', err):
        assert cause in counted and cause != 'refused' and n in '12', err
        counted[cause] += 1
        if cause != 'failed':
            assert n == '1', err
            assert "rule '%s' " % rule in err, err
    return counted


def main():
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261126
    at_once = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    all_of_them = list(programs(count, seed))
    total = {}
    with tempfile.TemporaryDirectory() as folder:
        for at in range(0, count, at_once):
            texts = all_of_them[at:at + at_once]
            try:
                for cause, n in run(texts, folder).items():
                    total[cause] = total.get(cause, 0) + n
            except AssertionError as e:
                print('seed %d, programs %d..%d:' % (seed, at, at + at_once))
                print(*texts, sep='\n')
                sys.exit(str(e))
    print('%d programs:' % count,
          ', '.join('%d %s' % (n, cause) for cause, n in total.items()))


main()
