#ifndef REDACT_BIC_H
#define REDACT_BIC_H

#include "redact/seeker.h"

/* Codes of banks (ISO 9362) have letters only, perhaps: they are known by the
 * word before them, "BIC: DEUTDEFF", or by their member's name. */
extern const struct seeker bic_seeker;

#endif
