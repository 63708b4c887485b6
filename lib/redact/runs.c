#include "redact/runs.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/octets.h"

static void
make_room(struct runs *r, size_t n)
{
	if (n <= r->room)
		return;
	runs_free(r);
	r->blocks = malloc(2 * n * sizeof(*r->blocks));
	if (!r->blocks)
		die_of_memory();
	*r->blocks++ = (struct run_block){ { 0 } };
	r->room = 2 * n;
}

static inline __attribute__((always_inline)) void
mark(struct run_block *b, struct octets x, unsigned shift)
{
	uint64_t digits = OCTETS_BITS(x.c - '0' < 10);
	uint64_t letters = OCTETS_BITS((x.c | 0x20) - 'a' < 26);
	uint64_t others = OCTETS_BITS((x.c == '-') | (x.c == '_'));
	uint64_t joints =
	    OCTETS_BITS((x.c - '(' < 8) | (x.c == ' ') | (x.c - '\t' < 2) |
			(x.c == '\r') | (x.c == '_') | (x.c == '|'));

	b->bits[RUN_DIGITS] |= digits << shift;
	b->bits[RUN_LETTERS] |= letters << shift;
	b->bits[RUN_TOKEN] |= (digits | letters | others) << shift;
	b->bits[RUN_JOINTS] |= joints << shift;
}

void
runs_mark(struct runs *r, struct str text)
{
	static const struct run_block nothing;
	size_t n = text.n / RUN_BLOCK, at = 0;

	make_room(r, n + 4);
	for (size_t b = 0; b < n + 3; b++)
		r->blocks[b] = nothing;
	for (; at + OCTETS <= text.n; at += OCTETS)
		mark(&r->blocks[at / RUN_BLOCK], octets_load(text.p + at),
		    at % RUN_BLOCK);
	if (at < text.n)
		mark(&r->blocks[at / RUN_BLOCK],
		    octets_load_some(text.p + at, text.n - at), at % RUN_BLOCK);
}

void
runs_free(struct runs *r)
{
	if (r->room)
		free(r->blocks - 1);
	*r = (struct runs){ 0 };
}
