#ifndef DIFF_REPORT_H
#define DIFF_REPORT_H

#include "diff/metric.h"
#include "grid/grid.h"

/* A fold made ready to be read. */
struct group {
	struct str key;
	bool other; /* all groups beyond --top and --max-groups */
	const struct counts *counts;
};

struct rule {
	struct str name; /* "(other)" beyond RULES_NAMED */
	const struct rule_count *count;
};

struct verdict_of_gate {
	const struct gate *gate;
	const struct metric_info *metric;
	struct gate_value value;
	enum gate_answer answer;
};

struct report {
	const struct diff *d;
	const struct counts *total;
	struct group *groups; /* none without --by */
	size_t n_groups;
	struct rule *rules; /* most changes first */
	size_t n_rules;
	struct verdict_of_gate *gates;
	size_t n_gates;
	struct arena arena;
};

/* Pairs decided alike and at another turn: sooner, later. */
uint64_t moved_sooner(const struct counts *t);
uint64_t moved_later(const struct counts *t);

/* "12", "31.50%" ... in the report's arena. */
struct str words(struct report *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* What was compared, in sentences: pairs, what has no partner, doubles. */
struct str words_scope(struct report *r);
struct str words_set_aside(struct report *r); /* empty when nothing was */

/* A gate's estimate, interval and n in words. */
struct str words_evidence(struct report *r, const struct verdict_of_gate *g);

/* Member i of the rules object a side was judged by: name, version, sha256, as
 * JSON; "null" where it is not known. */
enum version_part { VERSION_NAME, VERSION_NUMBER, VERSION_SUM, VERSION_PARTS };

void version_parts(
    struct report *r, enum side side, struct str parts[VERSION_PARTS]);

void grid_of_gates(struct report *r, struct grid *g);
void grid_of_rates(struct report *r, struct grid *g);
void grid_of_decisions(struct report *r, struct grid *g);
void grid_of_turns(struct report *r, struct grid *g);
void grid_of_rules(struct report *r, struct grid *g);
void grid_of_groups(struct report *r, struct grid *g);

void diff_json(struct report *r, struct buf *out);
void diff_junit(struct report *r, struct buf *out);

#endif
