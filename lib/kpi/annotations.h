#ifndef KPI_ANNOTATIONS_H
#define KPI_ANNOTATIONS_H

#include "kpi/fold.h"

/*
 * What the filters before us wrote into one record.  Anybody may have written
 * it: a member of an unexpected type is as good as absent.
 */
struct annotations {
	enum count decision; /* N_ESCALATE, _WATCH, _CONTAIN; or 0 */
	size_t turn;	     /* SIZE_MAX: not said */
	int64_t at_ms;
	size_t asked;	    /* turn of the first evidence of a
			       human request; SIZE_MAX: none */
	unsigned fallbacks; /* in the friction */
	bool frustrated, looped;
	uint32_t trajectory; /* an array, or 0 */
	enum count routed;   /* N_ASSIGNED, _GAVE_UP, _UNSERVED */
	bool target_met;
	bool route_closed;   /* it came out of hours */
	bool route_callback; /* it hung up to be called back */
	double wait_s;
	bool redact_seen, redacted;
	bool packet_seen, packet_ready;
};

/* Also notes in k->names the rules, frictions and redactions it meets. */
void annotations_read(
    struct annotations *a, struct kpi *k, const struct conv *c);

#endif
