#ifndef REDACT_CHARACTER_H
#define REDACT_CHARACTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* What stands for a character of its own, in the signs of JSON, HTML or a form,
 * "\\u00fc", "&#64;", "%40": behind it, and the character in *c; or `at`. */
size_t character_code_end(struct str s, size_t at, int32_t *c);

/* The character at s.p[*i], escaped or not; *i moves behind it. */
int32_t character_read(struct str s, size_t *i);

#endif
