#ifndef TAGGER_TRAIN_FILLERS_H
#define TAGGER_TRAIN_FILLERS_H

#include "base/arena.h"
#include "base/str.h"
#include "tagger/tagger.h"

/* What stands in the slots of made-up lines: see templates.txt. */
struct fillers;

/* `words` is words.tsv. */
struct fillers *fillers_new(struct str words, struct arena *run);

/* One that fits a slot, at random, in small letters; valid until the
 * next call. */
struct str fillers_choose(struct fillers *f, char slot, uint64_t *random);

/* What fills a slot is. */
enum tag fillers_tag(char slot);

/* The same numbers on every machine. */
uint64_t draw(uint64_t *state);

#endif
