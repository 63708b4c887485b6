#include "model/reader.h"

/* The last few words: what each adds to a head by itself, and with the words
 * before it. */
struct part {
	uint32_t token;
	int32_t alone, joined;
};

static int32_t
sum_pairs(const struct model *m, const struct last_words *last, size_t head)
{
	uint32_t rows[FEATURES_PAIRS];
	size_t n = features_pairs(&m->shape, last, rows);
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
model_strongest(struct model_reader *r, const struct text *x, size_t head)
{
	const struct model *m = reader_model(r);
	struct part parts[MODEL_SPAN]; /* the newest first */
	struct last_words last;
	struct model_span span = { 0, 0 };
	int32_t best = INT32_MIN;
	size_t n = 0;
	struct word w;

	features_start(&last);
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(x, &x->tokens[i], &w))
			continue;
		features_next(&last, w.hash);
		for (size_t k = MODEL_SPAN - 1; k; k--)
			parts[k] = parts[k - 1];
		parts[0] = (struct part){ i, reader_word(r, &w, head),
			sum_pairs(m, &last, head) };
		n += n < MODEL_SPAN;
		improve(parts, n, &best, &span);
	}
	return span;
}
