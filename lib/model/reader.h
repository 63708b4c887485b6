#ifndef MODEL_READER_H
#define MODEL_READER_H

#include "model/features.h"

/* Private to the room: what a reader remembers. */

const struct model *reader_model(const struct model_reader *r);

/* What the word's own rows, without those of its pairs, add to a head. */
int32_t reader_word(struct model_reader *r, const struct word *w, size_t head);

/* Where a word with this hash is remembered: few of one place are, and push
 * each other out.  For the tests, as what follows. */
size_t reader_place(uint64_t hash);

/* As where the processor has no wide registers. */
void reader_plain(struct model_reader *r);

#endif
