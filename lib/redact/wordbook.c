#include "redact/wordbook.h"

#include "base/embed.h"

EMBED(embed_redact_phrases_image);
EMBED(embed_redact_words_image);
EMBED(embed_redact_lists_image);
EMBED(embed_redact_lexicon_image);
EMBED(embed_redact_uses_image);

const struct wordbook *
wordbook_new(struct arena *run)
{
	struct wordbook *w = arena_alloc(run, sizeof(*w));

	w->lists = word_lists_thaw(EMBEDDED(embed_redact_words_image),
	    EMBEDDED(embed_redact_lists_image), run);
	w->lexicon = lexicon_thaw(EMBEDDED(embed_redact_lexicon_image));
	w->uses = uses_thaw(EMBEDDED(embed_redact_uses_image));
	w->phrases = terms_thaw(EMBEDDED(embed_redact_phrases_image), run);
	return w;
}
