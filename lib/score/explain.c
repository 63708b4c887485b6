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
	if (i >= p->slots.n)
		return false;
	*out = (struct score_scale){ .path = p->slots.info[i].path,
		.high = 1,
		.step = 0.0001,
		.span = 1 };
	switch (i) {
	case SLOT_SENTIMENT:
	case SLOT_SENTIMENT_TREND:
	case SLOT_MARGIN:
		out->low = -1;
		break;
	case SLOT_FALLBACKS:
	case SLOT_FALLBACK_STREAK:
	case SLOT_BOT_REPEATS:
	case SLOT_REPHRASES:
	case SLOT_LOOPS:
	case SLOT_TURNS:
		out->high = MOST_COUNTED;
		out->step = 1;
		out->span = COUNTED_SPAN;
		break;
	case SLOT_ELAPSED_S:
	case SLOT_BOT_WAIT_S:
	case SLOT_CUSTOMER_GAP_S:
		out->high = MOST_SECONDS;
		out->span = SECONDS_SPAN;
		break;
	case SLOT_DROPOFF_RISK:
	case SLOT_READINESS:
		out->derived = true;
		break;
	default:
		/* a list of the user's: the sum of the weights found */
		if (i >= N_SLOTS) {
			out->high = MOST_COUNTED;
			out->span = COUNTED_SPAN;
		}
	}
	return true;
}
