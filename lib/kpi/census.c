#include "kpi/census.h"

#include <stdlib.h>

enum { FIRST_ROOM = 2 };

static struct kind *
slot_of(const struct census *c, uint64_t code, uint32_t minute)
{
	uint32_t mask = c->room - 1;
	uint64_t h = (code ^ (uint64_t)minute << 32 ^ minute) *
		     UINT64_C(0x9e3779b97f4a7c15);
	uint32_t i = (uint32_t)(h >> 32);

	for (i &= mask; c->kinds[i].n; i = (i + 1) & mask)
		if (c->kinds[i].code == code && c->kinds[i].minute == minute)
			break;
	return &c->kinds[i];
}

static void
grow(struct census *c, struct arena *a)
{
	struct kind *old = c->kinds;
	uint32_t n = c->room;

	c->room = n ? 2 * n : FIRST_ROOM;
	c->kinds = arena_zalloc(a, c->room * sizeof(*c->kinds));
	for (uint32_t i = 0; i < n; i++)
		if (old[i].n)
			*slot_of(c, old[i].code, old[i].minute) = old[i];
}

void
census_add(struct census *c, uint64_t code, uint32_t minute, uint64_t n,
    struct arena *a)
{
	struct kind *k;

	if (4 * (uint64_t)(c->used + 1) > 3 * (uint64_t)c->room)
		grow(c, a);
	k = slot_of(c, code, minute);
	c->used += !k->n;
	k->code = code;
	k->minute = minute;
	k->n += n;
}

void
census_merge(struct census *into, const struct census *from, struct arena *a)
{
	for (const struct kind *k = NULL; (k = census_next(from, k));)
		census_add(into, k->code, k->minute, k->n, a);
}

const struct kind *
census_next(const struct census *c, const struct kind *k)
{
	if (!c->room)
		return NULL;
	for (k = k ? k + 1 : c->kinds; k < c->kinds + c->room; k++)
		if (k->n)
			return k;
	return NULL;
}

static int
by_code(const void *a, const void *b)
{
	const struct kind *x = a, *y = b;

	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	return (x->minute > y->minute) - (x->minute < y->minute);
}

struct kind *
census_sorted(const struct census *c, size_t *n, struct arena *a)
{
	struct kind *all = arena_array(a, c->used, sizeof(*all));

	*n = 0;
	for (const struct kind *k = NULL; (k = census_next(c, k));)
		all[(*n)++] = *k;
	if (*n)
		qsort(all, *n, sizeof(*all), by_code);
	return all;
}
