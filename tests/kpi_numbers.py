"""Textbook formulas, for kpi_oracle.py."""

import math
import statistics



def round4(x):
    return math.floor(x * 1e4 + 0.5) / 1e4


def wilson(k, n, level):
    z = statistics.NormalDist().inv_cdf(0.5 + level / 2)
    p = k / n
    mid = (p + z * z / (2 * n)) / (1 + z * z / n)
    d = z / (1 + z * z / n) * math.sqrt(
        p * (1 - p) / n + z * z / (4 * n * n))
    return mid - d, mid + d


def gtt(gold, picked, tolerance):
    """As in the authors' code, lambda 0."""
    if not gold or not picked:
        return float(not gold and not picked)
    return statistics.mean(max(
        math.exp(-(p - q) ** 2 / (2 * (tolerance + 1e-7) ** 2))
        for q in gold) for p in picked)


def kaplan_meier(events, censored):
    """When half of all have met it; None when that is not reached.  Times are
    as coarse as the manual says, so that it is the same which are equal."""
    def coarse(t):
        shift = max(t.bit_length() - 11, 0)
        return t >> shift << shift

    events, censored = [[coarse(t) for t in x] for x in (events, censored)]
    s = 1.0
    for t in sorted(set(events)):
        at_risk = sum(x >= t for x in events) + sum(x >= t for x in censored)
        s *= 1 - events.count(t) / at_risk
        if s <= 0.5 + 1e-12:
            return t
    return None


def f_beta(pairs, beta2):
    tp = sum(a and b for a, b in pairs)
    wrong = sum(b and not a for a, b in pairs)
    missed = sum(a and not b for a, b in pairs)
    n = (1 + beta2) * tp + wrong + beta2 * missed
    return (1 + beta2) * tp / n if n else None


def mcc(pairs):
    x, y = [[float(v) for v in side] for side in zip(*pairs)]
    if len(set(x)) < 2 or len(set(y)) < 2:
        return None
    return statistics.correlation(x, y)
