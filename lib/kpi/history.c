#include "kpi/history.h"

#include <stdlib.h>

#include "kpi/tally.h"

enum { BLOCK = 1024, MINUTE_MS = 60000, DAY_MINUTES = 24 * 60 };

struct block {
	struct block *next;
	struct contact contacts[BLOCK];
	size_t n;
};

static const size_t memory_ceiling = (size_t)64 << 30;

void
history_init(struct history *h)
{
	*h = (struct history){ .n = 0 };
	arena_init(&h->arena, memory_ceiling);
}

void
history_free(struct history *h)
{
	arena_free(&h->arena);
}

static const uint64_t *
copy(struct arena *a, struct matters m)
{
	uint64_t *to = arena_array(a, m.n, sizeof(*to));

	if (m.n)
		memcpy(to, m.at, m.n * sizeof(*to));
	return to;
}

static void
keep(struct history *h, const struct contact *c)
{
	struct contact *to;

	if (!h->blocks || h->blocks->n == BLOCK) {
		struct block *b = arena_alloc(&h->arena, sizeof(*b));

		b->next = h->blocks;
		b->n = 0;
		h->blocks = b;
	}
	to = &h->blocks->contacts[h->blocks->n++];
	*to = *c;
	to->customer = arena_copy(&h->arena, c->customer);
	to->group = arena_copy(&h->arena, c->group);
	to->matters.at = copy(&h->arena, c->matters);
	h->n++;
}

bool
history_is_contact(const struct conv *c, const struct facts *f)
{
	return f->customer_turns && c->customer_id.n &&
	       facts_start(f, c) != CONV_NO_TIME && facts_end(f, c) >= 0;
}

bool
history_add(struct history *h, struct str group, const struct conv *c,
    const struct facts *f, struct matters matters)
{
	struct contact k = { .customer = c->customer_id,
		.group = group,
		.start_ms = facts_start(f, c),
		.end_ms = facts_end(f, c),
		.code = f->code,
		.matters = matters };

	if (!history_is_contact(c, f))
		return false;
	keep(h, &k);
	return true;
}

void
history_merge(struct history *into, const struct history *from)
{
	for (const struct block *b = from->blocks; b; b = b->next)
		for (size_t i = 0; i < b->n; i++)
			keep(into, &b->contacts[i]);
}

int
contact_cmp(const struct contact *x, const struct contact *y)
{
	int c = str_cmp(x->customer, y->customer);

	if (c)
		return c;
	if (x->start_ms != y->start_ms)
		return x->start_ms < y->start_ms ? -1 : 1;
	if (x->end_ms != y->end_ms)
		return x->end_ms < y->end_ms ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	c = str_cmp(x->group, y->group);
	return c ? c : matters_cmp(x->matters, y->matters);
}

static int
by_customer(const void *a, const void *b)
{
	return contact_cmp(*(const struct contact *const *)a,
	    *(const struct contact *const *)b);
}

/* A place among the values of days for a next contact at next_ms. */
static unsigned
window(int64_t end_ms, int64_t next_ms)
{
	unsigned w = 0;

	while (w < N_WINDOWS && next_ms - end_ms > (int64_t)window_days[w] *
						       DAY_MINUTES * MINUTE_MS)
		w++;
	return w < N_WINDOWS ? w + 1 : 0;
}

/* Rounded up: at no minute before its end was it over. */
uint32_t
history_minute(int64_t ms)
{
	return (uint32_t)((ms + MINUTE_MS - 1) / MINUTE_MS + 1);
}

/*
 * For each contact the start of the next one, and the end of the last one
 * before, that may be about the same matter.
 */
#define NEVER_BEFORE INT64_MIN
#define NEVER_AGAIN  INT64_MAX

struct neighbours {
	int64_t before_ms, again_ms;
};

static void
came_before(struct neighbours *n, int64_t end_ms)
{
	if (end_ms > n->before_ms)
		n->before_ms = end_ms;
}

static void
comes_again(struct neighbours *n, int64_t start_ms)
{
	if (start_ms < n->again_ms)
		n->again_ms = start_ms;
}

/* Those of which one side is about what is not known. */
static void
find_unknown(const struct contact *const *at, size_t n, struct neighbours *out)
{
	int64_t any = NEVER_BEFORE, unknown = NEVER_BEFORE;

	for (size_t i = 0; i < n; i++) {
		const struct contact *c = at[i];

		came_before(&out[i], c->matters.n ? unknown : any);
		any = c->end_ms > any ? c->end_ms : any;
		if (!c->matters.n && c->end_ms > unknown)
			unknown = c->end_ms;
	}
	any = unknown = NEVER_AGAIN;
	for (size_t i = n; i-- > 0;) {
		const struct contact *c = at[i];

		comes_again(&out[i], c->matters.n ? unknown : any);
		any = c->start_ms;
		if (!c->matters.n)
			unknown = c->start_ms;
	}
}

/* A contact, among those about a matter. */
struct mention {
	uint64_t matter;
	size_t contact;
};

static int
by_matter(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;

	if (x->matter != y->matter)
		return x->matter < y->matter ? -1 : 1;
	return (x->contact > y->contact) - (x->contact < y->contact);
}

static void
find_same(const struct contact *const *at, size_t n, struct neighbours *out,
    struct arena *scratch)
{
	struct mention *all;
	size_t n_all = 0;
	int64_t last = NEVER_BEFORE;

	for (size_t i = 0; i < n; i++)
		n_all += at[i]->matters.n;
	all = arena_array(scratch, n_all, sizeof(*all));
	n_all = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < at[i]->matters.n; k++)
			all[n_all++] =
			    (struct mention){ at[i]->matters.at[k], i };
	if (n_all)
		qsort(all, n_all, sizeof(*all), by_matter);
	for (size_t i = 1; i < n_all; i++) {
		const struct contact *former = at[all[i - 1].contact];

		if (all[i].matter != all[i - 1].matter) {
			last = NEVER_BEFORE;
			continue;
		}
		if (former->end_ms > last)
			last = former->end_ms;
		came_before(&out[all[i].contact], last);
		comes_again(
		    &out[all[i - 1].contact], at[all[i].contact]->start_ms);
	}
}

void
history_follow(const struct contact *const *at, size_t n, uint64_t *codes,
    struct arena *scratch)
{
	struct neighbours *same = arena_array(scratch, n, sizeof(*same));

	for (size_t i = 0; i < n; i++)
		same[i] = (struct neighbours){ NEVER_BEFORE, NEVER_AGAIN };
	find_unknown(at, n, same);
	find_same(at, n, same, scratch);
	for (size_t i = 0; i < n; i++) {
		const struct contact *c = at[i];

		codes[i] = c->code;
		if (i + 1 < n)
			codes[i] = fact_set(codes[i], F_AGAIN_DAYS,
			    window(c->end_ms, at[i + 1]->start_ms));
		if (same[i].again_ms != NEVER_AGAIN)
			codes[i] = fact_set(codes[i], F_MATTER_AGAIN_DAYS,
			    window(c->end_ms, same[i].again_ms));
		if (same[i].before_ms != NEVER_BEFORE)
			codes[i] = fact_set(codes[i], F_MATTER_BEFORE_DAYS,
			    window(same[i].before_ms, c->start_ms));
	}
}

static void
count_customer(const struct contact *const *at, size_t n, struct ledger *groups,
    struct arena *scratch)
{
	uint64_t *codes = arena_array(scratch, n, sizeof(*codes));

	history_follow(at, n, codes, scratch);
	for (size_t i = 0; i < n; i++) {
		struct tally *t = ledger_account(groups, at[i]->group);

		census_add(&t->census, codes[i], history_minute(at[i]->end_ms),
		    1, &groups->arena);
	}
}

void
history_resolve(const struct history *h, struct ledger *groups)
{
	struct arena a, scratch;
	const struct contact **all;
	size_t n = 0;

	if (!h->n)
		return;
	arena_init(&a, memory_ceiling);
	arena_init(&scratch, memory_ceiling);
	all = arena_array(&a, h->n, sizeof(const struct contact *));
	for (const struct block *b = h->blocks; b; b = b->next)
		for (size_t i = 0; i < b->n; i++)
			all[n++] = &b->contacts[i];
	qsort(all, n, sizeof(*all), by_customer);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n; k++)
			if (!str_eq(all[k]->customer, all[i]->customer))
				break;
		count_customer(all + i, k - i, groups, &scratch);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	arena_free(&a);
}

static bool
is_followed(const struct kind *k, int64_t end_ms, size_t window)
{
	int64_t end = (int64_t)k->minute - 1;

	return end_ms / MINUTE_MS - end >=
	       (int64_t)window_days[window] * DAY_MINUTES;
}

uint64_t
history_code(const struct kind *k, int64_t end_ms)
{
	unsigned followed = 0;

	if (!k->minute)
		return k->code;
	while (followed < N_WINDOWS && is_followed(k, end_ms, followed))
		followed++;
	return fact_set(k->code, F_OBSERVED_DAYS, followed + 1);
}

bool
history_is_settled(const struct kind *k, int64_t end_ms)
{
	return !k->minute || is_followed(k, end_ms, N_WINDOWS - 1);
}
