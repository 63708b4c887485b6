#ifndef EXPR_FUNCTIONS_H
#define EXPR_FUNCTIONS_H

#include "expr/tree.h"

/* Functions of whole arrays; the table in functions.c names them. */
native_fn fn_add, fn_min, fn_max, fn_min_by, fn_max_by, fn_sort, fn_sort_by,
    fn_group_by, fn_flatten;

#endif
