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

/* The lowest value of the bin that takes a value. */
static uint64_t
low_of(uint64_t value)
{
	unsigned shift = shift_of(value);

	return value >> shift << shift;
}

/*
 * What a histogram that is not empty holds.  While all values fall into one
 * bin there is no table: n and min say it.  Of most groups of a report that
 * is most histograms.
 */
struct histogram_held {
	struct histogram_ends ends;
	struct slot *slots; /* NULL: one bin */
	uint32_t used, room;
};

static struct slot *
slot_of(const struct histogram_held *h, uint64_t low)
{
	uint32_t mask = h->room - 1;
	uint32_t i = (uint32_t)((low * UINT64_C(0x9e3779b97f4a7c15)) >> 32);

	for (i &= mask; h->slots[i].count; i = (i + 1) & mask)
		if (h->slots[i].low == low)
			break;
	return &h->slots[i];
}

/* The arena keeps the old table: twice the last one at most, in all. */
static void
grow(struct histogram_held *h, struct arena *a)
{
	struct slot *old = h->slots;
	uint32_t n = h->room;

	h->room = n ? 2 * n : FIRST;
	h->slots = arena_zalloc(a, h->room * sizeof(*h->slots));
	for (uint32_t i = 0; i < n; i++)
		if (old[i].count)
			*slot_of(h, old[i].low) = old[i];
}

static void
count(struct histogram_held *h, uint64_t low, uint64_t times, struct arena *a)
{
	struct slot *slot;

	if (4 * (uint64_t)(h->used + 1) > 3 * (uint64_t)h->room)
		grow(h, a);
	slot = slot_of(h, low);
	h->used += !slot->count;
	slot->low = low;
	slot->count += times;
}

/* So many more values of one bin, from min to max. */
static void
take(struct histogram *h, uint64_t min, uint64_t max, uint64_t times,
    struct arena *a)
{
	uint64_t low = low_of(min);
	struct histogram_ends *ends;

	if (!h->n) {
		h->held = arena_zalloc(a, sizeof(*h->held));
		h->held->ends.min = min;
	}
	ends = &h->held->ends;
	if (!h->held->slots && low_of(ends->min) != low)
		count(h->held, low_of(ends->min), h->n, a);
	if (h->held->slots)
		count(h->held, low, times, a);
	h->n += times;
	if (min < ends->min)
		ends->min = min;
	if (max > ends->max)
		ends->max = max;
}

void
histogram_add(
    struct histogram *h, uint64_t value, uint64_t times, struct arena *a)
{
	if (!times)
		return;
	if (value > HISTOGRAM_CEILING)
		value = HISTOGRAM_CEILING;
	take(h, value, value, times, a);
	h->held->ends.sum += (unsigned __int128)value * times;
	h->held->ends.squares += (unsigned __int128)value * value * times;
}

struct histogram_ends
histogram_ends(const struct histogram *h)
{
	return h->n ? h->held->ends : (struct histogram_ends){ .sum = 0 };
}

/* A value of a bin, that none of a histogram is below. */
static uint64_t
low_in(uint64_t low, uint64_t min)
{
	return low > min ? low : min;
}

void
histogram_merge(
    struct histogram *into, const struct histogram *from, struct arena *a)
{
	struct histogram_ends ends = histogram_ends(from), *to;
	uint32_t room = from->n ? from->held->room : 0;

	if (!from->n)
		return;
	if (!room)
		take(into, ends.min, ends.max, from->n, a);
	for (uint32_t i = 0; i < room; i++) {
		struct slot s = from->held->slots[i];

		if (s.count)
			take(into, low_in(s.low, ends.min),
			    low_in(s.low, ends.min), s.count, a);
	}
	to = &into->held->ends;
	if (ends.max > to->max)
		to->max = ends.max;
	to->sum += ends.sum;
	to->squares += ends.squares;
}

bool
histogram_restore(
    struct histogram *h, uint64_t low, uint64_t times, struct arena *a)
{
	if (!times || low > HISTOGRAM_CEILING || low_of(low) != low)
		return false;
	take(h, low, low + (UINT64_C(1) << shift_of(low)) - 1, times, a);
	return true;
}

bool
histogram_restore_ends(struct histogram *h, const struct histogram_ends *ends)
{
	const struct histogram_ends *bins;

	if (!h->n)
		return false;
	bins = &h->held->ends;
	if (ends->min > ends->max || ends->min < bins->min ||
	    ends->max > bins->max ||
	    ends->sum < (unsigned __int128)ends->min * h->n ||
	    ends->sum > (unsigned __int128)ends->max * h->n ||
	    ends->squares > (unsigned __int128)ends->max * ends->max * h->n)
		return false;
	h->held->ends = *ends;
	return true;
}

static int
by_value(const void *a, const void *b)
{
	const struct bin *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

static struct bin
bin_of(uint64_t low, uint64_t times)
{
	return (
	    struct bin){ low, low + (UINT64_C(1) << shift_of(low)) - 1, times };
}

struct bin *
histogram_bins(const struct histogram *h, size_t *n, struct arena *a)
{
	uint32_t room = h->n ? h->held->room : 0;
	struct bin *bins =
	    arena_array(a, room ? h->held->used : h->n != 0, sizeof(*bins));
	size_t used = 0;

	if (h->n && !room)
		bins[used++] = bin_of(low_of(h->held->ends.min), h->n);
	for (uint32_t i = 0; i < room; i++) {
		const struct slot *slot = &h->held->slots[i];

		if (slot->count)
			bins[used++] = bin_of(slot->low, slot->count);
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
	struct histogram_ends ends = histogram_ends(h);
	struct bin *bins = histogram_bins(h, &n, scratch);
	uint64_t rank = (uint64_t)ceil(q * (double)h->n), below, middle;

	if (rank <= 1)
		return ends.min;
	if (rank >= h->n)
		return ends.max;
	for (below = bins[0].count; below < rank; below += bins[i].count)
		i++;
	middle = bins[i].low + (bins[i].high - bins[i].low) / 2;
	if (middle < ends.min)
		return ends.min;
	return middle > ends.max ? ends.max : middle;
}

uint64_t
histogram_mean(const struct histogram *h, unsigned scale)
{
	return h->n ? (uint64_t)((histogram_ends(h).sum * scale + h->n / 2) /
				 h->n)
		    : 0;
}

struct moments
histogram_moments(const struct histogram *h)
{
	struct histogram_ends ends = histogram_ends(h);

	return (
	    struct moments){ h->n, (__int128)ends.sum, (__int128)ends.squares };
}
