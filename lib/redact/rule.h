#ifndef REDACT_RULE_H
#define REDACT_RULE_H

#include <stdbool.h>

#include "base/str.h"
#include "redact/policy.h"

/*
 * The names of what finds something, in counts and spans.  A record that comes
 * in may hold an annotation with others: they could be anything, and what they
 * counted is counted as "other" from then on.
 */
bool rule_is_known(const struct redact_policy *p, struct str name);

extern const struct str rule_other;

#endif
