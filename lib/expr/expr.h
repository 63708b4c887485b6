#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "json/json.h"

/*
 * jq expressions.  The common core of jq is compiled to a native form; its
 * meaning is jq's (total order of types, null arithmetic, generators).  What
 * the core does not cover runs in libjq, of which nothing shows here: jailed
 * in a process of its own, because there are programs and values that bring
 * libjq down, or keep it busy for ever.
 */

/* A place in a program's text: both from 1, columns are code points. */
struct expr_place {
	size_t line, column;
};

/* Where in the user's text something is wrong; `detail` quotes at most names
 * and operators of the program, never data. */
struct expr_error {
	size_t line, column; /* from 1; columns are code points */
	char detail[200];
};

/*
 * A value an expression sees.  Objects of the facts are either a shape's
 * (fixed member names, values in an array) or lie in a JSON index.
 */
enum expr_kind {
	EXPR_NULL,
	EXPR_FALSE,
	EXPR_TRUE,
	EXPR_NUMBER,
	EXPR_STRING,
	EXPR_ARRAY,
	EXPR_OBJECT,
};

/* Private: which member of a value holds; expr/value.h. */
enum expr_form { EXPR_PLAIN, EXPR_PLACED, EXPR_LISTED, EXPR_RECORDED };

struct expr_value {
	uint8_t kind; /* enum expr_kind */
	uint8_t form; /* enum expr_form */
	uint32_t at;  /* value index in `json` */
	union {
		double number;
		struct str string;
		const struct json *json;
		const struct expr_list *list;
		const struct expr_record *record;
	};
};

struct expr_list { /* an array */
	const struct expr_value *items;
	size_t n;
};

struct expr_shape { /* the member names of a record */
	const struct str *names;
	const struct expr_shape *const *inner; /* NULL, or per member the
						  shape of a nested record */
	size_t n;
};

struct expr_record { /* an object of a known shape */
	const struct expr_shape *shape;
	const struct expr_value *values; /* shape->n of them; a member
					    may be null */
};

/* Made where they are used: to copy a value right after its parts were written
 * one by one, as from a call, takes longer than to make it. */
static inline struct expr_value
expr_null(void)
{
	return (struct expr_value){ .kind = EXPR_NULL };
}

static inline struct expr_value
expr_bool(bool b)
{
	return (struct expr_value){ .kind = b ? EXPR_TRUE : EXPR_FALSE };
}

static inline struct expr_value
expr_num(double x) /* NAN is jq's nan */
{
	return (struct expr_value){ .kind = EXPR_NUMBER, .number = x };
}

/* The same where it stays; null for NAN. */
static inline void
expr_set_num(struct expr_value *v, double x)
{
	v->kind = x == x ? EXPR_NUMBER : EXPR_NULL;
	v->form = EXPR_PLAIN;
	v->at = 0;
	v->number = x;
}

static inline struct expr_value
expr_str(struct str s) /* valid UTF-8, borrowed */
{
	return (struct expr_value){ .kind = EXPR_STRING, .string = s };
}

static inline struct expr_value
expr_json(const struct json *j, uint32_t at)
{
	return (struct expr_value){ .kind = (uint8_t)json_kind_of(j, at),
		.form = EXPR_PLACED,
		.at = at,
		.json = j };
}

/* The same where it stays. */
static inline void
expr_set_json(struct expr_value *v, const struct json *j, uint32_t at)
{
	v->kind = (uint8_t)json_kind_of(j, at);
	v->form = EXPR_PLACED;
	v->at = at;
	v->json = j;
}

static inline struct expr_value
expr_array(const struct expr_list *l)
{
	return (struct expr_value){
		.kind = EXPR_ARRAY, .form = EXPR_LISTED, .list = l
	};
}

static inline struct expr_value
expr_object(const struct expr_record *r)
{
	return (struct expr_value){
		.kind = EXPR_OBJECT, .form = EXPR_RECORDED, .record = r
	};
}

struct expr; /* a compiled expression, read-only, shared by threads */

/*
 * Compile; `text` must live as long as the expression; `shape` (may be NULL) is
 * that of the input, and lets paths into it be resolved now.  NULL and *err
 * when the text is wrong.  Of a text that only libjq can run, what is wrong
 * behind the first thing outside the core shows in expr_jail_open() only, which
 * must be called before it is asked anything.
 */
struct expr *expr_compile(struct str text, const struct expr_shape *shape,
    struct arena *run, struct expr_error *err);

/* What of it is outside the native core, so that it runs jailed ("catch",
 * "splits/1"); NULL when it runs natively. */
const char *expr_jailed(const struct expr *e);

/*
 * The paths into a shaped input that name no member of its shape, as in
 * ".signals.sentimnt"; returns how many of them there are, and the i-th in
 * *path (".signals.sentimnt") with its nearest known name in *nearest.
 */
size_t expr_unknown_paths(
    const struct expr *e, size_t i, struct str *path, struct str *nearest);

/* Whether it may look at that member of its input: false is certain. */
bool expr_reads(const struct expr *e, struct str member);

/* Certain that no output of it is a boolean or null: a number, say. */
bool expr_never_boolean(const struct expr *e);

/*
 * An assignment where a condition is asked for its truth, which is no question:
 * what it yields is its input, changed.  False: there is none; or *err, whose
 * detail goes on from the name of the condition.
 */
bool expr_assigns(const struct expr *e, struct expr_error *err);

/*
 * A number that must be reached, or not, for a yes.  A condition has one way or
 * more to say it (the sides of an `or`), with bounds that must all hold; where
 * one of each way does not, expr_test() says EXPR_NO.  That is so for inputs
 * with a number or null at the path, the bounds of others mean nothing; and
 * where no member of the shape is a string of a JSON index, which might be too
 * long to read.
 */
struct expr_bound {
	size_t way;
	struct str path; /* ".signals.anger", a member in the input's shape */
	double at;
	bool below; /* holds below it and of null, not from it on */
};

/* How many ways there are, from 0 on, after `found`, which may be NULL, was
 * given each bound. */
size_t expr_ways(const struct expr *e,
    void (*found)(void *arg, const struct expr_bound *b), void *arg);

/* Whatever is not NO or YES is a failure, by cause. */
enum expr_answer {
	EXPR_NO,
	EXPR_YES,
	EXPR_FAILED,	/* an error, no output, or more than one */
	EXPR_CRASHED,	/* libjq died */
	EXPR_TIMED_OUT, /* it took longer than the deadline, or all its steps
			 */
	EXPR_NO_MEMORY,
	EXPR_OFF, /* not asked: it has used up the run's budget */
	N_EXPR_ANSWERS
};

/*
 * The first output, as jq's truth (null and false are no).  No output, more
 * than one, or an error is EXPR_FAILED.  `scratch` holds what is computed on
 * the way.
 */
enum expr_answer expr_test(
    const struct expr *e, struct expr_value input, struct arena *scratch);

/*
 * The same, natively within *steps: EXPR_TIMED_OUT when it needs more; what
 * it took is taken off.  Steps are counted, not timed, so that the answer is
 * the same on every machine: one for each value a loop makes or compares, and
 * one for each 32 bytes that are looked through or written.  A condition
 * without loops takes few, and none where it compares numbers only.
 */
enum expr_answer expr_test_within(const struct expr *e, struct expr_value input,
    struct arena *scratch, long *steps);

/* What one evaluation on a record of so many bytes may take: enough to go
 * through it some hundred times, and little enough to be met by accident at
 * every record. */
long expr_steps(size_t bytes);

/* About as many as fit in a millisecond. */
enum { EXPR_STEPS_PER_MS = 16384 };

/* A value beside a number it is compared with, on one input.  A threshold of
 * the rules is a number, too: `right` names it, ".thresholds.vip". */
struct expr_comparison {
	struct str left;  /* ".signals.anger", lives in `scratch` */
	struct str right; /* empty where the number is written */
	const char *sign; /* "<", as read from the left */
	double value;	  /* of the left side, now */
	double literal;
	bool holds;
	size_t literal_at, literal_n; /* its bytes in the text; n is 0 where
					 it is not written as that number, or
					 as `right` */
};

/*
 * The comparisons of an expression with numbers as they stand on this input,
 * up to `room` of them; returns how many.  Those of other kinds of values,
 * and those inside of loops, are left out.
 */
size_t expr_comparisons(const struct expr *e, struct expr_value input,
    struct arena *scratch, struct expr_comparison *out, size_t room);

/*
 * Append every output to `out`, each as a line of JSON, and count them in *n.
 * False and *err when it fails: what came before is in `out` (but nothing of a
 * jailed one that crashed or ran into a limit).
 */
bool expr_run(const struct expr *e, struct expr_value input,
    struct arena *scratch, struct buf *out, size_t *n, struct expr_error *err);

/*
 * The jail of a run: one process for each slot.  Any thread may ask a jailed
 * expression at any time; more threads than slots wait for each other.
 */
struct expr_jail;

struct expr_jail_opts {
	size_t slots;	      /* 0: one for each online CPU */
	unsigned deadline_ms; /* of processor time, for one expression on
				 the steps of one batch; 0: 200 */
	double budget_s;      /* an expression that has lost so much to the
				 deadline is off; 0: 60 */
};

/*
 * Give the jailed ones among `all` (some may be NULL) a jail, before any thread
 * is started.  False, with its number in *wrong and *err, when one does not
 * compile.  *jail is NULL when none is jailed.
 */
bool expr_jail_open(struct expr_jail **jail, const struct expr *const *all,
    size_t n, const struct expr_jail_opts *o, size_t *wrong,
    struct expr_error *err);
void expr_jail_close(struct expr_jail *jail); /* NULL is welcome */

/*
 * Many questions in one exchange: the facts of several steps (the customer
 * turns of a conversation), and several expressions asked at each of them.
 * What steps have in common (a value of one JSON index, a list that grows
 * from step to step) is found and goes over once.
 *
 *	expr_batch_start(b);
 *	expr_batch_step(b, facts);	copies what it needs; but lists that
 *					are no JSON must stay until the end
 *	expr_batch_ask(b, all, n, answers);
 *
 * answers[step * n + i] is what all[i] says at that step, an enum expr_answer.
 * An expression that crashes, or runs into a limit, at one step is not asked
 * at the later ones of this batch: there it answers the same.  Others and
 * earlier steps keep their answers.  Native ones among `all` are left out:
 * their answers are not touched.
 */
struct expr_batch;

struct expr_batch *expr_batch_new(struct expr_jail *jail); /* not NULL */
void expr_batch_free(struct expr_batch *b);
void expr_batch_start(struct expr_batch *b);
void expr_batch_step(struct expr_batch *b, struct expr_value facts);
void expr_batch_ask(struct expr_batch *b, const struct expr *const *all,
    size_t n, uint8_t *answers);

/*
 * What expr_run() says of each of many inputs, in one exchange with the jail
 * where they are jailed: to ask there costs more than most inputs do.
 *
 *	expr_runs_start(r);
 *	expr_runs_add(r, input);	copies what it needs
 *	expr_runs_end(r);
 *	expr_runs_take(r, i, ...);	of the i-th, until the next start
 *
 * An input that crashes a program, or runs into a limit, is no other's loss.
 */
struct expr_runs;

struct expr_runs *expr_runs_new(const struct expr *e);
void expr_runs_free(struct expr_runs *r); /* NULL is welcome */
void expr_runs_start(struct expr_runs *r);
void expr_runs_add(struct expr_runs *r, struct expr_value input);
void expr_runs_end(struct expr_runs *r);
bool expr_runs_take(const struct expr_runs *r, size_t i, struct str *outputs,
    size_t *n, struct expr_error *err);

/*
 * Evaluate a whole program once, on null, and append its one output to `out`
 * as JSON.  The native core is tried first, then libjq with its doors closed:
 * no environment, files, clock, input or standard error.  False and *err when
 * it fails or has not exactly one output.
 *
 * libjq runs in the jail, with limits of time and memory: a program that
 * brings it down is an error like any other.  Call it before any thread is
 * started.
 */
bool expr_program(struct str text, struct buf *out, struct expr_error *err);

/*
 * The same, indexed: what a file of rules, prices or messages says.  The JSON
 * lives as long as `run`, the index is json_free()d by the caller, also after
 * false.  A built-in program was run when we were built.
 */
bool expr_read(
    struct str text, struct json *j, struct arena *run, struct expr_error *err);

/* The same, but dies with "FILE:LINE:COLUMN: ..." on what cannot be read. */
void expr_load(
    struct str text, const char *file, struct json *j, struct arena *run);

/*
 * What can be said of a condition without running it: for a checker of rules.
 * What the native core does not cover is looked at as far as it is understood.
 */
struct expr_view;

/* What is known of the values at a path of the input. */
struct expr_known {
	struct str path; /* ".signals.safety.self_harm" */
	bool null;	 /* it may be null */
	bool boolean, number, string, array, object;
	bool whole;	  /* of the numbers, only whole ones */
	double low, high; /* where they lie, both included */
	/* of the strings, only these; or those from the first to the last,
	 * both included; NULL: any */
	const struct str *words;
	size_t n_words;
	bool stretch;
};

struct expr_knowledge {
	const struct expr_known *paths;
	size_t n;
};

/* NULL and *err when the text is wrong, or when its syntax is libjq's. */
struct expr_view *expr_view(struct str text, const struct expr_shape *shape,
    struct arena *run, struct expr_error *err);

/* What makes it one for libjq, with its place; NULL: the native core runs it.
 */
const struct expr_error *expr_view_outside(const struct expr_view *v);

/* As expr_assigns(). */
bool expr_view_assigns(const struct expr_view *v, struct expr_error *err);

/* As expr_unknown_paths(), with the place of the i-th. */
size_t expr_view_unknown(const struct expr_view *v, size_t i, struct str *path,
    struct str *nearest, struct expr_place *place);

/* The paths into its input that it reads, each once: how many (128 at most),
 * and the i-th, if there is one.  One that ends at an object stands for all
 * behind it. */
size_t expr_view_paths(const struct expr_view *v, size_t i, struct str *path);

enum expr_verdict { EXPR_DEPENDS, EXPR_ALWAYS, EXPR_NEVER };

enum expr_cause {
	EXPR_BY_RANGE,	 /* the values of its path all lie on one side */
	EXPR_BY_KIND,	 /* they are never of the kind it is compared with */
	EXPR_BY_LOGIC,	 /* its parts exclude or exhaust each other */
	EXPR_BY_TRUTH,	 /* it is asked for the truth of what has none */
	EXPR_OUTSIDE,	 /* it is compared with a number out of its range */
	EXPR_BY_REGEX,	 /* no verdict: a regular expression, for a linter */
	EXPR_BY_FAILURE, /* no verdict: it fails wherever it is asked */
};

/* A part of a condition that has one answer, or none, whatever the facts are.
 */
struct expr_remark {
	enum expr_verdict verdict;
	enum expr_cause cause;
	struct expr_place place;
	const struct expr_known *known; /* of the path that was compared, or
					   NULL */
	struct str regex;		/* EXPR_BY_REGEX */
	const char *why;		/* EXPR_BY_FAILURE */
};

/*
 * Every remark, in no order.  What they say is certain: it follows from
 * `knowledge` and from what jq means.  (What nothing is said of may be constant
 * all the same.)
 */
void expr_view_remarks(const struct expr_view *v,
    const struct expr_knowledge *knowledge,
    void (*found)(void *arg, const struct expr_remark *remark), void *arg);

/* What is certain of the whole: that expr_test() always says yes, or never. */
enum expr_verdict expr_view_verdict(
    const struct expr_view *v, const struct expr_knowledge *knowledge);

/* Certain that whenever expr_test() says yes to `a` it says yes to `b`. */
bool expr_view_implies(const struct expr_view *a, const struct expr_view *b,
    const struct expr_knowledge *knowledge);

/* A regular expression that is written out where a function takes one. */
struct expr_regex {
	struct str regex, flags; /* no flags: empty */
	struct expr_place place; /* of the function */
};

/* Each in a condition, of any syntax, up to its first `def`; as far as the text
 * can be read. */
void expr_regexes(struct str text, struct arena *run,
    void (*found)(void *arg, const struct expr_regex *r), void *arg);

/*
 * A program's text, read for its places.  A text that cannot be read, or that
 * uses syntax that only libjq knows, has one place: its beginning.
 */
struct expr_source;

struct expr_source *expr_source(struct str text, struct arena *run);

/*
 * Where value `at` of `j`, which is what the program evaluated to, is written;
 * of a member's name too.  Where the program is an object or array as written
 * (behind its defs and bindings, with `+` between several) that is the exact
 * place; where it is computed, that of the nearest value around it.
 */
struct expr_place expr_place(
    const struct expr_source *s, const struct json *j, uint32_t at);

/*
 * The same for a place inside the string `at`, which is a text in itself: a
 * condition, say.  Its escapes may make it longer in the program's text.
 */
struct expr_place expr_place_inside(const struct expr_source *s,
    const struct json *j, uint32_t at, struct expr_place inside);

const char *expr_library(void);	 /* "libjq 1.6" */
const char *expr_confined(void); /* "jail: Landlock, seccomp" */

#endif
