#include "redact/heard.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

/* Two megabytes, once all of it is taken. */
enum { SETS = 1024, WAYS = 4, LONGEST = 256, MOST = 4 };
enum { CHANCES = 3 };
enum { CACHE_LINE = 64 };

struct slot {
	struct heard_as as;
	uint64_t asks;
	uint16_t size; /* of the text; 0: it is free */
	uint8_t n;
	uint8_t stays; /* so many times when another would have its place */
	char text[LONGEST];
	struct span spans[MOST];
};

/* A text may be in any slot of one set; its hash is beside those of the others,
 * for most are looked for in vain. */
struct heard {
	uint64_t hashes[SETS][WAYS];
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
	const uint64_t *hashes = h->hashes[hash % SETS];

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
heard_knows(struct heard *h, struct str text, uint64_t hash, uint64_t asked,
    struct heard_found *found)
{
	for (size_t way = 0; (way = next_way(h, hash, way)) < WAYS; way++) {
		struct slot *s = &h->slots[hash % SETS][way];

		if (s->size != text.n || text.n == 0 ||
		    (s->as.is_short && s->as.asked != asked) ||
		    memcmp(s->text, text.p, text.n) != 0)
			continue;
		s->stays = CHANCES;
		*found = (struct heard_found){ s->spans, s->n, s->asks };
		return true;
	}
	return false;
}

/* The way of a set that may be had: none, where each is met again and again. */
static size_t
way_to_take(struct heard *h, struct slot *set)
{
	for (size_t i = 0; i < WAYS; i++) {
		size_t way = h->hand++ % WAYS;

		if (!set[way].stays)
			return way;
	}
	for (size_t i = 0; i < WAYS; i++)
		set[i].stays--;
	return WAYS;
}

void
heard_learn(struct heard *h, struct str text, uint64_t hash, struct heard_as as,
    struct heard_found found)
{
	struct slot *s = h->slots[hash % SETS];
	size_t way;

	if (text.n > LONGEST || found.n > MOST)
		return;
	/* Most of what people say is said once. */
	way = way_to_take(h, s);
	if (way == WAYS)
		return;
	h->hashes[hash % SETS][way] = hash;
	s += way;
	s->as = as;
	s->asks = found.asks;
	s->size = (uint16_t)text.n;
	s->n = (uint8_t)found.n;
	if (text.n)
		memcpy(s->text, text.p, text.n);
	if (found.n)
		memcpy(s->spans, found.spans, found.n * sizeof(*found.spans));
}
