#ifndef KPI_QUALITY_H
#define KPI_QUALITY_H

#include "doubts/doubts.h"
#include "kpi/facts.h"
#include "kpi/report.h"

/*
 * How good the log is: what it says that cannot be so (doubts.h) and what it
 * does not say, of how many conversations, and what numbers make of it.
 */
struct flaw {
	const char *id; /* NULL: it has the name of a doubt */
	const char *label, *effect;
};

enum flaw_id { FLAW_NO_START = N_DOUBTS, FLAW_NO_CUSTOMER, N_FLAWS };

extern const struct flaw flaws[N_FLAWS];

/* As in JSON, and by hoff-import --validate. */
struct str flaw_name(enum flaw_id f);

void quality_look(struct kpi *k, const struct conv *c, const struct facts *f);

struct quality {
	uint64_t looked;   /* at so many; fewer than all, of old partials */
	uint64_t doubtful; /* of these: with any doubt */
	struct mentions found[N_FLAWS];
};

void quality_read(const struct report *r, struct quality *q);

/* Of those that were looked at. */
struct figure quality_figure(
    struct report *r, const struct quality *q, enum flaw_id f);

/* "doubtful: 12 of the conversations ..."; empty where none is. */
struct str say_quality(struct report *r);

void grid_quality(struct report *r, struct grid *g);
void quality_json(struct report *r, struct buf *out);

#endif
