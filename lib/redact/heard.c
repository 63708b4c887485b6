#include "redact/heard.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

/* Two megabytes, once all of it is taken. */
enum { SLOTS = 4096, LONGEST = 256, MOST = 4 };
enum { CHANCES = 3 };
enum { CACHE_LINE = 64 };

struct slot {
	uint64_t hash;
	struct heard_as as;
	uint64_t asks;
	uint16_t size; /* of the text; 0: it is free */
	uint8_t n;
	uint8_t stays; /* so many times when another would have its place */
	char text[LONGEST];
	struct span spans[MOST];
};

struct heard {
	struct slot slots[SLOTS];
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

void
heard_prefetch(const struct heard *h, uint64_t hash)
{
	const char *slot = (const char *)&h->slots[hash % SLOTS];

	/* And some of its text. */
	__builtin_prefetch(slot);
	__builtin_prefetch(slot + CACHE_LINE);
}

bool
heard_knows(struct heard *h, struct str text, uint64_t hash, uint64_t asked,
    struct heard_found *found)
{
	struct slot *s = &h->slots[hash % SLOTS];

	if (s->hash != hash || s->size != text.n || text.n == 0 ||
	    (s->as.is_short && s->as.asked != asked) ||
	    memcmp(s->text, text.p, text.n) != 0)
		return false;
	s->stays = CHANCES;
	*found = (struct heard_found){ s->spans, s->n, s->asks };
	return true;
}

void
heard_learn(struct heard *h, struct str text, uint64_t hash, struct heard_as as,
    struct heard_found found)
{
	struct slot *s = &h->slots[hash % SLOTS];

	if (text.n > LONGEST || found.n > MOST)
		return;
	/* Most of what people say is said once. */
	if (s->stays) {
		s->stays--;
		return;
	}
	s->hash = hash;
	s->as = as;
	s->asks = found.asks;
	s->size = (uint16_t)text.n;
	s->n = (uint8_t)found.n;
	if (text.n)
		memcpy(s->text, text.p, text.n);
	if (found.n)
		memcpy(s->spans, found.spans, found.n * sizeof(*found.spans));
}
