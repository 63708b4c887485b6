/* Names, from the metadata of a record. */

#include <stdlib.h>

#include "base/die.h"
#include "redact/member.h"
#include "redact/name_words.h"
#include "redact/recogniser.h"

/* Names of a record: what more have taken does not stay. */
enum { USUAL = 1024 };

/* What is known of the place while a record is walked for names. */
struct place {
	bool person;	/* inside an object that is somebody */
	bool shallow;	/* in the record itself, a turn or an event */
	bool turn;	/* in a turn or an event */
	uint32_t *part; /* the first part of a name in this object, or
			   NAME_UNKNOWN */
	const struct heading *heading; /* of what it is */
};

struct collector {
	struct names *names;
	const struct json *j;
	const struct record_headings *headings;
};

static struct str
lower_copy(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		p[i] = to_lower(p[i]);
	return (struct str){ p, s.n };
}

/* "from":"Jane Doe", but not "from":"customer", "agent":"a-4". */
static bool
looks_like_name(const struct names *names, struct str s)
{
	size_t words = 0, i = 0;
	bool capital = false;
	struct str word;

	for (size_t k = 0; k < s.n; k++) {
		if (is_digit(s.p[k]) || memchr("_/:@#", s.p[k], 5))
			return false;
		capital |=
		    to_lower(s.p[k]) != s.p[k] || (unsigned char)s.p[k] >= 0x80;
	}
	while (name_next_word(names, s, &i, &word))
		words++;
	return capital && words <= 5;
}

/* "oluwaseun", "jane doe", but not "my wife", where it is said to be somebody:
 * names, or words of no dictionary. */
static bool
looks_like_small_name(const struct names *names, struct str s)
{
	enum { MOST_WORDS = 3 };
	size_t words = 0, i = 0;
	bool rare = false;

	while (i < s.n) {
		size_t end = name_word_end(s, i);
		unsigned is;

		if (end == i) {
			if (!memchr(" -'.", s.p[i++], 4))
				return false;
			continue;
		}
		is = tagger_word(
		    names->tagger, text_hash((struct str){ s.p + i, end - i }));
		if (is & WORD_FIRM ||
		    (is & WORD_KNOWN && !(is & (WORD_FIRST | WORD_LAST))))
			return false;
		rare |= !(is & WORD_COMMON);
		words++;
		i = end;
	}
	return rare && words <= MOST_WORDS;
}

/* What a word with a capital and small letters can be; 0: it is none. */
static unsigned
is_as_name(const struct names *names, struct str word)
{
	enum { LONGEST_NAME = 24 };
	char small[LONGEST_NAME];
	unsigned is;

	if (word.n < 2 || word.n > sizeof(small) || !is_alpha(word.p[0]) ||
	    to_lower(word.p[0]) == word.p[0])
		return 0;
	small[0] = to_lower(word.p[0]);
	for (size_t i = 1; i < word.n; i++) {
		if (to_lower(word.p[i]) != word.p[i])
			return 0;
		small[i] = word.p[i];
	}
	is = tagger_word(
	    names->tagger, text_hash((struct str){ small, word.n }));
	return is & WORD_FIRM ? 0 : is;
}

bool
names_is_full(const struct names *names, struct str text)
{
	enum { MOST_WORDS = 3 };
	size_t words = 0, i = 0;

	while (i < text.n) {
		size_t end = name_word_end(text, i);
		unsigned is =
		    is_as_name(names, (struct str){ text.p + i, end - i });

		if (!(is & (words ? WORD_LAST : WORD_FIRST)) ||
		    (words && is & WORD_KNOWN) ||
		    (end < text.n && text.p[end] != ' '))
			return false;
		words++;
		i = end + 1;
	}
	return words > 1 && words <= MOST_WORDS;
}

static size_t
place_in_index(const struct names *names, struct str folded)
{
	return text_hash(folded) & (names->n_index - 1);
}

static void
add_to_index(struct names *names, uint32_t k)
{
	struct name_value *v = &names->values[k];
	uint32_t *place = &names->index[place_in_index(names, v->folded)];

	v->next = *place;
	*place = k;
}

static void
empty_index(struct names *names)
{
	for (size_t i = 0; i < names->n_index; i++)
		names->index[i] = NAME_UNKNOWN;
}

/* The most values that there is room for are as many as places of the index. */
static void
grow(struct names *names)
{
	size_t room = names->room ? names->room * 2 : 16;

	names->values = realloc(names->values, room * sizeof(*names->values));
	names->index = realloc(names->index, room * sizeof(*names->index));
	if (!names->values || !names->index)
		die_of_memory();
	names->room = names->n_index = room;
	empty_index(names);
	for (size_t k = 0; k < names->n_values; k++)
		add_to_index(names, (uint32_t)k);
}

uint32_t
name_known(const struct names *names, struct str folded)
{
	uint32_t k;

	if (names->n_values == 0)
		return NAME_UNKNOWN;
	for (k = names->index[place_in_index(names, folded)]; k != NAME_UNKNOWN;
	     k = names->values[k].next)
		if (str_eq(names->values[k].folded, folded))
			break;
	return k;
}

/* A value of the record, or UINT32_MAX. */
static void
add_value(struct names *names, uint32_t value, struct str folded, uint32_t with)
{
	if (names->n_values == names->room)
		grow(names);
	names->values[names->n_values] = (struct name_value){
		.value = value, .folded = folded, .with = with
	};
	add_to_index(names, (uint32_t)names->n_values++);
}

/* What is said of a value: it is a name; it may be one; it is somebody, who may
 * be told in other words. */
enum claim { IS_NAME, MAY_BE_NAME, IS_SOMEBODY };

static bool
holds_true(const struct names *names, enum claim claim, struct str s)
{
	return claim == IS_NAME || looks_like_name(names, s) ||
	       (claim == IS_SOMEBODY && looks_like_small_name(names, s));
}

/* Parts of a name in one object are one person's. */
static void
add(struct collector *c, uint32_t value, enum claim claim, uint32_t *part)
{
	struct names *names = c->names;
	uint32_t number = (uint32_t)names->n_values;
	struct str text = json_string(c->j, value, names->memory);
	struct str folded;

	view_open(&names->view, text);
	if (!holds_true(names, claim, names->view.text))
		return;
	folded = lower_copy(names->memory, names->view.text);
	if (!name_is_somebody(names, folded))
		return;
	if (part && *part == NAME_UNKNOWN)
		*part = number;
	add_value(names, value, folded, part ? *part : number);
}

static void walk_value(struct collector *c, uint32_t at, struct place p);

/* A string that is member `m` of something; `held`: not by its own name. */
static void
take_string(struct collector *c, uint32_t value, enum member m, bool held,
    struct place p)
{
	if (m == MEMBER_PART || (m == MEMBER_NAME && p.person))
		add(c, value, IS_NAME, p.part);
	else if (m == MEMBER_FULL_NAME)
		add(c, value, IS_NAME, NULL);
	else if (m == MEMBER_SENDER && held)
		add(c, value, IS_SOMEBODY, NULL);
	else if ((m == MEMBER_SENDER && (p.shallow || p.person)) ||
		 (m == MEMBER_NAME && p.turn))
		add(c, value, MAY_BE_NAME, NULL);
}

/* The member at `key`, of which `heading` is said. */
static void
walk_member(struct collector *c, uint32_t key, const struct heading *heading,
    struct place p)
{
	enum member m = heading->member;
	struct str raw = json_content(c->j, key);

	p.heading = heading;
	p.person = m == MEMBER_PERSON || m == MEMBER_SENDER ||
		   (p.person && m != MEMBER_THING);
	p.shallow = p.turn = p.shallow && (str_eq(raw, STR("turns")) ||
					      str_eq(raw, STR("events")));
	walk_value(c, key + 1, p);
}

/* Whether what a member holds is a sentence, or may be: what is said in a turn
 * is read as that. */
static bool
is_said(const struct heading *x, const struct place *p)
{
	return p->turn && x->holds == HOLDS_TEXT;
}

static void
walk_object(struct collector *c, uint32_t at, struct place p)
{
	const struct json *j = c->j;
	struct heading room;
	struct held held;

	held.is_known = false;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum json_kind kind = json_kind_of(j, i + 1);
		const struct heading *own, *x;

		if (kind != JSON_STRING && kind < JSON_ARRAY)
			continue;
		x = own = heading_of(c->headings, i, &room);
		if (kind != JSON_STRING || !is_said(x, &p))
			x = heading_of_value(
			    c->headings, at, i, x, p.heading, &held);
		if (kind == JSON_STRING) {
			if (x->member != MEMBER_OTHER)
				take_string(c, i + 1, x->member, x != own, p);
		} else if (at != 0 || !json_is(j, i, STR("hoff"))) {
			walk_member(c, i, x, p);
		}
	}
}

static void
walk_value(struct collector *c, uint32_t at, struct place p)
{
	const struct json *j = c->j;
	uint32_t part = NAME_UNKNOWN;

	p.part = &part;
	if (json_kind_of(j, at) == JSON_OBJECT) {
		walk_object(c, at, p);
		return;
	}
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (json_kind_of(j, i) >= JSON_ARRAY)
			walk_value(c, i, p);
}

void
names_begin(struct names *names, const struct record *record)
{
	const struct conv *conv = record->conv;
	struct collector c = {
		.names = names, .j = conv->json, .headings = record->headings
	};
	struct place root = { .shallow = true, .heading = &heading_none };

	if (names->room > USUAL)
		names_free(names);
	empty_index(names);
	*names = (struct names){ .values = names->values,
		.room = names->room,
		.index = names->index,
		.n_index = names->n_index,
		.view = names->view,
		.memory = conv->record,
		.tagger = names->tagger,
		.lists = names->lists };
	walk_value(&c, 0, root);
	names->n_members = names->n_values;
}

void
names_free(struct names *names)
{
	view_free(&names->view);
	free(names->values);
	free(names->index);
	*names =
	    (struct names){ .tagger = names->tagger, .lists = names->lists };
}

/* "Bob, Kim, Bob": a name is known once. */
void
names_add(struct names *names, struct str folded)
{
	if (name_known(names, folded) == NAME_UNKNOWN &&
	    name_is_somebody(names, folded))
		add_value(names, UINT32_MAX, arena_copy(names->memory, folded),
		    (uint32_t)names->n_values);
}
