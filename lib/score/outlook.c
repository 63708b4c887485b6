#include "score/outlook.h"

#include "json/json.h"

/*
 * Logistics, rounded from fits on half of STAR's conversations, where the bot's
 * side says whether the customer became annoyed, and whether somebody left in
 * the middle; the manual names the weights.
 */
#define CONTENT	  (-3.9)
#define READINESS 8.6 /* x its mean */
#define BROKEN	  (-0.9)
#define CLOSING	  (-4.0)
#define TREND	  (-4.0)

void
outlook_start(struct outlook *o)
{
	*o = (struct outlook){ 0 };
}

void
outlook_note(struct outlook *o, const struct signals *g, uint32_t turn)
{
	o->readiness += g->value[SLOT_READINESS];
	o->closing = g->value[SLOT_CLOSING];
	o->trend = g->value[SLOT_SENTIMENT_TREND];
	o->turn = turn;
	o->n++;
}

void
outlook_put(const struct outlook *o, struct buf *b)
{
	if (o->n == 0) {
		buf_cstr(b, ",\"outlook\":null");
		return;
	}
	buf_cstr(b, ",\"outlook\":{\"turn\":");
	json_put_int(b, o->turn);
	buf_cstr(b, ",\"dissatisfied\":");
	put_quantised(
	    b, logistic(CONTENT + READINESS * quantise(o->readiness / o->n)));
	buf_cstr(b, ",\"unfinished\":");
	put_quantised(
	    b, logistic(BROKEN + CLOSING * o->closing + TREND * o->trend));
	buf_char(b, '}');
}
