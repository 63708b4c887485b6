#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "conv/conv.h"
#include "expr/expr.h"
#include "score/manual.h"

/*
 * The judgement: a conversation is replayed turn by turn as the bot lived it,
 * and at each customer turn the signals and the rules say whether a human
 * should take over.  Nothing that comes later is looked at.  The replay ends
 * where a human agent first speaks.
 */

/* A term list of the user's: .signals.terms.NAME. */
struct score_list {
	const char *name, *file;
	struct str csv;
};

/* The models of a run: files, of signals and of intents one each at most; of
 * signals the built-in one where there is none. */
struct score_models {
	const char *const *files;
	size_t n_files;
	bool none; /* no model of signals */
};

/* What a rule may take; 0: the usual.  In the native core the deadline is
 * counted in steps, and there is no budget: what a rule can lose is little. */
struct score_limits {
	size_t threads;	      /* that will ask at the same time */
	unsigned deadline_ms; /* of processor time, on one conversation */
	double budget_s;      /* lost to the deadline, in the whole run */

	const struct score_models *models; /* NULL: the built-in one */
};

/* The path of a term list, which stands beside the rules file unless its name
 * starts at /. */
const char *score_beside(const char *rules, struct str file, struct arena *run);

/* Read a list as score_plan() does; dies on one that cannot be used. */
void score_try_list(const struct score_list *list, struct arena *run);

/* The rules, term lists and weights of a run, read-only, for all threads. */
struct score_plan;

/*
 * Read a rules file with the lists it names (rules_peek_terms() names them).
 * Lives in `run`; dies on what cannot be used.  Before any thread is started:
 * rules outside the native core get a jail.  `limits` may be NULL.
 */
struct score_plan *score_plan(struct str rules, const char *file,
    const struct score_list *lists, size_t n_lists,
    const struct score_limits *limits, struct arena *run);

/* The same for a rules file on disk, with its lists beside it; NULL: the
 * built-in rules. */
const struct score_plan *score_load(
    const char *file, const struct score_limits *limits, struct arena *run);

/* The end of its jail; what else it holds goes with `run`. */
void score_unload(const struct score_plan *p);

/* What the rules file says: see rules/rules.h. */
const struct rules *score_rules(const struct score_plan *p);

/* A built-in signal, .signals.NAME or .signals.GROUP.NAME: what it can be. */
struct score_signal {
	const char *group, *name; /* group: or NULL */
	bool is_string, whole;
	bool null; /* where the log does not say */
	double low, high;
};

/* The i-th of them; false behind the last. */
bool score_signal(size_t i, struct score_signal *out);

/* Whether a value of the signal is no more than a trace of a model: so near to
 * 0 that it ranks turns and is no sign of anything.  No group: empty. */
bool score_is_trace(struct str group, struct str name, double x);

/* The shape of the facts that `when` sees, with term lists of these names. */
const struct expr_shape *score_facts(
    const char *const *lists, size_t n, struct arena *run);

/* One thread's state. */
struct score;

struct score *score_new(const struct score_plan *plan, bool trajectory);
void score_free(struct score *s);

/* Evidence with the words it points at, not only their offsets. */
void score_show_text(struct score *s);

/* Judge one conversation; and its annotation, hoff.score, which is written to
 * the output of its worker `w` and may spill (stream_spill()). */
void score_judge(struct score *s, const struct conv *c);
struct json_note score_annotation(struct score *s, struct worker *w);

/* Judge it, and append its annotation to `out`. */
void score_conv(struct score *s, const struct conv *c, struct buf *out);

/*
 * How often rules could not be asked and so did not fire: the i-th counter
 * ("rule_failed", at how many turns; "rule_timeout" and other causes, in how
 * many conversations) with the rule's id; false when there is no i-th.
 */
bool score_failures(const struct score *s, size_t i, const char **counter,
    struct str *rule, uint64_t *n);

/*
 * After score_judge(): a rule that crashed or ran into a limit on it, in words
 * that go on from its id; each rule and cause is told once in a run.  False
 * when there is none (any more).
 */
bool score_trouble(struct score *s, struct str *rule, const char **words);

/*
 * After score_judge(): a rule that could not be evaluated on it, for the first
 * time in the life of `s`, and why, without data; false when there is none (any
 * more).  `rule` is its number in score_rules().
 */
bool score_failure(struct score *s, size_t *rule, const char **why);

/* How often so far, at turns, the rule could not be asked. */
uint64_t score_failed(const struct score *s, size_t rule);

/* Why a condition fails on these facts: "cannot match (null, string)". */
enum { SCORE_WHY = 200 };

void score_why(const struct expr *e, struct expr_value facts,
    struct arena *scratch, char why[SCORE_WHY]);

/*
 * What follows is for those who ask why (lib/score/explain.c): what happened
 * inside the last score_judge(), and what would have.
 */
enum decision { DECISION_CONTAIN, DECISION_WATCH, DECISION_ESCALATE };

struct score_outcome {
	enum decision decision;
	bool seen;     /* any customer turn was judged */
	uint32_t turn; /* of the decision; for contain, of the signals */
	size_t rule;   /* which rule decided, as in score_rules(); their number
			  for the threshold of readiness */
	struct str queue, tier; /* of the rules; queue: none for contain */
	double priority;	/* NAN for contain */
};

struct score_outcome score_outcome(const struct score *s);

/* Where the last score_judge() saw friction, of the kinds that a map of many
 * conversations is about; false behind the last. */
struct score_hitch {
	enum { HITCH_OTHER, HITCH_FALLBACK, HITCH_LOOP } kind;
	uint32_t turn;
};

bool score_hitch(const struct score *s, size_t i, struct score_hitch *out);

/* A customer turn as it is judged; all of it dies with the call. */
struct score_turn {
	uint32_t turn;
	const double *signals;	 /* by number; NAN: absent */
	const uint8_t *answers;	 /* enum expr_answer of each rule's `when` */
	const uint8_t *fired;	 /* each rule, after suppress and cooldown */
	bool held;		 /* what fires escalates in vain, unless hard */
	size_t held_by;		 /* then: the rule whose hold runs */
	struct expr_value facts; /* what `when` sees */
};

struct score_watcher {
	void (*see)(struct score_watcher *self, const struct score_turn *t);
};

/* Show every turn to `w`, which outlives its use, also those behind an
 * escalation; NULL: to nobody. */
void score_watch(struct score *s, struct score_watcher *w);

/* One thing that might have been otherwise. */
struct score_change {
	enum {
		CHANGE_SIGNAL,	  /* at a turn, to a value on its grid */
		CHANGE_RULE,	  /* its `when`; NULL: it never fires */
		CHANGE_THRESHOLD, /* of this conversation */
	} kind;
	uint32_t turn;
	size_t signal, rule, threshold;
	const struct expr *when;
	double value;
};

/* Suppose that from now on; `c` outlives its use.  NULL: nothing. */
void score_suppose(struct score *s, const struct score_change *c);

/* A signal's name, the values it may take, and how far is far. */
struct score_scale {
	struct str path; /* "safety.self_harm" */
	double low, high;
	double step;  /* of its grid */
	double span;  /* what its distances are measured in */
	bool derived; /* from the others, or from where the turn stands:
			 supposing it means little */
};

/* False when there is no i-th signal. */
bool score_scale(const struct score_plan *p, size_t i, struct score_scale *out);

/* The threshold of that number in the rules, as it was for the conversation
 * judged last: overrides heeded, and what was supposed. */
double score_threshold(const struct score *s, size_t i);

/*
 * The built-in lists, lib/score/defaults/NAME.csv, in the order in which
 * `hoff-score --show-defaults` prints them.
 */
#define SCORE_LISTS(X) \
	X(human_request, "complete wordings that ask for a person") \
	X(human_contact, "asking for contact: with a human_noun, a request") \
	X(human_desire, "wishes: with a human_noun close behind, a request") \
	X(human_noun, "whom a customer means by a person") \
	X(human_after, "verbs behind the noun: someone to talk to") \
	X(human_away, "away from: with a human_bot, a request") \
	X(human_bot, "what a customer calls the bot") \
	X(human_not, "what refuses a person") \
	X(human_boundary, "where a new thought begins") \
	X(human_asking, "how a question begins that a refusal only colours") \
	X(human_please, "please and now: beside a human_noun, a request") \
	X(affirm, "yes: accepts an offer, says that a danger is there") \
	X(sentiment, "valence of words, -4..4") \
	X(intensifiers, "what makes the next word stronger or weaker") \
	X(negators, "what turns the next words round") \
	X(anger, "anger and frustration") \
	X(anxiety, "worry, fear, being lost") \
	X(urgency, "haste") \
	X(profanity, "swear words") \
	X(negative_feedback, "telling the bot that its answer was no use") \
	X(closing, "thanks and goodbyes") \
	X(self_harm, "safety: suicide and self-harm") \
	X(violence, "safety: threats and violence") \
	X(medical, "safety: medical emergencies") \
	X(abuse, "safety: abuse of whoever answers") \
	X(child, "safety: children in danger") \
	X(hazard, "safety: gas, fire and other things that endanger") \
	X(danger_death, "dangers: ways to say death") \
	X(danger_life, "dangers: ways to say life") \
	X(danger_harm, "dangers: deeds that hurt") \
	X(danger_wreck, "dangers: deeds that destroy") \
	X(danger_state, "dangers: what a body in an emergency does") \
	X(danger_gone, "dangers: the world without the customer") \
	X(danger_poison, "dangers: what nobody should swallow") \
	X(danger_drug, "dangers: medicines") \
	X(danger_age, "dangers: how a child says its age") \
	X(danger_wish, "dangers: before danger_death, a wish for it") \
	X(danger_no, "dangers: before danger_life, weariness of it") \
	X(danger_self, "dangers: behind danger_harm, self-harm") \
	X(danger_better, "dangers: with danger_gone, a wish to be gone") \
	X(danger_will, "dangers: how a threat begins") \
	X(danger_you, "dangers: whom a threat is against") \
	X(danger_place, "dangers: what a threat is against") \
	X(danger_who, "dangers: people one speaks of") \
	X(danger_body, "dangers: whose body it is") \
	X(danger_me, "dangers: victims") \
	X(danger_ingest, "dangers: taking and swallowing") \
	X(danger_much, "dangers: how much of it, too much") \
	X(danger_mistake, "dangers: a wrong dose") \
	X(danger_child, "dangers: children one speaks of") \
	X(danger_fear, "dangers: with danger_age, a child in need") \
	X(danger_play, "what is said in games, films and jokes") \
	X(fraud, "compliance: fraud") \
	X(legal, "compliance: lawyers, courts, regulators") \
	X(complaint, "compliance: complaints") \
	X(privacy, "compliance: personal data requests") \
	X(vulnerable, "compliance: customers who need special care") \
	X(payment, "compliance: cannot pay") \
	X(security, "compliance: account and device security") \
	X(bot_fallback, "how a bot says that it did not understand") \
	X(bot_offer, "how a bot offers a person") \
	X(bot_routine, "what a bot may well say twice; of weight 1, whether " \
		       "there is anything else") \
	X(intent_fallback, "names of intents that mean: not understood") \
	X(intent_human, "names of intents that ask for a person")

#endif
