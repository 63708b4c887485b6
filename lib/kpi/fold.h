#ifndef KPI_FOLD_H
#define KPI_FOLD_H

#include <stdint.h>

#include "base/buf.h"
#include "group/group.h"
#include "kpi/define.h"
#include "kpi/history.h"
#include "kpi/kpi.h"
#include "kpi/panel.h"
#include "kpi/period.h"
#include "kpi/repeats.h"
#include "kpi/tally.h"

enum {
	NAMES = 1000,	       /* rules, kinds of friction, of redaction */
	SIGNAL_VALUES = 10000, /* of all signals together */
	IDS = 1 << 16,	       /* all of them are known of so many */
	SAMPLE = 1 << 10,
};

/* What is named by the input and counted for all groups together. */
enum naming {
	RULES,
	FRICTION,
	REDACTIONS,
	N_LISTED,	    /* these have a table of their own */
	INTENTS = N_LISTED, /* the last one of a customer; times: who left */
	LANGUAGES,
	EXPERIMENTS, /* whose arms they are, where arms are groups */
	FLAWS,	     /* of the log: quality.h */
	SIGNALS,     /* and their values, where o.signals asks for them */
	N_NAMINGS
};

struct kpi_plan {
	struct kpi_opts o;
	const char *groups; /* the paths of `by`; NULL: none */
	struct by by, mix, covariate;
	struct matter_source matters; /* with o.history */
	struct path experiment;	      /* its name, beside its arm; n 0: none */
	struct period period;
	struct gate *gates; /* o.n_gates of them */
	const struct definitions *definitions;
	const struct prices *prices; /* with --cost */
};

/* The plan of a run that has its definitions already. */
const struct kpi_plan *kpi_plan_with(
    const struct kpi_opts *o, const struct definitions *d, struct arena *run);

struct kpi {
	const struct kpi_plan *plan;
	struct ledger groups;		/* of struct tally, by key */
	struct ledger names[N_NAMINGS]; /* of struct mentions */
	struct ledger agents;		/* of struct agent_work */
	struct sweep *sweep;		/* with --sweep */
	struct history history;		/* with --history */
	struct panel panel;		/* with --unit customer */
	struct repeats repeats;		/* by id; not of partials */
	struct repeats sample;		/* by id and start */
	const struct kpi *baseline;	/* or NULL */
	uint64_t shared;		/* of its conversations */
	bool shared_exactly;
	uint64_t seen;	       /* conversations, by this fold */
	uint32_t targets_seen; /* a bit for each of o.targets */
	struct buf key, paths;
};

/* The key in k->key as it is kept: a language without its region, where the
 * plan says so. */
struct str kpi_key(struct kpi *k);

/* The conversation in hand has the name, so many times.  What is known of the
 * name when that is new; NULL else. */
struct mentions *kpi_mention(
    struct kpi *k, enum naming which, struct str name, uint64_t times);

#endif
