#ifndef KPI_MEASURE_H
#define KPI_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "kpi/define.h"
#include "kpi/tally.h"

/* Where a number comes from; each is a part of the report. */
enum section {
	S_ENDINGS, /* how conversations ended, from the log */
	S_LOG,
	S_QUEUE,  /* how long handoffs waited, in the log */
	S_JUDGED, /* hoff.score, alone and against the log */
	S_LABELS, /* hoff.score against labels.escalate */
	S_TURNS,  /* the same, turn by turn */
	S_ROUTE,
	S_SAFETY, /* hoff.redact, hoff.packet */
	N_SECTIONS
};

struct section_info {
	const char *id, *title, *source;
	enum count base[3]; /* none of these: it says nothing, */
	const char *absent; /* for this reason */
};

extern const struct section_info sections[N_SECTIONS];

/* Whether the input holds anything of a section. */
bool section_seen(enum section s, const struct tally *t);

/* What is known of some conversations: counts, and what definitions make of
 * their facts. */
struct scope {
	const struct tally *tally;
	const struct derived *derived;
	const struct panel_arm *customers; /* of an arm; or NULL */
};

/* A number as it is printed: rounded to 4 decimals, NAN where there is none. */
struct figure {
	uint64_t numerator, denominator;
	double value, low, high;
	const char *reason; /* why value is NAN; or NULL */
};

enum kind_of_measure {
	SHARE,	    /* of conversations, with Wilson's interval */
	SCORE,	    /* a number, which no percentage is */
	POINTS_NET, /* the same, from -100 to 100 */
};

/*
 * A KPI: a row of the table in measure.c, which is what users read as its
 * definition, or one of a definition file.  Its value is a share, numerator
 * over denominator, each a sum of counts, unless it has a function of its own,
 * which then fills all but the reason.
 */
struct measure {
	const char *id, *label, *definition;
	enum section section;
	unsigned char numerator[4], denominator[4]; /* of enum count */
	const char *of;	     /* the denominator in words */
	const char *nothing; /* why it may be 0 */
	enum kind_of_measure kind;
	const char *interval; /* NULL: Wilson for a share, else none */
	void (*work)(const struct measure *m, const struct scope *s,
	    double confidence, struct figure *f);
	const char *counted; /* NULL: conversations */
	bool of_facts;	     /* a rate of the definitions ... */
	size_t index;	     /* ... and which; private otherwise */
	bool needs_history;  /* a rate that --history can only know */
};

extern const struct measure measure_table[]; /* id == NULL ends */

/* All of them by section, those of definitions included; id == NULL ends. */
struct measure *measures_new(const struct definitions *d, struct arena *a);

/* NULL where the definitions have none of that name. */
const struct measure *measure_find(
    const struct measure *measures, const char *id);

struct figure measure_figure(
    const struct measure *m, const struct scope *s, double confidence);

/* The method of its interval; NULL where it has none. */
const char *measure_interval(const struct measure *m);

/* The same for a share that is not in the table (of a rule); `nothing` says why
 * its denominator may be 0. */
struct figure figure_of(uint64_t numerator, uint64_t denominator,
    double confidence, const char *nothing);

enum unit { SECONDS, CUSTOMER_TURNS, POINTS };

struct extent_info {
	const char *id, *label, *definition;
	enum unit unit;
	enum section section;
	const char *nothing;
	bool lasting; /* who never met it was followed for a time */
};

extern const struct extent_info extents[N_EXTENTS];

const char *unit_name(enum unit u);

/* How many of a histogram's whole numbers make one unit. */
unsigned unit_scale(enum unit u);

#endif
