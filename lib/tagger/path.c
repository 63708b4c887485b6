/* The best way through the tags of a sentence (Viterbi). */

#include "tagger/model.h"

/* Of two that may not be the one with a second such step is the worse. */
enum { MAY_NOT = -(1 << 28) };

/* "On" only behind the same. */
static bool
may_follow(size_t from, size_t to)
{
	return !tag_is_on(to) || from == to || from == to - 1;
}

void
path_open(const int16_t step[N_TAGS + 1][N_TAGS], struct ways *w)
{
	memset(w, 0, sizeof(*w));
	for (size_t from = 0; from <= N_TAGS; from++)
		for (size_t to = 0; to < N_TAGS; to++)
			lane_set(&w->from[from], to,
			    may_follow(from, to) ? step[from][to] : MAY_NOT);
	for (size_t on = TAG_PERSON_ON; on < N_TAGS; on += 2) {
		w->from_begun.x[on / 2] = step[on - 1][on];
		w->from_on.x[on / 2] = step[on][on];
	}
}

void
path_start(const struct ways *w, size_t from, struct lanes *best,
    const struct lanes *first)
{
	for (size_t h = 0; h < HALVES; h++)
		best->half[h].x = w->from[from].half[h].x + first->half[h].x;
}

/* The greater of two ways to each tag, and where it comes from: `k`, if that is
 * the second.  Of equal ways the first counts. */
static void
take_greater(
    struct half *most, struct half *way, struct half score, struct half k)
{
	struct half more;

	more.x = score.x > most->x;
	most->x = (score.x & more.x) | (most->x & ~more.x);
	way->x = (k.x & more.x) | (way->x & ~more.x);
}

void
path_go(const struct ways *w, struct lanes *best, const struct lanes *next,
    struct tagging_path *path)
{
	static const struct half begun = { { 0, TAG_PERSON, TAG_PLACE,
	    TAG_FIRM } };
	static const struct half gone_on = { { 0, TAG_PERSON_ON, TAG_PLACE_ON,
	    TAG_FIRM_ON } };
	const struct lanes before = *best;
	struct half most, way = { { 0 } }, on, on_way = begun, score;

	most.x = w->from[0].half[0].x + before.half[0].x[0];
	for (int32_t i = 1; i < HALF; i++)
		for (int32_t h = 0; h < HALVES; h++) {
			int32_t k = 2 * i - 1 + h;

			score.x = w->from[k].half[0].x + before.half[h].x[i];
			take_greater(&most, &way, score,
			    (struct half){ { k, k, k, k } });
		}
	on.x = w->from_begun.x + before.half[0].x;
	score.x = w->from_on.x + before.half[1].x;
	take_greater(&on, &on_way, score, gone_on);
	best->half[0].x = most.x + next->half[0].x;
	best->half[1].x = on.x + next->half[1].x;
	path->from[TAG_OTHER] = (uint8_t)way.x[0];
	for (size_t i = 1; i < HALF; i++) {
		path->from[2 * i - 1] = (uint8_t)way.x[i];
		path->from[2 * i] = (uint8_t)on_way.x[i];
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
