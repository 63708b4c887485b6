#include <string.h>

#include "model/train/training.h"

struct adviser {
	const struct training *training;
	struct judge_terms *terms;
	struct model_reader *reader;
	struct text text;
};

struct adviser *
adviser_new(const struct training *t, struct arena *run)
{
	struct adviser *a = arena_zalloc(run, sizeof(*a));

	a->training = t;
	a->terms = judge_terms_new(run);
	a->reader = model_reader_new(&t->model);
	text_init(&a->text);
	return a;
}

void
adviser_free(struct adviser *a)
{
	model_reader_free(a->reader);
	text_free(&a->text);
}

void
adviser_read(struct adviser *a, struct str text, const char *language,
    struct opinion *out)
{
	struct example x = { .text = text };
	const double *scores;

	strncpy(x.language, language, sizeof(x.language) - 1);
	text_read(&a->text, text);
	x.words = (uint32_t)model_words(&a->text);
	judge_terms(a->terms, &x);
	scores = model_scores(a->reader, &a->text);
	for (size_t h = 0; h < N_HEADS; h++) {
		out->terms[h] = (double)x.terms[h];
		out->both[h] = training_both(a->training, &x, scores[h], h);
	}
}
