/* Made-up chat lines: templates, filled from the word list. */

#include <string.h>

#include "base/die.h"
#include "tagger/train/training.h"

enum { TIMES = 60, SLOTS = 'Z' - 'A' + 1, MARKS = 8 };

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

static bool
has(struct str flags, char c)
{
	return memchr(flags.p, c, flags.n) != NULL;
}

static bool
fills(char slot, struct str word, struct str flags)
{
	switch (slot) {
	case 'F':
		return has(flags, 'f') && !has(flags, 'c');
	case 'L':
		return has(flags, 'l') && !has(flags, 'c');
	case 'P':
		return has(flags, 'p') && !has(flags, 'k');
	case 'K':
	case 'T':
		return has(flags, 'k') && word.n > 2 && !has(flags, 'f') &&
		       !has(flags, 'l') && !has(flags, 'p');
	default:
		return false;
	}
}

static const char *const firms[] = { "Amazon", "PayPal", "Vodafone", "Netflix",
	"Spotify", "Samsung", "Apple", "Google", "Klarna", "Ikea", "Zalando",
	"Uber", "Deliveroo", "Microsoft", "Comcast", "Verizon", "Walmart",
	"Target", "Tesco", "Lidl", "Aldi", "Carrefour", "Lufthansa", "Ryanair",
	"Delta", "Barclays", "Santander", "Chase", "HSBC", "Revolut", "Monzo",
	"Telekom", "Orange", "Movistar", "Nike", "Adidas", "Zara", "Sony",
	"Dell", "Lenovo", "Huawei", "Tesla", "Toyota", "Fedex", "Hermes" };

static void
read_choices(struct str words, struct choice *choices, struct arena *run)
{
	struct str line, rest = words;
	size_t n = 0;

	while (next_line(&rest, &line))
		n++;
	for (int s = 0; s < SLOTS; s++) {
		if (!strchr("FLPKT", 'A' + s))
			continue;
		choices[s].words = arena_array(run, n, sizeof(struct str));
		rest = words;
		while (next_line(&rest, &line)) {
			struct str word = next_field(&line, '\t');

			if (fills((char)('A' + s), word, line))
				choices[s].words[choices[s].n++] = word;
		}
	}
}

static struct str
choose(const struct choice *choices, char slot, uint64_t *random)
{
	const struct choice *c = &choices[slot - 'A'];

	if (slot == 'B')
		return str_of(
		    firms[draw(random) % (sizeof(firms) / sizeof(*firms))]);
	if (c->n == 0)
		die("templates: nothing fills {%c}", slot);
	return c->words[draw(random) % c->n];
}

/* The list has small letters: names and places have capitals. */
static void
put_word(struct buf *b, struct str word, bool capital)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (capital && (i == 0 || word.p[i - 1] == ' '))
			c = (char)(c - 'a' + 'A');
		buf_put(b, &c, 1);
	}
}

static enum tag
tag_of(char slot)
{
	return slot == 'F' || slot == 'L' ? TAG_PERSON
	       : slot == 'P'		  ? TAG_PLACE
	       : slot == 'B'		  ? TAG_FIRM
					  : TAG_OTHER;
}

static size_t
fill(struct str line, const struct choice *choices, uint64_t *random,
    struct buf *b, struct mark *marks)
{
	size_t n = 0;

	buf_clear(b);
	for (size_t i = 0; i < line.n; i++) {
		struct mark m = { .start = b->n };
		char slot;

		if (line.p[i] != '{' || i + 2 >= line.n) {
			buf_put(b, line.p + i, 1);
			continue;
		}
		slot = line.p[i + 1];
		i += 2;
		put_word(b, choose(choices, slot, random),
		    slot != 'K' && slot != 'B');
		m.end = b->n;
		m.tag = tag_of(slot);
		if (m.tag == TAG_OTHER)
			continue;
		if (n && m.tag == TAG_PERSON && marks[n - 1].tag == m.tag &&
		    marks[n - 1].end + 1 == m.start)
			marks[n - 1].end = m.end;
		else if (n < MARKS)
			marks[n++] = m;
	}
	return n;
}

void
templates_read(struct lessons *l, struct str templates, struct str words)
{
	struct choice choices[SLOTS] = { 0 };
	uint64_t random = 1;
	struct mark marks[MARKS];
	struct arena run;
	struct buf b = { 0 };
	struct str line;

	arena_init(&run, 64 << 20);
	read_choices(words, choices, &run);
	while (next_line(&templates, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (int i = 0; i < TIMES; i++) {
			size_t n = fill(line, choices, &random, &b, marks);

			lessons_add(l, buf_view(&b), marks, n, ASKED_NOTHING,
			    i % 3 == 0	  ? WRITE_SMALL
			    : i % 12 == 1 ? WRITE_CAPITALS
					  : WRITE_AS_IS);
		}
	}
	buf_free(&b);
	arena_free(&run);
}
