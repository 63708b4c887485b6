#ifndef TRIAL_STATS_H
#define TRIAL_STATS_H

#include "rules/rules.h"
#include "stats/stats.h"
#include "trial/trial.h"

/* Private to the room: what is counted of rules, and what follows from it. */

enum label { LABEL_NO, LABEL_YES, N_LABELS };

/* Conversations in which the rule fired, at any customer turn, unless said. */
struct rule_count {
	uint64_t turns; /* at which it fired */
	uint64_t conversations;
	uint64_t decides; /* it is the first rule of the decision */
	uint64_t alone;	  /* no other rule fired at any turn */
	uint64_t labelled[N_LABELS];

	/* conversations decided otherwise when the rule never fires */
	uint64_t changed;
	/* of those: escalated only with the rule, or only without it */
	uint64_t lost, gained;
	uint64_t lost_labelled[N_LABELS], gained_labelled[N_LABELS];

	/* conversations decided alike when it never fires, and yet otherwise */
	uint64_t alike_but[N_ASPECTS];
	uint64_t touched; /* these, and those decided otherwise */
};

struct rule_stats {
	const struct score_plan *plan;
	const struct rules *rules;
	struct score_watcher watcher; /* sees what score judges */
	struct score *score;
	struct score *without; /* judges again, unwatched */
	struct buf annotation; /* of which nothing is read */

	/* the conversation in hand */
	uint8_t *answered, *fired; /* for each rule: at any turn */

	uint64_t conversations, turns;
	uint64_t decisions[3]; /* enum decision */
	uint64_t by_readiness; /* no rule decided, its threshold did */
	uint64_t labelled[N_LABELS];
	uint64_t escalated[N_LABELS]; /* of the labelled */
	struct rule_count *rules_seen;
	uint64_t **together; /* of a rule that fired, with each other one */
};

static inline uint64_t
stats_together(const struct rule_stats *s, size_t a, size_t b)
{
	return s->together[a] ? s->together[a][b] : 0;
}

/* "escalate" */
const char *stats_action(const struct rule *r);

/* It can decide, so another can be before it. */
bool stats_decides(const struct rule *r);

/* The largest share that is seen 0 times in n with 5 % probability. */
double stats_at_most(uint64_t n);

/* A share and its interval, to four decimals; NAN where n is 0. */
struct share {
	double value, low, high;
};

struct share stats_share(uint64_t k, uint64_t n);

/* Of the labelled conversations in which it fired, those labelled escalate. */
struct share stats_precision(const struct rule_count *c);

/* Precision over the share of escalate among all labelled ones. */
struct share stats_lift(const struct rule_stats *s, const struct rule_count *c);

/* Recall with the rule less recall without it; Newcombe's interval. */
struct share stats_recall_lost(
    const struct rule_stats *s, const struct rule_count *c);

struct share stats_recall(const struct rule_stats *s);

#endif
