/* What is spelled out, sign by sign: "alpha bravo one two charlie", "s m i t
 * h", "b for berta, e, two". */

#include "redact/speech.h"

#include "redact/context.h"

enum {
	FEWEST = 4,	    /* signs of a number that is called so */
	FEWEST_LETTERS = 3, /* of a name */
	FEWEST_ALONE = 4,   /* where nothing says that it is one */
	CUE = 2		    /* words back to what says that it is spelled */
};

const char spelled_rule[] = "spelled";

struct spelling {
	size_t first, last; /* tokens */
	size_t signs, letters;
	bool in_words; /* a number of it is */
	bool in_order; /* "a b c d": an enumeration */
	bool varies;   /* "o o o o" does not */
};

/* A letter, or the word that stands for it on the radio; or 0. */
static char
letter_of(const struct speech *s, size_t i)
{
	if (!speech_is_letters(s, i) ||
	    (speech_token(s, i)->n > 1 && !speech_has_use(s, i, USE_RADIO)))
		return '\0';
	return speech_word(s, i).p[0];
}

/* "b for berta", "m as in mike": the token behind, or `i`. */
static size_t
skip_example(const struct speech *s, size_t i, char letter)
{
	size_t k = i;

	if (speech_is(s, k, "as") && speech_is(s, k + 1, "in"))
		k += 2;
	else if (speech_has_use(s, k, USE_LIKE))
		k++;
	return k > i && speech_is_letters(s, k) && speech_token(s, k)->n > 2 &&
		       speech_word(s, k).p[0] == letter
		   ? k + 1
		   : i;
}

static bool
is_digits(const struct speech *s, size_t i)
{
	return speech_is_digits(s, i) && speech_token(s, i)->n < 5;
}

static bool
is_sign(const struct speech *s, size_t i)
{
	return letter_of(s, i) || numerals_use(s, i) || is_digits(s, i);
}

/* What begins at token i; false: fewer than two signs do. */
static bool
read_spelling(const struct speech *s, size_t i, struct spelling *x)
{
	char before = '\0';

	*x = (struct spelling){ .first = i, .in_order = true };
	while (i < s->words->n_tokens) {
		char c = letter_of(s, i);
		size_t next = i + 1;

		if (c) {
			next = skip_example(s, next, c);
			x->in_order &= !before || c == before + 1;
			x->varies |= before && c != before;
			before = c;
			x->letters++;
		} else if (numerals_use(s, i)) {
			x->in_words = true;
		} else if (!is_digits(s, i)) {
			if (x->signs == 0 || !speech_is_mark(s, i, "-,") ||
			    !is_sign(s, next))
				break;
			i = next;
			continue;
		}
		x->signs++;
		x->last = next - 1;
		i = next;
	}
	return x->signs > 1;
}

/* "spelled", "buchstabiert", or the name itself, said right before. */
static bool
is_of_name(const struct speech *s, size_t first, const struct spans *out)
{
	size_t from = first > CUE ? first - CUE : 0;
	size_t start = speech_token(s, from)->start;

	if (speech_asked(s, SPEECH_name_asked))
		return true;
	for (size_t i = from; i < first; i++)
		if (speech_has_use(s, i, USE_SPELL))
			return true;
	for (size_t i = 0; i < s->n_hits; i++)
		if (s->hits[i].list == SPEECH_name_before &&
		    s->hits[i].weight > 1 && s->hits[i].last < first &&
		    first - s->hits[i].last <= CUE)
			return true;
	for (size_t i = 0; i < out->n; i++)
		if (out->at[i].kind == KIND_NAME && out->at[i].end > start)
			return true;
	return false;
}

static bool
speaks_of_postcode(const struct speech *s)
{
	static const struct str words[] = { { "postcode", 8 }, { "post", 4 },
		{ "postcode's", 10 }, { "postal", 6 } };

	for (size_t i = 0; i < s->words->n_tokens; i++)
		if (SPEECH_IS_ONE(s, i, words))
			return true;
	return false;
}

/* "L S six, three H N", "E C 1 V, 9 L T": letters, numbers, perhaps a letter;
 * and behind a comma, or where postcodes are spoken of, a number and two
 * letters. */
static bool
is_british_postcode(const struct speech *s, const struct spelling *x)
{
	size_t last = x->last, in = last - 2, i = x->first, letters = 0,
	       numbers = 0;
	bool comma;

	if (x->letters < 3 || x->letters > 5 || x->signs > 8 ||
	    last < x->first + 4 || !letter_of(s, last) ||
	    !letter_of(s, last - 1) ||
	    !(numerals_use(s, in) || is_digits(s, in)))
		return false;
	comma = speech_is_mark(s, in - 1, ",");
	for (; i < in && letter_of(s, i); i++)
		letters++;
	for (; i < in && (numerals_use(s, i) || is_digits(s, i)); i++)
		numbers++;
	i += i < in && letter_of(s, i);
	return letters > 0 && letters < 3 && numbers > 0 && numbers < 4 &&
	       i + comma == in && (comma || speaks_of_postcode(s));
}

static void
take(struct speech *s, const struct spelling *x, struct spans *out)
{
	size_t at = speech_byte(s, speech_token(s, x->first)->start);
	enum kind k = KIND_NOTHING;

	if (x->signs >= FEWEST)
		k = context_names(s->lexicon, s->text, at, speech_before(s));
	/* numbers are not of letters alone */
	if (x->signs == x->letters && x->varies &&
	    (!kind_has_letters(k) || k == KIND_OTP) &&
	    (x->letters >= FEWEST_ALONE ? !x->in_order
					: x->letters >= FEWEST_LETTERS &&
					      is_of_name(s, x->first, out)))
		k = KIND_NAME;
	if (k == KIND_NOTHING && is_british_postcode(s, x))
		k = KIND_POSTCODE;
	if (k == KIND_NAME || (k != KIND_NOTHING && kind_has_letters(k)))
		speech_add(s, out, x->first, x->last,
		    (struct finding_of){ k, spelled_rule, 85 });
}

void
spelled_find(struct speech *s, struct spans *out)
{
	struct spelling x;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		if (!is_sign(s, i) || !read_spelling(s, i, &x))
			continue;
		/* "member 1204 77 31 a week ago" */
		if (x.letters > !x.in_words)
			take(s, &x, out);
		i = x.last;
	}
}
