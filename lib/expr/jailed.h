#ifndef EXPR_JAILED_H
#define EXPR_JAILED_H

#include "expr/expr.h"
#include "jail/jail.h"

/*
 * Expressions that run in the jail, seen from outside.  Private to the room.
 */

/* Where an expression has its place; filled by expr_jail_open(). */
struct jailed {
	struct expr_jail *jail;
	uint32_t program; /* its number there */
};

enum expr_answer jailed_test(const struct expr *e, struct expr_value input);
bool jailed_run(const struct expr *e, struct expr_value input, struct buf *out,
    size_t *n, struct expr_error *err);

/* The jail of an expression; dies when it is not open. */
struct jail *jailed_jail(const struct expr *e);

/* How a program ended, in words; JAIL_DONE: by a reply that is none. */
void jailed_explain(enum jail_answer answer, struct expr_error *err);

/* What a worker says of one input. */
struct jailed_reply {
	bool good;
	size_t n; /* outputs */
	struct str outputs;
	struct expr_error err; /* unless good */
};

/* Take the first of a worker's replies; false: it is none. */
bool jailed_reply(struct str *replies, struct jailed_reply *r);

/* As expr_program(), without the native core. */
bool jailed_program(struct str text, struct buf *out, struct expr_error *err);

#endif
