#include "stream/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "stream/foreign.h"
#include "stream/source.h"
#include "stream/survey.h"

static const char cut_off[] = "gzip data end in the middle";

struct input *
input_open(
    char **operands, size_t max_record, const atomic_bool *stop, int wake_fd)
{
	struct input *in = calloc(1, sizeof(*in));

	if (!in || !(in->raw = malloc(PACKED)))
		die_of_memory();
	in->standard[0] = (char *)"-";
	in->next = *operands ? operands : in->standard;
	in->max_record = max_record;
	in->stop = stop;
	in->wake_fd = wake_fd;
	in->fd = -1;
	in->size = survey_operands(in->next);
	return in;
}

void
input_abreast(struct input *in)
{
	in->mate =
	    input_open(in->next + 1, in->max_record, in->stop, in->wake_fd);
	in->standard[0] = in->next[0];
	in->next = in->standard;
}

void
input_frame(struct input *in, const struct stream_framing *how)
{
	in->framing = how;
	input_begin_records(in);
}

void
input_close(struct input *in)
{
	if (in->mate)
		input_close(in->mate);
	if (in->packed)
		inflateEnd(&in->z);
	if (in->fd >= 0)
		close(in->fd);
	input_free_headers(in);
	wide_free(&in->wide);
	free(in->raw);
	free(in->tail);
	free(in);
}

void
input_fail(struct input *in, const char *why)
{
	warning("%s: %s", in->file, why);
	in->failed = true;
	in->ended = in->broken = true;
}

/* A byte to read without waiting? */
static bool
is_ready(const struct input *in)
{
	struct pollfd p = { .fd = in->fd, .events = POLLIN };

	return in->regular || in->raw_at < in->raw_n ||
	       !wide_is_empty(&in->wide) || poll(&p, 1, 0) > 0;
}

/* Sleep until there is something to read; false when a signal ends the wait,
 * whichever thread it was delivered to. */
static bool
wait_for_bytes(const struct input *in)
{
	struct pollfd fds[2] = { { .fd = in->fd, .events = POLLIN },
		{ .fd = in->wake_fd, .events = POLLIN } };

	while (!*in->stop) {
		if (in->regular || (poll(fds, 2, -1) > 0 && fds[0].revents))
			return true;
		if (!fds[1].revents && errno != EINTR && errno != EAGAIN)
			die("poll: %s", strerror(errno));
	}
	return false;
}

/* read(2) that also wakes for a signal.  0: end, error or stop. */
static size_t
read_raw(struct input *in, void *p, size_t n)
{
	while (wait_for_bytes(in)) {
		ssize_t got = read(in->fd, p, n);

		if (got >= 0) {
			in->position += (uint64_t)got;
			return (size_t)got;
		}
		if (errno != EINTR && errno != EAGAIN) {
			input_fail(in, strerror(errno));
			return 0;
		}
	}
	in->ended = in->broken = true;
	return 0;
}

/* Have at least `want` raw bytes at hand, if the file has them. */
static void
fill_raw(struct input *in, size_t want)
{
	if (in->raw_at) {
		memmove(in->raw, in->raw + in->raw_at, in->raw_n - in->raw_at);
		in->raw_n -= in->raw_at;
		in->raw_at = 0;
	}
	while (in->raw_n < want) {
		size_t got =
		    read_raw(in, in->raw + in->raw_n, PACKED - in->raw_n);

		if (!got)
			break;
		in->raw_n += got;
	}
}

static bool
is_gzip(const struct input *in)
{
	return in->raw_n - in->raw_at >= 2 && in->raw[in->raw_at] == 0x1f &&
	       in->raw[in->raw_at + 1] == 0x8b;
}

/* Not blocking: a pipe may have no writer yet, and only poll(2) in
 * wait_for_bytes() hears of signals that other threads take. */
static int
open_operand(const char *name)
{
	int fd;

	if (!strcmp(name, "-"))
		return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	do
		fd = open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static bool
open_next(struct input *in)
{
	struct stat st;
	const char *name;

	if (!*in->next)
		return false;
	name = *in->next++;
	in->file = stream_name(name);
	in->number = 1;
	in->offset = in->line_at = in->on_line = 0;
	in->ended = in->broken = in->inside = in->begun = in->wide.on = false;
	in->raw_at = in->raw_n = 0;
	in->fd = open_operand(name);
	if (in->fd < 0 || fstat(in->fd, &st)) {
		input_fail(in, strerror(errno));
		return true;
	}
	in->regular = S_ISREG(st.st_mode);
	if (S_ISFIFO(st.st_mode))
		fcntl(in->fd, F_SETPIPE_SZ, PIPE);
	input_begin_records(in);
	fill_raw(in, 2);
	in->packed = is_gzip(in);
	if (in->packed) {
		in->z = (z_stream){ 0 };
		if (inflateInit2(&in->z, 15 + 16) != Z_OK)
			die_of_memory();
		in->inside = true;
	}
	return true;
}

static void
close_current(struct input *in)
{
	if (in->packed)
		inflateEnd(&in->z);
	in->packed = false;
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

/* Behind a member: another one, the zeros some tools pad with, or the end. */
static bool
next_member(struct input *in)
{
	for (;;) {
		if (in->raw_at == in->raw_n)
			fill_raw(in, 1);
		if (in->raw_at == in->raw_n)
			return false;
		if (in->raw[in->raw_at])
			break;
		in->raw_at++;
	}
	if (in->raw_n - in->raw_at < 2)
		fill_raw(in, 2);
	if (!is_gzip(in)) {
		/* a record may have been meant to go on in them */
		bool begun =
		    in->raw_n - in->raw_at == 1 && in->raw[in->raw_at] == 0x1f;

		if (!in->broken)
			input_fail(
			    in, begun ? cut_off : "bytes behind the gzip data");
		return false;
	}
	inflateReset(&in->z);
	return in->inside = true;
}

static size_t
read_packed(struct input *in, char *p, size_t n)
{
	for (;;) {
		int z;

		if (!in->inside && !next_member(in))
			return 0;
		if (in->raw_at == in->raw_n)
			fill_raw(in, 1);
		if (in->raw_at == in->raw_n) {
			if (!in->broken)
				input_fail(in, cut_off);
			return 0;
		}
		in->z.next_in = in->raw + in->raw_at;
		in->z.avail_in = (unsigned)(in->raw_n - in->raw_at);
		in->z.next_out = (unsigned char *)p;
		in->z.avail_out = (unsigned)n;
		z = inflate(&in->z, Z_NO_FLUSH);
		in->raw_at = in->raw_n - in->z.avail_in;
		if (z == Z_STREAM_END) {
			in->inside = false;
		} else if (z != Z_OK && z != Z_BUF_ERROR) {
			input_fail(in, "gzip data are damaged");
			return 0;
		}
		if (in->z.avail_out < n)
			return n - in->z.avail_out;
	}
}

static size_t
read_bytes(struct input *in, char *p, size_t n)
{
	size_t got;

	if (in->packed)
		return read_packed(in, p, n);
	if (in->raw_at == in->raw_n)
		return read_raw(in, p, n);
	got = in->raw_n - in->raw_at;
	if (got > n)
		got = n;
	memcpy(p, in->raw + in->raw_at, got);
	in->raw_at += got;
	return got;
}

/* UTF-16 as UTF-8. */
static size_t
read_wide(struct input *in, char *p, size_t n)
{
	char bytes[16 * 1024];
	size_t got;

	while (!(got = wide_give(&in->wide, p, n))) {
		got = read_bytes(in, bytes, sizeof(bytes));
		wide_take(&in->wide, bytes, got);
		if (!got)
			wide_end(&in->wide);
		if (!got && wide_is_empty(&in->wide))
			return 0;
	}
	return got;
}

/* The first bytes of a file, which may tell that it is UTF-16. */
static size_t
read_first(struct input *in, char *p, size_t n)
{
	char bytes[2];
	size_t got = 0, more;

	while (got < 2 &&
	       (more = read_bytes(in, bytes + got, sizeof(bytes) - got)))
		got += more;
	if (wide_begin(&in->wide, bytes, got))
		return read_wide(in, p, n);
	if (got > n)
		got = n;
	memcpy(p, bytes, got);
	return got && is_ready(in) ? got + read_bytes(in, p + got, n - got)
				   : got;
}

/* A file that is no log, by its first bytes, is read no further. */
static bool
is_foreign(struct input *in, struct str begin)
{
	const char *advice = foreign_form(begin);

	if (!advice && !in->any_unicode && wide_is_marked(begin.p, begin.n))
		advice = "UTF-16: hoff-import reads it, as does iconv -f "
			 "UTF-16 -t UTF-8";
	if (advice)
		input_fail(in, advice);
	return advice;
}

/* Unpacked bytes of the open file; 0 at its end, noted in `ended`. */
static size_t
read_unpacked(struct input *in, char *p, size_t n)
{
	bool first = !in->begun;
	size_t got;

	in->begun = true;
	if (in->any_unicode && first)
		got = read_first(in, p, n);
	else
		got = in->wide.on ? read_wide(in, p, n) : read_bytes(in, p, n);
	in->unpacked += got;
	if (first && is_foreign(in, (struct str){ p, got }))
		got = 0;
	in->ended = in->ended || !got;
	return got;
}

size_t
input_take(struct input *in, char *p, size_t n)
{
	if (!in->n_tail)
		return read_unpacked(in, p, n);
	if (n > in->n_tail)
		n = in->n_tail;
	if (n > CHUNK)
		n = CHUNK;
	memcpy(p, in->tail + in->tail_at, n);
	in->tail_at += n;
	in->n_tail -= n;
	return n;
}

bool
input_is_out(const struct input *in)
{
	return in->ended && !in->n_tail;
}

bool
input_has_more(const struct input *in)
{
	return in->n_tail || is_ready(in);
}

/* What was not copied for the last time is still there. */
void
input_keep(struct input *in, struct lines *l, size_t n)
{
	size_t left = l->n - n;

	l->n = n;
	if (in->n_tail) {
		in->tail_at -= left;
		in->n_tail += left;
		return;
	}
	if (!in->tail || left > in->tail_room || in->tail_room > BLOCK) {
		in->tail_room = left > BLOCK ? left : BLOCK;
		free(in->tail);
		if (!(in->tail = malloc(in->tail_room)))
			die_of_memory();
	}
	memcpy(in->tail, l->p + n, left);
	in->tail_at = 0;
	in->n_tail = left;
}

/* The line that fills l->p goes on over the limit: drop it, in this memory,
 * and keep what comes behind it. */
static void
drop_line(struct input *in, struct lines *l)
{
	size_t got, dropped = l->n;
	char *end = NULL;

	l->n = 0;
	l->too_long = true;
	while (!end && (got = input_take(in, l->p, BLOCK))) {
		l->n = got;
		end = memchr(l->p, '\n', got);
		dropped += end ? (size_t)(end - l->p) + 1 : got;
	}
	input_keep(in, l, end ? (size_t)(end - l->p) + 1 : l->n);
	l->n = 0;
	in->number++;
	in->offset += dropped;
}

/* The lines that a block will hand out: whole ones, and not too many. */
struct cut {
	size_t lines, end, seen; /* the last two in bytes */
};

static void
count_lines(struct cut *c, const struct lines *l)
{
	const char *newline;

	while (c->lines < MOST_LINES &&
	       (newline = memchr(l->p + c->seen, '\n', l->n - c->seen))) {
		c->end = c->seen = (size_t)(newline - l->p) + 1;
		c->lines++;
	}
	if (c->lines < MOST_LINES)
		c->seen = l->n;
}

/*
 * Read until the block is full, or the source has nothing more right now: a
 * record that is here is not kept waiting.  What is left over must be copied,
 * so that little is read beyond.
 */
static void
fill_block(struct input *in, struct lines *l)
{
	size_t longest = in->max_record + 1;
	struct cut cut = { 0 };

	while (cut.lines < MOST_LINES && !input_is_out(in) &&
	       (!cut.lines || (l->n < BLOCK && input_has_more(in)))) {
		if (l->n == l->room && l->n >= longest) {
			drop_line(in, l);
			return;
		}
		if (l->n == l->room)
			lines_grow(
			    l, l->room * 2 < longest ? l->room * 2 : longest);
		l->n += input_take(in, l->p + l->n, lines_step(l));
		count_lines(&cut, l);
	}
	if (cut.lines < MOST_LINES && input_is_out(in) && l->n > cut.end) {
		if (in->broken) { /* the last line was cut off */
			l->n = cut.end;
		} else { /* it may lack its newline */
			cut.end = l->n;
			cut.lines++;
		}
	}
	input_keep(in, l, cut.end);
	in->number += cut.lines;
	in->offset += cut.end;
}

/* A byte order mark some exports begin with is no part of the first record. */
static void
skip_mark(struct lines *l)
{
	if (l->offset == 0 && l->n >= 3 && !memcmp(l->p, "\xef\xbb\xbf", 3)) {
		memmove(l->p, l->p + 3, l->n - 3);
		l->n -= 3;
		l->offset = 3;
	}
}

static bool
next_of(struct input *in, struct lines *l)
{
	if (!l->room)
		lines_grow(l, BLOCK);
	while (!*in->stop) {
		if (in->fd >= 0 && input_is_out(in))
			close_current(in);
		if (in->fd < 0 && !open_next(in))
			return false;
		l->file = in->file;
		l->number = in->number;
		l->offset = in->offset;
		l->too_long = l->quoted = false;
		l->n = 0;
		if (in->framing) {
			input_fill_records(in, l);
		} else {
			fill_block(in, l);
			skip_mark(l);
		}
		if (l->n || l->too_long) {
			memset(l->p + l->n, 0, STREAM_PADDING);
			return true;
		}
	}
	return false;
}

struct str
input_peek(struct input *in, size_t want)
{
	in->any_unicode = true;
	while (!*in->stop && in->n_tail < want) {
		if (in->fd >= 0 && in->ended && in->n_tail)
			break;
		if (in->fd >= 0 && in->ended)
			close_current(in);
		if (in->fd < 0 && !open_next(in))
			break;
		if (in->ended)
			continue;
		if (in->tail_room < want + BLOCK) {
			in->tail_room = want + BLOCK;
			in->tail = realloc(in->tail, in->tail_room);
			if (!in->tail)
				die_of_memory();
		}
		in->n_tail += read_unpacked(in, in->tail + in->n_tail, BLOCK);
	}
	return (struct str){ in->tail, in->n_tail };
}

const struct stream_pages *
input_pages(const struct input *in)
{
	return &in->pages;
}

const char *
input_file(const struct input *in)
{
	return in->file;
}

bool
input_next(struct input *in, struct lines *l)
{
	l->side = in->mate && in->mate->number < in->number;
	if (next_of(l->side ? in->mate : in, l))
		return true;
	if (!in->mate)
		return false;
	l->side = !l->side;
	return next_of(l->side ? in->mate : in, l);
}

bool
input_failed(const struct input *in)
{
	return in->failed || (in->mate && input_failed(in->mate));
}

uint64_t
input_position(const struct input *in)
{
	return in->position + (in->mate ? in->mate->position : 0);
}

uint64_t
input_size(const struct input *in)
{
	return in->size;
}

uint64_t
input_unpacked(const struct input *in)
{
	return in->unpacked + (in->mate ? in->mate->unpacked : 0);
}
