#include "packet/gist_room.h"

#include <string.h>

struct str
gist_label(struct gist_seeker *g, struct str text, struct str language)
{
	enum { BETWEEN = 3 /* tokens: "order no.: " */ };
	struct term_hit hits[HITS];
	size_t n = terms_search(g->terms, text, &g->text, &g->known, language,
	    UINT64_C(1) << GIST_LABEL, hits, HITS);
	const struct token *k = g->text.tokens;
	size_t from, to;

	if (!n || hits[n - 1].last + 1 + BETWEEN < g->text.n_tokens)
		return STR("");
	from = text_byte(text, k[hits[n - 1].first].start);
	to = text_byte(text, k[hits[n - 1].last].end);
	return (struct str){ text.p + from, to - from };
}

/* The words of a hit, as they were written. */
static struct str
words_at(const struct text *x, struct str text, const struct term_hit *h)
{
	size_t from = text_byte(text, x->tokens[h->first].start);
	size_t to = text_byte(text, x->tokens[h->last].end);

	return (struct str){ text.p + from, to - from };
}

/* By a mark, or by another number: in "paid me 90 of the 341" it is the 90 that
 * was paid. */
static bool
is_parted(struct str text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (strchr(".,?!;0123456789", text.p[from]))
			return true;
	return false;
}

struct str
gist_money(struct gist_seeker *g, struct str text, size_t from, size_t to,
    struct str language)
{
	enum { AROUND = 24 /* bytes, on either side */ };
	struct term_hit hits[HITS];
	struct str near, best = STR("");
	size_t least = SIZE_MAX, n;

	near.p = text.p + (from > AROUND ? text_whole(text, from - AROUND) : 0);
	near.n = to + AROUND < text.n ? text_whole(text, to + AROUND) : text.n;
	near.n -= (size_t)(near.p - text.p);
	n = terms_search(g->terms, near, &g->text, &g->known, language,
	    UINT64_C(1) << GIST_MONEY, hits, HITS);
	for (size_t i = 0; i < n; i++) {
		struct str word = words_at(&g->text, near, &hits[i]);
		size_t at = (size_t)(word.p - text.p), apart;

		apart = at < from ? from - at - word.n : at - to;
		if (apart >= least ||
		    is_parted(text, at < from ? at : to, at < from ? from : at))
			continue;
		least = apart;
		best = word;
	}
	return best;
}

struct str
gist_kin(struct gist_seeker *g, struct str text, struct str language)
{
	struct term_hit hits[HITS];

	if (!terms_search(g->terms, text, &g->text, &g->known, language,
		UINT64_C(1) << GIST_KIN, hits, HITS))
		return STR("");
	return words_at(&g->text, text, &hits[0]);
}
