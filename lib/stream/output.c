#include "stream/output.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "stream/file.h"
#include "stream/stream.h"

enum {
	MEMBER = 1024 * 1024, /* bytes packed at once */
	PIPE = 1024 * 1024,   /* what we ask of a pipe */
};

/* A gzip member on its way: raw bytes in, packed bytes out, then written when
 * all before it are. */
struct member {
	struct member *next;
	uint64_t order;
	struct buf bytes;
};

struct output {
	const char *name;
	struct file file; /* with -o */
	int fd;
	uint64_t bytes;

	bool packed;
	struct buf filling;   /* the member that is being filled */
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t wrote;
	struct member *raw, **raw_end;
	struct member *done; /* packed, sorted by order */
	uint64_t n_members, n_written, most_waiting;
	bool writing;
};

static bool
ends_in_gz(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && !strcmp(name + n - 3, ".gz");
}

struct output *
output_open(const char *name, size_t packers)
{
	struct output *o = calloc(1, sizeof(*o));
	struct stat st;

	if (!o || pthread_mutex_init(&o->lock, NULL) ||
	    pthread_cond_init(&o->wrote, NULL))
		die_of_memory();
	o->raw_end = &o->raw;
	o->most_waiting = 2 * packers;
	o->file.fd = -1;
	if (name) {
		file_create(&o->file, name);
		o->name = name;
		o->fd = o->file.fd;
		o->packed = ends_in_gz(name);
	} else {
		o->name = "standard output";
		o->fd = STDOUT_FILENO;
	}
	if (!fstat(o->fd, &st) && S_ISFIFO(st.st_mode))
		fcntl(o->fd, F_SETPIPE_SZ, PIPE);
	return o;
}

static void
pack(struct member *m)
{
	z_stream z = { 0 };
	struct buf packed = { 0 };

	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY))
		die_of_memory();
	buf_reserve(&packed, deflateBound(&z, m->bytes.n));
	z.next_in = (unsigned char *)m->bytes.p;
	z.avail_in = (unsigned)m->bytes.n;
	z.next_out = (unsigned char *)packed.p;
	z.avail_out = (unsigned)packed.room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		die("zlib: %s", z.msg ? z.msg : "cannot pack");
	packed.n = packed.room - z.avail_out;
	deflateEnd(&z);
	buf_free(&m->bytes);
	m->bytes = packed;
}

/* Write the packed members whose turn it is.  Called with the lock held. */
static void
write_members(struct output *o)
{
	if (o->writing)
		return;
	o->writing = true;
	while (o->done && o->done->order == o->n_written) {
		struct member *m = o->done;

		o->done = m->next;
		pthread_mutex_unlock(&o->lock);
		file_write(o->fd, o->name, m->bytes.p, m->bytes.n);
		buf_free(&m->bytes);
		free(m);
		pthread_mutex_lock(&o->lock);
		o->n_written++;
		pthread_cond_broadcast(&o->wrote);
	}
	o->writing = false;
}

/* Pack one member that nobody packs yet; false when there is none.  Called
 * with the lock held. */
static bool
pack_one(struct output *o)
{
	struct member *m = o->raw, **at = &o->done;

	if (!m)
		return false;
	if (!(o->raw = m->next))
		o->raw_end = &o->raw;
	pthread_mutex_unlock(&o->lock);
	pack(m);
	pthread_mutex_lock(&o->lock);
	while (*at && (*at)->order < m->order)
		at = &(*at)->next;
	m->next = *at;
	*at = m;
	write_members(o);
	return true;
}

void
output_help(struct output *o)
{
	if (!o->packed)
		return;
	pthread_mutex_lock(&o->lock);
	while (pack_one(o))
		continue;
	pthread_mutex_unlock(&o->lock);
}

/* Queue the member being filled.  A disk that is slower than the workers must
 * not fill the memory: what waits is bounded. */
static void
close_member(struct output *o)
{
	struct member *m = calloc(1, sizeof(*m));

	if (!m)
		die_of_memory();
	m->bytes = o->filling;
	o->filling = (struct buf){ 0 };
	pthread_mutex_lock(&o->lock);
	while (o->n_members - o->n_written >= o->most_waiting)
		if (!pack_one(o))
			pthread_cond_wait(&o->wrote, &o->lock);
	m->order = o->n_members++;
	*o->raw_end = m;
	o->raw_end = &m->next;
	pthread_mutex_unlock(&o->lock);
}

void
output_write(struct output *o, const char *p, size_t n)
{
	o->bytes += n;
	if (!o->packed) {
		file_write(o->fd, o->name, p, n);
		return;
	}
	while (n) {
		size_t take = MEMBER - o->filling.n;

		if (take > n)
			take = n;
		buf_put(&o->filling, p, take);
		p += take;
		n -= take;
		if (o->filling.n == MEMBER)
			close_member(o);
	}
}

void
output_finish(struct output *o, bool publish)
{
	if (o->packed && publish) {
		/* an empty output is still a gzip file */
		if (o->filling.n || !o->n_members)
			close_member(o);
		output_help(o);
	}
	if (o->file.fd < 0) {
		/* a late error of a network file system shows here */
		if (close(o->fd) && errno != EBADF)
			die("%s: %s", o->name, strerror(errno));
	} else if (publish) {
		file_commit(&o->file);
	} else {
		file_abandon(&o->file);
	}
}

static void
free_members(struct member *m)
{
	while (m) {
		struct member *next = m->next;

		buf_free(&m->bytes);
		free(m);
		m = next;
	}
}

void
output_close(struct output *o)
{
	buf_free(&o->filling);
	free_members(o->raw);
	free_members(o->done);
	pthread_mutex_destroy(&o->lock);
	pthread_cond_destroy(&o->wrote);
	free(o);
}

uint64_t
output_bytes(const struct output *o)
{
	return o->bytes;
}

bool
output_is_terminal(const struct output *o)
{
	return o->file.fd < 0 && isatty(o->fd);
}

const char *
stream_library(void)
{
	return "zlib " ZLIB_VERSION;
}
