#ifndef KPI_SIGNALS_H
#define KPI_SIGNALS_H

#include "kpi/fold.h"

/*
 * How the signals are spread, for their drift: of each that hoff.score.signals
 * has, "safety.medical=0.9..1.0" is a name that the conversation in hand has.
 * Whole numbers up to 9 are kept as they are, parts of 1 by tenths, what is
 * larger by doubling: 10..20, 20..40.  Texts are no signals in this sense.
 */
void signals_mention(struct kpi *k, const struct json *j, uint32_t signals);

/* The two parts of such a name; false for what is none. */
bool signals_split(struct str name, struct str *signal, struct str *value);

#endif
