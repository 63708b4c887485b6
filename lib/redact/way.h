#ifndef REDACT_WAY_H
#define REDACT_WAY_H

#include "json/json.h"

/* The way from the root to what stands in a record, asked for in its order. */
struct way_step {
	uint32_t at;	/* an object or an array, ... */
	uint32_t child; /* the key or the element in it that is gone on to, */
	uint32_t index; /* and how many stand before that */
};

struct way {
	const struct json *json;
	struct way_step steps[JSON_DEPTH];
	size_t n;     /* of these, to where we are */
	size_t known; /* private: with one to a key itself */
};

/* To the root, an object. */
void way_begin(struct way *w, const struct json *j);

/* On to a value in it, or, of a key, to the object that has it. */
void way_to(struct way *w, uint32_t value);

/* The key of a step, or 0 where it leads into an array. */
uint32_t way_key(const struct way *w, size_t step);

#endif
