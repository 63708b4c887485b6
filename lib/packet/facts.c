#include <stdlib.h>

#include "packet/keyed.h"

/* A growing array in the scratch arena. */
static void *
grown(struct arena *a, void *items, size_t n, size_t size)
{
	void *more;

	if (n & (n - 1)) /* there is room up to the next power of two */
		return items;
	more = arena_array(a, n ? 2 * n : 1, size);
	if (n)
		memcpy(more, items, n * size);
	return more;
}

/* A value as people read it: a string's content, another scalar as written;
 * "" for what is none. */
static struct str
scalar(const struct sketch *s, uint32_t v)
{
	switch (json_kind_of(s->c->json, v)) {
	case JSON_STRING:
		return json_string(s->c->json, v, s->scratch);
	case JSON_NUMBER:
	case JSON_TRUE:
	case JSON_FALSE:
		return json_raw(s->c->json, v);
	default:
		return STR("");
	}
}

static struct str
scalar_member(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = json_get(s->c->json, at, str_of(name));

	return v ? scalar(s, v) : STR("");
}

static void
add_slot(struct sketch *s, struct str name, struct str value, size_t turn)
{
	if (!name.n || !value.n)
		return;
	s->slots = grown(s->scratch, s->slots, s->n_slots, sizeof(*s->slots));
	s->slots[s->n_slots++] = (struct slot){ name, value, turn };
}

/* { "order_id": "1042" }, or { "order_id": { "value": "1042" } } */
static void
add_object(struct sketch *s, uint32_t at, size_t turn)
{
	const struct json *j = s->c->json;

	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		struct str name = json_string(j, i, s->scratch);

		if (json_kind_of(j, i + 1) == JSON_OBJECT)
			add_slot(
			    s, name, scalar_member(s, i + 1, "value"), turn);
		else
			add_slot(s, name, scalar(s, i + 1), turn);
	}
}

/* [ { "entity": "order_id", "value": "1042" } ], as name, entity or type. */
static void
add_list(struct sketch *s, uint32_t at, size_t turn)
{
	const struct json *j = s->c->json;

	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		struct str name;

		if (json_kind_of(j, i) != JSON_OBJECT)
			continue;
		name = scalar_member(s, i, "name");
		if (!name.n)
			name = scalar_member(s, i, "entity");
		if (!name.n)
			name = scalar_member(s, i, "type");
		add_slot(s, name, scalar_member(s, i, "value"), turn);
	}
}

static void
add_slots(struct sketch *s, uint32_t at, size_t turn)
{
	if (!at)
		return;
	if (json_kind_of(s->c->json, at) == JSON_OBJECT)
		add_object(s, at, turn);
	else if (json_kind_of(s->c->json, at) == JSON_ARRAY)
		add_list(s, at, turn);
}

static void
add_article(struct sketch *s, uint32_t at, size_t turn)
{
	struct article a = { STR(""), STR(""), STR(""), turn };

	if (json_kind_of(s->c->json, at) == JSON_OBJECT) {
		a.id = scalar_member(s, at, "id");
		a.title = scalar_member(s, at, "title");
		a.url = scalar_member(s, at, "url");
	} else {
		a.id = scalar(s, at);
	}
	if (!a.id.n && !a.title.n && !a.url.n)
		return;
	s->articles =
	    grown(s->scratch, s->articles, s->n_articles, sizeof(*s->articles));
	s->articles[s->n_articles++] = a;
}

static void
add_articles(struct sketch *s, uint32_t at, size_t turn)
{
	const struct json *j = s->c->json;

	if (!at)
		return;
	if (json_kind_of(j, at) != JSON_ARRAY) {
		add_article(s, at, turn);
		return;
	}
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		add_article(s, i, turn);
}

static int
by_name(const void *a, const void *b)
{
	const struct slot *x = *(const struct slot *const *)a;
	const struct slot *y = *(const struct slot *const *)b;
	int c = str_cmp(x->name, y->name);

	return c ? c : (x > y) - (x < y);
}

/* Of slots with one name only the last counts: customers correct themselves.
 * The order is that of what is left. */
static void
keep_last(struct sketch *s)
{
	const struct slot **all;
	size_t n = 0;

	if (s->n_slots < 2)
		return;
	all = arena_array(s->scratch, s->n_slots, sizeof(*all));
	for (size_t i = 0; i < s->n_slots; i++)
		all[i] = &s->slots[i];
	qsort(all, s->n_slots, sizeof(*all), by_name);
	for (size_t i = 0; i + 1 < s->n_slots; i++)
		if (str_eq(all[i]->name, all[i + 1]->name))
			s->slots[all[i] - s->slots].value.n = 0;
	for (size_t i = 0; i < s->n_slots; i++)
		if (s->slots[i].value.n)
			s->slots[n++] = s->slots[i];
	s->n_slots = n;
}

/* What a log may tell of a turn beyond what every filter reads. */
static void
find_told(struct sketch *s, size_t turn)
{
	static const struct str keys[] = { { "slots", 5 }, { "entities", 8 },
		{ "articles", 8 }, { "article_id", 10 } };
	enum { SLOTS, ENTITIES, ARTICLES, ARTICLE, N };
	uint32_t has[N];

	json_pick(s->c->json, s->c->turns[turn].value, keys, N, has);
	add_slots(s, has[SLOTS], turn);
	add_slots(s, has[ENTITIES], turn);
	add_articles(s, has[ARTICLES], turn);
	add_articles(s, has[ARTICLE], turn);
}

static void
find_promise(struct sketch *s, struct promise_seeker *p, size_t turn)
{
	struct str found = promise_find(p, s->texts[turn], s->c->language);

	if (!found.n)
		return;
	s->promises =
	    grown(s->scratch, s->promises, s->n_promises, sizeof(*s->promises));
	s->promises[s->n_promises++] = (struct promise){ found, turn };
}

/* Questions of the customer that the bot did not answer: its next turn did not
 * understand, or there was none. */
static void
find_questions(struct sketch *s)
{
	size_t next = 0; /* the bot's next turn */

	for (size_t i = 0; i <= s->turn; i++) {
		struct str text = s->texts[i];

		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) || !text.n ||
		    !memchr(text.p, '?', text.n))
			continue;
		while (next <= s->turn &&
		       (next < i || !sketch_is_said_by(s, next, ROLE_BOT)))
			next++;
		if (next <= s->turn && !(s->marks[next] & MARK_FRICTION))
			continue;
		s->questions = grown(s->scratch, s->questions, s->n_questions,
		    sizeof(*s->questions));
		s->questions[s->n_questions++] = i;
	}
}

static int
by_intent(const void *a, const void *b)
{
	const struct known_intent *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	return c ? c : (x->turn > y->turn) - (x->turn < y->turn);
}

static int
by_first(const void *a, const void *b)
{
	const struct known_intent *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* Of n intents, in order of name and turn, keep the surest turn of each. */
static size_t
keep_surest(const struct turn *turns, struct known_intent *all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct known_intent *last = &all[kept];

		if (i && str_eq(last[-1].name, all[i].name)) {
			double best = turns[last[-1].turn].intent->confidence;
			double x = turns[all[i].turn].intent->confidence;

			if (x > best || (isnan(best) && !isnan(x)))
				last[-1].turn = all[i].turn;
		} else {
			*last = all[i];
			kept++;
		}
	}
	return kept;
}

/* Each intent once, with the turn it was surest in. */
static void
find_intents(struct sketch *s)
{
	const struct turn *t = s->c->turns;
	struct known_intent *all;
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++)
		n += sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
		     t[i].intent->name.n;
	all = s->intents = arena_array(s->scratch, n, sizeof(*all));
	n = 0;
	for (size_t i = 0; i <= s->turn; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
		    t[i].intent->name.n)
			all[n++] =
			    (struct known_intent){ t[i].intent->name, i, i };
	qsort(all, n, sizeof(*all), by_intent);
	n = keep_surest(t, all, n);
	qsort(all, n, sizeof(*all), by_first);
	s->n_intents = n;
}

/* Channels left, each once running, by changes up to the decision. */
static void
find_moves(struct sketch *s)
{
	int64_t until = s->c->turns[s->turn].at_ms;

	for (size_t i = 0; i < s->c->n_events; i++) {
		const struct event *e = &s->c->events[i];
		struct str from;

		if (e->type != EVENT_CHANNEL_CHANGED ||
		    (e->at_ms != CONV_NO_TIME && until != CONV_NO_TIME &&
			e->at_ms > until))
			continue;
		from = scalar_member(s, e->value, "from");
		if (!from.n)
			continue;
		s->moves =
		    grown(s->scratch, s->moves, s->n_moves, sizeof(*s->moves));
		s->moves[s->n_moves++] = from;
	}
}

/* A slot that is filled by the keys of a telephone is known to be filled. */
static void
hide_keys(struct sketch *s)
{
	for (size_t i = 0; i < s->n_slots; i++) {
		struct slot *slot = &s->slots[i];
		struct str keys = slot->turn == NO_TURN
				      ? STR("")
				      : keyed_at(s->keyed, slot->turn);

		slot->value = keys.n && str_eq(slot->value, keys)
				  ? STR(KEYED)
				  : keyed_hide(s->keyed, s, slot->value);
	}
}

struct str
slot_title(const struct sketch *s, const struct slot *slot)
{
	char *p = arena_alloc(s->scratch, slot->name.n + 1);

	for (size_t i = 0; i < slot->name.n; i++)
		p[i] = slot->name.p[i] == '_' ? ' ' : slot->name.p[i];
	return (struct str){ p, slot->name.n };
}

bool
slot_is_hidden(const struct slot *slot)
{
	return str_eq(slot->value, STR(KEYED));
}

static void
find_mood(struct sketch *s)
{
	double mood = sketch_signal(s, STR("sentiment"));
	double trend = sketch_signal(s, STR("sentiment_trend"));

	if (!isnan(mood) && sketch_signal(s, STR("anger")) >= 0.5)
		s->mood = "angry";
	else if (!isnan(mood))
		s->mood = mood <= -0.3	? "unhappy"
			  : mood >= 0.3 ? "friendly"
					: "neutral";
	if (!isnan(trend))
		s->trend = trend <= -0.1  ? "falling"
			   : trend >= 0.1 ? "rising"
					  : "steady";
}

void
facts_find(struct sketch *s, struct promise_seeker *p)
{
	add_slots(s, json_get(s->c->json, 0, STR("slots")), NO_TURN);
	for (size_t i = 0; i <= s->turn; i++) {
		const struct turn *t = &s->c->turns[i];

		if (t->private)
			continue;
		find_told(s, i);
		if (t->role != ROLE_BOT)
			continue;
		find_promise(s, p, i);
		if (!sketch_is_answer(s, i))
			continue;
		s->answers++;
		s->failed += !!(s->marks[i] & (MARK_FALLBACK | MARK_REPEAT));
	}
	keep_last(s);
	hide_keys(s);
	find_intents(s);
	find_questions(s);
	find_moves(s);
	find_mood(s);
}

struct str
facts_tried(const struct sketch *s)
{
	struct str answers;

	if (!s->answers)
		return STR("no answer of the bot");
	answers = arena_printf(s->scratch, "%zu answer%s of the bot",
	    s->answers, s->answers == 1 ? "" : "s");
	if (!s->failed)
		return answers;
	return arena_printf(s->scratch, "%.*s, %zu not understood or repeated",
	    STR_ARG(answers), s->failed);
}

struct str
facts_risk(struct str kind)
{
	static const struct {
		const char *kind, *title;
	} titles[] = {
		{ "safety.self_harm", "self-harm" },
		{ "safety.medical", "medical emergency" },
		{ "safety.child", "child in danger" },
		{ "safety.hazard", "gas, fire or another hazard" },
		{ "compliance.legal", "legal or regulator" },
		{ "compliance.vulnerable", "vulnerable customer" },
		{ "compliance.payment", "cannot pay" },
		{ "compliance.security", "account or device in other hands" },
	};
	const char *dot = memchr(kind.p, '.', kind.n);

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (str_eq(kind, str_of(titles[i].kind)))
			return str_of(titles[i].title);
	return (struct str){ dot + 1, (size_t)(kind.p + kind.n - dot - 1) };
}
