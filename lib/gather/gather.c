#include "gather/gather.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/die.h"

enum {
	LEAST_READ = 64 << 10, /* bytes of a run that are read at once */
	MOST_RUNS = 256,       /* then they become one, to bound the buffers */
	CHUNK = 256 << 10,     /* bytes written at once */
};

struct head { /* in front of a key and its piece */
	uint32_t key, piece;
};

struct place {		 /* of a piece in memory */
	uint64_t prefix; /* the key's first bytes, for a quick answer */
	size_t at;
};

/* Its place, and as much again where a sort puts it. */
enum { EACH = 2 * sizeof(struct place) };

struct run {
	off_t at, end; /* in the file, what has not been read */
	struct buf buf;
	size_t used; /* of it */
	struct str key, piece;
};

struct gather {
	size_t memory;
	const char *folder;
	struct buf bytes; /* heads, keys and pieces */
	struct place *places;
	size_t n, room, next;

	int fd; /* of all runs, -1 before the first */
	off_t size;
	struct run *runs;
	size_t n_runs, *heap, n_heap;
	bool sorted;
};

struct gather *
gather_new(size_t memory, const char *folder)
{
	struct gather *g = calloc(1, sizeof(*g));

	if (!g)
		die_of_memory();
	g->memory = memory;
	g->folder = folder;
	g->fd = -1;
	return g;
}

void
gather_free(struct gather *g)
{
	for (size_t i = 0; i < g->n_runs; i++)
		buf_free(&g->runs[i].buf);
	if (g->fd >= 0)
		close(g->fd);
	free(g->runs);
	free(g->heap);
	free(g->places);
	buf_free(&g->bytes);
	free(g);
}

static uint64_t
prefix_of(struct str key)
{
	uint64_t v = 0;

	for (size_t i = 0; i < 8; i++)
		v = v << 8 | (i < key.n ? (unsigned char)key.p[i] : 0);
	return v;
}

static void
read_piece(const char *p, struct str *key, struct str *piece)
{
	struct head h;

	memcpy(&h, p, sizeof(h));
	*key = (struct str){ p + sizeof(h), h.key };
	*piece = (struct str){ key->p + h.key, h.piece };
}

static int
by_key(const void *a, const void *b, void *bytes)
{
	const struct place *x = a, *y = b;
	struct str k, l, ignored;
	int c;

	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	read_piece((const char *)bytes + x->at, &k, &ignored);
	read_piece((const char *)bytes + y->at, &l, &ignored);
	c = str_cmp(k, l);
	return c ? c : (x->at > y->at) - (x->at < y->at);
}

/* What is sorted already, as most logs nearly are, costs one look. */
static void
sort(struct gather *g)
{
	for (size_t i = 1; i < g->n; i++)
		if (by_key(&g->places[i - 1], &g->places[i], g->bytes.p) > 0) {
			qsort_r(g->places, g->n, sizeof(*g->places), by_key,
			    g->bytes.p);
			return;
		}
}

/* A file without a name: the system takes it away when we end. */
static int
open_spill(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char name[4096];

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR &&
			   errno != EINVAL && errno != ENOENT))
		return fd;
	if (snprintf(name, sizeof(name), "%s/hoff-XXXXXX", folder) >=
	    (int)sizeof(name))
		return -1;
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	return fd;
}

static void
spill_bytes(struct gather *g, const char *p, size_t n)
{
	while (n) {
		ssize_t done = pwrite(g->fd, p, n, g->size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			die("%s: %s", g->folder,
			    done ? strerror(errno) : "nothing can be written");
		p += done;
		n -= (size_t)done;
		g->size += done;
	}
}

static struct run *
add_run(struct gather *g)
{
	g->runs = realloc(g->runs, (g->n_runs + 1) * sizeof(*g->runs));
	if (!g->runs)
		die_of_memory();
	g->runs[g->n_runs] = (struct run){ .at = g->size };
	return &g->runs[g->n_runs++];
}

static void
put_piece(struct buf *b, struct str key, struct str piece)
{
	struct head h = { (uint32_t)key.n, (uint32_t)piece.n };

	buf_put(b, &h, sizeof(h));
	buf_str(b, key);
	buf_str(b, piece);
}

/* All of `from` that is left, in order, as one run. */
static void merge_runs(struct gather *g);

static void
spill(struct gather *g)
{
	struct buf out = { 0 };
	struct run *r;

	if (g->fd < 0 && (g->fd = open_spill(g->folder)) < 0)
		die("%s: %s", g->folder, strerror(errno));
	if (g->n_runs == MOST_RUNS)
		merge_runs(g);
	sort(g);
	r = add_run(g);
	for (size_t i = 0; i < g->n; i++) {
		struct str key, piece;

		read_piece(g->bytes.p + g->places[i].at, &key, &piece);
		put_piece(&out, key, piece);
		if (out.n > CHUNK || i + 1 == g->n) {
			spill_bytes(g, out.p, out.n);
			buf_clear(&out);
		}
	}
	r->end = g->size;
	buf_free(&out);
	buf_clear(&g->bytes);
	g->n = 0;
}

void
gather_add(struct gather *g, struct str key, struct str piece)
{
	size_t more = sizeof(struct head) + key.n + piece.n;

	if (g->n && g->bytes.n + more + g->n * EACH > g->memory)
		spill(g);
	if (g->n == g->room) {
		g->room = g->room ? g->room * 2 : 1024;
		g->places =
		    reallocarray(g->places, g->room, sizeof(*g->places));
		if (!g->places)
			die_of_memory();
	}
	g->places[g->n++] = (struct place){ prefix_of(key), g->bytes.n };
	put_piece(&g->bytes, key, piece);
}

static void
fill(struct gather *g, struct run *r, size_t want)
{
	size_t read_at_once = g->memory / (g->n_runs + 1);

	if (read_at_once < LEAST_READ)
		read_at_once = LEAST_READ;
	if (r->used) {
		memmove(r->buf.p, r->buf.p + r->used, r->buf.n - r->used);
		r->buf.n -= r->used;
		r->used = 0;
	}
	if (want < read_at_once)
		want = read_at_once;
	buf_reserve(&r->buf, want - r->buf.n);
	while (r->buf.n < want && r->at < r->end) {
		size_t n = want - r->buf.n;
		ssize_t got;

		if ((off_t)n > r->end - r->at)
			n = (size_t)(r->end - r->at);
		got = pread(g->fd, r->buf.p + r->buf.n, n, r->at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("%s: %s", g->folder,
			    got ? strerror(errno) : "a file has shrunk");
		r->buf.n += (size_t)got;
		r->at += got;
	}
}

/* The next piece of a run; false at its end. */
static bool
step(struct gather *g, struct run *r)
{
	struct head h;
	size_t n;

	r->used += r->key.p ? sizeof(h) + r->key.n + r->piece.n : 0;
	if (r->buf.n - r->used < sizeof(h))
		fill(g, r, sizeof(h));
	if (r->buf.n - r->used < sizeof(h))
		return false;
	memcpy(&h, r->buf.p + r->used, sizeof(h));
	n = sizeof(h) + h.key + h.piece;
	if (r->buf.n - r->used < n)
		fill(g, r, n);
	read_piece(r->buf.p + r->used, &r->key, &r->piece);
	return true;
}

static bool
comes_before(const struct gather *g, size_t a, size_t b)
{
	int c = str_cmp(g->runs[a].key, g->runs[b].key);

	return c ? c < 0 : a < b;
}

static void
sift(struct gather *g, size_t i)
{
	for (;;) {
		size_t least = i, was = g->heap[i];

		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < g->n_heap; k++)
			if (comes_before(g, g->heap[k], g->heap[least]))
				least = k;
		if (least == i)
			return;
		g->heap[i] = g->heap[least];
		g->heap[least] = was;
		i = least;
	}
}

static void
begin_merge(struct gather *g)
{
	g->heap = reallocarray(g->heap, g->n_runs + 1, sizeof(*g->heap));
	if (!g->heap)
		die_of_memory();
	g->n_heap = 0;
	for (size_t i = 0; i < g->n_runs; i++)
		if (step(g, &g->runs[i]))
			g->heap[g->n_heap++] = i;
	for (size_t i = g->n_heap; i-- > 0;)
		sift(g, i);
}

/* The run whose piece is next; what it showed before is done with. */
static struct run *
next_run(struct gather *g, bool first)
{
	if (!first && !step(g, &g->runs[g->heap[0]]))
		g->heap[0] = g->heap[--g->n_heap];
	if (g->n_heap == 0)
		return NULL;
	sift(g, 0);
	return &g->runs[g->heap[0]];
}

/* The space of the runs that were is not used again: they are few. */
static void
merge_runs(struct gather *g)
{
	off_t start = g->size;
	struct buf out = { 0 };
	bool first = true;

	begin_merge(g);
	for (struct run *r; (r = next_run(g, first)); first = false) {
		put_piece(&out, r->key, r->piece);
		if (out.n > CHUNK) {
			spill_bytes(g, out.p, out.n);
			buf_clear(&out);
		}
	}
	spill_bytes(g, out.p, out.n);
	buf_free(&out);
	for (size_t i = 0; i < g->n_runs; i++)
		buf_free(&g->runs[i].buf);
	g->n_runs = 1;
	g->runs[0] = (struct run){ .at = start, .end = g->size };
}

bool
gather_next(struct gather *g, struct str *key, struct str *piece)
{
	bool first = !g->sorted;
	struct run *r;

	g->sorted = true;
	if (g->n_runs == 0) {
		if (first)
			sort(g);
		if (g->next == g->n)
			return false;
		read_piece(g->bytes.p + g->places[g->next++].at, key, piece);
		return true;
	}
	if (first) {
		if (g->n)
			spill(g);
		buf_free(&g->bytes);
		begin_merge(g);
	}
	if (!(r = next_run(g, first)))
		return false;
	*key = r->key;
	*piece = r->piece;
	return true;
}
