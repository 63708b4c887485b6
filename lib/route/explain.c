#include "route/explain.h"

#include "json/json.h"
#include "route/floor.h"
#include "route/order.h"

enum { MOST_NAMED = 5 };

enum why {
	WHY_LATER, /* could have taken it, and comes later in agent order */
	WHY_SKILL,
	WHY_LANGUAGE,
	WHY_CHANNEL,
	WHY_STEP, /* fits a later step only */
	WHY_NO_ROOM,
	WHY_ON_CALL,
	WHY_RESTING,
	WHY_KEPT,
	WHY_OFF_SHIFT,
	N_WHYS
};

static const char *const names[N_WHYS] = {
	[WHY_LATER] = "later_in_order",
	[WHY_SKILL] = "no_skill",
	[WHY_LANGUAGE] = "no_language",
	[WHY_CHANNEL] = "no_channel",
	[WHY_STEP] = "not_at_this_step",
	[WHY_NO_ROOM] = "no_room",
	[WHY_ON_CALL] = "on_call",
	[WHY_RESTING] = "resting",
	[WHY_KEPT] = "kept",
	[WHY_OFF_SHIFT] = "off_shift",
};

static struct buf *
reason_of(const struct sim *s, uint32_t i)
{
	struct buf *all = (void *)s->reasons.p;

	return &all[i];
}

static enum why
unable(const struct sim *s, const struct contact *c, uint32_t agent)
{
	const struct agent *a = &s->roster->agents[agent];

	if (!has_bit(queue_of(s, c)->skilled, agent))
		return WHY_SKILL;
	if (!roster_speaks(a, c->demand->language))
		return WHY_LANGUAGE;
	return roster_takes(a, c->demand->channel) ? WHY_STEP : WHY_CHANNEL;
}

static enum why
weigh(const struct sim *s, const struct contact *c, uint32_t agent)
{
	static const enum why whys[] = {
		[OBSTACLE_NONE] = WHY_LATER,
		[OBSTACLE_OFF_SHIFT] = WHY_OFF_SHIFT,
		[OBSTACLE_RESTING] = WHY_RESTING,
		[OBSTACLE_ON_CALL] = WHY_ON_CALL,
		[OBSTACLE_NO_ROOM] = WHY_NO_ROOM,
		[OBSTACLE_KEPT] = WHY_KEPT,
	};
	const struct rung *g = &c->demand->rungs[c->step];

	if (!has_bit(g->able, agent))
		return unable(s, c, agent);
	return whys[floor_obstacle(s, agent, c)];
}

/* Who could have taken it comes first, then who is able and is kept from it. */
static bool
is_nearer(enum why a, enum why b)
{
	static const int nearness[N_WHYS] = { [WHY_LATER] = 0,
		[WHY_KEPT] = 1,
		[WHY_RESTING] = 2,
		[WHY_NO_ROOM] = 3,
		[WHY_ON_CALL] = 4,
		[WHY_OFF_SHIFT] = 5,
		[WHY_STEP] = 6,
		[WHY_CHANNEL] = 7,
		[WHY_LANGUAGE] = 8,
		[WHY_SKILL] = 9 };

	return nearness[a] < nearness[b];
}

struct named {
	uint32_t agent;
	enum why why;
};

/* Keep the nearest few, of equals those with the first ids. */
static void
keep(struct named *list, size_t *n, struct named new)
{
	size_t i = *n;

	if (*n < MOST_NAMED)
		++*n;
	else if (!is_nearer(new.why, list[--i].why))
		return;
	for (; i && is_nearer(new.why, list[i - 1].why); i--)
		list[i] = list[i - 1];
	list[i] = new;
}

static void
put(struct buf *b, const struct sim *s, const size_t *counts,
    const struct named *list, size_t n)
{
	bool any = false;

	buf_cstr(b, "{\"agents\":{");
	for (size_t i = 0; i < N_WHYS; i++) {
		if (!counts[i])
			continue;
		if (any)
			buf_char(b, ',');
		any = true;
		buf_printf(b, "\"%s\":%zu", names[i], counts[i]);
	}
	buf_cstr(b, "},\"nearest\":[");
	for (size_t i = 0; i < n; i++) {
		json_next(b);
		buf_cstr(b, "{\"agent\":");
		json_put_string(b, s->roster->agents[list[i].agent].id);
		buf_printf(b, ",\"why\":\"%s\"}", names[list[i].why]);
	}
	buf_cstr(b, "]}");
}

void
explain_clear(struct sim *s, uint32_t i)
{
	if (s->explain)
		buf_clear(reason_of(s, i));
}

void
explain_fate(struct sim *s, uint32_t i)
{
	const struct contact *c = sim_contact(s, i);
	size_t counts[N_WHYS] = { 0 }, n = 0;
	struct named list[MOST_NAMED];

	if (!s->explain)
		return;
	for (uint32_t a = 0; a < s->roster->n_agents; a++) {
		enum why why = weigh(s, c, a);

		if (c->stage == STAGE_IN_HAND && a == c->agent)
			continue;
		counts[why]++;
		keep(list, &n, (struct named){ a, why });
	}
	explain_clear(s, i);
	put(reason_of(s, i), s, counts, list, n);
}

struct str
explain_view(const struct sim *s, uint32_t i)
{
	return s->explain ? buf_view(reason_of(s, i)) : STR("");
}

void
explain_free(struct sim *s)
{
	size_t n = s->reasons.n / sizeof(struct buf);

	for (uint32_t i = 0; i < n; i++)
		buf_free(reason_of(s, i));
	buf_free(&s->reasons);
}
