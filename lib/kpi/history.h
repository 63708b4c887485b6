#ifndef KPI_HISTORY_H
#define KPI_HISTORY_H

#include "group/group.h"
#include "kpi/census.h"
#include "kpi/facts.h"
#include "kpi/matters.h"

/*
 * Who came back, and when: every contact of every customer, kept until the
 * report.  That is the one thing here that grows with the log, and the one
 * that needs all conversations of a customer in one fold.
 */
struct history {
	struct arena arena;
	struct block *blocks; /* private */
	size_t n;	      /* contacts */
};

/* When a customer was there, and what it counts as. */
struct contact {
	struct str customer, group;
	int64_t start_ms, end_ms;
	uint64_t code;
	struct matters matters;
};

/* By customer, then by time: who looks for a customer's next contact finds the
 * same one everywhere.  0 for those that are the same in all that counts. */
int contact_cmp(const struct contact *x, const struct contact *y);

void history_init(struct history *h);
void history_free(struct history *h);

/* Whether the conversation is a contact whose next can be known: somebody
 * wrote, and there are customer.id, start and end, which is not before 1970:
 * minutes count from there. */
bool history_is_contact(const struct conv *c, const struct facts *f);

/* False when it is none. */
bool history_add(struct history *h, struct str group, const struct conv *c,
    const struct facts *f, struct matters matters);

void history_merge(struct history *into, const struct history *from);

/* Add each contact to the census of its group, now that its next one is known;
 * the history stays as it is.  The accounts are of struct tally. */
void history_resolve(const struct history *h, struct ledger *groups);

/*
 * What the contacts of one customer, in their order, are counted with: their
 * codes, now that it is known who came back, for whatever and for the same
 * matter.  A matter that is not known may be any.
 */
void history_follow(const struct contact *const *at, size_t n, uint64_t *codes,
    struct arena *scratch);

/* The minute of the kind of a contact that ended then. */
uint32_t history_minute(int64_t end_ms);

/* The code of a kind, which says how long it was followed when the log ends at
 * end_ms. */
uint64_t history_code(const struct kind *k, int64_t end_ms);

/* Whether it was followed for all windows, so that a later end says no more. */
bool history_is_settled(const struct kind *k, int64_t end_ms);

#endif
