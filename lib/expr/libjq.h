#ifndef EXPR_LIBJQ_H
#define EXPR_LIBJQ_H

#include "expr/expr.h"

/*
 * What libjq does for us; its types stay in libjq.c.  Private to the room.
 * As expr_program(), without the native core.
 */
bool libjq_program(struct str text, struct buf *out, struct expr_error *err);

#endif
