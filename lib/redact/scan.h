#ifndef REDACT_SCAN_H
#define REDACT_SCAN_H

#include <stdbool.h>

#include "redact/find.h"

/* Ask every recogniser about f->view, into f->candidates.  False: a pattern
 * could not be decided. */
bool scan_view(struct finder *f, const struct passage *p);

/* Whether a text can hold anything that a recogniser of ours looks for: most
 * cannot, and cost no more. */
bool scan_is_quiet(struct str s);

#endif
