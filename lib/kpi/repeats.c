#include "kpi/repeats.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/hash.h"

/* In a slot, a hash has the high bits. */
enum { SHIFT = 64 - REPEATS_BITS, AGAIN = 1 };

void
repeats_init(struct repeats *r, unsigned most)
{
	*r = (struct repeats){ .most = most };
}

static size_t
count_slots(const struct repeats *r)
{
	return 2 * (size_t)r->most;
}

void
repeats_free(struct repeats *r)
{
	free(r->hashes);
}

static void
make(struct repeats *r)
{
	r->hashes = calloc(count_slots(r), sizeof(*r->hashes));
	if (!r->hashes)
		die_of_memory();
}

/* Whether a hash is below the bound, which is halved with each level. */
static bool
is_kept(const struct repeats *r, uint64_t hash)
{
	return !r->level || !(hash >> (64 - r->level));
}

/* Where it is, or where it would go.  By its low bits: the high ones of those
 * that are kept are alike. */
static uint64_t *
slot_of(struct repeats *r, uint64_t hash)
{
	size_t last = count_slots(r) - 1, i = (hash >> SHIFT) & last;

	while (r->hashes[i] && (r->hashes[i] ^ hash) >> SHIFT)
		i = (i + 1) & last;
	return &r->hashes[i];
}

static void put(struct repeats *r, uint64_t slot);

static void
halve(struct repeats *r)
{
	uint64_t *old = r->hashes;

	make(r);
	r->n = r->n_again = 0;
	r->level++;
	for (size_t i = 0; i < count_slots(r); i++)
		if (old[i])
			put(r, old[i]);
	free(old);
}

/* Once more, or as often as another one has seen it: the slot of that. */
static void
put(struct repeats *r, uint64_t slot)
{
	uint64_t *to;

	if (!is_kept(r, slot))
		return;
	to = slot_of(r, slot);
	if (*to)
		slot = *to | AGAIN;
	else
		r->n++;
	r->n_again += (slot & AGAIN) > (*to & AGAIN);
	*to = slot;
	if (r->n > r->most)
		halve(r);
}

void
repeats_add(struct repeats *r, struct str id, int64_t at_ms)
{
	/* the same in each run, for what is kept of many to be the same */
	const uint64_t key[2] = { (uint64_t)at_ms, 0 };
	uint64_t hash = hash_siphash(key, id) >> SHIFT;

	if (!r->hashes)
		make(r);
	put(r, (hash ? hash : 1) << SHIFT);
}

void
repeats_merge(struct repeats *into, const struct repeats *from)
{
	if (!from->hashes)
		return;
	repeats_restore(into, from->level);
	for (size_t i = 0; i < count_slots(from); i++)
		if (from->hashes[i])
			put(into, from->hashes[i]);
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

uint64_t *
repeats_hashes(const struct repeats *r, size_t *n, struct arena *a)
{
	uint64_t *hashes = arena_array(a, r->n, sizeof(*hashes));

	*n = 0;
	for (size_t i = 0; r->hashes && i < count_slots(r); i++)
		if (r->hashes[i])
			hashes[(*n)++] = r->hashes[i] >> SHIFT;
	if (*n)
		qsort(hashes, *n, sizeof(*hashes), by_value);
	return hashes;
}

void
repeats_restore(struct repeats *r, unsigned level)
{
	if (!r->hashes)
		make(r);
	while (r->level < level)
		halve(r);
}

bool
repeats_restore_hash(struct repeats *r, uint64_t hash)
{
	if (!hash || hash >> REPEATS_BITS)
		return false;
	put(r, hash << SHIFT);
	return true;
}

uint64_t
repeats_count(const struct repeats *r, bool *exact)
{
	*exact = !r->level;
	return (uint64_t)r->n_again << r->level;
}

uint64_t
repeats_guess(uint64_t n)
{
	uint64_t unit = 1;

	while (n / unit >= 100)
		unit *= 10;
	return (n + unit / 2) / unit * unit;
}

/* Both are known below the lower of the two bounds only. */
uint64_t
repeats_shared(const struct repeats *a, const struct repeats *b, bool *exact,
    struct arena *scratch)
{
	unsigned level = a->level > b->level ? a->level : b->level;
	size_t n_ours, n_theirs, n = 0;
	uint64_t *ours = repeats_hashes(a, &n_ours, scratch);
	uint64_t *theirs = repeats_hashes(b, &n_theirs, scratch);

	*exact = !level;
	for (size_t i = 0, k = 0; i < n_ours; i++) {
		if (ours[i] >> (REPEATS_BITS - level))
			break;
		while (k < n_theirs && theirs[k] < ours[i])
			k++;
		n += k < n_theirs && theirs[k] == ours[i];
	}
	if (*exact)
		return n;
	n = repeats_guess((uint64_t)n << level);
	/* no more than there are, where all are known */
	if (!a->level && n > n_ours)
		n = n_ours;
	return !b->level && n > n_theirs ? n_theirs : n;
}
