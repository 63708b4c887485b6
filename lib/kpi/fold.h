#ifndef KPI_FOLD_H
#define KPI_FOLD_H

#include <stdint.h>

#include "base/buf.h"
#include "kpi/kpi.h"
#include "kpi/ledger.h"
#include "kpi/tally.h"

enum {
	PATHS = 8,	  /* in one --by */
	STEPS = 8,	  /* in one path */
	NAMES = 1000,	  /* rules, kinds of friction, of redaction */
	NAME_BYTES = 256, /* of a name or a part of a key; the rest is cut */
};

/* ".customer.tier" as its member names. */
struct path {
	struct str text; /* without the leading dot */
	struct str steps[STEPS];
	size_t n;
};

/* What is named by the input and counted for all groups together. */
enum naming { RULES, FRICTION, REDACTIONS, N_NAMINGS };

struct kpi {
	struct kpi_opts o;
	struct path paths[PATHS];
	size_t n_paths;
	struct ledger groups;		/* of struct tally, by key */
	struct ledger names[N_NAMINGS]; /* of struct mentions */
	uint64_t seen;			/* conversations, by this fold */
	struct buf key;
};

/*
 * A key is one part for each path, a NUL between two.  Neither the NUL nor
 * what stands for an absent member can come from the input: text that holds a
 * NUL gets U+FFFD in its place, and MISSING is no UTF-8.  (It sorts last.)
 */
#define MISSING "\xff"

/* The i-th part of a key; false when its member is absent. */
bool key_part(struct str key, size_t i, struct str *part);

/* Read --by; dies on a path that cannot be one. */
void paths_parse(struct kpi *k);

/* Write the conversation's key to k->key. */
void key_read(struct kpi *k, const struct conv *c);

/* Cut to NAME_BYTES between two characters, for what is kept. */
struct str name_cut(struct str name);

#endif
