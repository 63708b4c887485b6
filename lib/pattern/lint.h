#ifndef PATTERN_LINT_H
#define PATTERN_LINT_H

#include "pattern/pattern.h"

/*
 * Refuse whatever can make one match cost more than a bound that is known in
 * advance.  It reads the text, not the compiled program, and refuses syntax it
 * does not know: a pattern that passes can be judged by reading this room.
 */
bool lint_pattern(struct str text, struct pattern_error *err);

#endif
