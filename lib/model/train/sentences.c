#include "model/train/training.h"

void
card_sentences(const struct training *t, struct buf *out)
{
	(void)t;
	(void)out;
}
void
card_swaps(const struct training *t, struct buf *out)
{
	(void)t;
	(void)out;
}
