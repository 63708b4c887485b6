#ifndef EXPR_WIRE_H
#define EXPR_WIRE_H

#include <stdint.h>

#include "expr/expr.h"

/*
 * How values go to the jail.  Private to the room.  A request is a wire_head,
 * the numbers of the programs (uint32_t each), and values:
 *
 *	n_shared values of JSON, which others refer to by number
 *	n_lists lists: their number of items, and these
 *	n_steps facts
 *
 * Numbers are as in memory: both ends are one program.  For WANT_PROGRAM the
 * text of the program follows the head, and nothing else.
 */
enum want { WANT_TRUTH, WANT_OUTPUTS, WANT_PROGRAM };

struct wire_head {
	uint32_t want, n_programs;
	uint32_t n_steps, n_shared, n_lists;
};

enum wire_tag {
	WIRE_NULL,
	WIRE_FALSE,
	WIRE_TRUE,
	WIRE_NUMBER, /* a double */
	WIRE_STRING, /* uint32_t bytes, these */
	WIRE_ARRAY,  /* uint32_t items, these */
	WIRE_OBJECT, /* uint32_t members: a string without its tag, a value */
	WIRE_SHAPED, /* uint32_t shape, a value for each of its names */
	WIRE_SHARED, /* uint32_t: which one */
	WIRE_LIST,   /* uint32_t: which one; uint32_t: so many of its items */
};

/* The shapes both ends know. */
struct wire_shapes {
	const struct expr_shape **shapes;
	uint32_t n;
};

/* The facts of a batch while they are written. */
struct wire {
	const struct wire_shapes *shapes;
	struct buf shared, lists, steps;
	uint32_t n_steps, n_shared, n_lists;
	struct arena scratch;
	struct wire_seen *seen; /* JSON values already in `shared` */
	uint32_t n_seen, seen_room;
	struct wire_list *list;
	uint32_t list_room;
	bool finishing; /* lists within lists are written where they stand */
	bool apart;	/* steps have nothing in common */
};

void wire_init(struct wire *w, const struct wire_shapes *shapes);
void wire_free(struct wire *w);
void wire_start(struct wire *w);
void wire_step(struct wire *w, const struct expr_value *facts);

/* After the last step; then as often as wanted, for other programs. */
void wire_finish(struct wire *w);
void wire_request(const struct wire *w, enum want want,
    const uint32_t *programs, uint32_t n, struct buf *out);

#endif
