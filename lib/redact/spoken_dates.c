/* Dates in words: "the third of May nineteen eighty", at the month. */

#include "redact/speech.h"

#include "redact/context.h"

enum { FARTHEST = 10 }; /* tokens from the month */

/* The numbers on one side of a month. */
struct side {
	size_t end;    /* the farthest; the month itself: there are none */
	size_t n;      /* tokens */
	bool in_words; /* one of them at least */
};

/* A word of a number, or the day or year in digits. */
static bool
take_number(const struct speech *s, size_t i, struct side *side)
{
	size_t n = speech_is_digits(s, i) ? speech_token(s, i)->n : 0;
	bool word =
	    speech_has_use(s, i, USE_ONES | USE_HUNDREDS | USE_OF_DATE) ||
	    speech_is_long_number(s, i);

	if (!word && n != 1 && n != 2 && n != 4)
		return false;
	side->in_words |= word;
	side->end = i;
	side->n++;
	return true;
}

/* "of", "de", "und": between the numbers and the month. */
static bool
is_joint(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_OF | USE_UH | USE_THE) ||
	       speech_is(s, i, "of");
}

static struct side
numbers_before(const struct speech *s, size_t month)
{
	struct side side = { .end = month };

	for (size_t i = month; i > 0 && month - i < FARTHEST; i--)
		if (!take_number(s, i - 1, &side) &&
		    (side.n > 0 || !is_joint(s, i - 1)))
			break;
	return side;
}

static struct side
numbers_behind(const struct speech *s, size_t month)
{
	struct side side = { .end = month };

	for (size_t i = month + 1; i - month < FARTHEST; i++)
		if (!take_number(s, i, &side) && !is_joint(s, i) &&
		    !speech_is_mark(s, i, ",-"))
			break;
	return side;
}

/* "may one of you call" is none. */
static bool
is_date(enum kind kind, const struct side *before, const struct side *behind)
{
	if (kind == KIND_DOB)
		return before->n > 0 || behind->n > 1;
	if (kind == KIND_EXPIRY)
		return behind->n > 1;
	return before->n > 0 && behind->n > 0;
}

/* One number, of a year: "april 2027", "april 27". */
static bool
is_year(const struct speech *s, const struct side *behind)
{
	size_t n = speech_token(s, behind->end)->n;

	return behind->n == 1 && (n == 2 || n == 4);
}

static void
date_at(struct speech *s, size_t month, struct spans *out)
{
	struct side before = numbers_before(s, month);
	struct side behind = numbers_behind(s, month);
	enum kind kind;

	if (!before.in_words && !behind.in_words && !is_year(s, &behind))
		return;
	kind = context_names(s->lexicon, s->text,
	    speech_byte(s, speech_token(s, before.end)->start),
	    speech_before(s));
	/* "expires in april 2027" */
	if (!before.in_words && !behind.in_words) {
		if (kind == KIND_EXPIRY && before.n == 0)
			speech_add(s, out, month, behind.end,
			    (struct finding_of){ kind, "date-in-words", 80 });
		return;
	}
	if (kind != KIND_DOB && kind != KIND_EXPIRY)
		kind = KIND_DATE;
	if (is_date(kind, &before, &behind))
		speech_add(s, out, before.end, behind.end,
		    (struct finding_of){ kind, "date-in-words", 80 });
}

/* "sete do onze de oitenta e três", at the day. */
static bool
is_day_of_month(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_ONES) &&
	       (speech_is(s, i + 1, "do") || speech_is(s, i + 1, "del")) &&
	       speech_has_use(s, i + 2, USE_ONES) &&
	       speech_has_use(s, i + 3, USE_OF);
}

/* "der dritte fünfte neunzehnhundertachtzig": a birthday without the name of a
 * month, at its first number; its last, or i. */
static size_t
birth_at(struct speech *s, size_t i, struct spans *out)
{
	struct side side = { .end = i };
	size_t start = speech_byte(s, speech_token(s, i)->start);

	for (size_t k = i; k - i < FARTHEST; k++)
		if (!take_number(s, k, &side) && !is_joint(s, k))
			break;
	if (side.n < 3 || speech_has_use(s, side.end + 1, USE_MONTH) ||
	    context_names(s->lexicon, s->text, start, speech_before(s)) !=
		KIND_DOB)
		return i;
	speech_add(s, out, i, side.end,
	    (struct finding_of){ KIND_DOB, "date-in-words", 75 });
	return side.end;
}

void
spoken_dates_find(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		if (!(s->seen[i].uses & (USE_MONTH | USE_OF_DATE | USE_ONES)))
			continue;
		if (speech_has_use(s, i, USE_MONTH))
			date_at(s, i, out);
		else if (speech_has_use(s, i, USE_OF_DATE) ||
			 is_day_of_month(s, i))
			i = birth_at(s, i, out);
	}
}
