#!/usr/bin/python3
"""Hold the native core of lib/expr equal to the jq binary.

usage: expr_differential.py PROGRAM [COUNT [SEED]]

The CORNERS below and COUNT expressions generated from a fixed seed are
evaluated on every line of FACTS by `PROGRAM --batch` and by jq; the outputs, their order and whether
an error ends them must be the same, byte for byte.

Not generated, because libjq 1.6 is known to be wrong there and later ones
agree with us, or because it never returns:
  - errors raised behind a `?` that is not a path's: 1.6 swallows them
  - error(null): 1.6 takes it for empty
  - `%` beyond 64 bits: 1.6 does what the processor does
  - NUL inside strings: contains() of 1.6 stops there
  - NaN as the bound of a slice or a range: 1.6 aborts, or runs for ever
  - "text" * 1e9: 1.6 overflows an int or fills the memory

Later versions of jq differ in what tests/libjq_versions.tsv lists: numbers
keep the digits they were written with, so that only short ones are generated,
and what is in CHANGED is left out.
"""
import random
import subprocess
import sys
import tempfile

FACTS = [
    'null', 'true', 'false', '0', '-1', '2.5', '9007199254740993', '"a"',
    '""', '"ab,cd"', '[]', '{}', '[1,2,3]', '["b","a",null]',
    r'{"a":1,"b":"x","c":[1,{"a":2}]}',
    r'{"b":{"a":null,"b":[]},"a":"aé😀\u0001\u007f\n\"\\","c":null}',
    '{"a":[[1,2],[0,{"a":[]}],"a"],"b":{"c":{"b":3}},"c":false}',
    '[{"a":1,"b":2},{"b":1,"a":2},{"a":1}]',
    '{"a":-0.5,"b":1e17,"c":0.00001,"d":123456789012345678,"a":3}',
    '[[2,"z"],[1,"é"],[2,"a"]]',
    '["the oﬃce","MIß","\u212aelvin ſ","ofﬁce"]',
]
LITERALS = ['null', 'true', 'false', '0', '1', '2', '-1', '0.5', '1e3',
            '9007199254740993', '"a"', '"b"', '""', '"é"', '"ab,cd"', '","',
            r'"\u00e9\n\t\"\\"', '[]', '{}', '[1,2]', '{"a":1}', 'infinite',
            'nan', '.5', '1e17', '1.0', '100000000000000000000']
PATHS = ['.', '.', '.a', '.b', '.c', '.a.b', '.b.c', '."a"', '.["b"]', '.a?',
         '.b.a?', '.[0]', '.[1]', '.[-1]', '.[0]?', '.["a"]?', '.[1.7]',
         '.[2:]', '.[:1]', '.[1:2]', '.[-2:]', '.[0.5:1.5]', '.[:2]?',
         '.a[0]', '.a[1:]?', '.[null:1]']
STREAMS = ['.[]', '.[]?', '.a[]?', '.c[]?', '..', 'empty', '.[0,1]?',
           'range(3)', 'range(1;3)', 'range(0,1;2,3)', '.["a","b"]?',
           'recurse', '(1,null,"a")', '(.a?,.b?)']
NATIVES = ['length', 'type', 'keys', 'add', 'min', 'max', 'not', 'tostring',
           'tonumber', 'tojson', 'isempty(.[])', 'with_entries(.)', 'ascii_downcase', 'ascii_upcase', 'floor',
           'sqrt', 'fabs', 'ceil', 'round', 'any', 'all', 'first', 'last',
           'reverse', 'sort', 'unique', 'flatten', 'utf8bytelength', 
           'arrays', 'objects', 'strings', 'numbers', 'booleans', 'nulls',
           'values', '(. // 0 | error)', 'to_entries', 'from_entries', 'keys_unsorted',
           'scalars', 'iterables', 'explode', 'isinfinite', 'isnormal']
WITH_VALUE = ['has', 'contains', 'inside', 'in', 'startswith', 'endswith',
              'ltrimstr', 'rtrimstr', 'split', 'join', 'flatten']
WITH_FILTER = ['map', 'select', 'sort_by', 'group_by', 'unique_by', 'min_by',
               'max_by']
WITH_CONDITION = ['any', 'all']
TESTS = ['test("a")', 'test("a|é";"g")', 'test("")', 'test("A";"i")',
         'test(",";null)', 'test("AB|x";"ig")', 'test("a b")', 'test("é")',
         'test("ſoffice";"g")', 'test("OFFICE|miss|KELVIN";"i")']
CORNERS = [
    '[1e15, 1e16, 1e17, 12345678901234567890, 123456789012345678901, 1.5e20]',
    '[0.0001, 0.00001, 0.000123, 1e-7, 100000, 1e300, 1e-320, 5e-324, -0]',
    '[1e1000, -1e1000, nan, 2.2250738585072014e-308, 0.1, 1.7976931348623157e308]',
    '[0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 100 / 3, 1e23, 9007199254740993] | tojson',
    '[nan < nan, nan == nan, nan > nan, nan < 1, 1 < nan, nan <= nan]',
    '[[nan] == [nan], [nan] < [nan], nan < null, {a: nan} == {a: nan}]',
    '[nan, 1] | min, max', '[1, nan] | min, max, sort', '[[nan, 1], [1]] | max',
    '[[1, 2], [1, 3]] | min_by(.[0]), max_by(.[0])',
    '[{a: 1, b: 2}, {a: 1, b: 3}] | max_by(.a), min_by(.a), sort_by(.a)',
    '[null, false, true, 0, "a", [], {}, "", [0], {a: 1}] | sort',
    '[{a: 1, b: 2} < {a: 1, c: 0}, {a: 2} < {b: 1}, {a: 2} < {a: 1, b: 0}]',
    '["é" < "z", "a" < "aa", "" < "a", "\\u0000" < "a", "😀" > "\\uffff"]',
    '["1", " 1 ", "01", "+1", ".5", "5.", "1e5", "nan", "1e1000", "-0"]'
    ' | map(tonumber)',
    '("", " ", "1e", "0x10", "1 2", "[1]", "true", "--1", "1,", "1_0", "e5")'
    ' | [tonumber?]',
    '["a,b" / ",", "" / "", "" / ",", "a," / ",", "," / ",", ",," / ","]',
    '["x" * 3, "x" * 0, "x" * 0.5, "x" * 1.5, "x" * 2.9, "x" * -1, 2 * "ab"]',
    '[5 % 3, -5 % 3, 5 % -3, 5.9 % 3.1, -5.9 % 3.1]', '5 % 0.5', '0 % -1',
    '[1, 2, 3] | has(1.5, -1, 3, -0.5, 0)', '[1, 2, 3] | .[1.7, -1.5, -1, -4]',
    '[1, 2, 3] | .[1.2:2.5], .[-1.5:], .[(0, 1):(2, 3)], .[5:], .[2:1]',
    '"aé😀b" | .[1:3], .[-2:], .[:1.5], length, utf8bytelength, explode',
    '[1, 2, 1, 2] | .[[1, 2]], .[[]], .[[3]]', '[] | .[[1]]',
    '([1, 2], [3, 4])[0, 1]', 'def f($a; $b): [$a, $b]; f(1, 2; 3, 4)',
    '"\\(1, 2)-\\(3, 4)"', '{a: (1, 2), b: (3, 4)}', '(1, 2) + (10, 20)',
    '{(("a", "b")): (1, 2)}', '[range(0, 1; 3, 4)]',
    '{a: {c: 1}} * {a: {b: 1}, d: [1]}', '{a: null} * {a: {b: 1}}',
    '{a: 1, b: 2, a: 3}', '{"a": 1} + {"b": 2} + {"a": 3}',
    'def f: 1; def g: f + 1; def f: 10; [f, g]', 'def f(g): [g | g]; f(., 1)',
    '1 as $x | [$x, (2 as $x | $x), $x]', '[1, [2, [3, {a: [4]}]]] | flatten',
    '1 - -1', '-1 as $x | $x', '[1, 2] | -.[0] + 5', '2 * -3 + 4', '-2 * -3',
    '1 // 2 // 3', 'null // false // 3', '[(1, null, 2) // 3]', '[empty // 3]',
    '[false, null, 1] | map(. // "d")', '1 as $x | 2 as $y | $x - $y * 2 == -3',
    '[true, false] | map(. and true, . or false)', 'true or error', 'false and error',
    '[(true, false) and (true, false)]', '[(true, false) or (true, false)]',
    'try error("x") + 1', '[.[]?]', '[(.a, .b)?]', '.a?.b?.c?', '..?',
    '[true | contains(true)]', '"foobar" | contains("bar"), inside("xfoobar")',
    '{a: [1, {b: 2}], c: "hello"} | contains({a: [{b: 2}], c: "ell"}), '
    'contains({z: null}), contains({})', '[["abc"]] | contains([["b"]])',
    '["a", null, 1, true] | join("-")', '[] | join(",")', '["a", [1]] | join(",")',
    '"x" | ltrimstr(1), ltrimstr("x"), rtrimstr("x"), rtrimstr("")',
    '"\\u007f\\u0000\\u001f\\u2028<>&\'/" | tojson, tostring',
    '"AZaz[`{@é" | ascii_downcase, ascii_upcase', '[-1, null, "aé", {a: 1}] | map(length)',
    '[1.1, -1.1, 1.5, -1.5, 2.5] | map(floor, ceil, round, fabs)',
    'reduce empty as $x (0; 1)', 'reduce (1, 2) as $x ((0, 10); . + $x)',
    '[foreach (1, 2) as $x ((0, 10); . + $x; [$x, .])]',
    'if (true, false) then 1 else 2 end', 'if empty then 1 else 2 end',
    'if . then 1 elif true then 2 else 3 end', '[recurse | numbers]',
    '[first(1, error), first(empty), isempty(empty), isempty(1, error)]',
    '{a: 1, b: 2} | to_entries, with_entries(select(.value > 1)), keys, add',
    'IN(null, 0, "a")', '.[0]?, (.[1:]? | length)', 'not',
]
# Of the corners, literals, facts and paths: what 1.7 or 1.8 means otherwise.
CHANGED = ['1e', '9007199254740993', '00000', '12345678', '1.0', '1.7', '-0]',
           '.5', '" 1 "', '"x" * 0', 'ltrimstr', 'rtrimstr']


def old_jq():
    version = subprocess.run(['jq', '--version'], stdout=subprocess.PIPE)
    return b'1.6' in version.stdout


OLD = old_jq()
if not OLD:
    for texts in CORNERS, LITERALS, FACTS, PATHS, WITH_VALUE:
        texts[:] = [t for t in texts if not any(c in t for c in CHANGED)]
BINARY = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', 'and',
          'or', '//', '+', '==', '<']


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.variables = []
        self.defs = []

    def literal(self):
        if self.variables and self.r.random() < 0.4:
            return '$' + self.r.choice(self.variables)
        return self.r.choice(LITERALS)

    def single(self, depth):
        """An expression with exactly one output, or an error."""
        r = self.r
        if depth <= 0:
            return r.choice([self.literal, lambda: r.choice(
                [p for p in PATHS if '?' not in p])])()
        k = r.randrange(12)
        if k < 3:
            return '(%s %s %s)' % (self.single(depth - 1), r.choice(BINARY),
                                   self.single(depth - 1))
        if k == 3:
            return '[%s]' % self.stream(depth - 1)
        if k == 4:
            return '(%s | %s)' % (self.single(depth - 1), self.native(depth))
        if k == 5:
            return 'if %s then %s else %s end' % tuple(
                self.single(depth - 1) for _ in range(3))
        if k == 6:
            return '{a: %s, "b c": (%s)}' % (self.term(depth),
                                             self.single(depth - 1))
        if k == 7:
            return self.bound(depth, self.single)
        if k == 8:
            return '(-%s)' % self.term(depth)
        if k == 9:
            return 'reduce %s as $%s (%s; %s)' % self.fold(depth)
        if k == 10:
            return '"%s\\(%s)%s"' % (r.choice(['', 'x', 'é ']),
                                     self.single(depth - 1),
                                     r.choice(['', '\\t', '-']))
        return '(%s | %s(%s))' % (self.single(depth - 1),
                                  r.choice(WITH_CONDITION),
                                  self.single(depth - 1))

    def term(self, depth):
        return '(%s)' % self.single(depth - 1)

    def native(self, depth):
        r = self.r
        k = r.randrange(8)
        if k < 4:
            return r.choice(NATIVES)
        if k == 4:
            return r.choice(TESTS)
        if k == 5:
            return '%s(%s)' % (r.choice(WITH_FILTER), self.single(depth - 1))
        return '%s(%s)' % (r.choice(WITH_VALUE), self.single(depth - 2))

    def bound(self, depth, body):
        name = self.r.choice('xyz')
        source = self.term(depth)
        self.variables.append(name)
        text = '(%s as $%s | %s)' % (source, name, body(depth - 1))
        self.variables.pop()
        return text

    def fold(self, depth):
        name = self.r.choice('xyz')
        source = '(%s)' % self.stream(depth - 1)
        start = self.single(depth - 1)
        self.variables.append(name)
        update = self.single(depth - 1)
        self.variables.pop()
        return source, name, start, update

    def defined(self, depth):
        """A def that is used, with a filter or a value as its parameter."""
        value = self.r.random() < 0.5
        name = self.r.choice(['f', 'g', 'length'])
        if value:
            self.variables.append('p')
        body = self.stream(depth - 2)
        if value:
            self.variables.pop()
            head = 'def %s($p): %s, $p, p;' % (name, body)
        else:
            head = 'def %s(p): p, (%s | p);' % (name, body)
        return '(%s %s(%s))' % (head, name, self.stream(depth - 2))

    def stream(self, depth):
        r = self.r
        if depth <= 0:
            return r.choice(STREAMS + PATHS + [self.literal()])
        k = r.randrange(17)
        if k < 3:
            return self.single(depth)
        if k == 3:
            return '(%s, %s)' % (self.stream(depth - 1),
                                 self.stream(depth - 1))
        if k < 6:
            return '(%s | %s)' % (self.stream(depth - 1),
                                  self.stream(depth - 1))
        if k < 8:
            return '(%s %s %s)' % (self.stream(depth - 1), r.choice(BINARY),
                                   self.stream(depth - 1))
        if k == 8:
            return '[(%s)?][]' % self.stream(depth - 1)
        if k == 9:
            return '{(%s): %s}' % (self.stream(depth - 1),
                                   '(%s)' % self.stream(depth - 1))
        if k == 10:
            return 'if %s then %s else %s end' % tuple(
                self.stream(depth - 1) for _ in range(3))
        if k == 11:
            return 'foreach %s as $%s (%s; %s)' % self.fold(depth)
        if k == 12:
            return '"<\\(%s)\\(%s)>"' % (self.stream(depth - 1),
                                         self.stream(depth - 1))
        if k == 13:
            return '(%s | %s)' % (self.stream(depth - 1), self.native(depth))
        if k == 14:
            return self.bound(depth, self.stream)
        if k == 15:
            return self.defined(depth)
        return '(%s)[%s]' % (self.stream(depth - 1), self.stream(depth - 2))


def ask(program, mode, texts):
    with tempfile.NamedTemporaryFile('w') as f:
        f.write(''.join(t + '\n' for t in texts))
        f.flush()
        out = subprocess.run([program, mode, f.name], check=True,
                             input=''.join(t + '\n' for t in FACTS).encode(),
                             stdout=subprocess.PIPE).stdout.decode()
    return out.split('\n')[:-1]


def jq(texts):
    """One jq for all texts: each a line like the native ones."""
    program = ', '.join(
        '[.[] | [try ((%s) | [.]) catch "error"] | [.[] | if type == "array" '
        'then .[] else . end]]' % t for t in texts)
    with tempfile.NamedTemporaryFile('w') as f:
        f.write(program)
        f.flush()
        run = subprocess.run(['jq', '-s', '-c', '-f', f.name],
                             input=''.join(t + '\n' for t in FACTS).encode(),
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             timeout=60)
    lines = run.stdout.decode().split('\n')[:-1]
    if run.returncode or len(lines) != len(texts):
        if len(texts) == 1:
            return ['jq: ' + run.stderr.decode().strip()]
        half = len(texts) // 2
        return jq(texts[:half]) + jq(texts[half:])
    return lines


def jailed(program, texts, ours, kept):
    """The third way: a label, which the core lacks, sends them to the jail,
    where the answers must be the core's."""
    ours = {i: ours[i] for i in kept}
    theirs = ask(program, '--jailed',
                 ['label $hoff | (%s)' % texts[i] for i in ours])
    assert len(theirs) == len(ours), 'the jail died'
    different = 0
    for i, line in zip(ours, theirs):
        if line != ours[i]:
            different += 1
            if different <= 10:
                print('program:', texts[i], '\n  ours ', ours[i][:300],
                      '\n  jail ', line[:300])
    print('%d programs jailed, %d of them different' %
          (len(ours), different))
    return different


def split(line):
    """The outputs on each fact: the elements of an array of arrays."""
    import json
    return [json.dumps(x) for x in json.loads(line)]


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261125
    g = Generator(seed)
    texts = CORNERS + [g.stream(g.r.choice([1, 2, 2, 3, 3, 4]))
                       for _ in range(count)]
    if not OLD:
        texts = [t for t in texts if '(-' not in t]  # the sign of -0
    count = len(texts)
    ours = ask(program, '--batch', texts)
    assert len(ours) == len(texts), 'the native core died'
    refused = [i for i, o in enumerate(ours) if o.startswith('"')]
    kept = [i for i in range(count)
            if not ours[i].startswith('"') and '"spent"' not in ours[i]]
    different = 0
    for at in range(0, len(kept), 100):
        batch = kept[at:at + 100]
        for i, theirs in zip(batch, jq([texts[i] for i in batch])):
            if theirs == ours[i]:
                continue
            if theirs.startswith('jq: ') and not OLD:
                refused.append(i)  # a number as an object's key, say
                continue
            different += 1
            if different <= 10:
                print('program:', texts[i])
                if theirs.startswith('jq: '):
                    print('  jq refuses it:', theirs[4:300])
                    continue
                for fact, a, b in zip(FACTS, split(ours[i]), split(theirs)):
                    if a != b:
                        print('  on', fact, '\n    ours', a[:300],
                              '\n    jq  ', b[:300])
                        break
    print('%d programs, %d facts: %d compared, %d outside the core, '
          '%d spent, %d different' %
          (count, len(FACTS), len(kept), len(refused),
           count - len(kept) - len(refused), different))
    kept = [i for i in kept if i not in refused]
    different += jailed(program, texts, ours, kept)
    reasons = {}
    for i in refused:
        reasons[ours[i]] = reasons.get(ours[i], 0) + 1
    if '-v' in sys.argv:
        for reason, n in sorted(reasons.items(), key=lambda x: -x[1]):
            print(n, reason)
    sys.exit(different > 0 or len(kept) < count / 2)


main()
