#include "route/line.h"

#include <stdlib.h>

#include "base/die.h"

enum { BLOCK = 128 };

struct block {
	size_t n;
	struct rank ranks[BLOCK];
};

static struct block **
blocks(const struct line *l)
{
	return (void *)l->blocks.p;
}

static size_t
n_blocks(const struct line *l)
{
	return l->blocks.n / sizeof(struct block *);
}

/* Put a new block at place b. */
static struct block *
insert_block(struct line *l, size_t b)
{
	struct block *new = malloc(sizeof(*new));

	if (!new)
		die_of_memory();
	new->n = 0;
	buf_put(&l->blocks, &new, sizeof(struct block *));
	memmove(blocks(l) + b + 1, blocks(l) + b,
	    (n_blocks(l) - 1 - b) * sizeof(struct block *));
	return blocks(l)[b] = new;
}

/* The block whose part of the line `who` belongs to; *ahead are those in the
 * blocks before it.  There is one.  Most join at the end of a line, and leave
 * at its front. */
static size_t
find_from_end(const struct line *l, const struct rank *who, size_t *ahead)
{
	size_t b = n_blocks(l) - 1;

	*ahead = l->n - blocks(l)[b]->n;
	while (b > 0 && rank_before(who, &blocks(l)[b]->ranks[0]))
		*ahead -= blocks(l)[--b]->n;
	return b;
}

static size_t
find_from_front(const struct line *l, const struct rank *who)
{
	size_t b = 0, n = n_blocks(l);

	while (b + 1 < n && !rank_before(who, &blocks(l)[b + 1]->ranks[0]))
		b++;
	return b;
}

/* How many of the block come before `who`. */
static size_t
find_place(const struct block *b, const struct rank *who)
{
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rank_before(&b->ranks[middle], who))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
split(struct line *l, size_t b)
{
	struct block *full = blocks(l)[b], *half = insert_block(l, b + 1);

	half->n = full->n / 2;
	full->n -= half->n;
	memcpy(
	    half->ranks, full->ranks + full->n, half->n * sizeof(*half->ranks));
}

size_t
line_join(struct line *l, const struct rank *who)
{
	size_t ahead, b, i;
	struct block *block;

	if (!n_blocks(l))
		insert_block(l, 0);
	b = find_from_end(l, who, &ahead);
	if (blocks(l)[b]->n == BLOCK) {
		split(l, b);
		b = find_from_end(l, who, &ahead);
	}
	block = blocks(l)[b];
	i = find_place(block, who);
	memmove(block->ranks + i + 1, block->ranks + i,
	    (block->n++ - i) * sizeof(*who));
	block->ranks[i] = *who;
	l->n++;
	return ahead + i + 1;
}

void
line_leave(struct line *l, const struct rank *who)
{
	size_t b = find_from_front(l, who);
	struct block *block = blocks(l)[b];
	size_t i = find_place(block, who);

	l->n--;
	memmove(block->ranks + i, block->ranks + i + 1,
	    (--block->n - i) * sizeof(*who));
	if (block->n || n_blocks(l) == 1)
		return;
	free(block);
	l->blocks.n -= sizeof(struct block *);
	memmove(blocks(l) + b, blocks(l) + b + 1,
	    (n_blocks(l) - b) * sizeof(struct block *));
}

void
line_free(struct line *l)
{
	for (size_t b = 0; b < n_blocks(l); b++)
		free(blocks(l)[b]);
	buf_free(&l->blocks);
}
