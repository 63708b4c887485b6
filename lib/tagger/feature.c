#include <string.h>

#include "base/ascii.h"
#include "tagger/model.h"

/* A word's shape: how it is written, in bits. */
enum {
	SHAPE_CAPITAL = 1,
	SHAPE_CAPITALS = 2,
	SHAPE_DIGITS = 4,
	SHAPE_MARK = 8,	  /* punctuation or an emoji */
	SHAPE_START = 16, /* a sentence begins here */
	SHAPE_SHORT = 32, /* one or two letters */
};

/* Words on either side that features look at. */
enum { BEFORE = 3, BEHIND = 2 };

/* How a text is written as a whole. */
enum { CASE_MIXED, CASE_SMALL, CASE_CAPITALS, CASE_TITLE };

#define MIXER 0x9fb21c651e98df25u

static uint64_t
mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * MIXER;
	return h ^ h >> 32;
}

static bool
ends_sentence(const struct text *x, size_t i)
{
	char c = x->folded.p[x->tokens[i].at];

	return x->tokens[i].class == TEXT_EMOJI ||
	       (x->tokens[i].class == TEXT_PUNCT &&
		   (c == '.' || c == '!' || c == '?' || c == ':'));
}

static unsigned
shape_of(const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];
	struct str word = text_token(x, k);
	unsigned shape = 0;

	if (k->class == TEXT_PUNCT || k->class == TEXT_EMOJI)
		return SHAPE_MARK;
	shape |= k->upper == 1 ? SHAPE_CAPITAL : 0;
	shape |= k->upper == 2 ? SHAPE_CAPITALS : 0;
	shape |= word.n <= 2 ? SHAPE_SHORT : 0;
	shape |= i == 0 || ends_sentence(x, i - 1) ? SHAPE_START : 0;
	for (size_t b = 0; b < word.n; b++)
		if (is_digit(word.p[b]))
			shape |= SHAPE_DIGITS;
	return shape;
}

static unsigned
letter_case(const struct text *x)
{
	size_t small = 0, capital = 0, capitals = 0;

	for (size_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];

		if (k->class != TEXT_WORD || k->n < 2)
			continue;
		small += k->upper == 0;
		capital += k->upper == 1;
		capitals += k->upper == 2;
	}
	if (capital + capitals == 0)
		return CASE_SMALL;
	if (capitals > 1 && capitals > small + capital)
		return CASE_CAPITALS;
	if (capital > 2 && capital > 2 * small)
		return CASE_TITLE;
	return CASE_MIXED;
}

/* The first and the last one to four bytes of a word. */
static void
see_ends(struct sight *s, struct str word)
{
	uint32_t first = 0, last = 0;

	for (size_t n = 0; n < 4; n++) {
		if (n < word.n) {
			first = first << 8 | (unsigned char)word.p[n];
			last |= (uint32_t)(unsigned char)word.p[word.n - 1 - n]
				<< 8 * n;
		}
		s->ends[n] = first;
		s->ends[4 + n] = last;
	}
}

static bool
is_placeholder(const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];

	return i > 0 && i + 1 < x->n_tokens && k->class == TEXT_WORD &&
	       x->folded.p[k[-1].at] == '<' && x->folded.p[k[1].at] == '>' &&
	       memchr(x->folded.p + k->at, '_', k->n);
}

void
scene_open(struct scene *s, const struct tagger *t, struct sight *memory,
    const struct text *x, enum asked asked)
{
	s->tagger = t;
	s->sights = memory;
	s->n = x->n_tokens;
	s->letter_case = letter_case(x);
	s->asked = asked;
}

void
scene_see(const struct scene *s, const struct text *x, const uint8_t *is,
    size_t first, size_t end)
{
	first = first > BEFORE ? first - BEFORE : 0;
	end = end + BEHIND < s->n ? end + BEHIND : s->n;
	for (size_t i = first; i < end; i++) {
		struct sight *to = &s->sights[i];

		if (is_placeholder(x, i)) {
			*to = (struct sight){ .hash = 1, .shape = SHAPE_MARK };
			continue;
		}
		to->hash = x->tokens[i].hash;
		to->is = is[i];
		to->shape = (uint8_t)shape_of(x, i);
		see_ends(to, text_token(x, &x->tokens[i]));
	}
}

/* Features being gathered: each has a number of its own, and a value. */
struct gather {
	const int8_t (*model)[8];
	uint32_t n_rows;
	uint32_t *rows;
	size_t n;
};

/* Always inline, for what is known of a feature to be reckoned once. */
__attribute__((always_inline)) static inline void
gather(struct gather *g, unsigned feature, uint64_t a, uint64_t b)
{
	/* The upper half of mix(). */
	uint64_t h = mix(feature * 0x9e3779b97f4a7c15u, a);
	uint64_t upper = (h ^ b) * MIXER >> 32;
	uint32_t row = (uint32_t)(upper * g->n_rows >> 32);

	/* To wait for memory is most of what rows cost. */
	__builtin_prefetch(g->model[row]);
	g->rows[g->n++] = row;
}

/* A frequent word in small letters that names nothing: every other word is one,
 * and little need be asked of it. */
static bool
is_plain(const struct sight *x)
{
	return x->is & WORD_COMMON &&
	       !(x->is & (WORD_FIRST | WORD_LAST | WORD_PLACE)) &&
	       !(x->shape & (SHAPE_CAPITAL | SHAPE_CAPITALS));
}

size_t
scene_features(const struct scene *s, size_t i, uint32_t *rows)
{
	static const struct sight edge = { .hash = 2, .shape = SHAPE_MARK };
	const struct sight *x = &s->sights[i];
	const struct sight *l = i > 0 ? x - 1 : &edge;
	const struct sight *ll = i > 1 ? x - 2 : &edge;
	const struct sight *lll = i > 2 ? x - 3 : &edge;
	const struct sight *r = i + 1 < s->n ? x + 1 : &edge;
	const struct sight *rr = i + 2 < s->n ? x + 2 : &edge;
	struct gather g = { s->tagger->rows, s->tagger->n_rows, rows, 0 };
	uint64_t shape = x->shape | s->letter_case << 8;
	uint64_t looks = x->is | shape << 8;
	size_t few = s->n < 6 ? s->n : 6;

	gather(&g, 0, shape, 0);
	gather(&g, 1, x->hash, 0);
	gather(&g, 10, l->hash, looks);
	gather(&g, 11, r->hash, looks);
	if (is_plain(x))
		return g.n;
	gather(&g, 2, x->hash, shape);
	gather(&g, 3, l->hash, 0);
	gather(&g, 4, r->hash, 0);
	gather(&g, 5, ll->hash, 0);
	gather(&g, 6, rr->hash, 0);
	gather(&g, 7, l->hash, x->hash);
	gather(&g, 8, l->hash, ll->hash);
	gather(&g, 9, r->hash, rr->hash);
	gather(&g, 12, mix(l->hash, ll->hash), looks);
	gather(&g, 13, mix(mix(l->hash, ll->hash), lll->hash), x->is);
	gather(&g, 14, looks, 0);
	gather(&g, 15, x->is, 0);
	gather(&g, 16, looks, (uint64_t)l->is | (uint64_t)l->shape << 8);
	gather(&g, 17, looks, (uint64_t)r->is | (uint64_t)r->shape << 8);
	gather(&g, 18, l->is | (uint64_t)x->is << 8 | (uint64_t)r->is << 16,
	    l->shape | (uint64_t)x->shape << 8 | (uint64_t)r->shape << 16);
	gather(&g, 19, looks, few << 8 | i * (s->n < 6));
	gather(&g, 20, s->asked, x->is);
	gather(&g, 21, s->asked, few | looks << 8);
	gather(&g, 22, s->asked, l->hash);
	if (x->shape & SHAPE_MARK)
		return g.n;
	for (unsigned n = 0; n < 4; n++) {
		gather(&g, 23 + n, x->ends[n], 0);
		gather(&g, 27 + n, x->ends[4 + n], 0);
	}
	gather(&g, 31, x->ends[6], shape);
	gather(&g, 32, x->ends[6], x->is);
	return g.n;
}
