#ifndef EXPR_FUNCTIONS_H
#define EXPR_FUNCTIONS_H

#include "expr/tree.h"

/* The table in functions.c names them. */

/* sequences.c: functions of whole arrays. */
native_fn fn_add, fn_min, fn_max, fn_min_by, fn_max_by, fn_sort, fn_sort_by,
    fn_group_by, fn_flatten;

/* strings.c */
native_fn fn_startswith, fn_endswith, fn_ltrimstr, fn_rtrimstr, fn_split,
    fn_ascii_downcase, fn_ascii_upcase, fn_explode, fn_tojson, fn_tostring,
    fn_tonumber;

#endif
