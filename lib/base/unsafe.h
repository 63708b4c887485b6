#ifndef BASE_UNSAFE_H
#define BASE_UNSAFE_H

#include <stdbool.h>
#include <stdint.h>

/* A character that a terminal or a page must not obey: controls, and marks
 * that turn the direction of text around. */
bool is_unsafe(int32_t codepoint);

#endif
