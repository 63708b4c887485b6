#include "score/confirm.h"

#include <math.h>
#include <string.h>

#include "score/word_lists.h"

/* Constants that the manual names. */
#define CONFIRMED 0.9 /* of what the lists say of the question */
enum { YES_WORDS = 8 /* a longer answer is more than a yes */ };

void
confirm_init(struct confirm *c, const struct lists *l)
{
	*c = (struct confirm){ 0 };
	reading_init(&c->reading, l);
}

void
confirm_free(struct confirm *c)
{
	reading_free(&c->reading);
}

bool
confirm_agrees(struct reading *r)
{
	if (r->tally.words > YES_WORDS)
		return false;
	reading_search(r, SET_MODIFIERS);
	return r->strength[LIST_affirm] > 0 && r->strength[LIST_negators] == 0;
}

bool
confirm_is_yes(struct reading *r)
{
	const struct text *x = &r->text;

	return x->n_tokens && r->tally.words <= YES_WORDS &&
	       wordlist_has(score_words(SCORE_WORDS_confirms),
		   text_token(x, &x->tokens[0])) &&
	       confirm_agrees(r);
}

static bool
is_mark(const struct text *x, size_t i, const char *marks)
{
	const struct token *k = &x->tokens[i];

	return k->class == TEXT_PUNCT &&
	       strchr(marks, x->folded.p[k->at]) != NULL;
}

/* The first token of the last sentence that asks; n_tokens: none does. */
static uint32_t
find_question(const struct text *x)
{
	size_t end = x->n_tokens;

	while (end && !is_mark(x, end - 1, "?"))
		end--;
	if (end == 0)
		return (uint32_t)x->n_tokens;
	while (--end && !is_mark(x, end - 1, ".!?"))
		;
	return (uint32_t)end;
}

/* "if" stands before it: "shall I tell you what to do if you smell gas?" */
static bool
is_supposed(const struct confirm *c, uint32_t token)
{
	const struct text *x = &c->reading.text;

	for (uint32_t i = c->from; i < token; i++)
		if (wordlist_has(score_words(SCORE_WORDS_if),
			text_token(x, &x->tokens[i])))
			return true;
	return false;
}

/* The slot of a list of dangers, or N_SLOTS. */
static size_t
danger_of(uint32_t list)
{
	switch (list) {
	case LIST_self_harm:
		return SLOT_SELF_HARM;
	case LIST_violence:
		return SLOT_VIOLENCE;
	case LIST_medical:
		return SLOT_MEDICAL;
	case LIST_child:
		return SLOT_CHILD;
	case LIST_hazard:
		return SLOT_HAZARD;
	default:
		return N_SLOTS;
	}
}

bool
confirm_counts(const struct confirm *c, size_t hit)
{
	const struct term_hit *h = &c->reading.hits[hit];

	return danger_of(h->list) != N_SLOTS && h->first >= c->from &&
	       !is_supposed(c, h->first);
}

bool
confirm_take(struct confirm *c, struct str question, uint32_t turn,
    const struct spoken *spoken, struct signals *g)
{
	struct reading *r = &c->reading;
	bool any = false;

	reading_take(r, SET_CUSTOMER, question, spoken);
	c->turn = turn;
	c->from = find_question(&r->text);
	for (size_t i = 0; i < r->n_hits; i++) {
		double *value;

		if (!confirm_counts(c, i))
			continue;
		value = &g->value[danger_of(r->hits[i].list)];
		*value =
		    fmax(*value, quantise(CONFIRMED * reading_weight(r, i)));
		any = true;
	}
	return any;
}
