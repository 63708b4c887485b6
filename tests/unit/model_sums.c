/* The model room: what is summed up many words and lanes at a time is what it
 * is one by one. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/features.h"
#include "model/format.h"
#include "model/lanes.h"
#include "model/reader.h"

static int failures;

static void
check(bool fine, const char *what)
{
	if (fine)
		return;
	failures++;
	printf("%s\n", what);
}

enum { LONG = 100 }; /* words */

/* What words add to heads, each by itself and joined to those before it. */
struct part {
	uint32_t token;
	int32_t alone[64], joined[64];
};

struct sums {
	const struct model *model;
	int32_t *sum; /* of each head, then the mass */
};

static void
add_row(void *sums, uint32_t row)
{
	const struct sums *s = sums;

	for (size_t h = 0; h <= s->model->n_heads; h++)
		s->sum[h] += s->model->rows[row * s->model->width + h];
}

/* Every word is the newest of its own last few. */
static size_t
take_apart(const struct model *m, const struct text *x, struct part *parts)
{
	struct word w[LONG];
	uint32_t rows[FEATURES_WORD];
	size_t n = 0;

	for (uint32_t i = 0; i < x->n_tokens && n < LONG; i++) {
		struct words last;
		struct part *p = &parts[n];
		struct sums alone = { m, p->alone }, joined = { m, p->joined };

		if (!features_token(x, &x->tokens[i], &w[n]))
			continue;
		*p = (struct part){ .token = i };
		for (size_t k = features_word(&m->shape, &w[n], rows); k--;)
			add_row(&alone, rows[k]);
		features_start(&last);
		for (size_t k = n < FEATURES_BEFORE ? 0 : n - FEATURES_BEFORE;
		     k <= n; k++)
			features_next(&last, w[k].hash);
		last.from = last.n - 1;
		features_pairs(&m->shape, &last, add_row, &joined);
		n++;
	}
	return n;
}

/* The sum of the words from..to, which are a text's. */
static int32_t
sum_parts(const struct part *p, size_t from, size_t to, size_t head)
{
	int32_t sum = p[from].alone[head];

	while (from < to) {
		from++;
		sum += p[from].alone[head] + p[from].joined[head];
	}
	return sum;
}

static bool
is_strongest(
    const struct part *p, size_t n, size_t head, struct model_span span)
{
	int32_t best = INT32_MIN, got = INT32_MIN;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i; k < n && k < i + MODEL_SPAN; k++) {
			int32_t sum = sum_parts(p, i, k, head);

			if (sum > best)
				best = sum;
			if (p[i].token == span.first && p[k].token == span.last)
				got = sum;
		}
	return got == best;
}

/* Of a text of many batches, in a model that joins all that can be joined: what
 * is summed up at once is what its words say one by one. */
static void
check_batches(struct text *x, struct arena *run)
{
	struct model m = *model_builtin(run);
	struct part *parts = calloc(LONG, sizeof(*parts));
	struct model_reader *r;
	struct buf b = { 0 };
	const double *scores;
	size_t n;

	if (!parts)
		die_of_memory();
	m.shape.order = 3;
	m.shape.skips = FEATURES_BEFORE - 1;
	r = model_reader_new(&m);
	for (int i = 0; i < LONG; i++)
		buf_printf(&b, i % 7 ? "word%dx, " : "%d. ", i * i);
	text_read(x, buf_view(&b));
	scores = model_scores(r, x);
	n = take_apart(&m, x, parts);
	check(n == LONG, "a word was lost");
	for (size_t h = 0; h < m.n_heads; h++) {
		double mass = m.prior + sum_parts(parts, 0, n - 1, m.n_heads);
		double sum = sum_parts(parts, 0, n - 1, h);

		check(scores[h] == m.heads[h].scale * sum * (1 / sqrt(mass)) +
				       m.heads[h].bias,
		    "a score is not that of its words");
		check(is_strongest(parts, n, h, model_strongest(r, x, h)),
		    "other words are stronger");
	}
	buf_free(&b);
	free(parts);
	model_reader_free(r);
}

/* Of rows of one, two and three times the lanes that are added up at a time. */
static void
check_lanes(void)
{
	enum { N = 7, WIDEST = 3 * FORMAT_WIDTH };
	const struct lanes *best = lanes_best();
	int8_t row[N][WIDEST];
	int16_t sum[N][WIDEST];
	const int8_t *rows[N];
	const int16_t *sums[N];
	struct addends a = { rows, sums, N, N - 1 };

	for (size_t i = 0; i < N; i++) {
		for (size_t k = 0; k < WIDEST; k++) {
			row[i][k] = (int8_t)(i * 37 + k * 101);
			sum[i][k] = (int16_t)(i * 3571 + k * 9973);
		}
		rows[i] = row[i];
		sums[i] = sum[i];
	}
	for (size_t n = FORMAT_WIDTH; n <= WIDEST; n += FORMAT_WIDTH) {
		int16_t s[2][WIDEST] = { 0 };
		int32_t t[2][WIDEST] = { { [WIDEST - 1] = 5 },
			{ [WIDEST - 1] = 5 } };

		lanes_plain.sum(s[0], rows, N, n);
		lanes_plain.add(t[0], &a, n);
		best->sum(s[1], rows, N, n);
		best->add(t[1], &a, n);
		check(memcmp(s[0], s[1], sizeof(*s)) == 0 &&
			  memcmp(t[0], t[1], sizeof(*t)) == 0,
		    "a sum hangs on the processor");
	}
}

int
main(void)
{
	struct text x;
	struct arena run;

	program = "model_sums";
	arena_init(&run, 1 << 24);
	text_init(&x);
	check_batches(&x, &run);
	check_lanes();
	text_free(&x);
	arena_free(&run);
	return failures != 0;
}
