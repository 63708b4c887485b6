#include <string.h>

#include "base/near.h"
#include "cli/table.h"

enum { LONGEST = 40 }; /* a longer word was no slip of the finger */

const char *
nearest_word(struct str typed, const char *const *known, size_t n)
{
	const char *best = NULL;
	size_t best_cost = (typed.n < 8 ? 1 + typed.n / 4 : 3) + 1;

	if (typed.n < 2 || typed.n > LONGEST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str word = str_of(known[i]);
		size_t cost = best_cost;

		if (word.n > typed.n && !memcmp(word.p, typed.p, typed.n))
			cost = 1;
		else if (word.n <= LONGEST)
			cost = near_edits(typed, word);
		if (cost < best_cost) {
			best_cost = cost;
			best = known[i];
		}
	}
	return best;
}
