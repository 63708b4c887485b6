/* Numbers dictated in words, "oh seven double four ...", and addresses of
 * mail, "jane dot doe at example dot com". */

#include "redact/speech.h"

#include "redact/context.h"
#include "redact/numbers.h"
#include "redact/recogniser.h"

enum {
	FEWEST = 7,
	FEWEST_CALLED = 3,
	FEWEST_WORDS = 3,    /* of one number */
	FEWEST_CODE = 2,     /* of a code: "triple five" */
	FEWEST_POSTCODE = 4, /* digits */
	MOST = 40,
	FILLERS = 3, /* in a row: too many */
	SHORTEST_CARD = 13,
	LONGEST_PHONE = 15, /* E.164; 00 before it is said by few */
	CLAUSE = 8
};

uint32_t
numerals_use(const struct speech *s, size_t i)
{
	const struct seen *x;

	if (!speech_is_letters(s, i))
		return 0;
	x = &s->seen[i];
	return x->uses & USE_NUMERAL ? x->uses & USE_NUMERAL
	       : x->compound >= 100  ? USE_HUNDREDS
	       : x->compound	     ? USE_ONES
				     : 0;
}

/* A dictated number: its tokens, how many digits and how many words. */
struct dictation {
	size_t first, last, digits, words;
	char first_digit;
	bool hundreds;
};

/* "uh", ",", "dash", "no": said between two digits. */
static bool
is_filler(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, ",.-") || speech_has_use(s, i, USE_UH) ||
	       speech_in(s, i, WORDS_digits_filler);
}

static void
count_digits(struct speech *s, struct dictation *d)
{
	size_t start = speech_byte(s, speech_token(s, d->first)->start);
	size_t end = speech_byte(s, speech_token(s, d->last)->end);
	char digits[MOST_SAID];

	d->digits = number_digits(
	    (struct str){ s->text.p + start, end - start }, digits);
	d->first_digit = d->digits ? digits[0] : '\0';
}

/* "... five six 2 times": figures behind a number in words that something is
 * counted with. */
static void
leave_count(const struct speech *s, struct dictation *d)
{
	size_t i = d->last, next = i + 1;

	if (i == d->first || !speech_is_digits(s, i) ||
	    !numerals_use(s, i - 1) || !speech_is_letters(s, next) ||
	    speech_ends(s, i) || speech_has_use(s, next, USE_THEN | USE_UH) ||
	    numerals_use(s, next) || speech_token(s, next)->n < 3)
		return;
	d->last--;
}

static bool
read_dictation(struct speech *s, size_t i, struct dictation *d)
{
	size_t skipped = 0;

	*d = (struct dictation){ .first = i };
	for (; i < s->words->n_tokens && skipped < FILLERS && d->words < MOST;
	     i++) {
		uint32_t a = numerals_use(s, i);
		bool o = a == 0 && d->words > 0 && speech_is(s, i, "o");
		bool digits = a == 0 && speech_is_digits(s, i) &&
			      speech_token(s, i)->n < 8;

		if (!a && !o && !digits) {
			if (!is_filler(s, i))
				break;
			skipped++;
			continue;
		}
		d->words += !digits;
		d->hundreds |= (a & USE_HUNDREDS) != 0;
		skipped = 0;
		if (a != USE_AGAIN)
			d->last = i;
	}
	if (d->words < FEWEST_CODE || d->last < d->first)
		return false;
	leave_count(s, d);
	count_digits(s, d);
	return true;
}

/* A sentence ends between two tokens. */
static bool
ends_between(const struct speech *s, size_t i, size_t to)
{
	while (i < to && !speech_ends(s, i))
		i++;
	return i < to;
}

/* "the code I got was": said so right before. */
static bool
is_code(const struct speech *s, size_t i)
{
	for (size_t k = 0; k < s->n_hits; k++) {
		const struct term_hit *h = &s->hits[k];

		if ((h->list == SPEECH_code_before ||
			(h->list == SPEECH_code_typed && h->weight > 1)) &&
		    h->last < i && i - h->last <= CLAUSE &&
		    !ends_between(s, h->last, i))
			return true;
	}
	return speech_asked_code(s);
}

static enum kind
kind_of(struct speech *s, const struct dictation *d, size_t at)
{
	enum kind k = context_names(s->lexicon, s->text, at, speech_before(s));

	if (k < N_KINDS)
		return k;
	if (d->digits >= 4 && d->digits <= 8 && is_code(s, d->first))
		return KIND_OTP;
	if (context_says_other(s->lexicon, s->text, at) || d->digits < FEWEST)
		return N_KINDS;
	if (context_says_card(s->lexicon, s->text, at))
		return KIND_CARD;
	/* "zero zero four four": no card begins so. */
	return d->digits < SHORTEST_CARD || d->first_digit == '0' ||
		       (d->digits <= LONGEST_PHONE &&
			   context_says_phone(
			       s->lexicon, s->text, at, speech_before(s)))
		   ? KIND_PHONE
		   : KIND_CARD;
}

/* A short number is one where it is called a code: "one hundred and fifty" in
 * an account is money. */
static bool
is_enough(const struct dictation *d, enum kind kind)
{
	bool code = kind == KIND_CVV || kind == KIND_PIN || kind == KIND_OTP ||
		    (kind == KIND_POSTCODE && d->digits >= FEWEST_POSTCODE);

	return d->digits >= (d->hundreds && !code ? FEWEST : FEWEST_CALLED) &&
	       d->words >= (code ? FEWEST_CODE : FEWEST_WORDS);
}

/* "tien zeventien RC": the letters of a Dutch postcode, or its last token. */
static size_t
postcode_letters(const struct speech *s, const struct dictation *d)
{
	size_t i = d->last + 1;

	return d->digits == FEWEST_POSTCODE && speech_is_letters(s, i) &&
		       speech_token(s, i)->n == 2 &&
		       speech_token(s, i)->upper == 2
		   ? i
		   : d->last;
}

static size_t
dictated(struct speech *s, size_t i, struct spans *out)
{
	struct dictation d;
	enum kind kind;

	if (!read_dictation(s, i, &d) || d.digits < FEWEST_CALLED)
		return i;
	kind = kind_of(s, &d, speech_byte(s, speech_token(s, d.first)->start));
	if (kind == KIND_POSTCODE)
		d.last = postcode_letters(s, &d);
	if (kind < N_KINDS && is_enough(&d, kind)) {
		speech_add(s, out, d.first, d.last,
		    (struct finding_of){ kind, "dictated", 80 });
		out->at[out->n - 1].is_said = true;
	}
	return d.last;
}

/* "seventy six years old", "zweiundfuenfzig Jahre alt", "tengo treinta anos":
 * somebody's age in words, at its first one. */
static bool
age(struct speech *s, size_t i, struct spans *out)
{
	size_t last = i;

	while (last < i + 3) {
		size_t joint = speech_is_mark(s, last + 1, "-") ||
			       speech_is(s, last + 1, "y") ||
			       speech_is(s, last + 1, "e");

		if (!numerals_use(s, last + joint + 1))
			break;
		last += joint + 1;
	}
	if (!speech_in(s, last + 1, WORDS_years))
		return false;
	if (!speech_in(s, last + 2, WORDS_age_old) &&
	    !(speech_in(s, last + 1, WORDS_years_had) && i > 0 &&
		speech_in(s, i - 1, WORDS_age_have)))
		return false;
	speech_add(
	    s, out, i, last, (struct finding_of){ KIND_AGE, "age-said", 80 });
	return true;
}

/* A full stop is none, "very expensive at that. It smells". */
static bool
is_dot(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_DOT) ||
	       (speech_is_mark(s, i, ".") && speech_is_joined(s, i) &&
		   (speech_is_joined(s, i + 1) ||
		       (i + 1 < s->words->n_tokens &&
			   speech_token(s, i + 1)->upper == 0)));
}

static bool
is_part(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens &&
	       speech_token(s, i)->class == TEXT_WORD && !speech_is_held(s, i);
}

static bool
is_letter(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n == 1;
}

/* The token before i, and behind it, across a comma that was a pause. */
static size_t
part_before(const struct speech *s, size_t i)
{
	return i - 1 - (i > 1 && speech_is_mark(s, i - 1, ","));
}

static size_t
part_behind(const struct speech *s, size_t i)
{
	return i + 1 + speech_is_mark(s, i + 1, ",");
}

/* "dot", "guion bajo", ".", in front of token i: the token that they join it
 * to, or i. */
static size_t
joined_before(const struct speech *s, size_t i)
{
	static const struct str low[] = { { "baixo", 5 }, { "bajo", 4 },
		{ "basso", 5 } };
	size_t joint;

	if (i < 2)
		return i;
	if (speech_is_mark(s, i - 1, ".-_+"))
		return speech_is_joined(s, i) && speech_is_joined(s, i - 1) &&
			       is_part(s, i - 2)
			   ? i - 2
			   : i;
	joint = part_before(s, i);
	if (joint > 1 && SPEECH_IS_ONE(s, joint, low))
		joint--;
	if (joint == 0 || !speech_has_use(s, joint, USE_JOINT))
		return i;
	joint = part_before(s, joint);
	return is_part(s, joint) ? joint : i;
}

/* A letter, or what is a digit or a few. */
static bool
is_sign(const struct speech *s, size_t i)
{
	return is_letter(s, i) || numerals_use(s, i) ||
	       (speech_is_digits(s, i) && speech_token(s, i)->n < 5);
}

/* "is", "email": the word before an address, and none of it. */
static bool
is_said_before(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_IS | USE_YES | USE_TALK) ||
	       speech_in(s, i, WORDS_told_link);
}

/* Where the signs begin that end at token i; with the word that a number or a
 * letter is of: "mark forty two", "jane d". */
static size_t
signs_before(const struct speech *s, size_t i)
{
	size_t first = i, n = 1, word;

	while (first > 0 && is_sign(s, part_before(s, first)) &&
	       joined_before(s, first) == first) {
		first = part_before(s, first);
		n++;
	}
	if (first == 0 || joined_before(s, first) < first ||
	    (n > 1 && is_letter(s, first)))
		return first;
	word = first - 1;
	return is_part(s, word) && !is_said_before(s, word) ? word : first;
}

static bool
is_name(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && !is_letter(s, i) &&
	       s->is[i] & (WORD_FIRST | WORD_LAST) && !(s->is[i] & WORD_KNOWN);
}

/* The name before "at", of which token i is the last: "jane dot doe", "jane dot
 * d", "q u u x y 9 9". */
static size_t
mailbox(const struct speech *s, size_t i)
{
	size_t before;

	do {
		before = i;
		if (is_sign(s, i))
			i = signs_before(s, i);
		i = joined_before(s, i);
	} while (i < before);
	/* "jane doe nine nine" */
	while (i > 0 && is_name(s, i - 1))
		i--;
	return i;
}

/* "hans.meier [at] web [dot] de", at "at". */
static bool
bracketed_mail(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i - 2, k = i + 2, last = 0;

	if (i < 2 || !speech_is_mark(s, i - 1, "[({") ||
	    !speech_is_mark(s, i + 1, "])}") || !is_part(s, first))
		return false;
	while (is_part(s, k)) {
		if (last)
			last = k;
		if (speech_is_mark(s, k + 1, "[({") && is_dot(s, k + 2) &&
		    speech_is_mark(s, k + 3, "])}"))
			k += 4;
		else if (is_dot(s, k + 1))
			k += 2;
		else
			break;
		last = k;
	}
	if (!last || !speech_has_use(s, last, USE_DOMAIN))
		return false;
	while (first >= 2 && speech_is_mark(s, first - 1, ".-_") &&
	       speech_is_joined(s, first) && is_part(s, first - 2))
		first -= 2;
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_EMAIL, "dictated", 85 });
	return true;
}

/* "quuxy99 at yahoo": what its addresses end with need not be said, where
 * somebody speaks of mail or spells the name. */
static bool
is_known_host(const struct speech *s, size_t box, size_t last, size_t host)
{
	if (!speech_in(s, host, WORDS_mail_host))
		return false;
	if (box < last)
		return true;
	return (s->seen[last].has_digit || !(s->is[last] & WORD_KNOWN)) &&
	       !speech_is_digits(s, last) &&
	       (speech_says(s, SPEECH_email_before) ||
		   speech_asked(s, SPEECH_email_before));
}

/* "at gmail dot com", "at g m a i l dot com", at "at". */
static bool
mail(struct speech *s, size_t i, struct spans *out)
{
	size_t box, host, last = 0;

	if (speech_has_use(s, i, USE_AT) && bracketed_mail(s, i, out))
		return true;
	if (i == 0 || !speech_has_use(s, i, USE_AT) ||
	    !is_part(s, part_before(s, i)) || !is_part(s, part_behind(s, i)))
		return false;
	host = part_behind(s, i);
	while (is_letter(s, host) && is_letter(s, part_behind(s, host)))
		host = part_behind(s, host);
	for (size_t k = part_behind(s, host), end; is_dot(s, k);
	     k = part_behind(s, end)) {
		end = part_behind(s, k);
		if (!is_part(s, end))
			break;
		if (speech_has_use(s, end, USE_DOMAIN))
			last = end;
	}
	box = mailbox(s, part_before(s, i));
	if (!last && is_known_host(s, box, part_before(s, i), host))
		last = host;
	if (!last)
		return false;
	speech_add(s, out, box, last,
	    (struct finding_of){ KIND_EMAIL, "dictated", 85 });
	return true;
}

void
numerals_find(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		if (!(s->seen[i].uses & (USE_NUMERAL | USE_AT) ||
			s->seen[i].compound))
			continue;
		if (numerals_use(s, i) && !age(s, i, out))
			i = dictated(s, i, out);
		else
			mail(s, i, out);
	}
}

/* "Gmail", in a text that is not yet read. */
static bool
is_host(const struct speech *s, struct str word)
{
	enum { LONGEST_HOST = 12 };
	char small[LONGEST_HOST];

	if (word.n > sizeof(small))
		return false;
	for (size_t i = 0; i < word.n; i++)
		small[i] = to_lower(word.p[i]);
	return word_lists_have(
	    s->lists, WORDS_mail_host, (struct str){ small, word.n });
}

/* Letters of other scripts may become these when they are folded: such a text
 * is read in any case. */
bool
numerals_are_few(const struct speech *s, struct str text)
{
	size_t numerals = 0, gap = 0, most = 0, i = 0, end;
	bool at = memchr(text.p, '@', text.n), dot = false;
	bool letter = false, before, behind_at = false;

	for (; i < text.n; i = end + (end == i)) {
		struct str word;
		uint32_t uses;

		for (end = i; is_alpha(byte_at(text, end)); end++)
			;
		if (end == i) {
			if ((unsigned char)text.p[i] >= 0x80)
				return false;
			dot |=
			    text.p[i] == '.' && is_alnum(byte_at(text, i + 1));
			gap = is_digit(text.p[i]) ? 0 : gap;
			continue;
		}
		word = (struct str){ text.p + i, end - i };
		uses = uses_glance(s->uses, word);
		dot |= behind_at && is_host(s, word);
		behind_at = (uses & USE_AT) != 0;
		at |= behind_at;
		dot |= (uses & USE_DOT) != 0;
		before = letter;
		letter = uses & USE_RADIO ||
			 (word.n == 1 && byte_at(text, i - 1) != '\'');
		if (letter && before) /* it is spelled */
			numerals = FEWEST_CODE;
		if (uses & USE_NUMERAL || number_may_be_compound(word) ||
		    (word.n == 1 && to_lower(word.p[0]) == 'o')) {
			numerals++;
			gap = 0;
		} else if (++gap >= FILLERS) {
			numerals = 0;
		}
		most = numerals > most ? numerals : most;
	}
	return most < FEWEST_CODE && !(s->wanted[KIND_EMAIL] && at && dot);
}
