#ifndef GROUP_GROUP_H
#define GROUP_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "json/json.h"

/* What --by asks for: the members that make a record's group, and an account
 * for each group. */
enum {
	BY_PATHS = 8,		/* in one --by */
	BY_STEPS = 8,		/* in one path */
	GROUP_NAME_BYTES = 256, /* of a part of a key; the rest is cut */
};

/* ".customer.tier" as its member names. */
struct path {
	struct str text; /* without the leading dot */
	struct str steps[BY_STEPS];
	size_t n;
};

struct by {
	struct path paths[BY_PATHS];
	size_t n;
};

/* Read "PATH[,PATH]", of which it keeps pieces; NULL is no path.  Why it cannot
 * be, to be followed by what of it, *at; or NULL. */
const char *by_read(struct by *by, const char *text, struct str *at);

/* The same, which dies and names the option. */
void by_parse(struct by *by, const char *option, const char *text);

/* The member of a record that a path names; 0: none. */
uint32_t path_value(const struct path *p, const struct json *j);

/*
 * Write a record's key: one part for each path, a NUL between two.  Neither the
 * NUL nor what stands for an absent member can come from the input: text that
 * holds a NUL gets U+FFFD in its place, and GROUP_MISSING is no UTF-8.  (It
 * sorts last.)
 */
#define GROUP_MISSING "\xff"

void by_key(const struct by *by, const struct json *j, struct arena *record,
    struct buf *key);

/* The i-th part of a key; false when its member is absent. */
bool key_part(struct str key, size_t i, struct str *part);

/* How many parts there are. */
size_t key_parts(struct str key);

/* The first n parts as an array of JSON; null for one that is absent. */
void key_put(struct str key, size_t n, struct buf *out);

/* Cut to GROUP_NAME_BYTES between two characters, for what is kept. */
struct str name_cut(struct str name);

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

/* Its entries by name. */
const struct entry **ledger_sorted(const struct ledger *l, struct arena *a);

/* The account that those beyond the ceiling share. */
void *ledger_other(struct ledger *l);

/* Whether no name is a key with that part; false when it is empty. */
bool ledger_unseen(const struct ledger *l, size_t part);

/* Keep to the ceiling: for reading, after the last ledger_account(). */
void ledger_settle(struct ledger *l);

/* A group as a report shows it. */
struct group {
	struct str key; /* see key_part() */
	bool other;	/* all that are not shown; of its key only */
	size_t held;	/* so many parts are left, or none */
	const void *account;
	uint64_t size; /* private */
};

struct groups {
	struct group *at;
	size_t n;
};

/*
 * The groups of a settled ledger by name, or the `top` largest of them first
 * (0: all, by name) and behind them the rest as one, with those beyond the
 * ceiling; ties in size go by name.
 *
 * `fixed` parts at the beginning of a key say when, not what: groups are ranked
 * over all of that, shown in its order, and each of it has its own rest.
 */
struct groups groups_read(const struct ledger *l, size_t top, size_t fixed,
    uint64_t (*size)(const void *account), struct arena *a);

/* The i-th part of a group's key as people read it: "(none)", "(other)". */
struct str group_part(const struct group *g, size_t i);

#endif
