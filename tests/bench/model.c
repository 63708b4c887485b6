/*
 * model FILE - what the built-in model costs, in microseconds a line of FILE:
 * the tokens, and the model over them, with its words remembered.
 */

#include <stdio.h>
#include <time.h>

#include "base/die.h"
#include "model/model.h"
#include "stream/stream.h"

enum { CEILING = 256 << 20, ROUNDS = 5 };

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* One walk over the lines; r NULL: tokens only. */
static size_t
walk(struct str rest, struct text *x, struct model_reader *r)
{
	size_t n = 0;

	while (rest.n) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t size = end ? (size_t)(end - rest.p) : rest.n;

		text_read(x, (struct str){ rest.p, size });
		if (r)
			model_scores(r, x);
		n++;
		size += end != NULL;
		rest = (struct str){ rest.p + size, rest.n - size };
	}
	return n;
}

int
main(int argc, char **argv)
{
	double best[2] = { 1e300, 1e300 };
	struct model_reader *r;
	struct arena run;
	struct text x;
	struct str bytes;
	size_t n = 0;

	program = "model";
	if (argc != 2)
		die("usage: model FILE");
	arena_init(&run, CEILING);
	text_init(&x);
	bytes = stream_slurp(argv[1], CEILING / 2, &run);
	r = model_reader_new(model_builtin(&run));
	for (int i = 0; i < 2 * ROUNDS; i++) {
		double from = now_us(), took;

		n = walk(bytes, &x, i % 2 ? r : NULL);
		took = now_us() - from;
		if (took < best[i % 2])
			best[i % 2] = took;
	}
	printf("%zu lines: tokens %.2f us, model %.2f us a line\n", n,
	    best[0] / (double)n, (best[1] - best[0]) / (double)n);
	model_reader_free(r);
	text_free(&x);
	arena_free(&run);
	return ALL_GOOD;
}
