/* The sources, each in its own format: see README.md of the data. */

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "json/json.h"
#include "tagger/train/training.h"

enum { MARKS = 64, RECORD_CEILING = 64 << 20 };

bool
next_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	*line = next_field(rest, '\n');
	return true;
}

struct str
next_field(struct str *rest, char by)
{
	const char *end = memchr(rest->p, by, rest->n);
	struct str field = { rest->p, end ? (size_t)(end - rest->p) : rest->n };
	size_t taken = field.n + (end != NULL);

	rest->p += taken;
	rest->n -= taken;
	return field;
}

bool
is_carved(struct str text)
{
	return text_hash(text) % 10 == 0;
}

static bool
starts(struct str s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && memcmp(s.p, with, n) == 0;
}

/* Marks of a text that is put together word by word. */
struct draft {
	struct buf text;
	size_t codepoints;
	struct mark marks[MARKS];
	size_t n_marks;
};

/* `on`: the word goes on with what the one before it was. */
static void
draft_word(struct draft *d, struct str word, enum tag tag, bool on)
{
	size_t n = text_codepoints(word);

	if (d->text.n) {
		buf_put(&d->text, " ", 1);
		d->codepoints++;
	}
	if (on && d->n_marks && d->marks[d->n_marks - 1].tag == tag &&
	    d->marks[d->n_marks - 1].end + 1 == d->codepoints)
		d->marks[d->n_marks - 1].end = d->codepoints + n;
	else if (tag != TAG_OTHER && d->n_marks < MARKS)
		d->marks[d->n_marks++] =
		    (struct mark){ d->codepoints, d->codepoints + n, tag };
	buf_put(&d->text, word.p, word.n);
	d->codepoints += n;
}

static void
draft_end(struct draft *d, struct lessons *l, unsigned writings)
{
	if (d->text.n)
		lessons_add(l, buf_view(&d->text), d->marks, d->n_marks,
		    ASKED_NOTHING, writings);
	buf_clear(&d->text);
	d->codepoints = d->n_marks = 0;
}

/* B-PER, B-person, B-LOC ... ; the types that are none of ours are others. */
static enum tag
tag_called(struct str type)
{
	if (starts(type, "PER") || starts(type, "person"))
		return TAG_PERSON;
	if (starts(type, "LOC") || starts(type, "location"))
		return TAG_PLACE;
	if (starts(type, "ORG") || starts(type, "corporation") ||
	    starts(type, "group") || starts(type, "product"))
		return TAG_FIRM;
	return TAG_OTHER;
}

static void
conll(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct draft d = { 0 };
	struct str line;

	(void)dev;
	while (next_line(&file, &line)) {
		struct str word = next_field(&line, '\t');
		bool handle = starts(word, "@");

		if (word.n == 0) {
			draft_end(&d, l, writings);
			continue;
		}
		/* A name behind @ is somebody's handle. */
		if (d.text.n && d.text.p[d.text.n - 1] == '@')
			handle = true;
		if (line.n > 2 && !handle)
			draft_word(&d, word,
			    tag_called((struct str){ line.p + 2, line.n - 2 }),
			    line.p[0] == 'I');
		else
			draft_word(&d, word, TAG_OTHER, false);
	}
	draft_end(&d, l, writings);
	buf_free(&d.text);
}

static size_t
number(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n = n * 10 + (size_t)(s.p[i] - '0');
	return n;
}

/* name:start:end, by blanks. */
static size_t
read_slots(struct str slots, struct mark *marks)
{
	size_t n = 0;

	while (slots.n && n < MARKS) {
		struct str slot = next_field(&slots, ' ');
		struct str name = next_field(&slot, ':');
		struct mark m = { number(next_field(&slot, ':')), number(slot),
			TAG_OTHER };

		if (starts(name, "first_name") || starts(name, "last_name") ||
		    starts(name, "person"))
			m.tag = TAG_PERSON;
		else if (starts(name, "place_name"))
			m.tag = TAG_PLACE;
		else if (starts(name, "business_name"))
			m.tag = TAG_FIRM;
		else
			continue;
		if (n && marks[n - 1].tag == m.tag &&
		    marks[n - 1].end + 1 == m.start)
			marks[n - 1].end = m.end;
		else
			marks[n++] = m;
	}
	return n;
}

/* text, requested or intent, slots */
static void
slots(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct str line;

	next_line(&file, &line);
	while (next_line(&file, &line)) {
		struct str text = next_field(&line, '\t');
		struct str requested = next_field(&line, '\t');
		struct mark marks[MARKS];
		size_t n = read_slots(line, marks);

		if (is_carved(text) == dev)
			lessons_add(l, text, marks, n,
			    memmem(requested.p, requested.n, "_name", 5)
				? ASKED_NAME
				: ASKED_NOTHING,
			    writings);
	}
}

/* text, and what does not matter here: nobody is named in it */
static void
nobody(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct str line;

	next_line(&file, &line);
	while (next_line(&file, &line)) {
		struct str text = next_field(&line, '\t');

		if (is_carved(text) == dev)
			lessons_add(l, text, NULL, 0, ASKED_NOTHING, writings);
	}
}

static enum tag
tag_of_slot(struct str slot)
{
	static const char *const places[] = { "departure_city", "arrival_city",
		"current_city", "new_city" };

	if (starts(slot, "name"))
		return TAG_PERSON;
	if (starts(slot, "company_name") || starts(slot, "car_brand") ||
	    starts(slot, "software_name"))
		return TAG_FIRM;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (starts(slot, places[i]))
			return TAG_PLACE;
	return TAG_OTHER;
}

/* A turn: its words, and a slot for each; what has an address holds places
 * that are not marked. */
static void
dialogue_turn(
    struct lessons *l, struct str text, struct str tags, unsigned writings)
{
	static const char address[] = "address ";
	struct draft d = { 0 };

	if (memmem(tags.p, tags.n, address, sizeof(address) - 2) &&
	    !memmem(tags.p, tags.n, "email", 5))
		return;
	while (text.n) {
		struct str word = next_field(&text, ' ');
		enum tag tag = tag_of_slot(next_field(&tags, ' '));

		if (word.n)
			draft_word(&d, word, tag, true);
	}
	draft_end(&d, l, writings);
	buf_free(&d.text);
}

static void
dialogue(struct lessons *l, const struct json *j, struct arena *record,
    unsigned writings)
{
	uint32_t turns = json_get(j, 0, STR("turns"));

	for (uint32_t i = json_first(j, turns); i;
	     i = json_after(j, turns, i)) {
		uint32_t text = json_get(j, i, STR("text"));
		uint32_t x = json_get(j, i, STR("x"));
		uint32_t s = x ? json_get(j, x, STR("slots")) : 0;

		if (text)
			dialogue_turn(l, json_string(j, text, record),
			    s ? json_string(j, s, record) : (struct str){ 0 },
			    writings);
	}
}

static void
dialogues(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct arena record;
	struct json j;
	struct str line;
	struct fault f;

	arena_init(&record, RECORD_CEILING);
	json_init(&j);
	while (next_line(&file, &line)) {
		if (!json_index(&j, line, &f))
			die("a dialogue: %s", f.detail);
		if (is_carved(json_string(&j,
			json_get(&j, 0, STR("conversation_id")), &record)) ==
		    dev)
			dialogue(l, &j, &record, writings);
		arena_reset(&record);
	}
	json_free(&j);
	arena_free(&record);
}

const struct source sources[] = {
	{ "Broad Twitter Corpus", conll, "names/btc.train.conll",
	    "names/btc.dev.conll" },
	{ "WNUT17", conll, "names/wnut17.train.conll",
	    "names/wnut17.dev.conll" },
	{ "restaurants8k", slots, "names/restaurants8k.train.tsv",
	    "names/restaurants8k.train.tsv" },
	{ "HWU64", slots, "names/hwu64_slots.tsv", "names/hwu64_slots.tsv" },
	{ "MultiDoGO", dialogues, "dialogues/multidogo.ndjson.gz",
	    "dialogues/multidogo.ndjson.gz" },
	{ "BANKING77", nobody, "intents/banking77.train.tsv",
	    "intents/banking77.dev.tsv" },
	{ "HINT3", nobody, "intents/hint3_sofmattress.train.tsv",
	    "intents/hint3_sofmattress.train.tsv" },
	{ "botframework-solutions de", nobody, "intents/ms_lu_de.train.tsv",
	    "intents/ms_lu_de.train.tsv" },
	{ "botframework-solutions es", nobody, "intents/ms_lu_es.train.tsv",
	    "intents/ms_lu_es.train.tsv" },
	{ "botframework-solutions fr", nobody, "intents/ms_lu_fr.train.tsv",
	    "intents/ms_lu_fr.train.tsv" },
	{ "botframework-solutions it", nobody, "intents/ms_lu_it.train.tsv",
	    "intents/ms_lu_it.train.tsv" },
	{ "GoEmotions", read_blanked, "emotion/goemotions.train.tsv.gz",
	    "emotion/goemotions.dev.tsv" },
	{ "cucom", read_chats, "dialogues/cucom.ndjson.gz",
	    "dialogues/cucom.ndjson.gz" },
	{ "STAR", read_chats, "dialogues/star.ndjson.gz",
	    "dialogues/star.ndjson.gz" },
	{ NULL, NULL, NULL, NULL },
};
