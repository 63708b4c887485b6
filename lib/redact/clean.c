#include "redact/clean.h"

#include <string.h>

#include "base/pages.h"

enum { SLOTS = 512, LONGEST = 39 };

struct slot {
	const struct heading *heading; /* NULL: it is free */
	unsigned char of;	       /* and in an annotation: see sort_of() */
	unsigned char n;
	char text[LONGEST];
	struct word_bits words;
};

struct clean {
	struct slot slots[SLOTS];
	uint32_t met[SLOTS]; /* some of the hash of who asked for a place */
};

struct clean *
clean_new(void)
{
	return pages_new(sizeof(struct clean));
}

void
clean_free(struct clean *c)
{
	pages_free(c, sizeof(*c));
}

/* What was said depends on the turn before it; and a heading that is read each
 * time is no more than its place in memory. */
bool
clean_takes(const struct passage *p, struct str text)
{
	return text.n > 0 && text.n <= LONGEST && !p->is_turn_text &&
	       p->heading->stays && !p->part &&
	       (p->of == PASSAGE_STRING || p->of == PASSAGE_KEY);
}

static unsigned char
sort_of(const struct passage *p)
{
	return (unsigned char)((unsigned)p->of << 1 | p->annotation);
}

/* Where it is kept, in its low bits: what is equal by chance only drives out
 * the other. */
static uint64_t
home(const struct passage *p, struct str text)
{
	uintptr_t from = (uintptr_t)p->heading / sizeof(*p->heading);

	return text_hash(text) ^ from ^ sort_of(p);
}

bool
clean_knows(const struct clean *c, const struct passage *p, struct str text,
    struct word_bits recalled)
{
	const struct slot *s = &c->slots[home(p, text) % SLOTS];

	return s->heading == p->heading && s->of == sort_of(p) &&
	       s->n == text.n && memcmp(s->text, text.p, text.n) == 0 &&
	       !word_bits_meet(s->words, recalled);
}

void
clean_learn(struct clean *c, const struct passage *p, struct str text)
{
	uint64_t hash = home(p, text);
	struct slot *s = &c->slots[hash % SLOTS];
	uint32_t *met = &c->met[hash % SLOTS];

	/* An id or an amount is met once, and must not drive out others. */
	if (*met != hash >> 32) {
		*met = (uint32_t)(hash >> 32);
		return;
	}
	s->heading = p->heading;
	s->of = sort_of(p);
	s->n = (unsigned char)text.n;
	memcpy(s->text, text.p, text.n);
	s->words = word_bits_of(text);
}
