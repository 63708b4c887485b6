#!/usr/bin/python3
"""Fold texts with Python's unicodedata and with hoff, and compare.

usage: fold_differential.py TEXT-PROGRAM
TEXT-PROGRAM --fold reads a text a line and prints each folded.

Texts are every character that Python has assigned (it may know another version
of Unicode than utf8proc, but what is assigned keeps its folding) but private
ones and unified ideographs, which fold to themselves, and thousands of random
strings of characters that act on their neighbours.
Left out is
- what hoff treats unlike Unicode on purpose, and tests/unit/text.c tests: zero
  width joiners and skin tones, which emoji keep or lose, and runs of more
  than 32 characters that belong together;
- the Greek iota subscript in random strings: it is a mark that folds to a
  letter, and utf8proc folds before it puts marks in order, Unicode after.
"""

import random
import subprocess
import sys
import unicodedata

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt): unicodedata has no
# such property.
IGNORED = [
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]

STRAIGHT = {}
for plain, curly in {
    "'": "`\u00b4\u02b9\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a",
    '"': "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036",
    "-": "\u2010\u2012\u2013\u2212",
    "/": "\u2044\u2215",
}.items():
    STRAIGHT.update(dict.fromkeys(map(ord, curly), plain))


def is_space(c):
    return c in "\t\n\v\f\r\x85" or unicodedata.category(c)[0] == "Z"


def is_dropped(c):
    return not is_space(c) and (
        unicodedata.category(c) in ("Cc", "Cf")
        or any(first <= ord(c) <= last for first, last in IGNORED))


def fold(text):
    """NFKC_Casefold (Unicode 3.13, R5), typography made plain."""
    text = text.translate(STRAIGHT)
    before = None
    while before != text:
        before = text
        text = "".join(c for c in text if not is_dropped(c))
        text = unicodedata.normalize("NFD", text).casefold()
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(STRAIGHT)
    return "".join(" " if is_space(c) else c for c in text)


def is_tested(c):
    return (unicodedata.category(c) not in ("Cn", "Cs", "Co")
            and not unicodedata.name(c, "").startswith("CJK UNIFIED")
            and c not in "\n\u200d" and not 0x1F3FB <= ord(c) <= 0x1F3FF)


def random_texts(singles, n):
    dice = random.Random(1)
    known = [c for c in singles
             if "\u0345" not in unicodedata.normalize("NFD", c)]
    marks = [c for c in known if unicodedata.category(c)[0] == "M"]
    acting = [c for c in known
              if unicodedata.decomposition(c) or is_dropped(c)]
    ascii = [chr(i) for i in range(1, 127) if i != 10]
    jamo = [chr(i) for i in range(0x1100, 0x1200)]
    kana = [chr(i) for i in range(0xFF61, 0xFFA0)]
    kinds = [known, marks, marks, acting, ascii, ascii, jamo, kana]
    for _ in range(n):
        yield "".join(dice.choice(dice.choice(kinds))
                      for _ in range(dice.randrange(1, 20)))


def main():
    singles = [chr(i) for i in range(0xF0000) if is_tested(chr(i))]
    texts = singles + list(random_texts(singles, 12000))
    run = subprocess.run([sys.argv[1], "--fold"], check=True,
                         input="".join(t + "\n" for t in texts).encode(),
                         stdout=subprocess.PIPE)
    folded = run.stdout.decode().split("\n")[:-1]
    if len(folded) != len(texts):
        sys.exit(f"{len(texts)} texts, but {len(folded)} were folded")
    wrong = 0
    for text, got in zip(texts, folded):
        want = fold(text)
        if got != want:
            wrong += 1
            if wrong <= 20:
                print(f"{ascii(text)}: {ascii(got)}, not {ascii(want)}")
    print(f"{len(texts)} texts, {wrong} folded differently")
    sys.exit(1 if wrong else 0)


main()
