#ifndef KPI_LEDGER_H
#define KPI_LEDGER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Accounts by name, at most `ceiling` of them: those whose names come first in
 * byte order are kept, all others share the account `other`.  Which those are
 * depends on the names only, not on their order or on how they were split.
 */
struct ledger {
	size_t size; /* of an account, which begins as 0 */
	size_t ceiling;
	void (*merge)(void *into, const void *from, struct arena *a);
	struct arena arena;    /* what accounts point to lives here */
	struct entry *entries; /* unordered */
	size_t n;
	void *other;	 /* NULL while it is not needed */
	uint32_t *slots; /* private, and what follows */
	size_t n_slots, room;
	struct str cutoff; /* no later name can be kept */
};

struct entry {
	struct str name;
	void *account;
	uint64_t hash;
};

void ledger_init(struct ledger *l, size_t size, size_t ceiling,
    void (*merge)(void *, const void *, struct arena *));
void ledger_free(struct ledger *l);

/* The account to write to; it may move at the next call. */
void *ledger_account(struct ledger *l, struct str name);

void ledger_merge(struct ledger *into, const struct ledger *from);

/* Keep to the ceiling: for reading, after the last ledger_account(). */
void ledger_settle(struct ledger *l);

#endif
