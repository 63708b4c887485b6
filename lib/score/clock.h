#ifndef SCORE_CLOCK_H
#define SCORE_CLOCK_H

#include "expr/expr.h"
#include "rules/rules.h"

/*
 * Private to the room: .local_time, what the clock and the calendar of the
 * rules' time zone showed at a customer turn, and whether they were open.
 */
enum local_time {
	LOCAL_DATE,
	LOCAL_CLOCK,
	LOCAL_WEEKDAY,
	LOCAL_HOUR,
	LOCAL_MINUTE,
	LOCAL_OPEN, /* null where the rules have no hours */
	N_LOCAL_TIME
};

struct clock {
	char date[16], time[8];
	struct expr_value values[N_LOCAL_TIME];
	struct expr_record record;
};

const struct expr_shape *clock_shape(void);

/* .local_time at this time, in *c until the next call; null when the turn has
 * none. */
struct expr_value clock_read(
    struct clock *c, const struct rules *r, int64_t at_ms);

#endif
