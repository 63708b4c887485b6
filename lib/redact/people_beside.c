/* Names beside names, and what stands beside them. */

#include <string.h>

#include "redact/people.h"

enum { LONGEST_AND = 4 };

/* In small letters a word says that no name is meant. */
static bool
is_plain_pair(const struct speech *s, size_t first, size_t last)
{
	return (s->is[first] | s->is[first + 2] | s->is[last]) & WORD_COMMON ||
	       s->is[last] & WORD_KNOWN;
}

/* "Min-jun Park", "Jean-Luc Moreau": at the hyphen. */
void
people_take_hyphened(struct speech *s, size_t hyphen, struct spans *out)
{
	size_t first = hyphen - 1, last = hyphen + 2;

	if (!speech_is_joined(s, hyphen) || !speech_is_joined(s, hyphen + 1) ||
	    !speech_is_letters(s, first) || !speech_is_letters(s, hyphen + 1) ||
	    speech_token(s, first)->n < 2 ||
	    speech_token(s, hyphen + 1)->n < 2 || !speech_is_letters(s, last) ||
	    speech_ends(s, last - 1) || !(s->is[last] & WORD_LAST) ||
	    (speech_is_capital(s, first) ? !speech_is_capital(s, last)
					 : is_plain_pair(s, first, last)) ||
	    s->is[last] & WORD_PLACE || speech_token(s, last)->upper == 2 ||
	    (s->is[first] & WORD_KNOWN && !(s->is[first] & WORD_FIRST)))
		return;
	speech_add(s, out, first, people_name_end(s, last),
	    (struct finding_of){ KIND_NAME, "name-hyphened", 80 });
}

bool
people_is_and(const struct speech *s, size_t i)
{
	if (i >= s->words->n_tokens || speech_token(s, i)->n > LONGEST_AND)
		return false;
	return speech_is_mark(s, i, ",&/") || speech_is(s, i, "and") ||
	       speech_is(s, i, "or") || speech_is(s, i, "und") ||
	       speech_is(s, i, "oder") || speech_is(s, i, "et") ||
	       speech_is(s, i, "ou") || speech_is(s, i, "y") ||
	       speech_is(s, i, "e") || speech_is(s, i, "en") ||
	       speech_is(s, i, "och") || speech_is(s, i, "to");
}

/* A full name, or a first name that is no word. */
static bool
is_whole_name(const struct speech *s, size_t first, size_t last)
{
	return s->is[first] & WORD_FIRST && people_is_name(s, first) &&
	       (last > first
		       ? s->is[last] & WORD_LAST && !people_is_plain(s, last) &&
			     !(s->is[last] & WORD_COMMON)
		       : !(s->is[first] & (WORD_KNOWN | WORD_PLACE)));
}

/* "Kevin Huber, Ngozi Eze and Marc": those beside one that was found. */
void
people_take_listed(struct speech *s, struct spans *out)
{
	static const struct finding_of listed = { KIND_NAME, "name-listed",
		75 };
	for (size_t i = 1; i + 1 < s->words->n_tokens; i++) {
		size_t last, first, end, start;

		if (speech_token(s, i)->n > LONGEST_AND || !people_is_and(s, i))
			continue;
		end = speech_byte(s, speech_token(s, i - 1)->end);
		start = speech_byte(s, speech_token(s, i + 1)->start);
		if (s->found[end] & FOUND_NAME_END &&
		    !people_is_taken(s, i + 1) &&
		    people_fits(s, i + 1, SURE_WEAK)) {
			last = people_name_end(s, i + 1);
			if (is_whole_name(s, i + 1, last))
				speech_add(s, out, i + 1, last, listed);
		}
		if (!(s->found[start] & FOUND_NAME_START))
			continue;
		for (first = i > 2 ? i - 2 : 0; first < i; first++)
			if (people_fits(s, first, SURE_WEAK) &&
			    people_name_end(s, first) == i - 1 &&
			    is_whole_name(s, first, i - 1) &&
			    !people_is_taken(s, first)) {
				speech_add(s, out, first, i - 1, listed);
				break;
			}
	}
}

/* "Fatou Diallo nee Bah", "Mandy Scholz geb. Petzold": the name before. */
void
people_take_born(struct speech *s, struct spans *out)
{
	for (size_t i = 1; i + 1 < s->words->n_tokens; i++) {
		size_t name = i + 1, before = i - 1;

		if (!speech_in(s, i, WORDS_born))
			continue;
		before -= before > 0 && speech_is_mark(s, before, ",(");
		name += speech_is_mark(s, name, ".");
		if (speech_is_letters(s, name) && speech_is_capital(s, name) &&
		    speech_token(s, name)->n > 2 && !people_is_never(s, name) &&
		    s->found[speech_byte(s, speech_token(s, before)->end)] &
			FOUND_NAME_END)
			speech_add(s, out, name, people_name_end(s, name),
			    (struct finding_of){
				KIND_NAME, "name-listed", 75 });
	}
}

/* "To: Lachance, Ines <": at the comma. */
static bool
is_turned(const struct speech *s, size_t comma)
{
	size_t last = comma - 1, first = comma + 1, end = comma + 2;

	return speech_is_letters(s, last) && speech_is_letters(s, first) &&
	       speech_is_capital(s, last) && speech_is_capital(s, first) &&
	       speech_token(s, last)->n > 2 && s->is[first] & WORD_FIRST &&
	       !(s->is[first] & (WORD_KNOWN | WORD_PLACE)) &&
	       !(s->is[last] & (WORD_KNOWN | WORD_PLACE)) &&
	       speech_is_mark(s, last - 1, ":\"") &&
	       (end >= s->words->n_tokens || speech_ends(s, first) ||
		   speech_is_mark(s, end, "\"<("));
}

/* The last name first, as in lists of people. */
void
people_take_turned(struct speech *s, struct spans *out)
{
	for (size_t i = 2; i + 1 < s->words->n_tokens; i++)
		if (s->seen[i].mark == ',' && is_turned(s, i))
			speech_add(s, out, i - 1, i + 1,
			    (struct finding_of){
				KIND_NAME, "name-turned", 80 });
}

/* "Nguyen Thi Mai Anh", "Pham Van Duc": the last token, at the family name; 0:
 * it is none of Viet Nam. */
static size_t
vietnamese_end(const struct speech *s, size_t i)
{
	static const struct str middle[] = { { "thi", 3 }, { "van", 3 } };
	size_t last = i + 2;

	if (!speech_in(s, i, WORDS_vietnamese_family) ||
	    !SPEECH_IS_ONE(s, i + 1, middle) || !speech_is_capital(s, i) ||
	    !speech_is_capital(s, i + 1))
		return 0;
	while (last < i + 4 && speech_is_letters(s, last) &&
	       speech_is_capital(s, last) && !speech_ends(s, last - 1))
		last++;
	return last > i + 2 ? last - 1 : 0;
}

void
people_take_vietnamese(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i + 2 < s->words->n_tokens; i++) {
		size_t last =
		    s->is[i] & WORD_LAST && speech_token(s, i + 1)->n == 3
			? vietnamese_end(s, i)
			: 0;

		if (last)
			speech_add(s, out, i, last,
			    (struct finding_of){
				KIND_NAME, "name-beside", 75 });
	}
}

static bool
is_with(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_with);
}

/* "with a w", "con jota", "mit zwei l": of how a name is spelled, at "with". */
static bool
is_about_letters(const struct speech *s, size_t i)
{
	if (!is_with(s, i))
		return false;
	i++;
	if (speech_in(s, i, WORDS_letter_count) &&
	    speech_is_letters(s, i + 1) && !speech_ends(s, i))
		i++;
	if (!speech_is_letters(s, i))
		return false;
	return speech_in(s, i, WORDS_letter_name) ||
	       (speech_token(s, i)->n == 1 &&
		   /* "mit B-AB 469", "con l'acqua" */
		   !(speech_is_mark(s, i + 1, "-'") &&
		       speech_is_joined(s, i + 1)) &&
		   (i + 1 >= s->words->n_tokens || speech_ends(s, i) ||
		       speech_token(s, i + 1)->class != TEXT_WORD ||
		       s->is[i + 1] & WORD_COMMON));
}

static bool
may_be_spelled(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
	       !people_is_never(s, i) && !people_is_particle(s, i) &&
	       (speech_is_capital(s, i)
		       ? !(s->is[i] & WORD_COMMON) || people_is_name(s, i)
		       : !(s->is[i] & WORD_KNOWN));
}

/* "not", between a name and what it is no more. */
static bool
is_not(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_not);
}

/* "Sukhwinder, not Sukhvinder": at "not", beside a name that was found. */
static void
take_other_spelling(struct speech *s, size_t at, struct spans *out)
{
	static const struct finding_of other = { KIND_NAME, "name-corrected",
		70 };
	size_t before = at - 1, behind = at + 1;

	while (before > 0 &&
	       (speech_is_mark(s, before, ",") || speech_is(s, before, "no")))
		before--;
	if (!may_be_spelled(s, before) || !may_be_spelled(s, behind) ||
	    speech_word(s, before).p[0] != speech_word(s, behind).p[0])
		return;
	for (int n = 0; n < 2; n++) {
		size_t i = n ? behind : before;

		if (!people_is_taken(s, i))
			speech_add(s, out, i, i, other);
	}
}

/* What is said of how a name is written: "Gautier sans h". */
void
people_take_corrected(struct speech *s, struct spans *out)
{
	for (size_t i = 1; i + 1 < s->words->n_tokens; i++) {
		size_t name = i - 1;

		if (!s->seen[i].lists || !s->seen[i].letters)
			continue;
		if (is_not(s, i))
			take_other_spelling(s, i, out);
		if (!is_about_letters(s, i))
			continue;
		/* "Jimenez, con jota" */
		if (name > 0 && speech_is_mark(s, name, ","))
			name--;
		if (may_be_spelled(s, name) && !people_is_taken(s, name))
			speech_add(s, out, name, name,
			    (struct finding_of){
				KIND_NAME, "name-corrected", 75 });
	}
}

/* "Haruto Watanabe, 92, from Osaka", behind a name. */
void
people_take_ages(struct speech *s, struct spans *out)
{
	size_t n = out->n;

	for (size_t i = 1; i + 2 < s->words->n_tokens; i++) {
		bool round = speech_is_mark(s, i, "(");
		size_t end;

		if ((!round && !speech_is_mark(s, i, ",")) ||
		    !speech_is_digits(s, i + 1) ||
		    speech_token(s, i + 1)->n != 2 ||
		    !speech_is_mark(s, i + 2, round ? ")" : ","))
			continue;
		end = speech_byte(s, speech_token(s, i - 1)->end);
		for (size_t k = 0; k < n; k++)
			if (out->at[k].kind == KIND_NAME &&
			    out->at[k].end == end)
				speech_add(s, out, i + 1, i + 1,
				    (struct finding_of){
					KIND_AGE, "age-named", 75 });
	}
}
