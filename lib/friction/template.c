#include <string.h>

#include "base/ascii.h"
#include "friction/map.h"

#define MIX 0x9e3779b97f4a7c15u /* odd, its bits well spread */

static bool
has_slot(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (is_digit(word.p[i]) || word.p[i] == '@' || word.p[i] == '_')
			return true;
	return false;
}

static bool
begins_sentence(const struct text *x, size_t i)
{
	const struct token *k;

	if (i == 0)
		return true;
	k = &x->tokens[i - 1];
	return k->class == TEXT_PUNCT &&
	       memchr(".!?:\"(", x->folded.p[k->at], 6) != NULL;
}

/* A number, an address, or by its capital a name. */
static bool
is_slot(const struct text *x, size_t i, bool german)
{
	const struct token *k = &x->tokens[i];

	if (has_slot(text_token(x, k)))
		return true;
	return !german && k->upper && k->end - k->start > 1 &&
	       !begins_sentence(x, i);
}

/* Slots beside each other are one: "Maren Holt", "4929 1 2 3". */
uint64_t
template_hash(struct text *x, struct str text, bool german)
{
	uint64_t h = 0;
	bool in_slot = false;

	text_read(x, text);
	for (size_t i = 0; i < x->n_tokens; i++) {
		bool slot = is_slot(x, i, german);

		if (x->tokens[i].class == TEXT_PUNCT || (slot && in_slot))
			continue;
		in_slot = slot;
		h = (h ^ (slot ? 1 : x->tokens[i].hash)) * MIX;
		h ^= h >> 29;
	}
	h *= MIX;
	return h ? h : 1;
}
