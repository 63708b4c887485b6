/* The best way through the tags of a sentence (Viterbi). */

#include <limits.h>

#include "tagger/model.h"

/* "On" only behind the same. */
static bool
may_follow(size_t from, size_t to)
{
	bool on =
	    to == TAG_PERSON_ON || to == TAG_PLACE_ON || to == TAG_FIRM_ON;

	return !on || from == to || from == to - 1;
}

void
path_start(const int16_t step[N_TAGS + 1][N_TAGS], struct scores *best,
    const struct scores *first)
{
	for (size_t to = 0; to < N_TAGS; to++)
		best->of[to] = may_follow(TAG_OTHER, to)
				   ? step[N_TAGS][to] + first->of[to]
				   : INT_MIN / 2;
}

void
path_go(const int16_t step[N_TAGS + 1][N_TAGS], struct scores *best,
    const struct scores *next, struct tagging_path *path)
{
	struct scores before = *best;

	for (size_t to = 0; to < N_TAGS; to++) {
		int32_t most = INT_MIN;
		size_t from = 0;

		for (size_t k = 0; k < N_TAGS; k++) {
			int32_t score = before.of[k] + step[k][to];

			if (may_follow(k, to) && score > most) {
				most = score;
				from = k;
			}
		}
		best->of[to] = most + next->of[to];
		path->from[to] = (uint8_t)from;
	}
}

void
path_back(const struct scores *best, const struct tagging_path *path, size_t n,
    uint8_t *tags)
{
	size_t tag = 0;

	for (size_t k = 1; k < N_TAGS; k++)
		if (best->of[k] > best->of[tag])
			tag = k;
	for (size_t i = n; i-- > 0;) {
		tags[i] = (uint8_t)tag;
		tag = path[i].from[tag];
	}
}
