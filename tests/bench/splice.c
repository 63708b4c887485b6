/*
 * The floor under every filter: NDJSON from standard input, each record
 * indexed, {"x":1} spliced in as hoff.bench, to standard output.  One thread
 * and nothing but read(2), json and write(2).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "json/json.h"

enum { BLOCK = 1 << 20 };

static void
flush(struct buf *out)
{
	size_t done = 0;

	while (done < out->n) {
		ssize_t n = write(STDOUT_FILENO, out->p + done, out->n - done);

		if (n < 0 && errno != EINTR)
			die("cannot write: %s", strerror(errno));
		if (n > 0)
			done += (size_t)n;
	}
	buf_clear(out);
}

/* Append up to a block to `in`; false at the end of the input. */
static bool
fill(struct buf *in)
{
	char *p = buf_reserve(in, BLOCK + JSON_PADDING);
	ssize_t n;

	do
		n = read(STDIN_FILENO, p, BLOCK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die("cannot read: %s", strerror(errno));
	in->n += (size_t)n;
	return n > 0;
}

static void
record(struct json *j, struct str line, struct buf *out)
{
	struct fault f;

	if (line.n == 0)
		return;
	if (!json_index(j, line, &f) ||
	    !json_splice(j, STR("bench"), STR("{\"x\":1}"), out, &f))
		die("%s: %s", reason_code(f.reason), f.detail);
	buf_char(out, '\n');
	if (out->n >= BLOCK)
		flush(out);
}

/* Splice the whole lines of `in`; what is behind them stays in it. */
static void
lines(struct json *j, struct buf *in, struct buf *out)
{
	const char *p = in->p, *end = in->p + in->n, *newline;

	while ((newline = memchr(p, '\n', (size_t)(end - p)))) {
		record(j, (struct str){ p, (size_t)(newline - p) }, out);
		p = newline + 1;
	}
	in->n = (size_t)(end - p);
	memmove(in->p, p, in->n);
}

int
main(void)
{
	struct buf in = { 0 }, out = { 0 };
	struct json j;

	program = "splice";
	fcntl(STDIN_FILENO, F_SETPIPE_SZ, BLOCK);
	fcntl(STDOUT_FILENO, F_SETPIPE_SZ, BLOCK);
	json_init(&j);
	while (fill(&in))
		lines(&j, &in, &out);
	record(&j, buf_view(&in), &out);
	flush(&out);
	json_free(&j);
	buf_free(&in);
	buf_free(&out);
	return ALL_GOOD;
}
