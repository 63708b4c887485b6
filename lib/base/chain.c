#include "base/chain.h"

/* Those of `a` come first where they are equal. */
static uint32_t
merge(const struct chain *c, uint32_t a, uint32_t b)
{
	uint32_t first, *last = &first;

	while (a != CHAIN_END && b != CHAIN_END) {
		uint32_t *from = c->compare(c->of, a, b) <= 0 ? &a : &b;

		*last = *from;
		last = c->link(c->of, *from);
		*from = *last;
	}
	*last = a != CHAIN_END ? a : b;
	return first;
}

/* Of those read so far, sorted[k] are 2^k in a row. */
uint32_t
chain_sort(const struct chain *c, uint32_t n)
{
	uint32_t sorted[32], all = CHAIN_END;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t run = i, k = 0;

		*c->link(c->of, i) = CHAIN_END;
		for (; i >> k & 1; k++)
			run = merge(c, sorted[k], run);
		sorted[k] = run;
	}
	for (uint32_t k = 0; k < 32; k++)
		if (n >> k & 1)
			all = merge(c, sorted[k], all);
	return all;
}
