#ifndef KPI_MEASURE_H
#define KPI_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "kpi/tally.h"

/* Where a number comes from; each is a part of the report. */
enum section {
	S_ENDINGS, /* how conversations ended, from the log */
	S_LOG,
	S_JUDGED, /* hoff.score, alone and against the log */
	S_LABELS, /* hoff.score against labels.escalate */
	S_ROUTE,
	S_SAFETY, /* hoff.redact, hoff.packet */
	N_SECTIONS
};

struct section_info {
	const char *id, *title, *source;
	enum count base[2]; /* none of these: it says nothing, */
	const char *absent; /* for this reason */
};

extern const struct section_info sections[N_SECTIONS];

/* Whether the input holds anything of a section. */
bool section_seen(enum section s, const struct tally *t);

/*
 * A share: numerator over denominator, each a sum of counts of conversations.
 * The table in measure.c is what users read as definitions.
 */
struct measure {
	const char *id, *label, *definition;
	enum section section;
	unsigned char numerator[4], denominator[4]; /* of enum count */
	const char *of;	     /* the denominator in words */
	const char *nothing; /* why it may be 0 */
	bool no_interval;    /* not a share of independent trials */
};

extern const struct measure measures[]; /* id == NULL ends */

const struct measure *measure_find(const char *id);

/* A share as it is printed: rounded to 4 decimals, NAN where there is none. */
struct figure {
	uint64_t numerator, denominator;
	double value, low, high;
	const char *reason; /* why value is NAN; or NULL */
};

struct figure measure_figure(
    const struct measure *m, const struct tally *t, double confidence);

/* The same for a share that is not in the table (of a rule). */
struct figure figure_of(
    uint64_t numerator, uint64_t denominator, double confidence);

enum unit { SECONDS, CUSTOMER_TURNS, POINTS };

struct extent_info {
	const char *id, *label, *definition;
	enum unit unit;
	enum section section;
	const char *nothing;
};

extern const struct extent_info extents[N_EXTENTS];

const char *unit_name(enum unit u);

/* How many of a histogram's whole numbers make one unit. */
unsigned unit_scale(enum unit u);

#endif
