#include "model/reader.h"

/* The last runs of words, each of which ends with the newest: the i-th word
 * begins the one at i % MODEL_SPAN. */
struct runs {
	int32_t sum[MODEL_SPAN];    /* of what its words add to a head */
	uint32_t first[MODEL_SPAN]; /* token */
	uint32_t n;		    /* words so far */
};

/* What rows add to a head. */
struct part {
	const int8_t *head; /* in row 0 */
	size_t width;
	int32_t sum;
};

static inline void
add_row(void *part, uint32_t row)
{
	struct part *p = part;

	p->sum += p->head[row * p->width];
}

/* One more word, which adds to a head alone, and joined to those before it. */
static inline void
lengthen(struct runs *r, uint32_t token, int32_t alone, int32_t joined)
{
	uint32_t newest = r->n++ % MODEL_SPAN;

	for (size_t i = 0; i < MODEL_SPAN; i++)
		r->sum[i] += alone + joined;
	r->sum[newest] = alone;
	r->first[newest] = token;
}

/* The shortest of the best runs, if it beats *best. */
static inline void
improve(const struct runs *r, uint32_t token, int32_t *best,
    struct model_span *span)
{
#pragma GCC unroll 4
	for (uint32_t k = 1; k <= MODEL_SPAN; k++) {
		uint32_t i = (r->n - k) % MODEL_SPAN;

		if (r->sum[i] > *best) {
			*best = r->sum[i];
			*span = (struct model_span){ r->first[i], token };
		}
	}
}

struct model_span
model_strongest(struct model_reader *r, const struct text *x, size_t head)
{
	const struct model *m = reader_model(r);
	struct part joined = { m->rows + head, m->width, 0 };
	enum { NONE = INT32_MIN / 2 }; /* less than words can add to */
	struct runs runs = { .sum = { NONE, NONE, NONE, NONE } };
	struct model_span span = { 0, 0 };
	int32_t best = NONE;
	struct words words;
	struct word w;

	features_start(&words);
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(x, &x->tokens[i], &w))
			continue;
		features_next(&words, w.hash);
		joined.sum = 0;
		features_pairs(&m->shape, &words, add_row, &joined);
		lengthen(&runs, i, reader_word(r, &w, head), joined.sum);
		features_go_on(&words);
		improve(&runs, i, &best, &span);
	}
	return span;
}
