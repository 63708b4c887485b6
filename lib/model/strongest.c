#include "model/features.h"

/* The last few words: what each adds to a head by itself, and with the words
 * before it. */
struct part {
	uint32_t token;
	int32_t alone, joined;
};

static int32_t
sum_rows(const struct model *m, const uint32_t *rows, size_t n, size_t head)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += m->rows[(size_t)rows[i] * m->width + head];
	return sum;
}

/* The best run that ends with the newest part, if it beats *best. */
static void
improve(
    const struct part *parts, size_t n, int32_t *best, struct model_span *span)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += parts[i].alone;
		if (sum > *best) {
			*best = sum;
			span->first = parts[i].token;
			span->last = parts[0].token;
		}
		sum += parts[i].joined;
	}
}

struct model_span
model_strongest(const struct model *m, const struct text *x, size_t head)
{
	struct part parts[MODEL_SPAN]; /* the newest first */
	struct last_words last = { .n = 0 };
	struct model_span span = { 0, 0 };
	int32_t best = INT32_MIN;
	size_t n = 0;
	struct word w;

	for (uint32_t i = 0; i < x->n_tokens; i++) {
		uint32_t rows[FEATURES_WORD], pairs[FEATURES_PAIRS];

		if (!features_token(x, &x->tokens[i], &w))
			continue;
		features_next(&last, w.hash);
		for (size_t k = MODEL_SPAN - 1; k; k--)
			parts[k] = parts[k - 1];
		parts[0] = (struct part){ i,
			sum_rows(
			    m, rows, features_word(&m->shape, &w, rows), head),
			sum_rows(m, pairs,
			    features_pairs(&m->shape, &last, pairs), head) };
		n += n < MODEL_SPAN;
		improve(parts, n, &best, &span);
	}
	return span;
}
