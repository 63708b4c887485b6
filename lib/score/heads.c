#include "score/heads.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "json/json.h"
#include "stream/stream.h"

enum { CEILING = 256 << 20 }; /* bytes of a model's file */

#define EVERYDAY (-3.0) /* log odds of a breakdown, where nobody knows */

/* Those without a slot of their own are asked for by number. */
enum {
	ROW_POSITIVE,
	ROW_NEGATIVE,
	ROW_REQUEST,
	ROW_FALLBACK,
	ROW_BREAKDOWN,
	ROW_PLAIN
};

static const struct row {
	const char *name;
	enum slot slot;
} rows[] = {
	[ROW_POSITIVE] = { "positive", SLOT_SENTIMENT },
	[ROW_NEGATIVE] = { "negative", SLOT_SENTIMENT },
	[ROW_REQUEST] = { "human_request", SLOT_HUMAN_REQUEST },
	[ROW_FALLBACK] = { "bot_fallback", SLOT_FALLBACKS },
	[ROW_BREAKDOWN] = { "breakdown", SLOT_BREAKDOWN },
	[ROW_PLAIN] = { "negative_feedback", SLOT_NEGATIVE_FEEDBACK },
	{ "anger", SLOT_ANGER },
	{ "anxiety", SLOT_ANXIETY },
	{ "urgency", SLOT_URGENCY },
	{ "closing", SLOT_CLOSING },
	{ "abuse", SLOT_ABUSE },
	{ "self_harm", SLOT_SELF_HARM },
	{ "violence", SLOT_VIOLENCE },
	{ "medical", SLOT_MEDICAL },
	{ "child", SLOT_CHILD },
	{ "fraud", SLOT_FRAUD },
	{ "legal", SLOT_LEGAL },
	{ "complaint", SLOT_COMPLAINT },
	{ "privacy", SLOT_PRIVACY },
	{ "vulnerable", SLOT_VULNERABLE },
	{ "payment", SLOT_PAYMENT },
	{ "security", SLOT_SECURITY },
};

enum { N_ROWS = sizeof(rows) / sizeof(*rows) };

static void
take(struct models *m, const char *file, struct arena *run)
{
	const struct model *model =
	    model_read(stream_slurp(file, CEILING, run), file, run);
	const struct model **place =
	    model->kind == MODEL_SIGNALS ? &m->signals : &m->intents;

	if (*place)
		die("%s: there is a model of %s already", file,
		    model->kind == MODEL_SIGNALS ? "signals" : "intents");
	*place = model;
}

/* A little lower than where p is the floor: p itself decides. */
static double
find_bound(const struct model_head *h)
{
	if (h->floor <= 0 || h->slope <= 0)
		return -INFINITY;
	return (log(h->floor / (1 - h->floor)) - h->offset) / h->slope - 1e-6;
}

void
models_read(
    struct models *m, const struct score_models *given, struct arena *run)
{
	*m = (struct models){ 0 };
	for (size_t i = 0; given && i < given->n_files; i++)
		take(m, given->files[i], run);
	if (given && given->none)
		m->signals = NULL;
	else if (!m->signals)
		m->signals = model_builtin(run);
	if (!m->signals)
		return;
	m->heads = arena_array(run, N_ROWS, sizeof(*m->heads));
	m->bounds = arena_array(run, N_ROWS, sizeof(*m->bounds));
	for (size_t i = 0; i < N_ROWS; i++) {
		size_t h = model_find(m->signals, str_of(rows[i].name));

		m->heads[i] = h;
		m->bounds[i] = h < m->signals->n_heads
				   ? find_bound(&m->signals->heads[h])
				   : INFINITY;
	}
}

static void
put_model(const struct model *m, struct buf *b)
{
	if (!m) {
		buf_cstr(b, "null");
		return;
	}
	buf_cstr(b, "{\"name\":");
	json_put_string(b, m->name);
	buf_cstr(b, ",\"version\":");
	json_put_string(b, m->version);
	buf_printf(b, ",\"sha256\":\"%s\"}", m->sha256);
}

void
models_put(const struct models *m, struct buf *b)
{
	buf_cstr(b, ",\"model\":");
	put_model(m->signals, b);
	if (!m->intents)
		return;
	buf_cstr(b, ",\"intent_model\":");
	put_model(m->intents, b);
}

struct heads {
	const struct models *models;
	struct model_reader *signals, *intents; /* NULL: no such model */
	double request, breakdown;		/* of the last text */
};

struct heads *
heads_new(const struct models *m)
{
	struct heads *h;

	if (!m->signals && !m->intents)
		return NULL;
	h = calloc(1, sizeof(*h));
	if (!h)
		die_of_memory();
	h->models = m;
	if (m->signals)
		h->signals = model_reader_new(m->signals);
	if (m->intents)
		h->intents = model_reader_new(m->intents);
	return h;
}

void
heads_free(struct heads *h)
{
	if (!h)
		return;
	if (h->signals)
		model_reader_free(h->signals);
	if (h->intents)
		model_reader_free(h->intents);
	free(h);
}

static double
probability(const struct heads *h, const double *scores, size_t row)
{
	const struct models *m = h->models;
	size_t head = m->heads[row];

	if (head == m->signals->n_heads || scores[head] < m->bounds[row])
		return 0;
	return quantise(
	    model_probability(&m->signals->heads[head], scores[head]));
}

static double
log_odds(const struct heads *h, const double *scores, size_t row)
{
	const struct model *m = h->models->signals;
	size_t head = h->models->heads[row];

	if (head == m->n_heads)
		return EVERYDAY;
	return model_log_odds(&m->heads[head], scores[head]);
}

/* p as it counts on a turn of so many words. */
static double
weigh(const struct heads *h, const double *scores, size_t row, size_t words)
{
	const struct model *m = h->models->signals;
	double p = probability(h, scores, row);

	if (p == 0 || (double)words >= m->parameters[MODEL_LEAST_WORDS])
		return p;
	if (rows[row].slot == SLOT_CHILD)
		return 0; /* "baby cake" */
	return quantise(
	    p * (words < 2 ? m->parameters[MODEL_ALONE]
			   : m->heads[h->models->heads[row]].brief));
}

static bool
may_speak(const struct heads *h)
{
	return h && h->signals;
}

static bool
is_short(const struct heads *h, const struct reading *r)
{
	return (double)model_words(&r->text) <
	       h->models->signals->parameters[MODEL_LEAST_WORDS];
}

#define BIT(list) ((uint64_t)1 << LIST_##list)

/* Where these find something, they know who is asked for, or who is not. */
static const uint64_t naming =
    BIT(human_request) | BIT(human_contact) | BIT(human_noun) | BIT(human_bot);

/* Of other languages the model knows what the lists say, but little of what
 * means nothing: there only feelings, abuse and self-harm are its to add to,
 * where it finds more than it mistakes. */
static bool
may_be_english(const struct reading *r)
{
	return !r->spoken.tongue.code[0] || spoken_english(&r->spoken);
}

static bool
knows_english(size_t slot)
{
	switch (slot) {
	case SLOT_ANGER:
	case SLOT_ANXIETY:
	case SLOT_URGENCY:
	case SLOT_CLOSING:
	case SLOT_ABUSE:
	case SLOT_SELF_HARM:
		return false;
	default:
		return true;
	}
}

bool
heads_hushed(const struct reading *r, size_t slot)
{
	bool request = slot == SLOT_HUMAN_REQUEST;
	uint64_t lists = request ? naming : (uint64_t)1 << reading_list(slot);

	if (r->countered & lists)
		return true;
	if (knows_english(slot) && !may_be_english(r))
		return true;
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list < N_LISTS &&
		    (lists >> r->hits[i].list & 1) &&
		    (request || r->turned[i] != 0))
			return true;
	return false;
}

static void
add_sentiment(const struct heads *h, const double *scores, struct signals *g)
{
	double w = h->models->signals->parameters[MODEL_SENTIMENT];
	double p = probability(h, scores, ROW_POSITIVE) -
		   probability(h, scores, ROW_NEGATIVE);
	double t = g->value[SLOT_SENTIMENT];

	g->value[SLOT_SENTIMENT] = quantise(t + w * (1 - fabs(t)) * p);
}

void
heads_add(
    struct heads *h, const struct reading *r, bool whole, struct signals *g)
{
	size_t end = whole ? (size_t)N_ROWS : ROW_PLAIN + 1;
	const double *scores;
	size_t words;

	if (h)
		h->request = 0;
	if (!may_speak(h))
		return;
	words = model_words(&r->text);
	if ((double)words < h->models->signals->parameters[MODEL_LEAST_WORDS] &&
	    (r->text.n_tokens == 0 || !may_be_english(r)))
		return;
	scores = model_scores(h->signals, &r->text);
	h->request = weigh(h, scores, ROW_REQUEST, words);
	for (size_t i = ROW_PLAIN; i < end; i++) {
		double p = weigh(h, scores, i, words);
		double *value = &g->value[rows[i].slot];

		if (p > *value && !heads_hushed(r, rows[i].slot))
			*value = p;
	}
	if (whole)
		add_sentiment(h, scores, g);
}

double
heads_request(const struct heads *h, const struct reading *r)
{
	if (!h || h->request == 0 || heads_hushed(r, SLOT_HUMAN_REQUEST))
		return 0;
	return h->request;
}

bool
heads_span(const struct heads *h, const struct reading *r, size_t slot,
    double value, struct model_span *out)
{
	size_t row =
	    slot == SLOT_SENTIMENT && value < 0 ? (size_t)ROW_NEGATIVE : 0;
	const struct models *m;

	while (row < N_ROWS && rows[row].slot != slot)
		row++;
	if (!may_speak(h) || row == N_ROWS)
		return false;
	m = h->models;
	if (m->heads[row] == m->signals->n_heads)
		return false;
	*out = model_strongest(m->signals, &r->text, m->heads[row]);
	return true;
}

double
heads_fallback(struct heads *h, const struct reading *r, double t)
{
	const double *scores;

	if (h)
		h->breakdown = EVERYDAY;
	if (!may_speak(h) || !may_be_english(r) || r->text.n_tokens == 0)
		return t;
	scores = model_scores(h->signals, &r->text);
	h->breakdown = log_odds(h, scores, ROW_BREAKDOWN);
	if (is_short(h, r))
		return t;
	return fmax(t, probability(h, scores, ROW_FALLBACK));
}

double
heads_breakdown(const struct heads *h)
{
	return h ? h->breakdown : EVERYDAY;
}

bool
heads_intent(struct heads *h, const struct reading *r, struct signals *g)
{
	const struct model *m = h ? h->models->intents : NULL;
	struct model_intent i;

	if (!m || r->text.n_tokens == 0)
		return false;
	i = model_intent(m, model_scores(h->intents, &r->text));
	g->intent = m->heads[i.head].name;
	g->value[SLOT_CONFIDENCE] = quantise(i.confidence);
	g->value[SLOT_MARGIN] = quantise(i.margin);
	g->value[SLOT_OUT_OF_SCOPE] = quantise(i.out_of_scope);
	return true;
}
