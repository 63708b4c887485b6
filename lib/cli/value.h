#ifndef CLI_VALUE_H
#define CLI_VALUE_H

#include <stddef.h>

/*
 * A value as a user types it, read strictly: the whole text or nothing, no
 * blanks, no locale, no nan or infinity.  NULL when *out is set, else a phrase
 * that says why not ("not a whole number").
 */
const char *value_count(const char *text, size_t *out);

/* Bytes; K, M and G are powers of 1024. */
const char *value_size(const char *text, size_t *out);

const char *value_number(const char *text, double *out);
const char *value_ratio(const char *text, double *out);

/* Only checked: "N", or "P%" with 0 <= P <= 100. */
const char *value_limit(const char *text);

#endif
