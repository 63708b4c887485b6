#include <unistd.h>

#include "base/die.h"
#include "kb/kb.h"
#include "stream/stream.h"

enum { CEILING = 512 << 20 /* bytes of a file */ };

_Static_assert(KB_ROOM >= 2 * (size_t)CEILING, "articles, and their index");

/* The index that is there, where it may be used; or NULL. */
static struct kb *
load(struct kb_file index, struct kb_file articles, struct kb_file stopwords,
    struct arena *run)
{
	index.text = stream_slurp_bytes(index.name, CEILING, run);
	if (kb_is_current(index, articles))
		return kb_load(index, stopwords, run);
	if (!articles.name)
		die("%s: was made by another version; give --kb to make it "
		    "anew",
		    index.name);
	return NULL;
}

const struct kb *
kb_open(const char *articles, const char *index, struct kb_file stopwords,
    struct arena *run)
{
	struct kb_file from = { articles, STR("") };
	struct kb_file image = { index, STR("") };
	struct kb *kb = NULL;

	if (articles)
		from.text = stream_slurp(articles, CEILING, run);
	if (index && (!articles || !access(index, F_OK)))
		kb = load(image, from, stopwords, run);
	if (kb || !articles)
		return kb;
	kb = kb_make(from, stopwords, run);
	if (index)
		stream_publish(index, kb_image(kb));
	return kb;
}
