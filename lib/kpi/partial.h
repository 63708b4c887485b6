#ifndef KPI_PARTIAL_H
#define KPI_PARTIAL_H

#include "kpi/agents.h"
#include "kpi/fold.h"
#include "kpi/sweep.h"

extern const char partial_form[];
extern const char *const naming_ids[N_NAMINGS];

/* What must be the same of two folds that are added. */
void partial_put_options(const struct kpi_plan *p, struct buf *out);

/* The parts of a key as a member; and back, into an empty one. */
void partial_put_key(struct buf *out, const char *what, struct str key);
bool partial_key(
    const struct json *j, uint32_t list, struct arena *a, struct buf *key);

/* Where the log ends, as far as it has been seen. */
int64_t partial_end(const struct ledger *groups);

/* A tally as an object, and back into an empty one. */
void partial_put_tally(
    struct buf *out, const struct tally *t, int64_t end_ms, struct arena *a);
bool partial_tally(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a);

/* The members of an agent's line but the name. */
void partial_put_work(struct buf *out, const struct agent_work *w);
bool partial_work(struct agent_work *w, const struct json *j);

/* The lines of the customers of an experiment, and how many those are; lines
 * of an arm, and of those in none, taken in. */
size_t partial_put_panel(const struct kpi *k, struct buf *out, struct arena *a);
bool partial_arm(
    struct kpi *k, const struct json *j, uint32_t arm, struct arena *a);
bool partial_torn(struct kpi *k, const struct json *j, uint32_t torn);

/* The member of the line of a sweep; it is added to *s. */
void partial_put_sweep(struct buf *out, const struct sweep *s);
bool partial_sweep(struct sweep *s, const struct json *j);

#endif
