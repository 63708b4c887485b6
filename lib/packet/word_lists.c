#include "packet/word_lists.h"

#include <ctype.h>

bool
packet_begins_with(enum packet_words list, struct str text)
{
	struct wordlist l = packet_words(list);

	for (size_t i = 0; i < l.n; i++) {
		struct str word = wordlist_at(l, i);

		if (str_begins_nocase(text, word) &&
		    (ispunct((unsigned char)word.p[word.n - 1]) ||
			(text.n > word.n && text.p[word.n] == ' ')))
			return true;
	}
	return false;
}
