#include "redact/transcript.h"

#include <string.h>

#include "redact/view.h"

static void
keep(struct transcript *t, size_t turn, struct str text)
{
	const struct conv *c = t->conv;
	struct folded *kept = arena_alloc(c->record, sizeof(*kept) + text.n);

	if (!t->folded)
		t->folded =
		    arena_zalloc(c->record, c->n_turns * sizeof(*t->folded));
	kept->n = (uint32_t)text.n;
	if (text.n)
		memcpy(kept->text, text.p, text.n);
	t->folded[turn] = kept;
}

struct transcript
transcript_of(const struct conv *c, struct arena *scratch)
{
	struct transcript t = { .conv = c };

	for (size_t i = 0; i < c->n_turns; i++) {
		uint32_t at = c->turns[i].text;
		struct str text, folded;

		if (!at)
			continue;
		text = json_string(c->json, at, scratch);
		folded = view_fold(text, scratch);
		if (folded.p == json_content(c->json, at).p)
			continue;
		keep(&t, i, folded);
		arena_reset(scratch);
	}
	return t;
}
