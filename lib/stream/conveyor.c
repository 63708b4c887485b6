#include "stream/conveyor.h"

#include <stdlib.h>

#include "base/die.h"

/* Bytes that blocks with giant lines may take beyond the usual, together; a
 * single one may take more. */
enum { GIANTS = 8 << 20 };

struct block *
block_new(void)
{
	struct block *b = calloc(1, sizeof(*b));

	if (!b)
		die_of_memory();
	return b;
}

void
block_free(struct block *b)
{
	if (!b)
		return;
	lines_free(&b->lines);
	free(b->bads);
	buf_free(&b->out);
	free(b);
}

/* Make a used block fit for the next lines, without a giant's memory. */
static void
block_reset(struct block *b)
{
	lines_shrink(&b->lines);
	if (b->out.room > 4 * b->lines.room)
		buf_free(&b->out);
	buf_clear(&b->out);
	b->tally = (struct tally){ 0 };
	b->at = 0;
	b->n_bads = 0;
	b->giant = 0;
}

void
conveyor_init(struct conveyor *c, struct input *in,
    void (*write)(void *arg, struct block *b), void *arg)
{
	*c = (struct conveyor){ .write = write, .arg = arg, .input = in };
	if (pthread_mutex_init(&c->in_lock, NULL) ||
	    pthread_mutex_init(&c->lock, NULL) ||
	    pthread_cond_init(&c->freed, NULL))
		die_of_memory();
}

void
conveyor_free(struct conveyor *c)
{
	for (struct block *b = c->idle, *next; b; b = next) {
		next = b->next;
		block_free(b);
	}
	pthread_mutex_destroy(&c->in_lock);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->freed);
}

void
conveyor_begin(struct conveyor *c, size_t workers)
{
	c->most_blocks = 2 * workers + 1;
}

static void
put_idle(struct conveyor *c, struct block *b)
{
	b->next = c->idle;
	c->idle = b;
	pthread_cond_broadcast(&c->freed);
}

void
conveyor_finish(struct conveyor *c, struct block *b)
{
	struct block **at;

	pthread_mutex_lock(&c->lock);
	for (at = &c->waiting; *at && (*at)->order < b->order;)
		at = &(*at)->next;
	b->next = *at;
	*at = b;
	while (!c->writing && c->waiting && c->waiting->order == c->n_written) {
		struct block *turn = c->waiting;
		size_t giant = turn->giant;

		c->waiting = turn->next;
		c->writing = true;
		pthread_mutex_unlock(&c->lock);
		c->write(c->arg, turn);
		block_reset(turn);
		pthread_mutex_lock(&c->lock);
		c->writing = false;
		c->n_written++;
		c->giants -= giant;
		put_idle(c, turn);
	}
	pthread_mutex_unlock(&c->lock);
}

/* Blocks before this one are in other hands, and need nothing that we hold. */
void
conveyor_spill(struct conveyor *c, struct block *b)
{
	pthread_mutex_lock(&c->lock);
	while (c->writing || c->n_written != b->order)
		pthread_cond_wait(&c->freed, &c->lock);
	c->writing = true;
	pthread_mutex_unlock(&c->lock);
	c->write(c->arg, b);
	pthread_mutex_lock(&c->lock);
	c->writing = false;
	pthread_mutex_unlock(&c->lock);
}

/* A block to read into.  So many are about that each worker can have one while
 * one slow block keeps the others waiting; no more, to bound the memory. */
static struct block *
take_idle(struct conveyor *c)
{
	struct block *b;

	pthread_mutex_lock(&c->lock);
	while (!c->idle && c->n_blocks == c->most_blocks)
		pthread_cond_wait(&c->freed, &c->lock);
	if ((b = c->idle))
		c->idle = b->next;
	else
		c->n_blocks++;
	pthread_mutex_unlock(&c->lock);
	return b ? b : block_new();
}

/*
 * Giants are rare, and each costs its size several times until it is written:
 * wait until few enough are about.  All blocks before this one have been read
 * and need nothing that we hold, so that the wait ends.
 */
static void
wait_for_giants(struct conveyor *c, struct block *b)
{
	pthread_mutex_lock(&c->lock);
	while (c->giants && c->giants + b->giant > GIANTS)
		pthread_cond_wait(&c->freed, &c->lock);
	c->giants += b->giant;
	pthread_mutex_unlock(&c->lock);
}

struct block *
conveyor_next(struct conveyor *c)
{
	struct block *b = take_idle(c);
	bool more;

	pthread_mutex_lock(&c->in_lock);
	more = input_next(c->input, &b->lines);
	if (more) {
		b->order = c->n_read++;
		b->giant = lines_excess(&b->lines);
		if (b->giant)
			wait_for_giants(c, b);
	}
	pthread_mutex_unlock(&c->in_lock);
	if (more)
		return b;
	pthread_mutex_lock(&c->lock);
	put_idle(c, b);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}
