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

static void
walk_member(struct collector *c, uint32_t object, uint32_t key, struct place p)
{
	enum member m;
	struct str raw = json_content(c->j, key);

	p.heading = heading_of_value(c->headings, object, key, p.heading);
	m = p.heading->member;
	p.person = m == MEMBER_PERSON || m == MEMBER_SENDER ||
		   (p.person && m != MEMBER_THING);
	p.shallow = p.turn = p.shallow && (str_eq(raw, STR("turns")) ||
					      str_eq(raw, STR("events")));
	walk_value(c, key + 1, p);
}

/* What the member at `key` of an object holds; what is said in a turn is read
 * as that. */
static enum member
member_of(
    struct collector *c, uint32_t object, uint32_t key, const struct place *p)
{
	const struct heading *x = heading_at(c->headings, key);

	if (x->holds && !(p->turn && x->holds == HOLDS_TEXT))
		x = heading_of_value(c->headings, object, key, p->heading);
	return x->member;
}

static void
walk_object(struct collector *c, uint32_t at, struct place p)
{
	const struct json *j = c->j;

	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		enum json_kind kind = json_kind_of(j, i + 1);
		enum member m;

		if (kind == JSON_STRING) {
			m = member_of(c, at, i, &p);
			if (m != MEMBER_OTHER)
				take_string(c, i + 1, m, p);
		} else if (kind >= JSON_ARRAY &&
			   (at != 0 || !json_is(j, i, STR("hoff")))) {
			walk_member(c, at, i, p);
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
