#include "words/variant.h"

#include "base/die.h"
#include "base/near.h"
#include "text/text.h"

#define BLANK(b) (1U << BLANK_##b)

static const struct str blanks[N_BLANKS] = {
	[BLANK_BOT] = { "{bot}", 5 },
	[BLANK_MINUTES] = { "{minutes}", 9 },
	[BLANK_POSITION] = { "{position}", 10 },
	[BLANK_QUEUE] = { "{queue}", 7 },
	[BLANK_AGENT] = { "{agent}", 7 },
	[BLANK_NUMBER] = { "{number}", 8 },
	[BLANK_OPENS] = { "{opens}", 7 },
};

/* What may be known at a moment, and what always is. */
static const struct {
	unsigned maybe, always;
} known_at[N_MOMENTS] = {
	[MOMENT_STARTED] = { BLANK(MINUTES) | BLANK(QUEUE), BLANK(MINUTES) },
	[MOMENT_QUEUED] = { BLANK(MINUTES) | BLANK(POSITION) | BLANK(QUEUE) |
				BLANK(OPENS),
	    BLANK(MINUTES) },
	[MOMENT_WAITING] = { BLANK(QUEUE) | BLANK(OPENS), 0 },
	[MOMENT_NOBODY] = { BLANK(OPENS), 0 },
	[MOMENT_JOINED] = { BLANK(AGENT) | BLANK(QUEUE), 0 },
	[MOMENT_CRISIS] = { BLANK(NUMBER), BLANK(NUMBER) },
};

struct str
blank_name(enum blank b)
{
	return blanks[b];
}

bool
moment_may_know(enum moment m, enum blank b)
{
	return (known_at[m].maybe | BLANK(BOT)) >> b & 1;
}

bool
moment_knows(enum moment m, enum blank b)
{
	return (known_at[m].always | BLANK(BOT)) >> b & 1;
}

bool
moment_may_follow(struct str kind)
{
	return str_eq(kind, STR("overflow")) || str_eq(kind, STR("step")) ||
	       str_eq(kind, STR("no_answer"));
}

/* A string or an array of strings; none where the member is absent. */
static struct choices
read_choices(const struct reading *r, uint32_t at, const char *name)
{
	uint32_t v = json_get(&r->json, at, str_of(name));
	struct choices c = { 0 };

	if (!v)
		return c;
	if (json_kind_of(&r->json, v) == JSON_STRING) {
		c.items = arena_alloc(r->run, sizeof(*c.items));
		c.items[c.n++] = need_text(r, at, name);
		return c;
	}
	if (json_kind_of(&r->json, v) != JSON_ARRAY)
		refuse(r, name, "is not a string or an array of strings");
	c.items = arena_array(r->run, r->json.values[v].n, sizeof(*c.items));
	for (uint32_t i = json_first(&r->json, v); i;
	     i = json_after(&r->json, v, i)) {
		if (json_kind_of(&r->json, i) != JSON_STRING)
			refuse(r, name, "an element is not a string");
		c.items[c.n++] = json_string(&r->json, i, r->run);
	}
	return c;
}

static bool
holds(struct str text, const char *what)
{
	return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

/* The customer would read a brace that belongs to no blank. */
static void
check_braces(const struct reading *r, const char *where, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		const char *at = text.p + i, *end;
		enum blank b = 0;
		struct str name;

		if (*at != '{' && *at != '}')
			continue;
		while (b < N_BLANKS &&
		       !str_begins((struct str){ at, text.n - i }, blanks[b]))
			b++;
		if (b < N_BLANKS) {
			i += blanks[b].n - 1;
			continue;
		}
		end = memchr(at, '}', text.n - i);
		if (*at == '}' || !end)
			refuse(r, where, "has a brace that is of no blank");
		name = (struct str){ at, (size_t)(end - at) + 1 };
		die("%s: %s: %.*s is no blank; the nearest is %s", r->file,
		    where, STR_ARG(name), near_best(name, blanks, N_BLANKS).p);
	}
}

/* Find the blanks, and refuse what would promise what nobody knows. */
static void
check_text(const struct reading *r, enum moment m, struct variant *v)
{
	size_t n = text_units(v->text), n_blanks = 0;

	if (!v->text.n)
		refuse(r, moment_name(m), "has an empty message");
	for (enum blank b = 0; b < N_BLANKS; b++) {
		if (!holds(v->text, blanks[b].p))
			continue;
		if (!moment_may_know(m, b))
			die("%s: %s: has %s, which is not known then", r->file,
			    moment_name(m), blanks[b].p);
		v->blanks |= 1U << b;
		n_blanks++;
	}
	check_braces(r, moment_name(m), v->text);
	for (size_t i = 0; i < v->buttons.n; i++)
		if (memchr(v->buttons.items[i].p, '{', v->buttons.items[i].n))
			refuse(r, moment_name(m),
			    "has a button with a brace, which is not filled");
	if (n + n_blanks * WORDS_FILLED > WORDS_LONGEST)
		refuse(r, moment_name(m),
		    "is longer than 1600 characters, which no SMS takes");
	v->link = holds(v->text, "http://") || holds(v->text, "https://") ||
		  holds(v->text, "www.");
}

static void
check_after(const struct reading *r, enum moment m, const struct variant *v)
{
	if (v->after.n && m != MOMENT_WAITING)
		refuse(r, moment_name(m),
		    "has after, which only waiting may have");
	for (size_t i = 0; i < v->after.n; i++)
		if (!moment_may_follow(v->after.items[i]))
			refuse(r, moment_name(m),
			    "has after, which is none of overflow, step and "
			    "no_answer");
}

static void
read_variant(
    const struct reading *r, uint32_t at, enum moment m, struct variant *v)
{
	static const struct str known[] = { { "text", 4 }, { "channel", 7 },
		{ "tone", 4 }, { "reason", 6 }, { "buttons", 7 },
		{ "after", 5 } };

	*v = (struct variant){ 0 };
	if (json_kind_of(&r->json, at) == JSON_STRING) {
		v->text = json_string(&r->json, at, r->run);
	} else if (json_kind_of(&r->json, at) == JSON_OBJECT) {
		only(r, at, moment_name(m), known, 6);
		v->text = need_text(r, at, "text");
		v->channels = read_choices(r, at, "channel");
		v->tones = read_choices(r, at, "tone");
		v->reasons = read_choices(r, at, "reason");
		v->buttons = read_choices(r, at, "buttons");
		v->after = read_choices(r, at, "after");
		check_after(r, m, v);
	} else {
		refuse(r, moment_name(m), "has the wrong type");
	}
	check_text(r, m, v);
}

/* The last one is for everybody, whatever is known. */
static void
check_last(const struct reading *r, enum moment m, const struct variant *v)
{
	if (v->channels.n || v->tones.n || v->reasons.n || v->after.n)
		refuse(r, moment_name(m),
		    "has no last message without conditions");
	for (enum blank b = 0; b < N_BLANKS; b++)
		if (v->blanks >> b & 1 && !moment_knows(m, b))
			refuse(r, moment_name(m),
			    "has a last message with what is not always known");
	if (v->link)
		refuse(r, moment_name(m),
		    "has a last message with a link, which voice cannot read "
		    "out");
}

void
read_variants(const struct reading *r, uint32_t at, enum moment m,
    struct words_messages *to)
{
	uint32_t list = json_get(&r->json, at, str_of(moment_name(m)));
	struct variant *v;
	size_t n = 0;

	if (!list)
		refuse(r, moment_name(m), "missing");
	if (json_kind_of(&r->json, list) != JSON_ARRAY) {
		v = arena_alloc(r->run, sizeof(*v));
		read_variant(r, list, m, &v[n++]);
	} else {
		v = arena_array(r->run, r->json.values[list].n, sizeof(*v));
		for (uint32_t i = json_first(&r->json, list); i;
		     i = json_after(&r->json, list, i))
			read_variant(r, i, m, &v[n++]);
	}
	if (!n)
		refuse(r, moment_name(m), "has no messages");
	check_last(r, m, &v[n - 1]);
	to->moments[m].all = v;
	to->moments[m].n = n;
}
