#include "score/signals.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "json/json.h"
#include "score/facts.h"

const char *const slot_groups[SLOT_GROUPS] = { "safety", "compliance",
	"terms" };

static const struct slot_info builtin[] = {
#define SIGNAL_INFO(slot, g, n, w, f) \
	{ .group = g, .name = n, .weight = w, .from = f },
	SIGNALS(SIGNAL_INFO)
#undef SIGNAL_INFO
};

char *
write_quantised(char *p, double x)
{
	if (!(fabs(x) < 9e14))
		return str_write(p, STR("null"));
	return json_write_decimal(p, llrint(x * 10000));
}

void
put_quantised(struct buf *b, double x)
{
	buf_end(b, write_quantised(buf_reserve(b, JSON_NUMBER_ROOM), x));
}

double
logistic(double x)
{
	return quantise(1 / (1 + exp(-x)));
}

bool
slot_traces(size_t slot)
{
	switch (slot) {
	case SLOT_HUMAN_REQUEST:
	case SLOT_SENTIMENT:
#define HEAD_CASE(name, slot) case SLOT_##slot:
		HEADED(HEAD_CASE)
#undef HEAD_CASE
		return true;
	default:
		return false;
	}
}

double
slot_felt(const struct signals *g, size_t slot)
{
	double x = g->value[slot];

	return fabs(x) < LEAST_FELT && slot_traces(slot) ? 0 : x;
}

static struct weighed
weigh(const struct slots *s, size_t slot)
{
	return (struct weighed){ slot, s->info[slot].weight, s->info[slot].from,
		slot_traces(slot) ? LEAST_FELT : DBL_TRUE_MIN };
}

static inline double
beyond(const struct weighed *w, const struct signals *g)
{
	return g->value[w->slot] - w->from;
}

/* What is absent is not beyond anything. */
static inline bool
counts(const struct weighed *w, const struct signals *g)
{
	return fabs(beyond(w, g)) >= w->least;
}

static inline double
contribution(const struct weighed *w, const struct signals *g)
{
	return quantise(w->weight * beyond(w, g));
}

_Static_assert(MAX_SLOTS <= UINT8_MAX, "a slot's number fits in a byte");

/* The numbers up to n of those for which it is so, in their order; returns how
 * many.  Without a branch, for which ones these are cannot be foreseen. */
static inline __attribute__((always_inline)) size_t
find(bool (*is_so)(const void *all, size_t i, const struct signals *g),
    const void *all, size_t n, const struct signals *g,
    uint8_t found[static MAX_SLOTS])
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		found[k] = (uint8_t)i;
		k += is_so(all, i, g);
	}
	return k;
}

static inline bool
one_counts(const void *weighed, size_t i, const struct signals *g)
{
	return counts((const struct weighed *)weighed + i, g);
}

double
slots_contribution(const struct slots *s, const struct signals *g, size_t slot)
{
	struct weighed w = weigh(s, slot);

	return w.weight != 0 && counts(&w, g) ? contribution(&w, g) : 0;
}

/*
 * Who is about to leave: a logistic of signals that are printed, set by hand.
 * An absent wait counts as none.
 */
#define LEAVING(X) \
	X(FALLBACK_STREAK, 0.6) \
	X(BOT_REPEATS, 0.3) \
	X(REPHRASES, 0.4) \
	X(LOOPS, 0.6) \
	X(NEGATIVE_FEEDBACK, 1.0) \
	X(SENTIMENT_TREND, -1.2) \
	X(BOT_WAIT_S, 0.01) \
	X(CLOSING, -2.0)
#define LEAVING_BIAS (-2.5)

void
slots_dropoff(struct signals *g)
{
	double sum = LEAVING_BIAS;

#define ADD(slot, weight) \
	if (!isnan(g->value[SLOT_##slot])) \
		sum += weight * slot_felt(g, SLOT_##slot);
	LEAVING(ADD)
#undef ADD
	g->value[SLOT_DROPOFF_RISK] = logistic(sum);
}

void
slots_readiness(const struct slots *s, struct signals *g)
{
	uint8_t found[MAX_SLOTS];
	size_t n = find(one_counts, s->weighed, s->n_weighed, g, found);
	double sum = s->bias;

	for (size_t i = 0; i < n; i++)
		sum += contribution(&s->weighed[found[i]], g);
	g->value[SLOT_READINESS] = logistic(sum);
}

size_t
slots_find(const struct slots *s, struct str path)
{
	size_t i = 0;

	while (i < s->n && !str_eq(s->info[i].path, path))
		i++;
	return i;
}

static struct str
between(struct str s, size_t from, size_t to)
{
	return (struct str){ s.p + from, to - from };
}

static inline bool
is_filled(const void *blanks, size_t i, const struct signals *g)
{
	return g->value[((const struct blank *)blanks)[i].slot] != 0;
}

static void
put_form(const struct form *f, const struct signals *g, struct buf *b)
{
	uint8_t found[MAX_SLOTS];
	size_t n = find(is_filled, f->blanks, f->n, g, found), from = 0;
	char *p = buf_reserve(b, f->text.n + n * JSON_NUMBER_ROOM + STR_BLOCK);

	for (size_t i = 0; i < n; i++) {
		const struct blank *blank = &f->blanks[found[i]];

		p = str_write_blocks(p, between(f->text, from, blank->at));
		p = write_quantised(p, g->value[blank->slot]);
		from = blank->at + 1;
	}
	p = str_write_blocks(p, between(f->text, from, f->text.n));
	buf_end(b, p);
}

void
slots_put(const struct slots *s, const struct signals *g, struct buf *b)
{
	put_form(&s->before, g, b);
	if (g->intent.p)
		json_put_string(b, g->intent);
	else
		buf_cstr(b, "null");
	put_form(&s->behind, g, b);
}

void
slots_put_contributions(
    const struct slots *s, const struct signals *g, struct buf *b)
{
	uint8_t found[MAX_SLOTS];
	size_t n = find(one_counts, s->weighed, s->n_weighed, g, found);
	char *p = buf_reserve(b, s->terms_room);

	p = str_write_blocks(p, s->bias_term);
	for (size_t i = 0; i < n; i++) {
		const struct weighed *w = &s->weighed[found[i]];
		const struct slot_info *info = &s->info[w->slot];
		double x = contribution(w, g);

		if (x == 0)
			continue;
		p = str_write_blocks(p, info->term);
		p = write_quantised(p, g->value[w->slot]);
		p = str_write_blocks(p, info->weight_term);
		p = write_quantised(p, x);
	}
	buf_end(b, str_write(p, STR("}]")));
}

struct str
keep_text(struct buf *b, struct arena *run)
{
	char *p = arena_zalloc(run, b->n + STR_BLOCK);
	struct str s = { p, b->n };

	str_write(p, buf_view(b));
	buf_clear(b);
	return s;
}

static void
leave_blank(struct form *f, const char *name, size_t slot, struct buf *b)
{
	json_put_string(b, str_of(name));
	buf_char(b, ':');
	f->blanks[f->n++] = (struct blank){ (uint32_t)slot, (uint32_t)b->n };
	buf_cstr(b, "0,");
}

static void
form_group(struct slots *s, const char *group, struct buf *b)
{
	json_put_string(b, str_of(group));
	buf_cstr(b, ":{");
	for (size_t i = 0; i < s->n; i++)
		if (s->info[i].group && strcmp(s->info[i].group, group) == 0)
			leave_blank(&s->behind, s->info[i].name, i, b);
	if (b->p[b->n - 1] == ',')
		b->n--;
	buf_cstr(b, "},");
}

/* The order of the shape: plain signals, then the groups. */
static void
make_forms(struct slots *s, struct buf *b, struct arena *run)
{
	struct form *f = &s->before;

	s->before.n = s->behind.n = 0;
	buf_char(b, '{');
	for (size_t i = 0; i < s->n; i++) {
		if (s->info[i].group)
			continue;
		if (i == SLOT_CONFIDENCE) {
			buf_cstr(b, "\"intent\":");
			f->text = keep_text(b, run);
			f = &s->behind;
			buf_char(b, ',');
		}
		leave_blank(f, s->info[i].name, i, b);
	}
	for (size_t g = 0; g < SLOT_GROUPS; g++)
		form_group(s, slot_groups[g], b);
	b->p[b->n - 1] = '}';
	f->text = keep_text(b, run);
}

/* What stands around the numbers of the contributions. */
static void
make_terms(struct slots *s, struct buf *b, struct arena *run)
{
	buf_cstr(b, "[{\"signal\":\"bias\",\"value\":1,\"weight\":");
	put_quantised(b, s->bias);
	buf_cstr(b, ",\"contribution\":");
	put_quantised(b, s->bias);
	s->bias_term = keep_text(b, run);
	s->terms_room = s->bias_term.n + strlen("}]") + STR_BLOCK;
	for (size_t k = 0; k < s->n_weighed; k++) {
		struct slot_info *info = &s->info[s->weighed[k].slot];

		buf_cstr(b, "},{\"signal\":");
		json_put_string(b, info->path);
		buf_cstr(b, ",\"value\":");
		info->term = keep_text(b, run);
		buf_cstr(b, ",\"weight\":");
		put_quantised(b, info->weight);
		buf_cstr(b, ",\"contribution\":");
		info->weight_term = keep_text(b, run);
		s->terms_room +=
		    info->term.n + info->weight_term.n + 2 * JSON_NUMBER_ROOM;
	}
}

void
slots_finish(struct slots *s, struct arena *run)
{
	struct buf b = { 0 };

	s->n_weighed = 0;
	s->weighed = arena_array(run, s->n, sizeof(*s->weighed));
	for (size_t i = 0; i < s->n; i++)
		if (s->info[i].weight != 0)
			s->weighed[s->n_weighed++] = weigh(s, i);
	make_forms(s, &b, run);
	make_terms(s, &b, run);
	buf_free(&b);
}

static struct str
join(struct arena *run, const char *group, const char *name)
{
	struct buf b = { 0 };
	struct str path;

	if (!group)
		return str_of(name);
	buf_printf(&b, "%s.%s", group, name);
	path = keep_text(&b, run);
	buf_free(&b);
	return path;
}

void
slots_init(struct slots *s, const char *const *user_names, size_t n_users,
    struct arena *run)
{
	memcpy(s->info, builtin, sizeof(builtin));
	for (size_t i = 0; i < n_users; i++)
		s->info[N_SLOTS + i] = (struct slot_info){ .group = "terms",
			.name = user_names[i] };
	s->n = N_SLOTS + n_users;
	for (size_t i = 0; i < s->n; i++)
		s->info[i].path = join(run, s->info[i].group, s->info[i].name);
	s->bias = BIAS;
	facts_shape(s, run);
}
