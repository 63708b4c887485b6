/*
 * Turns of task dialogues: what customers and bots say on an ordinary day.
 * Nobody labelled them; they are 0 where the lists find nothing.
 */

#include <string.h>

#include "base/die.h"
#include "json/json.h"
#include "model/train/examples.h"
#include "stream/stream.h"

#define BIT(name) HEAD_BIT(name)

enum { CEILING = 256 << 20 };

/* One in `every` texts is taken. */
static const struct dialogue_file {
	const char *name;
	uint64_t customers, bots; /* 0: none */
	uint32_t heads;		  /* that silence is a 0 for */
} files[] = {
	{ "multidogo", 1, 0, CUSTOMER_HEADS },
	{ "star", 1, 3, CUSTOMER_HEADS },
	{ "sgd_dev", 1, 4, CUSTOMER_HEADS },
	{ "taskmaster4", 1, 2, CUSTOMER_HEADS },
	{ "babi6_train", 1, 1, CUSTOMER_HEADS },
	/* chat, each turn of the bot judged by 30 people */
	{ "dbdc3_dev", 0, 1, 0 },
	/* angry by design, and written by a language model */
	{ "cucom", 6, 6,
	    BIT(self_harm) | BIT(violence) | BIT(medical) | BIT(hazard) |
		BIT(privacy) | BIT(vulnerable) | BIT(closing) | BIT(payment) |
		BIT(security) | BIT(abuse) },
};

static bool
is_taken(struct str text, uint64_t every)
{
	return every && text_hash(text) / 10 % every == 0;
}

/* "OTX...", a letter a judge: no breakdown, a possible one, one.  Over all
 * turns that say the same it is one where the middle of the scale is passed. */
static void
hear_judges(struct example *x, struct str letters)
{
	for (size_t i = 0; i < letters.n; i++) {
		x->judges++;
		x->broken += letters.p[i] == 'X' ? 2 : letters.p[i] == 'T';
	}
	x->label[HEAD_breakdown] = x->broken > x->judges;
}

static void
add_turn(struct examples *e, const struct json *j, uint32_t turn,
    const struct dialogue_file *f)
{
	uint32_t text = json_get(j, turn, STR("text"));
	bool bot = json_is(j, json_get(j, turn, STR("role")), STR("bot"));
	uint32_t x = json_get(j, turn, STR("x"));
	uint32_t action = x ? json_get(j, x, STR("action")) : 0;
	uint32_t intent = json_get(j, turn, STR("intent"));
	uint32_t name = intent ? json_get(j, intent, STR("name")) : 0;
	uint32_t judged = x ? json_get(j, x, STR("breakdown")) : 0;
	bool lost = action && json_is(j, action, STR("out_of_scope"));
	bool card = name && (json_is(j, name, STR("reportlostcard")) ||
				json_is(j, name, STR("replacecard")) ||
				json_is(j, name, STR("disputecharge")));
	bool bye = name && (json_is(j, name, STR("thankyou")) ||
			       json_is(j, name, STR("closinggreeting")));
	struct example *ex;
	struct str s;

	if (!text || json_kind_of(j, text) != JSON_STRING)
		return;
	s = json_string(j, text, e->arena);
	if (!lost && !is_taken(s, bot ? f->bots : f->customers))
		return;
	if (f->heads == 0 && !judged)
		return;
	ex = examples_add(e, s, "en", bot, f->name, examples_by_hash(s));
	if (!ex) {
		ex = examples_same(e);
		if (ex && judged)
			hear_judges(ex, json_string(j, judged, e->arena));
		if (ex && !bot)
			ex->times++;
		return;
	}
	if (judged) {
		hear_judges(ex, json_string(j, judged, e->arena));
		return;
	}
	ex->everyday = !bot && f->heads == CUSTOMER_HEADS;
	if (lost)
		ex->label[HEAD_bot_fallback] = 1;
	if (bye)
		ex->label[HEAD_closing] = 1;
	examples_silent(ex, bot	   ? BOT_HEADS
			    : card ? f->heads & ~BIT(security) & ~BIT(fraud)
				   : f->heads);
}

static void
add_line(struct examples *e, struct json *j, struct str line,
    const struct dialogue_file *f)
{
	struct fault fault;
	uint32_t turns;

	if (!json_index(j, line, &fault))
		die("%s: not JSON", f->name);
	turns = json_get(j, 0, STR("turns"));
	for (uint32_t i = json_first(j, turns); i; i = json_after(j, turns, i))
		add_turn(e, j, i, f);
}

static void
add_file(struct examples *e, const char *data, const struct dialogue_file *f)
{
	struct arena a;
	struct str rest;
	struct json j;

	arena_init(&a, CEILING);
	json_init(&j);
	rest = stream_slurp(
	    arena_cstr(&a,
		arena_printf(&a, "%s/dialogues/%s.ndjson.gz", data, f->name)),
	    CEILING / 2, &a);
	while (rest.n) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t n = end ? (size_t)(end - rest.p) : rest.n;

		add_line(e, &j, (struct str){ rest.p, n }, f);
		n += end != NULL;
		rest = (struct str){ rest.p + n, rest.n - n };
	}
	json_free(&j);
	arena_free(&a);
}

void
sources_dialogues(struct examples *e, const char *data)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		add_file(e, data, &files[i]);
}
