#include "stats/stats.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Values below EXACT have a bin each; HALF bins for every doubling above. */
enum { HALF_BITS = 10, HALF = 1 << HALF_BITS, EXACT = 2 * HALF, FIRST = 4 };

/* A place of the table; free while count is 0. */
struct slot {
	uint64_t low;
	uint64_t count;
};

static unsigned
shift_of(uint64_t value)
{
	if (value < EXACT)
		return 0;
	return 63U - (unsigned)__builtin_clzll(value) - HALF_BITS;
}

static uint32_t
slot_of(const struct histogram *h, uint64_t low)
{
	uint32_t mask = h->room - 1;
	uint32_t i = (uint32_t)((low * UINT64_C(0x9e3779b97f4a7c15)) >> 32);

	for (i &= mask; h->slots[i].count; i = (i + 1) & mask)
		if (h->slots[i].low == low)
			break;
	return i;
}

/* The arena keeps the old table: twice the last one at most, in all. */
static void
grow(struct histogram *h, struct arena *a)
{
	struct slot *old = h->slots;
	uint32_t n = h->room;

	h->room = n ? 2 * n : FIRST;
	h->slots = arena_zalloc(a, h->room * sizeof(*h->slots));
	for (uint32_t i = 0; i < n; i++)
		if (old[i].count)
			h->slots[slot_of(h, old[i].low)] = old[i];
}

static void
count(struct histogram *h, uint64_t low, uint64_t times, struct arena *a)
{
	struct slot *slot;

	if (4 * (uint64_t)(h->used + 1) > 3 * (uint64_t)h->room)
		grow(h, a);
	slot = &h->slots[slot_of(h, low)];
	h->used += !slot->count;
	slot->low = low;
	slot->count += times;
}

static void
widen(struct histogram *h, uint64_t min, uint64_t max)
{
	if (!h->n || min < h->min)
		h->min = min;
	if (!h->n || max > h->max)
		h->max = max;
}

void
histogram_add(
    struct histogram *h, uint64_t value, uint64_t times, struct arena *a)
{
	unsigned shift;

	if (!times)
		return;
	if (value > HISTOGRAM_CEILING)
		value = HISTOGRAM_CEILING;
	shift = shift_of(value);
	count(h, value >> shift << shift, times, a);
	widen(h, value, value);
	h->n += times;
	h->sum += (unsigned __int128)value * times;
	h->squares += (unsigned __int128)value * value * times;
}

void
histogram_merge(
    struct histogram *into, const struct histogram *from, struct arena *a)
{
	if (!from->n)
		return;
	for (uint32_t i = 0; i < from->room; i++)
		if (from->slots[i].count)
			count(
			    into, from->slots[i].low, from->slots[i].count, a);
	widen(into, from->min, from->max);
	into->n += from->n;
	into->sum += from->sum;
	into->squares += from->squares;
}

bool
histogram_restore(
    struct histogram *h, uint64_t low, uint64_t times, struct arena *a)
{
	unsigned shift = shift_of(low);

	if (!times || low > HISTOGRAM_CEILING || low >> shift << shift != low)
		return false;
	count(h, low, times, a);
	widen(h, low, low + (UINT64_C(1) << shift) - 1);
	h->n += times;
	return true;
}

bool
histogram_restore_ends(struct histogram *h, const struct histogram_ends *ends)
{
	if (!h->n || ends->min > ends->max || ends->min < h->min ||
	    ends->max > h->max ||
	    ends->sum < (unsigned __int128)ends->min * h->n ||
	    ends->sum > (unsigned __int128)ends->max * h->n ||
	    ends->squares > (unsigned __int128)ends->max * ends->max * h->n)
		return false;
	h->sum = ends->sum;
	h->squares = ends->squares;
	h->min = ends->min;
	h->max = ends->max;
	return true;
}

static int
by_value(const void *a, const void *b)
{
	const struct bin *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

struct bin *
histogram_bins(const struct histogram *h, size_t *n, struct arena *a)
{
	struct bin *bins = arena_array(a, h->used, sizeof(*bins));
	size_t used = 0;

	for (uint32_t i = 0; i < h->room; i++) {
		const struct slot *slot = &h->slots[i];
		uint64_t width = UINT64_C(1) << shift_of(slot->low);

		if (slot->count)
			bins[used++] = (struct bin){ slot->low,
				slot->low + width - 1, slot->count };
	}
	if (used)
		qsort(bins, used, sizeof(*bins), by_value);
	*n = used;
	return bins;
}

uint64_t
histogram_quantile(const struct histogram *h, double q, struct arena *scratch)
{
	size_t n, i = 0;
	struct bin *bins = histogram_bins(h, &n, scratch);
	uint64_t rank = (uint64_t)ceil(q * (double)h->n), below, middle;

	if (rank <= 1)
		return h->min;
	if (rank >= h->n)
		return h->max;
	for (below = bins[0].count; below < rank; below += bins[i].count)
		i++;
	middle = bins[i].low + (bins[i].high - bins[i].low) / 2;
	if (middle < h->min)
		return h->min;
	return middle > h->max ? h->max : middle;
}

uint64_t
histogram_mean(const struct histogram *h, unsigned scale)
{
	return h->n ? (uint64_t)((h->sum * scale + h->n / 2) / h->n) : 0;
}

struct moments
histogram_moments(const struct histogram *h)
{
	return (struct moments){ h->n, (__int128)h->sum, (__int128)h->squares };
}
