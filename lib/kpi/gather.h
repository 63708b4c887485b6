#ifndef KPI_GATHER_H
#define KPI_GATHER_H

#include "kpi/annotations.h"
#include "kpi/facts.h"

/* One conversation on its way into one tally. */
struct entry_of {
	const struct kpi_opts *o;
	struct tally *tally;
	struct arena *arena;
	const struct conv *conv;
	const struct facts *facts;
	const struct annotations *annotations;
	bool disorder;	     /* a time ran backwards */
	uint64_t handled_ms; /* by humans; 0 where that is not known */
	uint64_t wrap_up_ms; /* 0: not known */
};

/* What the log tells beside its facts; what filters before us wrote. */
void gather_log(struct entry_of *e);
void gather_judgement(struct entry_of *e);
void gather_route(struct entry_of *e);

/* Turns to escalate at, against labels. */
void gather_policies(struct entry_of *e);

/* What happens around a human taking over: transfers, what is said again, how
 * the mood turns; and a bot that goes round in circles. */
void gather_handover(struct entry_of *e);

#endif
