#ifndef EXPR_LIBJQ_H
#define EXPR_LIBJQ_H

#include <jq.h>
#include <jv.h>

#include "expr/expr.h"

/*
 * libjq with its doors shut: no environment, files, clock, input or standard
 * error.  Private to the room, and only called in the jail.
 */

/* One program on its input; NULL and *err when it is wrong. */
jq_state *libjq_compile(struct str text, struct expr_error *err);

/*
 * All programs as one, whose input is [number, input]; NULL when any of them
 * is wrong, which libjq_compile() then tells.
 */
jq_state *libjq_compile_all(const struct str *texts, size_t n);

/* A message of jq_next(), which is freed, in words of ours without values. */
void libjq_explain(jv message, struct expr_error *err);

#endif
