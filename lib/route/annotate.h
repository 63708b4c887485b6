#ifndef ROUTE_ANNOTATE_H
#define ROUTE_ANNOTATE_H

#include "base/buf.h"
#include "base/str.h"
#include "route/sim.h"

/*
 * hoff.route in two parts: what is certain only when a contact's fate is, and
 * what can be said when its record is read.
 */
void annotate_fate(struct buf *b, const struct sim *s, uint32_t contact);
void annotate_rest(struct buf *b, const struct sim *s, const struct contact *c,
    struct str channel, struct str unknown_queue);

#endif
