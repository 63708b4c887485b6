#include "redact/number_told.h"

#include "redact/context.h"
#include "redact/recogniser.h"

enum {
	BETWEEN = 4,	  /* tokens between two groups */
	SHORTEST = 2,	  /* digits of a group */
	FEWEST = 8,	  /* of a telephone number */
	FEWEST_TRUNK = 9, /* of one that nothing says to be one */
	MOST = 13,
	LONGEST_GROUP = 8,
	ROOM = 40,
};

/* A number up to one of its groups. */
struct told {
	size_t last; /* token */
	size_t n;
	bool words; /* stand between two groups */
	char signs[ROOM];
};

/* The next group behind token i, or 0: behind "then", "and", marks. */
static size_t
next_group(const struct speech *s, size_t i, bool *words)
{
	size_t end = i + 1 + BETWEEN;

	while (++i <= end && i < s->words->n_tokens) {
		if (speech_in(s, i, WORDS_group_between))
			*words = true;
		else if (!speech_is_mark(s, i, ",.-/"))
			return s->seen[i].mark || speech_is_held(s, i) ? 0 : i;
	}
	return 0;
}

static bool
add_group(const struct speech *s, size_t i, struct told *t)
{
	struct str group = speech_word(s, i);

	if (group.n > ROOM - t->n)
		return false;
	for (size_t k = 0; k < group.n; k++) {
		char c = group.p[k];

		if (!is_alnum(c))
			return false;
		t->signs[t->n++] = is_alpha(c) ? (char)(c & ~0x20) : c;
	}
	t->last = i;
	return true;
}

/* "2024-05-06" has none. */
static bool
is_digit_group(const struct speech *s, size_t i)
{
	size_t n = speech_token(s, i)->n;

	if (speech_is_joined(s, i) && speech_is_mark(s, i - 1, ",.-/:"))
		return false;
	return speech_is_digits(s, i) && n >= SHORTEST && n <= LONGEST_GROUP &&
	       !(speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
		   speech_is_mark(s, i + 1, ",.-/:"));
}

/* Nobody has said that it is something else, and somebody that it is a
 * telephone number, or so it begins: "0171". */
static bool
is_phone(struct speech *s, size_t first, const struct told *t)
{
	size_t at = speech_byte(s, speech_token(s, first)->start);

	if (context_says_other(s->lexicon, s->text, at))
		return false;
	if (t->signs[0] == '0' && t->signs[1] != '0' && t->n >= FEWEST_TRUNK)
		return true;
	return context_says_phone(s->lexicon, s->text, at, speech_before(s));
}

/* "Zahle 200 und dann 300 Euro": what is counted behind it. */
static bool
is_amount(const struct speech *s, const struct told *t)
{
	return speech_in(s, t->last + 1, WORDS_counted) ||
	       speech_is_mark(s, t->last + 1, "%");
}

static size_t
phone_end(struct speech *s, size_t first)
{
	struct told t = { 0 };
	size_t i = first, next, groups = 0;
	bool words = false;

	do {
		if (!is_digit_group(s, i) ||
		    t.n + speech_token(s, i)->n > MOST || !add_group(s, i, &t))
			break;
		groups++;
		t.words = words;
		next = next_group(s, i, &words);
		i = next;
	} while (next);
	return groups > 1 && t.words && t.n >= FEWEST && !is_amount(s, &t) &&
		       is_phone(s, first, &t)
		   ? t.last
		   : 0;
}

/* "then NWBK": letters of an account are four, or beside digits. */
static bool
is_account_group(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens &&
	       speech_token(s, i)->class == TEXT_WORD &&
	       !speech_is_held(s, i) &&
	       (s->seen[i].has_digit || speech_token(s, i)->n == 4);
}

static bool
is_named_account(struct speech *s, size_t first)
{
	enum kind named = context_names(s->lexicon, s->text,
	    speech_byte(s, speech_token(s, first)->start), speech_before(s));

	return named == KIND_IBAN || named == KIND_ACCOUNT;
}

static size_t
iban_end(struct speech *s, size_t first)
{
	struct told t = { 0 };
	size_t i = first, length;
	bool words = false;

	if (speech_token(s, first)->n < 4 || !add_group(s, first, &t))
		return 0;
	length = iban_length(t.signs);
	while (length && t.n < length) {
		i = next_group(s, i, &words);
		if (!i || !is_account_group(s, i) || !add_group(s, i, &t))
			return 0;
	}
	return length && t.n == length &&
		       (iban_is_valid(t.signs, t.n) ||
			   (words && is_named_account(s, first)))
		   ? t.last
		   : 0;
}

/* Two letters and two digits. */
static bool
begins_account(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return !speech_is_digits(s, i) && w.n >= 4 && is_alpha(w.p[0]) &&
	       is_alpha(w.p[1]) && is_digit(w.p[2]) && is_digit(w.p[3]);
}

void
number_told_find(struct speech *s, struct spans *out)
{
	bool between = speech_has(s, WORDS_group_between);

	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		struct finding_of what = { KIND_IBAN, "iban-told", 85 };
		size_t last = 0;

		if (!s->seen[i].has_digit)
			continue;
		if (s->wanted[KIND_IBAN] && begins_account(s, i)) {
			last = iban_end(s, i);
		} else if (between && s->wanted[KIND_PHONE] &&
			   is_digit_group(s, i)) {
			last = phone_end(s, i);
			what =
			    (struct finding_of){ KIND_PHONE, "phone-told", 80 };
		}
		if (!last)
			continue;
		speech_add(s, out, i, last, what);
		i = last;
	}
}
