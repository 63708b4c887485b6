#include "alarm/alarm.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "score/score.h"

enum { CEILING = 1 << 30 }; /* bytes of what is read */

/* What a signal had at its height. */
struct height {
	struct str signal;
	bool known;
	double value;
	size_t turn;
};

struct alarm {
	struct score *score; /* NULL: nobody asked yet */
	const struct score_plan *plan;
	struct arena run;
	struct score_watcher watcher;
	struct buf annotation; /* which nobody reads */
	struct height *heights;
	size_t n;
	size_t last; /* turn that counts */
};

struct alarm *
alarm_new(void)
{
	struct alarm *a = calloc(1, sizeof(*a));

	if (!a)
		die_of_memory();
	return a;
}

void
alarm_free(struct alarm *a)
{
	if (a->score) {
		score_free(a->score);
		score_unload(a->plan);
		arena_free(&a->run);
	}
	buf_free(&a->annotation);
	free(a);
}

static void
see(struct score_watcher *self, const struct score_turn *t)
{
	struct alarm *a =
	    (struct alarm *)((char *)self - offsetof(struct alarm, watcher));

	for (size_t i = 0; i < a->n && t->turn <= a->last; i++) {
		struct height *h = &a->heights[i];

		if (isnan(t->signals[i]) ||
		    (h->known && t->signals[i] <= h->value))
			continue;
		h->known = true;
		h->value = t->signals[i];
		h->turn = t->turn;
	}
}

static void
open_score(struct alarm *a)
{
	struct score_scale scale;

	arena_init(&a->run, CEILING);
	a->plan = score_load(NULL, NULL, &a->run);
	while (score_scale(a->plan, a->n, &scale))
		a->n++;
	a->heights = arena_zalloc(&a->run, a->n * sizeof(*a->heights));
	for (size_t i = 0; score_scale(a->plan, i, &scale); i++)
		a->heights[i].signal = scale.path;
	a->score = score_new(a->plan, false);
	a->watcher.see = see;
	score_watch(a->score, &a->watcher);
}

void
alarm_listen(struct alarm *a, const struct conv *c, size_t last)
{
	if (!a->score)
		open_score(a);
	for (size_t i = 0; i < a->n; i++)
		a->heights[i].known = false;
	a->last = last;
	buf_clear(&a->annotation);
	score_conv(a->score, c, &a->annotation);
}

bool
alarm_heard(
    const struct alarm *a, struct str signal, double *value, size_t *turn)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct height *h = &a->heights[i];

		if (!h->known || !str_eq(h->signal, signal))
			continue;
		*value = h->value;
		*turn = h->turn;
		return true;
	}
	return false;
}
