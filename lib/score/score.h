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

/* The rules, term lists and weights of a run, read-only, for all threads. */
struct score_plan;

/*
 * Read a rules file with the lists it names (rules_peek_terms() names them).
 * Lives in `run`; dies on what cannot be used.
 */
struct score_plan *score_plan(struct str rules, const char *file,
    const struct score_list *lists, size_t n_lists, struct arena *run);

/* The same for a rules file on disk, with its lists beside it; NULL: the
 * built-in rules. */
const struct score_plan *score_load(const char *file, struct arena *run);

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

/* The shape of the facts that `when` sees, with term lists of these names. */
const struct expr_shape *score_facts(
    const char *const *lists, size_t n, struct arena *run);

/* One thread's state. */
struct score;

struct score *score_new(const struct score_plan *plan, bool trajectory);
void score_free(struct score *s);

/* Append the annotation hoff.score of one conversation to `out`. */
void score_conv(struct score *s, const struct conv *c, struct buf *out);

/*
 * How often the i-th rule could not be evaluated and so did not fire, and its
 * id; false when there is no i-th rule.
 */
bool score_failures(
    const struct score *s, size_t i, struct str *rule, uint64_t *n);

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
	X(affirm, "yes: accepts the bot's offer of a person") \
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
	X(fraud, "compliance: fraud") \
	X(legal, "compliance: lawyers, courts, regulators") \
	X(complaint, "compliance: complaints") \
	X(privacy, "compliance: personal data requests") \
	X(vulnerable, "compliance: customers who need special care") \
	X(payment, "compliance: cannot pay") \
	X(security, "compliance: account and device security") \
	X(bot_fallback, "how a bot says that it did not understand") \
	X(bot_offer, "how a bot offers a person") \
	X(bot_routine, "what a bot may well say twice") \
	X(intent_fallback, "names of intents that mean: not understood") \
	X(intent_human, "names of intents that ask for a person")

#endif
