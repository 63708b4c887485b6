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

void
replay_play(const struct replay *r, const struct sim_opts *o, struct heed heed,
    struct arena *scratch)
{
	const struct wish *wishes = (const void *)r->wishes.p;
	size_t n = r->wishes.n / sizeof(*wishes);
	struct buf places = { 0 };
	struct sim s;

	sim_init(&s, o, scratch);
	for (size_t i = 0; i < n; i++) {
		struct contact c = admit(&s, &wishes[i], i);
		uint32_t place = sim_add(&s, &c);

		buf_put(&places, &place, sizeof(place));
	}
	sim_finish(&s);
	for (size_t i = 0; i < n; i++)
		heed.tell(heed.arg, &s,
		    sim_contact(&s, ((const uint32_t *)(void *)places.p)[i]));
	buf_free(&places);
	sim_free(&s);
}
