#include "redact/names.h"

#include <stdlib.h>

#include "base/die.h"
#include "redact/member.h"
#include "redact/recogniser.h"

enum {
	SHORTEST = 3,	       /* letters of a word that stands alone */
	LONGEST = 63,	       /* bytes of a word */
	SHORTEST_UNSPACED = 6, /* bytes: two ideograms */
	MOST_UNSPACED = 256,   /* each is searched for in turn */
};

#define NONE SIZE_MAX

/* What is known of the place while a record is walked for names. */
struct place {
	bool person;  /* inside an object that is somebody */
	bool shallow; /* in the record itself, a turn or an event */
	bool turn;    /* in a turn or an event */
	size_t *part; /* the first part of a name in this object, or NONE */
};

struct collector {
	struct names *names;
	const struct json *j;
};

/*
 * The length of the letter at text[i], or 0: letters of the scripts that put
 * spaces between words.  In the view, Latin is ASCII.
 */
static size_t
letter(struct str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];

	if (c < 0x80)
		return is_alpha((char)c);
	if (c >= 0xc3 && c <= 0xdf)
		return i + 1 < text.n ? 2 : 0;
	return (c == 0xe0 || c == 0xe1) && i + 2 < text.n ? 3 : 0;
}

/* As letter(), for Chinese, Japanese and Korean. */
static size_t
ideogram(struct str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];

	return c >= 0xe3 && c <= 0xed && i + 2 < text.n ? 3 : 0;
}

/* The word that begins at `at`; its end, or `at` where there is none. */
static size_t
word_end(struct str text, size_t at)
{
	size_t n;

	while (at < text.n && (n = letter(text, at)) > 0)
		at += n;
	return at;
}

static struct str
lower_copy(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		p[i] = to_lower(p[i]);
	return (struct str){ p, s.n };
}

/* Words of a name that could name somebody: the next at or behind *i. */
static bool
next_word(struct str folded, size_t *i, struct str *word)
{
	while (*i < folded.n) {
		size_t end = word_end(folded, *i);

		if (end == *i) {
			(*i)++;
			continue;
		}
		*word = (struct str){ folded.p + *i, end - *i };
		*i = end;
		if (word->n <= LONGEST && !member_is_generic(*word))
			return true;
	}
	return false;
}

static bool
has_ideogram(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ideogram(s, i))
			return true;
	return false;
}

/* Something that could be a name: no address, no number, no placeholder. */
static bool
names_somebody(struct str folded)
{
	struct str word;
	size_t i = 0;

	for (size_t k = 0; k < folded.n; k++)
		if (strchr("@<>{}", folded.p[k]) && folded.p[k])
			return false;
	return next_word(folded, &i, &word) || has_ideogram(folded);
}

/* "from":"Jane Doe", but not "from":"customer", "agent":"a-4". */
static bool
looks_like_name(struct str s)
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
	while (next_word(s, &i, &word))
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
	if (sender && !looks_like_name(names->view.text))
		return;
	folded = lower_copy(names->memory, names->view.text);
	if (!names_somebody(folded))
		return;
	if (part && *part == NONE)
		*part = names->n_values;
	add_value(names, value, folded, part ? *part : names->n_values);
}

static void walk_value(struct collector *c, uint32_t at, struct place p);

static void
walk_member(struct collector *c, uint32_t key, struct place p)
{
	struct str raw = json_raw(c->j, key);
	enum member m = member_read((struct str){ raw.p + 1, raw.n - 2 });
	uint32_t value = key + 1;

	if (json_kind_of(c->j, value) == JSON_STRING) {
		if (m == MEMBER_PART || (m == MEMBER_NAME && p.person))
			add(c, value, false, p.part);
		else if (m == MEMBER_FULL_NAME)
			add(c, value, false, NULL);
		else if ((m == MEMBER_SENDER && (p.shallow || p.person)) ||
			 (m == MEMBER_NAME && p.turn))
			add(c, value, true, NULL);
		return;
	}
	p.person = m == MEMBER_PERSON || m == MEMBER_SENDER ||
		   (p.person && m != MEMBER_THING);
	p.shallow = p.turn = p.shallow && (str_eq(raw, STR("\"turns\"")) ||
					      str_eq(raw, STR("\"events\"")));
	walk_value(c, value, p);
}

static void
walk_value(struct collector *c, uint32_t at, struct place p)
{
	const struct json *j = c->j;
	enum json_kind kind = json_kind_of(j, at);
	size_t part = NONE;

	p.part = &part;
	if (kind == JSON_OBJECT) {
		for (uint32_t i = json_first(j, at); i;
		     i = json_after(j, at, i))
			if (at != 0 || !json_is(j, i, STR("hoff")))
				walk_member(c, i, p);
	} else if (kind == JSON_ARRAY) {
		for (uint32_t i = json_first(j, at); i;
		     i = json_after(j, at, i))
			walk_value(c, i, p);
	}
}

static int
compare_folded(const void *x, const void *y)
{
	const struct name_value *a = *(struct name_value *const *)x;
	const struct name_value *b = *(struct name_value *const *)y;
	int c = str_cmp(a->folded, b->folded);

	return c ? c : (a->value > b->value) - (a->value < b->value);
}

/* The person of a value, who may have become another meanwhile. */
static uint32_t
person_of(struct names *names, size_t value)
{
	struct name_value *v = names->values;
	uint32_t p = v[value].person;

	while (v[p].person != p)
		p = v[p].person = v[v[p].person].person;
	return p;
}

/* Equal names are one person, who is called after the first of them; so are
 * the parts of one name. */
static void
unite(struct names *names)
{
	struct name_value **order =
	    arena_array(names->memory, names->n_values, sizeof(*order));

	for (size_t i = 0; i < names->n_values; i++)
		order[i] = &names->values[i];
	qsort(order, names->n_values, sizeof(*order), compare_folded);
	for (size_t i = 0; i < names->n_values; i++)
		order[i]->person =
		    i > 0 && str_eq(order[i]->folded, order[i - 1]->folded)
			? order[i - 1]->person
			: (uint32_t)(order[i] - names->values);
	for (size_t i = 0; i < names->n_values; i++)
		names->values[person_of(names, i)].person =
		    person_of(names, names->values[i].with);
	for (size_t i = 0; i < names->n_values; i++)
		names->values[i].person = person_of(names, i);
}

static int
compare_words(const void *x, const void *y)
{
	const struct name_word *a = x, *b = y;
	int c = str_cmp(a->word, b->word);

	return c ? c : (a->person > b->person) - (a->person < b->person);
}

static size_t
count_words(struct str folded)
{
	struct str word;
	size_t i = 0, n = 0;

	while (next_word(folded, &i, &word))
		n++;
	return n;
}

/* A word of a language that is hardly ever a name, or often none. */
static bool
is_weak(const struct names *names, struct str word)
{
	unsigned is = tagger_word(names->tagger, text_hash(word));

	return word.n < SHORTEST || member_is_common(word) ||
	       is & WORD_COMMON ||
	       (is & WORD_KNOWN && !(is & (WORD_FIRST | WORD_LAST)));
}

static void
add_words(struct names *names, const struct name_value *v)
{
	struct str word;
	size_t i = 0;

	while (next_word(v->folded, &i, &word)) {
		unsigned char first = (unsigned char)word.p[0];

		if (member_is_particle(word))
			continue;
		names->words[names->n_words++] =
		    (struct name_word){ word, v->person, is_weak(names, word) };
		names->lengths[first] |= UINT64_C(1) << word.n;
	}
}

/* The first word at or behind `word` in the sorted list. */
static size_t
lower_bound(const struct names *names, struct str word)
{
	size_t low = 0, high = names->n_words;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(names->words[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* "Jane" in one place and "Jane Doe" in another are one person. */
static void
unite_short_names(struct names *names)
{
	for (size_t i = 0; i < names->n_values; i++) {
		struct name_value *v = &names->values[i];
		struct str word;
		size_t at = 0;

		if (count_words(v->folded) != 1 ||
		    !next_word(v->folded, &at, &word))
			continue;
		for (size_t k = lower_bound(names, word);
		     k < names->n_words && str_eq(names->words[k].word, word);
		     k++) {
			uint32_t p = names->words[k].person;

			if (count_words(names->values[p].folded) > 1) {
				v->person = p;
				break;
			}
		}
	}
	for (size_t k = 0; k < names->n_words; k++)
		names->words[k].person =
		    names->values[names->words[k].person].person;
}

static bool
index_names(struct names *names)
{
	size_t n = 0;

	for (size_t i = 0; i < names->n_values; i++)
		n += count_words(names->values[i].folded);
	names->words = arena_array(names->memory, n, sizeof(*names->words));
	names->unspaced =
	    arena_array(names->memory, MOST_UNSPACED, sizeof(*names->unspaced));
	names->unspaced_person = arena_array(
	    names->memory, MOST_UNSPACED, sizeof(*names->unspaced_person));
	for (size_t i = 0; i < names->n_values; i++) {
		const struct name_value *v = &names->values[i];

		add_words(names, v);
		if (!has_ideogram(v->folded) || v->folded.n < SHORTEST_UNSPACED)
			continue;
		if (names->n_unspaced == MOST_UNSPACED)
			return false;
		names->unspaced[names->n_unspaced] = v->folded;
		names->unspaced_person[names->n_unspaced++] = v->person;
	}
	qsort(
	    names->words, names->n_words, sizeof(*names->words), compare_words);
	unite_short_names(names);
	qsort(
	    names->words, names->n_words, sizeof(*names->words), compare_words);
	return true;
}

void
names_begin(struct names *names, const struct conv *conv)
{
	struct collector c = { .names = names, .j = conv->json };
	struct place root = { .shallow = true };

	*names = (struct names){ .memory = conv->record,
		.view = names->view,
		.tagger = names->tagger };
	walk_value(&c, 0, root);
}

void
names_add(struct names *names, struct str folded)
{
	if (names_somebody(folded))
		add_value(names, UINT32_MAX, folded, names->n_values);
}

bool
names_ready(struct names *names)
{
	if (names->n_values == 0)
		return true;
	unite(names);
	return index_names(names);
}

bool
names_whole(const struct names *names, uint32_t value, struct span *span)
{
	size_t low = 0, high = names->n_values;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (names->values[middle].value < value)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == names->n_values || names->values[low].value != value)
		return false;
	span->kind = KIND_NAME;
	span->who = names->values[low].person;
	span->rule = "name-metadata";
	span->score = 100;
	return true;
}

/* Equal names are equal by their hash, where the record knows none of it. */
uint32_t
names_person(const struct names *names, struct str folded)
{
	struct str word;
	size_t i = 0, k;

	for (k = 0; k < names->n_values; k++)
		if (str_eq(names->values[k].folded, folded))
			return names->values[k].person;
	while (next_word(folded, &i, &word)) {
		k = lower_bound(names, word);
		if (k < names->n_words && str_eq(names->words[k].word, word))
			return names->words[k].person;
	}
	return (uint32_t)text_hash(folded) | UINT32_C(1) << 31;
}

/* Where names may be found: keys and annotations hold words of ours. */
enum name_use { NAMES_ANY, NAMES_FULL, NAMES_NONE };

static enum name_use
use_in(const struct passage *p)
{
	if (!p->annotation)
		return NAMES_ANY;
	return p->of == PASSAGE_KEY ? NAMES_NONE : NAMES_FULL;
}

/* Names that stand side by side in a text: "Jane", "Jane Mary Doe". */
struct chain {
	struct span span;
	size_t words;
	bool strong;
	size_t range; /* the first entry of its only word */
};

/* Whether the words from entry `k` on, all alike, hold one of `person`. */
static const struct name_word *
word_of(const struct names *names, size_t k, uint32_t person)
{
	struct str word = names->words[k].word;

	for (; k < names->n_words && str_eq(names->words[k].word, word); k++)
		if (names->words[k].person == person)
			return &names->words[k];
	return NULL;
}

static bool
is_joint(struct str text, size_t from, size_t to)
{
	if (to - from > 3)
		return false;
	for (; from < to; from++)
		if (!strchr(" .,'-", text.p[from]) || !text.p[from])
			return false;
	return true;
}

static void
end_chain(struct chain *c, enum name_use use, struct spans *out)
{
	if (c->words > 1 || (c->words == 1 && c->strong && use == NAMES_ANY))
		spans_add(out, c->span);
	c->words = 0;
}

/* Take the word at [start, end), whose entries begin at `k`. */
static void
take_word(const struct names *names, struct str text, struct chain *c,
    size_t start, size_t end, size_t k, enum name_use use, struct spans *out)
{
	bool capital = to_lower(text.p[start]) != text.p[start];
	const struct name_word *w = NULL;

	if (c->words && is_joint(text, c->span.end, start)) {
		w = word_of(names, k, c->span.who);
		if (!w && c->words == 1)
			for (size_t i = k;
			     i < names->n_words && !w &&
			     str_eq(names->words[i].word, names->words[k].word);
			     i++)
				if (word_of(names, c->range,
					names->words[i].person))
					w = &names->words[i];
	}
	if (!w) {
		end_chain(c, use, out);
		w = &names->words[k];
		c->span.start = start;
		c->span.kind = KIND_NAME;
		c->span.rule = "name-known";
		c->span.score = 95;
		c->strong = false;
		c->range = k;
	}
	c->span.who = w->person;
	c->span.end = end;
	c->words++;
	c->strong |=
	    !w->weak || (capital && w->word.n >= SHORTEST) ||
	    (capital && count_words(names->values[w->person].folded) == 1);
}

static void
find_words(const struct names *names, struct str text, enum name_use use,
    struct spans *out)
{
	struct chain chain = { 0 };
	size_t i = 0;

	while (i < text.n) {
		size_t end = i, k;
		char small[LONGEST];

		while (end < text.n && is_alpha(text.p[end]))
			end++;
		end = word_end(text, end);

		if (end == i) {
			/* Digits and the like make what follows no word. */
			bool joined = is_digit(text.p[i]) || text.p[i] == '_';

			i++;
			while (joined && i < text.n &&
			       (letter(text, i) || is_digit(text.p[i])))
				i++;
			continue;
		}
		if (end - i <= LONGEST && !is_digit(byte_at(text, end)) &&
		    byte_at(text, end) != '_' &&
		    names->lengths[(unsigned char)to_lower(text.p[i])] >>
			    (end - i) &
			1) {
			for (size_t b = i; b < end; b++)
				small[b - i] = to_lower(text.p[b]);
			k = lower_bound(names, (struct str){ small, end - i });
			if (k < names->n_words &&
			    str_eq(names->words[k].word,
				(struct str){ small, end - i }))
				take_word(
				    names, text, &chain, i, end, k, use, out);
		}
		i = end;
	}
	end_chain(&chain, use, out);
}

static void
find_unspaced(const struct names *names, struct str text, struct spans *out)
{
	for (size_t k = 0; k < names->n_unspaced; k++) {
		struct str name = names->unspaced[k];
		size_t at = 0;
		const char *p;

		while (at < text.n &&
		       (p = memmem(text.p + at, text.n - at, name.p, name.n))) {
			at = (size_t)(p - text.p);
			spans_add(out, (struct span){ .start = at,
					   .end = at + name.n,
					   .kind = KIND_NAME,
					   .who = names->unspaced_person[k],
					   .rule = "name-known",
					   .score = 95 });
			at += name.n;
		}
	}
}

void
names_find(
    const struct names *names, const struct passage *p, struct spans *out)
{
	enum name_use use = use_in(p);

	if (use == NAMES_NONE || names->n_values == 0)
		return;
	find_words(names, p->text, use, out);
	find_unspaced(names, p->text, out);
}
