#ifndef KPI_PARTIAL_H
#define KPI_PARTIAL_H

#include "kpi/agents.h"
#include "kpi/fold.h"
#include "kpi/sweep.h"

/* Numbers that may be too large for a JSON number; false when it is none. */
void partial_put_wide(struct buf *out, __int128 n);
bool partial_wide(const struct json *j, uint32_t at, __int128 *n);

/* A tally as an object, and back into an empty one. */
void partial_put_tally(
    struct buf *out, const struct tally *t, int64_t end_ms, struct arena *a);
bool partial_tally(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a);

/* The members of an agent's line but the name. */
void partial_put_work(struct buf *out, const struct agent_work *w);
bool partial_work(struct agent_work *w, const struct json *j);

/* The members of an arm's line but the name; to be read into an empty one. */
void partial_put_arm(
    struct buf *out, const struct panel_arm *p, struct arena *a);
bool partial_arm(struct panel_arm *p, const struct json *j, struct arena *a);

/* The member of the line of a sweep; it is added to *s. */
void partial_put_sweep(struct buf *out, const struct sweep *s);
bool partial_sweep(struct sweep *s, const struct json *j);

#endif
