#ifndef ROUTE_STAFF_SURVEY_H
#define ROUTE_STAFF_SURVEY_H

#include "route/staff.h"

/*
 * What the log has of each half hour: who came, and what that asks of agents.
 */

/* Contacts of a half hour that the same profiles can serve for a queue, within
 * the same time. */
struct cell {
	uint32_t queue, able; /* a bit for each profile */
	int64_t target_us;
	uint64_t n, impatient;
	double work_us, patience_us; /* sums */
};

/* Of the contacts of one day. */
struct daily {
	size_t day;
	uint64_t n;
};

struct slot {
	struct cell *cells;
	size_t n_cells, room;
	struct buf pool;  /* uint32_t: numbers of wishes */
	struct buf daily; /* struct daily, of days with contacts */
	double squares;	  /* sum of the squares of those */
};

/* The half hours of a day, of all days or of each weekday. */
enum { SURVEY_SLOTS = (WEEKDAYS + 1) * SLOTS };

struct survey {
	struct staffing *x;
	struct slot slots[SURVEY_SLOTS]; /* by weekday, 0: all */
	struct replay able;		 /* contacts that somebody can serve */
};

/* Play the log with the roster as it is; what it says of all half hours
 * together goes to *x, which is borrowed. */
void survey_open(struct survey *v, struct staffing *x);
void survey_shut(struct survey *v);

static inline size_t
survey_contacts(const struct slot *slot)
{
	return slot->pool.n / sizeof(uint32_t);
}

#endif
