#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/buf.h"
#include "findings/findings.h"

/*
 * What can be found wrong with a rules file before any conversation is seen.
 * A file is read to its end whatever is wrong in it: all findings are shown at
 * once, each with its place in the user's text.
 */

/* Code, level, what it means: the closed list that users filter by. */
#define CHECK_CODES(X) \
	X(SYNTAX, ERROR, "syntax", \
	    "the file, or a condition in it, cannot be read or evaluated") \
	X(UNKNOWN_MEMBER, ERROR, "unknown-member", \
	    "a member that means nothing where it stands") \
	X(BAD_MEMBER, ERROR, "bad-member", \
	    "a member of the wrong type or out of its range, or one that " \
	    "is missing") \
	X(DUPLICATE_ID, ERROR, "duplicate-id", \
	    "two rules of one id, or two queues of one name") \
	X(ASSIGNMENT, ERROR, "assignment", \
	    "a condition that assigns (=) where it should compare (==)") \
	X(BAD_REGEX, ERROR, "bad-regex", \
	    "a regular expression, or its flags, that libjq cannot read") \
	X(ALWAYS_FAILS, ERROR, "always-fails", \
	    "a part of a condition that cannot be evaluated, whatever the " \
	    "facts are") \
	X(UNKNOWN_SIGNAL, ERROR, "unknown-signal", \
	    "a condition or a weight names a signal or fact that does not " \
	    "exist") \
	X(UNKNOWN_QUEUE, ERROR, "unknown-queue", \
	    "a rule sends to, or a test expects, a queue that is not among " \
	    "the queues") \
	X(UNKNOWN_RULE, ERROR, "unknown-rule", \
	    "a rule suppresses, or a test names, one that does not exist") \
	X(UNKNOWN_THRESHOLD, ERROR, "unknown-threshold", \
	    "an override replaces a threshold that the file does not have") \
	X(WATCH_ABOVE_ESCALATE, ERROR, "watch-above-escalate", \
	    "the threshold of watching is above that of escalating") \
	X(MISSING_TERM_FILE, ERROR, "missing-term-file", \
	    "a term list that cannot be opened") \
	X(BAD_TERM_FILE, ERROR, "bad-term-file", \
	    "a term list that cannot be used") \
	X(TYPE_NEVER_TRUE, WARNING, "type-never-true", \
	    "a comparison between types that never meet: it has one answer, " \
	    "or one for null and one for all else") \
	X(NOT_BOOLEAN, WARNING, "not-boolean", \
	    "what is asked for its truth is no true or false: it says only " \
	    "whether the log has a value") \
	X(THRESHOLD_OUT_OF_RANGE, WARNING, "threshold-out-of-range", \
	    "a signal is compared with a number it can never pass") \
	X(CONSTANT_CONDITION, WARNING, "constant-condition", \
	    "a condition, or a part of one, that is always or never true") \
	X(IMPLIED_RULE, WARNING, "implied-rule", \
	    "whenever it fires an earlier rule does, with at least its " \
	    "effect: it never decides") \
	X(SHADOWED_RULE, WARNING, "shadowed-rule", \
	    "it is suppressed whenever it fires, or an earlier rule has the " \
	    "same condition and effect") \
	X(HARD_BELOW_HOLD, WARNING, "hard-below-hold", \
	    "a hard rule ranks below a hold, which it passes all the same") \
	X(UNBOUNDED_REGEX, WARNING, "unbounded-regex", \
	    "a regular expression whose time can grow without bounds") \
	X(SHADOWED_TIER, WARNING, "shadowed-tier", \
	    "a row of the tiers that never decides: an earlier one fits " \
	    "whenever it does") \
	X(OVERLAPPING_HOURS, WARNING, "overlapping-hours", \
	    "a day's times that overlap, or are not in their order") \
	X(UNMEETABLE_TEST, WARNING, "unmeetable-test", \
	    "a test expects what no judgement can give") \
	X(UNUSED_TERM_LIST, WARNING, "unused-term-list", \
	    "a term list that no condition and no weight asks for") \
	X(UNUSED_THRESHOLD, WARNING, "unused-threshold", \
	    "a named threshold that no condition asks for") \
	X(NO_REASON, NOTE, "no-reason", \
	    "an escalate, watch or clarify rule gives people no reason") \
	X(JAILED_RULE, NOTE, "jailed-rule", \
	    "a condition that only the slower engine, libjq, can run")

#define CHECK_CODE_LINE(id, level, code, help) "    " code ": " help "\n"

/* What the manual says of it. */
#define CHECK_MANUAL \
	"--check reads a rules file to its end and prints every " \
	"finding as FILE:LINE:COLUMN: LEVEL: CODE: TEXT. What it " \
	"says of conditions is certain; conditions that it says " \
	"nothing of may have faults all the same. The codes, errors " \
	"first, then warnings, at last notes (no-reason, " \
	"jailed-rule):\n\n" CHECK_CODES(CHECK_CODE_LINE)

struct check; /* the findings of several files */

struct check *check_new(void);
void check_free(struct check *c);

/*
 * Check one rules file with the term lists it names; "-" is standard input,
 * NULL are the built-in rules.  Dies when it cannot be read at all.
 */
void check_rules(struct check *c, const char *file);

/* In the order of the files and of their places. */
const struct findings *check_findings(const struct check *c);

/*
 * A table of the rules of a file in the order in which they are asked, for a
 * person: what each does, in which engine, on which signals.
 */
void check_put_rules(const char *file, struct buf *out);

#endif
