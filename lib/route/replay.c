#include "route/replay.h"

#include "route/admit.h"

void
replay_init(struct replay *r, struct arena *words)
{
	*r = (struct replay){ .words = words };
}

void
replay_free(struct replay *r)
{
	buf_free(&r->wishes);
}

void
replay_keep(struct replay *r, const struct wish *w)
{
	struct wish kept = *w;
	struct str *strings[] = { &kept.id, &kept.customer, &kept.queue,
		&kept.channel, &kept.language, &kept.intent, &kept.preferred };

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		*strings[i] = arena_copy(r->words, *strings[i]);
	buf_put(&r->wishes, &kept, sizeof(kept));
}

size_t
replay_count(const struct replay *r)
{
	return r->wishes.n / sizeof(struct wish);
}

const struct wish *
replay_wish(const struct replay *r, size_t i)
{
	const struct wish *wishes = (const void *)r->wishes.p;

	return &wishes[i];
}

/* From when on the i-th contact comes and all after it, which may stand out of
 * order. */
static int64_t *
find_floors(const struct wish *wishes, size_t n, struct arena *a)
{
	int64_t *floors = arena_array(a, n + 1, sizeof(*floors));

	floors[n] = INT64_MAX;
	for (size_t i = n; i-- > 0;) {
		int64_t us = wishes[i].arrival_us;

		floors[i] = us == CONV_NO_TIME || us > floors[i + 1]
				? floors[i + 1]
				: us;
	}
	return floors;
}

/* Tell the fates that are certain, up to the first that is not; the result is
 * its number. */
static size_t
tell_certain(
    struct sim *s, const struct buf *places, size_t told, struct heed heed)
{
	size_t n = places->n / sizeof(uint32_t);

	for (; told < n; told++) {
		uint32_t i = ((const uint32_t *)(void *)places->p)[told];

		if (sim_contact(s, i)->fate == FATE_OPEN)
			break;
		heed.tell(heed.arg, s, sim_contact(s, i));
		sim_forget(s, i);
	}
	return told;
}

void
replay_play(const struct replay *r, const struct sim_opts *o, struct heed heed,
    struct arena *scratch)
{
	const struct wish *wishes = (const void *)r->wishes.p;
	size_t n = r->wishes.n / sizeof(*wishes), told = 0;
	const int64_t *floors = find_floors(wishes, n, scratch);
	struct buf places = { 0 };
	struct sim s;

	sim_init(&s, o, scratch);
	for (size_t i = 0; i < n; i++) {
		struct contact c = admit(&s, &wishes[i], i);
		uint32_t place = sim_add(&s, &c);

		buf_put(&places, &place, sizeof(place));
		sim_run(&s, floors[i + 1]);
		told = tell_certain(&s, &places, told, heed);
	}
	sim_finish(&s);
	tell_certain(&s, &places, told, heed);
	buf_free(&places);
	sim_free(&s);
}
