#ifndef TRIAL_TRIAL_H
#define TRIAL_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "conv/conv.h"
#include "score/score.h"
#include "stream/stream.h"

/*
 * Rules on trial: the tests that come with a rules file, what to expect of
 * them from now on, why a conversation was decided as it was, and what each
 * rule is good for on a log.  All of it is found by running the judgement of
 * score, never by reading rules in a second way.
 */

/* What the manual says of it. */
#define TRIAL_MANUAL \
	"A test is an object with a name, turns (and beside them " \
	"channel, language, customer, bot, started_at) or a whole " \
	"conversation, and expect: decision; turn; rule, the id of a " \
	"rule of the decision or an array of them (\"readiness\" " \
	"where its threshold decided); no_rule, an id or an array of " \
	"ids that fire at no turn up to an escalation; readiness, " \
	"[low, high] or a number; queue; tier. What is not said is not " \
	"looked at. A failed test shows what was expected, what " \
	"came, and for each customer turn the readiness, the rules " \
	"that fired and the signals that moved; the words are not " \
	"shown. --bless writes what it is given, words included: use " \
	"hoff-redact first where a log holds personal data.\n\n" \
	"--explain shows of each customer turn the signals that " \
	"moved, the rules that fired, those kept back (suppressed, " \
	"say) though they were true, the hold that ran and those " \
	"that escalated in vain for it, and those that nearly fired: " \
	"that one number of theirs, moved by a quarter of the " \
	"signal's range at most, would have made fire; and those that " \
	"failed, and why. What would " \
	"have changed the decision is found by judging again: one " \
	"signal at one turn, all else as it was, in steps of 0.0001 " \
	"(counts: of 1) within its range, or one number of a rule, " \
	"or one of the thresholds. Of a count 4 is a range, of a " \
	"time 600 seconds.\n\n" \
	"--rule-stats counts a rule where it fires at any customer " \
	"turn, also behind the decision. decides: it is the first " \
	"reason. alone: no other rule fires in that conversation. " \
	"shadowed: the share in which it fires and does not decide: " \
	"another or readiness does, or a hold keeps it from doing so. " \
	"A rule that never fired has at most the rate 1 - 0.05^(1/n) " \
	"(95 %, one-sided). precision: of the conversations with " \
	"labels.escalate in which it fires, the share where that is " \
	"true (Wilson); lift: precision over that share of all, " \
	"taken as known. What changes when a rule goes is judged again " \
	"without it: how many conversations are decided otherwise, and " \
	"how many alike, but at another turn, by another rule, for " \
	"another queue, or with another priority or tier; a rule for " \
	"which all of these are 0 has no row. recall lost has " \
	"Newcombe's interval."

/* The tests of a run and how they went. */
struct trial;

/* `only`: run the tests whose names hold this; NULL: all. */
struct trial *trial_new(const char *only);
void trial_free(struct trial *t);

/*
 * Run the tests in a rules file and in the file beside it, NAME.tests.jq of
 * NAME.jq; NULL: the built-in rules.  Dies, naming the file, on what cannot be
 * used: rules, a test that is none, an expectation of a rule that is not there.
 */
void trial_run(struct trial *t, const char *file);

size_t trial_count(const struct trial *t);
size_t trial_failures(const struct trial *t);

/* TAP 13; a failure comes with the trajectory that led to it. */
void trial_tap(const struct trial *t, struct buf *out);

/* JUnit XML, a suite for each file. */
void trial_junit(const struct trial *t, struct buf *out);

/* The same tests as a tests file that expects what happened now. */
void trial_bless(const struct trial *t, struct buf *out);

/*
 * A conversation of a log and what hoff.score says of it, as a test.  The
 * annotation has JSON_PADDING readable bytes behind it.
 */
void trial_bless_conv(
    const struct conv *c, struct str annotation, struct buf *out);

/*
 * Why a conversation was decided as it was, for a person: the turns, what
 * fired and what nearly did, and the smallest changes that would have led to
 * another decision.  The words of the conversation are not shown, but with
 * `words` those that evidence points at.
 */
void trial_explain(const struct score_plan *plan, const struct conv *c,
    bool words, bool colour, struct buf *out);

/*
 * Rules that cannot be evaluated are never seen to fire, and nothing else shows
 * it: how often, where first, and why.  `operands` (NULL ends) tell which file
 * came first; `which` rules they are ("old"), or "", stands before "rule" in
 * what is said and counted.
 */
struct failing;

struct failing *failing_new(const struct score_plan *plan,
    char *const *operands, const char *which, size_t n_workers);
void failing_free(struct failing *f);

/* By a worker after each score_conv(); says at once which rule ran into a
 * limit. */
void failing_note(struct failing *f, const struct worker *w, struct score *s);

/* When there will be no more: into the summary. */
void failing_end(struct failing *f, struct worker *w, const struct score *s);

/* When all workers have ended: a warning for each such rule. */
void failing_warn(const struct failing *f);

/*
 * What each rule did on a log: one fold for each worker, merged in any order.
 * It is counts only, so that any split gives the same report.
 */
struct rule_stats;

struct rule_stats *rule_stats_new(const struct score_plan *plan);
void rule_stats_free(struct rule_stats *s);

/* What it judges by, for failing_note(). */
struct score *rule_stats_score(struct rule_stats *s);

void rule_stats_add(struct rule_stats *s, const struct conv *c);
void rule_stats_merge(struct rule_stats *into, const struct rule_stats *from);

void rule_stats_table(const struct rule_stats *s, bool colour, struct buf *out);
void rule_stats_json(const struct rule_stats *s, struct buf *out);

#endif
