#include "redact/wordbook.h"

#include "base/embed.h"

EMBED(embed_redact_phrases_lists);

const struct wordbook *
wordbook_new(struct arena *run)
{
	struct wordbook *w = arena_alloc(run, sizeof(*w));

	w->lists = word_lists_new(run);
	w->lexicon = lexicon_new(w->lists, run);
	w->uses = uses_new(w->lists, run);
	w->phrases = terms_thaw(EMBEDDED(embed_redact_phrases_lists), run);
	return w;
}
