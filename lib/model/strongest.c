#include "model/reader.h"

/* The runs of words that end with the newest, the shortest first. */
struct runs {
	int32_t sum[MODEL_SPAN];    /* of what its words add to a head */
	uint32_t first[MODEL_SPAN]; /* token */
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
#pragma GCC unroll 4
	for (size_t i = MODEL_SPAN - 1; i > 0; i--) {
		r->sum[i] = r->sum[i - 1] + alone + joined;
		r->first[i] = r->first[i - 1];
	}
	r->sum[0] = alone;
	r->first[0] = token;
}

static inline int32_t
find_most(const struct runs *r)
{
	int32_t most = r->sum[0];

#pragma GCC unroll 4
	for (size_t i = 1; i < MODEL_SPAN; i++)
		most = r->sum[i] > most ? r->sum[i] : most;
	return most;
}

/* Where the shortest run with this sum begins. */
static uint32_t
find_first(const struct runs *r, int32_t sum)
{
	size_t i = 0;

	while (r->sum[i] != sum)
		i++;
	return r->first[i];
}

struct model_span
model_strongest(struct model_reader *r, const struct text *x, size_t head)
{
	const struct model *m = reader_model(r);
	struct part joined = { m->rows + head, m->width, 0 };
	enum { NONE = INT32_MIN / 2 }; /* less than words can add to */
	struct runs runs = { .sum = { NONE, NONE, NONE, NONE } };
	struct model_span span = { 0, 0 };
	int32_t best = NONE, most;
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
		most = find_most(&runs);
		if (most > best) {
			best = most;
			span =
			    (struct model_span){ find_first(&runs, most), i };
		}
	}
	return span;
}
