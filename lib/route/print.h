#ifndef ROUTE_PRINT_H
#define ROUTE_PRINT_H

#include "base/buf.h"

/* Private to the room: a field of CSV that is not the first of its row; empty
 * for NAN. */
void print_csv_number(struct buf *out, double x);

#endif
