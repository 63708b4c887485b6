#include "model/intent.h"

#include <math.h>

/* The two best of the intents; the second may be none. */
struct best {
	size_t first, second;
};

static struct best
find_best(const double *scores, size_t n)
{
	struct best b = { 0, SIZE_MAX };

	for (size_t i = 1; i < n; i++)
		if (scores[i] > scores[b.first])
			b = (struct best){ i, b.first };
		else if (b.second == SIZE_MAX || scores[i] > scores[b.second])
			b.second = i;
	return b;
}

double
intent_reach(const struct model *m, const double *scores)
{
	size_t n = (size_t)m->parameters[INTENT_COUNT];
	double best = scores[find_best(scores, n).first];

	if (m->n_heads > n)
		best -= m->parameters[INTENT_OUTSIDE] * scores[n];
	return best;
}

double
model_sureness(const struct model *m, double more)
{
	return exp(m->parameters[INTENT_SHARPNESS] * more);
}

struct model_intent
model_intent(const struct model *m, const double *scores)
{
	const double *p = m->parameters;
	size_t n = (size_t)p[INTENT_COUNT];
	struct best b = find_best(scores, n);
	double sum = 0, second = 0;

	for (size_t i = 0; i < n; i++)
		sum += model_sureness(m, scores[i] - scores[b.first]);
	if (b.second != SIZE_MAX)
		second = model_sureness(m, scores[b.second] - scores[b.first]);
	return (struct model_intent){
		.head = b.first,
		.confidence = 1 / sum,
		.margin = (1 - second) / sum,
		.out_of_scope =
		    1 / (1 + exp(-(p[INTENT_OFFSET] +
				   p[INTENT_SLOPE] * intent_reach(m, scores)))),
	};
}
