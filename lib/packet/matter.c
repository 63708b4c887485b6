#include "packet/matter.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "model/model.h"
#include "packet/gist.h"
#include "packet/matter_lists.h"
#include "packet/matter_traits.h"
#include "packet/plain.h"
#include "terms/terms.h"

/* The lists of the table: phrases of the matters; medicines; and how one checks
 * who is there. */
enum { DRUGS = N_MATTERS, CHECKS, N_LISTS };

static const struct str lists[N_LISTS] = { MATTER_LISTS };

enum {
	HITS = 128,	   /* of a turn */
	LONGEST = 4 << 10, /* bytes of one that are read: more is a paste */
	TURNS = 32,	   /* of the customer, the last ones */
	OPENINGS = 3,	   /* turns, of which one may be the first request */
	PLAIN = 3,	   /* words of a phrase that means nothing else */
};

/* Behind each turn, where all are read as one text. */
#define END ". "
/* The first request tells as much as all that was said. */
#define HALF 0.5
/* Of the first request the model is so sure, or looks at the next. */
#define SURE 0.4
/* What a phrase adds to what the model makes of the words: a short one may
 * mean something else; one that means nothing else is enough by itself. */
#define PHRASE 0.2
#define STRONG 0.35
/* Of what gets worse while other things are talked of. */
#define URGENT 0.6
/* Of what somebody may come to harm by it goes before all else. */
#define SAFETY 1.5
/* What a signal that was heard adds to what is possible. */
#define HEARD	  0.5
#define POSSIBLE  0.1
#define HEARD_TOO 0.25
/* A score by so much less than the best is as good as no chance. */
#define FAR (-0.4)
/* What is less sure is not known. */
#define LEAST 0.35

/* The matters that a text may be of, and how sure the model is of each. */
struct chances {
	struct chance {
		enum matter matter;
		double share;
	} all[N_MATTERS];
	size_t n;
};

struct matter_terms {
	const struct terms *terms;
	const struct model *model;
	size_t heads[N_MATTERS]; /* of the model, for each */
	size_t nothing;		 /* and that for what is none; or n_heads */
	bool own; /* the phrases are a table of the user's: each is meant */
};

struct matter_seeker {
	const struct matter_terms *known_by;
	struct model_reader *reader;
	struct text text;
	struct terms_known known;
	struct buf one, all;	  /* texts to be read */
	double share[N_MATTERS];  /* how sure it is of each */
	struct matter_set strong; /* phrases that mean nothing else told of */
	struct matter_set told;	  /* any phrase did */
	bool drug;
};

const struct matter_terms *
matter_terms(
    struct packet_file from, struct packet_file model, struct arena *run)
{
	struct matter_terms *t = arena_alloc(run, sizeof(*t));

	t->terms = from.built.n ? terms_thaw(from.built, run)
				: vocabulary_read(from.name, from.text, lists,
				      N_LISTS, run);
	t->model = model_embedded(model.text, model.name, run);
	for (enum matter m = 0; m < N_MATTERS; m++) {
		size_t head = model_find(t->model, str_of(matter_name(m)));

		if (head == t->model->n_heads)
			die("%s: knows no %s", model.name, matter_name(m));
		t->heads[m] = head;
	}
	t->nothing = model_find(t->model, STR("out_of_scope"));
	t->own = !from.built.n;
	return t;
}

struct matter_seeker *
matter_seeker_new(const struct matter_terms *t)
{
	struct matter_seeker *m = calloc(1, sizeof(*m));

	if (!m)
		die_of_memory();
	m->known_by = t;
	m->reader = model_reader_new(t->model);
	text_init(&m->text);
	return m;
}

void
matter_seeker_free(struct matter_seeker *m)
{
	model_reader_free(m->reader);
	terms_forget(&m->known);
	text_free(&m->text);
	buf_free(&m->one);
	buf_free(&m->all);
	free(m);
}

/* The hits of some lists in the text that was read. */
static size_t
find(struct matter_seeker *m, struct str language, uint64_t wanted,
    struct term_hit *hits)
{
	const struct terms *t = m->known_by->terms;

	terms_know(t, &m->text, &m->known);
	return terms_find(t, &m->text, &m->known, str_language_code(language),
	    wanted, hits, HITS);
}

static void
read_text(struct matter_seeker *m, struct str text)
{
	if (text.n > LONGEST)
		text.n = text_whole(text, LONGEST);
	text_read(&m->text, text);
}

/* "I do not want a refund" tells what it is not about. */
static bool
only_declines(const struct gist_piece *p)
{
	return p->unwanted && !p->wants && gist_declines(p->text);
}

/* What the customer says in a turn that it is about. */
static void
put_said(const struct sketch *s, size_t turn, struct buf *out)
{
	const struct gist *g = sketch_gist(s, turn);
	struct str left = s->texts[turn];

	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		if (!only_declines(&p))
			continue;
		plain_put(
		    (struct str){ left.p, (size_t)(p.text.p - left.p) }, out);
		left.n -= (size_t)(p.text.p + p.text.n - left.p);
		left.p = p.text.p + p.text.n;
	}
	plain_put(left, out);
}

/* Words of a phrase: "check-in" has two. */
static size_t
words_of(const struct text *x, const struct term_hit *h)
{
	size_t words = 0;

	for (size_t i = h->first; i <= h->last; i++)
		words += x->tokens[i].class != TEXT_PUNCT;
	return words;
}

/* What the phrases of the text that was read tell of. */
static void
note_phrases(struct matter_seeker *m, struct str language, bool meant)
{
	struct term_hit hits[HITS];
	size_t n = find(m, language, TERMS_ALL_LISTS, hits);

	for (size_t i = 0; i < n; i++) {
		enum matter told = hits[i].list;

		m->drug |= hits[i].list == DRUGS;
		if (hits[i].list >= N_MATTERS)
			continue;
		/* two short ones are as good as a long one */
		if (meant || m->known_by->own ||
		    words_of(&m->text, &hits[i]) >= PLAIN ||
		    matters_have(&m->told, told))
			matters_add(&m->strong, told);
		matters_add(&m->told, told);
	}
}

static bool
checks(struct matter_seeker *m, struct str text, struct str language)
{
	struct term_hit hits[HITS];
	/* lists share the bits of a search */
	size_t n;

	read_text(m, text);
	n = find(m, language, UINT64_C(1) << CHECKS % 64, hits);
	for (size_t i = 0; i < n; i++)
		if (hits[i].list == CHECKS)
			return true;
	return false;
}

static bool
names_check(struct str name)
{
	return memmem(name.p, name.n, "verif", 5) ||
	       memmem(name.p, name.n, "authenticat", 11);
}

/* Whether the log has a slot of it, or a member of the customer:
 * "identity_verified". */
static bool
is_noted(const struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t in = s->c->customer;

	for (size_t i = 0; i < s->n_slots; i++)
		if (names_check(s->slots[i].name))
			return true;
	for (uint32_t i = in ? json_first(j, in) : 0; i;
	     i = json_after(j, in, i))
		if (names_check(json_string(j, i, s->scratch)))
			return true;
	return false;
}

/* What the model makes of the text that was read; returns how sure it is of the
 * surest. */
static double
weigh(struct matter_seeker *m, struct chances *c)
{
	const struct matter_terms *t = m->known_by;
	const double *scores = model_scores(m->reader, &m->text);
	double best = -INFINITY, sum = 0;

	for (size_t k = 0; k < t->model->n_heads; k++)
		if (scores[k] > best)
			best = scores[k];
	c->n = 0;
	for (enum matter k = 0; k < N_MATTERS; k++) {
		double less = scores[t->heads[k]] - best;

		if (less < FAR)
			continue;
		c->all[c->n] =
		    (struct chance){ k, model_sureness(t->model, less) };
		sum += c->all[c->n++].share;
	}
	if (t->nothing < t->model->n_heads)
		sum += model_sureness(t->model, scores[t->nothing] - best);
	best = 0;
	for (size_t i = 0; i < c->n; i++) {
		c->all[i].share /= sum;
		if (c->all[i].share > best)
			best = c->all[i].share;
	}
	return best;
}

static void
add_chances(struct matter_seeker *m, const struct chances *c, double weight)
{
	for (size_t i = 0; i < c->n; i++)
		m->share[c->all[i].matter] += weight * c->all[i].share;
}

/* The first request counts half; where the model makes little of it, that may
 * have been a greeting, and the next one does. */
static void
weigh_first(struct matter_seeker *m, const struct sketch *s)
{
	struct chances chances, first = { .n = 0 };
	size_t tried = 0;

	for (size_t i = s->first; i <= s->turn && tried < OPENINGS; i++) {
		bool sure;

		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) ||
		    s->marks[i] & MARK_ASKED)
			continue;
		buf_clear(&m->one);
		put_said(s, i, &m->one);
		read_text(m, buf_view(&m->one));
		sure = weigh(m, &chances) >= SURE;
		if (!tried++ || sure)
			first = chances;
		if (sure)
			break;
	}
	add_chances(m, &first, HALF);
}

/* All that was said, which is the text that was read. */
static void
weigh_all(struct matter_seeker *m, double weight)
{
	struct chances chances;

	weigh(m, &chances);
	add_chances(m, &chances, weight);
}

/* What any phrase tells of, be it short; but a pain may be told of by the way.
 */
static bool
is_plain(enum matter m)
{
	return m == MATTER_GAS || m == MATTER_LEAK || m == MATTER_MEDICINE;
}

/* What leaks may be a thing that was bought, or was mended long ago. */
static bool
is_no_emergency(const struct matter_seeker *m)
{
	static const enum matter none[] = { MATTER_CLAIM, MATTER_CLAIM_REFUSED,
		MATTER_WARRANTY, MATTER_ITEM_DAMAGED, MATTER_REPAIR_STATUS };
	double share = 0;

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		share += m->share[none[i]];
	return share >= HALF;
}

static void
weigh_phrases(struct matter_seeker *m)
{
	bool emergency = !is_no_emergency(m), strong;

	for (enum matter k = 0; k < N_MATTERS; k++) {
		if (!matters_have(&m->told, k))
			continue;
		strong = matters_have(&m->strong, k);
		if (matter_trait(k)->safety && (strong || is_plain(k)) &&
		    (k != MATTER_LEAK || emergency))
			m->share[k] += SAFETY;
		else if (matter_trait(k)->urgent && strong)
			m->share[k] += URGENT;
		else
			m->share[k] += strong ? STRONG : PHRASE;
	}
}

/* What hoff-score heard speaks for some: what the model holds possible of them
 * is so much more likely. */
static void
weigh_signals(struct matter_seeker *m, const struct sketch *s)
{
	for (enum matter k = 0; k < N_MATTERS; k++) {
		const char *signal;

		if (m->share[k] < POSSIBLE)
			continue;
		signal = matter_trait(k)->signal;
		if (signal && sketch_signal(s, str_of(signal)) >= HEARD)
			m->share[k] += HEARD_TOO;
	}
}

/* Who takes a medicine and is not well, or may be: the one may come of the
 * other. */
static void
look_at_drugs(struct matter_seeker *m, const struct sketch *s)
{
	const double near = 0.4; /* a medical emergency */

	if (m->drug && (matters_have(&m->strong, MATTER_SYMPTOM) ||
			   sketch_signal(s, STR("safety.medical")) >= near))
		matters_add(&m->told, MATTER_MEDICINE);
}

/* By their intents, as the log has them, in whatever language their maker
 * speaks: "lost_card". */
static void
look_at_intents(struct matter_seeker *m, const struct sketch *s)
{
	struct str last = STR(""); /* most turns have that of the one before */

	for (size_t i = 0; i <= s->turn; i++) {
		struct str intent = s->c->turns[i].intent->name;

		if (!intent.n || !sketch_is_said_by(s, i, ROLE_CUSTOMER) ||
		    str_eq(intent, last))
			continue;
		last = intent;
		buf_clear(&m->one);
		for (size_t k = 0; k < intent.n; k++)
			buf_char(&m->one,
			    strchr("_.-", intent.p[k]) ? ' ' : intent.p[k]);
		read_text(m, buf_view(&m->one));
		note_phrases(m, STR(""), true);
	}
}

static void
begin(struct matter_seeker *m)
{
	memset(m->share, 0, sizeof(m->share));
	m->told = m->strong = (struct matter_set){ 0 };
	m->drug = false;
	buf_clear(&m->all);
}

/* What the customer said, all of it in one text. */
static void
read_customer(struct matter_seeker *m, const struct sketch *s)
{
	size_t from = s->turn + 1;

	for (size_t n = 0; from > 0 && n < TURNS;
	     n += sketch_is_said_by(s, from, ROLE_CUSTOMER))
		from--;
	for (size_t i = from; i <= s->turn; i++) {
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		if (m->all.n < LONGEST && !(s->marks[i] & MARK_ASKED)) {
			put_said(s, i, &m->all);
			buf_cstr(&m->all, END);
		}
	}
}

/* Whether the first request is all that was said: the end of a sentence, which
 * is put behind it, is no word. */
static bool
is_all(const struct matter_seeker *m, struct str request)
{
	return m->all.n == request.n + strlen(END) &&
	       !memcmp(m->all.p, request.p, request.n);
}

/* The model reads each once. */
static void
weigh_words(struct matter_seeker *m, const struct sketch *s)
{
	bool is_one = s->first != NO_TURN && is_all(m, s->texts[s->first]);

	if (s->first != NO_TURN && !s->says_nothing && !is_one)
		weigh_first(m, s);
	if (!m->all.n)
		return;
	read_text(m, buf_view(&m->all));
	if (!s->says_nothing)
		weigh_all(m, is_one ? 2 * HALF : HALF);
	note_phrases(m, s->c->language, false);
}

static enum matter
surest(const struct matter_seeker *m)
{
	enum matter best = 0;

	for (enum matter k = 1; k < N_MATTERS; k++)
		if (m->share[k] > m->share[best])
			best = k;
	return m->share[best] >= LEAST ? best : N_MATTERS;
}

/* Whether a turn of the bot's asks for anything. */
static bool
asks(const struct sketch *s, size_t turn)
{
	const struct gist *g = sketch_gist(s, turn);
	const uint64_t asking = GIST_BIT(GIST_ASK) | GIST_BIT(GIST_FOUND);

	for (size_t i = 0; i < g->n; i++)
		if (g->all[i].asks || g->all[i].things ||
		    g->all[i].marks & asking)
			return true;
	return false;
}

static void
find_identity(struct matter_seeker *m, struct sketch *s)
{
	s->identity = is_noted(s) ? IDENTITY_CHECKED : IDENTITY_OPEN;
	for (size_t i = 0; i <= s->turn && s->identity == IDENTITY_OPEN; i++)
		if (sketch_is_said_by(s, i, ROLE_BOT) && asks(s, i) &&
		    checks(m, s->texts[i], s->c->language))
			s->identity = IDENTITY_ASKED;
}

void
matter_find(struct matter_seeker *m, struct sketch *s)
{
	begin(m);
	find_identity(m, s);
	read_customer(m, s);
	weigh_words(m, s);
	look_at_intents(m, s);
	look_at_drugs(m, s);
	weigh_phrases(m);
	weigh_signals(m, s);
	s->matter = surest(m);
	s->matters = m->told;
	for (enum matter k = 0; k < N_MATTERS; k++)
		if (m->share[k] >= LEAST)
			matters_add(&s->matters, k);
}
