#ifndef KPI_COSTS_H
#define KPI_COSTS_H

#include "kpi/report.h"

/*
 * What things cost, by a file of the user's: a jq program that says one object.
 * There is no default price.  What the file does not name is not in a cost, and
 * the report says so.
 */
enum price {
	PRICE_AGENT_HOUR,    /* of handling, loaded */
	PRICE_BOT_TURN,	     /* of a turn of the bot */
	PRICE_CONVERSATION,  /* with the bot */
	PRICE_FIXED,	     /* of the bot, for the time that the log covers */
	PRICE_HUMAN_CONTACT, /* what a contact would cost without the bot */
	PRICE_MISSED,	     /* an escalation that should have been */
	PRICE_FALSE,	     /* one that should not have been */
	STAFFED_HOURS,	     /* paid hours of agents in that time */
	N_PRICES
};

struct prices {
	const char *currency;
	const char *saved;   /* the rate whose contacts a human is spared */
	double at[N_PRICES]; /* NAN: not said */
	char sha256[65];
};

/* Dies (the file's name) on what is no price list.  To be called before any
 * thread is started. */
const struct prices *prices_load(
    const char *file, const struct definitions *d, struct arena *run);

enum cost {
	COST_PER_CONTACT,
	COST_BOT,
	COST_PER_HANDLED,
	COST_SAVING,
	COST_ROI,
	COST_OCCUPANCY,
	N_COSTS
};

struct cost_info {
	const char *id, *label, *definition, *of, *interval;
	const char *unit; /* "money", "ratio", "share" */
};

extern const struct cost_info cost_info[N_COSTS];

struct costs {
	const struct prices *prices;
	struct {
		double value, low, high; /* to four decimals, or NAN */
		uint64_t n;
		const char *reason; /* why value is NAN; or NULL */
	} at[N_COSTS];
	uint64_t saved;		 /* conversations that the rate saved counts */
	uint64_t saved_unhelped; /* of them, those who gave up or are said to
				    be not helped */
};

void costs_read(struct report *r, const struct prices *p, struct costs *c);

void grid_costs(struct report *r, const struct costs *c, struct grid *g);
void costs_json(const struct costs *c, struct buf *out);

#endif
