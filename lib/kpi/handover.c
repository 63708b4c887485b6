#include <math.h>

#include "identifier/identifier.h"
#include "kpi/gather.h"
#include "kpi/parts.h"

/* The same words three times; of so many turns, for a pair costs time. */
enum { SAME = 3, BOT_TURNS = 128 };

static bool
is_loop(const struct conv *c)
{
	struct str said[BOT_TURNS];
	size_t n = 0;

	for (size_t i = 0; i < c->n_turns && n < BOT_TURNS; i++) {
		const struct turn *t = &c->turns[i];
		size_t same = 1;

		if (t->role != ROLE_BOT || t->private || !t->text)
			continue;
		said[n] = json_raw(c->json, t->text);
		for (size_t k = 0; k < n; k++)
			same += str_eq(said[k], said[n]);
		if (same >= SAME)
			return true;
		n++;
	}
	return false;
}

enum { IDENTIFIERS = 32 };

struct identifiers {
	struct str words[IDENTIFIERS];
	size_t n;
};

static bool
is_known(const struct identifiers *known, struct str word)
{
	for (size_t i = 0; i < known->n; i++)
		if (identifier_is_same(known->words[i], word))
			return true;
	return false;
}

/* Note the identifiers of a turn, or say whether one of them is known. */
static bool
read_identifiers(struct identifiers *known, struct str text, bool note)
{
	struct str word;

	for (size_t at = 0; (word = identifier_next(text, &at)).n;) {
		if (is_known(known, word)) {
			if (!note)
				return true;
		} else if (note && known->n < IDENTIFIERS) {
			known->words[known->n++] = word;
		}
	}
	return false;
}

static void
add_reask(struct entry_of *e)
{
	const struct conv *c = e->conv;
	struct identifiers known = { .n = 0 };
	bool again = false;

	for (const struct turn *t = c->turns; t < c->turns + c->n_turns; t++)
		if (t->role == ROLE_CUSTOMER && !t->private && !again)
			again = read_identifiers(
			    &known, conv_text(c, t), t < e->facts->first_agent);
	e->tally->counts[N_KNOWN_BEFORE] += known.n > 0;
	e->tally->counts[N_REASKED] += again;
}

/* Up to three moods on each side of a human taking over. */
enum { SIDE = 3 };

struct moods {
	double before[SIDE]; /* a ring: only the last ones count */
	double after;
	size_t n_before, n_after;
};

static void
add_mood(struct moods *m, double mood, bool after)
{
	if (!after)
		m->before[m->n_before++ % SIDE] = mood;
	else if (m->n_after < SIDE) {
		m->after += mood;
		m->n_after++;
	}
}

/* hoff.score.trajectory is in the order of turns. */
static void
add_shift(struct entry_of *e)
{
	const struct json *j = e->conv->json;
	uint32_t list = e->annotations->trajectory;
	double human = (double)(e->facts->first_agent - e->conv->turns);
	struct moods m = { .n_before = 0 };
	double before = 0;
	size_t n;

	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		uint32_t turn = json_get(j, i, STR("turn"));
		uint32_t signals = json_get(j, i, STR("signals"));
		uint32_t mood =
		    signals ? json_get(j, signals, STR("sentiment")) : 0;

		if (turn && json_kind_of(j, turn) == JSON_NUMBER && mood &&
		    json_kind_of(j, mood) == JSON_NUMBER &&
		    fabs(json_number(j, mood)) <= 1)
			add_mood(&m, json_number(j, mood),
			    json_number(j, turn) > human);
	}
	if (!m.n_before || !m.n_after)
		return;
	n = m.n_before < SIDE ? m.n_before : SIDE;
	for (size_t i = 0; i < n; i++)
		before += m.before[i];
	moments_add(&e->tally->sentiment_shift,
	    llround(SENTIMENT_UNIT *
		    (m.after / (double)m.n_after - before / (double)n)));
}

void
gather_handover(struct entry_of *e)
{
	uint64_t *n = e->tally->counts;

	n[N_LOOPED] += e->annotations->looped || is_loop(e->conv);
	if (!e->facts->delivered)
		return;
	n[N_TRANSFERRED] += parts_transferred(&e->facts->course, e->conv);
	if (!e->facts->first_agent)
		return;
	add_reask(e);
	if (e->annotations->trajectory)
		add_shift(e);
}
