#include "stats/stats.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Values below EXACT have a bin each; HALF bins for every doubling above. */
enum { HALF_BITS = 10, HALF = 1 << HALF_BITS, EXACT = 2 * HALF };

/* Up to HISTOGRAM_CEILING, which is so many doublings above EXACT. */
enum { DOUBLINGS = 29, BINS = EXACT + DOUBLINGS * HALF };

/* Places of a table; what finds no room in the largest goes to pages. */
enum { FIRST = 4, LARGEST = 2048, PAGE = 256, PAGES = BINS / PAGE };

/* A bin, or a place of the table; free while count is 0. */
struct slot {
	uint64_t low;
	uint64_t count;
};

/* A count for each bin; pages of which none is used take no memory. */
struct pages {
	uint64_t *pages[PAGES];
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

/* Bins by number, and back. */
static uint32_t
number_of(uint64_t low)
{
	unsigned shift = shift_of(low);

	return (uint32_t)(low >> shift) + shift * HALF;
}

static uint64_t
low_at(uint32_t number)
{
	uint32_t shift = number < EXACT ? 0 : number / HALF - 1;

	return (uint64_t)(number - shift * HALF) << shift;
}

/*
 * What a histogram that is not empty holds.  While all values fall into one
 * bin there is no table: n and min say it.  Of most groups of a report that
 * is most histograms.  Many bins take pages, which cost half of what a table
 * does, or less, and never grow beyond 250 KB.
 */
struct histogram_held {
	struct histogram_ends ends;
	struct slot *slots;  /* NULL: one bin, or pages */
	struct pages *pages; /* or NULL */
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

/* The count of a bin in the pages. */
static uint64_t *
count_of(struct pages *p, uint64_t low, struct arena *a)
{
	uint32_t number = number_of(low);
	uint64_t **page = &p->pages[number / PAGE];

	if (!*page)
		*page = arena_zalloc(a, PAGE * sizeof(**page));
	return &(*page)[number % PAGE];
}

static void
turn_to_pages(struct histogram_held *h, struct arena *a)
{
	h->pages = arena_zalloc(a, sizeof(*h->pages));
	for (uint32_t i = 0; i < h->room; i++)
		if (h->slots[i].count)
			*count_of(h->pages, h->slots[i].low, a) =
			    h->slots[i].count;
	h->slots = NULL;
	h->room = 0;
}

static void
count(struct histogram_held *h, uint64_t low, uint64_t times, struct arena *a)
{
	bool is_full = 4 * (uint64_t)(h->used + 1) > 3 * (uint64_t)h->room;
	struct slot *slot;
	uint64_t *n;

	if (!h->pages && is_full && h->room == LARGEST)
		turn_to_pages(h, a);
	else if (!h->pages && is_full)
		grow(h, a);
	if (h->pages) {
		n = count_of(h->pages, low, a);
		h->used += !*n;
		*n += times;
		return;
	}
	slot = slot_of(h, low);
	h->used += !slot->count;
	slot->low = low;
	slot->count += times;
}

/* The places where bins may be, those in pages by rising value; the count is 0
 * where there is none. */
static uint32_t
count_places(const struct histogram *h)
{
	if (!h->n)
		return 0;
	if (h->held->pages)
		return BINS;
	return h->held->slots ? h->held->room : 1;
}

static struct slot
place_of(const struct histogram *h, uint32_t i)
{
	const struct histogram_held *held = h->held;
	const uint64_t *page;

	if (held->slots)
		return held->slots[i];
	if (!held->pages)
		return (struct slot){ low_of(held->ends.min), h->n };
	page = held->pages->pages[i / PAGE];
	return (struct slot){ low_at(i), page ? page[i % PAGE] : 0 };
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
	if (!h->held->used && low_of(ends->min) != low)
		count(h->held, low_of(ends->min), h->n, a);
	if (h->held->used)
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
	uint32_t places = count_places(from);

	if (!from->n)
		return;
	for (uint32_t i = 0; i < places; i++) {
		struct slot s = place_of(from, i);

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
	uint32_t places = count_places(h);
	size_t most = h->n && h->held->used ? h->held->used : h->n != 0;
	struct bin *bins = arena_array(a, most, sizeof(*bins));
	size_t used = 0;

	for (uint32_t i = 0; i < places; i++) {
		struct slot slot = place_of(h, i);

		if (slot.count)
			bins[used++] = bin_of(slot.low, slot.count);
	}
	if (used && !h->held->pages)
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
