#ifndef REDACT_OPERATOR_H
#define REDACT_OPERATOR_H

#include <stdbool.h>

#include "base/str.h"
#include "redact/kind.h"

/* What is written in the place of what was found. */
#define OPERATORS(X) \
	X(PLACEHOLDER, "placeholder") /* <CARD_1> */ \
	X(MASK, "mask")		      /* ************1111 */ \
	X(TRUNCATE, "truncate")	      /* 411111******1111 */ \
	X(PSEUDONYM, "pseudonym")   /* <CARD_ and 26 letters>, under a key */ \
	X(SURROGATE, "surrogate")   /* another one, of a reserved range */ \
	X(GENERALISE, "generalise") /* 1980, 40-49, 021 */ \
	X(SHIFT, "shift")	    /* a date, by the customer's days */ \
	X(DROP, "drop")		    /* nothing */ \
	X(KEEP, "keep")		    /* itself: not looked for */

#define OPERATOR_ENUM(name, word) OP_##name,
enum operation { OPERATORS(OPERATOR_ENUM) N_OPERATORS };
#undef OPERATOR_ENUM

struct str operator_name(enum operation op);
bool operator_named(struct str name, enum operation *op);
struct str operator_nearest(struct str name);

/* Whether a kind can be written so.  Security codes are never kept, in part or
 * under a key (PCI DSS 3.3.1). */
bool operator_fits(enum operation op, enum kind k);

/* Whether it takes a key. */
bool operator_is_keyed(enum operation op);

#endif
