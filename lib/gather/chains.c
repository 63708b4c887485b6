#include "gather/gather.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/die.h"

struct link {
	struct link *next;
	size_t n;
	char bytes[];
};

struct chain { /* all pieces of a key */
	struct str key;
	uint64_t hash;
	struct link *first, **last;
};

struct chains {
	size_t memory;
	struct arena pieces;
	struct chain *chains; /* in the order of their first pieces */
	size_t n, room;
	uint32_t *table; /* of chains by hash, index + 1 */
	size_t table_room;
	size_t latest;	/* that was added to: most logs stay with one */
	size_t current; /* which the walk is in */
	struct link *next;
};

struct chains *
chains_new(size_t memory)
{
	struct chains *c = calloc(1, sizeof(*c));

	if (!c)
		die_of_memory();
	c->memory = memory;
	arena_init(&c->pieces, SIZE_MAX);
	return c;
}

void
chains_free(struct chains *c)
{
	arena_free(&c->pieces);
	free(c->chains);
	free(c->table);
	free(c);
}

/* Eight bytes at a time; only this process sees it. */
static uint64_t
hash_key(struct str key)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t h = key.n * odd, v;

	for (; key.n >= sizeof(v); key.p += sizeof(v), key.n -= sizeof(v)) {
		memcpy(&v, key.p, sizeof(v));
		h = (h ^ v) * odd;
		h ^= h >> 32;
	}
	v = 0;
	memcpy(&v, key.p, key.n);
	h = (h ^ v) * odd;
	return h ^ h >> 32;
}

static void
enter(struct chains *c, size_t i)
{
	size_t at = c->chains[i].hash & (c->table_room - 1);

	while (c->table[at])
		at = (at + 1) & (c->table_room - 1);
	c->table[at] = (uint32_t)i + 1;
}

static void
grow(struct chains *c)
{
	if (c->n == c->room) {
		c->room = c->room ? c->room * 2 : 256;
		c->chains =
		    reallocarray(c->chains, c->room, sizeof(*c->chains));
		if (!c->chains)
			die_of_memory();
	}
	if (c->n * 2 < c->table_room)
		return;
	free(c->table);
	c->table_room = c->table_room ? c->table_room * 2 : 1024;
	c->table = calloc(c->table_room, sizeof(*c->table));
	if (!c->table)
		die_of_memory();
	for (size_t i = 0; i < c->n; i++)
		enter(c, i);
}

static struct chain *
find(struct chains *c, struct str key)
{
	uint64_t hash;
	size_t at;

	if (c->latest < c->n && str_eq(c->chains[c->latest].key, key))
		return &c->chains[c->latest];
	hash = hash_key(key);
	grow(c);
	for (at = hash & (c->table_room - 1); c->table[at];
	     at = (at + 1) & (c->table_room - 1)) {
		struct chain *chain = &c->chains[c->table[at] - 1];

		if (chain->hash == hash && str_eq(chain->key, key)) {
			c->latest = (size_t)(chain - c->chains);
			return chain;
		}
	}
	c->chains[c->n] =
	    (struct chain){ arena_copy(&c->pieces, key), hash, NULL, NULL };
	c->latest = c->n;
	c->table[at] = (uint32_t)++c->n;
	return &c->chains[c->n - 1];
}

static size_t
bytes_held(const struct chains *c)
{
	return c->pieces.used + c->room * sizeof(*c->chains) +
	       c->table_room * sizeof(*c->table);
}

bool
chains_add(struct chains *c, struct str key, struct str piece, bool once)
{
	struct link *l;
	struct chain *chain;

	if (bytes_held(c) + key.n + piece.n > c->memory)
		return false;
	chain = find(c, key);
	if (once && chain->first && chain->first->n == piece.n &&
	    memcmp(chain->first->bytes, piece.p, piece.n) == 0)
		return true;
	l = arena_alloc(&c->pieces, sizeof(*l) + piece.n);
	l->next = NULL;
	l->n = piece.n;
	memcpy(l->bytes, piece.p, piece.n);
	if (chain->first)
		*chain->last = l;
	else
		chain->first = l;
	chain->last = &l->next;
	return true;
}

bool
chains_next(struct chains *c, struct str *key, struct str *piece, size_t *nth)
{
	while (!c->next) {
		if (c->current == c->n)
			return false;
		c->next = c->chains[c->current++].first;
	}
	*nth = c->current - 1;
	*key = c->chains[*nth].key;
	*piece = (struct str){ c->next->bytes, c->next->n };
	c->next = c->next->next;
	return true;
}
