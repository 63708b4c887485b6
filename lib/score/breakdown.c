#include "score/breakdown.h"

#include <math.h>

/*
 * A logistic of what is known of a turn.  The weights are rounded from a fit
 * on half of the conversations of DBDC3; that of FALLBACK, which its
 * chatbots hardly show, is set by hand.  So is AT_ALL, higher than the fit by
 * 1: most judges see a breakdown or a possible one in nearly all turns of 0.5
 * and more, and four in ten of these are a breakdown first of all; the fit says
 * 0.5 of few.  Friction is what the fit says 0.5 of.  The manual names all.
 */
#define AT_ALL	    (-1.6)
#define WORDS	    0.3 /* x the head's log odds */
#define STRANGE	    0.8 /* it has content, and no word of the customer's */
#define ASKS	    (-0.5)
#define DODGES	    0.5 /* it answers a question with one */
#define REPEATS	    0.15
#define FALLBACK    1.5
#define LATE	    2.0 /* x the customer's turns so far, ten at most, / 10 */
#define FRICTION_AT 0.73
#define NEARLY	    0.99 /* log odds: a little less than FRICTION_AT */
enum { LATEST = 10 };

void
breakdown_start(struct breakdown *b)
{
	*b = (struct breakdown){ .worst = -INFINITY };
}

static bool
shares_word(const struct breakdown *b, const struct bot_line *line)
{
	for (uint32_t i = 0; i < line->n_content; i++)
		if (signature_has(b->said, line->content[i], LINE_WORDS))
			return true;
	return false;
}

/* In the order of the probabilities. */
static double
log_odds(const struct breakdown *b, const struct told *told, bool repeats,
    bool asked)
{
	const struct bot_line *line = told->line;
	double late = b->turns < LATEST ? b->turns : LATEST;
	double x = AT_ALL + WORDS * line->breakdown + LATE * late / LATEST;

	if (line->n_content && !shares_word(b, line))
		x += STRANGE;
	if (line->question)
		x += asked ? ASKS + DODGES : ASKS;
	if (repeats)
		x += REPEATS;
	if (line->fallback || told->fallback_intent)
		x += FALLBACK;
	return x;
}

void
breakdown_bot(struct breakdown *b, const struct told *told, bool repeats,
    bool asked, struct hitches *out)
{
	double x, p;

	if (told->line->words == 0 || b->turns == 0)
		return;
	x = log_odds(b, told, repeats, asked);
	if (x > b->worst)
		b->worst = x;
	if (x < NEARLY)
		return;
	p = logistic(x);
	if (p >= FRICTION_AT)
		flow_note(
		    out, FRICTION_BREAKDOWN, told->turn, told->line->size, p);
}

void
breakdown_customer(struct breakdown *b, const struct signature *said)
{
	b->heard = b->worst;
	b->worst = -INFINITY;
	b->turns++;
	b->said = said;
}

void
breakdown_signals(const struct breakdown *b, struct signals *g)
{
	g->value[SLOT_BREAKDOWN] = logistic(b->heard);
}
