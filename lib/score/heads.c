#include "score/heads.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "score/rest.h"

#define SURE	 0.98	/* of a request where a person is spoken of */
#define DOUBTED	 0.49	/* of what a list says: too little to decide */
#define IDIOM	 0.7F	/* weight of "forget it": no word of it says so */
#define EVERYDAY (-3.0) /* log odds of a breakdown, where nobody knows */

/* The slot of the signal that the head of a row speaks of. */
static const uint8_t slots[N_ROWS] = { [ROW_POSITIVE] = SLOT_SENTIMENT,
	[ROW_NEGATIVE] = SLOT_SENTIMENT,
	[ROW_REQUEST] = SLOT_HUMAN_REQUEST,
	[ROW_FALLBACK] = SLOT_FALLBACKS,
	[ROW_BREAKDOWN] = SLOT_BREAKDOWN,
#define HEAD_SLOT(name, slot) [ROW_##slot] = SLOT_##slot,
	HEADED(HEAD_SLOT)
#undef HEAD_SLOT
};

/* The list of the words that the head of a slot is about. */
static const uint8_t lists[N_SLOTS] = {
#define HEAD_LIST(name, slot) [SLOT_##slot] = LIST_##name,
	HEADED(HEAD_LIST)
#undef HEAD_LIST
};

/* And the row of that head. */
static const uint8_t row_of[N_LISTS] = {
#define LIST_ROW(name, slot) [LIST_##name] = ROW_##slot,
	HEADED(LIST_ROW)
#undef LIST_ROW
};

/* The lists that a head is about. */
#define HEAD_BIT(name, slot) | LIST_BIT(name)
static const uint64_t headed = 0 HEADED(HEAD_BIT);
#undef HEAD_BIT

/* What all heads have to know of a text. */
struct heard_text {
	const struct reading *reading;
	uint64_t denied; /* lists, see find_denied() */
	bool learnt, brief;
	bool given_up; /* in an idiom, which a model that counts words misreads
			*/
};

struct heads {
	const struct models *models;
	struct model_reader *signals, *intents; /* NULL: no such model */
	struct heard_text heard;		/* of a customer */
	struct rest rest;			/* of it, or of another one */
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
	rest_free(&h->rest);
	free(h);
}

/* Not even a trace. */
static inline bool
leaves_nothing(const struct head_use *u, const double *scores)
{
	return scores[u->head] < u->bound;
}

static inline double
probability(const struct heads *h, const double *scores, size_t row)
{
	const struct head_use *u = &h->models->uses[row];

	if (leaves_nothing(u, scores))
		return 0;
	return quantise(model_probability(
	    &h->models->signals->heads[u->head], scores[u->head]));
}

static double
log_odds(const struct heads *h, const double *scores, size_t row)
{
	const struct head_use *u = &h->models->uses[row];

	if (!u->known)
		return EVERYDAY;
	return model_log_odds(
	    &h->models->signals->heads[u->head], scores[u->head]);
}

static bool
may_speak(const struct heads *h)
{
	return h && h->signals;
}

/* Where these find something, they know who is asked for, or who is not. */
static const uint64_t naming = LIST_BIT(human_request) |
			       LIST_BIT(human_contact) | LIST_BIT(human_noun) |
			       LIST_BIT(human_bot);

static bool
may_be_english(const struct reading *r)
{
	return !r->spoken.tongue.code || spoken_english(&r->spoken);
}

/* Of other languages than those it has lessons in the model knows little of
 * what means nothing: there only feelings, abuse and self-harm are its to add
 * to, where it finds more than it mistakes. */
static bool
is_learnt(const struct reading *r)
{
	switch (r->spoken.tongue.code) {
	case LANGUAGE_UNKNOWN:
	case LANGUAGE_EN:
	case LANGUAGE_DE:
	case LANGUAGE_ES:
	case LANGUAGE_FR:
	case LANGUAGE_IT:
	case LANGUAGE_NL:
	case LANGUAGE_PL:
	case LANGUAGE_PT:
	case LANGUAGE_SV:
		return true;
	default:
		return false;
	}
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

/* A bit for each built-in list that has a word with a negator before it, of
 * which it thinks more than little. */
static uint64_t
find_turned(const struct reading *r)
{
	uint64_t turned = 0;

	for (size_t i = 0; i < r->n_hits; i++)
		if (r->turned[i] != 0 && r->hits[i].weight >= READING_WEAK)
			turned |= list_bit_of(r->hits[i].list);
	return turned;
}

/* And for each that has a counter-term. */
static uint64_t
find_denied(const struct reading *r)
{
	return r->countered | find_turned(r);
}

/* A person or a bot is spoken of: nothing is left where one is refused too. */
static enum leave
leave_request(const struct reading *r)
{
	uint64_t found = r->found;

	if ((r->countered & naming) ||
	    ((found & naming) && (found & LIST_BIT(human_not))))
		return LEAVE_NOTHING;
	if ((found & LIST_BIT(human_not)) && !may_be_english(r))
		return LEAVE_TRACE;
	return found & naming ? LEAVE_SURE : LEAVE_WHOLE;
}

static bool
has_given_up(const struct reading *r)
{
	if (!(r->found & LIST_BIT(negative_feedback)))
		return false;
	for (size_t i = 0; i < r->n_hits; i++)
		if (r->hits[i].list == LIST_negative_feedback &&
		    r->hits[i].weight == IDIOM)
			return true;
	return false;
}

static struct heard_text
hear(const struct reading *r, bool brief)
{
	return (struct heard_text){ r, find_denied(r), is_learnt(r), brief,
		has_given_up(r) };
}

static inline enum leave
leave(const struct heard_text *t, size_t slot)
{
	enum leave most = LEAVE_WHOLE;

	if (slot == SLOT_HUMAN_REQUEST)
		most = leave_request(t->reading);
	else if (slot != SLOT_SENTIMENT && (t->denied >> lists[slot] & 1))
		most = LEAVE_NOTHING;
	if (most == LEAVE_NOTHING)
		return most;
	if (slot == SLOT_NEGATIVE_FEEDBACK && t->given_up)
		most = LEAVE_SURE;
	if (!t->learnt && (t->brief || needs_lessons(slot)))
		return LEAVE_TRACE;
	if (t->brief && slot == SLOT_CHILD) /* "baby cake" */
		return LEAVE_TRACE;
	return most;
}

enum leave
heads_leave(const struct reading *r, size_t slot, bool brief)
{
	struct heard_text t = hear(r, brief);

	return leave(&t, slot);
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
has_doubt(const struct heads *h, const double *scores, size_t row)
{
	const struct head_use *u = &h->models->uses[row];

	return scores[u->head] < u->doubt && !h->heard.brief &&
	       leave(&h->heard, slots[row]) == LEAVE_WHOLE;
}

/* What is left of p of a row on a short turn. */
static double
shorten(const struct heads *h, size_t row, double p, size_t words)
{
	const struct model *m = h->models->signals;

	return p * (words < 2 ? m->parameters[MODEL_ALONE]
			      : m->heads[h->models->uses[row].head].brief);
}

/* What p of a row counts on the text that was heard. */
static inline double
weigh(const struct heads *h, size_t row, double p)
{
	const struct heard_text *t = &h->heard;
	enum leave left = leave(t, slots[row]);

	if (left != LEAVE_WHOLE)
		return quantise(heads_left(left, p));
	if (!t->brief)
		return p;
	return quantise(shorten(h, row, p, t->reading->tally.with_ideograms));
}

static void
add_sentiment(const struct heads *h, const double *scores, struct signals *g)
{
	double w = h->models->signals->parameters[MODEL_SENTIMENT];
	double positive = probability(h, scores, ROW_POSITIVE);
	double negative = probability(h, scores, ROW_NEGATIVE);
	bool felt = positive >= LEAST_FELT || negative >= LEAST_FELT;
	double t = g->value[SLOT_SENTIMENT];

	if (leave(&h->heard, SLOT_SENTIMENT) != LEAVE_WHOLE) {
		positive *= MODEL_TRACE;
		negative *= MODEL_TRACE;
		felt = false;
	}
	if (t != 0 && has_doubt(h, scores, t > 0 ? ROW_POSITIVE : ROW_NEGATIVE))
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

/* Add what the head of a row says to what the lists say. */
static inline void
add_head(
    const struct heads *h, const double *scores, size_t row, struct signals *g)
{
	double *value = &g->value[slots[row]], t = *value;
	double p = probability(h, scores, row);

	if (p > t) {
		p = weigh(h, row, p);
		*value = p > t ? p : t;
	} else if (t > 0 && has_doubt(h, scores, row)) {
		*value = heads_doubted(t);
	}
}

/* A bit for the list of each head that leaves a trace, or may cast doubt on
 * what its list says.  Few do, and which cannot be foreseen: all are compared
 * without a branch. */
static inline uint64_t
find_speaking(const struct heads *h, const double *scores)
{
	const struct head_use *uses = h->models->uses;
	uint64_t speaking = h->heard.reading->found;

#define HEAD_SPEAKS(name, slot) \
	speaking |= (uint64_t)!leaves_nothing(&uses[ROW_##slot], scores) \
		    << LIST_##name;
	HEADED(HEAD_SPEAKS)
#undef HEAD_SPEAKS
	return speaking & headed;
}

/* The lists of dangers of which the rest of a turn may tell though a
 * counter-term was found; not where what tells it is denied. */
static uint64_t
find_unheard(const struct reading *r)
{
	uint64_t unheard = r->countered & LISTS_OF_DANGER;

	if (r->n_aside > READING_ASIDE)
		return 0;
	return unheard & ~find_turned(r);
}

/* "my phone is dead" is no danger, and silences the heads of dangers; what
 * else is said may still be one.  Not inlined: few turns have it. */
static __attribute__((noinline)) void
add_rest(struct heads *h, uint64_t unheard, struct signals *g)
{
	const double *scores;
	size_t words;

	rest_take(&h->rest, h->heard.reading);
	words = model_words(&h->rest.text);
	if (words < 2)
		return;
	scores = model_scores(h->signals, &h->rest.text);
	for (; unheard; unheard &= unheard - 1) {
		size_t row = row_of[__builtin_ctzll(unheard)];
		double p = probability(h, scores, row);

		if (!h->heard.learnt &&
		    (is_brief(h, words) || needs_lessons(slots[row])))
			continue;
		if (is_brief(h, words))
			p = quantise(shorten(h, row, p, words));
		if (p > g->value[slots[row]])
			g->value[slots[row]] = p;
	}
}

void
heads_add(
    struct heads *h, const struct reading *r, bool whole, struct signals *g)
{
	const double *scores;
	uint64_t speaking, unheard;

	if (h)
		h->request = 0;
	if (!may_speak(h) || r->text.n_tokens == 0)
		return;
	scores = model_scores(h->signals, &r->text);
	h->heard = hear(r, is_brief(h, r->tally.with_ideograms));
	h->request = probability(h, scores, ROW_REQUEST);
	speaking =
	    whole ? find_speaking(h, scores) : LIST_BIT(negative_feedback);
	for (; speaking; speaking &= speaking - 1)
		add_head(h, scores, row_of[__builtin_ctzll(speaking)], g);
	if (!whole)
		return;
	add_sentiment(h, scores, g);
	if (r->n_aside && (unheard = find_unheard(r)))
		add_rest(h, unheard, g);
}

double
heads_request(const struct heads *h)
{
	return h && h->request != 0 ? weigh(h, ROW_REQUEST, h->request) : 0;
}

bool
heads_span(struct heads *h, const struct reading *r, size_t slot, double value,
    struct model_span *out)
{
	size_t row =
	    slot == SLOT_SENTIMENT && value < 0 ? (size_t)ROW_NEGATIVE : 0;

	while (row < N_ROWS && slots[row] != slot)
		row++;
	if (!may_speak(h) || row == N_ROWS || !h->models->uses[row].known)
		return false;
	if (find_unheard(r) >> lists[slot] & 1) {
		rest_take(&h->rest, r);
		*out = model_strongest(
		    h->signals, &h->rest.text, h->models->uses[row].head);
		if (h->rest.text.n_tokens) {
			out->first = h->rest.from[out->first];
			out->last = h->rest.from[out->last];
		}
		return true;
	}
	*out = model_strongest(h->signals, &r->text, h->models->uses[row].head);
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
