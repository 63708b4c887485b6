#include "group/group.h"

#include <stdlib.h>

/* The first n parts of a key, and what comes behind them. */
static struct str
head_of(struct str key, size_t n)
{
	size_t i = 0;

	for (; i < key.n; i++)
		if (!key.p[i] && !--n)
			break;
	return (struct str){ key.p, n ? key.n : i };
}

static struct str
head(struct str key, size_t n)
{
	return n ? head_of(key, n) : (struct str){ key.p, 0 };
}

static struct str
tail(struct str key, size_t n)
{
	size_t skip = head(key, n).n;

	skip += n && skip < key.n;
	return (struct str){ key.p + skip, key.n - skip };
}

/* A name over all periods. */
struct rank {
	struct str name;
	uint64_t size;
};

static int
by_name(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static int
by_size(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return by_name(a, b);
}

/* The largest names, by name; all of them where top is 0. */
static struct rank *
rank(const struct ledger *l, size_t top, size_t fixed,
    uint64_t (*size)(const void *), size_t *n, struct arena *a)
{
	struct rank *all = arena_array(a, l->n, sizeof(*all));
	size_t used = 0;

	for (size_t i = 0; i < l->n; i++)
		all[i] = (struct rank){ tail(l->entries[i].name, fixed),
			size(l->entries[i].account) };
	if (l->n)
		qsort(all, l->n, sizeof(*all), by_name);
	for (size_t i = 0; i < l->n; i++)
		if (used && str_eq(all[used - 1].name, all[i].name))
			all[used - 1].size += all[i].size;
		else
			all[used++] = all[i];
	if (top && top < used) {
		qsort(all, used, sizeof(*all), by_size);
		used = top;
		qsort(all, used, sizeof(*all), by_name);
	}
	*n = used;
	return all;
}

/* By period, those beyond the ceiling last of all, the rest of a period last
 * in it; then the largest first where that was asked, or by name. */
static int
by_place(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int c = str_cmp(head(x->key, x->held), head(y->key, y->held));

	if (x->other && y->other)
		return x->held != y->held ? (x->held < y->held ? 1 : -1) : c;
	if (x->held != y->held)
		return x->held < y->held ? 1 : -1;
	if (c)
		return c;
	if (x->other != y->other)
		return x->other ? 1 : -1;
	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return str_cmp(x->key, y->key);
}

/* Where what is not shown of a period goes. */
static void *
rest_of(struct groups *g, const struct ledger *l, struct str period,
    size_t held, struct arena *a)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i].other && g->at[i].held == held &&
		    str_eq(g->at[i].key, period))
			return (void *)g->at[i].account;
	g->at[g->n] = (struct group){ .key = period,
		.other = true,
		.held = held,
		.account = arena_zalloc(a, l->size) };
	return (void *)g->at[g->n++].account;
}

struct groups
groups_read(const struct ledger *l, size_t top, size_t fixed,
    uint64_t (*size)(const void *account), struct arena *a)
{
	struct groups g = { arena_array(a, 2 * l->n + 1, sizeof(*g.at)), 0 };
	size_t n;
	struct rank *shown = rank(l, top, fixed, size, &n, a);

	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->entries[i];
		struct rank want = { tail(e->name, fixed), 0 };
		bool is_shown =
		    bsearch(&want, shown, n, sizeof(want), by_name) != NULL;

		if (is_shown)
			g.at[g.n++] = (struct group){ .key = e->name,
				.held = fixed,
				.account = e->account,
				.size = top && !fixed ? size(e->account) : 0 };
		else
			l->merge(rest_of(&g, l, head(e->name, fixed), fixed, a),
			    e->account, a);
	}
	if (l->other)
		l->merge(rest_of(&g, l, STR(""), 0, a), l->other, a);
	if (g.n)
		qsort(g.at, g.n, sizeof(*g.at), by_place);
	return g;
}

struct str
group_part(const struct group *g, size_t i)
{
	struct str part;

	if (g->other && i >= g->held)
		return i == g->held ? STR("(other)") : STR("");
	return key_part(g->key, i, &part) ? part : STR("(none)");
}
