#include <math.h>

#include "score/judge.h"
#include "score/score.h"

const struct rules *
score_rules(const struct score_plan *p)
{
	return &p->rules;
}

void
change_signals(const struct score_change *c, uint32_t turn, struct signals *g)
{
	if (c && c->kind == CHANGE_SIGNAL && c->turn == turn)
		g->value[c->signal] = quantise(c->value);
}

const struct expr *
change_when(const struct score_change *c, size_t rule, const struct expr *when)
{
	return c && c->kind == CHANGE_RULE && c->rule == rule ? c->when : when;
}

void
change_thresholds(const struct score_change *c, struct thresholds *t)
{
	if (c && c->kind == CHANGE_THRESHOLD)
		thresholds_suppose(t, c->threshold, c->value);
}

/* One more of a thing that is counted is as much as a quarter of a share. */
enum { COUNTED_SPAN = 4, MOST_COUNTED = 1000 };
enum { SECONDS_SPAN = 600, MOST_SECONDS = 1000000 };

bool
score_scale(const struct score_plan *p, size_t i, struct score_scale *out)
{
	struct score_signal g = { .high = INFINITY }; /* a user's list: a sum */

	if (i >= p->slots.n)
		return false;
	if (i < N_SLOTS)
		score_signal(i, &g);
	*out = (struct score_scale){ .path = p->slots.info[i].path,
		.low = g.low,
		.high = 1,
		.step = g.whole ? 1 : 0.0001,
		.span = 1,
		.derived = i == SLOT_DROPOFF_RISK || i == SLOT_READINESS ||
			   i == SLOT_TURNS };
	if (isinf(g.high)) {
		bool seconds = i < N_SLOTS && !g.whole;

		out->high = seconds ? MOST_SECONDS : MOST_COUNTED;
		out->span = seconds ? SECONDS_SPAN : COUNTED_SPAN;
	}
	return true;
}
