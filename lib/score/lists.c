#include "score/lists.h"

#include "base/embed.h"

EMBED(embed_score_customer_lists);
EMBED(embed_score_bot_lists);
EMBED(embed_score_stopwords_lists);

void
lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run)
{
	*l = (struct lists){
		.customer =
		    terms_thaw(EMBEDDED(embed_score_customer_lists), run),
		.bot = terms_thaw(EMBEDDED(embed_score_bot_lists), run),
		.n = N_LISTS + n,
		.stops = (const struct stops *)embed_score_stopwords_lists,
	};
	if (n == 0)
		return;
	l->users = terms_new(run);
	for (size_t i = 0; i < n; i++)
		terms_add(l->users, users[i].name, users[i].file, users[i].csv);
	terms_build(l->users);
}

/* Lists are numbered over all, terms_find() counts from 0. */
static void
renumber(struct term_hit *hits, size_t n, uint32_t from)
{
	for (size_t i = 0; i < n; i++)
		hits[i].list += from;
}

/* Of two runs in order of their first tokens, one; the lists of the second
 * have the higher numbers. */
static void
merge(struct term_hit *hits, size_t n, size_t more)
{
	for (size_t i = n; i < n + more; i++) {
		struct term_hit h = hits[i];
		size_t k = i;

		for (; k && hits[k - 1].first > h.first; k--)
			hits[k] = hits[k - 1];
		hits[k] = h;
	}
}

size_t
lists_find(const struct lists *l, enum speaker who, const struct text *x,
    struct str language, struct term_hit *hits, size_t room)
{
	size_t n, more;

	if (who == BOT) {
		n = terms_find(
		    l->bot, x, language, TERMS_ALL_LISTS, hits, room / 2);
		renumber(hits, n, LISTS_OF_CUSTOMER);
		return n;
	}
	n = terms_find(
	    l->customer, x, language, TERMS_ALL_LISTS, hits, room / 2);
	if (!l->users)
		return n;
	more = terms_find(
	    l->users, x, language, TERMS_ALL_LISTS, hits + n, room - n);
	renumber(hits + n, more, N_LISTS);
	merge(hits, n, more);
	return n + more;
}
