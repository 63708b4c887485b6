#include "redact/heading.h"

#include "base/load.h"
#include "base/pages.h"
#include "redact/context.h"
#include "redact/policy.h"
#include "redact/recogniser.h"
#include "redact/view.h"
#include "text/text.h"

enum { SLOTS = 512, LONGEST = 32, TRIES = 4 };
enum { BOTH_ENDS = 16 }; /* bytes of a key that are all of it */
enum { SILENT = 256, LONGEST_NAME = 48 };

const struct heading heading_none = {
	.names = KIND_NOTHING,
	.whole = N_KINDS,
	.stays = true,
};

struct ends {
	uint64_t first, last;
	size_t n; /* of the key; 0: the slot is free */
};

struct slot {
	struct ends ends;
	char key[LONGEST];
};

struct headings {
	const struct lexicon *lexicon;
	const struct path *paths;
	struct slot slots[SLOTS]; /* once taken, for good */
	struct heading of[SLOTS]; /* what their keys say */
	struct silent {
		size_t n;
		char name[LONGEST_NAME];
	} silent[SILENT]; /* by hash: what a value is named that says nothing */
};

struct headings *
headings_new(const struct lexicon *l, const struct path *paths)
{
	struct headings *h = pages_new(sizeof(*h));

	h->lexicon = l;
	h->paths = paths;
	return h;
}

void
headings_free(struct headings *h)
{
	pages_free(h, sizeof(*h));
}

/* Members whose value is one thing as a whole. */
static const struct {
	enum member_list list;
	enum kind kind;
} wholes[] = {
	{ MEMBERS_address, KIND_ADDRESS },
	{ MEMBERS_coordinate, KIND_GEO },
	{ MEMBERS_expiry, KIND_EXPIRY },
	{ MEMBERS_key, KIND_KEY },
	{ MEMBERS_password, KIND_PASSWORD },
	{ MEMBERS_place, KIND_PLACE },
	{ MEMBERS_username, KIND_USERNAME },
};

/* "from_city", "homeCity"; "capacity" is none. */
static bool
is_some_city(struct str key)
{
	struct str end;

	if (key.n < 6)
		return false;
	end = (struct str){ key.p + key.n - 4, 4 };
	return str_eq(end, STR("City")) ||
	       (strchr("_- ", end.p[-1]) &&
		   (str_eq(end, STR("city")) || str_eq(end, STR("CITY"))));
}

/* A member's name in small letters, without what joins its words; nothing, of
 * a long one. */
struct plain {
	char word[24];
	size_t n;
};

static struct plain
plain_of(struct str key)
{
	struct plain p = { .n = 0 };

	for (size_t i = 0; i < key.n; i++) {
		if (strchr("_- ", key.p[i]))
			continue;
		if (p.n == sizeof(p.word))
			return (struct plain){ .n = 0 };
		p.word[p.n++] = to_lower(key.p[i]);
	}
	return p;
}

static bool
is_called(struct plain p, enum member_list l)
{
	return wordlist_has(member_list(l), (struct str){ p.word, p.n });
}

static enum kind
whole_kind(struct str key)
{
	struct plain p = plain_of(key);

	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++)
		if (is_called(p, wholes[i].list))
			return wholes[i].kind;
	return p.n && is_some_city(key) ? KIND_PLACE : N_KINDS;
}

static enum holds
what_it_holds(struct str key)
{
	struct plain p = plain_of(key);

	return is_called(p, MEMBERS_holds_value)  ? HOLDS_VALUE
	       : is_called(p, MEMBERS_holds_text) ? HOLDS_TEXT
						  : HOLDS_NOTHING;
}

static enum namer
what_it_names(struct str key)
{
	struct plain p = plain_of(key);

	return is_called(p, MEMBERS_names_value)  ? NAMES_VALUE
	       : is_called(p, MEMBERS_names_sort) ? NAMES_SORT
						  : NAMES_NOTHING;
}

static bool
is_bank(struct str key)
{
	char small[5];

	if (key.n != 3 && key.n != 5)
		return false;
	for (size_t i = 0; i < key.n; i++)
		small[i] = to_lower(key.p[i]);
	return str_eq((struct str){ small, key.n }, STR("bic")) ||
	       str_eq((struct str){ small, key.n }, STR("swift"));
}

/* What `name` says, which is `key` with a 0 for each placeholder: they call
 * nothing by the name of their kind. */
static struct heading
read_name(const struct headings *h, struct str key, struct str name)
{
	const struct lexicon *l = h->lexicon;

	return (struct heading){
		.key = key,
		.phone = context_is_phone_key(l, name),
		.names = context_names_key(l, name),
		.whole = whole_kind(name),
		.bank = is_bank(name),
		.version = context_is_version_key(l, name),
		.member = member_read(name),
		.holds = what_it_holds(name),
		.namer = what_it_names(name),
		/* A name with escapes may be any. */
		.in_path = path_has(h->paths, key) ||
			   memchr(key.p, '\\', key.n) != NULL,
		.words = word_bits_of(key),
	};
}

/* Accents say nothing more: "prénom", "pr\u00e9nom". */
static bool
has_accents(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if ((unsigned char)key.p[i] >= 0x80 || key.p[i] == '\\')
			return true;
	return false;
}

static struct heading
read_key(const struct headings *h, struct str key)
{
	struct buf without = { 0 };
	struct view view = { 0 };
	struct str name = key;
	struct heading read;

	if (kind_has_placeholder(key)) {
		kind_put_without(key, &without);
		name = buf_view(&without);
	}
	if (has_accents(name)) {
		view_open(&view, name);
		name = view.text;
	}
	read = read_name(h, key, name);
	view_free(&view);
	buf_free(&without);
	return read;
}

/* Both ends of a key, which are all of it up to sixteen bytes: they overlap,
 * and up to eight they are the same.  What is read behind a key is padding. */
static struct ends
ends_of(struct str key)
{
	uint64_t first = load_little_64(key.p), last = first;

	if (key.n < 8)
		first = last &= (UINT64_C(1) << 8 * key.n) - 1;
	else
		last = load_little_64(key.p + key.n - 8);
	return (struct ends){ first, last, key.n };
}

/* Keys are short and few: their ends and their length tell them apart. */
static uint64_t
hash_of(const struct ends *e)
{
	return ((e->first + e->last * 31 + e->n) * 0x9e3779b97f4a7c15u) >> 40;
}

static bool
has_ends(const struct slot *s, const struct ends *e)
{
	return s->ends.n == e->n && s->ends.first == e->first &&
	       s->ends.last == e->last;
}

static bool
is_key(const struct slot *s, const struct ends *e, struct str key)
{
	return has_ends(s, e) &&
	       (e->n <= BOTH_ENDS || memcmp(s->key, key.p, key.n) == 0);
}

/* The key is new, or its first place is another's; where all are, or where it
 * is long, it is read each time. */
static __attribute__((noinline)) const struct heading *
find_elsewhere(struct headings *h, struct str key, struct heading *room)
{
	struct ends ends = ends_of(key);
	uint64_t hash = hash_of(&ends);

	for (size_t i = 0; i < TRIES && key.n > 0 && key.n <= LONGEST; i++) {
		size_t at = (hash + i) % SLOTS;
		struct slot *s = &h->slots[at];

		if (is_key(s, &ends, key))
			return &h->of[at];
		if (s->ends.n)
			continue;
		s->ends = ends;
		memcpy(s->key, key.p, key.n);
		h->of[at] = read_key(h, (struct str){ s->key, key.n });
		h->of[at].stays = true;
		h->of[at].number = (uint16_t)at;
		return &h->of[at];
	}
	*room = read_key(h, key);
	return room;
}

struct record_headings
headings_of(struct headings *h, const struct json *j, struct arena *record)
{
	return (struct record_headings){ .all = h,
		.json = j,
		.slots = h->of,
		.of = arena_zalloc(record, j->n_values * sizeof(uint16_t)) };
}

static __attribute__((noinline)) const struct heading *
find_slowly(const struct record_headings *h, uint32_t key, struct heading *room)
{
	const struct heading *x =
	    find_elsewhere(h->all, json_content(h->json, key), room);

	if (x != room)
		h->of[key] = (uint16_t)(x->number + 1);
	return x;
}

/* Most keys are short, and in their first place: no call, then. */
const struct heading *
heading_find(
    const struct record_headings *h, uint32_t key, struct heading *room)
{
	struct str name = json_content(h->json, key);
	struct ends ends = ends_of(name);
	size_t at = hash_of(&ends) % SLOTS;

	if (!has_ends(&h->all->slots[at], &ends) || name.n - 1 >= BOTH_ENDS)
		return find_slowly(h, key, room);
	h->of[key] = (uint16_t)(at + 1);
	return &h->slots[at];
}

/* What it says of the value of another member that is named so. */
static bool
says_what_is_held(const struct heading *x)
{
	return x->names != KIND_NOTHING || x->whole != N_KINDS || x->phone ||
	       x->bank || x->member == MEMBER_PART ||
	       x->member == MEMBER_FULL_NAME;
}

/* No number, no id, no sentence. */
static bool
is_some_name(struct str s)
{
	enum { MOST_DIGITS = 2 };
	size_t digits = 0;

	if (s.n == 0 || s.n > LONGEST_NAME)
		return false;
	for (size_t i = 0; i < s.n; i++)
		digits += is_digit(s.p[i]);
	return digits <= MOST_DIGITS;
}

/* What a value says that is named so: most names are titles and say nothing,
 * and there are many. */
static const struct heading *
heading_of_name(struct headings *h, struct str name, struct heading *room)
{
	struct ends ends = ends_of(name);
	uint64_t hash = hash_of(&ends);
	struct silent *silent = &h->silent[hash % SILENT];

	if (is_key(&h->slots[hash % SLOTS], &ends, name))
		return &h->of[hash % SLOTS];
	if (silent->n == name.n && memcmp(silent->name, name.p, name.n) == 0)
		return &heading_none;
	*room = read_key(h, name);
	if (says_what_is_held(room) || room->member == MEMBER_SENDER)
		return find_elsewhere(h, name, room);
	silent->n = name.n;
	memcpy(silent->name, name.p, name.n);
	return &heading_none;
}

/* What the value of member `key` names. */
static const struct heading *
named_by(const struct record_headings *h, uint32_t key, struct heading *room)
{
	struct str name;

	if (json_kind_of(h->json, key + 1) != JSON_STRING)
		return &heading_none;
	name = json_content(h->json, key + 1);
	return is_some_name(name) ? heading_of_name(h->all, name, room)
				  : &heading_none;
}

/* The first member that says what is held, and the first of another name that
 * does: none says it of itself. */
static void
add_namer(const struct record_headings *h, struct namers *n, uint32_t key)
{
	struct heading rooms[2];

	if (!n->first)
		n->first = key;
	else if (!n->second && heading_of(h, key, &rooms[0]) !=
				   heading_of(h, n->first, &rooms[1]))
		n->second = key;
}

/* A sentence that has a city or a login for its type is none. */
static void
find_namers(const struct record_headings *h, uint32_t object, struct held *held)
{
	const struct json *j = h->json;

	*held = (struct held){ .is_known = true };
	for (uint32_t i = json_first(j, object); i;
	     i = json_after(j, object, i)) {
		struct heading rooms[2];
		enum namer namer = heading_of(h, i, &rooms[0])->namer;
		const struct heading *x =
		    namer ? named_by(h, i, &rooms[1]) : &heading_none;

		/* {"entity":"person"}, but not {"type":"customer"} */
		if (!says_what_is_held(x) &&
		    !(namer == NAMES_VALUE && x->member == MEMBER_SENDER))
			continue;
		add_namer(h, &held->value, i);
		if (x->whole == N_KINDS || namer != NAMES_SORT)
			add_namer(h, &held->text, i);
	}
}

const struct heading *
heading_of_held(const struct record_headings *h, uint32_t object, uint32_t key,
    const struct heading *own, const struct heading *outer, struct held *held)
{
	const struct namers *n;
	struct heading room;
	uint32_t namer;

	if (!held->is_known)
		find_namers(h, object, held);
	n = own->holds == HOLDS_TEXT ? &held->text : &held->value;
	namer = n->first;
	if (namer && (namer == key || heading_of(h, namer, &room) == own))
		namer = n->second;
	if (namer)
		return named_by(h, namer, &held->room);
	return says_what_is_held(outer) ? outer : own;
}

void
headings_learn(
    struct headings *h, const struct heading *heading, bool annotation)
{
	if (heading->stays)
		h->of[heading->number].is_clean[annotation] = true;
}
