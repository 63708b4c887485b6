#ifndef KPI_VIEWS_H
#define KPI_VIEWS_H

#include "kpi/compared.h"

/* Drawings of the page, each beside or above the table that says the same. */
void view_dropoff(struct report *r, struct buf *out);

/* What a table of what was compared looks like; most of them have none. */
void view_compared(
    struct report *r, const struct compared *what, struct buf *out);

/* Whether that is small enough to stand beside its table. */
bool view_is_beside(const struct compared *what);

#endif
