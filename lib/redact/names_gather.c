/* Names, from the metadata of a record. */

#include "redact/member.h"
#include "redact/name_words.h"
#include "redact/recogniser.h"

#define NONE SIZE_MAX

/* What is known of the place while a record is walked for names. */
struct place {
	bool person;  /* inside an object that is somebody */
	bool shallow; /* in the record itself, a turn or an event */
	bool turn;    /* in a turn or an event */
	size_t *part; /* the first part of a name in this object, or NONE */
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
		if (is_digit(s.p[k]) || strchr("_/:@#", s.p[k]))
			return false;
		capital |=
		    to_lower(s.p[k]) != s.p[k] || (unsigned char)s.p[k] >= 0x80;
	}
	while (name_next_word(names, s, &i, &word))
		words++;
	return capital && words <= 5;
}

/* A value of the record, or UINT32_MAX. */
static void
add_value(struct names *names, uint32_t value, struct str folded, size_t with)
{
	if (names->n_values == names->room) {
		size_t room = names->room ? names->room * 2 : 8;
		struct name_value *more =
		    arena_array(names->memory, room, sizeof(*more));

		if (names->n_values)
			memcpy(
			    more, names->values, names->room * sizeof(*more));
		names->values = more;
		names->room = room;
	}
	names->values[names->n_values++] = (struct name_value){
		.value = value, .folded = folded, .with = with
	};
}

/* Parts of a name in one object are one person's. */
static void
add(struct collector *c, uint32_t value, bool sender, size_t *part)
{
	struct names *names = c->names;
	struct str text = json_string(c->j, value, names->memory);
	struct str folded;

	view_open(&names->view, text);
	if (sender && !looks_like_name(names, names->view.text))
		return;
	folded = lower_copy(names->memory, names->view.text);
	if (!name_is_somebody(names, folded))
		return;
	if (part && *part == NONE)
		*part = names->n_values;
	add_value(names, value, folded, part ? *part : names->n_values);
}

static void walk_value(struct collector *c, uint32_t at, struct place p);

/* A string that is member `m` of something. */
static void
take_string(struct collector *c, uint32_t value, enum member m, struct place p)
{
	if (m == MEMBER_PART || (m == MEMBER_NAME && p.person))
		add(c, value, false, p.part);
	else if (m == MEMBER_FULL_NAME)
		add(c, value, false, NULL);
	else if ((m == MEMBER_SENDER && (p.shallow || p.person)) ||
		 (m == MEMBER_NAME && p.turn))
		add(c, value, true, NULL);
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
		const struct heading *x;

		if (kind != JSON_STRING && kind < JSON_ARRAY)
			continue;
		x = heading_of(c->headings, i, &room);
		if (kind != JSON_STRING || !is_said(x, &p))
			x = heading_of_value(
			    c->headings, at, i, x, p.heading, &held);
		if (kind == JSON_STRING) {
			if (x->member != MEMBER_OTHER)
				take_string(c, i + 1, x->member, p);
		} else if (at != 0 || !json_is(j, i, STR("hoff"))) {
			walk_member(c, i, x, p);
		}
	}
}

static void
walk_value(struct collector *c, uint32_t at, struct place p)
{
	const struct json *j = c->j;
	size_t part = NONE;

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

	*names = (struct names){ .memory = conv->record,
		.view = names->view,
		.tagger = names->tagger,
		.lists = names->lists };
	walk_value(&c, 0, root);
	names->n_members = names->n_values;
}

void
names_add(struct names *names, struct str folded)
{
	/* "Bob, Kim, Bob": a name is known once. */
	for (size_t k = 0; k < names->n_values; k++)
		if (str_eq(names->values[k].folded, folded))
			return;
	if (name_is_somebody(names, folded))
		add_value(names, UINT32_MAX, folded, names->n_values);
}
