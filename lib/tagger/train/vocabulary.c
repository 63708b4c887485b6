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
					    : 0;
	return is;
}

/* Three quarters full. */
uint32_t
vocabulary_size(struct str words)
{
	struct str line;
	uint32_t n = 0;

	while (next_line(&words, &line))
		n++;
	return n / 3 * 4;
}

void
vocabulary_put(struct str words, uint32_t *slots, uint32_t n_slots)
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
		while (slots[at])
			at = at + 1 == n_slots ? 0 : at + 1;
		slots[at] = word_print(hash) | flags(line);
	}
}
