#ifndef KPI_JOURNEY_H
#define KPI_JOURNEY_H

#include "kpi/report.h"

/* The way of all conversations with a customer turn, from the bot to how they
 * ended: what goes into a place comes out of it. */
enum { STATIONS = 5, PLACES = 6 };

struct journey {
	uint64_t n[STATIONS][PLACES]; /* at a place of a station */
	uint64_t flow[STATIONS - 1][PLACES][PLACES]; /* to the next one */
};

void journey_read(struct report *r, struct journey *j);

/* The drawing, and the same as a table. */
void journey_draw(struct report *r, const struct journey *j, struct buf *out);
void grid_journey(struct report *r, const struct journey *j, struct grid *g);

#endif
