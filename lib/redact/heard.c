#include "redact/heard.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

/* Two megabytes, once all of it is taken. */
enum { SETS = 1024, WAYS = 4, MOST = 4, ONCE = 8192 };
enum { CHANCES = 3 };
enum { CACHE_LINE = 64 };

struct slot {
	struct heard_as as;
	struct heard_found found; /* in the spans below */
	uint16_t size;		  /* of the text; 0: it is free */
	char text[HEARD_LONGEST];
	struct span spans[MOST];
};

/* A text may be in any slot of one set; its hash is beside those of the others,
 * for most are looked for in vain. */
struct set {
	uint64_t hashes[WAYS];
	uint8_t stays[WAYS]; /* so many times when another would have its
				place */
};

struct heard {
	uint16_t once[ONCE]; /* some of the hash of a text that was met */
	struct set sets[SETS];
	struct slot slots[SETS][WAYS];
	size_t hand; /* which slot of a set is the next to go */
};

struct heard *
heard_new(void)
{
	struct heard *h = calloc(1, sizeof(*h));

	if (!h)
		die_of_memory();
	return h;
}

void
heard_free(struct heard *h)
{
	free(h);
}

/* The next slot of a text's set, from `way` on, that has its hash; WAYS: none
 * has. */
static size_t
next_way(const struct heard *h, uint64_t hash, size_t way)
{
	const uint64_t *hashes = h->sets[hash % SETS].hashes;

	while (way < WAYS && hashes[way] != hash)
		way++;
	return way;
}

void
heard_prefetch(const struct heard *h, uint64_t hash)
{
	size_t way = next_way(h, hash, 0);
	const char *slot;

	if (way == WAYS)
		return;
	/* And some of its text. */
	slot = (const char *)&h->slots[hash % SETS][way];
	__builtin_prefetch(slot);
	__builtin_prefetch(slot + CACHE_LINE);
}

bool
heard_next(const struct heard *h, struct str text, uint64_t hash, size_t *way,
    struct heard_as *as)
{
	while ((*way = next_way(h, hash, *way)) < WAYS) {
		const struct slot *s = &h->slots[hash % SETS][(*way)++];

		if (s->size != text.n || text.n == 0 ||
		    memcmp(s->text, text.p, text.n) != 0)
			continue;
		*as = s->as;
		return true;
	}
	return false;
}

struct heard_found *
heard_again(struct heard *h, uint64_t hash, size_t way)
{
	struct slot *s = &h->slots[hash % SETS][way - 1];

	h->sets[hash % SETS].stays[way - 1] = CHANCES;
	return &s->found;
}

/* The way of a set that may be had: none, where each is met again and again. */
static size_t
way_to_take(struct heard *h, struct set *set)
{
	for (size_t i = 0; i < WAYS; i++) {
		size_t way = h->hand++ % WAYS;

		if (!set->stays[way])
			return way;
	}
	for (size_t i = 0; i < WAYS; i++)
		set->stays[i]--;
	return WAYS;
}

static bool
met_before(struct heard *h, uint64_t hash)
{
	uint16_t *once = &h->once[hash % ONCE], mark = (uint16_t)(hash >> 48);
	bool met = *once == mark;

	*once = mark;
	return met;
}

void
heard_learn(struct heard *h, struct str text, uint64_t hash, struct heard_as as,
    struct heard_found found)
{
	struct set *set = &h->sets[hash % SETS];
	struct slot *s;
	size_t way;

	if (text.n > HEARD_LONGEST || found.n > MOST)
		return;
	/* Most of what people say is said once: it takes no place. */
	if (!met_before(h, hash))
		return;
	way = way_to_take(h, set);
	if (way == WAYS)
		return;
	set->hashes[way] = hash;
	s = &h->slots[hash % SETS][way];
	s->as = as;
	s->found = found;
	s->found.spans = s->spans;
	s->size = (uint16_t)text.n;
	if (text.n)
		memcpy(s->text, text.p, text.n);
	if (found.n)
		memcpy(s->spans, found.spans, found.n * sizeof(*found.spans));
}
