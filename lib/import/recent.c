#include "import/recent.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/hash.h"

enum { FIRST_ROOM = 64 };

struct open {
	struct open *older, *newer;
	struct open *next; /* in its place of the table, or of the idle */
	struct buf key, pieces;
	uint64_t hash, used;
};

struct recent {
	struct open *oldest, *newest;
	struct open *idle; /* whose memory is used again */
	struct open **table;
	size_t n, room; /* a power of two */
};

struct recent *
recent_new(void)
{
	struct recent *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	return r;
}

static void
free_open(struct open *o)
{
	buf_free(&o->key);
	buf_free(&o->pieces);
	free(o);
}

void
recent_free(struct recent *r)
{
	if (!r)
		return;
	for (struct open *o = r->oldest, *newer; o; o = newer) {
		newer = o->newer;
		free_open(o);
	}
	for (struct open *o = r->idle, *next; o; o = next) {
		next = o->next;
		free_open(o);
	}
	free(r->table);
	free(r);
}

static void
enter(struct recent *r, struct open *o)
{
	struct open **at = &r->table[o->hash & (r->room - 1)];

	o->next = *at;
	*at = o;
}

static void
grow(struct recent *r)
{
	if (r->n < r->room)
		return;
	free(r->table);
	r->room = r->room ? 2 * r->room : FIRST_ROOM;
	r->table = calloc(r->room, sizeof(struct open *));
	if (!r->table)
		die_of_memory();
	for (struct open *o = r->oldest; o; o = o->newer)
		enter(r, o);
}

static struct open *
find(const struct recent *r, struct str key, uint64_t hash)
{
	struct open *o = r->room ? r->table[hash & (r->room - 1)] : NULL;

	while (o && !(o->hash == hash && str_eq(buf_view(&o->key), key)))
		o = o->next;
	return o;
}

static struct open *
add(struct recent *r, struct str key, uint64_t hash)
{
	struct open *o = r->idle;

	if (o)
		r->idle = o->next;
	else if (!(o = calloc(1, sizeof(*o))))
		die_of_memory();
	buf_clear(&o->key);
	buf_clear(&o->pieces);
	buf_str(&o->key, key);
	o->hash = hash;
	grow(r);
	enter(r, o);
	r->n++;
	return o;
}

static void
unlink_open(struct recent *r, struct open *o)
{
	*(o->older ? &o->older->newer : &r->oldest) = o->newer;
	*(o->newer ? &o->newer->older : &r->newest) = o->older;
}

static void
link_newest(struct recent *r, struct open *o)
{
	o->older = r->newest;
	o->newer = NULL;
	*(o->older ? &o->older->newer : &r->oldest) = o;
	r->newest = o;
}

struct buf *
recent_use(struct recent *r, struct str key, uint64_t n)
{
	uint64_t hash = hash_str(key);
	struct open *o = find(r, key, hash);

	if (o)
		unlink_open(r, o);
	else
		o = add(r, key, hash);
	link_newest(r, o);
	o->used = n;
	return &o->pieces;
}

bool
recent_close(struct recent *r, uint64_t than, const struct buf **key,
    const struct buf **pieces)
{
	struct open *o = r->oldest, **at;

	if (!o || o->used >= than)
		return false;
	unlink_open(r, o);
	at = &r->table[o->hash & (r->room - 1)];
	while (*at != o)
		at = &(*at)->next;
	*at = o->next;
	r->n--;
	o->next = r->idle;
	r->idle = o;
	*key = &o->key;
	*pieces = &o->pieces;
	return true;
}
