#ifndef KPI_DEFINE_H
#define KPI_DEFINE_H

#include "kpi/census.h"
#include "kpi/facts.h"

/*
 * What the words mean: a definition file says which conversations are
 * contained, escalated, abandoned, and what is a share of what, as conditions
 * over facts.  Facts are what a fold keeps, so that another file never needs
 * another log.
 */
enum { MAX_OUTCOMES = 32, MAX_RATES = 64 };

/* Outcomes that belong together; the order of the report's colours. */
enum family {
	FAMILY_NOT_ENGAGED,
	FAMILY_CONTAINED_RESOLVED,
	FAMILY_CONTAINED_UNRESOLVED,
	FAMILY_ABANDONED,
	FAMILY_ESCALATED,
	FAMILY_OUT_OF_HOURS,
	FAMILY_UNKNOWN,
	N_FAMILIES
};

extern const char *const family_names[N_FAMILIES];

struct ending {
	const char *id, *label, *definition;
	enum family family;
	const struct expr *when;
};

struct rate {
	const char *id, *label, *definition;
	const char *of;	     /* the denominator in words */
	const char *nothing; /* why it may be 0 */
	bool needs_history;
	const struct expr *numerator, *denominator;
};

struct definitions {
	const char *name, *source;
	double version;
	char sha256[65];
	struct ending outcomes[MAX_OUTCOMES];
	size_t n_outcomes;
	struct rate rates[MAX_RATES];
	size_t n_rates;
	const struct expr_shape *shape; /* of what conditions see: the facts,
					   and behind them the outcome */
};

/*
 * One of the built-in files by name, or else a file; NULL is "hoff".  Dies on
 * what cannot be used.  To be called before any thread is started.
 */
const struct definitions *define_load(const char *name, struct arena *run);

bool define_is_built_in(const char *name);

/* How many conversations an outcome holds, and those that a rate counts. */
struct derived {
	uint64_t outcomes[MAX_OUTCOMES];
	uint64_t numerators[MAX_RATES], denominators[MAX_RATES];
	uint64_t unhelped[MAX_RATES]; /* of the numerators, those who gave up
					 or are said to be not helped */
};

/* What codes mean by one set of definitions, each found out once. */
struct meanings;

struct meanings *meanings_new(const struct definitions *d, struct arena *a);
void meanings_free(struct meanings *m);

/* `end_ms` is where the log ends.  Dies when a conversation of the census has
 * no outcome. */
void meanings_count(struct meanings *m, const struct census *c, int64_t end_ms,
    struct derived *out);

/* Which rates count a conversation of a code: bit i is rate i. */
struct rates_counted {
	uint64_t numerators, denominators;
};

struct rates_counted meanings_rates(struct meanings *m, uint64_t code);

/* What outcomes belong together that a conversation of a code has. */
enum family meanings_family(struct meanings *m, uint64_t code);

#endif
