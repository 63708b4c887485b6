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
    const struct facts *f)
{
	struct contact k = { .customer = c->customer_id,
		.group = group,
		.start_ms = facts_start(f, c),
		.end_ms = facts_end(f, c),
		.code = f->code };

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
	return str_cmp(x->group, y->group);
}

static int
by_customer(const void *a, const void *b)
{
	return contact_cmp(*(const struct contact *const *)a,
	    *(const struct contact *const *)b);
}

unsigned
history_window(int64_t end_ms, int64_t next_ms)
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

static void
count(
    const struct contact *c, const struct contact *next, struct ledger *groups)
{
	struct tally *t = ledger_account(groups, c->group);
	unsigned again = 0;

	if (next && str_eq(next->customer, c->customer))
		again = history_window(c->end_ms, next->start_ms);
	census_add(&t->census, fact_set(c->code, F_AGAIN_DAYS, again),
	    history_minute(c->end_ms), 1, &groups->arena);
}

void
history_resolve(const struct history *h, struct ledger *groups)
{
	struct arena a;
	const struct contact **all;
	size_t n = 0;

	if (!h->n)
		return;
	arena_init(&a, memory_ceiling);
	all = arena_array(&a, h->n, sizeof(const struct contact *));
	for (const struct block *b = h->blocks; b; b = b->next)
		for (size_t i = 0; i < b->n; i++)
			all[n++] = &b->contacts[i];
	qsort(all, n, sizeof(*all), by_customer);
	for (size_t i = 0; i < n; i++)
		count(all[i], i + 1 < n ? all[i + 1] : NULL, groups);
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
