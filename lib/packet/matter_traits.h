#ifndef PACKET_MATTER_TRAITS_H
#define PACKET_MATTER_TRAITS_H

#include <stdbool.h>
#include <stdint.h>

#include "words/words.h"

/* What handling a matter is like, whatever is advised (templates.jq). */
struct matter_trait {
	uint32_t done; /* bits of enum gist_want: its step does them anyway */
	const char *signal; /* of hoff.score, that speaks for it; or NULL */
	bool safety; /* somebody may come to harm: nothing stands before */
	bool urgent; /* it gets worse while other things are talked of */
	bool goods;  /* it may end with another one, or with a repair */
	bool ends;   /* or with the end of a contract, a booking, an order */
	bool priced; /* or with a lower price */
};

/* Of N_MATTERS: of what is not known. */
const struct matter_trait *matter_trait(enum matter m);

/* Whether it may end in an enum gist_want: a card that was replaced is none
 * that a refund is to be had for. */
bool matter_may_end_in(enum matter m, unsigned want);

#endif
