#ifndef KPI_CONTRAST_H
#define KPI_CONTRAST_H

#include "kpi/report.h"

/* What p are adjusted for, in words. */
const char *contrast_family(const struct report *r);

/* The power that "detectable" is about. */
extern const double contrast_power;

/* One number of some conversations against that of others, none in both. */
struct contrast {
	struct str arm; /* of whom; or empty */
	const char *id, *label, *definition;
	const char *unit;    /* "share", "seconds" ... */
	const char *test;    /* that p is of */
	const char *same_as; /* the id of the row that tests the same; or NULL
			      */
	bool simulated;
	bool primary; /* --primary: what the comparison was made for */
	double control, treated, difference, low, high;
	uint64_t n_control, n_treated;
	double p, p_holm, p_hochberg;
	double p_rank;	   /* of an amount, after Mann and Whitney */
	double detectable; /* the difference, with a power of 80 % */
	double ratio, ratio_low, ratio_high; /* of shares, after Katz */
	double kept; /* the share of the variance that CUPED left; or NAN */
	/* Of arms: the share of the units of each that the number is about, and
	 * how likely chance makes them as different.  NAN: not known. */
	double base_control, base_treated, p_base;
	double any_low, any_high, any_p; /* for looks at any time */
	double error;	/* private: standard error, unrounded ... */
	double planned; /* ... and when the arms are alike */
};

/* False where there is nothing to compare: no base, or all are alike. */
bool contrast_share(struct report *r, const struct measure *m,
    const struct scope *was, const struct scope *is, struct contrast *c);
bool contrast_amount(struct report *r, enum extent x, const struct scope *was,
    const struct scope *is, struct contrast *c);

/* The sums of a measure over customers; NULL where they have none: it is more
 * than one count over another. */
const struct ratios *contrast_sums(
    const struct panel_arm *a, const struct measure *m);

/* Whether what was known before is taken off. */
bool contrast_is_cuped(const struct report *r);

/* How many of each arm a contrast is about. */
void contrast_base(
    struct contrast *c, const struct scope *was, const struct scope *is);

/* Whether that is so different that the arm itself may have picked them: then
 * they are not alike, and the number may differ for that alone. */
bool contrast_is_selected(const struct report *r, const struct contrast *c);

/* The units of a scope: conversations, or customers where it has them. */
uint64_t contrast_units(const struct scope *s);

/* All that --compare names, or all there is, the primary one first; returns how
 * many, and *all. */
size_t contrast_all(struct report *r, const struct scope *was,
    const struct scope *is, struct contrast *all);
size_t contrast_most(const struct report *r);

/* Whether --compare names it, or it is what matters anyway. */
bool contrast_is_asked(const struct report *r, const char *id);

/* Dies (--compare, --primary) on a name of nothing. */
void contrast_check(const struct report *r);

/* Intervals and p values that hold however often they are looked at. */
void contrast_anytime(struct report *r, struct contrast *all, size_t n);

/*
 * The p of a family, adjusted; then everything to four decimals.  The primary
 * number (of all arms) and what is simulated are families of their own.  Rows
 * of one arm that are the same test (of the same numbers, or of a share and
 * what it leaves) count once.
 */
void contrast_adjust(struct report *r, struct contrast *all, size_t n);

/* "12.30% to 15.00%", "<0.0001" ... for the cells of a table. */
enum { CONTRAST_CELLS = 11 };
extern const char *const contrast_titles[CONTRAST_CELLS];

/* What the columns Holm and BH are about. */
const char *say_family(
    const struct report *r, const struct contrast *all, size_t n);

struct str say_p(struct report *r, double p);	 /* "<0.0001", - for NAN */
struct str say_p_as(struct report *r, double p); /* "= 0.0123", "< 0.0001" */

void contrast_cells(
    struct report *r, const struct contrast *c, struct str *cells);

/* Two more: what holds at any time. */
enum { ANYTIME_CELLS = 2 };
extern const char *const anytime_titles[ANYTIME_CELLS];

void anytime_cells(
    struct report *r, const struct contrast *c, struct str *cells);
void contrast_json(const struct contrast *c, struct buf *out);

#endif
