/* Where numbers begin that have letters before their first digit. */

#include <string.h>

#include "redact/recogniser.h"
#include "redact/scheme.h"

/* Words that stand before a plate in small letters: not those of it. */
static bool
is_small_word(struct str letters)
{
	static const char words[] =
	    " and ar are as at be car de der di du era es "
	    "est et fee for is ist je le lo my no nr of on or "
	    "per reg tax the to und was y ";
	char word[8] = " ";

	for (size_t i = 0; i < letters.n; i++)
		word[i + 1] = to_lower(letters.p[i]);
	word[letters.n + 1] = ' ';
	return strstr(words, word) != NULL;
}

/* Where the letters begin that stand right before `at`; `at`: none do, or not
 * as those of plates do. */
static size_t
group_start(struct str text, size_t at)
{
	size_t from = at;

	while (from > 0 && is_alpha(text.p[from - 1]) && at - from < 4)
		from--;
	if (from == at || at - from > 3 || is_alnum(byte_at(text, from - 1)) ||
	    (text.p[at] != '-' &&
		is_small_word((struct str){ text.p + from, at - from })))
		return at;
	return from;
}

/* "is 901 FSA": small letters before capitals are not of them. */
static bool
is_of_case(struct str text, size_t letters, size_t number)
{
	while (is_digit(byte_at(text, number)) ||
	       byte_at(text, number) == ' ' || byte_at(text, number) == '-')
		number++;
	return text.p[letters] <= 'Z' || byte_at(text, number) < 'A' ||
	       byte_at(text, number) > 'Z';
}

/* "M-AB 1234", "AB-123-CD", "KR 591 UP": the letters of a plate stand before
 * its number. */
static size_t
plate_start(struct str text, size_t number)
{
	size_t at = number, first;

	if (at > 0 && strchr(" -", text.p[at - 1]))
		at--;
	first = group_start(text, at);
	if (first == at || !is_of_case(text, first, number))
		return number;
	if (first == 0 || text.p[first - 1] != '-')
		return at - first > 1 || text.p[first] <= 'Z' ? first : number;
	at = group_start(text, first - 1);
	return at < first - 1 ? at : first;
}

/* "ORD-181961": what stands before the number is of it. */
static size_t
prefix_start(struct str text, size_t number)
{
	size_t at = number;

	if (at == 0 || text.p[at - 1] != '-')
		return number;
	for (at--; at > 0 && is_alpha(text.p[at - 1]) && number - at < 8; at--)
		;
	return number - at > 1 && !is_alnum(byte_at(text, at - 1)) ? at
								   : number;
}

/* "A 1 2 3 4 5 6": a capital before the digits of a document is of it. */
static size_t
letter_start(struct str text, size_t number)
{
	return number > 1 && text.p[number - 1] == ' ' &&
		       is_upper(text.p[number - 2]) &&
		       text.p[number - 2] != 'I' &&
		       !is_alnum(byte_at(text, number - 3))
		   ? number - 2
		   : number;
}

size_t
scheme_start(struct str text, size_t number, enum kind k)
{
	switch (k) {
	case KIND_PLATE:
		return plate_start(text, number);
	case KIND_ORDER:
	case KIND_MEMBER:
		return prefix_start(text, number);
	case KIND_PASSPORT:
	case KIND_LICENCE:
		return letter_start(text, number);
	default:
		return number;
	}
}
