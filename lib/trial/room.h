#ifndef TRIAL_ROOM_H
#define TRIAL_ROOM_H

#include <stdnoreturn.h>

#include "trial/judged.h"
#include "trial/trial.h"

/* Private to the room: tests as they are read, and how they went. */

struct test {
	const char *file;
	struct str text; /* of the file */
	size_t number;	 /* among the tests of its file, from 0 */
	struct str name;
	const struct json *json; /* what the file evaluates to */
	uint32_t at, expect;
};

struct result {
	struct str file, name;
	bool good;
	struct str wrong;    /* "decision is contain, not escalate; ..." */
	struct str expected; /* JSON on one line */
	struct str got;	     /* the same members, as they are now */
	struct str steps;    /* a YAML line for each customer turn */
	struct str members;  /* the test's own, without expect: "..." */
};

struct trial {
	struct arena arena;
	const char *only;
	struct result *results;
	size_t n, room, n_failed;
};

/* The members of an expectation that fits: what `bless` writes. */
void expect_put(const struct judged *g, struct buf *out);

/* Die when the expectation can hold for no conversation at all. */
void expect_check(const struct test *t, const struct score_plan *plan);

/* Name in `wrong` what does not hold; true when all does. */
bool expect_holds(
    const struct test *t, const struct judged *g, struct buf *wrong);

/* Die, naming the file and the test. */
noreturn void test_wrong(const struct test *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
