#ifndef KPI_REPORT_H
#define KPI_REPORT_H

#include "gate/gate.h"
#include "grid/grid.h"
#include "kpi/fold.h"
#include "kpi/measure.h"

/* A fold made ready to be read: settled, sorted, cut to --top. */
struct report {
	const struct kpi_opts *o;
	const struct definitions *definitions;
	const struct measure *measures;
	const struct str *parts; /* what the parts of a key are */
	size_t n_parts;
	const struct tally *total;
	struct scope all;      /* the total, with what is derived */
	struct cohort *groups; /* none without --by and --every */
	size_t n_groups;
	size_t n_reported; /* of these: those of --fair-by are compared only,
			      for some may be small */
	struct name *names[N_NAMINGS]; /* most conversations first */
	size_t n_names[N_NAMINGS];
	struct dropoff *dropoff;
	struct costs *costs;	       /* with --cost */
	struct agents *agents;	       /* with --per-agent */
	struct sweep_table *sweep;     /* with --sweep */
	struct watches *watches;       /* with --every */
	struct experiment *experiment; /* with --ab */
	struct panel *panel;	       /* with --unit customer */
	struct fairness *fairness;     /* with --fair-by */
	struct baseline *baseline;     /* with --baseline */
	struct drift_table *drift;     /* the same */
	struct gate_verdict *verdicts; /* of o->n_gates gates */
	struct arena arena, scratch;
	struct ledger ledgers[1 + N_NAMINGS]; /* private */
};

struct cohort {
	struct group group; /* of struct tally */
	const struct derived *derived;
};

/* A group's numbers. */
struct scope cohort_scope(const struct cohort *c);

struct name {
	struct str name; /* "(other)" for those beyond NAMES */
	bool other;
	struct mentions mentions;
};

/* The customers of an arm; those of nobody where there are none. */
const struct panel_arm *report_customers(struct report *r, struct str key);

void report_open(struct report *r, const struct kpi *k);
void report_shut(struct report *r);

/* The values of an extent, as they are printed; n = 0 leaves the rest 0. */
struct quantiles {
	uint64_t n, never, unknown;
	uint64_t min, p50, p90, max;
	uint64_t mean_milli; /* thousandths of the unit */
};

struct quantiles quantiles_of(
    struct report *r, const struct tally *t, enum extent x);

/*
 * When half have met it, of an extent that is lasting; in the histogram's
 * numbers.  Half of all, those included that it never happened to; and half as
 * if no conversation had ended otherwise (Kaplan and Meier).  What happened at
 * a time that is not known is in neither.
 */
enum median { MEDIAN_OF_ALL, MEDIAN_KAPLAN_MEIER, N_MEDIANS };

extern const char *const median_ids[N_MEDIANS];

struct survival median_of(
    struct report *r, const struct tally *t, enum extent x, enum median which);

/* Why there is none. */
const char *median_reason(enum median which);

/* How many these are a half of. */
uint64_t median_base(const struct tally *t, enum extent x, enum median which);

/* Why an extent has no values in `t`; NULL when it has. */
const char *extent_reason(enum extent x, const struct tally *t);

/* Conversations that mention a name, of those that could; none of "(other)",
 * where one conversation may stand for several names. */
struct figure name_figure(
    struct report *r, enum naming which, const struct name *n);

/* Of the labelled conversations that a rule is a reason of, those that were to
 * be escalated. */
struct figure rule_precision(struct report *r, const struct name *n);

/* What names of a kind are a share of. */
uint64_t naming_base(struct report *r, enum naming which);

void grid_section(struct report *r, enum section s, struct grid *g);
void grid_extents(struct report *r, struct grid *g);
void grid_names(struct report *r, enum naming which, struct grid *g);
void grid_rules(struct report *r, struct grid *g);
void grid_policies(struct report *r, struct grid *g);
void grid_groups(struct report *r, struct grid *g);

/* "31.50%", "4 m 05 s", "200 conversations, ..." in the report's arena. */
struct str say_share(struct report *r, double share);
struct str say_number(struct report *r, double x); /* 4 decimals; - for NAN */
struct str say_extent(struct report *r, uint64_t value, enum unit u);
struct str say_mean(struct report *r, uint64_t milli, enum unit u);
struct str say_period(struct report *r);
struct str say_by(struct report *r);	      /* "channel, customer.tier" */
struct str say_definitions(struct report *r); /* empty: the default */
struct str say_set_aside(struct report *r);   /* empty when nothing was */

/* Its members in an object that is open. */
void figure_json(const struct figure *f, struct buf *out);

void report_text(struct report *r, bool colour, size_t width, struct buf *out);
void report_markdown(struct report *r, struct buf *out);
void report_csv(struct report *r, struct buf *out);
void report_json(struct report *r, struct buf *out);
void report_prometheus(struct report *r, bool open_metrics, struct buf *out);
void report_page(struct report *r, struct buf *out);

#endif
