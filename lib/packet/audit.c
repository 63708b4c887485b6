#include "packet/audit.h"

#include "identifier/identifier.h"
#include "packet/utterance.h"

_Static_assert((int)AUDIT_KINDS == (int)N_ASK_TOPICS, "a count for each");

enum {
	AT_FIRST = 2,	/* turns of an agent in which the problem is asked */
	FEW_WORDS = 2,	/* that make a question */
	LIKE_WORDS = 3, /* of what is said again */
};

/* Shares of words that two texts have in common. */
#define LIKE	   0.6
#define LIKE_ASKED 0.7

const char *
audit_field_title(enum audit_field_name f)
{
	static const char *const names[AUDIT_FIELDS] = { "known", "request",
		"current", "transcript", "tried", "customer" };

	return names[f];
}

static size_t
first_human(const struct conv *c)
{
	size_t i = 0;

	while (i < c->n_turns &&
	       (c->turns[i].role != ROLE_AGENT || c->turns[i].private))
		i++;
	return i;
}

static bool
contains(struct str text, struct str value)
{
	if (!value.n || value.n > text.n)
		return false;
	for (size_t i = 0; i + value.n <= text.n; i++)
		if (identifier_is_same(
			(struct str){ text.p + i, value.n }, value))
			return true;
	return false;
}

static void
put_turn(struct buf *out, const char *name, size_t turn)
{
	json_member(out, name);
	if (turn == NO_TURN)
		buf_cstr(out, "null");
	else
		json_put_int(out, (int64_t)turn);
}

/* How a question was meant. */
enum meant { MEANT_AGAIN, MEANT_CONFIRM, MEANT_CHECK };

static void
found(struct auditor *x, size_t turn, enum ask_topic t, const struct fact *f,
    enum meant meant, uint32_t start, uint32_t stop)
{
	static const char *const names[] = { "again", "confirm", "check" };

	if (meant == MEANT_AGAIN) {
		x->again |= UINT64_C(1) << t;
		x->fields[f->field].asks++;
		x->asks++;
	} else if (meant == MEANT_CONFIRM) {
		x->a->confirms++;
	} else {
		x->a->checks++;
	}
	if (!x->out)
		return;
	json_next(x->out);
	buf_printf(
	    x->out, "{\"turn\":%zu,\"start\":%u,\"end\":%u", turn, start, stop);
	json_member_string(x->out, "what", ask_topic_name(t));
	json_member_string(x->out, "meant", names[meant]);
	json_member_string(x->out, "field", audit_field_title(f->field));
	put_turn(x->out, "known_at", f->turn);
	if (f->slot.n) {
		json_member(x->out, "slot");
		json_put_string(x->out, f->slot);
	}
	buf_char(x->out, '}');
}

/* One turn of an agent, and what stands around it. */
struct agent_turn {
	size_t turn;
	struct str text;
	struct ask_turn read;
	bool checks;   /* it, or the one before it, proves who is there */
	bool at_first; /* this agent has said little yet */
};

static enum meant
meaning(const struct agent_turn *g, const struct ask_sentence *q,
    const struct fact *f)
{
	if (g->checks)
		return MEANT_CHECK;
	if (q->says & 1U << SAYS_SAME || contains(g->text, f->value))
		return MEANT_CONFIRM;
	return MEANT_AGAIN;
}

static bool
asks_slot(
    struct auditor *x, const struct agent_turn *g, const struct ask_sentence *q)
{
	const struct sketch *s = x->s;

	if (!(q->says & (1U << SAYS_WHICH | 1U << SAYS_ASK)))
		return false;
	for (size_t i = 0; i < s->n_slots; i++) {
		struct fact f = { .turn = s->slots[i].turn,
			.field = TOLD_KNOWN,
			.value = s->slots[i].value,
			.slot = s->slots[i].name };

		if (slot_is_hidden(&s->slots[i]) ||
		    ask_topics_of(x->r, f.slot) || !ask_names(x->r, q, f.slot))
			continue;
		found(x, g->turn, ASK_SLOT, &f, meaning(g, q, &f), q->start,
		    q->stop);
		return true;
	}
	return false;
}

/* The bot asked the same, and was answered. */
static bool
asks_as_bot(
    struct auditor *x, const struct agent_turn *g, const struct ask_sentence *q)
{
	const struct sketch *s = x->s;
	size_t next = s->turn + 1; /* the customer's turn behind turn i */

	if (!q->question || q->words.n < FEW_WORDS)
		return false;
	for (size_t i = s->turn + 1; i-- > 0;) {
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER))
			next = i;
		if (!sketch_is_said_by(s, i, ROLE_BOT) || next > s->turn ||
		    x->turns[next].says & 1U << SAYS_LACKS)
			continue;
		for (size_t k = 0; k < x->turns[i].n; k++) {
			const struct ask_sentence *b = &x->turns[i].all[k];
			struct fact f = { .turn = next,
				.field = audit_field_of(s, next) };

			if (!b->question || b->topics >> ASK_PROBLEM & 1 ||
			    ask_likeness(&b->words, &q->words) < LIKE_ASKED)
				continue;
			found(x, g->turn, ASK_QUESTION, &f, meaning(g, q, &f),
			    q->start, q->stop);
			return true;
		}
		next = s->turn + 1;
	}
	return false;
}

/* "What happened at nine?" wants to know more, not the same again. */
static bool
is_for(
    const struct agent_turn *g, const struct ask_sentence *q, enum ask_topic t)
{
	return t != ASK_PROBLEM || (g->at_first && !g->checks && !q->behind);
}

static void
read_question(struct auditor *x, const struct agent_turn *g,
    const struct ask_sentence *q, uint64_t *seen)
{
	bool any = q->topics != 0;

	if (!(q->question || q->says & 1U << SAYS_ASK) ||
	    q->says & (1U << SAYS_NOT | 1U << SAYS_OTHER))
		return;
	for (enum ask_topic t = 0; t < N_ASK_TOPICS; t++) {
		const struct fact *f = &x->facts[t];

		if (!(q->topics >> t & 1) || *seen >> t & 1 || !f->known ||
		    !is_for(g, q, t))
			continue;
		*seen |= UINT64_C(1) << t;
		found(x, g->turn, t, f, meaning(g, q, f), q->at[t].start,
		    q->at[t].stop);
	}
	if (!any && !asks_slot(x, g, q))
		asks_as_bot(x, g, q);
}

static void
read_agent(struct auditor *x, struct agent_turn *g)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < g->read.n; i++)
		read_question(x, g, &g->read.all[i], &seen);
}

/* "asked": what the agents want to know. */
static void
find_asked(struct auditor *x)
{
	const struct conv *c = x->s->c;
	struct str agent = { NULL, 0 };
	struct str keys;
	bool checked = false;
	size_t said = 0;

	for (size_t i = x->s->turn + 1; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];
		struct agent_turn g = { .turn = i };

		if (t->role != ROLE_AGENT || t->private)
			continue;
		if (t->agent_id) {
			struct str id = json_raw(c->json, t->agent_id);

			said = agent.p && !str_eq(agent, id) ? 0 : said;
			agent = id;
		}
		g.text = utterance(x->s, i, &keys);
		ask_read(x->r, g.text, c->language, x->s->scratch, &g.read);
		g.checks = checked || g.read.says & 1U << SAYS_CHECK;
		g.at_first = said++ < AT_FIRST;
		checked = g.read.says & 1U << SAYS_CHECK;
		read_agent(x, &g);
	}
}

static bool
gives_again(const struct auditor *x, struct str text)
{
	struct str word;

	for (size_t at = 0; (word = identifier_next(text, &at)).n;)
		for (size_t i = 0; i < x->n_ids; i++)
			if (identifier_is_same(x->ids[i], word))
				return true;
	return false;
}

/* The turn before the handoff that is most like it; the first of equals. */
static double
most_like(const struct auditor *x, const struct ask_turn *t, size_t *turn)
{
	const struct sketch *s = x->s;
	double best = 0;

	for (size_t i = 0; i <= s->turn; i++) {
		double like;

		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) ||
		    x->turns[i].words.n < LIKE_WORDS)
			continue;
		like = ask_likeness(&t->words, &x->turns[i].words);
		if (like > best) {
			best = like;
			*turn = i;
		}
	}
	return best;
}

/* "repeated": what the customers said again. */
static void
find_repeated(struct auditor *x)
{
	const struct conv *c = x->s->c;

	for (size_t i = x->s->turn + 1; i < c->n_turns; i++) {
		struct str keys, text = utterance(x->s, i, &keys);
		size_t turn = NO_TURN;
		struct ask_turn t;
		double like;

		if (!sketch_is_said_by(x->s, i, ROLE_CUSTOMER))
			continue;
		x->gave_again |= gives_again(x, text);
		ask_read(x->r, text, c->language, x->s->scratch, &t);
		like = t.words.n >= LIKE_WORDS ? most_like(x, &t, &turn) : 0;
		if (like < LIKE)
			continue;
		x->repeats++;
		x->fields[audit_field_of(x->s, turn)].repeats++;
		if (!x->out)
			continue;
		json_next(x->out);
		buf_printf(x->out, "{\"turn\":%zu,\"of\":%zu", i, turn);
		json_member_number(x->out, "likeness", like);
		json_member_string(x->out, "field",
		    audit_field_title(audit_field_of(x->s, turn)));
		buf_char(x->out, '}');
	}
}

static void
count(const struct auditor *x)
{
	struct audit *a = x->a;

	a->transfers++;
	a->asked += x->asks > 0;
	a->repeated += x->repeats > 0;
	a->either += x->asks || x->repeats;
	a->asks += x->asks;
	a->repeats += x->repeats;
	a->gave += x->n_ids > 0;
	a->gave_again += x->gave_again;
	for (enum ask_topic t = 0; t < N_ASK_TOPICS; t++) {
		bool again = x->again >> t & 1;

		a->knew[t] += x->facts[t].known || again;
		a->again[t] += again;
	}
	a->knew[ASK_SLOT] = a->knew[ASK_QUESTION] = a->transfers;
	for (size_t i = 0; i < AUDIT_FIELDS; i++) {
		const struct audit_field *f = &x->fields[i];

		a->fields[i].transfers += f->asks || f->repeats;
		a->fields[i].asks += f->asks;
		a->fields[i].repeats += f->repeats;
	}
}

void
audit_conv(struct sketch *s, struct promise_seeker *p, struct ask_reader *r,
    struct audit *a, struct buf *out)
{
	size_t human = first_human(s->c);
	struct auditor x = { .s = s, .r = r, .a = a, .out = out };

	a->records++;
	if (human == s->c->n_turns || !human) {
		if (out)
			buf_cstr(out, "null");
		return;
	}
	sketch_begin_at(s, human - 1);
	facts_find(s, p);
	audit_learn(&x);
	if (out)
		buf_printf(out, "{\"human\":%zu,\"asked\":[", human);
	find_asked(&x);
	if (out)
		buf_cstr(out, "],\"repeated\":[");
	find_repeated(&x);
	if (out)
		buf_cstr(out, "],\"identifier_given_again\":");
	if (out)
		buf_cstr(out, !x.n_ids	     ? "null"
			      : x.gave_again ? "true"
					     : "false");
	if (out)
		buf_char(out, '}');
	count(&x);
}
