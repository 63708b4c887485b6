#include "diff/window.h"

#include <stdlib.h>

#include "base/die.h"
#include "diff/intern.h"

/* Numbers of places count from 1; 0 is none. */
struct place {
	uint64_t line, id_hash;
	uint32_t id_bytes;
	uint32_t turn, label_turn;
	uint32_t words; /* number of an interned text; 0: paired */
	unsigned char taken, paired, decision, label;

	uint32_t next; /* of the same id, on a later line */

	/* of the first of an id only */
	uint32_t chain; /* first of another id in the bucket */
	uint32_t last;	/* of this id */
	uint32_t free;	/* the first of this id that may still pair */
};

/* What few records say otherwise than others: this, then the bytes of the
 * strings in the order of their sizes. */
struct words {
	double priority;
	uint16_t key, names[N_NAMINGS];
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
	free(r->places);
	free(r->buckets);
	free(r);
}

static struct place *
place_at(const struct ring *r, uint32_t number)
{
	return number ? &r->places[number - 1] : NULL;
}

/* What points to the first of the id: its bucket, or another one's chain. */
static uint32_t *
find(const struct ring *r, const struct digest *g)
{
	uint32_t *at = &r->buckets[(g->id_hash >> 32) & r->mask];

	while (*at) {
		struct place *p = place_at(r, *at);

		if (p->id_hash == g->id_hash && p->id_bytes == g->id_bytes)
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

static void
send_away(struct window *w, enum side side, struct place *p)
{
	unlink_first(w->rings[side], p);
	p->taken = false;
	if (p->paired)
		return;
	intern_drop(w->words, p->words);
	w->only[side]++;
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

static uint32_t
hold_words(struct window *w, const struct digest *g, const struct verdict *v)
{
	struct words words;
	struct buf *b = &w->scratch;

	memset(&words, 0, sizeof(words)); /* what pads it is hashed, too */
	words.priority = v->priority;
	words.key = (uint16_t)g->key.n;
	for (size_t i = 0; i < N_NAMINGS; i++)
		words.names[i] = (uint16_t)v->names[i].n;
	buf_clear(b);
	buf_put(b, &words, sizeof(words));
	buf_str(b, g->key);
	for (size_t i = 0; i < N_NAMINGS; i++)
		buf_str(b, v->names[i]);
	return intern_hold(w->words, buf_view(b));
}

/* What it was: the strings are good until somebody is added. */
static void
recall(const struct window *w, enum side side, const struct place *p,
    struct digest *g)
{
	const char *text = intern_text(w->words, p->words).p;
	struct verdict *v = &g->verdict[side];
	struct words words;

	memcpy(&words, text, sizeof(words));
	text += sizeof(words);
	*g = (struct digest){
		.line = p->line,
		.key = { text, words.key },
		.label = { (enum answer)p->label, p->label_turn },
	};
	text += words.key;
	*v = (struct verdict){
		.decision = (enum decision)p->decision,
		.turn = p->turn,
		.priority = words.priority,
	};
	for (size_t i = 0; i < N_NAMINGS; i++) {
		v->names[i] = (struct str){ text, words.names[i] };
		text += words.names[i];
	}
}

static void
settle_down(struct place *p, enum side side, const struct digest *g)
{
	const struct verdict *v = &g->verdict[side];

	*p = (struct place){
		.line = g->line,
		.id_hash = g->id_hash,
		.id_bytes = g->id_bytes,
		.turn = v->turn,
		.label_turn = g->label.turn,
		.taken = true,
		.decision = (unsigned char)v->decision,
		.label = (unsigned char)g->label.escalate,
	};
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

static void
report_pair(
    struct window *w, const struct digest *old, const struct digest *new)
{
	const struct label *a = &old->label, *b = &new->label;
	struct pair pair = {
		.id = old->id.n ? old->id : new->id,
		.key = old->key,
		.lines = { old->line, new->line },
		.verdict = { old->verdict[SIDE_OLD], new->verdict[SIDE_NEW] },
		.label = a->escalate ? *a : *b,
		.labels_differ =
		    a->escalate && b->escalate &&
		    (a->escalate != b->escalate || a->turn != b->turn),
	};

	w->paired(w->arg, &pair);
}

static void
marry(struct window *w, enum side side, const struct digest *g,
    struct place *other)
{
	struct digest before;

	recall(w, (enum side) !side, other, &before);
	if (side == SIDE_OLD)
		report_pair(w, g, &before);
	else
		report_pair(w, &before, g);
	intern_drop(w->words, other->words);
	other->words = 0;
	other->paired = true;
}

void
window_add(struct window *w, enum side side, const struct digest *g)
{
	struct ring *r = w->rings[side];
	struct place *self, *other;

	if (g->line >= r->n_places)
		send_away_before(w, side, g->line - r->n_places + 1);
	self = join(w, side, g);
	if (!(other = find_partner(w, side, g))) {
		self->words = hold_words(w, g, &g->verdict[side]);
		return;
	}
	self->paired = true;
	/* nobody before it is free, for they would have been chosen */
	place_at(r, *find(r, g))->free = self->next;
	marry(w, side, g, other);
}

void
window_init(struct window *w, size_t reach, size_t lead,
    void (*paired)(void *arg, const struct pair *p), void *arg)
{
	*w = (struct window){ .reach = reach, .paired = paired, .arg = arg };
	w->words = intern_new();
	for (size_t i = 0; i < N_SIDES; i++)
		w->rings[i] = ring_new(reach + lead + 1);
}

void
window_free(struct window *w)
{
	for (size_t i = 0; i < N_SIDES; i++)
		ring_free(w->rings[i]);
	intern_free(w->words);
	buf_free(&w->scratch);
}

void
window_end(struct window *w)
{
	for (size_t i = 0; i < N_SIDES; i++)
		send_away_before(w, (enum side)i, UINT64_MAX);
}
