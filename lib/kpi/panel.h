#ifndef KPI_PANEL_H
#define KPI_PANEL_H

#include "group/group.h"
#include "kpi/define.h"
#include "kpi/matters.h"
#include "kpi/tally.h"

/*
 * --unit customer: what the arms of an experiment, the groups of --fair-by or a
 * release do to customers, who may have several conversations each.  Every
 * conversation of theirs is kept until the report or the partial is made; what
 * is left then are sums over customers, which add.  As with --history, all of a
 * customer must be in one fold.
 */
enum { MAX_COUNTED = 64 }; /* rows of measure_table */

/* Of a covariate, whose absolute value stays below COVARIATE_MOST. */
enum { COVARIATE_UNIT = 1000000, COVARIATE_MOST = 1000000000 };

/* What was known of a customer before. */
struct covariate {
	bool known;
	int64_t value; /* in COVARIATE_UNITs; 0 where it is not known */
};

/* Sums over the customers of one arm. */
struct panel_arm {
	uint64_t conversations, customers;
	uint64_t nameless; /* conversations without customer.id */
	struct ratios counted[MAX_COUNTED]; /* by row of measure_table */
	struct ratios rates[MAX_RATES];
	struct ratios amounts[N_EXTENTS];
	struct unsettled *unsettled; /* of whom rates are not known yet */
};

/* The codes of a customer whose later contacts may not be in the log yet. */
struct unsettled {
	struct unsettled *next;
	struct covariate covariate;
	size_t n;
	struct sighting {
		uint64_t code;
		uint32_t minute; /* as in a census */
		bool before;
	} at[]; /* sorted */
};

int sighting_cmp(const struct sighting *x, const struct sighting *y);

/*
 * Keys of arms may begin with parts of --by, which a customer may have several
 * of: then there are sums for each of these keys, over who has conversations
 * there, and for the arm alone, its key being the last part.
 */
struct panel {
	struct arena arena;
	struct visits *visits; /* private */
	size_t n;
	size_t by;	    /* parts of a key before the arm */
	struct ledger arms; /* of struct panel_arm: what was read of partials */
	uint64_t torn;	    /* customers in several arms, in none therefore */
};

void panel_init(struct panel *p, size_t most, size_t by); /* so many keys */
void panel_free(struct panel *p);

struct seen_of_customer {
	struct str arm; /* a key */
	const struct conv *conv;
	const struct facts *facts;
	const struct tally *tally; /* of this conversation alone */
	bool history;		   /* who came back matters */
	struct matters matters;	   /* of the conversation */
	bool before;		   /* it began before the experiment */
	double covariate;	   /* NAN: none */
};

void panel_add(struct panel *p, const struct seen_of_customer *s);

void panel_merge(struct panel *into, const struct panel *from);
void panel_arm_merge(void *into, const void *from, struct arena *a);

/*
 * The sums of all, in a panel that has no conversations of its own; it is to
 * be freed.  Rates of those whom `end_ms`, where the log ends so far, leaves
 * unsettled are still missing from the sums; with `last` none are.
 */
void panel_resolve(const struct panel *p, const struct definitions *d,
    int64_t end_ms, bool last, struct panel *out);

#endif
