#include "route/diary.h"

#include <stdlib.h>

#include "base/die.h"

enum { LEAST_ROOM = 64 };

#define DAY_US INT64_C(86400000000)

static struct booking *
find(const struct diary *d, int64_t at_us)
{
	uint64_t hash = (uint64_t)at_us * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(hash >> 20) & (d->room - 1);

	while (d->bookings[i].used && d->bookings[i].at_us != at_us)
		i = (i + 1) & (d->room - 1);
	return &d->bookings[i];
}

/* Forget what is over; what is left is a quarter of the table at most. */
static void
sweep(struct diary *d, int64_t now_us)
{
	const struct diary old = *d;
	size_t n = 0, room = LEAST_ROOM;

	for (size_t i = 0; i < old.room; i++)
		n += old.bookings[i].used && old.bookings[i].at_us >= now_us;
	while (room < 4 * n)
		room *= 2;
	*d = (struct diary){ calloc(room, sizeof(*d->bookings)), room, n };
	if (!d->bookings)
		die_of_memory();
	for (size_t i = 0; i < old.room; i++)
		if (old.bookings[i].used && old.bookings[i].at_us >= now_us)
			*find(d, old.bookings[i].at_us) = old.bookings[i];
	free(old.bookings);
}

struct booking *
diary_at(struct diary *d, int64_t at_us, int64_t now_us)
{
	struct booking *b;

	if (2 * d->n >= d->room)
		sweep(d, now_us);
	b = find(d, at_us);
	if (!b->used) {
		*b = (struct booking){ at_us, NOT_LOOKED_AT, 0, true };
		d->n++;
	}
	return b;
}

void
diary_free(struct diary *d)
{
	free(d->bookings);
	*d = (struct diary){ 0 };
}

/* How far clocks are ahead of UTC. */
static int64_t
ahead_us(const struct zone *z, int64_t us)
{
	int64_t second = us / 1000000 - (us % 1000000 < 0);
	struct civil c;

	return z && zone_local(z, second, &c) ? (int64_t)c.offset_s * 1000000
					      : 0;
}

/* The last beginning up to a time on the wall. */
static int64_t
begun(int64_t wall_us, int64_t slot_us)
{
	int64_t into = (wall_us % DAY_US + DAY_US) % DAY_US;

	return wall_us - into % slot_us;
}

/* The first beginning from a time on the wall on. */
static int64_t
begins(int64_t wall_us, int64_t slot_us)
{
	int64_t last = begun(wall_us, slot_us);
	int64_t midnight = begun(wall_us, DAY_US) + DAY_US;

	if (last == wall_us)
		return wall_us;
	return last + slot_us < midnight ? last + slot_us : midnight;
}

int64_t
diary_next_us(const struct zone *z, int64_t us, int64_t slot_us)
{
	int64_t ahead = ahead_us(z, us);
	int64_t next = begins(us + ahead, slot_us) - ahead, changed, early;

	changed = ahead_us(z, next);
	if (changed == ahead)
		return next;
	/* clocks have changed on the way: one that has begun since, too */
	early = begun(next + changed, slot_us) - changed;
	if (early > us && ahead_us(z, early) == changed)
		return early;
	return begins(next + changed, slot_us) - changed;
}
