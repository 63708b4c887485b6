/* Addresses that are told in parts, as in India: "Flat 402, B Wing, Sai Krupa
 * Apartments, Sector 17", "#45, 2nd Cross, 5th Main", "12/4 MG Road, opp. City
 * Mall".  A town's quarter, a sector or a landmark is of the address where a
 * street has no name of its own. */

#include "redact/recogniser.h"
#include "redact/streets.h"

enum { MOST_PARTS = 7, MOST_WORDS = 4 };

struct parts {
	size_t last; /* token */
	size_t n;
	size_t labels;	/* of them "house 12", "road 5" */
	bool of_places; /* one of them is said of places alone: "sector" */
};

/* "A-12", "B": letters and numbers of flats, behind "flat" or before "block".
 */
static size_t
code_end(const struct speech *s, size_t i)
{
	bool letter = speech_is_letters(s, i) && speech_token(s, i)->n == 1;

	if (letter && speech_is_mark(s, i + 1, "-/") &&
	    speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
	    street_is_house(s, i + 2))
		return street_house_end(s, i + 2);
	if (street_is_house(s, i)) {
		size_t last = street_house_end(s, i);

		/* "8-2-293/82" */
		while (speech_is_mark(s, last + 1, "-/") &&
		       speech_is_joined(s, last + 1) &&
		       speech_is_joined(s, last + 2) &&
		       street_is_house(s, last + 2))
			last += 2;
		return last;
	}
	return letter ? i : SIZE_MAX;
}

static bool
is_label(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, "#") || speech_in(s, i, WORDS_plot) ||
	       speech_in(s, i, WORDS_part) ||
	       speech_in(s, i, WORDS_part_later) ||
	       speech_in(s, i, WORDS_part_of_place);
}

/* "Flat No. 402", "sector 17", "H.No 8-2-293", "#45", at the word. */
static size_t
labelled_end(const struct speech *s, size_t i, struct parts *p)
{
	size_t k = i + 1, end;
	bool no = false;

	if (!is_label(s, i))
		return SIZE_MAX;
	for (; speech_is_mark(s, k, ".:#-") || speech_is(s, k, "no") ||
	       speech_is(s, k, "number") || speech_is(s, k, "nambar");
	     k++)
		no |= speech_is(s, k, "no") || speech_is(s, k, "nambar");
	end = code_end(s, k);
	if (end == SIZE_MAX)
		return SIZE_MAX;
	p->labels++;
	p->of_places |= no || speech_in(s, i, WORDS_part_of_place);
	return end;
}

/* "2nd" */
static bool
is_nth(struct str w)
{
	return w.n > 2 && is_digit(w.p[0]) && is_alpha(w.p[w.n - 1]) &&
	       is_alpha(w.p[w.n - 2]);
}

/* "2nd Cross", "B Wing", "H-Block", at what stands before the word. */
static size_t
ordinal_end(const struct speech *s, size_t i, struct parts *p)
{
	size_t k = i + 1;

	if (!is_nth(speech_word(s, i)) &&
	    !(speech_is_letters(s, i) && speech_token(s, i)->n == 1))
		return SIZE_MAX;
	k += speech_is_mark(s, k, "-");
	if (!speech_in(s, k, WORDS_part_behind))
		return SIZE_MAX;
	p->of_places |= speech_is(s, k, "cross") || speech_is(s, k, "main");
	/* "3rd main road" */
	return k + (speech_has_use(s, k + 1, USE_STREET) && !speech_ends(s, k));
}

/* "opp. City Mall", "near hanuman mandir": up to a comma or the end. */
static size_t
landmark_end(const struct speech *s, size_t i)
{
	size_t k = i + 1;

	if (!speech_in(s, i, WORDS_landmark_near))
		return SIZE_MAX;
	k += speech_is_mark(s, k, ".");
	for (size_t n = 0; n < MOST_WORDS && speech_is_letters(s, k); n++, k++)
		if (s->is[k] & WORD_COMMON && !speech_is_capital(s, k))
			break;
	if (k == i + 1 ||
	    !(speech_ends(s, k - 1) || speech_is_mark(s, k, ",-")))
		return SIZE_MAX;
	return k - 1;
}

/* "Shanti Nagar", "Sunrise Apts", "Greater Kailash 1". */
static size_t
named_end(const struct speech *s, size_t i, struct parts *p)
{
	for (size_t k = i; k < i + MOST_WORDS && speech_is_letters(s, k); k++) {
		if (k > i && speech_ends(s, k - 1))
			break;
		/* "Indiranagar" */
		if (k == i &&
		    !(speech_token(s, k)->n > 7 && speech_is_quarter(s, k)))
			continue;
		if (speech_is_quarter(s, k)) {
			p->of_places = true;
			return k;
		}
		if (speech_in(s, k, WORDS_building) ||
		    speech_has_use(s, k, USE_SURE_STREET))
			return k;
	}
	return SIZE_MAX;
}

/* The last token of the part at token i, or SIZE_MAX. */
static size_t
part_end(const struct speech *s, size_t i, struct parts *p)
{
	size_t end;

	if (i >= s->words->n_tokens || speech_is_held(s, i))
		return SIZE_MAX;
	if ((end = labelled_end(s, i, p)) != SIZE_MAX ||
	    (end = ordinal_end(s, i, p)) != SIZE_MAX ||
	    (end = named_end(s, i, p)) != SIZE_MAX)
		return end;
	end = landmark_end(s, i);
	p->of_places |= end != SIZE_MAX;
	return end;
}

/* The parts behind token p->last. */
static void
read_on(const struct speech *s, struct parts *p)
{
	while (p->n < MOST_PARTS && !speech_ends_cell(s, p->last)) {
		size_t i = p->last + 1, end;

		i += speech_is_mark(s, i, ",-");
		end = part_end(s, i, p);
		if (end == SIZE_MAX)
			return;
		p->last = end;
		p->n++;
	}
}

/* A word that is said of such parts is in the text. */
static bool
may_have_parts(const struct speech *s)
{
	return speech_has(s, WORDS_part_of_place) ||
	       speech_has(s, WORDS_part_later) ||
	       speech_has(s, WORDS_part_behind) ||
	       speech_has(s, WORDS_landmark_near) ||
	       speech_has(s, WORDS_quarter);
}

size_t
street_parts_behind(const struct speech *s, size_t last)
{
	struct parts p = { .last = last };

	if (!may_have_parts(s))
		return last;
	read_on(s, &p);
	return p.of_places ? p.last : last;
}

/* "#45", "A-12", at the number: where it begins. */
static size_t
code_start(const struct speech *s, size_t i)
{
	if (i > 0 && speech_is_mark(s, i - 1, "#"))
		return i - 1;
	return i > 1 && speech_is_mark(s, i - 1, "-/") &&
		       speech_is_joined(s, i) && speech_is_joined(s, i - 1) &&
		       speech_is_letters(s, i - 2) &&
		       speech_token(s, i - 2)->n == 1
		   ? i - 2
		   : i;
}

bool
street_by_parts(struct speech *s, size_t i, struct spans *out)
{
	struct parts p = { .n = 1 };
	size_t first = code_start(s, i);

	if (!may_have_parts(s) || speech_in(s, i, WORDS_part_later))
		return false;
	p.last = labelled_end(s, first, &p);
	if (p.last == SIZE_MAX && first < i)
		p.last = code_end(s, first);
	if (p.last == SIZE_MAX)
		return false;
	read_on(s, &p);
	if (p.n < 2 ||
	    !(p.of_places || (p.labels > 1 && speech_in(s, i, WORDS_plot))))
		return false;
	speech_add(s, out, first, p.last,
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}
