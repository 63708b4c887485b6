#include "score/evidence.h"

#include <math.h>

#include "json/json.h"
#include "score/heads.h"
#include "text/text.h"

enum { MOST = 12 }; /* places of one reason */

static void
put_text(const struct evidence *e, uint32_t turn, uint32_t start, uint32_t end)
{
	const struct conv *shown = e->scene->shown;
	struct str text = conv_text(shown, &shown->turns[turn]);
	size_t from = text_byte(text, start);

	buf_cstr(e->out, ",\"text\":");
	json_put_string(
	    e->out, (struct str){ text.p + from, text_byte(text, end) - from });
}

static void
put_place(struct evidence *e, uint32_t turn, uint32_t start, uint32_t end)
{
	if (e->n == MOST)
		return;
	buf_cstr(e->out, e->n++ ? ",{\"turn\":" : "{\"turn\":");
	json_put_int(e->out, turn);
	buf_cstr(e->out, ",\"start\":");
	json_put_int(e->out, start);
	buf_cstr(e->out, ",\"end\":");
	json_put_int(e->out, end);
	buf_cstr(e->out, ",\"signal\":");
	json_put_string(e->out, e->signal);
	if (e->scene->shown)
		put_text(e, turn, start, end);
	buf_char(e->out, '}');
}

/* Tokens of the turn. */
static void
put_span(struct evidence *e, uint32_t first, uint32_t last)
{
	const struct text *x = &e->scene->reading->text;

	/* a button says nothing: no words, no span */
	if (x->n_tokens == 0)
		put_place(e, e->scene->turn, 0, 0);
	else
		put_place(e, e->scene->turn, x->tokens[first].start,
		    x->tokens[last].end);
}

static void
put_turn(struct evidence *e)
{
	put_place(e, e->scene->turn, 0,
	    (uint32_t)e->scene->reading->text.n_codepoints);
}

/* Where the model spoke alone: the words that count most for it. */
static void
put_strongest(struct evidence *e, size_t slot, double value)
{
	const struct reading *r = e->scene->reading;
	struct model_span span;

	if (r->text.n_tokens && heads_span(r->heads, r, slot, value, &span))
		put_span(e, span.first, span.last);
	else
		put_turn(e);
}

/* What the bot asked about, of a list that the turn has no words of, and the
 * turn, which says yes to it; false: nothing. */
static bool
put_asked(struct evidence *e, uint32_t list)
{
	const struct confirm *c = e->scene->yes;
	bool found = false;

	for (size_t i = 0; c && i < c->reading.n_hits; i++) {
		const struct term_hit *h = &c->reading.hits[i];
		const struct token *tokens = c->reading.text.tokens;

		if (h->list != list || !confirm_counts(c, i))
			continue;
		put_place(
		    e, c->turn, tokens[h->first].start, tokens[h->last].end);
		found = true;
	}
	if (found)
		put_turn(e);
	return found;
}

/* The words of a slot's list; of sentiment, those of its own sign. */
static void
put_words(struct evidence *e, size_t slot, double value)
{
	bool sentiment = slot == SLOT_SENTIMENT;
	uint32_t list =
	    sentiment ? (uint32_t)LIST_sentiment : reading_list(slot);
	const struct reading *r = e->scene->reading;
	bool found = false;

	for (size_t i = 0; i < r->n_hits; i++) {
		const struct term_hit *h = &r->hits[i];

		if (h->list != list || reading_weight(r, i) == 0 ||
		    (sentiment && (h->weight < 0) != (value < 0)))
			continue;
		put_span(e, h->first, h->last);
		found = true;
	}
	if (!found && !put_asked(e, list))
		put_strongest(e, slot, value);
}

/* The words that ask, or those that count most for the model that heard it. */
static void
put_request(struct evidence *e)
{
	const struct request *q = &e->scene->request;
	double heard = heads_request(e->scene->reading->heads);

	if (heard > 0 && heard == q->score)
		put_strongest(e, SLOT_HUMAN_REQUEST, heard);
	else
		put_span(e, q->first, q->last);
}

static void
put_hitches(struct evidence *e, enum friction kind)
{
	const struct hitches *all = e->scene->hitches;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].kind == kind)
			put_place(
			    e, all->items[i].turn, 0, all->items[i].length);
}

/* The friction that a signal counts; N_FRICTIONS: none. */
static enum friction
counted_by(size_t slot)
{
	switch (slot) {
	case SLOT_FALLBACKS:
	case SLOT_FALLBACK_STREAK:
		return FRICTION_FALLBACK;
	case SLOT_BOT_REPEATS:
		return FRICTION_BOT_REPEAT;
	case SLOT_REPHRASES:
		return FRICTION_REPHRASE;
	case SLOT_LOOPS:
		return FRICTION_LOOP;
	case SLOT_BREAKDOWN:
		return FRICTION_BREAKDOWN;
	case SLOT_SLOT_REPEATS:
		return FRICTION_SLOT_REPEAT;
	case SLOT_UNANSWERED:
		return FRICTION_UNANSWERED;
	case SLOT_UNHELPFUL:
		return FRICTION_NEGATIVE_FEEDBACK;
	case SLOT_SILENCES:
		return FRICTION_SILENCE;
	default:
		return N_FRICTIONS;
	}
}

/* What is said of the turn as a whole. */
static bool
is_of_turn(size_t slot)
{
	switch (slot) {
	case SLOT_ASR_CONFIDENCE:
	case SLOT_CONFIDENCE:
	case SLOT_MARGIN:
	case SLOT_OUT_OF_SCOPE:
	case SLOT_SHOUTING:
		return true;
	default:
		return false;
	}
}

void
evidence_put(struct evidence *e, const struct slots *slots,
    const struct signals *g, size_t slot)
{
	enum friction counted = counted_by(slot);
	double x = g->value[slot];

	if (isnan(x) ||
	    (slot_felt(g, slot) == 0 && slots->info[slot].from == 0))
		return;
	e->signal = slots->info[slot].path;
	if (counted != N_FRICTIONS)
		put_hitches(e, counted);
	else if (is_of_turn(slot))
		put_turn(e);
	else if (slot == SLOT_HUMAN_REQUEST)
		put_request(e);
	else if (slot == SLOT_SENTIMENT || reading_list(slot) != UINT32_MAX)
		put_words(e, slot, x);
}
