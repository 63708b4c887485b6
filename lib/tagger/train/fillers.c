#include "tagger/train/fillers.h"

#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "tagger/train/training.h"

enum { SLOTS = 'Z' - 'A' + 1, MOST_DIGITS = 8 };

uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* The words that can fill a slot. */
struct choice {
	struct str *words;
	size_t n;
};

struct fillers {
	struct choice choices[SLOTS];
	char number[MOST_DIGITS];
};

static bool
has(struct str flags, char c)
{
	return memchr(flags.p, c, flags.n) != NULL;
}

static bool
names_nothing(struct str flags)
{
	return !has(flags, 'f') && !has(flags, 'l') && !has(flags, 'p');
}

static bool
fills(char slot, struct str word, struct str flags)
{
	switch (slot) {
	case 'F':
	case 'N':
		return has(flags, 'f') && !has(flags, 'c');
	case 'L':
	case 'M':
		return has(flags, 'l') && !has(flags, 'c');
	case 'P':
	case 'Q':
		return has(flags, 'p') && !has(flags, 'k');
	case 'K':
	case 'T':
		return has(flags, 'k') && word.n > 2 && names_nothing(flags);
	case 'B':
		return has(flags, 'b') && !has(flags, 'k');
	case 'C':
		return has(flags, 'c') && names_nothing(flags);
	default:
		return false;
	}
}

struct fillers *
fillers_new(struct str words, struct arena *run)
{
	struct fillers *f = arena_zalloc(run, sizeof(*f));
	struct str line, rest = words;
	size_t n = 0;

	while (next_line(&rest, &line))
		n++;
	for (int s = 0; s < SLOTS; s++) {
		if (!strchr("FLPNMQKTCB", 'A' + s))
			continue;
		f->choices[s].words = arena_array(run, n, sizeof(struct str));
		rest = words;
		while (next_line(&rest, &line)) {
			struct str word = next_field(&line, '\t');

			if (fills((char)('A' + s), word, line))
				f->choices[s].words[f->choices[s].n++] = word;
		}
	}
	return f;
}

static struct str
choose_number(struct fillers *f, uint64_t *random)
{
	uint64_t x = draw(random);
	size_t n = 1 + x % MOST_DIGITS;

	for (size_t i = 0; i < n; i++)
		f->number[i] = (char)('0' + (x >> 4 * (i + 2)) % 10);
	return (struct str){ f->number, n };
}

struct str
fillers_choose(struct fillers *f, char slot, uint64_t *random)
{
	const struct choice *c;

	if (slot == 'D')
		return choose_number(f, random);
	c = is_upper(slot) ? &f->choices[slot - 'A'] : NULL;
	if (!c || c->n == 0)
		die("templates: nothing fills {%c}", slot);
	return c->words[draw(random) % c->n];
}

enum tag
fillers_tag(char slot)
{
	return slot == 'F' || slot == 'L' ? TAG_PERSON
	       : slot == 'P'		  ? TAG_PLACE
	       : slot == 'B'		  ? TAG_FIRM
					  : TAG_OTHER;
}
