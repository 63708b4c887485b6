#ifndef EXPR_JAILED_H
#define EXPR_JAILED_H

#include "expr/expr.h"

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

/* As expr_program(), without the native core. */
bool jailed_program(struct str text, struct buf *out, struct expr_error *err);

#endif
