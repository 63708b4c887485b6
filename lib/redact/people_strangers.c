/* Names that neither a list nor the tagger knows. */

#include <string.h>

#include "redact/people_tagged.h"
#include "redact/people_things.h"

/* "mein Mann Detlef": at "Mann", the end of such a cue. */
static bool
ends_cue(const struct speech *s, size_t i)
{
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_before &&
		    s->hits[k].last == i && s->hits[k].first < i &&
		    s->hits[k].weight > 1)
			return true;
	return false;
}

/* "R J Pemberton", "W. Braak": a word in capitals behind initials. */
static bool
is_behind_initial(const struct speech *s, size_t i)
{
	size_t letter = i - 1;

	if (i == 0 || !speech_is_letters(s, i) || !speech_is_capital(s, i) ||
	    speech_token(s, i)->upper != 1 ||
	    s->is[i] & (WORD_KNOWN | WORD_FIRM) || !people_is_name(s, i) ||
	    speech_ends_cell(s, i - 1))
		return false;
	if (speech_is_mark(s, letter, ".") && i > 1)
		letter--;
	return speech_is_letters(s, letter) &&
	       speech_token(s, letter)->n == 1 &&
	       speech_is_capital(s, letter) &&
	       (letter < i - 1
		       ? !speech_is_joined(s, letter)
		       : !strchr("aeiouy", speech_word(s, letter).p[0]));
}

/* "Tom Okafor,": a first name, a word too, and a family name that begin a line
 * of a table. */
static bool
is_first_cell(const struct speech *s, size_t i)
{
	size_t last = i + 1;

	return s->has_cells && (i == 0 || speech_ends_cell(s, i - 1)) &&
	       speech_is_letters(s, last) && s->is[i] & WORD_FIRST &&
	       s->is[last] & WORD_LAST && speech_token(s, i)->upper == 1 &&
	       speech_token(s, last)->upper == 1 &&
	       !(s->is[last] & (WORD_COMMON | WORD_FIRM)) &&
	       speech_is_mark(s, i + 2, ",;|") && speech_is_joined(s, i + 2) &&
	       speech_is_joined(s, i + 3);
}

/* "Jane Miller": a first name that is no word, and a family name. */
static bool
is_first_and_last(const struct speech *s, size_t i)
{
	return people_is_stranger(s, i) && s->is[i] & WORD_FIRST &&
	       speech_is_letters(s, i + 1) &&
	       speech_token(s, i + 1)->upper == 1 && s->is[i + 1] & WORD_LAST &&
	       !(s->is[i + 1] & (WORD_COMMON | WORD_FIRM | WORD_PLACE)) &&
	       !people_is_never(s, i + 1);
}

/* "Jane <jane@example.com>" */
static bool
is_of_address(const struct speech *s, size_t i)
{
	return people_is_stranger(s, i) && s->is[i] & WORD_FIRST &&
	       speech_is_mark(s, i + 1, "<") && !speech_is_held(s, i + 2);
}

/* Is every second word written in capitals, as in a title? */
static bool
is_title(const struct speech *s)
{
	size_t capital = 0, small = 0;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		capital += s->seen[i].letters && speech_token(s, i)->upper > 0;
		small += s->seen[i].letters && speech_token(s, i)->upper == 0;
	}
	return capital > small;
}

void
people_take_strangers(struct speech *s, struct spans *out)
{
	int title = -1; /* not known */

	if (s->capitals || s->small || !s->may_name)
		return;
	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		size_t last = i + 1;

		if (speech_token(s, i)->upper != 1 || !s->seen[i].letters)
			continue;
		if ((is_behind_initial(s, i) || is_of_address(s, i) ||
			is_first_cell(s, i)) &&
		    !people_is_taken(s, i)) {
			people_add(s, out, i, people_name_end(s, i),
			    (struct finding_of){
				KIND_NAME, "name-beside", 70 });
			continue;
		}
		if (!(people_is_stranger(s, i) &&
			people_is_stranger(s, last)) &&
		    !is_first_and_last(s, i))
			continue;
		if (title < 0)
			title = is_title(s);
		if (title && !is_first_and_last(s, i))
			continue;
		if (speech_ends(s, i) || people_is_taken(s, i) ||
		    people_is_taken(s, last) || ends_cue(s, i) ||
		    people_is_of_goods(s, i, last) ||
		    people_ends_with_title(s, i, last) ||
		    (is_first_and_last(s, i) &&
			people_is_doubtful(s, i, last)) ||
		    people_is_german_noun(s, i, last) || speech_is_make(s, i) ||
		    people_is_of_business(s, i, last) ||
		    people_is_of_firm(s, i, last) || people_is_counted(s, i))
			continue;
		last = people_name_end(s, i);
		people_add(s, out, i, last,
		    (struct finding_of){ KIND_NAME, "name-unknown", 65 });
		i = last;
	}
}
