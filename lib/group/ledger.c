#include "group/group.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { FIRST_ROOM = 8 };

static const size_t memory_ceiling = (size_t)8 << 30;

void
ledger_init(struct ledger *l, size_t size, size_t ceiling,
    void (*merge)(void *, const void *, struct arena *))
{
	*l =
	    (struct ledger){ .size = size, .ceiling = ceiling, .merge = merge };
	arena_init(&l->arena, memory_ceiling);
}

void
ledger_free(struct ledger *l)
{
	arena_free(&l->arena);
}

/* A slot holds the entry's number from 1; 0 is free. */
static uint32_t *
slot_of(const struct ledger *l, struct str name, uint64_t hash)
{
	size_t mask = l->n_slots - 1, i = (size_t)(hash >> 32) & mask;

	for (; l->slots[i]; i = (i + 1) & mask) {
		const struct entry *e = &l->entries[l->slots[i] - 1];

		if (e->hash == hash && str_eq(e->name, name))
			break;
	}
	return &l->slots[i];
}

static void
grow(struct ledger *l)
{
	struct entry *old = l->entries;

	l->room = l->room ? 2 * l->room : FIRST_ROOM;
	l->entries = arena_array(&l->arena, l->room, sizeof(*l->entries));
	if (l->n)
		memcpy(l->entries, old, l->n * sizeof(*old));
	l->n_slots = 2 * l->room;
	l->slots = arena_zalloc(&l->arena, l->n_slots * sizeof(*l->slots));
	for (size_t i = 0; i < l->n; i++) {
		struct entry *e = &l->entries[i];

		*slot_of(l, e->name, e->hash) = (uint32_t)i + 1;
	}
}

static void *
open_account(struct ledger *l, struct str name, uint64_t hash)
{
	struct entry *e;

	if (l->n == l->room)
		grow(l);
	e = &l->entries[l->n++];
	*e = (struct entry){ .name = arena_copy(&l->arena, name),
		.account = arena_zalloc(&l->arena, l->size),
		.hash = hash };
	*slot_of(l, name, hash) = (uint32_t)l->n;
	return e->account;
}

void *
ledger_other(struct ledger *l)
{
	if (!l->other)
		l->other = arena_zalloc(&l->arena, l->size);
	return l->other;
}

static int
by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/*
 * Move the first `ceiling` names to a new arena and the rest into `other`,
 * for good: so many names come before each of them already.
 */
bool
ledger_unseen(const struct ledger *l, size_t part)
{
	struct str ignored;

	for (size_t i = 0; i < l->n; i++)
		if (key_part(l->entries[i].name, part, &ignored))
			return false;
	return l->n > 0;
}

void
ledger_settle(struct ledger *l)
{
	struct ledger fresh;

	if (l->n <= l->ceiling)
		return;
	qsort(l->entries, l->n, sizeof(*l->entries), by_name);
	ledger_init(&fresh, l->size, l->ceiling, l->merge);
	for (size_t i = 0; i < l->ceiling; i++) {
		const struct entry *e = &l->entries[i];

		l->merge(open_account(&fresh, e->name, e->hash), e->account,
		    &fresh.arena);
	}
	fresh.cutoff = fresh.entries[l->ceiling - 1].name;
	for (size_t i = l->ceiling; i < l->n; i++)
		l->merge(
		    ledger_other(&fresh), l->entries[i].account, &fresh.arena);
	if (l->other)
		l->merge(ledger_other(&fresh), l->other, &fresh.arena);
	arena_free(&l->arena);
	*l = fresh;
}

void *
ledger_account(struct ledger *l, struct str name)
{
	uint64_t hash = hash_str(name);
	uint32_t slot = l->n_slots ? *slot_of(l, name, hash) : 0;

	if (slot)
		return l->entries[slot - 1].account;
	if (l->cutoff.p && str_cmp(name, l->cutoff) > 0)
		return ledger_other(l);
	if (l->n == l->ceiling + (l->ceiling + 1) / 2) {
		ledger_settle(l);
		return ledger_account(l, name);
	}
	return open_account(l, name, hash);
}

void
ledger_merge(struct ledger *into, const struct ledger *from)
{
	for (size_t i = 0; i < from->n; i++) {
		void *account = ledger_account(into, from->entries[i].name);

		into->merge(account, from->entries[i].account, &into->arena);
	}
	if (from->other)
		into->merge(ledger_other(into), from->other, &into->arena);
}

static int
by_name_of(const void *a, const void *b)
{
	return by_name(
	    *(const struct entry *const *)a, *(const struct entry *const *)b);
}

const struct entry **
ledger_sorted(const struct ledger *l, struct arena *a)
{
	const struct entry **all =
	    arena_array(a, l->n, sizeof(const struct entry *));

	for (size_t i = 0; i < l->n; i++)
		all[i] = &l->entries[i];
	if (l->n)
		qsort(all, l->n, sizeof(*all), by_name_of);
	return all;
}
