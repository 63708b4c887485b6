/* Fields of a form that was pasted, a line each: "Street: Larkhill", "Ort:
 * Lans".  What a member of that name holds, they hold. */

#include "redact/member.h"
#include "redact/recogniser.h"
#include "redact/streets.h"

enum { MOST_LABEL = 4, MOST_VALUE = 14, LONGEST_LABEL = 24 };

static const struct {
	enum member_list list;
	enum kind kind;
} fields[] = {
	{ MEMBERS_address, KIND_ADDRESS },
	{ MEMBERS_place, KIND_PLACE },
};

/* The first token of the line that token i is of, or SIZE_MAX: it is too long
 * for a label. */
static size_t
line_start(const struct speech *s, size_t i)
{
	size_t first = i;

	while (first > 0 && !speech_ends_cell(s, first - 1)) {
		if (i - first == MOST_LABEL)
			return SIZE_MAX;
		first--;
	}
	return first;
}

/* "Straat + nr", "Address (line 1)", up to what is more of it: as a member
 * would be called; nothing, of a long one. */
static struct str
label_of(
    const struct speech *s, size_t first, size_t end, char word[LONGEST_LABEL])
{
	size_t n = 0;

	for (size_t i = first; i < end && !speech_is_mark(s, i, "+/&(,"); i++) {
		struct str part = speech_word(s, i);

		if (s->seen[i].mark)
			continue;
		if (n + part.n > LONGEST_LABEL)
			return STR("");
		memcpy(word + n, part.p, part.n);
		n += part.n;
	}
	return (struct str){ word, n };
}

/* A word that a sentence has and no address: "wrong", "please". */
static bool
is_of_sentence(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && !speech_is_capital(s, i) &&
	       s->is[i] & WORD_COMMON && !s->seen[i].lists &&
	       !speech_has_use(s, i,
		   USE_OF | USE_THE | USE_PREPOSITION | USE_STREET | USE_RUE |
		       USE_UNIT | USE_DIRECTION | USE_PARTICLE);
}

/* The last token of the value from token i on; SIZE_MAX: a sentence, or
 * nothing. */
static size_t
value_end(const struct speech *s, size_t i)
{
	size_t k = i, n = s->words->n_tokens;
	bool word = false, street = speech_has_use(s, i, USE_RUE);

	if (i >= n || (!s->seen[i].has_digit && !speech_is_capital(s, i) &&
			  !street && !s->small))
		return SIZE_MAX;
	for (; k < n && k < i + MOST_VALUE; k++) {
		if ((!street && is_of_sentence(s, k)) ||
		    speech_is_mark(s, k, "?!:<>@"))
			return SIZE_MAX;
		word |= speech_is_letters(s, k) && speech_token(s, k)->n > 2;
		if (speech_ends_cell(s, k) || k + 1 == n)
			return word || s->seen[i].has_digit ? k : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "Address: 3 Quarry View, Matlock": an address is found where it begins. */
static bool
is_found(struct speech *s, size_t i)
{
	return s->found[speech_byte(s, speech_token(s, i)->start)] & FOUND;
}

static void
field_at(struct speech *s, size_t colon, struct spans *out)
{
	char word[LONGEST_LABEL];
	size_t first = line_start(s, colon), value = colon + 1, last;
	struct str label;

	if (first == SIZE_MAX || first == colon || speech_ends_cell(s, colon))
		return;
	label = label_of(s, first, colon, word);
	/* "via: WhatsApp" */
	if (label.n == 0 || str_eq(label, STR("via")))
		return;
	for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++) {
		if (!wordlist_has(member_list(fields[k].list), label))
			continue;
		last = value_end(s, value);
		if (last == SIZE_MAX || is_found(s, value))
			return;
		/* "Ort: 12203 Berlin" */
		while (fields[k].kind == KIND_PLACE && value < last &&
		       s->seen[value].has_digit)
			value++;
		speech_add(s, out, value, last,
		    (struct finding_of){ fields[k].kind, "form-field", 85 });
		return;
	}
}

/* A colon behind a word, and no "12:30" or "https:" */
static bool
may_have_fields(struct str text)
{
	const char *end = text.p + text.n, *p = text.p;

	for (; (p = memchr(p, ':', (size_t)(end - p))); p++)
		if (p > text.p && p + 1 < end && p[1] != '/' &&
		    !(is_digit(p[-1]) && is_digit(p[1])))
			return true;
	return false;
}

void
form_fields_find(struct speech *s, struct spans *out)
{
	if (!may_have_fields(s->text))
		return;
	for (size_t i = 1; i + 1 < s->words->n_tokens; i++)
		if (s->seen[i].mark == ':')
			field_at(s, i, out);
}
