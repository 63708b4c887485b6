#include "redact/numbers.h"
#include "redact/recogniser.h"

enum { HUNDRED = 100 };

/* A number that further words may still belong to. */
struct pending {
	unsigned value;
	enum number_class last; /* NUMBER_NONE: there is none */
	unsigned times;
	bool linked;   /* "and" was said */
	bool twenties; /* "soixante", "quatre-vingt", which go up to 19 */
	bool dix;      /* "dix-sept" */
};

struct reader {
	struct pending now;
	char *digits;
	size_t n;
};

static void
put(struct reader *r, char digit)
{
	if (r->n < MOST_SAID)
		r->digits[r->n++] = digit;
}

static void
flush(struct reader *r)
{
	struct pending *p = &r->now;
	char text[8];
	size_t n = 0;

	do
		text[n++] = (char)('0' + p->value % 10);
	while ((p->value /= 10) && n < sizeof(text));
	for (unsigned t = p->times ? p->times : 1;
	     p->last != NUMBER_NONE && t > 0; t--)
		for (size_t i = n; i > 0; i--)
			put(r, text[i - 1]);
	*p = (struct pending){ 0 };
}

static void
begin(struct reader *r, unsigned value, enum number_class class)
{
	unsigned times = r->now.last == NUMBER_NONE ? r->now.times : 0;

	flush(r);
	r->now = (struct pending){ value, class, times, false, false, false };
}

static void
attach(struct reader *r, unsigned value, enum number_class class)
{
	r->now.value += value;
	r->now.last = class;
	r->now.linked = r->now.twenties = r->now.dix = false;
}

static void
take_unit(struct reader *r, unsigned value)
{
	const struct pending *p = &r->now;

	if ((p->last == NUMBER_TENS && value > 0) || (p->dix && value > 6) ||
	    (p->last == NUMBER_HUNDRED && p->linked))
		attach(r, value, NUMBER_UNIT);
	else
		begin(r, value, NUMBER_UNIT);
}

static void
take_teen(struct reader *r, unsigned value, struct str word)
{
	const struct pending *p = &r->now;

	if (p->last == NUMBER_HUNDRED || (p->twenties && value < 20))
		attach(r, value, NUMBER_TEEN);
	else
		begin(r, value, NUMBER_TEEN);
	r->now.dix = str_eq(word, STR("dix"));
}

static void
take_tens(struct reader *r, unsigned value, struct str word)
{
	bool vingt =
	    value == 20 && word.n > 4 && word.p[1] == 'i' && word.p[3] == 'g';

	if (vingt && r->now.last == NUMBER_UNIT && r->now.value % 10 == 4) {
		attach(r, 76, NUMBER_TENS);
		r->now.twenties = true;
		return;
	}
	if (r->now.last == NUMBER_HUNDRED)
		attach(r, value, NUMBER_TENS);
	else
		begin(r, value, NUMBER_TENS);
	r->now.twenties = str_eq(word, STR("soixante"));
}

static void
take_hundred(struct reader *r)
{
	struct pending *p = &r->now;

	if ((p->last == NUMBER_UNIT || p->last == NUMBER_TEEN) &&
	    p->value > 0 && p->value < 20) {
		p->value *= HUNDRED;
		p->last = NUMBER_HUNDRED;
	} else {
		begin(r, HUNDRED, NUMBER_HUNDRED);
	}
}

static void
take_word(struct reader *r, struct str w)
{
	const struct number_word *known = number_word_find(w);
	unsigned compound;

	if (!known) {
		compound = number_compound(w);
		if (compound)
			begin(r, compound,
			    compound % HUNDRED ? NUMBER_TEEN : NUMBER_HUNDRED);
		else if (str_eq(w, STR("o")))
			begin(r, 0, NUMBER_UNIT);
		else
			r->now.linked = true;
		return;
	}
	switch (known->class) {
	case NUMBER_UNIT:
		take_unit(r, known->value);
		break;
	case NUMBER_TEEN:
		take_teen(r, known->value, w);
		break;
	case NUMBER_TENS:
		take_tens(r, known->value, w);
		break;
	case NUMBER_HUNDRED:
		take_hundred(r);
		break;
	case NUMBER_AGAIN:
		flush(r);
		r->now.times = known->value;
		break;
	default:
		begin(r, known->value, NUMBER_HUNDRED);
		break;
	}
}

size_t
number_digits(struct str text, char digits[MOST_SAID])
{
	struct reader r = { .digits = digits };
	char small[NUMBER_LONGEST];
	size_t i = 0, n;

	while (i < text.n) {
		if (is_digit(text.p[i])) {
			unsigned times =
			    r.now.last == NUMBER_NONE && r.now.times
				? r.now.times
				: 1;

			flush(&r);
			for (; times > 0; times--)
				put(&r, text.p[i]);
			i++;
			continue;
		}
		for (n = 0; is_alpha(byte_at(text, i + n)); n++)
			if (n < NUMBER_LONGEST)
				small[n] = to_lower(text.p[i + n]);
		if (n > 0 && n <= NUMBER_LONGEST)
			take_word(&r, (struct str){ small, n });
		i += n + (n == 0);
	}
	flush(&r);
	return r.n;
}

struct str
number_of_card(struct str value, char digits[MOST_SAID])
{
	enum { FEWEST = 4 /* digits of a group */ };
	size_t n = 0, from;
	bool letters = false;

	for (size_t i = 0; i < value.n; i++)
		letters |= is_alpha(value.p[i]);
	for (size_t i = 0; letters && i < value.n; i++) {
		for (from = i; is_digit(byte_at(value, i));)
			i++;
		if (i < from + FEWEST || i - from > MOST_SAID - n)
			continue;
		memcpy(digits + n, value.p + from, i - from);
		n += i - from;
	}
	return n ? (struct str){ digits, n } : value;
}
