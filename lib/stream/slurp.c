#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/die.h"
#include "stream/file.h"
#include "stream/foreign.h"
#include "stream/stream.h"
#include "stream/wide.h"

enum { STEP = 64 * 1024 };

/* A small file being read: its bytes, and what they may amount to. */
struct reading {
	const char *name;
	size_t ceiling;
};

static void
check_size(const struct reading *r, const struct buf *b)
{
	if (b->n > r->ceiling)
		die("%s: more than %zu bytes", r->name, r->ceiling);
}

static void
read_all(const struct reading *r, int fd, struct buf *b)
{
	ssize_t got;

	do {
		buf_reserve(b, STEP);
		got = read(fd, b->p + b->n, STEP);
		if (got > 0)
			b->n += (size_t)got;
		else if (got < 0 && errno == EAGAIN)
			poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1,
			    -1);
		else if (got < 0 && errno != EINTR)
			die("%s: %s", r->name, strerror(errno));
		check_size(r, b);
	} while (got);
}

/* Unpack all members; zeros behind the last one are padding. */
static void
unpack(const struct reading *r, const struct buf *packed, struct buf *b)
{
	z_stream z = { .next_in = (unsigned char *)packed->p,
		.avail_in = (unsigned)packed->n };
	int status = Z_STREAM_END;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		die_of_memory();
	while (z.avail_in || status != Z_STREAM_END) {
		if (status == Z_STREAM_END && !*z.next_in) {
			z.next_in++;
			z.avail_in--;
			continue;
		}
		if (status == Z_STREAM_END)
			inflateReset(&z);
		z.next_out = (unsigned char *)buf_reserve(b, STEP);
		z.avail_out = STEP;
		status = inflate(&z, Z_NO_FLUSH);
		b->n += STEP - z.avail_out;
		check_size(r, b);
		if (status == Z_BUF_ERROR && !z.avail_in)
			die("%s: gzip data end in the middle", r->name);
		if (status != Z_OK && status != Z_STREAM_END)
			die("%s: gzip data are damaged", r->name);
	}
	inflateEnd(&z);
}

/* What nobody meant to be read as text. */
static void
refuse(const char *name, const struct buf *b)
{
	const char *advice = foreign_form(buf_view(b));

	if (!advice && wide_is_marked(b->p, b->n))
		advice = "UTF-16: convert it, as by iconv -f UTF-16 -t UTF-8";
	if (advice)
		die("%s: %s", name, advice);
}

static struct str
slurp(const char *name, size_t ceiling, bool is_text, struct arena *a)
{
	bool standard = !strcmp(name, "-");
	int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	struct reading r = { stream_name(name), ceiling };
	struct buf raw = { 0 }, unpacked = { 0 }, *b = &raw;
	struct str s;

	if (fd < 0)
		die("%s: %s", r.name, strerror(errno));
	read_all(&r, fd, &raw);
	if (!standard)
		close(fd);
	if (raw.n >= 2 && !memcmp(raw.p, "\x1f\x8b", 2)) {
		unpack(&r, &raw, &unpacked);
		b = &unpacked;
	}
	if (is_text)
		refuse(r.name, b);
	s.n = b->n;
	s.p = arena_zalloc(a, b->n + STREAM_PADDING);
	if (b->n)
		memcpy((char *)s.p, b->p, b->n);
	buf_free(&raw);
	buf_free(&unpacked);
	return s;
}

struct str
stream_slurp(const char *name, size_t ceiling, struct arena *a)
{
	return slurp(name, ceiling, true, a);
}

struct str
stream_slurp_bytes(const char *name, size_t ceiling, struct arena *a)
{
	return slurp(name, ceiling, false, a);
}

void
stream_publish(const char *name, struct str content)
{
	struct file f;

	file_create(&f, name);
	file_write(f.fd, name, content.p, content.n);
	file_commit(&f);
}

int
stream_report(const struct stream_opts *o, struct str text, bool negative)
{
	char nothing[] = "/dev/null", *none[] = { nothing, NULL };
	struct stream *s = stream_open(o, none);

	stream_print(s, text);
	if (negative)
		stream_negative(s);
	return stream_close(s);
}
