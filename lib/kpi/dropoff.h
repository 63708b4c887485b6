#ifndef KPI_DROPOFF_H
#define KPI_DROPOFF_H

#include "kpi/report.h"

/* Where customers leave: after which of their turns, and about what. */
struct dropoff_turn {
	uint64_t turn;	    /* from 1 */
	struct figure left; /* after it, of those who got so far */
	double staying;	    /* share of all who have not left by then */
};

struct dropoff_intent {
	struct str name;
	bool other;	    /* all of those beyond NAMES */
	struct figure left; /* of those whose last intent it was */
};

enum { DROPOFF_TURNS = 20 };

struct dropoff {
	struct dropoff_turn turns[DROPOFF_TURNS];
	size_t n_turns;
	struct dropoff_intent *intents; /* most conversations first */
	size_t n_intents;
};

void dropoff_read(struct report *r, struct dropoff *d);

void grid_dropoff_turns(
    struct report *r, const struct dropoff *d, struct grid *g);
void grid_dropoff_intents(
    struct report *r, const struct dropoff *d, struct grid *g);
void dropoff_json(const struct dropoff *d, struct buf *out);

#endif
