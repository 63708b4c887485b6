#include "kpi/repeats.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/hash.h"

enum { SLOTS = 1 << 17, MOST = SLOTS / 2, AGAIN = 1 };

void
repeats_free(struct repeats *r)
{
	free(r->hashes);
}

static void
make(struct repeats *r)
{
	r->hashes = calloc(SLOTS, sizeof(*r->hashes));
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
	size_t i = (hash >> 1) % SLOTS;

	while (r->hashes[i] && ((r->hashes[i] ^ hash) & ~(uint64_t)AGAIN))
		i = (i + 1) % SLOTS;
	return &r->hashes[i];
}

static void put(struct repeats *r, uint64_t hash);

static void
halve(struct repeats *r)
{
	uint64_t *old = r->hashes;

	make(r);
	r->n = 0;
	r->level++;
	for (size_t i = 0; i < SLOTS; i++)
		if (old[i])
			put(r, old[i]);
	free(old);
}

/* Once more, or as often as another one has seen it. */
static void
put(struct repeats *r, uint64_t hash)
{
	uint64_t *slot;

	if (!is_kept(r, hash))
		return;
	slot = slot_of(r, hash);
	if (*slot) {
		*slot |= AGAIN;
		return;
	}
	*slot = hash;
	if (++r->n > MOST)
		halve(r);
}

void
repeats_add(struct repeats *r, struct str id)
{
	/* the same in each run, for what is kept of many to be the same */
	static const uint64_t key[2] = { 0, 0 };
	uint64_t hash = hash_siphash(key, id) & ~(uint64_t)AGAIN;

	if (!r->hashes)
		make(r);
	put(r, hash ? hash : 2 * AGAIN);
}

void
repeats_merge(struct repeats *into, const struct repeats *from)
{
	if (!from->hashes)
		return;
	if (!into->hashes)
		make(into);
	while (into->level < from->level)
		halve(into);
	for (size_t i = 0; i < SLOTS; i++)
		if (from->hashes[i])
			put(into, from->hashes[i]);
}

uint64_t
repeats_count(const struct repeats *r, bool *exact)
{
	uint64_t n = 0;

	*exact = !r->level;
	for (size_t i = 0; r->hashes && i < SLOTS; i++)
		n += r->hashes[i] & AGAIN;
	return n << r->level;
}
