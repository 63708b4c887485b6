#include "score/intent.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"

enum { SLOTS = 256, LONGEST = 64 /* bytes of a name that are read */ };

struct known {
	char name[LONGEST];
	uint8_t n; /* 0: empty */
	struct intent_sense sense;
};

struct intent_names {
	struct known known[SLOTS];
};

struct intent_names *
intent_names_new(void)
{
	struct intent_names *n = calloc(1, sizeof(*n));

	if (!n)
		die_of_memory();
	return n;
}

void
intent_names_free(struct intent_names *n)
{
	free(n);
}

/* "AMAZON.FallbackIntent" as words: a mark is a blank, and so is the edge
 * between a small and a capital letter. */
static struct str
spell_out(struct str name, char words[2 * LONGEST])
{
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (i && is_upper(c) && is_lower(name.p[i - 1]))
			words[n++] = ' ';
		words[n++] = strchr("_-./:+", c) ? ' ' : c;
	}
	return (struct str){ words, n };
}

/* Not inlined: nearly all names are known, and make no room for it. */
static __attribute__((noinline)) void
learn(struct known *k, struct reading *scratch, struct str name)
{
	static const struct spoken any = { .named = true };
	char words[2 * LONGEST];

	reading_take(scratch, SET_BOT, spell_out(name, words), &any);
	memcpy(k->name, name.p, name.n);
	k->n = (uint8_t)name.n;
	k->sense = (struct intent_sense){
		.fallback = scratch->strength[LIST_intent_fallback] > 0,
		.human = scratch->strength[LIST_intent_human] > 0,
	};
}

struct intent_sense
intent_sense(struct intent_names *n, struct reading *scratch, struct str name)
{
	struct known *k;

	if (name.n == 0)
		return (struct intent_sense){ 0 };
	/* Cut between characters, never inside one. */
	if (name.n > LONGEST)
		for (name.n = LONGEST;
		     name.n && ((unsigned char)name.p[name.n] & 0xc0) == 0x80;)
			name.n--;
	k = &n->known[text_hash(name) % SLOTS];
	if (k->n != name.n || memcmp(k->name, name.p, name.n) != 0)
		learn(k, scratch, name);
	return k->sense;
}
