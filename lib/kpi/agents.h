#ifndef KPI_AGENTS_H
#define KPI_AGENTS_H

#include "kpi/gather.h"
#include "kpi/report.h"

/*
 * --per-agent: what came of the escalations that each human had a part in,
 * beside what came of such escalations with all of them.  Which are "such" is
 * said by --mix; the accounts are by agent and by that.
 */
struct agent_work {
	uint64_t n; /* escalations with a part of theirs */
	uint64_t said, resolved, rated, content, transferred;
	struct moments handling; /* milliseconds */
};

void agents_merge(void *into, const void *from, struct arena *a);

/* One conversation, of each human whose agent_id it has. */
void agents_add(struct kpi *k, const struct entry_of *e);

enum agent_metric {
	AGENT_RESOLUTION,
	AGENT_CSAT,
	AGENT_TRANSFER,
	AGENT_HANDLING,
	N_AGENT_METRICS
};

struct agent_metric_info {
	const char *id, *label, *definition;
};

extern const struct agent_metric_info agent_metric_info[N_AGENT_METRICS];

struct agent_figure {
	uint64_t n;
	double value, expected;
	struct interval usual, rare; /* limits around `expected` */
	const char *verdict;	     /* NULL: none */
	const char *reason;	     /* why there is no value; or NULL */
};

struct agent {
	struct str name;
	struct agent_figure at[N_AGENT_METRICS];
};

struct agents {
	struct agent *at; /* by name: this is no ranking */
	size_t n;
};

void agents_read(struct report *r, const struct kpi *k, struct agents *a);

void grid_agents(struct report *r, const struct agents *a,
    enum agent_metric which, struct grid *g);
void agents_json(struct report *r, const struct agents *a, struct buf *out);

#endif
