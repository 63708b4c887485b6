#ifndef PACKET_HELPLINE_H
#define PACKET_HELPLINE_H

#include "packet/packet.h"

/* The numbers that help in a crisis, by region: the user's own table. */
struct helplines;

/* CSV with the columns region ("KE", or "*" for all others) and number.  Dies
 * on a table that cannot be used, or has no row for all others. */
const struct helplines *helplines_read(
    struct packet_file from, struct arena *run);

struct str helpline_of(const struct helplines *h, struct str region);

#endif
