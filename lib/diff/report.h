#ifndef DIFF_REPORT_H
#define DIFF_REPORT_H

#include "diff/metric.h"
#include "grid/grid.h"

/* A fold made ready to be read. */
struct counted_rule {
	struct str name; /* "(other)" beyond RULES_NAMED */
	const struct rule_count *count;
};

struct report {
	const struct diff *d;
	const struct counts *total;
	struct groups groups;	    /* of struct counts; none without --by */
	struct counted_rule *rules; /* most changes first */
	size_t n_rules;
	struct gate_verdict *gates;
	size_t n_gates;
	struct arena arena;
};

/* Pairs decided alike and at another turn: sooner, later. */
uint64_t moved_sooner(const struct counts *t);
uint64_t moved_later(const struct counts *t);

/* A gate's estimate, interval and n in words. */
struct str phrase_evidence(struct report *r, const struct gate_verdict *g,
    const struct metric_info *m);

/* The rules a side was judged by, from hoff.score.rules. */
enum version_part { VERSION_NAME, VERSION_NUMBER, VERSION_SUM, VERSION_PARTS };

struct version {
	bool several; /* not all records by the same */
	struct json json;
	uint32_t parts[VERSION_PARTS]; /* strings or numbers; 0: not known */
};

void version_open(struct report *r, enum side side, struct version *v);
void version_shut(struct version *v);

void grid_of_gates(struct report *r, struct grid *g);
void grid_of_rates(struct report *r, struct grid *g);
void grid_of_decisions(struct report *r, struct grid *g);
void grid_of_turns(struct report *r, struct grid *g);
void grid_of_rules(struct report *r, struct grid *g);
void grid_of_groups(struct report *r, struct grid *g);
void grid_of_runs(struct report *r, struct grid *g);

void diff_json(struct report *r, struct buf *out);

#endif
