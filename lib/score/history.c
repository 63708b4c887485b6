#include "score/history.h"

#include <string.h>

#include "score/word_lists.h"

enum {
	AGO_GAP = 3,	 /* "vor", "mehr als zehn", "Jahren" */
	WELL_GAP = 3,	 /* "now", "I am", "well" */
	NOT_GAP = 3,	 /* "not", "at all", "well" */
	VERB_BEFORE = 6, /* "hatte", "vor zwanzig Jahren einen" */
	VERB_BEHIND = 2, /* "einen Schlaganfall", "gehabt" */
	TIME_GAP = 10,	 /* between a danger and when it was */
	YEAR_DIGITS = 4,
};

/* A year that is long past whenever the log was written. */
static const struct str first_year = { "1930", YEAR_DIGITS },
			last_year = { "2019", YEAR_DIGITS };

static bool
is(const struct reading *r, uint32_t token, enum score_words list)
{
	const struct token *k = &r->text.tokens[token];

	return k->class == TEXT_WORD &&
	       wordlist_has(score_words(list), text_token(&r->text, k));
}

static uint32_t
back(uint32_t token, uint32_t by)
{
	return token < by ? 0 : token - by;
}

/* Whether a word of the list is between two tokens, both included. */
static bool
has(const struct reading *r, uint32_t from, uint32_t to, enum score_words list)
{
	uint32_t end = (uint32_t)r->text.n_tokens;

	for (uint32_t i = from; i <= to && i < end; i++)
		if (is(r, i, list))
			return true;
	return false;
}

static bool
is_year(const struct reading *r, uint32_t token)
{
	struct str s = text_token(&r->text, &r->text.tokens[token]);

	if (s.n != YEAR_DIGITS)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return memcmp(s.p, first_year.p, s.n) >= 0 &&
	       memcmp(s.p, last_year.p, s.n) <= 0;
}

/* "Ten years ago", "vor zehn Jahren", "last year", "in 2012". */
static bool
is_time(const struct reading *r, uint32_t token)
{
	if (is(r, token, SCORE_WORDS_past_years) &&
	    (has(r, back(token, AGO_GAP), token, SCORE_WORDS_past_ago) ||
		has(r, token + 1, token + 1, SCORE_WORDS_past_ago)))
		return true;
	if (is(r, token, SCORE_WORDS_past_year) &&
	    has(r, back(token, 1), token + 1, SCORE_WORDS_past_last))
		return true;
	return token && is_year(r, token) &&
	       is(r, token - 1, SCORE_WORDS_past_in);
}

static bool
is_denied(const struct reading *r, uint32_t token)
{
	return has(r, back(token, NOT_GAP), token, SCORE_WORDS_past_not);
}

static bool
is_well(const struct reading *r, uint32_t now)
{
	uint32_t end = now + WELL_GAP;

	for (uint32_t i = back(now, WELL_GAP); i <= end && i < r->text.n_tokens;
	     i++)
		if (is(r, i, SCORE_WORDS_past_well))
			return !is_denied(r, i);
	return false;
}

static bool
is_recovered(const struct reading *r)
{
	for (uint32_t i = 0; i < r->text.n_tokens; i++)
		if (is(r, i, SCORE_WORDS_past_over))
			return !is_denied(r, i);
	return false;
}

static bool
is_of_now(const struct reading *r)
{
	for (uint32_t i = 0; i < r->text.n_tokens; i++)
		if (is(r, i, SCORE_WORDS_past_now) && !is_well(r, i))
			return true;
	return false;
}

static bool
has_time(const struct reading *r)
{
	for (uint32_t i = 0; i < r->text.n_tokens; i++)
		if (is_time(r, i))
			return true;
	return false;
}

bool
history_looks_back(const struct reading *r)
{
	return has_time(r) &&
	       (has(r, 0, (uint32_t)r->text.n_tokens,
		    SCORE_WORDS_past_errand) ||
		   is_recovered(r)) &&
	       !is_of_now(r);
}

bool
history_is_then(const struct reading *r, const struct term_hit *h)
{
	uint32_t end = h->last + TIME_GAP;

	if (!has(r, back(h->first, VERB_BEFORE), h->last + VERB_BEHIND,
		SCORE_WORDS_past_verb))
		return false;
	for (uint32_t i = back(h->first, TIME_GAP);
	     i <= end && i < r->text.n_tokens; i++)
		if (is_time(r, i) &&
		    !reading_breaks(r, i < h->first ? i : h->last,
			i < h->first ? h->first : i))
			return true;
	return false;
}
