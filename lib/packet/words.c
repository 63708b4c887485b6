#include "packet/words.h"

#include <ctype.h>

#include "base/die.h"
#include "base/near.h"
#include "expr/expr.h"
#include "json/json.h"
#include "packet/field.h"

static const struct str moments[N_MOMENTS] = {
	[MOMENT_OFFERED] = { "offered", 7 },
	[MOMENT_STARTED] = { "started", 7 },
	[MOMENT_QUEUED] = { "queued", 6 },
	[MOMENT_NOBODY] = { "nobody", 6 },
	[MOMENT_CRISIS] = { "crisis", 6 },
};

const char *
moment_name(enum moment m)
{
	return moments[m].p;
}

/* One templates file being read. */
struct reading {
	const char *file;
	struct json json;
	struct arena *run;
};

static noreturn void
refuse(const struct reading *r, const char *where, const char *what)
{
	die("%s: %s: %s", r->file, where, what);
}

static uint32_t
need(
    const struct reading *r, uint32_t at, const char *name, enum json_kind kind)
{
	uint32_t v = json_get(&r->json, at, str_of(name));

	if (!v)
		refuse(r, name, "missing");
	if (json_kind_of(&r->json, v) != kind)
		refuse(r, name, "has the wrong type");
	return v;
}

static struct str
need_text(const struct reading *r, uint32_t at, const char *name)
{
	struct str s =
	    json_string(&r->json, need(r, at, name, JSON_STRING), r->run);

	/* what the file's text held dies with its index */
	return arena_copy(r->run, s);
}

/* A member that nobody reads is a typo. */
static void
only(const struct reading *r, uint32_t at, const char *where,
    const struct str *known, size_t n)
{
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i)) {
		size_t k = 0;

		while (k < n && !json_is(&r->json, i, known[k]))
			k++;
		if (k == n) {
			struct str name = json_string(&r->json, i, r->run);
			struct str near = near_best(name, known, n);

			die("%s: %s: unknown member '%.*s' (did you mean "
			    "'%.*s'?)",
			    r->file, where, STR_ARG(name), STR_ARG(near));
		}
	}
}

/* A tag with a region would match no conversation: see primary(). */
static bool
is_primary(struct str language)
{
	size_t n = 0;

	while (n < language.n && isalpha((unsigned char)language.p[n]))
		n++;
	return n && n == language.n;
}

static void
read_language(const struct reading *r, uint32_t key, struct packet_messages *m)
{
	m->language = arena_copy(r->run, json_string(&r->json, key, r->run));
	if (!is_primary(m->language))
		die("%s: messages: %s is not a language alone, such as de",
		    r->file, m->language.p);
	if (json_kind_of(&r->json, key + 1) != JSON_OBJECT)
		refuse(r, m->language.p, "is not an object");
	only(r, key + 1, m->language.p, moments, N_MOMENTS);
	for (int i = 0; i < N_MOMENTS; i++) {
		m->moments[i] = need_text(r, key + 1, moments[i].p);
		if (!m->moments[i].n)
			refuse(r, m->language.p, "has an empty message");
		if (i != MOMENT_STARTED && i != MOMENT_QUEUED &&
		    memmem(m->moments[i].p, m->moments[i].n, WORDS_MINUTES,
			sizeof(WORDS_MINUTES) - 1))
			refuse(r, moments[i].p,
			    "has " WORDS_MINUTES ", but no wait is known then");
	}
}

static void
read_messages(const struct reading *r, struct packet_words *w)
{
	uint32_t at = need(r, 0, "messages", JSON_OBJECT);
	struct packet_messages *m;

	w->n_languages = r->json.values[at].n;
	m = w->languages = arena_array(r->run, w->n_languages, sizeof(*m));
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i))
		read_language(r, i, m++);
}

/* An array of strings, as read_strings(r, at, "fields", ...). */
static size_t
read_strings(
    const struct reading *r, uint32_t at, const char *name, struct str **items)
{
	uint32_t list = need(r, at, name, JSON_ARRAY);
	size_t n = 0;

	*items = arena_array(r->run, r->json.values[list].n, sizeof(**items));
	for (uint32_t i = json_first(&r->json, list); i;
	     i = json_after(&r->json, list, i)) {
		if (json_kind_of(&r->json, i) != JSON_STRING)
			refuse(r, name, "an element is not a string");
		(*items)[n++] =
		    arena_copy(r->run, json_string(&r->json, i, r->run));
	}
	return n;
}

static void
read_crisis(const struct reading *r, struct packet_words *w)
{
	static const struct str known[] = { { "signals", 7 }, { "at_least", 8 },
		{ "fields", 6 } };
	uint32_t at = need(r, 0, "crisis", JSON_OBJECT);
	struct str *fields;
	size_t n;

	only(r, at, "crisis", known, 3);
	w->n_crisis_signals =
	    read_strings(r, at, "signals", &w->crisis_signals);
	w->crisis_at_least =
	    json_number(&r->json, need(r, at, "at_least", JSON_NUMBER));
	n = read_strings(r, at, "fields", &fields);
	w->crisis_fields = FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(REASON);
	for (size_t i = 0; i < n; i++) {
		enum field f = field_by_name(fields[i]);

		if (f == N_FIELDS)
			die("%s: crisis: no field is called %.*s", r->file,
			    STR_ARG(fields[i]));
		w->crisis_fields |= UINT64_C(1) << f;
	}
}

static void
read_steps(const struct reading *r, struct packet_words *w)
{
	static const struct str known[] = { { "signal", 6 }, { "at_least", 8 },
		{ "text", 4 } };
	uint32_t at = need(r, 0, "next_steps", JSON_ARRAY);
	struct packet_step *s;

	w->n_steps = r->json.values[at].n;
	s = w->steps = arena_array(r->run, w->n_steps, sizeof(*s));
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i), s++) {
		if (json_kind_of(&r->json, i) != JSON_OBJECT)
			refuse(r, "next_steps", "an element is not an object");
		only(r, i, "next_steps", known, 3);
		s->signal = need_text(r, i, "signal");
		s->text = need_text(r, i, "text");
		s->at_least =
		    json_number(&r->json, need(r, i, "at_least", JSON_NUMBER));
	}
}

/* The part of a language tag before its region, "de" of "de-AT". */
static struct str
primary(struct str language)
{
	size_t n = 0;

	while (n < language.n && language.p[n] != '-' && language.p[n] != '_')
		n++;
	return (struct str){ language.p, n };
}

static const struct packet_messages *
find(const struct packet_words *w, struct str language)
{
	struct str want = primary(language);

	for (size_t i = 0; i < w->n_languages; i++) {
		struct str have = w->languages[i].language;

		if (have.n == want.n && have.n &&
		    !strncasecmp(have.p, want.p, have.n))
			return &w->languages[i];
	}
	return NULL;
}

const struct packet_messages *
words_for(const struct packet_words *w, struct str language)
{
	const struct packet_messages *m = find(w, language);

	return m ? m : w->fallback;
}

const struct packet_words *
words_read(struct packet_file from, struct arena *run)
{
	const char *file = from.name;
	static const struct str known[] = { { "name", 4 }, { "version", 7 },
		{ "default_language", 16 }, { "messages", 8 },
		{ "next_steps", 10 }, { "default_step", 12 }, { "crisis", 6 } };
	struct packet_words *w = arena_zalloc(run, sizeof(*w));
	struct reading r = { .file = file, .run = run };
	struct expr_error err;
	struct fault fault;
	struct buf text = { 0 };

	if (!expr_program(from.text, &text, &err))
		die("%s:%zu:%zu: %s", file, err.line, err.column, err.detail);
	memset(buf_reserve(&text, JSON_PADDING), 0, JSON_PADDING);
	json_init(&r.json);
	if (!json_index(&r.json, buf_view(&text), &fault) ||
	    json_kind_of(&r.json, 0) != JSON_OBJECT)
		die("%s: is not an object", file);
	only(&r, 0, "templates", known, sizeof(known) / sizeof(*known));
	read_messages(&r, w);
	read_steps(&r, w);
	read_crisis(&r, w);
	w->default_step = need_text(&r, 0, "default_step");
	w->fallback = find(w, need_text(&r, 0, "default_language"));
	if (!w->fallback)
		refuse(&r, "default_language", "has no messages");
	json_free(&r.json);
	buf_free(&text);
	return w;
}
