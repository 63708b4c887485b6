#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "friction/map.h"

enum { MOST_MET = 4096 /* of one conversation, the first */ };

/* An item in the conversation in hand. */
struct met {
	uint64_t hash;
	enum item_kind kind;
	uint32_t turn;
	bool first; /* of its like */
	bool troubles[N_TROUBLES];
};

static void *
zalloc(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		die_of_memory();
	return p;
}

struct friction *
friction_new(const struct score_plan *plan, bool texts)
{
	struct friction *f = zalloc(1, sizeof(*f));

	f->score = score_new(plan, false);
	text_init(&f->words);
	f->texts = texts;
	f->items = zalloc(ITEMS_HELD, sizeof(*f->items));
	f->slots = zalloc(SLOTS, sizeof(*f->slots));
	f->most = UINT64_MAX;
	return f;
}

struct score *
friction_score(struct friction *f)
{
	return f->score;
}

static void
drop(struct item *i)
{
	free((char *)i->id.p);
	free((char *)i->text.p);
}

void
friction_free(struct friction *f)
{
	for (size_t i = 0; i < f->n; i++)
		drop(&f->items[i]);
	score_free(f->score);
	buf_free(&f->annotation);
	text_free(&f->words);
	free(f->items);
	free(f->slots);
	free(f->met);
	free(f);
}

/* A slot holds the item's number from 1; 0 is free. */
static uint32_t *
slot_of(const struct friction *f, uint64_t hash)
{
	size_t i = (hash >> 8) % SLOTS;

	while (f->slots[i] && f->items[f->slots[i] - 1].hash != hash)
		i = (i + 1) % SLOTS;
	return &f->slots[i];
}

static int
compare_hashes(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Keep the FRICTION_ITEMS with the smallest hashes, in their order. */
static void
thin(struct friction *f)
{
	qsort(f->items, f->n, sizeof(*f->items), compare_hashes);
	if (f->n > FRICTION_ITEMS) {
		for (size_t i = FRICTION_ITEMS; i < f->n; i++)
			drop(&f->items[i]);
		f->n = FRICTION_ITEMS;
		f->most = f->items[f->n - 1].hash;
	}
	memset(f->slots, 0, SLOTS * sizeof(*f->slots));
	for (size_t i = 0; i < f->n; i++)
		*slot_of(f, f->items[i].hash) = (uint32_t)i + 1;
}

/* The item of a hash, new where there is none; NULL: it is not kept. */
static struct item *
take(struct friction *f, uint64_t hash, enum item_kind kind)
{
	uint32_t *slot;

	if (hash > f->most)
		return NULL;
	if (*(slot = slot_of(f, hash)))
		return &f->items[*slot - 1];
	if (f->n == ITEMS_HELD) {
		thin(f);
		if (hash > f->most)
			return NULL;
		slot = slot_of(f, hash);
	}
	f->items[f->n] = (struct item){ .hash = hash, .kind = kind };
	*slot = (uint32_t)++f->n;
	return &f->items[f->n - 1];
}

static struct str
keep(struct str s)
{
	char *p = zalloc(s.n + 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

/* The first by the conversation's name and then the turn. */
static bool
is_better_example(const struct item *i, struct str id, uint32_t turn)
{
	int order = i->id.p ? str_cmp(id, i->id) : -1;

	return order < 0 || (order == 0 && turn < i->turn);
}

static struct str
excerpt(struct str text)
{
	if (text.n <= EXCERPT)
		return text;
	for (text.n = EXCERPT;
	     text.n && ((unsigned char)text.p[text.n] & 0xc0) == 0x80;)
		text.n--;
	return text;
}

static void
set_example(struct friction *f, struct item *i, struct str id, uint32_t turn,
    struct str text)
{
	if (!is_better_example(i, id, turn))
		return;
	free((char *)i->id.p);
	free((char *)i->text.p);
	i->id = keep(id);
	i->turn = turn;
	i->text = f->texts ? keep(excerpt(text)) : STR("");
	if (!f->texts)
		i->text.p = NULL;
}

/* An intent by its name; where that is what was said, by a place that has it.
 */
static void
set_intent(
    struct friction *f, struct item *i, const struct conv *c, uint32_t turn)
{
	struct str name = c->turns[turn].intent->name;
	struct buf place = { 0 };

	if (f->texts || conv_is_name(name)) {
		set_example(f, i, name, 0, STR(""));
		return;
	}
	buf_cstr(&place, "a text, at ");
	buf_str(&place, c->id);
	buf_printf(&place, "#%u", (unsigned)turn);
	set_example(f, i, buf_view(&place), 0, STR(""));
	buf_free(&place);
}

static void
meet(struct friction *f, uint64_t hash, enum item_kind kind, uint32_t turn)
{
	struct met m = { hash, kind, turn, true, { false } };

	if (f->n_met == MOST_MET)
		return;
	for (size_t i = 0; i < f->n_met && m.first; i++)
		m.first = f->met[i].hash != hash;
	if (f->n_met == f->met_room) {
		f->met_room = f->met_room ? f->met_room * 2 : 64;
		f->met = realloc(f->met, f->met_room * sizeof(*f->met));
		if (!f->met)
			die_of_memory();
	}
	f->met[f->n_met++] = m;
}

static bool
is_german(const struct conv *c)
{
	return c->language.n >= 2 && memcmp(c->language.p, "de", 2) == 0;
}

/* As far as the replay goes: up to a human agent's first word. */
static void
meet_all(struct friction *f, const struct conv *c)
{
	f->n_met = 0;
	for (uint32_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		if (t->private)
			continue;
		if (t->role == ROLE_AGENT)
			break;
		if (t->role == ROLE_BOT && t->text)
			meet(f,
			    template_hash(
				&f->words, conv_text(c, t), is_german(c)),
			    ITEM_UTTERANCE, i);
		if (t->role == ROLE_CUSTOMER && t->intent->name.n)
			meet(f, text_hash(t->intent->name) | 1, ITEM_INTENT, i);
	}
}

static struct met *
find_last(struct friction *f, enum item_kind kind, uint32_t before)
{
	size_t low = 0, high = f->n_met;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (f->met[middle].turn < before)
			low = middle + 1;
		else
			high = middle;
	}
	while (low-- > 0)
		if (f->met[low].kind == kind)
			return &f->met[low];
	return NULL;
}

/* Trouble belongs to the last utterance before `bot` and the last intent
 * before `customer`, turns excluded. */
static void
blame(struct friction *f, enum trouble t, uint32_t bot, uint32_t customer)
{
	struct met *u = find_last(f, ITEM_UTTERANCE, bot);
	struct met *i = find_last(f, ITEM_INTENT, customer);

	if (u)
		u->troubles[t] = true;
	if (i)
		i->troubles[t] = true;
}

static uint32_t
last_customer(const struct conv *c, uint32_t upto)
{
	while (upto > 0 &&
	       (c->turns[upto].role != ROLE_CUSTOMER || c->turns[upto].private))
		upto--;
	return upto;
}

static void
blame_hitches(struct friction *f, const struct conv *c)
{
	struct score_hitch h;

	for (size_t i = 0; score_hitch(f->score, i, &h); i++) {
		uint32_t customer = last_customer(c, h.turn);

		if (h.kind == HITCH_FALLBACK)
			blame(f, TROUBLE_FALLBACK, customer, customer + 1);
		else if (h.kind == HITCH_LOOP)
			blame(f, TROUBLE_LOOP, h.turn + 1, h.turn + 1);
	}
}

static bool
is_exit(const struct conv *c)
{
	for (size_t i = 0; i < c->n_turns; i++)
		if (c->turns[i].role == ROLE_AGENT && !c->turns[i].private)
			return false;
	for (size_t i = 0; i < c->n_events; i++)
		if (c->events[i].type == EVENT_ABANDONED)
			return true;
	return c->resolved == ANSWER_NO;
}

static bool
has_kind(const struct friction *f, enum item_kind kind)
{
	for (size_t i = 0; i < f->n_met; i++)
		if (f->met[i].kind == kind)
			return true;
	return false;
}

static bool
is_troubled(const struct friction *f, enum item_kind kind, enum trouble t)
{
	for (size_t i = 0; i < f->n_met; i++)
		if (f->met[i].kind == kind && f->met[i].troubles[t])
			return true;
	return false;
}

static void
count_all(struct friction *f, const struct conv *c)
{
	for (enum item_kind k = 0; k < N_ITEM_KINDS; k++) {
		f->with[k] += has_kind(f, k);
		for (enum trouble t = 0; t < N_TROUBLES; t++)
			f->troubled[k][t] += is_troubled(f, k, t);
	}
	for (size_t i = 0; i < f->n_met; i++) {
		struct met *m = &f->met[i];
		const struct turn *turn = &c->turns[m->turn];
		struct item *item;

		/* what is said again in a conversation counts once in it */
		if (!m->first)
			continue;
		for (size_t k = i + 1; k < f->n_met; k++)
			for (enum trouble t = 0; t < N_TROUBLES; t++)
				m->troubles[t] |= f->met[k].hash == m->hash &&
						  f->met[k].troubles[t];
		item = take(f, m->hash, m->kind);
		if (!item)
			continue;
		item->seen++;
		for (enum trouble t = 0; t < N_TROUBLES; t++)
			item->count[t] += m->troubles[t];
		if (m->kind == ITEM_INTENT)
			set_intent(f, item, c, m->turn);
		else
			set_example(
			    f, item, c->id, m->turn, conv_text(c, turn));
	}
}

void
friction_add(struct friction *f, const struct conv *c)
{
	struct score_outcome o;

	buf_clear(&f->annotation);
	score_conv(f->score, c, &f->annotation);
	o = score_outcome(f->score);
	meet_all(f, c);
	blame_hitches(f, c);
	if (o.decision == DECISION_ESCALATE)
		blame(f, TROUBLE_ESCALATION, o.turn, o.turn + 1);
	else if (is_exit(c))
		blame(f, TROUBLE_EXIT, UINT32_MAX, UINT32_MAX);
	f->conversations++;
	count_all(f, c);
}

void
friction_merge(struct friction *into, struct friction *from)
{
	into->conversations += from->conversations;
	for (enum item_kind k = 0; k < N_ITEM_KINDS; k++) {
		into->with[k] += from->with[k];
		for (enum trouble t = 0; t < N_TROUBLES; t++)
			into->troubled[k][t] += from->troubled[k][t];
	}
	for (size_t i = 0; i < from->n; i++) {
		const struct item *theirs = &from->items[i];
		struct item *ours = take(into, theirs->hash, theirs->kind);

		if (!ours)
			continue;
		ours->seen += theirs->seen;
		for (enum trouble t = 0; t < N_TROUBLES; t++)
			ours->count[t] += theirs->count[t];
		set_example(into, ours, theirs->id, theirs->turn, theirs->text);
	}
}

const struct item *
map_items(struct friction *f, size_t *n)
{
	thin(f);
	*n = f->n;
	return f->items;
}
