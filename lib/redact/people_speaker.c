/* Names of who writes: below a greeting at the end, before "here", and in
 * answer to a question. */

#include "redact/people.h"

enum { SKIPPED = 2 };

/* "Wole A.", "Jane B": the last word of the text. */
static bool
is_initial_at_end(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n == 1 &&
	       speech_is_capital(s, i) && speech_ends(s, i) &&
	       !speech_is(s, i, "x");
}

/* "Mags x", "Bev xx" */
static bool
is_kiss(const struct speech *s, size_t i)
{
	return (speech_is(s, i, "x") || speech_is(s, i, "xx") ||
		   speech_is(s, i, "xxx")) &&
	       speech_ends(s, i);
}

void
people_take_signoff(struct speech *s, size_t i, struct spans *out)
{
	size_t skipped = 0, last, first;

	while ((speech_is_mark(s, i, ",.!-") ||
		   speech_begins(s, i, SPEECH_name_title)) &&
	       skipped++ < SKIPPED)
		i++;
	first = i;
	i = people_behind_initials(s, i);
	/* "Best regards\nWole": a word of some language, on a line of its own
	 */
	if (i >= s->words->n_tokens || speech_in(s, i, WORDS_role) ||
	    !people_fits(
		s, i, speech_ends_cell(s, i - 1) ? SURE_STRONG : SURE_FAIR))
		return;
	last = people_surname_end(s, i, people_name_end(s, i));
	/* "Ihre Kundennummer?" */
	if (speech_is_mark(s, last + 1, "?"))
		return;
	if (is_initial_at_end(s, last + 1))
		last++;
	if (speech_ends(s, last) || is_kiss(s, last + 1) ||
	    speech_token(s, last + 1)->class != TEXT_WORD)
		speech_add(s, out, first, last,
		    (struct finding_of){ KIND_NAME, "name-signoff", 85 });
}

/* "Sarah here", "main arjun bol raha hun": where a name behind which that is
 * said must begin. */
static bool
is_speaker_start(const struct speech *s, size_t first)
{
	return people_at_start(s, first) || speech_is_mark(s, first - 1, ",") ||
	       (speech_in(s, first - 1, WORDS_i_am) &&
		   people_at_start(s, first - 1));
}

void
people_take_speaker(
    struct speech *s, size_t i, enum sure sure, struct spans *out)
{
	for (size_t n = 1; n <= 3 && n <= i; n++) {
		size_t first = i - n;

		if (!people_fits(s, first, sure) ||
		    !is_speaker_start(s, first) ||
		    people_name_end(s, first) != i - 1)
			continue;
		speech_add(s, out, first, i - 1,
		    (struct finding_of){ KIND_NAME, "name-speaking", 85 });
		return;
	}
}

void
people_take_answer(struct speech *s, struct spans *out)
{
	size_t first = 0, n = s->words->n_tokens, last;

	while (first < n && (speech_has_use(s, first, USE_YES) ||
				speech_is_mark(s, first, ",.:'")))
		first++;
	if (first >= n)
		return;
	last = first;
	/* "van den Berg" */
	if (people_is_particle(s, first) && n - first > 1 &&
	    n - first <= PEOPLE_SHORT_TEXT && speech_is_letters(s, n - 1) &&
	    !people_is_never(s, n - 1) &&
	    (speech_is_capital(s, n - 1) || !(s->is[n - 1] & WORD_COMMON))) {
		speech_add(s, out, first, n - 1,
		    (struct finding_of){ KIND_NAME, "name-answer", 85 });
		return;
	}
	while (last + 1 < n && last - first < PEOPLE_LONGEST_NAME &&
	       speech_is_letters(s, last + 1) &&
	       ((people_is_particle(s, last + 1) && last + 2 < n) ||
		   (!people_is_never(s, last + 1) &&
		       !people_is_plain(s, last + 1))))
		last++;
	/* "guillaume de la tour": a word behind a particle ends it */
	if (last > first && people_is_particle(s, last)) {
		size_t word = last + 1 + speech_has_use(s, last + 1, USE_OF);

		if (word + 1 == n && speech_is_letters(s, word) &&
		    !people_is_never(s, word))
			last = word;
	}
	if (!speech_is_letters(s, first) || people_is_never(s, first) ||
	    (people_is_plain(s, first) && last == first &&
		!(speech_is_capital(s, first) &&
		    !(s->is[first] & WORD_COMMON))) ||
	    speech_token(s, first)->n < 2)
		return;
	/* A sentence is no answer of that kind. */
	if (last + 1 < n && !speech_is_mark(s, last + 1, ".,!;-") &&
	    speech_token(s, last + 1)->class == TEXT_WORD &&
	    !people_is_name(s, first))
		return;
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_NAME, "name-answer", 90 });
}
