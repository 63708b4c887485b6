#ifndef REDACT_CARD_TOLD_H
#define REDACT_CARD_TOLD_H

#include <stdbool.h>

#include "redact/speech.h"

enum { CARD_GROUP = 4 }; /* digits of the shortest */

void card_told_find(struct speech *s, struct spans *out);

/* Of a text that is not yet read: it has groups of digits enough. */
bool card_told_may_be(struct str text);

#endif
