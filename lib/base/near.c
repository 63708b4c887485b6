#include "base/near.h"

#include <stdint.h>
#include <stdio.h>

enum {
	LONGEST = 64,
	LISTED = 10, /* names that are shown instead of the nearest */
};

/* Three rows are enough: a swap looks back two. */
size_t
near_edits(struct str a, struct str b)
{
	size_t rows[3][LONGEST + 1], *two = rows[0], *one = rows[1],
				     *now = rows[2];

	if (a.n > LONGEST || b.n > LONGEST)
		return str_eq(a, b) ? 0 : a.n + b.n;
	for (size_t k = 0; k <= b.n; k++)
		one[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *old = two;

		now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t d = one[k - 1] +
				   !char_eq_nocase(a.p[i - 1], b.p[k - 1]);

			if (one[k] + 1 < d)
				d = one[k] + 1;
			if (now[k - 1] + 1 < d)
				d = now[k - 1] + 1;
			if (i > 1 && k > 1 &&
			    char_eq_nocase(a.p[i - 1], b.p[k - 2]) &&
			    char_eq_nocase(a.p[i - 2], b.p[k - 1]) &&
			    two[k - 2] + 1 < d)
				d = two[k - 2] + 1;
			now[k] = d;
		}
		two = one;
		one = now;
		now = old;
	}
	return one[b.n];
}

struct str
near_best(struct str name, const struct str *known, size_t n)
{
	struct str best = known[0];
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		size_t d = near_edits(name, known[i]);

		if (d < least) {
			least = d;
			best = known[i];
		}
	}
	return best;
}

static bool
begins(struct str a, struct str b)
{
	return b.n > 0 && b.n <= a.n && memcmp(a.p, b.p, b.n) == 0;
}

bool
near_is_slip(struct str name, struct str known)
{
	return begins(name, known) || begins(known, name) ||
	       near_edits(name, known) <= 1 + name.n / 3;
}

static bool
is_short(const struct str *known, size_t n)
{
	size_t bytes = sizeof("; known:");

	for (size_t i = 0; i < n; i++)
		bytes += known[i].n + sizeof(", \"\"");
	return n <= LISTED && bytes <= NEAR_HINT;
}

const char *
near_hint(
    struct str name, const struct str *known, size_t n, char out[NEAR_HINT])
{
	struct str best = n ? near_best(name, known, n) : STR("");
	size_t at = 0;

	out[0] = '\0';
	if (n && (near_is_slip(name, best) || !is_short(known, n))) {
		snprintf(out, NEAR_HINT, "; the nearest known is \"%.*s\"",
		    STR_ARG(best));
		return out;
	}
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, NEAR_HINT - at, "%s \"%.*s\"",
		    i ? "," : "; known:", STR_ARG(known[i]));
	return out;
}
