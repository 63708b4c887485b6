#!/usr/bin/env python3
"""truncated_gzip.py PASS STEP: cut a gzip file of two members at every STEP-th
byte.  What zlib can still unpack of it, up to the last newline, has to come
out of PASS, with status 2 and one line that says why."""

import gzip
import random
import subprocess
import sys
import zlib


def unpacked(data):
    """All that the bytes of these members give, and whether they are whole."""
    out = b""
    while data:
        z = zlib.decompressobj(31)
        out += z.decompress(data)
        if not z.eof:
            return out, False
        data = z.unused_data
    return out, True


def main():
    command, step = sys.argv[1], int(sys.argv[2])
    random.seed(7)
    records = [
        b"%d " % i + bytes(random.choice(b"abcdefgh") for _ in range(800)) + b"\n"
        for i in range(10)
    ]
    data = b"".join(records)
    # the second member begins inside a record
    packed = gzip.compress(data[:4100], 6) + gzip.compress(data[4100:], 6)
    runs = 0
    # of one byte alone nobody can tell that it is gzip
    for n in sorted({*range(2, len(packed), step), 11, len(packed) - 1}):
        ran = subprocess.run(
            [command, "-j", "2"], input=packed[:n], capture_output=True
        )
        expected, whole = unpacked(packed[:n])
        if not whole:
            expected = expected[: expected.rfind(b"\n") + 1]
        elif not expected.endswith(b"\n"):
            expected += b"\n"
        status = 0 if whole else 2
        said = b"" if whole else b"pass: <stdin>: gzip data end in the middle\n"
        if (ran.stdout, ran.returncode, ran.stderr) != (expected, status, said):
            sys.exit(
                f"cut at {n} of {len(packed)}: {len(ran.stdout)} bytes out,"
                f" {len(expected)} expected, status {ran.returncode},"
                f" {ran.stderr!r}"
            )
        runs += 1
    print(runs, "cuts")


main()
