#include "redact/plate.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hashed.h"
#include "base/octets.h"
#include "redact/recogniser.h"

/* Who speaks of a car, and where plates of a form are from. */
enum {
	SPOKEN_ANY = 1,
	SPOKEN_POLISH = 2,
	SPOKEN_SWEDISH = 4,
	SPOKEN_PLATE = 16, /* of the plate itself, not of a car alone */
	ALONE = 8,	   /* seldom met by chance: nobody need speak of one */
	SMALL_WORD = 32,   /* in small letters it is one, beside a number */
};

static const struct {
	unsigned spoken;
	enum word_list list;
} vocabularies[] = {
	{ SPOKEN_ANY, WORDS_car },
	{ SPOKEN_ANY | SPOKEN_POLISH, WORDS_car_polish },
	{ SPOKEN_POLISH, WORDS_plate_polish },
	{ SPOKEN_ANY | SPOKEN_PLATE, WORDS_plate },
	{ SPOKEN_SWEDISH, WORDS_car_swedish },
	{ SMALL_WORD, WORDS_around_number },
};

/* A is a letter, C a consonant, 9 a digit, all else for itself; + up to five
 * letters and digits that a digit begins, * four or five. */
static const struct form {
	const char *shape;
	unsigned spoken;
} forms[] = {
	{ "AA99 AAA", ALONE | SPOKEN_ANY },
	{ "AA99AAA", SPOKEN_ANY },
	{ "A999 AAA", SPOKEN_ANY },
	{ "A99 AAA", SPOKEN_ANY },
	{ "AA-999-AA", SPOKEN_ANY },
	{ "AA 999 AA", SPOKEN_ANY },
	{ "AA999AA", SPOKEN_ANY },
	{ "9999 CCC", SPOKEN_ANY },
	{ "9999-CCC", SPOKEN_ANY },
	{ "9999CCC", SPOKEN_ANY },
	/* of India */
	{ "AA 99 AA 9999", SPOKEN_ANY },
	{ "AA-99-AA-9999", SPOKEN_ANY },
	{ "AA99AA9999", SPOKEN_ANY },
	{ "AA-99-AA", SPOKEN_ANY },
	{ "99-AA-AA", SPOKEN_ANY },
	{ "AA-AA-99", SPOKEN_ANY },
	{ "99-AA-99", SPOKEN_ANY },
	{ "AA-99-99", SPOKEN_ANY },
	{ "99-AAA-9", SPOKEN_ANY },
	{ "9-AAA-99", SPOKEN_ANY },
	{ "AA-999-A", SPOKEN_ANY },
	{ "A-999-AA", SPOKEN_ANY },
	{ "AAA-99-A", SPOKEN_ANY },
	{ "A-99-AAA", SPOKEN_ANY },
	{ "AAA9A99", SPOKEN_ANY },
	{ "AAA-9999", SPOKEN_ANY },
	{ "9AAA999", SPOKEN_ANY },
	{ "A-A +", SPOKEN_ANY },
	{ "A-AA +", SPOKEN_ANY },
	{ "AA-A +", SPOKEN_ANY },
	{ "AA-AA +", SPOKEN_ANY },
	{ "AAA-A +", SPOKEN_ANY },
	{ "AAA-AA +", SPOKEN_ANY },
	{ "AA *", SPOKEN_POLISH },
	{ "AAA *", SPOKEN_POLISH },
	/* of Nigeria, South Africa, Mexico and Ireland */
	{ "AAA 999 AA", SPOKEN_ANY },
	{ "AAA-999 AA", SPOKEN_ANY },
	{ "AAA-999-AA", SPOKEN_ANY },
	{ "AAA999AA", SPOKEN_PLATE },
	{ "AA 99 AA AA", SPOKEN_ANY },
	{ "AA 999-999", SPOKEN_PLATE },
	{ "AAA-99-99", SPOKEN_ANY },
	{ "AAA-999-A", SPOKEN_ANY },
	{ "999-A-9999", SPOKEN_PLATE },
	{ "999-AA-9999", SPOKEN_PLATE },
	{ "999-A-99999", SPOKEN_PLATE },
	{ "99-A-99999", SPOKEN_PLATE },
	{ "99-AA-9999", SPOKEN_PLATE },
	{ "A 999 AA 99", SPOKEN_ANY },
	{ "AAA 999", SPOKEN_SWEDISH },
	{ "AAA 99A", SPOKEN_SWEDISH },
	{ "AAA999", SPOKEN_SWEDISH },
	{ "AAA99A", SPOKEN_SWEDISH },
};

enum { N_FORMS = sizeof(forms) / sizeof(*forms) };
enum { LONGEST_FIRST = 10, LONGEST_WORD = 20, GROUPS = 3, LONGEST_GROUP = 3 };

static bool
is_consonant(char c)
{
	return is_alpha(c) && !strchr("aeiouq", to_lower(c));
}

/* "2019 BMW", "1200 GBP", "4500 kms" */
static bool
is_unit(struct str text, size_t at)
{
	static const char units[] =
	    " bmw gbp chf pln czk dkk kms km hp kw ps rpm mph kmh kwh ccm lbs "
	    "pcs sms pdf gps xxl zl kr str ";
	char word[] = " ??? ";

	for (size_t i = 0; i < 3; i++)
		word[i + 1] = to_lower(byte_at(text, at + i));
	return strstr(units, word);
}

/* The letters and digits at `at`, of which the first is a digit. */
static size_t
mixed_end(struct str text, size_t at)
{
	return is_digit(byte_at(text, at)) ? alnum_end(text, at) : at;
}

/* Where the form ends that begins at `at`; `at`: it does not stand there. */
static size_t
form_end(struct str text, size_t at, const char *shape)
{
	size_t i = at;

	for (; *shape; shape++, i++) {
		char c = byte_at(text, i);

		if (*shape == '+' || *shape == '*') {
			size_t n = mixed_end(text, i) - i;

			return n > 5 || n < (*shape == '*' ? 4 : 1) ? at
								    : i + n;
		}
		if (*shape == 'A'   ? !is_alpha(c)
		    : *shape == '9' ? !is_digit(c)
		    : *shape == 'C' ? !is_consonant(c)
				    : c != *shape)
			return at;
	}
	return i;
}

static bool
is_year(struct str text, size_t at)
{
	return (byte_at(text, at) == '1' && byte_at(text, at + 1) == '9') ||
	       (byte_at(text, at) == '2' && byte_at(text, at + 1) == '0');
}

/* Letters of one plate are all small or all capitals. */
static bool
is_of_one_case(struct str text, size_t at, size_t end, bool *small)
{
	bool capital = false;

	*small = false;
	for (; at < end; at++) {
		*small |= is_lower(text.p[at]);
		capital |= is_upper(text.p[at]);
	}
	return !(*small && capital);
}

static bool
stands_apart(struct str text, size_t at, size_t end)
{
	char before = byte_at(text, at - 1), behind = byte_at(text, end);

	if (is_alnum(before) || (before && strchr("-./_$#@", before)) ||
	    is_alnum(behind))
		return false;
	return !(behind && strchr("-./_,", behind) &&
		 is_alnum(byte_at(text, end + 1)));
}

/* What a byte can be of a plate, as bits, and eight bytes in a row; of a form,
 * what they must be. */
enum { LETTER = 1, CONSONANT = 2, DIGIT = 4, BLANK = 8, DASH = 16, EIGHT = 8 };

static unsigned char
class_of(char c)
{
	if (is_alpha(c))
		return is_consonant(c) ? LETTER | CONSONANT : LETTER;
	if (is_digit(c))
		return DIGIT;
	return c == ' ' ? BLANK : c == '-' ? DASH : 0;
}

static uint64_t
needs_of(const char *shape)
{
	uint64_t needs = 0;

	for (unsigned i = 0; i < EIGHT && shape[i]; i++) {
		uint64_t need = shape[i] == 'A'	  ? LETTER
				: shape[i] == 'C' ? CONSONANT
				: shape[i] == ' ' ? BLANK
				: shape[i] == '-' ? DASH
						  : DIGIT;

		needs |= need << 8 * i;
		if (shape[i] == '+' || shape[i] == '*')
			break;
	}
	return needs;
}

/* The words of the vocabularies, by their hash: made for each worker. */
enum { SLOTS = 1024 };

struct plates {
	struct hashed words[SLOTS]; /* whose they are */
	/* The forms by whether a digit begins them, and by the length of
	 * their first group. */
	struct {
		unsigned char form[N_FORMS];
		size_t n;
	} by[2][LONGEST_FIRST + 1];
	unsigned char classes[256];
	uint64_t needs[N_FORMS];
};

static void
learn(struct plates *s, struct wordlist words, unsigned spoken)
{
	for (size_t i = 0; i < words.n; i++) {
		uint64_t hash = text_hash(wordlist_at(words, i));
		struct hashed *w = &s->words[hashed_at(s->words, SLOTS, hash)];

		w->hash = hash;
		w->number |= spoken;
	}
}

static void *
open_plates(const bool *wanted, const struct wordbook *words)
{
	struct plates *s = calloc(1, sizeof(*s));

	(void)wanted;
	if (!s)
		die_of_memory();
	for (size_t k = 0; k < sizeof(vocabularies) / sizeof(*vocabularies);
	     k++)
		learn(s, word_lists_all(words->lists, vocabularies[k].list),
		    vocabularies[k].spoken);
	for (size_t k = 0; k < N_FORMS; k++) {
		const char *shape = forms[k].shape;
		size_t first = strcspn(shape, " -");
		bool digit = *shape == '9';

		s->by[digit][first].form[s->by[digit][first].n++] =
		    (unsigned char)k;
		s->needs[k] = needs_of(shape);
	}
	for (unsigned c = 0; c < 256; c++)
		s->classes[c] = class_of((char)c);
	return s;
}

static unsigned
speaks_in(const struct plates *s, struct str text)
{
	unsigned spoken = 0, number;
	size_t i = 0, end;
	enum kind k;

	while (i < text.n) {
		char word[LONGEST_WORD];
		size_t n = 0;

		if (text.p[i] == '<' &&
		    kind_placeholder(text, i, &k, &number, &end)) {
			i = end; /* letters of ours say nothing */
			continue;
		}
		for (; is_alpha(byte_at(text, i)); i++)
			if (n++ < LONGEST_WORD)
				word[n - 1] = to_lower(text.p[i]);
		i += n == 0 || byte_at(text, i) != '<';
		if (n > 1 && n <= LONGEST_WORD)
			spoken |= hashed_number(s->words, SLOTS,
			    text_hash((struct str){ word, n }));
	}
	return spoken;
}

/* What is spoken of, read when first asked for. */
struct spoken {
	bool known;
	unsigned of;
};

/* "cvc 332 en": what another number is called, in small letters. */
static bool
is_other_name(struct str text, size_t at, size_t n)
{
	static const char words[] = " csc cvc cvv dob fax kvk nif nip nis otp "
				    "pin tan tel val ";
	char word[] = " xxx ";

	if (n != 3)
		return false;
	memcpy(word + 1, text.p + at, n);
	return strstr(words, word);
}

static uint64_t
classes_at(const struct plates *s, struct str text, size_t at)
{
	uint64_t classes = 0;

	for (unsigned i = 0; i < EIGHT && at + i < text.n; i++)
		classes |= (uint64_t)s->classes[(unsigned char)text.p[at + i]]
			   << 8 * i;
	return classes;
}

/* "at 10 am on", "b200 and": all that is letters alone are such words. */
static bool
is_prose(const struct plates *s, struct str text, size_t at, size_t end)
{
	bool any = false;

	while (at < end) {
		size_t next = alnum_end(text, at), letters = at;

		while (letters < next && is_alpha(text.p[letters]))
			letters++;
		if (letters == next) {
			uint64_t hash =
			    text_hash((struct str){ text.p + at, next - at });

			if (!(hashed_number(s->words, SLOTS, hash) &
				SMALL_WORD))
				return false;
			any = true;
		}
		at = next + 1;
	}
	return any;
}

/* A plate that begins at `at`: its end, or `at`. */
static size_t
plate_end(
    struct plates *s, const struct passage *p, size_t at, struct spoken *spoken)
{
	size_t best = at, first = alnum_end(p->text, at) - at;
	bool digit = is_digit(p->text.p[at]);
	uint64_t classes;

	if (first > LONGEST_FIRST || s->by[digit][first].n == 0)
		return at;
	classes = classes_at(s, p->text, at);
	for (size_t k = 0; k < s->by[digit][first].n; k++) {
		unsigned char form = s->by[digit][first].form[k];
		const struct form *f = &forms[form];
		size_t end;
		bool small;

		if ((classes & s->needs[form]) != s->needs[form])
			continue;
		end = form_end(p->text, at, f->shape);
		if (end <= best || !stands_apart(p->text, at, end) ||
		    !is_of_one_case(p->text, at, end, &small) ||
		    (*f->shape == '9' && f->shape[3] == '9' &&
			(is_year(p->text, at) || is_unit(p->text, end - 3))))
			continue;
		if (f->spoken & ALONE && !small) {
			best = end;
			continue;
		}
		if (!spoken->known)
			spoken->of =
			    speaks_in(s, p->text) | speaks_in(s, p->before);
		spoken->known = true;
		if (f->spoken & spoken->of &&
		    !is_other_name(p->text, at, first) &&
		    !(small && is_prose(s, p->text, at, end)))
			best = end;
	}
	return best;
}

/* The first digit from `i` on, or the end. */
static size_t
next_digit(struct str text, size_t i)
{
	while (i + OCTETS <= text.n &&
	       !OCTETS_ANY(octets_load(text.p + i).c - '0' < 10))
		i += OCTETS;
	while (i < text.n && !is_digit(text.p[i]))
		i++;
	return i;
}

/* Where a plate may begin that has the digit at `digit`: in front of its group
 * of letters and digits, or of up to two before; the nearest first. */
static size_t
find_starts(struct str text, size_t digit, size_t starts[GROUPS])
{
	size_t n = 0;

	starts[n++] = alnum_start(text, digit);
	while (n < GROUPS && starts[n - 1] > 1 &&
	       (text.p[starts[n - 1] - 1] == ' ' ||
		   text.p[starts[n - 1] - 1] == '-')) {
		size_t end = starts[n - 1] - 1, from = alnum_start(text, end);

		if (from == end || end - from > LONGEST_GROUP)
			break;
		starts[n++] = from;
	}
	return n;
}

static bool
seek(void *self, const struct passage *p, struct spans *out)
{
	struct str text = p->text;
	struct spoken spoken = { 0 };

	/* One word of which nothing is said: an id, a time. */
	if (p->of != PASSAGE_STRING || text.n == 0 ||
	    (p->before.n == 0 && !memchr(text.p, ' ', text.n)))
		return true;
	for (size_t i = next_digit(text, 0), end; i < text.n;
	     i = next_digit(text, end)) {
		size_t starts[GROUPS], n = find_starts(text, i, starts);

		end = alnum_end(text, i);
		while (n-- > 0) {
			size_t behind = plate_end(self, p, starts[n], &spoken);

			if (behind <= i)
				continue;
			spans_add(out, (struct span){ .start = starts[n],
					   .end = behind,
					   .kind = KIND_PLATE,
					   .rule = "plate-form",
					   .score = 75 });
			end = behind > end ? behind : end;
			break;
		}
	}
	return true;
}

const struct seeker plate_seeker = {
	.kinds = { KIND_PLATE, N_KINDS },
	.open = open_plates,
	.shut = free,
	.seek = seek,
};
