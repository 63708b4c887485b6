#include "score/heads.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "json/json.h"
#include "stream/stream.h"

enum { CEILING = 256 << 20 }; /* bytes of a model's file */

#define SURE	 0.98	/* of a request where a person is spoken of */
#define DOUBTED	 0.49	/* of what a list says: too little to decide */
#define SEEN	 0.001	/* a lower trace is 0 */
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

#define HEAD_ROW(name, slot) { #name, SLOT_##slot },

static const struct row {
	const char *name;
	enum slot slot;
} rows[] = { [ROW_POSITIVE] = { "positive", SLOT_SENTIMENT },
	[ROW_NEGATIVE] = { "negative", SLOT_SENTIMENT },
	[ROW_REQUEST] = { "human_request", SLOT_HUMAN_REQUEST },
	[ROW_FALLBACK] = { "bot_fallback", SLOT_FALLBACKS },
	[ROW_BREAKDOWN] = { "breakdown", SLOT_BREAKDOWN },
	/* from ROW_PLAIN on */
	HEADED(HEAD_ROW) };

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

/* The score at which the probability is p; of p = 0 none is so low. */
static double
score_at(const struct model_head *h, double p)
{
	if (p <= 0 || h->slope <= 0)
		return -INFINITY;
	return (log(p / (1 - p)) - h->offset) / h->slope;
}

/* Where a trace begins to be seen. */
static double
find_bound(const struct model_head *h)
{
	return score_at(h, SEEN * h->floor / MODEL_TRACE) - 1e-6;
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
	m->doubts = arena_array(run, N_ROWS, sizeof(*m->doubts));
	for (size_t i = 0; i < N_ROWS; i++) {
		size_t h = model_find(m->signals, str_of(rows[i].name));

		m->heads[i] = h;
		m->bounds[i] = INFINITY;
		m->doubts[i] = -INFINITY;
		if (h == m->signals->n_heads)
			continue;
		m->bounds[i] = find_bound(&m->signals->heads[h]);
		m->doubts[i] =
		    score_at(&m->signals->heads[h], m->signals->heads[h].doubt);
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

/* Not even a trace; so does a head that the model has not. */
static inline bool
leaves_nothing(const struct models *m, const double *scores, size_t row)
{
	size_t head = m->heads[row];

	return head == m->signals->n_heads || scores[head] < m->bounds[row];
}

static double
probability(const struct heads *h, const double *scores, size_t row)
{
	const struct models *m = h->models;
	size_t head = m->heads[row];

	if (leaves_nothing(m, scores, row))
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

static bool
may_speak(const struct heads *h)
{
	return h && h->signals;
}

#define BIT(list) ((uint64_t)1 << LIST_##list)

/* Where these find something, they know who is asked for, or who is not. */
static const uint64_t naming =
    BIT(human_request) | BIT(human_contact) | BIT(human_noun) | BIT(human_bot);

static bool
may_be_english(const struct reading *r)
{
	return !r->spoken.tongue.code[0] || spoken_english(&r->spoken);
}

/* Of other languages than those it has lessons in the model knows little of
 * what means nothing: there only feelings, abuse and self-harm are its to add
 * to, where it finds more than it mistakes. */
static bool
is_learnt(const struct reading *r)
{
	static const char learnt[][3] = { "en", "de", "es", "fr", "it", "nl",
		"pl", "pt", "sv" };
	const char *code = r->spoken.tongue.code;

	for (size_t i = 0; i < sizeof(learnt) / sizeof(*learnt); i++)
		if (strcmp(code, learnt[i]) == 0)
			return true;
	return !*code;
}

static bool
needs_lessons(size_t slot)
{
	switch (slot) {
	case SLOT_SENTIMENT:
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

/* Whether a list found a counter-term, or a word with a negator before it. */
static bool
is_denied(const struct reading *r, uint64_t list)
{
	if (r->countered & list)
		return true;
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list < N_LISTS &&
		    (list >> r->hits[i].list & 1) && r->turned[i] != 0)
			return true;
	return false;
}

/* A person or a bot is spoken of: nothing is left where one is refused too. */
static enum leave
leave_request(const struct reading *r)
{
	uint64_t found = 0;

	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list < N_LISTS)
			found |= (uint64_t)1 << r->hits[i].list;
	if ((r->countered & naming) ||
	    ((found & naming) && (found & BIT(human_not))))
		return LEAVE_NOTHING;
	if ((found & BIT(human_not)) && !may_be_english(r))
		return LEAVE_TRACE;
	return found & naming ? LEAVE_SURE : LEAVE_WHOLE;
}

enum leave
heads_leave(const struct reading *r, size_t slot, bool brief)
{
	enum leave most = LEAVE_WHOLE;

	if (slot == SLOT_HUMAN_REQUEST)
		most = leave_request(r);
	else if (slot != SLOT_SENTIMENT &&
		 is_denied(r, (uint64_t)1 << reading_list(slot)))
		most = LEAVE_NOTHING;
	if (most == LEAVE_NOTHING)
		return most;
	if ((brief || needs_lessons(slot)) && !is_learnt(r))
		return LEAVE_TRACE;
	if (brief && slot == SLOT_CHILD) /* "baby cake" */
		return LEAVE_TRACE;
	return most;
}

double
heads_left(enum leave leave, double p)
{
	if (leave == LEAVE_NOTHING)
		return 0;
	if (leave == LEAVE_TRACE || (leave == LEAVE_SURE && p < SURE))
		return p * MODEL_TRACE;
	return p;
}

static bool
is_brief(const struct heads *h, size_t words)
{
	return (double)words <
	       h->models->signals->parameters[MODEL_LEAST_WORDS];
}

double
heads_doubted(double t)
{
	return quantise(DOUBTED * t);
}

/* Whether the head of a row casts doubt on what the lists say. */
static bool
has_doubt(const struct heads *h, const struct reading *r, size_t row,
    const double *scores, size_t words)
{
	const struct models *m = h->models;

	return m->heads[row] < m->signals->n_heads &&
	       scores[m->heads[row]] < m->doubts[row] && !is_brief(h, words) &&
	       heads_leave(r, rows[row].slot, false) == LEAVE_WHOLE;
}

/* What is left of p of a row on a short turn. */
static double
shorten(const struct heads *h, size_t row, double p, size_t words)
{
	const struct model *m = h->models->signals;

	return p * (words < 2 ? m->parameters[MODEL_ALONE]
			      : m->heads[h->models->heads[row]].brief);
}

/* What p of a row counts on a turn of so many words. */
static double
weigh(const struct heads *h, const struct reading *r, size_t row, double p,
    size_t words)
{
	bool brief = is_brief(h, words);
	enum leave leave = heads_leave(r, rows[row].slot, brief);

	if (leave != LEAVE_WHOLE || !brief)
		return quantise(heads_left(leave, p));
	return quantise(shorten(h, row, p, words));
}

static void
add_sentiment(const struct heads *h, const struct reading *r,
    const double *scores, size_t words, struct signals *g)
{
	double w = h->models->signals->parameters[MODEL_SENTIMENT];
	double positive = probability(h, scores, ROW_POSITIVE);
	double negative = probability(h, scores, ROW_NEGATIVE);
	bool felt = fmax(positive, negative) >= LEAST_FELT;
	double t = g->value[SLOT_SENTIMENT];

	if (heads_leave(r, SLOT_SENTIMENT, is_brief(h, words)) != LEAVE_WHOLE) {
		positive *= MODEL_TRACE;
		negative *= MODEL_TRACE;
		felt = false;
	}
	if (t != 0 &&
	    has_doubt(h, r, t > 0 ? ROW_POSITIVE : ROW_NEGATIVE, scores, words))
		t = g->value[SLOT_SENTIMENT] = heads_doubted(t);
	if (!felt && t != 0)
		return;
	if (felt && positive < LEAST_FELT)
		positive = 0;
	if (felt && negative < LEAST_FELT)
		negative = 0;
	g->value[SLOT_SENTIMENT] =
	    quantise(t + w * (1 - fabs(t)) * (positive - negative));
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
	if (!may_speak(h) || r->text.n_tokens == 0)
		return;
	words = r->tally.with_ideograms;
	scores = model_scores(h->signals, &r->text);
	h->request = probability(h, scores, ROW_REQUEST);
	for (size_t i = ROW_PLAIN; i < end; i++) {
		double *value = &g->value[rows[i].slot], p;

		if (*value <= 0 && leaves_nothing(h->models, scores, i))
			continue; /* most of them */
		p = probability(h, scores, i);
		if (p > *value)
			*value = fmax(*value, weigh(h, r, i, p, words));
		else if (*value > 0 && has_doubt(h, r, i, scores, words))
			*value = heads_doubted(*value);
	}
	if (whole)
		add_sentiment(h, r, scores, words, g);
}

double
heads_request(const struct heads *h, const struct reading *r)
{
	if (!h || h->request == 0)
		return 0;
	return weigh(h, r, ROW_REQUEST, h->request, r->tally.with_ideograms);
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
	*out = model_strongest(h->signals, &r->text, m->heads[row]);
	return true;
}

double
heads_fallback(struct heads *h, const struct reading *r, double t)
{
	const double *scores;
	size_t words;
	double p;

	if (h)
		h->breakdown = EVERYDAY;
	if (!may_speak(h) || !may_be_english(r) || r->text.n_tokens == 0)
		return t;
	scores = model_scores(h->signals, &r->text);
	h->breakdown = log_odds(h, scores, ROW_BREAKDOWN);
	p = probability(h, scores, ROW_FALLBACK);
	words = r->tally.with_ideograms;
	if (p > t && is_brief(h, words))
		p = shorten(h, ROW_FALLBACK, p, words);
	return fmax(t, p);
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
