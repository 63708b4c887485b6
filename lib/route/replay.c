#include "route/replay.h"

#include "route/admit.h"

/* Of what a run of the simulation builds up: queues and able agents. */
#define REPLAY_CEILING ((size_t)1 << 30)

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
		&kept.channel, &kept.language, &kept.intent };

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		*strings[i] = arena_copy(r->words, *strings[i]);
	buf_put(&r->wishes, &kept, sizeof(kept));
}

void
replay_play(const struct replay *r, const struct trial *t, struct heed heed)
{
	const struct wish *wishes = (const void *)r->wishes.p;
	size_t n = r->wishes.n / sizeof(*wishes);
	struct arena run;
	struct sim s;

	arena_init(&run, REPLAY_CEILING);
	sim_init(&s, t->roster, t->rules, t->max_wait_us, &run);
	for (size_t i = 0; i < n; i++) {
		struct contact c = admit(&s, &wishes[i], i);

		sim_add(&s, &c);
	}
	sim_finish(&s);
	for (uint32_t i = 0; i < n; i++)
		heed.tell(heed.arg, &s, sim_contact(&s, i));
	sim_free(&s);
	arena_free(&run);
}
