#ifndef REDACT_CODES_H
#define REDACT_CODES_H

#include "redact/speech.h"

/* Private to secrets.c: the codes beside what they are called, beside what was
 * done with them, and in the answer to who asks for one. */
void codes_take_named(
    struct speech *s, const struct term_hit *h, struct spans *out);
void codes_take_typed(
    struct speech *s, const struct term_hit *h, struct spans *out);
void codes_take_answer(struct speech *s, struct spans *out);

#endif
