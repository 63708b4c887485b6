#include "redact/transcript.h"

#include "redact/view.h"

static void
keep(struct transcript *t, size_t turn, struct str folded)
{
	const struct conv *c = t->conv;
	struct str *kept = arena_alloc(c->record, sizeof(*kept));

	if (!t->folded)
		t->folded =
		    arena_zalloc(c->record, c->n_turns * sizeof(*t->folded));
	*kept = folded;
	t->folded[turn] = kept;
}

struct transcript
transcript_of(const struct conv *c)
{
	struct transcript t = { .conv = c };

	for (size_t i = 0; i < c->n_turns; i++) {
		uint32_t at = c->turns[i].text;
		struct str folded;

		if (!at)
			continue;
		folded = view_fold(conv_text(c, &c->turns[i]), c->record);
		if (folded.p != json_content(c->json, at).p)
			keep(&t, i, folded);
	}
	return t;
}
