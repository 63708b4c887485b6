/* Which words the tagger is asked of. */

#include "redact/people_tagged.h"

bool
people_is_small_name(const struct speech *s, size_t i)
{
	if (!people_is_name(s, i))
		return false;
	return !(s->is[i] & WORD_KNOWN) ||
	       (people_is_short(s) && s->is[i] & WORD_FIRST &&
		   !(s->is[i] & WORD_COMMON));
}

static bool
mark(uint8_t *wanted, size_t i)
{
	wanted[i] = 1;
	return true;
}

/* "robrt", where a name must stand. */
static bool
may_be_misspelt(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 3 &&
	       !(s->is[i] & WORD_KNOWN);
}

/* What stands behind a cue. */
static bool
mark_told(const struct speech *s, uint8_t *wanted)
{
	bool any = false;

	for (size_t k = 0; k < s->n_hits; k++) {
		size_t i = s->hits[k].last + 1;

		if (s->hits[k].list == SPEECH_name_before &&
		    (people_is_small_first(s, i) ||
			(s->hits[k].weight > 2 && may_be_misspelt(s, i))))
			any = mark(wanted, i);
	}
	return any;
}

/* A word with a capital that it has for being a name, perhaps. */
static bool
is_capital_name(const struct speech *s, size_t i, bool capital_before)
{
	bool known = s->is[i] & WORD_KNOWN, name = people_is_name(s, i);

	return (!known || name) && !people_is_never(s, i) &&
	       ((name && !known) || capital_before || !people_at_start(s, i) ||
		   (speech_is_letters(s, i + 1) &&
		       speech_is_capital(s, i + 1)));
}

bool
people_mark(const struct speech *s, uint8_t *wanted)
{
	bool capital_before = false, any = mark_told(s, wanted);

	if (!people_is_short(s) && !s->may_name)
		return any;
	if (people_is_short(s) && !(s->is[0] & WORD_KNOWN))
		any = mark(wanted, 0);
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		bool capital;

		if (!s->seen[i].letters || speech_token(s, i)->n < 3)
			continue;
		capital = speech_is_capital(s, i);
		if (capital ? is_capital_name(s, i, capital_before)
			    : people_is_small_name(s, i))
			any = mark(wanted, i);
		capital_before = capital;
	}
	return any;
}
