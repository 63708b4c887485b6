#include "diff/window.h"

#include <stdlib.h>

#include "base/die.h"

/* Numbers of places count from 1; 0 is none. */
struct place {
	uint64_t line, id_hash;
	uint32_t id_bytes;
	bool taken, paired;
	unsigned char decision[N_SIDES], label[N_SIDES];
	uint32_t turn[N_SIDES], label_turn[N_SIDES];
	double priority[N_SIDES];
	/* sizes in `text`, in this order */
	uint16_t id, key, names[N_SIDES][N_NAMINGS];
	struct buf text; /* reused by who comes next */

	uint32_t next; /* of the same id, on a later line */

	/* of the first of an id only */
	uint32_t chain; /* first of another id in the bucket */
	uint32_t last;	/* of this id */
	uint32_t free;	/* the first of this id that may still pair */
};

struct ring {
	struct place *places;
	size_t n_places;
	uint32_t *buckets;
	size_t mask;
	uint64_t oldest; /* no earlier line is here */
	uint64_t end;	 /* nor this one or a later one */
};

static struct ring *
ring_new(size_t n)
{
	struct ring *r = calloc(1, sizeof(*r));
	size_t n_buckets = 1;

	while (n_buckets < n)
		n_buckets *= 2;
	if (!r || !(r->places = calloc(n, sizeof(*r->places))) ||
	    !(r->buckets = calloc(n_buckets, sizeof(*r->buckets))))
		die_of_memory();
	r->n_places = n;
	r->mask = n_buckets - 1;
	return r;
}

static void
ring_free(struct ring *r)
{
	/* what was never used has cost no memory, and shall not now */
	for (size_t i = 0; i < r->n_places && i < r->end; i++)
		buf_free(&r->places[i].text);
	free(r->places);
	free(r->buckets);
	free(r);
}

static struct place *
place_at(const struct ring *r, uint32_t number)
{
	return number ? &r->places[number - 1] : NULL;
}

static struct str
place_id(const struct place *p)
{
	return (struct str){ p->text.p, p->id };
}

/* What points to the first of the id: its bucket, or another one's chain. */
static uint32_t *
find(const struct ring *r, const struct digest *g)
{
	uint32_t *at = &r->buckets[(g->id_hash >> 32) & r->mask];

	while (*at) {
		struct place *p = place_at(r, *at);

		if (p->id_hash == g->id_hash && p->id_bytes == g->id_bytes &&
		    str_eq(place_id(p), g->id))
			break;
		at = &p->chain;
	}
	return at;
}

/* Take the first of its id out of the table; the next takes over. */
static void
unlink_first(struct ring *r, const struct place *p)
{
	uint32_t number = (uint32_t)(p - r->places) + 1;
	uint32_t *at = &r->buckets[(p->id_hash >> 32) & r->mask];
	struct place *heir = place_at(r, p->next);

	while (*at != number)
		at = &place_at(r, *at)->chain;
	if (!heir) {
		*at = p->chain;
		return;
	}
	*at = p->next;
	heir->chain = p->chain;
	heir->last = p->last;
	heir->free = p->free == number ? p->next : p->free;
}

static struct label
label_of(const struct place *p, bool *differ)
{
	struct label l[N_SIDES];

	for (size_t i = 0; i < N_SIDES; i++)
		l[i] = (struct label){ (enum answer)p->label[i],
			p->label_turn[i] };
	*differ = l[0].escalate && l[1].escalate &&
		  (l[0].escalate != l[1].escalate || l[0].turn != l[1].turn);
	return l[0].escalate ? l[0] : l[1];
}

static void
report_pair(struct window *w, const struct place *p)
{
	const char *text = p->text.p;
	struct pair pair = { .id = place_id(p) };

	pair.key = (struct str){ text += p->id, p->key };
	text += p->key;
	for (size_t i = 0; i < N_SIDES; i++) {
		pair.verdict[i] = (struct verdict){
			.decision = (enum decision)p->decision[i],
			.turn = p->turn[i],
			.priority = p->priority[i],
		};
		for (size_t k = 0; k < N_NAMINGS; k++) {
			size_t n = p->names[i][k];

			pair.verdict[i].names[k] = (struct str){ text, n };
			text += n;
		}
	}
	pair.label = label_of(p, &pair.labels_differ);
	w->paired(w->arg, &pair);
}

static void
send_away(struct window *w, enum side side, struct place *p)
{
	unlink_first(w->rings[side], p);
	p->taken = false;
	if (!p->paired)
		w->only[side]++;
	else if (side == SIDE_OLD)
		report_pair(w, p);
}

/* In the order of the lines, so that each is the first of its id. */
static void
send_away_before(struct window *w, enum side side, uint64_t line)
{
	struct ring *r = w->rings[side];

	for (; r->oldest < line && r->oldest < r->end; r->oldest++) {
		struct place *p = &r->places[r->oldest % r->n_places];

		if (p->taken && p->line == r->oldest)
			send_away(w, side, p);
	}
}

static void
settle_down(struct place *p, enum side side, const struct digest *g)
{
	const struct verdict *v = &g->verdict[side];
	struct buf text = p->text;

	buf_clear(&text);
	buf_str(&text, g->id);
	buf_str(&text, g->key);
	for (size_t i = 0; i < N_NAMINGS; i++)
		buf_str(&text, v->names[i]);
	*p = (struct place){
		.line = g->line,
		.id_hash = g->id_hash,
		.id_bytes = g->id_bytes,
		.taken = true,
		.id = (uint16_t)g->id.n,
		.key = (uint16_t)g->key.n,
		.text = text,
	};
	p->decision[side] = (unsigned char)v->decision;
	p->turn[side] = v->turn;
	p->priority[side] = v->priority;
	for (size_t i = 0; i < N_NAMINGS; i++)
		p->names[side][i] = (uint16_t)v->names[i].n;
	p->label[side] = (unsigned char)g->label.escalate;
	p->label_turn[side] = g->label.turn;
}

static void
note_duplicate(struct duplicates *d, uint64_t line)
{
	if (d->n < DUPLICATES_NAMED)
		d->lines[d->n] = line;
	d->n++;
}

static struct place *
join(struct window *w, enum side side, const struct digest *g)
{
	struct ring *r = w->rings[side];
	struct place *p = &r->places[g->line % r->n_places], *first;
	uint32_t number = (uint32_t)(p - r->places) + 1, *at;

	settle_down(p, side, g);
	r->end = g->line + 1;
	at = find(r, g);
	if (!(first = place_at(r, *at))) {
		*at = p->last = p->free = number;
		return p;
	}
	if (g->line - place_at(r, first->last)->line <= w->reach)
		note_duplicate(&w->duplicates[side], g->line);
	place_at(r, first->last)->next = number;
	first->last = number;
	if (!first->free)
		first->free = number;
	return p;
}

/* The earliest of the id on the other side that is free and in reach.  Who is
 * too early for this one is too early for all that come. */
static struct place *
find_partner(struct window *w, enum side side, const struct digest *g)
{
	const struct ring *r = w->rings[!side];
	struct place *first = place_at(r, *find(r, g)), *p;

	if (!first)
		return NULL;
	while ((p = place_at(r, first->free)) && p->line + w->reach < g->line)
		first->free = p->next;
	if (!p || p->line > g->line + w->reach)
		return NULL;
	first->free = p->next;
	return p;
}

/* The old one carries both from now on. */
static void
marry(struct place *old, const struct place *new)
{
	size_t before = (size_t) new->id + new->key, n = 0;

	old->decision[SIDE_NEW] = new->decision[SIDE_NEW];
	old->turn[SIDE_NEW] = new->turn[SIDE_NEW];
	old->label[SIDE_NEW] = new->label[SIDE_NEW];
	old->label_turn[SIDE_NEW] = new->label_turn[SIDE_NEW];
	old->priority[SIDE_NEW] = new->priority[SIDE_NEW];
	for (size_t i = 0; i < N_NAMINGS; i++) {
		old->names[SIDE_NEW][i] = new->names[SIDE_NEW][i];
		n += new->names[SIDE_NEW][i];
	}
	buf_put(&old->text, new->text.p + before, n);
}

void
window_add(struct window *w, enum side side, const struct digest *g)
{
	struct ring *r = w->rings[side];
	struct place *self, *other;

	if (g->line >= r->n_places)
		send_away_before(w, side, g->line - r->n_places + 1);
	self = join(w, side, g);
	if (!(other = find_partner(w, side, g)))
		return;
	self->paired = other->paired = true;
	/* nobody before it is free, for they would have been chosen */
	place_at(r, *find(r, g))->free = self->next;
	if (side == SIDE_OLD)
		marry(self, other);
	else
		marry(other, self);
}

void
window_init(struct window *w, size_t reach, size_t lead,
    void (*paired)(void *arg, const struct pair *p), void *arg)
{
	*w = (struct window){ .reach = reach, .paired = paired, .arg = arg };
	for (size_t i = 0; i < N_SIDES; i++)
		w->rings[i] = ring_new(reach + lead + 1);
}

void
window_free(struct window *w)
{
	for (size_t i = 0; i < N_SIDES; i++)
		ring_free(w->rings[i]);
}

void
window_end(struct window *w)
{
	for (size_t i = 0; i < N_SIDES; i++)
		send_away_before(w, (enum side)i, UINT64_MAX);
}
