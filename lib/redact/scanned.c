#include "redact/scanned.h"

#include <stdlib.h>

#include "base/die.h"
#include "redact/context.h"
#include "redact/heard.h"

struct scanned {
	const struct lexicon *lexicon;
	struct heard *heard;
};

struct scanned *
scanned_new(const struct lexicon *l)
{
	struct scanned *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->lexicon = l;
	s->heard = heard_new();
	return s;
}

void
scanned_free(struct scanned *s)
{
	if (s)
		heard_free(s->heard);
	free(s);
}

/* A heading that is read each time is no more than its place in memory. */
bool
scanned_takes(const struct passage *p, struct str text)
{
	return p->is_turn_text && p->heading->stays && text.n > 0 &&
	       text.n <= HEARD_LONGEST;
}

/* One text under two headings is two. */
static uint64_t
hash_of(const struct passage *p, struct str text)
{
	return text_hash(text) + (uintptr_t)p->heading;
}

/* What of the turn before has a say, as a number. */
static uint64_t
say_of(
    const struct scanned *s, const struct passage *p, enum scanned_heeds heeds)
{
	switch (heeds) {
	case HEEDS_NAME:
		return (uint64_t)context_names_asked(s->lexicon, p->before);
	case HEEDS_ASKED:
		return context_asked(s->lexicon, p->before);
	default:
		return 0;
	}
}

bool
scanned_knows(struct scanned *s, const struct passage *p, struct str text,
    struct scanned_found *found)
{
	uint64_t hash = hash_of(p, text);
	size_t way = 0;
	struct heard_as as;

	while (heard_next(s->heard, text, hash, &way, &as)) {
		struct heard_found *f;

		if (as.before != say_of(s, p, (enum scanned_heeds)as.heeds))
			continue;
		f = heard_again(s->heard, hash, way);
		if (!f->words.rows) /* most are not met again */
			f->words = word_bits_of(text);
		*found = (struct scanned_found){ f->spans, f->n,
			(size_t)f->says, f->words };
		return true;
	}
	return false;
}

void
scanned_learn(struct scanned *s, const struct passage *p, struct str text,
    enum scanned_heeds heeds, const struct spans *spans, size_t n_scanned)
{
	if (heeds == HEEDS_RECORD)
		return;
	heard_learn(s->heard, text, hash_of(p, text),
	    (struct heard_as){ heeds, say_of(s, p, heeds) },
	    (struct heard_found){
		.spans = spans->at, .n = spans->n, .says = n_scanned });
}
