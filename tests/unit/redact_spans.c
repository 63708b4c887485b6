/* Of very many spans, as of a few, each byte is the strongest's. */

#include <stdlib.h>
#include <string.h>

#include "redact/spans.h"

#include "check.h"

/* A cell holds three of a strong kind, and a weaker one that lies over them and
 * is found when all of those have been.  In front stands one by itself, or no
 * batch of a round number would end inside a cell. */
enum { SPANS = 60000, CELL = 20, FRONT = 4 };

static void
check_resolved(size_t n)
{
	static char bytes[FRONT + SPANS / 3 * CELL + CELL];
	static unsigned char strongest[sizeof(bytes)];
	struct spans all = { 0 }, out = { 0 }, spare = { 0 };
	bool ordered = true, right = true;
	size_t at = 0;

	memset(bytes, 'x', sizeof(bytes));
	memset(strongest, N_KINDS, sizeof(strongest));
	memset(strongest, KIND_CARD, FRONT - 1);
	spans_add(&all, (struct span){ .end = FRONT - 1, .kind = KIND_CARD });
	for (size_t i = 0; i < n; i++) {
		bool is_long = i >= n - n / 4;
		size_t cell = is_long ? i - (n - n / 4) : i / 3;
		uint32_t start = FRONT + (uint32_t)(cell * CELL);
		uint32_t end = start + CELL - 1;
		enum kind kind = is_long ? KIND_PLACE : KIND_CARD;

		if (!is_long) {
			start += 2 + (uint32_t)(i % 3) * 5;
			end = start + 1 + (uint32_t)(i * 31 % 5);
		}
		spans_add(&all,
		    (struct span){ .start = start, .end = end, .kind = kind });
		for (uint32_t k = start; k < end; k++)
			if (kind < strongest[k])
				strongest[k] = (unsigned char)kind;
	}
	spans_resolve((struct str){ bytes, sizeof(bytes) }, &all, &out, &spare);
	for (size_t i = 0; i < out.n; i++) {
		const struct span *s = &out.at[i];

		ordered &= s->start >= at && s->end > s->start;
		for (; at < s->start; at++)
			right &= strongest[at] == N_KINDS;
		for (; at < s->end; at++)
			right &= strongest[at] == s->kind;
	}
	for (; at < sizeof(bytes); at++)
		right &= strongest[at] == N_KINDS;
	CHECK(ordered);
	CHECK(right);
	spans_free(&all);
	spans_free(&out);
	spans_free(&spare);
}

int
main(void)
{
	check_resolved(4);
	check_resolved(20000);
	check_resolved(SPANS);
	return checked();
}
