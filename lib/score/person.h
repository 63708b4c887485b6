#ifndef SCORE_PERSON_H
#define SCORE_PERSON_H

#include "score/reading.h"

/* Private to the room: does a turn ask for a person?  How sure, and where. */
struct request {
	double score;	      /* 0..1 */
	uint32_t first, last; /* tokens */
};

/* Memory that is used from turn to turn. */
struct people;

struct people *people_new(void);
void people_free(struct people *p);

struct request person_request(struct reading *r, struct people *p);

#endif
