/* What is told of a giant leaves piece by piece, in its place between the
 * records before and behind it. */
#include "stream/stream.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "check.h"

enum {
	THREADS = 4,
	RECORDS = 300,
	PIECE = 1000,
	HELD = 2 << 20, /* bytes of output at once, at most */
};

static const struct fault broken = { BAD_JSON, 0, "it is broken" };

/* Lines of 1 to 40 KiB, so that there are blocks of several. */
static size_t
length_of(size_t i)
{
	return 1024 * (1 + i * 7 % 40);
}

/* Pieces that are told of it: none, few, or more than are held. */
static size_t
pieces_of(uint64_t number)
{
	return number % 13 == 0 ? 2500 : number % 3 == 0 ? 0 : 10;
}

static bool
is_broken(uint64_t number)
{
	return number % 7 == 0;
}

static void
put_record(uint64_t number, struct buf *out, struct worker *w)
{
	buf_printf(out, "%06zu[", (size_t)number);
	for (size_t i = 0; i < pieces_of(number); i++) {
		if (out->p[out->n - 1] != '[')
			buf_char(out, ',');
		buf_printf(out, "%0*zu", PIECE, i);
		if (!w)
			continue;
		CHECK(out->n < HELD);
		stream_spill(w);
	}
	buf_cstr(out, "]\n");
}

static void
work(struct worker *w, void *arg)
{
	(void)arg;
	while (stream_next(w)) {
		if (is_broken(w->number)) {
			stream_bad(w, &broken);
			continue;
		}
		put_record(w->number, w->out, w);
		w->out->n--; /* the newline is stream_done()'s */
		stream_done(w);
	}
}

static void
read_all(const char *name, struct buf *b)
{
	FILE *f = fopen(name, "r");
	size_t n;

	while (f && (n = fread(buf_reserve(b, 1 << 16), 1, 1 << 16, f)))
		b->n += n;
	if (f)
		fclose(f);
}

/* A run over the file; its status. */
static int
run(char *name, const char *output, const char *max_rejects)
{
	char *operands[] = { name, NULL };
	const struct stream_opts opts = { .threads = THREADS,
		.max_record = 1 << 20,
		.output = output,
		.reject = "/dev/null",
		.max_rejects = max_rejects };
	struct stream *s = stream_open(&opts, operands);

	stream_work(s, work, NULL);
	return stream_close(s);
}

static void
all_comes_in_order(char *name, const char *output)
{
	struct buf want = { 0 }, got = { 0 };

	for (uint64_t i = 1; i <= RECORDS; i++)
		if (!is_broken(i))
			put_record(i, &want, NULL);
	CHECK(run(name, output, NULL) == SOME_BAD);
	read_all(output, &got);
	CHECK(str_eq(buf_view(&got), buf_view(&want)));
	buf_free(&want);
	buf_free(&got);
}

/* What a reject stops does not appear, nor what has been written by then. */
static void
a_stop_is_heeded(char *name, const char *output)
{
	unlink(output);
	CHECK(run(name, output, "20") == TROUBLE);
	CHECK(access(output, F_OK) < 0);
}

int
main(void)
{
	char folder[] = "/tmp/hoff-spill-XXXXXX", name[64], output[64];
	FILE *f;

	if (!mkdtemp(folder))
		return TROUBLE;
	snprintf(name, sizeof(name), "%s/in", folder);
	snprintf(output, sizeof(output), "%s/out", folder);
	f = fopen(name, "w");
	for (size_t i = 0; i < RECORDS; i++)
		fprintf(f, "%*zu\n", (int)length_of(i), i);
	fclose(f);
	all_comes_in_order(name, output);
	a_stop_is_heeded(name, output);
	unlink(name);
	unlink(output);
	rmdir(folder);
	return checked();
}
