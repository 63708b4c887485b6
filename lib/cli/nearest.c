#include <string.h>

#include "cli/table.h"

enum { LONGEST = 40 }; /* a longer word was no slip of the finger */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * How many single edits turn a into b: insert, delete, replace, or swap two
 * neighbours (the optimal string alignment distance).  Three rows are enough:
 * a swap looks back two.
 */
static size_t
edits(struct str a, struct str b)
{
	size_t row[3][LONGEST + 1];

	for (size_t j = 0; j <= b.n; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = row[i % 3], *up = row[(i + 2) % 3];
		const size_t *up2 = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t same = a.p[i - 1] == b.p[j - 1];

			now[j] = least(
			    up[j - 1] + !same, least(up[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				now[j] = least(now[j], up2[j - 2] + 1);
		}
	}
	return row[a.n % 3][b.n];
}

const char *
nearest_word(struct str typed, const char *const *known, size_t n)
{
	const char *best = NULL;
	size_t best_cost = least(1 + typed.n / 4, 3) + 1;

	if (typed.n < 2 || typed.n > LONGEST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str word = str_of(known[i]);
		size_t cost = best_cost;

		if (word.n > typed.n && !memcmp(word.p, typed.p, typed.n))
			cost = 1;
		else if (word.n <= LONGEST)
			cost = edits(typed, word);
		if (cost < best_cost) {
			best_cost = cost;
			best = known[i];
		}
	}
	return best;
}
