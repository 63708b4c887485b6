#include "score/people.h"
#include "score/word_lists.h"

enum {
	WINDOW = 40, /* tokens: the longest term and the widest gap */
	REFUSAL_GAP = 5,
	BEHIND_GAP = 2, /* verb, "Sie mich", "nicht" */
	ASKING_GAP = 4, /* "können Sie", "mich denn bitte", "nicht" */
};

/* The weight of a refusal that no question turns round ("ohne"), and of the
 * beginning of a question that turns others. */
#define FIRM 1.0f

size_t
people_from(const struct spans *s, uint32_t token)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->hit[middle]->first < token)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
people_window(uint32_t token)
{
	return token > WINDOW ? token - WINDOW : 0;
}

bool
people_parted(const struct people *v, uint32_t a, uint32_t b, float weight)
{
	const struct spans *s = &v->part[BOUNDARY];

	if (reading_breaks(v->r, a, b))
		return true;
	for (size_t i = people_from(s, a + 1); i < s->n && s->hit[i]->first < b;
	     i++)
		if (s->hit[i]->last < b && s->hit[i]->weight >= weight)
			return true;
	return false;
}

bool
people_say_little(const struct people *v, uint32_t a, uint32_t b)
{
	for (uint32_t i = a + 1; i < b; i++) {
		const struct token *k = &v->r->text.tokens[i];

		if (k->class == TEXT_WORD && !lists_stop(&v->r->known, i))
			return false;
	}
	return true;
}

/* An own wish or verb of contact between a refusal and what it might refuse
 * starts anew: "don't know, I want a person". */
static bool
starts_anew(const struct spans *s, uint32_t a, uint32_t b)
{
	for (size_t i = people_from(s, a + 1); i < s->n && s->hit[i]->first < b;
	     i++)
		if (s->hit[i]->last < b)
			return true;
	return false;
}

/* Does a German clause end behind this token, or go on with whom or how? */
static bool
ends_verb(const struct people *v, uint32_t token)
{
	const struct text *x = &v->r->text;

	if (token + 1 == x->n_tokens || reading_breaks(v->r, token, token + 2))
		return true;
	return wordlist_has(score_words(SCORE_WORDS_verb_goes_on),
	    text_token(x, &x->tokens[token + 1]));
}

/* "Verbinden Sie mich nicht." */
static bool
is_refused_behind(
    const struct people *v, const struct term_hit *no, uint32_t last)
{
	const struct text *x = &v->r->text;

	return no->first > last && no->first - last - 1 <= BEHIND_GAP &&
	       str_eq(text_token(x, &x->tokens[no->first]), STR("nicht")) &&
	       people_say_little(v, last, no->first) &&
	       !people_parted(v, last, no->first, 1) && ends_verb(v, no->last);
}

/* Is this refusal none, for a question is made of it?  "Können Sie mich nicht
 * verbinden?", but not "... bitte nicht verbinden". */
static bool
is_asking(const struct people *v, const struct term_hit *no)
{
	const struct spans *s = &v->part[ASKING];
	const struct text *x = &v->r->text;

	if (no->weight >= FIRM ||
	    (no->first > 0 &&
		str_eq(text_token(x, &x->tokens[no->first - 1]), STR("bitte"))))
		return false;
	for (size_t i = people_from(s, people_window(no->first));
	     i < s->n && s->hit[i]->first <= no->first; i++) {
		const struct term_hit *asks = s->hit[i];

		if (asks->weight < FIRM)
			continue;
		if (asks->last >= no->first ||
		    (no->first - asks->last - 1 <= ASKING_GAP &&
			!people_parted(v, asks->last, no->first, 1)))
			return true;
	}
	return false;
}

static bool
refuses(const struct people *v, const struct term_hit *no, uint32_t first,
    uint32_t last)
{
	if (is_asking(v, no))
		return false;
	if (no->first >= first)
		return no->last < last || is_refused_behind(v, no, last);
	if (no->last >= first)
		return true;
	return first - no->last - 1 <= REFUSAL_GAP &&
	       !people_parted(v, no->last, first, 1) &&
	       people_say_little(v, no->last, first) &&
	       !starts_anew(&v->part[DESIRE], no->last, first) &&
	       !starts_anew(&v->part[CONTACT], no->last, first);
}

bool
people_refused(const struct people *v, uint32_t first, uint32_t last)
{
	const struct spans *s = &v->part[REFUSAL];

	for (size_t i = people_from(s, people_window(first));
	     i < s->n && s->hit[i]->first <= last + 1 + BEHIND_GAP; i++)
		if (refuses(v, s->hit[i], first, last))
			return true;
	return false;
}

static bool
is_quote(const struct text *x, size_t i)
{
	return str_eq(text_token(x, &x->tokens[i]), STR("\""));
}

bool
people_quoted(const struct people *v, uint32_t first)
{
	const struct text *x = &v->r->text;
	size_t before = 0, after = 0;

	if (is_quote(x, 0) && is_quote(x, x->n_tokens - 1))
		return false;
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!is_quote(x, i))
			continue;
		if (i < first)
			before++;
		else
			after++;
	}
	return before % 2 == 1 && after > 0;
}

bool
people_refused_before(const struct people *v, uint32_t token)
{
	const struct spans *s = &v->part[REFUSAL];

	for (size_t i = 0; i < s->n && s->hit[i]->last < token; i++)
		if (!is_asking(v, s->hit[i]) &&
		    !people_parted(v, s->hit[i]->last, token, 1))
			return true;
	return false;
}
