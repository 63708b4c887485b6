#include <math.h>

#include "base/near.h"
#include "check/room.h"
#include "score/score.h"

/*
 * What conditions see: the facts of the score room, the file's term lists and
 * its thresholds among them, and what is known of their values.
 */
static const struct str local_time[] = { { "date", 4 }, { "clock", 5 },
	{ "weekday", 7 }, { "hour", 4 }, { "minute", 6 }, { "open", 4 } };

static const struct expr_shape *
make_shape(struct reading *r, const struct str *names, size_t n)
{
	struct expr_shape *s = arena_zalloc(r->run, sizeof(*s));

	*s = (struct expr_shape){ .names = names, .n = n };
	return s;
}

static const struct expr_shape *
thresholds_shape(struct reading *r)
{
	struct str *names =
	    arena_array(r->run, r->n_thresholds + 1, sizeof(*names));

	for (size_t i = 0; i < r->n_thresholds; i++)
		names[i] = r->thresholds[i].name;
	return make_shape(r, names, r->n_thresholds);
}

/* Member `name` of a shape, with what is in it; added where it is not there. */
static const struct expr_shape *
with_member(struct reading *r, const struct expr_shape *s, struct str name,
    const struct expr_shape *inner)
{
	struct str *names = arena_array(r->run, s->n + 1, sizeof(*names));
	const struct expr_shape **inners =
	    arena_zalloc(r->run, (s->n + 1) * sizeof(*inners));
	struct expr_shape *made = arena_zalloc(r->run, sizeof(*made));
	size_t at = s->n;

	for (size_t i = 0; i < s->n; i++) {
		names[i] = s->names[i];
		inners[i] = s->inner ? s->inner[i] : NULL;
		if (str_eq(names[i], name))
			at = i;
	}
	names[at] = name;
	inners[at] = inner;
	*made = (struct expr_shape){ names, inners, s->n + (at == s->n) };
	return made;
}

static struct str
join(struct reading *r, const char *a, const char *b, struct str c)
{
	struct buf text = { 0 };
	struct str s;

	buf_printf(
	    &text, "%s%s%s%.*s", a, b ? b : "", b ? "." : "", STR_ARG(c));
	s = arena_copy(r->run, buf_view(&text));
	buf_free(&text);
	return s;
}

/* The texts that some facts have, and no others; of a clock, all between. */
static const struct str customers[] = { { "customer", 8 } };
static const struct str weekdays[] = { { "mon", 3 }, { "tue", 3 }, { "wed", 3 },
	{ "thu", 3 }, { "fri", 3 }, { "sat", 3 }, { "sun", 3 } };
static const struct str clock[] = { { "00:00", 5 }, { "23:59", 5 } };
static const struct worded {
	const char *path;
	const struct str *words;
	size_t n;
	bool stretch;
} worded[] = {
	{ ".turn.role", customers, 1, false },
	{ ".local_time.weekday", weekdays, 7, false },
	{ ".local_time.clock", clock, 2, true },
	{ NULL, NULL, 0, false },
};

/*
 * What facts are by their types: conv_parse() refuses a record that has others,
 * and names may be numbers there.
 */
enum { NUL = 1, BOOL = 2, NUM = 4, STRING = 8, LIST = 16, OBJECT = 32 };

static const struct {
	const char *path;
	unsigned kinds;
	double low, high;
	bool whole;
} typed[] = {
	{ ".turn", OBJECT, 0, 0, false },
	{ ".turn.at", NUL | NUM | STRING, -INFINITY, INFINITY, false },
	{ ".turn.role", STRING, 0, 0, false },
	{ ".turn.text", NUL | STRING, 0, 0, false },
	{ ".turn.private", NUL | BOOL, 0, 0, false },
	{ ".turn.intent", NUL | OBJECT, 0, 0, false },
	{ ".turn.intent.name", NUL | STRING, 0, 0, false },
	{ ".turn.intent.confidence", NUL | NUM, 0, 1, false },
	{ ".turn.intent.alternatives", NUL | LIST, 0, 0, false },
	{ ".history", LIST, 0, 0, false },
	{ ".signals", OBJECT, 0, 0, false },
	{ ".signals.safety", OBJECT, 0, 0, false },
	{ ".signals.compliance", OBJECT, 0, 0, false },
	{ ".signals.terms", OBJECT, 0, 0, false },
	{ ".thresholds", OBJECT, 0, 0, false },
	{ ".channel", NUL | STRING, 0, 0, false },
	{ ".language", NUL | STRING, 0, 0, false },
	{ ".customer", NUL | OBJECT, 0, 0, false },
	{ ".customer.id", NUL | NUM | STRING, -INFINITY, INFINITY, false },
	{ ".customer.tier", NUL | NUM | STRING, -INFINITY, INFINITY, false },
	{ ".bot", NUL | OBJECT, 0, 0, false },
	{ ".bot.name", NUL | NUM | STRING, -INFINITY, INFINITY, false },
	{ ".bot.version", NUL | NUM | STRING, -INFINITY, INFINITY, false },
	{ ".local_time", NUL | OBJECT, 0, 0, false },
	{ ".local_time.date", NUL | STRING, 0, 0, false },
	{ ".local_time.clock", NUL | STRING, 0, 0, false },
	{ ".local_time.weekday", NUL | STRING, 0, 0, false },
	{ ".local_time.hour", NUL | NUM, 0, 23, true },
	{ ".local_time.minute", NUL | NUM, 0, 59, true },
	{ ".local_time.open", NUL | BOOL, 0, 0, false },
};
enum { N_TYPED = sizeof(typed) / sizeof(*typed) };

static struct expr_known
known_of_type(size_t i)
{
	unsigned k = typed[i].kinds;
	const struct worded *w = worded;

	while (w->path && strcmp(w->path, typed[i].path) != 0)
		w++;
	return (struct expr_known){
		.words = w->words,
		.n_words = w->n,
		.stretch = w->stretch,
		.path = str_of(typed[i].path),
		.null = k & NUL,
		.boolean = k & BOOL,
		.number = k & NUM,
		.string = k & STRING,
		.array = k & LIST,
		.object = k & OBJECT,
		.whole = typed[i].whole,
		.low = typed[i].low,
		.high = typed[i].high,
	};
}

static void
learn_values(struct reading *r)
{
	struct score_signal s;
	size_t n = 0;
	struct expr_known *known;

	while (score_signal(n, &s))
		n++;
	known = arena_zalloc(r->run,
	    (n + r->n_lists + r->n_thresholds + N_TYPED) * sizeof(*known));
	for (n = 0; score_signal(n, &s); n++)
		known[n] = (struct expr_known){
			.path = join(r, ".signals.", s.group, str_of(s.name)),
			.null = s.null,
			.number = !s.is_string,
			.string = s.is_string,
			.whole = s.whole,
			.low = s.low,
			.high = s.high,
		};
	for (size_t i = 0; i < r->n_lists; i++)
		known[n++] = (struct expr_known){
			.path =
			    join(r, ".signals.terms.", NULL, r->lists[i].name),
			.number = true,
			.low = -INFINITY,
			.high = INFINITY,
		};
	for (size_t i = 0; i < r->n_thresholds; i++)
		known[n++] = (struct expr_known){
			.path = join(
			    r, ".thresholds.", NULL, r->thresholds[i].name),
			.number = true,
			.null = r->thresholds[i].null,
			.low = r->thresholds[i].low,
			.high = r->thresholds[i].high,
		};
	for (size_t i = 0; i < N_TYPED; i++)
		known[n++] = known_of_type(i);
	r->knowledge = (struct expr_knowledge){ known, n };
}

/* Those of readiness have values where the file is silent. */
static void
add_own_threshold(struct reading *r, struct str name, double x)
{
	for (size_t i = 0; i < r->n_thresholds; i++)
		if (str_eq(r->thresholds[i].name, name)) {
			struct threshold *t = &r->thresholds[i];

			if (t->null)
				*t = (struct threshold){ name, 0,
					fmin(t->low, x), fmax(t->high, x),
					false };
			t->at = 0;
			return;
		}
	r->thresholds[r->n_thresholds++] =
	    (struct threshold){ name, 0, x, x, false };
}

static void
check_weight_names(struct reading *r)
{
	uint32_t weights = json_get(&r->j, 0, STR("weights"));
	struct str *names =
	    arena_array(r->run, r->knowledge.n + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < r->knowledge.n; i++) {
		const struct expr_known *k = &r->knowledge.paths[i];
		const size_t prefix = sizeof(".signals.") - 1;

		if (k->number && k->path.n > prefix && k->path.p[1] == 's')
			names[n++] = (struct str){ k->path.p + prefix,
				k->path.n - prefix };
	}
	names[n++] = STR("bias");
	if (!weights || json_kind_of(&r->j, weights) != JSON_OBJECT)
		return;
	for (uint32_t i = json_first(&r->j, weights); i;
	     i = json_after(&r->j, weights, i)) {
		struct str name = json_string(&r->j, i, r->run), nearest;

		nearest = near_best(name, names, n);
		if (str_eq(name, STR("readiness")))
			report(r, i, UNKNOWN_SIGNAL,
			    "readiness is what the weights make: it has none");
		else if (!str_eq(name, nearest))
			report(r, i, UNKNOWN_SIGNAL,
			    "there is no signal \"%.*s\"; the nearest known "
			    "is \"%.*s\"",
			    STR_ARG(name), STR_ARG(nearest));
	}
}

void
learn_facts(struct reading *r)
{
	const char **names =
	    arena_array(r->run, r->n_lists + 1, sizeof(*names));

	for (size_t i = 0; i < r->n_lists; i++)
		names[i] = arena_cstr(r->run, r->lists[i].name);
	add_own_threshold(r, STR("escalate"), RULES_ESCALATE_AT);
	add_own_threshold(r, STR("watch"), RULES_WATCH_AT);
	r->facts = score_facts(names, r->n_lists, r->run);
	r->facts =
	    with_member(r, r->facts, STR("thresholds"), thresholds_shape(r));
	r->facts = with_member(
	    r, r->facts, STR("local_time"), make_shape(r, local_time, 6));
	learn_values(r);
	check_weight_names(r);
}
