#include "gather/gather.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/die.h"
#include "base/hash.h"

enum {
	HUGE = 2 << 20,		/* bytes of a huge page */
	LEAST_SLAB = 256 << 10, /* most logs are small */
	MOST_SLAB = 8 << 20,
};

/* Pieces are written once and stay: what they cost is that fresh pages are
 * touched, of which huge ones need the fewest. */
struct slab {
	struct slab *older;
	size_t size, used; /* bytes, with this */
};

struct link {
	struct link *next;
	uint32_t n;
	char bytes[];
};

struct chain { /* all pieces of a key */
	struct str key;
	uint64_t hash;
	struct link *first, **last;
};

struct chains {
	size_t memory;
	struct slab *slab;
	size_t older_slabs;   /* bytes of all but the newest */
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
	return c;
}

void
chains_free(struct chains *c)
{
	for (struct slab *s = c->slab, *older; s; s = older) {
		older = s->older;
		free(s);
	}
	free(c->chains);
	free(c->table);
	free(c);
}

static struct slab *
add_slab(struct chains *c, size_t n)
{
	size_t size = c->slab ? c->slab->size * 2 : LEAST_SLAB;
	struct slab *s;

	if (size > MOST_SLAB)
		size = MOST_SLAB;
	if (size < n + sizeof(*s))
		size = n + sizeof(*s);
	if (size > HUGE)
		size = (size + HUGE - 1) / HUGE * HUGE;
	s = size < HUGE ? malloc(size) : aligned_alloc(HUGE, size);
	if (!s)
		die_of_memory();
	if (size >= HUGE)
		madvise(s, size, MADV_HUGEPAGE); /* may be refused */
	if (c->slab)
		c->older_slabs += c->slab->size;
	*s = (struct slab){ c->slab, size, sizeof(*s) };
	c->slab = s;
	return s;
}

static void *
take(struct chains *c, size_t n)
{
	struct slab *s = c->slab;
	void *p;

	n = (n + alignof(struct link) - 1) & ~(alignof(struct link) - 1);
	if (!s || s->size - s->used < n)
		s = add_slab(c, n);
	p = (char *)s + s->used;
	s->used += n;
	return p;
}

static struct str
copy(struct chains *c, struct str s)
{
	char *p = take(c, s.n);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
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
	hash = hash_str(key);
	grow(c);
	for (at = hash & (c->table_room - 1); c->table[at];
	     at = (at + 1) & (c->table_room - 1)) {
		struct chain *chain = &c->chains[c->table[at] - 1];

		if (chain->hash == hash && str_eq(chain->key, key)) {
			c->latest = (size_t)(chain - c->chains);
			return chain;
		}
	}
	c->chains[c->n] = (struct chain){ copy(c, key), hash, NULL, NULL };
	c->latest = c->n;
	c->table[at] = (uint32_t)++c->n;
	return &c->chains[c->n - 1];
}

static size_t
bytes_held(const struct chains *c)
{
	return c->older_slabs + (c->slab ? c->slab->used : 0) +
	       c->room * sizeof(*c->chains) + c->table_room * sizeof(*c->table);
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
	l = take(c, offsetof(struct link, bytes) + piece.n);
	l->next = NULL;
	l->n = (uint32_t)piece.n;
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
