/*
 * Which texts are left out together, to see what models make of a source that
 * they know nothing of: whole sources, in three folds that each have something
 * of every kind.  Feelings and breakdowns have one source, whose texts are
 * dealt out; lines of our own are left out by the dozen, for neighbours are
 * alike.  Phrases of the lists never are: what has them is not calibrated on.
 */

#include <string.h>

#include "base/die.h"
#include "model/train/examples.h"

enum { DEALT = N_FOLDS + 1, BY_LINES };

static const struct {
	const char *source;
	uint8_t fold;
} folds[] = {
	{ "bitext", 0 },
	{ "hwu64", 0 },
	{ "rasa_carbon", 0 },
	{ "multidogo", 0 },
	{ "star", 0 },
	{ "banking77", 1 },
	{ "ms_lu_en", 1 },
	{ "ms_lu_de", 1 },
	{ "ms_lu_es", 1 },
	{ "ms_lu_fr", 1 },
	{ "ms_lu_it", 1 },
	{ "ms_lu_zh", 1 },
	{ "rasa_helpdesk", 1 },
	{ "hint3_sofmattress", 1 },
	{ "convabuse", 1 },
	{ "sgd_dev", 1 },
	{ "clinc150", 2 },
	{ "watson_banking", 2 },
	{ "rasa_financial", 2 },
	{ "counsel_chat", 2 },
	{ "taskmaster4", 2 },
	{ "babi6_train", 2 },
	{ "cucom", 2 },
	{ "goemotions", DEALT },
	{ "dbdc3_dev", DEALT },
	{ "lessons", BY_LINES },
	{ "traps", BY_LINES },
	{ "turns", BY_LINES },
	{ "lists", NO_FOLD },
	{ "lists (bot)", NO_FOLD },
};

static uint8_t
find(const char *source)
{
	size_t i = 0, n = sizeof(folds) / sizeof(*folds);

	while (i < n && strcmp(folds[i].source, source) != 0)
		i++;
	if (i == n)
		die("%s: a source without a fold", source);
	return folds[i].fold;
}

void
examples_fold(struct examples *e)
{
	enum { TOGETHER = 100 }; /* of lines of our own */
	size_t lines = 0;

	for (size_t i = 0; i < e->n; i++) {
		struct example *x = &e->items[i];

		x->fold = find(e->sources[x->source]);
		if (x->fold == BY_LINES)
			x->fold = (uint8_t)(lines++ / TOGETHER % N_FOLDS);
		else if (x->fold == DEALT)
			x->fold = (uint8_t)(text_hash(x->text) >> 40) % N_FOLDS;
	}
}
