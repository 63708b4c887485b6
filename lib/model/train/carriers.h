#ifndef MODEL_TRAIN_CARRIERS_H
#define MODEL_TRAIN_CARRIERS_H

#include "model/train/examples.h"

/* Everyday turns in English, of those to train on, to put texts into: what is
 * said stands among other things. */
struct carriers {
	struct str *items;
	size_t n;
	uint64_t random;
};

void carriers_init(struct carriers *c, const struct examples *e);

uint64_t carriers_draw(struct carriers *c, uint64_t below);

/* A turn before or behind the text. */
struct str carriers_carry(
    struct carriers *c, struct str text, struct arena *arena);

#endif
