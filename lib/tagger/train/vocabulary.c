#include <string.h>

#include "base/die.h"
#include "tagger/train/training.h"

static unsigned
flags(struct str letters)
{
	unsigned is = 0;

	for (size_t i = 0; i < letters.n; i++)
		is |= letters.p[i] == 'f'   ? WORD_FIRST
		      : letters.p[i] == 'l' ? WORD_LAST
		      : letters.p[i] == 'p' ? WORD_PLACE
		      : letters.p[i] == 'k' ? WORD_KNOWN
		      : letters.p[i] == 'c' ? WORD_COMMON
		      : letters.p[i] == 'b' ? WORD_FIRM
					    : 0;
	return is;
}

static void
put_slot(unsigned char *slot, uint32_t value)
{
	for (size_t i = 0; i < WORD_BYTES; i++)
		slot[i] = (unsigned char)(value >> 8 * i);
}

/* Six sevenths full. */
uint32_t
vocabulary_size(struct str words)
{
	struct str line;
	uint32_t n = 0;

	while (next_line(&words, &line))
		n++;
	return n / 6 * 7;
}

void
vocabulary_put(
    struct str words, unsigned char (*slots)[WORD_BYTES], uint32_t n_slots)
{
	struct str line;

	while (next_line(&words, &line)) {
		struct str phrase = next_field(&line, '\t');
		uint64_t hash = 0;
		bool first = true;
		uint32_t at;

		while (phrase.n) {
			uint64_t next = text_hash(next_field(&phrase, ' '));

			hash = first ? next : word_join(hash, next);
			first = false;
		}
		at = word_home(hash, n_slots);
		while (slots[at][0] | slots[at][1] | slots[at][2])
			at = at + 1 == n_slots ? 0 : at + 1;
		put_slot(slots[at], word_print(hash) | flags(line));
	}
}
