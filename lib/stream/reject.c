#include "stream/reject.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/utf8.h"
#include "json/json.h"
#include "stream/file.h"
#include "stream/stream.h"

enum {
	NAMED = 10,	     /* rejects of one reason shown on stderr */
	ENOUGH = 1000,	     /* records before a share means something */
	PENDING = 64 * 1024, /* bytes of --reject kept back */
};

struct rejects {
	const struct stream_opts *o;
	int fd; /* --reject, or -1 */
	struct buf pending;
	uint64_t n, of[N_REASONS];
	double share; /* most allowed; 1: any */
	uint64_t most;
	const char *advised; /* was told */
};

/*
 * It may hold what nobody has redacted yet: no link that somebody laid leads
 * us to another file.  A pipe is what the shell makes of >(command), though,
 * and reached through a link in /dev.
 */
static int
open_private(const char *name, bool raw)
{
	int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
	struct stat st;
	int fd = open(name, flags, 0600);

	if (fd < 0 && errno == ELOOP) {
		if (!stat(name, &st) && !S_ISREG(st.st_mode))
			fd = open(name, O_WRONLY | O_CLOEXEC);
		else
			errno = ELOOP;
	}
	if (fd < 0)
		die("%s: %s", name, strerror(errno));
	/* one that was there may have been for all to read */
	if (raw && !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_mode & 077 &&
	    fchmod(fd, 0600))
		die("%s: others may read it, and what --reject-raw keeps is "
		    "not for them: %s",
		    name, strerror(errno));
	return fd;
}

static int
open_reject_file(const char *name, bool raw)
{
	int fd = open_private(name, raw);
	struct stat st;

	if (fstat(fd, &st))
		die("%s: %s", name, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fd;
	if (ftruncate(fd, 0))
		die("%s: %s", name, strerror(errno));
	return fd;
}

struct rejects *
rejects_open(const struct stream_opts *o)
{
	struct rejects *r = calloc(1, sizeof(*r));
	char *end;

	if (!r)
		die_of_memory();
	r->o = o;
	r->fd = -1;
	r->share = 1;
	r->most = UINT64_MAX;
	if (o->max_rejects) {
		double limit = strtod(o->max_rejects, &end);

		if (*end == '%')
			r->share = limit / 100;
		else
			r->most = strtoull(o->max_rejects, NULL, 10);
	}
	if (o->reject)
		r->fd = open_reject_file(o->reject, o->reject_raw);
	return r;
}

static void
flush(struct rejects *r)
{
	file_write(r->fd, r->o->reject, r->pending.p, r->pending.n);
	buf_clear(&r->pending);
}

static void
put_hex(struct buf *b, struct str s)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < s.n; i++) {
		buf_char(b, digits[(unsigned char)s.p[i] >> 4]);
		buf_char(b, digits[s.p[i] & 15]);
	}
}

static void
collect(struct rejects *r, const struct rejected *bad)
{
	struct buf *b = &r->pending;
	/* most of what is too long was never kept */
	bool raw = r->o->reject_raw && bad->fault.reason != TOO_LONG;

	buf_cstr(b, "{\"tool\":");
	json_put_string(b, str_of(program));
	buf_cstr(b, ",\"file\":");
	json_put_string(b, str_of(bad->file));
	buf_printf(b,
	    ",\"line\":%" PRIu64 ",\"offset\":%" PRIu64
	    ",\"column\":%zu,\"reason\":\"%s\",\"detail\":",
	    bad->number, bad->offset, bad->fault.at + 1,
	    reason_code(bad->fault.reason));
	json_put_string(b, str_of(bad->fault.detail));
	if (raw && utf8_is_valid(bad->raw)) {
		buf_cstr(b, ",\"raw\":");
		json_put_string(b, bad->raw);
	} else if (raw) {
		buf_cstr(b, ",\"raw_hex\":\"");
		put_hex(b, bad->raw);
		buf_char(b, '"');
	}
	buf_cstr(b, "}\n");
	if (b->n > PENDING)
		flush(r);
}

bool
rejects_note(struct rejects *r, const struct rejected *bad)
{
	enum reason why = bad->fault.reason;

	r->n++;
	if (r->of[why]++ < NAMED)
		warning("%s:%" PRIu64 ":%zu: %s: %s", bad->file, bad->number,
		    bad->fault.at + 1, reason_code(why), bad->fault.detail);
	if (bad->advice && r->advised != bad->advice)
		warning("%s", bad->advice);
	if (bad->advice)
		r->advised = bad->advice;
	if (r->fd >= 0)
		collect(r, bad);
	return r->o->strict || r->n > r->most ||
	       (bad->read >= ENOUGH &&
		   (double)r->n > r->share * (double)bad->read);
}

bool
rejects_too_many(const struct rejects *r, uint64_t read)
{
	return (double)r->n > r->share * (double)read;
}

void
rejects_close(struct rejects *r)
{
	for (int i = 0; i < N_REASONS; i++)
		if (r->of[i] > NAMED)
			warning("%s: %" PRIu64 " more like this",
			    reason_code((enum reason)i), r->of[i] - NAMED);
	if (r->fd >= 0) {
		flush(r);
		if (close(r->fd))
			die("%s: %s", r->o->reject, strerror(errno));
		r->fd = -1;
	}
}

uint64_t
rejects_count(const struct rejects *r)
{
	return r->n;
}

uint64_t
rejects_of(const struct rejects *r, enum reason reason)
{
	return r->of[reason];
}

void
rejects_free(struct rejects *r)
{
	if (r->fd >= 0)
		close(r->fd);
	buf_free(&r->pending);
	free(r);
}
