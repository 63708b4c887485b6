#include "route/join.h"

#include <stdlib.h>

#include "base/die.h"

/* The last that was heard of a customer. */
struct touch {
	uint64_t customer; /* 0: none */
	uint64_t sequence; /* of his contact */
	uint64_t channel;
	uint32_t contact;
	uint32_t agent;	 /* or NOBODY */
	uint32_t crisis; /* the queue he waits in, if it is one; or NOBODY */
	bool waits, unserved;
	int64_t priority;
	int64_t since_us; /* his wait counts from then */
	int64_t heard_us;
	struct buf id; /* of his conversation, if it has a name */
};

/* Open addressing in a power of two, at most half full. */
struct customers {
	struct touch *touches;
	size_t room, n;
	int64_t within_us;
};

enum { LEAST_ROOM = 256 };

static struct touch *
find(const struct customers *all, uint64_t customer)
{
	size_t i = customer & (all->room - 1);

	while (all->touches[i].customer && all->touches[i].customer != customer)
		i = (i + 1) & (all->room - 1);
	return &all->touches[i];
}

static void
make_room(struct customers *all, size_t room)
{
	all->touches = calloc(room, sizeof(*all->touches));
	if (!all->touches)
		die_of_memory();
	all->room = room;
	all->n = 0;
}

static bool
is_over(const struct customers *all, const struct touch *t, int64_t now)
{
	return !t->waits && now - t->heard_us > all->within_us;
}

/* Forget who was not heard of for too long; what is left is a quarter of the
 * table at most. */
static void
sweep(struct customers *all, int64_t now)
{
	struct customers old = *all;
	size_t n = 0, room = LEAST_ROOM;

	for (size_t i = 0; i < old.room; i++)
		n += old.touches[i].customer &&
		     !is_over(all, &old.touches[i], now);
	while (room < 4 * n)
		room *= 2;
	make_room(all, room);
	for (size_t i = 0; i < old.room; i++) {
		struct touch *t = &old.touches[i];

		if (!t->customer)
			continue;
		if (is_over(&old, t, now)) {
			buf_free(&t->id);
			continue;
		}
		*find(all, t->customer) = *t;
		all->n++;
	}
	free(old.touches);
}

void
join_init(struct sim *s)
{
	const struct rule_join *join = &s->policy->join;

	if (!(join->within_s > 0))
		return;
	s->customers = arena_zalloc(s->run, sizeof(*s->customers));
	s->customers->within_us = route_us(join->within_s);
	make_room(s->customers, LEAST_ROOM);
}

void
join_free(struct sim *s)
{
	struct customers *all = s->customers;

	if (!all)
		return;
	for (size_t i = 0; i < all->room; i++)
		buf_free(&all->touches[i].id);
	free(all->touches);
	for (size_t i = 0; i < s->contacts.n / sizeof(struct contact); i++)
		join_forget(sim_contact(s, (uint32_t)i));
}

void
join_name(const struct sim *s, struct contact *c, struct str id)
{
	if (!s->customers || !c->customer)
		return;
	c->thread = calloc(1, sizeof(*c->thread));
	if (!c->thread)
		die_of_memory();
	buf_str(&c->thread->own, id);
}

void
join_forget(struct contact *c)
{
	if (!c->thread)
		return;
	buf_free(&c->thread->own);
	buf_free(&c->thread->before);
	buf_free(&c->thread->after);
	free(c->thread);
	c->thread = NULL;
}

/* The id of the conversation in hand goes to the touch, the one that was there
 * to the contact that follows it. */
static void
pass_names(struct contact *c, struct touch *new, struct buf *before)
{
	if (c->thread) {
		new->id = c->thread->own;
		c->thread->own = (struct buf){ 0 };
	}
	if (c->thread && c->follows) {
		c->thread->before = *before;
		c->thread->since_us = c->since_us;
	} else {
		buf_free(before);
	}
}

/* What waited under his name goes on as the contact that arrived. */
static void
take_place_of(struct sim *s, uint32_t earlier, struct buf *id)
{
	struct contact *c = sim_contact(s, earlier);

	if (c->thread)
		buf_str(&c->thread->after, buf_view(id));
	sim_give_up(s, earlier, FATE_JOINED);
}

/* Who waits for the help of a crisis queue keeps his place in it, whatever he
 * writes next; false where nobody there could serve him as he comes now. */
static bool
stay_in_crisis(struct sim *s, struct contact *c, const struct touch *before)
{
	struct demand *d = sim_demand(
	    s, before->crisis, c->demand->language, c->demand->channel);

	if (queue_of(s, c)->rule->crisis)
		return true;
	if (d->lack != LACK_NOTHING)
		return false;
	c->demand = d;
	c->asked = before->crisis;
	c->priority = before->priority;
	return true;
}

/* What the earlier contact means for this one. */
static void
follow(struct sim *s, struct contact *c, const struct touch *before)
{
	const struct rule_join *join = &s->policy->join;
	bool waited = before->waits || before->unserved;

	if (waited && join->keep_place && before->crisis != NOBODY)
		waited = stay_in_crisis(s, c, before);
	c->follows = true;
	c->changed = before->channel != c->channel;
	c->had = before->agent;
	c->kept_place = waited && join->keep_place;
	c->cut_off = waited && !join->keep_place;
	if (c->kept_place)
		c->since_us = before->since_us;
	if (c->cut_off)
		c->lost_us = (before->waits ? s->now : before->heard_us) -
			     before->since_us;
	if (join->same_agent && before->agent != NOBODY)
		c->preferred = before->agent;
}

void
join_arrive(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);
	struct customers *all = s->customers;
	struct touch *t, old;
	bool crisis;

	if (!all || !c->customer || c->before != NOBODY)
		return;
	if (2 * all->n >= all->room)
		sweep(all, s->now);
	t = find(all, c->customer);
	old = *t;
	all->n += !old.customer;
	if (old.customer && !is_over(all, &old, s->now))
		follow(s, c, &old);
	crisis = queue_of(s, c)->rule->crisis;
	*t = (struct touch){ .customer = c->customer,
		.sequence = c->sequence,
		.contact = i,
		.channel = c->channel,
		.agent = c->follows ? old.agent : NOBODY,
		.crisis = crisis ? c->demand->queue : NOBODY,
		.waits = true,
		.priority = c->priority,
		.since_us = c->since_us,
		.heard_us = s->now };
	pass_names(c, t, &old.id);
	if (old.waits && c->kept_place)
		take_place_of(s, old.contact, &t->id);
}

/* The touch that is still about this contact, or NULL. */
static struct touch *
touch_of(struct sim *s, const struct contact *c)
{
	struct touch *t;

	if (!s->customers || !c->customer)
		return NULL;
	t = find(s->customers, c->customer);
	return t->customer && t->sequence == c->sequence ? t : NULL;
}

void
join_served(struct sim *s, const struct contact *c)
{
	struct touch *t = touch_of(s, c);

	if (!t)
		return;
	t->waits = t->unserved = false;
	t->agent = c->agent;
	t->heard_us = s->now;
}

void
join_left(struct sim *s, const struct contact *c)
{
	struct touch *t = touch_of(s, c);

	if (!t)
		return;
	t->waits = false;
	t->unserved = true;
	t->heard_us = s->now;
}
