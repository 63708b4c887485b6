#ifndef ROUTE_CALLBACK_H
#define ROUTE_CALLBACK_H

#include "route/sim.h"

/*
 * Who calls may hang up and be called instead: when it is his turn, or at an
 * appointment; and again, where nobody picks up.  Until he is due, and between
 * two calls, he is away: in no line.
 */

/* What the queue says that offered it, wherever that overflowed to since. */
const struct rule_callback *callback_rule(
    const struct sim *s, const struct contact *c);

/* When one is offered to it; INT64_MAX: never, or no more. */
int64_t callback_offered_us(const struct sim *s, const struct contact *c);

/* Offer one to a contact that has just left its place.  True: it goes away, and
 * does not come back before its appointment. */
bool callback_offer(struct sim *s, uint32_t i);

/* An agent has it, and calls if it hung up; whether somebody picks up. */
bool callback_call(const struct sim *s, struct contact *c);

/* The call that was made is the last one. */
bool callback_is_last(const struct sim *s, const struct contact *c);

/* A call in vain ended: it is away until the next. */
void callback_retry(struct sim *s, uint32_t i, int64_t us);

/* It is in no line from now on. */
void callback_step_out(struct sim *s, struct contact *c);

/* It is away, and due; or never will be. */
void callback_due(struct sim *s, uint32_t i);
void callback_cancel(struct sim *s, uint32_t i);

#endif
