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

#define BIT(list) ((uint64_t)1 << LIST_##list)

static const uint64_t request_lists = BIT(human_desire) | BIT(human_after) |
				      BIT(human_away) | BIT(human_not) |
				      BIT(human_boundary);
static const uint64_t friction_lists = BIT(negative_feedback) | BIT(closing) |
				       BIT(human_request) | BIT(human_contact) |
				       BIT(human_noun) | BIT(human_bot);
static const uint64_t modifier_lists =
    BIT(negators) | BIT(intensifiers) | BIT(affirm);

void
lists_know(const struct lists *l, enum list_set set, const struct text *x,
    struct lists_known *known)
{
	terms_know(set == SET_BOT ? l->bot : l->customer, x, &known->built_in);
	if (set == SET_CUSTOMER && l->users)
		terms_know(l->users, x, &known->users);
}

void
lists_forget(struct lists_known *known)
{
	terms_forget(&known->built_in);
	terms_forget(&known->users);
}

size_t
lists_find(const struct lists *l, enum list_set set, const struct text *x,
    struct lists_known *known, struct str language, struct term_hit *hits,
    size_t room)
{
	const uint64_t wanted[N_SETS] = {
		[SET_CUSTOMER] = ~(request_lists | modifier_lists),
		[SET_FRICTION] = friction_lists,
		[SET_REQUEST] = request_lists,
		[SET_MODIFIERS] = modifier_lists,
		[SET_BOT] = TERMS_ALL_LISTS,
	};
	size_t n, more;

	n = terms_find(set == SET_BOT ? l->bot : l->customer, x,
	    &known->built_in, language, wanted[set], hits, room / 2);
	if (set == SET_BOT)
		renumber(hits, n, LISTS_OF_CUSTOMER);
	if (set != SET_CUSTOMER || !l->users)
		return n;
	more = terms_find(l->users, x, &known->users, language, TERMS_ALL_LISTS,
	    hits + n, room - n);
	renumber(hits + n, more, N_LISTS);
	merge(hits, n, more);
	return n + more;
}
