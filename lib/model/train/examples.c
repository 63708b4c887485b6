#include "model/train/examples.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/model.h"

#define HEAD_NAME(name, meaning, alarms, share, doubt) #name,
const char *const head_names[N_HEADS] = { HEADS(HEAD_NAME) };
#define HEAD_MEANING(name, meaning, alarms, share, doubt) meaning,
const char *const head_meanings[N_HEADS] = { HEADS(HEAD_MEANING) };
#define HEAD_ALARMS(name, meaning, alarms, share, doubt) alarms,
const double head_alarms[N_HEADS] = { HEADS(HEAD_ALARMS) };
#define HEAD_SHARE(name, meaning, alarms, share, doubt) share,
const double head_shares[N_HEADS] = { HEADS(HEAD_SHARE) };
#define HEAD_DOUBT(name, meaning, alarms, share, doubt) doubt,
const double head_doubts[N_HEADS] = { HEADS(HEAD_DOUBT) };

size_t
head_named(struct str name)
{
	size_t h = 0;

	while (h < N_HEADS && !str_eq(name, str_of(head_names[h])))
		h++;
	return h;
}

void
examples_init(struct examples *e, struct arena *arena)
{
	*e = (struct examples){ .arena = arena };
	text_init(&e->text);
	e->terms = judge_terms_new(arena);
}

uint32_t
examples_source(struct examples *e, const char *name)
{
	for (size_t i = 0; i < e->n_sources; i++)
		if (strcmp(e->sources[i], name) == 0)
			return (uint32_t)i;
	if (e->n_sources == sizeof(e->sources) / sizeof(*e->sources))
		die("too many sources");
	e->sources[e->n_sources] = name;
	return (uint32_t)e->n_sources++;
}

/* The words in order, marks aside: what differs in marks alone is the same. */
static uint64_t
words_hash(const struct text *x)
{
	uint64_t h = 1;

	for (size_t i = 0; i < x->n_tokens; i++)
		if (x->tokens[i].class != TEXT_PUNCT)
			h = (h ^ x->tokens[i].hash) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

static struct seen *
place(struct seen *table, size_t room, uint64_t h)
{
	size_t i = h % room;

	while (table[i].example && table[i].hash != h)
		i = (i + 1) % room;
	return &table[i];
}

static void
grow_seen(struct examples *e)
{
	size_t room = e->seen_room ? e->seen_room * 2 : 1 << 16;
	struct seen *table = calloc(room, sizeof(*table));

	if (!table)
		die_of_memory();
	for (size_t i = 0; i < e->seen_room; i++)
		if (e->seen[i].example)
			*place(table, room, e->seen[i].hash) = e->seen[i];
	free(e->seen);
	e->seen = table;
	e->seen_room = room;
}

/* The number of an example that is none. */
#define RESERVED SIZE_MAX

static bool
is_new(struct examples *e, size_t number)
{
	uint64_t h = words_hash(&e->text);
	struct seen *at;

	if (2 * e->n_seen >= e->seen_room)
		grow_seen(e);
	at = place(e->seen, e->seen_room, h);
	if (at->example)
		return false;
	*at = (struct seen){ h, number };
	e->n_seen++;
	return true;
}

struct example *
examples_same(struct examples *e)
{
	uint64_t h = words_hash(&e->text);
	const struct seen *at = place(e->seen, e->seen_room, h);

	return at->example && at->example != RESERVED
		   ? &e->items[at->example - 1]
		   : NULL;
}

void
examples_reserve(struct examples *e, struct str text)
{
	text_read(&e->text, text);
	if (e->text.n_tokens)
		is_new(e, RESERVED);
}

bool
examples_by_hash(struct str text)
{
	return text_hash(text) % 10 == 0;
}

struct example *
examples_add(struct examples *e, struct str text, const char *language,
    bool bot, const char *source, bool dev)
{
	struct example *x;
	uint64_t h;

	text_read(&e->text, text);
	if (e->text.n_tokens == 0 || !is_new(e, e->n + 1))
		return NULL;
	if (e->n == e->room) {
		e->room = e->room ? 2 * e->room : 4096;
		e->items = reallocarray(e->items, e->room, sizeof(*e->items));
		if (!e->items)
			die_of_memory();
	}
	x = &e->items[e->n++];
	*x = (struct example){ .text = arena_copy(e->arena, text),
		.source = examples_source(e, source),
		.times = 1,
		.words = (uint32_t)model_words(&e->text),
		.bot = bot };
	strncpy(x->language, language, sizeof(x->language) - 1);
	memset(x->label, LABEL_UNKNOWN, sizeof(x->label));
	h = text_hash(text) >> 32; /* other bits than whoever picks texts */
	x->part = (uint8_t)(!dev	 ? PART_TRAIN
			    : h % 2 == 0 ? PART_CALIBRATE
					 : PART_REPORT);
	judge_terms(e->terms, x);
	return x;
}

/* A list that finds less than this finds nothing. */
#define SILENT 0.1F

void
examples_silent(struct example *x, uint32_t heads)
{
	for (size_t i = 0; i < N_HEADS; i++)
		if ((heads >> i & 1) && x->label[i] == LABEL_UNKNOWN &&
		    x->terms[i] < SILENT)
			x->label[i] = 0;
}
