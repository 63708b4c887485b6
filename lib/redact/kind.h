#ifndef REDACT_KIND_H
#define REDACT_KIND_H

#include <stdbool.h>

#include "base/str.h"

/* What is found, the strongest first: where two overlap, it keeps its place. */
enum kind {
	KIND_URL,
	KIND_EMAIL,
	KIND_IBAN,
	KIND_CARD,
	KIND_IP,
	KIND_PHONE,
	KIND_NAME,
	N_KINDS,
	KIND_NOTHING, /* looks like one of them and is none: a date, a UUID */
};

struct str kind_name(enum kind k); /* "CARD" */

/* False when no kind is called so. */
bool kind_named(struct str name, enum kind *k);

/*
 * A placeholder at text[at], <CARD_12>: its kind, its number and where it
 * ends.  <REDACTED> is one of KIND_NOTHING.
 */
bool kind_placeholder(
    struct str text, size_t at, enum kind *k, unsigned *number, size_t *end);

#endif
