#!/usr/bin/python3
"""Hold the unit test's `json --dump` equal to Python's json module.

usage: json_differential.py PROGRAM [FILE...]

Texts are generated and mutated from fixed seeds; each FILE is a text more.
Python refuses and decodes independently of us; where it is laxer than
RFC 8259 (NaN, Infinity), the hook below makes it strict.
"""
import json
import random
import subprocess
import sys

STRINGS = ['', 'a', 'plain text', '"', '\\', '/', '\x00', '\x1f', '\x7f',
           '\n\r\t\b\f', 'é', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\uffff',
           '\U00010000', '\U0010ffff', '😀 and more', 'x' * 15, 'y' * 16,
           'z' * 33, 'ключ', '日本語のテキスト']
NUMBERS = ['0', '-0', '1', '-1', '0.1', '1.0', '1E400', '-1e-400', '1e5',
           '9007199254740993', '123456789012345678901234567890', '5e-324',
           '0.30000000000000004', '1.7976931348623159e308', '2.5E+3', '10']
SPACES = ['', '', '', ' ', '\n', '\t ', '\r\n']
BYTES = [bytes([b]) for b in b'"\\{}[],:0-+.eEutfn \n\x00\x1f\x7f\x80\xc3\xff']
PIECES = BYTES + [b'\\u', b'\\ud83d', b'\\ude00', b'null', b'NaN', b'Infinity',
                  b'\xed\xa0\x80', b'\xef\xbb\xbf', b'\xf4\x90\x80\x80', b'01',
                  b'1.', b'.5', b'"":', b',,', b'/**/', b'\xc2\xa0']


def string(r):
    s = r.choice(STRINGS) + r.choice(STRINGS)
    out = json.dumps(s, ensure_ascii=r.random() < 0.5)
    if r.random() < 0.1:
        out = '"\\u%04x\\u%04X%s' % (r.choice([0xd83d, 0xdc00, 0x41]),
                                     r.choice([0xde00, 0xd800, 0x22]), out[1:])
    return out


def text(r, depth):
    space = r.choice(SPACES)
    kind = r.randrange(4 if depth else 2)
    if kind == 0:
        return space + string(r)
    if kind == 1:
        return space + r.choice(NUMBERS + ['true', 'false', 'null']) + space
    n = r.randrange(4)
    items = [text(r, depth - 1) for _ in range(n)]
    if kind == 2:
        return '[' + ','.join(items) + space + ']' + space
    keys = [space + string(r) + space for _ in range(n)]
    return '{' + ','.join(map(':'.join, zip(keys, items))) + space + '}'


def mutant(r, t):
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(t) + 1)
        cut = at + r.choice([0, 0, 1, 1, 2, 7])
        t = t[:at] + (r.choice(PIECES) if r.random() < 0.7 else b'') + t[cut:]
    return t


def strict(word):
    raise ValueError(word)


def put(value):
    """The canonical form: members as they come, numbers with 17 digits."""
    if isinstance(value, str):
        value = ''.join('\ufffd' if '\ud800' <= c <= '\udfff' else c
                        for c in value)
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return '%.17g' % value
    if isinstance(value, list):
        return '[' + ','.join(map(put, value)) + ']'
    if isinstance(value, tuple):
        return '{' + ','.join(put(k) + ':' + put(v) for k, v in value) + '}'
    return {None: 'null', True: 'true', False: 'false'}[value]


def expected(t):
    try:
        return put(json.loads(t.decode('utf-8'), parse_int=float,
                              parse_constant=strict, object_pairs_hook=tuple))
    except ValueError:
        return 'refuse'


def main():
    sys.setrecursionlimit(10000)
    program, files = sys.argv[1], sys.argv[2:]
    r = random.Random(8259)
    texts = [open(name, 'rb').read() for name in files]
    good = [text(r, 4).encode() for _ in range(2000)]
    texts += good + [mutant(r, r.choice(good)) for _ in range(8000)]
    dump = subprocess.run([program, '--dump'], check=True,
                          input=''.join(t.hex() + '\n' for t in texts).encode(),
                          stdout=subprocess.PIPE).stdout.decode().split('\n')
    assert len(dump) == len(texts) + 1, 'one answer for each text'
    bad = refused = 0
    for t, got in zip(texts, dump):
        want = expected(t)
        refused += want == 'refuse'
        if got != want:
            bad += 1
            print('%r\n  python: %r\n  hoff:   %r' % (t, want, got))
    print('%d texts, %d refused, %d differ' % (len(texts), refused, bad))
    return bad > 0 or not len(texts) / 5 < refused < len(texts) * 4 / 5


sys.exit(main())
