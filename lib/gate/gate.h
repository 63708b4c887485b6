#ifndef GATE_GATE_H
#define GATE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * A bound that a report must keep, "recall >= 0.95" or "escalated.delta <= 2%",
 * and whether it does.  What the names mean is the caller's business.
 */
enum gate_order { GATE_LESS, GATE_AT_MOST, GATE_MORE, GATE_AT_LEAST };

struct gate {
	struct str text;   /* as the user wrote it */
	struct str metric; /* a part of it */
	enum gate_order order;
	double bound;
	bool percent; /* it was written as one */
};

enum gate_answer { GATE_PASS, GATE_FAIL, GATE_INCONCLUSIVE };

/* What is known of a metric; as printed, so that a reader can check. */
struct gate_value {
	double estimate, low, high; /* NAN: not known */
	uint64_t n;		    /* cases it rests on */
	bool unchanged; /* a difference, or a share of what differs, and not
			   one case does */
};

/* What a bound may be about. */
struct gate_metric {
	struct str name;
	double low, high;  /* all values it can have lie there */
	bool percent;	   /* a bound may be written as one */
	const char *needs; /* the option without which it has none; or NULL */
};

/*
 * Read METRIC OP NUMBER or METRIC OP NUMBER%, with OP one of < <= > >= and
 * blanks as one likes.  Dies (--gate) when it is none, on a metric that is not
 * among the n known ones, naming the nearest, and on a bound that no value of
 * the metric can reach, or none break.
 */
void gate_parse(struct gate *g, const char *text,
    const struct gate_metric *known, size_t n);

/*
 * Pass when every value of the interval keeps the bound, fail when none does,
 * inconclusive otherwise and where there is no interval.
 *
 * Where it is unchanged the interval says what another log might
 * show; this one shows none at all, and so keeps every bound that 0 keeps.
 * Else a comparison of a version with itself could not pass "delta <= 0".
 */
enum gate_answer gate_decide(const struct gate *g, const struct gate_value *v);

const char *gate_answer_name(enum gate_answer a); /* "PASS" */

/* A gate that was decided, with what is known in words. */
struct gate_verdict {
	const struct gate *gate;
	enum gate_answer answer;
	struct gate_value value;
	const char *definition; /* of the metric */
	struct str said;	/* its estimate, interval and n */
};

/* It ends the run with a negative answer. */
bool gate_is_failure(const struct gate_verdict *v, bool allow_inconclusive);

/* None does; a warning for each that does, for the report may go to a file. */
bool gates_all_pass(
    const struct gate_verdict *verdicts, size_t n, bool allow_inconclusive);

/* JUnit's XML, a test case for each gate. */
void gate_junit(const char *suite, const struct gate_verdict *verdicts,
    size_t n, bool allow_inconclusive, struct buf *out);

/* Annotations of a GitHub workflow, a line for each gate: an error where it
 * ends the run, else a warning, or a notice of what passed. */
void gate_github(const char *suite, const struct gate_verdict *verdicts,
    size_t n, bool allow_inconclusive, struct buf *out);

#endif
