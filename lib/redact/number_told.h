#ifndef REDACT_NUMBER_TOLD_H
#define REDACT_NUMBER_TOLD_H

#include "redact/speech.h"

/* Telephone numbers and accounts of banks that are told in groups, with words
 * between: "0171, then 23 45, and 678", "DE89 then 3704 ...". */
void number_told_find(struct speech *s, struct spans *out);

#endif
