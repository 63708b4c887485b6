#include "diff/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"

enum { FIRST_ROOM = 64 };

/* Numbers count from 1; 0 is none. */
struct interned {
	uint64_t hash;
	char *p;
	uint32_t n, holders;
	uint32_t next; /* in the bucket, or of those that are free */
};

struct intern {
	struct interned *all;
	uint32_t *buckets; /* as many as there is room for */
	uint32_t n, room;  /* room is a power of two */
	uint32_t unused;   /* the first that nobody holds */
};

static struct interned *
interned_at(const struct intern *s, uint32_t number)
{
	return &s->all[number - 1];
}

static uint32_t *
bucket_of(const struct intern *s, uint64_t hash)
{
	return &s->buckets[(hash >> 32) & (s->room - 1)];
}

static void
grow(struct intern *s)
{
	uint32_t room = s->room ? 2 * s->room : FIRST_ROOM;

	free(s->buckets);
	s->buckets = calloc(room, sizeof(*s->buckets));
	s->all = realloc(s->all, room * sizeof(*s->all));
	if (!s->all || !s->buckets)
		die_of_memory();
	s->room = room;
	/* it grows when all are held */
	for (uint32_t i = 1; i <= s->n; i++) {
		struct interned *one = interned_at(s, i);
		uint32_t *bucket = bucket_of(s, one->hash);

		one->next = *bucket;
		*bucket = i;
	}
}

struct intern *
intern_new(void)
{
	struct intern *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	grow(s);
	return s;
}

void
intern_free(struct intern *s)
{
	for (uint32_t i = 0; i < s->n; i++)
		free(s->all[i].p);
	free(s->all);
	free(s->buckets);
	free(s);
}

static uint32_t
find(const struct intern *s, struct str bytes, uint64_t hash)
{
	uint32_t i = *bucket_of(s, hash);

	while (i && (interned_at(s, i)->hash != hash ||
			!str_eq(intern_text(s, i), bytes)))
		i = interned_at(s, i)->next;
	return i;
}

static uint32_t
take_unused(struct intern *s)
{
	uint32_t i = s->unused;

	if (i) {
		s->unused = interned_at(s, i)->next;
		return i;
	}
	if (s->n == s->room)
		grow(s);
	return ++s->n;
}

uint32_t
intern_hold(struct intern *s, struct str bytes)
{
	uint64_t hash = hash_str(bytes);
	uint32_t i = find(s, bytes, hash), *bucket;
	struct interned *one;

	if (i) {
		interned_at(s, i)->holders++;
		return i;
	}
	i = take_unused(s);
	one = interned_at(s, i);
	bucket = bucket_of(s, hash);
	*one = (struct interned){ .hash = hash,
		.p = malloc(bytes.n + 1),
		.n = (uint32_t)bytes.n,
		.holders = 1,
		.next = *bucket };
	if (!one->p)
		die_of_memory();
	memcpy(one->p, bytes.p, bytes.n);
	*bucket = i;
	return i;
}

struct str
intern_text(const struct intern *s, uint32_t number)
{
	const struct interned *one = interned_at(s, number);

	return (struct str){ one->p, one->n };
}

void
intern_drop(struct intern *s, uint32_t number)
{
	struct interned *one = interned_at(s, number);
	uint32_t *at = bucket_of(s, one->hash);

	if (--one->holders)
		return;
	while (*at != number)
		at = &interned_at(s, *at)->next;
	*at = one->next;
	free(one->p);
	one->p = NULL;
	one->next = s->unused;
	s->unused = number;
}
