#ifndef EXPR_CELL_H
#define EXPR_CELL_H

#include "expr/expr.h"
#include "expr/wire.h"
#include "jail/jail.h"

/*
 * The inside of the jail: what init and the workers do.  Private to the room.
 */
struct cell {
	const struct str *texts;
	size_t n;
	struct wire_shapes shapes;
	struct library *library; /* of the keeper and its children */
};

/* What does not compile; init's reply is empty when all do. */
struct cell_refusal {
	uint32_t program;
	struct expr_error err;
};

/* What WANT_OUTPUTS replies for each step, as far as there is room, and
 * WANT_PROGRAM; then follow the outputs. */
struct cell_outputs {
	bool good;
	uint32_t n, size;      /* outputs; bytes of them */
	struct expr_error err; /* unless good */
};

/* WANT_TRUTH replies an enum expr_answer for each step of the first program,
 * then of the next; UNASKED where a worker has not got to. */
enum { UNASKED = 0xff };

/* For struct jail_opts; `cell` is a struct cell. */
void cell_init(void *cell, struct jail_work *w);
void cell_serve(void *cell, struct jail_work *w);

#endif
