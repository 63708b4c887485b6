#include "redact/word_bits.h"

#include "redact/letters.h"

struct word_bits
word_bits_of(struct str text)
{
	struct letters words = letters_of(text);
	struct word_bits bits = { 0 };
	size_t start, end;

	while (letters_next(&words, &start, &end))
		word_bits_add(&bits,
		    word_place((struct str){ text.p + start, end - start }));
	return words.all_ascii ? bits
			       : (struct word_bits){ UINT64_MAX, UINT64_MAX };
}
