#include "diff/told.h"

#include <stdlib.h>

#include "base/die.h"

void
told_init(struct told *t, size_t lead, void (*tell)(void *arg, struct str text),
    void *arg)
{
	*t = (struct told){ .lead = lead, .tell = tell, .arg = arg };
	t->waiting = calloc(lead + 1, sizeof(*t->waiting));
	if (!t->waiting)
		die_of_memory();
}

static struct buf *
place_of(const struct told *t, uint64_t line)
{
	return t->waiting[line % (t->lead + 1)];
}

void
told_free(struct told *t)
{
	for (; t->next < t->past; t->next++)
		for (size_t k = 0; k < N_SIDES; k++)
			buf_free(&place_of(t, t->next)[k]);
	free(t->waiting);
}

/* Of two pairs that end at one line the one whose new line it is has the
 * earlier old one. */
struct buf *
told_of(struct told *t, const struct pair *p)
{
	uint64_t old = p->lines[SIDE_OLD], new = p->lines[SIDE_NEW];
	uint64_t later = old < new ? new : old;

	if (t->past <= later)
		t->past = later + 1;
	return old < new ? &place_of(t, new)[0] : &place_of(t, old)[1];
}

static void
tell_before(struct told *t, uint64_t end)
{
	for (; t->next < end; t->next++)
		for (size_t k = 0; k < N_SIDES; k++) {
			struct buf *b = &place_of(t, t->next)[k];

			if (b->n)
				t->tell(t->arg, buf_view(b));
			buf_free(b);
		}
}

/* A side that is more than `lead` lines behind has ended, or what is between
 * is no record. */
static uint64_t
seen_of(const struct told *t, enum side side)
{
	uint64_t other = t->end[!side];
	uint64_t at_least = other > t->lead ? other - t->lead : 0;

	return t->end[side] > at_least ? t->end[side] : at_least;
}

void
told_next(struct told *t, enum side side, uint64_t line)
{
	uint64_t old, new;

	t->end[side] = line;
	old = seen_of(t, SIDE_OLD);
	new = seen_of(t, SIDE_NEW);
	tell_before(t, old < new ? old : new);
}

void
told_end(struct told *t)
{
	tell_before(t, t->past);
}
