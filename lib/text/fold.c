#include "text/fold.h"

#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "base/die.h"
#include "base/utf8.h"
#include "text/text.h"

/* NFKC_Casefold of Unicode, which also drops what is invisible by default.
 * STABLE is what leaves composition exclusions decomposed. */
static const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPAT |
				     UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
				     UTF8PROC_IGNORE;

enum { INVISIBLE = 0x200b }; /* any code point UTF8PROC_IGNORE drops */

struct range {
	uint32_t first, last;
};

/* Letters of scripts that put no blank between words. */
static const struct range unspaced[] = {
	{ 0x0e00, 0x0eff }, /* Thai, Lao */
	{ 0x1000, 0x109f }, /* Myanmar */
	{ 0x1780, 0x17ff }, /* Khmer */
	{ 0x2e80, 0x2fdf }, /* radicals */
	{ 0x3005, 0x3007 }, /* iteration mark, closing mark, zero */
	{ 0x3021, 0x3029 }, /* Hangzhou numerals */
	{ 0x3031, 0x312f }, /* kana, bopomofo */
	{ 0x31a0, 0x31bf }, /* bopomofo */
	{ 0x31f0, 0x31ff }, /* kana */
	{ 0x3400, 0x4dbf }, /* ideographs */
	{ 0x4e00, 0x9fff }, { 0xa9e0, 0xa9ff }, /* Myanmar */
	{ 0xaa60, 0xaa7f }, { 0xf900, 0xfaff }, /* ideographs */
	{ 0x1aff0, 0x1b16f },			/* kana */
	{ 0x20000, 0x3ffff },			/* ideographs */
};

/* Typographic variants that people mean, and type, as one ASCII character.
 * The em dash is not here: it parts clauses as a full stop does. */
static uint32_t
straighten(uint32_t c)
{
	switch (c) {
	case '`':
	case 0x00b4: /* acute accent */
	case 0x02b9: /* modifier prime, which a Greek numeral sign becomes */
	case 0x02bc: /* modifier apostrophe */
	case 0x2018: /* single quotation marks */
	case 0x2019:
	case 0x201a:
	case 0x201b:
	case 0x2032: /* primes */
	case 0x2035:
	case 0x2039: /* angle quotation marks */
	case 0x203a:
		return '\'';
	case 0x00ab:
	case 0x00bb:
	case 0x201c: /* double quotation marks */
	case 0x201d:
	case 0x201e:
	case 0x201f:
	case 0x2033:
	case 0x2036:
		return '"';
	case 0x2010: /* hyphen, figure and en dash, minus */
	case 0x2012:
	case 0x2013:
	case 0x2212:
		return '-';
	case 0x2044: /* fraction slash, division slash */
	case 0x2215:
		return '/';
	}
	return c;
}

static bool
is_unspaced(uint32_t c)
{
	size_t low = 0, high = sizeof(unspaced) / sizeof(*unspaced);

	if (c < unspaced[0].first)
		return false;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > unspaced[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(unspaced) / sizeof(*unspaced) &&
	       c >= unspaced[low].first;
}

static bool
is_skin(uint32_t c)
{
	return c >= 0x1f3fb && c <= 0x1f3ff;
}

/* A vowel or a final that Unicode composes with the consonant before it. */
static bool
is_inner_jamo(uint32_t c)
{
	return c >= 0x1160 && c <= 0x11ff;
}

static bool
is_emoji(uint32_t c, const utf8proc_property_t *p)
{
	/* Below the arrows are only the signs for copyright and the like. */
	return is_skin(c) ||
	       (c >= 0x2190 &&
		   p->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC);
}

enum kind
fold_kind(uint32_t c)
{
	const utf8proc_property_t *p = utf8proc_get_property((int32_t)c);

	if (p->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
		return KIND_FLAG;
	if (is_emoji(c, p))
		return KIND_EMOJI;
	switch (p->category) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return is_unspaced(c) ? KIND_IDEOGRAM : KIND_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return is_unspaced(c) && p->category == UTF8PROC_CATEGORY_NL
			   ? KIND_IDEOGRAM
			   : KIND_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return KIND_MARK;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return KIND_SPACE;
	case UTF8PROC_CATEGORY_CC:
		return (c >= 0x09 && c <= 0x0d) || c == 0x85 ? KIND_SPACE
							     : KIND_DROP;
	case UTF8PROC_CATEGORY_CF:
		return KIND_DROP;
	}
	return KIND_PUNCT;
}

/* utf8proc calls this with each code point before it looks at it. */
static utf8proc_int32_t
before(utf8proc_int32_t c, void *drop_skin)
{
	if (fold_kind((uint32_t)c) == KIND_DROP ||
	    (is_skin((uint32_t)c) && *(bool *)drop_skin))
		return INVISIBLE;
	return (int32_t)straighten((uint32_t)c);
}

size_t
fold_run(const unsigned char *utf8, size_t n, bool drop_skin, int32_t *folded)
{
	utf8proc_ssize_t length = utf8proc_decompose_custom(utf8,
	    (utf8proc_ssize_t)n, folded, FOLD_RUN_MAX, how, before, &drop_skin);

	/* Neither can happen: the input is valid, and nothing becomes more
	 * than 18 code points. */
	if (length < 0 || length > FOLD_RUN_MAX)
		die("utf8proc could not fold a text");
	length = utf8proc_normalize_utf32(folded, length, how);
	for (utf8proc_ssize_t i = 0; i < length; i++)
		folded[i] = (int32_t)straighten((uint32_t)folded[i]);
	return (size_t)length;
}

void
fold_init(struct fold_cache *c)
{
	/* Where nothing was worked out 0 is written, which only the first slot
	 * is asked for; UINT32_MAX is no code point. */
	c->slots[0].codepoint = UINT32_MAX;
}

static bool
is_capital(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((int32_t)c);

	return category == UTF8PROC_CATEGORY_LU ||
	       category == UTF8PROC_CATEGORY_LT;
}

/* Simple is what folds to a few bytes of one kind: a letter, or "ss". */
void
fold_fill(struct fold *f, uint32_t c)
{
	unsigned char utf8[4];
	int32_t folded[FOLD_RUN_MAX];
	size_t n = fold_run(
	    utf8, utf8_encode((char *)utf8, (int32_t)c), false, folded);

	*f = (struct fold){
		.codepoint = c,
		.simple = true,
		.upper = is_capital(c),
		.skin = is_skin(c),
		.extends = n == 0 || is_skin(c) ||
			   fold_kind((uint32_t)folded[0]) == KIND_MARK ||
			   is_inner_jamo((uint32_t)folded[0]),
	};
	if (n == 0)
		f->kind = KIND_DROP;
	else
		f->kind = (uint8_t)fold_kind((uint32_t)folded[0]);
	for (size_t i = 0; i < n; i++) {
		if (i && (f->n > 4 || f->kind != KIND_LETTER ||
			     fold_kind((uint32_t)folded[i]) != KIND_LETTER)) {
			f->simple = false;
			break;
		}
		f->n += (uint8_t)utf8_encode(f->bytes + f->n, folded[i]);
	}
}

const char *
text_library(void)
{
	static char name[64];

	if (!name[0])
		snprintf(name, sizeof(name), "utf8proc %s", utf8proc_version());
	return name;
}
