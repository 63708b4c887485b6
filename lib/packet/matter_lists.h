#ifndef PACKET_MATTER_LISTS_H
#define PACKET_MATTER_LISTS_H

#include "words/words.h"

/* The names of the lists of matters.csv, in their order: phrases of the
 * matters; medicines; and how one checks who is there. */
#define MATTER_LIST(symbol, name) { name, sizeof(name) - 1 },
#define MATTER_LISTS \
	MATTERS(MATTER_LIST){ "drug", 4 }, \
	{ \
		"identity", 8 \
	}

#endif
