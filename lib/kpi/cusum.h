#ifndef KPI_CUSUM_H
#define KPI_CUSUM_H

#include "kpi/report.h"

enum { TREND = 24 }; /* periods drawn */

/* With --every: shares that have moved for good, period by period.  One day's p
 * value asks about one day; sums of what days are off by see a small shift that
 * stays. */
struct watch {
	const struct measure *measure;
	double trend[TREND]; /* the last shares, a ring; NAN: of nothing */
	size_t n_seen;	     /* periods */
	double target;	  /* the baseline's share, else that of all periods */
	struct str first; /* the first period beyond the bound; empty: none */
	bool up;	  /* to which side */
	double most_up, most_down;
	size_t n; /* periods that count */
};

struct watches {
	bool of_baseline;
	struct watch *at;
	size_t n;
};

void cusum_read(struct report *r, struct watches *w);

void grid_cusum(struct report *r, const struct watches *w, struct grid *g);
void cusum_json(const struct watches *w, struct buf *out);

#endif
