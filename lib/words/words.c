#include "words/variant.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/near.h"
#include "expr/expr.h"
#include "json/json.h"

#define MOMENT_STR(symbol, name) { name, sizeof(name) - 1 },
static const struct str moments[N_MOMENTS] = { MOMENTS(MOMENT_STR) };

#define MATTER_STR(symbol, name) { name, sizeof(name) - 1 },
static const struct str matters[N_MATTERS] = { MATTERS(MATTER_STR) };

static const struct str moods[N_EMPATHY] = {
	[EMPATHY_ANGRY] = { "angry", 5 },
	[EMPATHY_UNHAPPY] = { "unhappy", 7 },
	[EMPATHY_ANXIOUS] = { "anxious", 7 },
};

const struct str words_request = { "{request}", 9 };
const struct str words_known = { "{known}", 7 };
const struct str words_matter = { "{matter}", 8 };
const struct str words_turns = { "{turns}", 7 };
const struct str words_ask = { "{ask}", 5 };
const struct str words_outcome = { "{outcome}", 9 };
const struct str words_thing = { "{thing}", 7 };

bool
words_split(
    struct str text, struct str blank, struct str *before, struct str *behind)
{
	const char *at = memmem(text.p, text.n, blank.p, blank.n);

	if (!at)
		return false;
	*before = (struct str){ text.p, (size_t)(at - text.p) };
	*behind = (struct str){ at + blank.n, text.n - before->n - blank.n };
	return true;
}

const char *
moment_name(enum moment m)
{
	return moments[m].p;
}

const char *
matter_name(enum matter m)
{
	return matters[m].p;
}

enum matter
matter_by_name(struct str name)
{
	enum matter m = 0;

	while (m < N_MATTERS && !str_eq(name, matters[m]))
		m++;
	return m;
}

bool
choices_take(const struct choices *c, struct str item)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->items[i], item))
			return true;
	return !c->n;
}

noreturn void
refuse(const struct reading *r, const char *where, const char *what)
{
	die("%s: %s: %s", r->file, where, what);
}

uint32_t
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

struct str
need_text(const struct reading *r, uint32_t at, const char *name)
{
	return json_string(&r->json, need(r, at, name, JSON_STRING), r->run);
}

/* A member that nobody reads is a typo. */
void
only(const struct reading *r, uint32_t at, const char *where,
    const struct str *known, size_t n)
{
	size_t k = 0; /* they mostly stand in the order of `known` */

	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i)) {
		size_t left = n;

		for (; left && !json_is(&r->json, i, known[k]); left--)
			k = (k + 1) % n;
		if (!left) {
			struct str name = json_string(&r->json, i, r->run);
			struct str near = near_best(name, known, n);

			die("%s: %s: unknown member '%.*s' (did you mean "
			    "'%.*s'?)",
			    r->file, where, STR_ARG(name), STR_ARG(near));
		}
	}
}

/* A tag with a region would match no conversation, of whose tag that is cut
 * off. */
static bool
is_primary(struct str language)
{
	size_t n = 0;

	while (n < language.n && is_alpha(language.p[n]))
		n++;
	return n && n == language.n;
}

static void
read_language(const struct reading *r, uint32_t key, struct words_messages *m)
{
	m->language = arena_copy(r->run, json_string(&r->json, key, r->run));
	if (!is_primary(m->language))
		die("%s: messages: %s is not a language alone, such as de",
		    r->file, m->language.p);
	if (json_kind_of(&r->json, key + 1) != JSON_OBJECT)
		refuse(r, m->language.p, "is not an object");
	only(r, key + 1, m->language.p, moments, N_MOMENTS);
	for (enum moment i = 0; i < N_MOMENTS; i++)
		read_variants(r, key + 1, i, m);
}

static void
read_messages(const struct reading *r, struct words *w)
{
	uint32_t at = need(r, 0, "messages", JSON_OBJECT);
	struct words_messages *m;

	w->n_languages = r->json.values[at].n;
	m = w->languages = arena_array(r->run, w->n_languages, sizeof(*m));
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i))
		read_language(r, i, m++);
}

/* A text that is not filled. */
static struct str
need_plain(
    const struct reading *r, uint32_t at, const char *name, const char *where)
{
	struct str text = need_text(r, at, name);

	if (memchr(text.p, '{', text.n))
		refuse(r, where, "has a blank");
	return text;
}

/* What a member of the file, { en: ..., de: ... }, says in a language; 0 where
 * it is silent. */
static uint32_t
in_language(
    const struct reading *r, const char *member, const struct words_messages *m)
{
	uint32_t all = json_get(&r->json, 0, str_of(member));

	if (all && json_kind_of(&r->json, all) != JSON_OBJECT)
		refuse(r, member, "has the wrong type");
	return all ? json_get(&r->json, all, m->language) : 0;
}

/* { angry: "...", ... }: none where the file is silent. */
static void
read_empathy(const struct reading *r, struct words_messages *m)
{
	uint32_t at = in_language(r, "empathy", m);

	for (size_t i = 0; i < N_EMPATHY; i++)
		m->empathy[i] = STR("");
	if (!at)
		return;
	if (json_kind_of(&r->json, at) != JSON_OBJECT)
		refuse(r, "empathy", "has the wrong type");
	only(r, at, "empathy", moods, N_EMPATHY);
	for (size_t i = 0; i < N_EMPATHY; i++)
		if (json_get(&r->json, at, moods[i]))
			m->empathy[i] =
			    need_plain(r, at, moods[i].p, "empathy");
}

/* A text that has no blank; "" where there is none. */
static struct str
read_plain(
    const struct reading *r, const char *member, const struct words_messages *m)
{
	if (!in_language(r, member, m))
		return STR("");
	return need_plain(r, json_get(&r->json, 0, str_of(member)),
	    arena_cstr(r->run, m->language), member);
}

static int
compare_phrases(const void *a, const void *b)
{
	const struct words_phrase *x = a, *y = b;

	return str_cmp(x->english, y->english);
}

static uint64_t
length_bit(struct str text)
{
	return UINT64_C(1) << (text.n < 63 ? text.n : 63);
}

/* In the order in which words_spoken() looks for them. */
static void
sort_phrases(struct words_phrase *p, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (compare_phrases(&p[i - 1], &p[i]) > 0) {
			qsort(p, n, sizeof(*p), compare_phrases);
			return;
		}
}

/* { "Wants": "Anliegen", ... } */
static void
read_whisper(const struct reading *r, struct words_messages *m)
{
	const struct json *j = &r->json;
	uint32_t at = in_language(r, "whisper", m);

	m->n_spoken = 0;
	m->lengths = 0;
	if (!at)
		return;
	if (json_kind_of(j, at) != JSON_OBJECT)
		refuse(r, "whisper", "has the wrong type");
	m->spoken = arena_array(r->run, j->values[at].n, sizeof(*m->spoken));
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		struct words_phrase *p = &m->spoken[m->n_spoken++];

		if (json_kind_of(j, i + 1) != JSON_STRING)
			refuse(r, "whisper", "a text is not a string");
		p->english = json_string(j, i, r->run);
		p->spoken = json_string(j, i + 1, r->run);
		m->lengths |= length_bit(p->english);
	}
	sort_phrases(m->spoken, m->n_spoken);
}

/* What is said beside the messages is said in one of their languages. */
static void
check_languages(const struct reading *r, const struct words *w)
{
	static const char *const beside[] = { "empathy", "in_public",
		"call_back", "calendar", "whisper" };
	struct str *known = arena_array(r->run, w->n_languages, sizeof(*known));

	for (size_t i = 0; i < w->n_languages; i++)
		known[i] = w->languages[i].language;
	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++) {
		uint32_t at = json_get(&r->json, 0, str_of(beside[i]));

		if (at && json_kind_of(&r->json, at) == JSON_OBJECT)
			only(r, at, beside[i], known, w->n_languages);
	}
}

/* What others may read says nothing of anybody; the offer to call back stands
 * behind a message that names the time. */
static void
read_beside(const struct reading *r, struct words_messages *m)
{
	uint32_t calendar = in_language(r, "calendar", m);

	read_empathy(r, m);
	m->in_public = read_plain(r, "in_public", m);
	m->call_back = read_plain(r, "call_back", m);
	m->calendar = (struct words_calendar){ 0 };
	if (calendar)
		read_calendar(r, calendar, &m->calendar);
	read_whisper(r, m);
}

/* English has hardly a text that is another one there. */
struct str
words_spoken(const struct words_messages *m, struct str text)
{
	struct words_phrase key = { text, text };
	const struct words_phrase *found;

	if (!(m->lengths & length_bit(text)))
		return text;
	found = bsearch(
	    &key, m->spoken, m->n_spoken, sizeof(*m->spoken), compare_phrases);

	return found ? found->spoken : text;
}

/* False where the file is silent. */
static bool
read_flag(const struct reading *r, uint32_t at, const char *name)
{
	uint32_t v = json_get(&r->json, at, str_of(name));
	enum json_kind kind = v ? json_kind_of(&r->json, v) : JSON_FALSE;

	if (kind != JSON_TRUE && kind != JSON_FALSE)
		refuse(r, name, "has the wrong type");
	return kind == JSON_TRUE;
}

static void
read_persona(const struct reading *r, struct words *w)
{
	static const struct str known[] = { { "name", 4 }, { "tone", 4 },
		{ "empathy", 7 }, { "call_back", 9 } };
	uint32_t at = need(r, 0, "persona", JSON_OBJECT);

	only(r, at, "persona", known, sizeof(known) / sizeof(*known));
	w->bot = need_text(r, at, "name");
	w->tone = need_text(r, at, "tone");
	w->empathy = read_flag(r, at, "empathy");
	w->call_back = read_flag(r, at, "call_back");
}

/* ["refund", ...]; none where the file is silent. */
static struct matter_set
read_matters(const struct reading *r, uint32_t step, const char *member)
{
	uint32_t list = json_get(&r->json, step, str_of(member));
	struct matter_set set = { 0 };

	if (!list)
		return set;
	need(r, step, member, JSON_ARRAY);
	for (uint32_t i = json_first(&r->json, list); i;
	     i = json_after(&r->json, list, i)) {
		struct str name = json_kind_of(&r->json, i) == JSON_STRING
				      ? json_string(&r->json, i, r->run)
				      : STR("");
		enum matter m = matter_by_name(name);

		if (m == N_MATTERS && !str_eq(name, STR("unknown")))
			die("%s: %s: no matter is called '%.*s'", r->file,
			    member, STR_ARG(name));
		matters_add(&set, m);
	}
	return set;
}

/* { refund: "...", ... }: "" where the file is silent. */
static void
read_of_matters(const struct reading *r, const char *member, struct str *out)
{
	uint32_t at = json_get(&r->json, 0, str_of(member));

	for (enum matter m = 0; m < N_MATTERS; m++)
		out[m] = STR("");
	if (!at)
		return;
	need(r, 0, member, JSON_OBJECT);
	only(r, at, member, matters, N_MATTERS);
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i)) {
		enum matter m =
		    matter_by_name(json_string(&r->json, i, r->run));

		if (json_kind_of(&r->json, i + 1) != JSON_STRING)
			refuse(r, matter_name(m), "has the wrong type");
		out[m] = json_string(&r->json, i + 1, r->run);
	}
}

static void
read_steps(const struct reading *r, struct words *w)
{
	static const struct str known[] = { { "signal", 6 }, { "at_least", 8 },
		{ "beside", 6 }, { "text", 4 }, { "matters", 7 },
		{ "unless", 6 }, { "ask", 3 } };
	uint32_t at = need(r, 0, "next_steps", JSON_ARRAY);
	struct words_step *s;

	w->n_steps = r->json.values[at].n;
	s = w->steps = arena_array(r->run, w->n_steps, sizeof(*s));
	for (uint32_t i = json_first(&r->json, at); i;
	     i = json_after(&r->json, at, i), s++) {
		if (json_kind_of(&r->json, i) != JSON_OBJECT)
			refuse(r, "next_steps", "an element is not an object");
		only(r, i, "next_steps", known, sizeof(known) / sizeof(*known));
		s->signal = need_text(r, i, "signal");
		s->text = need_text(r, i, "text");
		s->ask = json_get(&r->json, i, STR("ask"))
			     ? need_text(r, i, "ask")
			     : STR("");
		s->at_least =
		    json_number(&r->json, need(r, i, "at_least", JSON_NUMBER));
		s->beside = json_get(&r->json, i, STR("beside"))
				? json_number(&r->json,
				      need(r, i, "beside", JSON_NUMBER))
				: s->at_least;
		s->matters = read_matters(r, i, "matters");
		s->unless = read_matters(r, i, "unless");
	}
}

/* A step that a file may be silent of; "" then. */
static struct str
read_step(const struct reading *r, const char *member, struct str blank)
{
	struct str text = STR(""), before, behind;

	if (!json_get(&r->json, 0, str_of(member)))
		return text;
	text = need_text(r, 0, member);
	if (blank.n && !words_split(text, blank, &before, &behind))
		die("%s: %s: has no %.*s", r->file, member, STR_ARG(blank));
	return text;
}

/* What to do where no signal calls for anything. */
static void
read_usual_steps(const struct reading *r, struct words *w)
{
	w->answer_step = read_step(r, "answer_step", words_request);
	w->also_step = read_step(r, "also_step", words_request);
	w->known_step = read_step(r, "known_step", words_known);
	w->ask_step = read_step(r, "ask_step", STR(""));
	w->tried_step = read_step(r, "tried_step", STR(""));
	w->wanted_step = read_step(r, "wanted_step", words_outcome);
	w->chosen_step = read_step(r, "chosen_step", words_outcome);
	w->without_step = read_step(r, "without_step", words_thing);
	w->keep_step = read_step(r, "keep_step", words_turns);
	w->arrange_step = read_step(r, "arrange_step", words_outcome);
	w->several_step = read_step(r, "several_step", words_turns);
	w->undo_step = read_step(r, "undo_step", STR(""));
	w->wish_step = read_step(r, "wish_step", STR(""));
	w->declined_step = read_step(r, "declined_step", STR(""));
	w->default_step = need_text(r, 0, "default_step");
}

static const struct words_messages *
find(const struct words *w, struct str language)
{
	struct str want = str_language(language);

	for (size_t i = 0; i < w->n_languages; i++) {
		struct str have = w->languages[i].language;

		if (have.n && str_eq_nocase(have, want))
			return &w->languages[i];
	}
	return NULL;
}

const struct words_messages *
words_for(const struct words *w, struct str language)
{
	const struct words_messages *m = find(w, language);

	return m ? m : w->fallback;
}

/* What is indexed, all of it copied. */
static const struct words *
read_all(const struct reading *r)
{
	static const struct str known[] = { { "name", 4 }, { "version", 7 },
		{ "default_language", 16 }, { "messages", 8 },
		{ "next_steps", 10 }, { "default_step", 12 },
		{ "answer_step", 11 }, { "ask_step", 8 }, { "tried_step", 10 },
		{ "known_step", 10 }, { "also_step", 9 }, { "wanted_step", 11 },
		{ "chosen_step", 11 }, { "without_step", 12 },
		{ "keep_step", 9 }, { "undo_step", 9 }, { "wish_step", 9 },
		{ "several_step", 12 }, { "arrange_step", 12 },
		{ "declined_step", 13 }, { "matter_steps", 12 },
		{ "matter_wants", 12 }, { "persona", 7 }, { "empathy", 7 },
		{ "in_public", 9 }, { "call_back", 9 }, { "calendar", 8 },
		{ "whisper", 7 } };
	struct words *w = arena_zalloc(r->run, sizeof(*w));

	if (json_kind_of(&r->json, 0) != JSON_OBJECT)
		die("%s: is not an object", r->file);
	only(r, 0, "templates", known, sizeof(known) / sizeof(*known));
	read_persona(r, w);
	read_messages(r, w);
	for (size_t i = 0; i < w->n_languages; i++)
		read_beside(r, &w->languages[i]);
	check_languages(r, w);
	read_steps(r, w);
	read_of_matters(r, "matter_steps", w->matters);
	read_of_matters(r, "matter_wants", w->wanted);
	read_usual_steps(r, w);
	w->fallback = find(w, need_text(r, 0, "default_language"));
	if (!w->fallback)
		refuse(r, "default_language", "has no messages");
	return w;
}

const struct words *
words_read(const char *file, struct str text, struct arena *run)
{
	struct reading r = { .file = file, .run = run };
	const struct words *w;

	expr_load(text, file, &r.json, run);
	w = read_all(&r);
	json_free(&r.json);
	return w;
}
