/* The best way through the tags of a sentence (Viterbi). */

#include "tagger/model.h"

/* Of two that may not be the one with a second such step is the worse. */
enum { MAY_NOT = -(1 << 28) };

/* "On" only behind the same. */
static bool
may_follow(size_t from, size_t to)
{
	bool on =
	    to == TAG_PERSON_ON || to == TAG_PLACE_ON || to == TAG_FIRM_ON;

	return !on || from == to || from == to - 1;
}

void
path_open(const int16_t step[N_TAGS + 1][N_TAGS], struct ways *w)
{
	for (size_t from = 0; from <= N_TAGS; from++)
		for (size_t to = 0; to < HALVES * HALF; to++)
			w->from[from].half[to / HALF].x[to % HALF] =
			    to < N_TAGS && may_follow(from, to) ? step[from][to]
								: MAY_NOT;
}

void
path_start(const struct ways *w, size_t from, struct lanes *best,
    const struct lanes *first)
{
	for (size_t h = 0; h < HALVES; h++)
		best->half[h].x = w->from[from].half[h].x + first->half[h].x;
}

/* Of equal ways the first counts. */
void
path_go(const struct ways *w, struct lanes *best, const struct lanes *next,
    struct tagging_path *path)
{
	const struct lanes before = *best;

	for (size_t h = 0; h < HALVES; h++) {
		struct half most, score, more, way = { { 0 } };

		most.x = w->from[0].half[h].x + lane(&before, 0);
		for (int32_t k = 1; k < N_TAGS; k++) {
			score.x =
			    w->from[k].half[h].x + lane(&before, (size_t)k);
			more.x = score.x > most.x;
			most.x = (score.x & more.x) | (most.x & ~more.x);
			way.x = (k & more.x) | (way.x & ~more.x);
		}
		best->half[h].x = most.x + next->half[h].x;
		for (size_t to = 0; to < HALF; to++)
			path->from[h * HALF + to] = (uint8_t)way.x[to];
	}
}

void
path_back(const struct lanes *best, const struct tagging_path *path, size_t n,
    uint8_t *tags)
{
	size_t tag = 0;

	for (size_t k = 1; k < N_TAGS; k++)
		if (lane(best, k) > lane(best, tag))
			tag = k;
	for (size_t i = n; i-- > 0;) {
		tags[i] = (uint8_t)tag;
		tag = path[i].from[tag];
	}
}
