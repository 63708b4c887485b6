#include "import/piece.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"
#include "gather/gather.h"
#include "import/ids.h"
#include "import/recent.h"
#include "import/stitch.h"

/*
 * Pieces are gathered by key; the lines that come of them are put back in the
 * order in which their conversations began, in which they are as long as all
 * fits in memory.  With a window each is a line as soon as it has been left
 * alone for so many records.
 */
struct place { /* big endian, so that bytes sort as numbers */
	unsigned char number[8];
};

struct import_group {
	const struct import *import;
	struct import_group_opts o;
	void (*emit)(void *arg, struct str line);
	void *arg;
	struct assembly *assembly;
	struct chains *chains; /* until they do not fit: then pieces */
	struct gather *pieces, *lines;
	struct stitcher *stitcher;
	struct recent *recent; /* with a window */
	struct ids *closed;    /* what the window has let go */
	uint64_t n;	       /* pieces so far */
	uint64_t place;	       /* of the conversation in hand */
	struct buf key, all, item;
	struct import_tally early; /* of what the window let go */
};

struct import_group *
import_group_new(const struct import *i, const struct import_group_opts *o,
    void (*emit)(void *arg, struct str line), void *arg)
{
	struct import_group *g = calloc(1, sizeof(*g));

	if (!g)
		die_of_memory();
	g->import = i;
	g->o = *o;
	g->emit = emit;
	g->arg = arg;
	g->assembly = assembly_new(i);
	if (o->stitch_s > 0)
		g->lines = gather_new(o->memory / 2, o->folder);
	if (o->window) {
		g->recent = recent_new();
		g->closed = ids_new(o->memory / 2);
	} else {
		g->chains = chains_new(o->memory / 2);
	}
	if (o->stitch_s > 0)
		g->stitcher = stitcher_new(o);
	return g;
}

static void
free_pieces(struct import_group *g)
{
	if (g->chains)
		chains_free(g->chains);
	if (g->pieces)
		gather_free(g->pieces);
	g->chains = NULL;
	g->pieces = NULL;
}

void
import_group_free(struct import_group *g)
{
	free_pieces(g);
	if (g->lines)
		gather_free(g->lines);
	if (g->stitcher)
		stitcher_free(g->stitcher);
	ids_free(g->closed);
	recent_free(g->recent);
	assembly_free(g->assembly);
	buf_free(&g->key);
	buf_free(&g->all);
	buf_free(&g->item);
	free(g);
}

static struct place
place_of(uint64_t n)
{
	struct place p;

	for (size_t i = 0; i < 8; i++)
		p.number[i] = (unsigned char)(n >> (56 - 8 * i));
	return p;
}

static uint64_t
number_of(struct place p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < 8; i++)
		n = n << 8 | p.number[i];
	return n;
}

static struct str
bytes_of(const struct place *p)
{
	return (struct str){ (const char *)p->number, sizeof(p->number) };
}

/* A conversation is whole. */
static void
take_line(void *arg, struct str line)
{
	struct import_group *g = arg;
	struct place p = place_of(g->place);

	if (g->stitcher)
		stitcher_add(g->stitcher, g->place, line);
	else if (g->lines)
		gather_add(g->lines, bytes_of(&p), line);
	else
		g->emit(g->arg, line);
}

static void
finish(struct import_group *g, const struct buf *key, const struct buf *pieces,
    struct import_tally *t)
{
	assembly_conversations(g->assembly, buf_view(key), buf_view(pieces),
	    g->o.session_gap_s, take_line, g, t);
}

/* The oldest first, so that conversations come in the order of their ends. */
static void
close_older(struct import_group *g, uint64_t than)
{
	const struct buf *key, *pieces;

	while (recent_close(g->recent, than, &key, &pieces)) {
		finish(g, key, pieces, &g->early);
		g->early.apart += ids_add(g->closed, hash_str(buf_view(key)));
	}
}

static void
add_to_window(struct import_group *g, struct str key, struct str piece)
{
	piece_put_keyless(recent_use(g->recent, key, g->n), piece);
	if (g->n > g->o.window)
		close_older(g, g->n - g->o.window);
}

static void
add_to_gather(
    struct import_group *g, uint64_t place, struct str key, struct str piece)
{
	struct place at = place_of(place);

	buf_clear(&g->item);
	buf_str(&g->item, bytes_of(&at));
	buf_str(&g->item, piece);
	gather_add(g->pieces, key, buf_view(&g->item));
}

/* What memory held goes to where the rest will. */
static void
overflow(struct import_group *g)
{
	struct str key, piece;
	size_t nth;

	g->pieces = gather_new(g->o.memory / 2, g->o.folder);
	if (!g->lines)
		g->lines = gather_new(g->o.memory / 2, g->o.folder);
	while (chains_next(g->chains, &key, &piece, &nth))
		add_to_gather(g, nth, key, piece);
	chains_free(g->chains);
	g->chains = NULL;
}

/* Rows say the same of their conversation again and again.  (Only when it ends
 * may be said anew.) */
static bool
is_repeatable(const struct piece *p)
{
	return p->head.kind == PIECE_HEAD && !(p->head.flags & HAS_END);
}

static void
add_to_all(struct import_group *g, const struct piece *p)
{
	if (g->chains &&
	    chains_add(g->chains, p->key, p->keyless, is_repeatable(p)))
		return;
	if (g->chains)
		overflow(g);
	add_to_gather(g, g->n, p->key, p->keyless);
}

void
import_group_add(struct import_group *g, struct str pieces)
{
	struct piece p;

	while (piece_take(&pieces, &p)) {
		if (g->o.window)
			add_to_window(g, p.key, p.keyless);
		else
			add_to_all(g, &p);
		g->n++;
	}
}

void
import_group_line(struct import_group *g, struct str line)
{
	g->place = g->n++;
	take_line(g, line);
}

static void
finish_key(struct import_group *g, struct import_tally *t)
{
	if (g->all.n)
		finish(g, &g->key, &g->all, t);
	buf_clear(&g->all);
}

static bool
next_piece(
    struct import_group *g, struct str *key, struct str *piece, uint64_t *place)
{
	struct place at;
	size_t nth;

	if (g->chains) {
		if (!chains_next(g->chains, key, piece, &nth))
			return false;
		*place = nth;
		return true;
	}
	if (!gather_next(g->pieces, key, piece))
		return false;
	memcpy(&at, piece->p, sizeof(at));
	*place = number_of(at);
	piece->p += sizeof(at);
	piece->n -= sizeof(at);
	return true;
}

static void
finish_pieces(struct import_group *g, struct import_tally *t)
{
	struct str key, piece;
	uint64_t place;

	while (next_piece(g, &key, &piece, &place)) {
		if (g->all.n == 0 || !str_eq(key, buf_view(&g->key))) {
			finish_key(g, t);
			g->place = place;
			buf_clear(&g->key);
			buf_str(&g->key, key);
		}
		piece_put_keyless(&g->all, piece);
	}
	finish_key(g, t);
	free_pieces(g);
}

static void
take_stitched(void *arg, uint64_t place, struct str line)
{
	struct import_group *g = arg;
	struct place p = place_of(place);

	gather_add(g->lines, bytes_of(&p), line);
}

void
import_group_end(struct import_group *g, struct import_tally *t)
{
	struct str key, line;

	if (g->o.window)
		close_older(g, UINT64_MAX);
	else
		finish_pieces(g, t);
	import_tally_add(t, &g->early);
	if (g->stitcher)
		t->conversations -= stitcher_end(g->stitcher, take_stitched, g);
	while (g->lines && gather_next(g->lines, &key, &line))
		g->emit(g->arg, line);
}
