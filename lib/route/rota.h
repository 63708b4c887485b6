#ifndef ROUTE_ROTA_H
#define ROUTE_ROTA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "route/roster.h"

/*
 * Whose shift starts or ends when, week by week.  A week is that of UTC, from
 * its Monday; shifts in a zone whose clocks change fall differently in it.
 */
struct change {
	int64_t at_us; /* from the Monday */
	bool starts;
	uint32_t agent;
};

struct rota {
	const struct roster *roster;
	struct change *changes; /* of one week, in order: ends first */
	size_t n_changes, next;
	struct times *times; /* room for those of one agent */
	int64_t monday_us;   /* when that week began */
	bool is_settled;     /* every week is like this one */
	uint64_t clocks; /* what the zones' clocks showed when it was made */
	int64_t first_off, last_off; /* days on which somebody has time off;
					the last before the first: nobody */
};

struct rota *rota_new(const struct roster *r, struct arena *run);

/* Go to the first change after `us`. */
void rota_seek(struct rota *r, int64_t us);

/* When the next one is; INT64_MAX: nobody's shift ever changes. */
int64_t rota_next_us(const struct rota *r);
const struct change *rota_next(const struct rota *r);
void rota_step(struct rota *r);

#endif
