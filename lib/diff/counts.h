#ifndef DIFF_COUNTS_H
#define DIFF_COUNTS_H

#include "base/arena.h"
#include "diff/told.h"
#include "diff/window.h"
#include "rules/rules.h"
#include "stats/stats.h"

enum {
	TOLERANCES = 3,	    /* of Golden Transfer: 1, 2 and 3 turns */
	MOST_SHIFT = 10,    /* turns; farther ones are counted there */
	GTT_UNIT = 1000000, /* Golden Transfer is summed in millionths */
	RULES_NAMED = 1000, /* the rest is (other) */
};

/* Old and new values of the same conversations, and new minus old. */
struct twins {
	struct moments old, new, difference;
};

/* What is counted of pairs: whole numbers that add. */
struct counts {
	uint64_t pairs;
	uint64_t decisions[N_DECISIONS][N_DECISIONS]; /* old, new */
	uint64_t alike_but[N_ASPECTS];		      /* see pair_differs() */
	uint64_t touched;			      /* see pair_touched() */
	/* of those that both escalate, or both watch: new turn minus old */
	uint64_t shifts[2 * MOST_SHIFT + 1];
	uint64_t labels_differ;
	struct rivals rivals; /* labelled */
	struct twins transfer[TOLERANCES];
	uint64_t gold_turns; /* labelled escalate, with the turn */
	struct twins turn;   /* of those that both escalate */
};

/* void *: these are what a ledger's accounts are merged with. */
void counts_add(struct counts *t, const struct pair *p);
void counts_merge(void *into, const void *from, struct arena *a);

uint64_t counts_changed(const struct counts *t);
uint64_t counts_labelled(const struct counts *t);

/* How often a rule decided. */
struct rule_count {
	uint64_t sides[N_SIDES];
	uint64_t lost, gained; /* decided on one side only */
	uint64_t changed;      /* of these: the decision is another */
	uint64_t moved;	       /* of these: the same one, at another turn */
	/* decided on either side, the decision is the same: see
	 * pair_differs(), for what a rule leads to */
	uint64_t alike_but[N_ASPECTS];
};

void rule_count_merge(void *into, const void *from, struct arena *a);

/* Whether it was decided differently. */
bool pair_changed(const struct pair *p);

/* Whether it was decided alike and yet differs in this; what one of the two
 * does not say is no difference. */
bool pair_differs(const struct pair *p, enum aspect a);

/* Whether anything of it is another. */
bool pair_touched(const struct pair *p);

struct diff {
	struct diff_opts o;
	struct by by;
	struct gate *gates;
	struct window window;
	struct told told;
	struct ledger groups;	      /* of struct counts, by key */
	struct ledger rules;	      /* of struct rule_count, by name */
	struct buf versions[N_SIDES]; /* hoff.score.rules of the first record */
	bool has_version[N_SIDES], versions_differ[N_SIDES];
	struct buf line;
	void (*changed)(void *, struct str);
	void *arg;
	struct arena arena;
};

#endif
