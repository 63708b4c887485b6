#ifndef SCORE_PERSON_H
#define SCORE_PERSON_H

#include "score/reading.h"

/* Private to the room: does a turn ask for a person?  How sure, and where. */
struct request {
	double score;	      /* 0..1 */
	uint32_t first, last; /* tokens */
};

struct request person_request(const struct reading *r);

#endif
