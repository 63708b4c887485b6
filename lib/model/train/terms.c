/* The term lists' opinion, as hoff-score forms it. */

#include <math.h>
#include <string.h>

#include "model/train/examples.h"
#include "model/train/training.h"
#include "score/heads.h"
#include "score/person.h"
#include "score/reading.h"

struct judge_terms {
	struct lists lists;
	struct reading reading;
	struct people *people;
	struct signals signals;
};

struct judge_terms *
judge_terms_new(struct arena *run)
{
	struct judge_terms *j = arena_zalloc(run, sizeof(*j));

	lists_read(&j->lists, NULL, 0, run);
	reading_init(&j->reading, &j->lists);
	j->people = people_new();
	return j;
}

static const struct {
	enum head head;
	enum slot slot;
} slots[] = {
#define HEAD_SLOT(name, slot) { HEAD_##name, SLOT_##slot },
	HEADED(HEAD_SLOT)
#undef HEAD_SLOT
};

static void
note_leave(struct example *x, size_t head, size_t slot, const struct reading *r)
{
	x->leave[head] = (uint8_t)heads_leave(r, slot, x->words < WORDS);
}

void
judge_terms(struct judge_terms *j, struct example *x)
{
	struct reading *r = &j->reading;
	struct signals *g = &j->signals;
	struct spoken spoken = spoken_as(str_of(x->language));
	double mood;

	memset(x->leave, LEAVE_WHOLE, sizeof(x->leave));
	reading_take(r, x->bot ? SET_BOT : SET_CUSTOMER, x->text, &spoken);
	if (x->bot) {
		if (spoken.named && !spoken_english(&spoken))
			memset(x->leave, LEAVE_NOTHING, sizeof(x->leave));
		x->terms[HEAD_bot_fallback] =
		    (float)r->strength[LIST_bot_fallback];
		return;
	}
	reading_signals(r, g);
	for (size_t i = 0; i < sizeof(slots) / sizeof(*slots); i++) {
		x->terms[slots[i].head] = (float)g->value[slots[i].slot];
		note_leave(x, slots[i].head, slots[i].slot, r);
	}
	note_leave(x, HEAD_positive, SLOT_SENTIMENT, r);
	note_leave(x, HEAD_negative, SLOT_SENTIMENT, r);
	mood = g->value[SLOT_SENTIMENT];
	x->terms[HEAD_positive] = (float)fmax(mood, 0);
	x->terms[HEAD_negative] = (float)fmax(-mood, 0);
	if (r->text.n_tokens)
		x->terms[HEAD_human_request] =
		    (float)person_request(r, j->people).score;
	note_leave(x, HEAD_human_request, SLOT_HUMAN_REQUEST, r);
}
