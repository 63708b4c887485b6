#include <stdlib.h>

#include "base/die.h"
#include "expr/expr.h"
#include "kpi/define.h"
#include "kpi/history.h"

/* What one code means; bit i of the sets is rate i. */
struct meaning {
	uint64_t code;
	uint64_t numerators, denominators;
	size_t outcome;
	bool known;
};

struct meanings {
	const struct definitions *d;
	struct arena *arena;
	struct arena scratch; /* of one condition */
	struct meaning *table;
	size_t n, room;
};

enum { FIRST_ROOM = 64 };

struct meanings *
meanings_new(const struct definitions *d, struct arena *a)
{
	struct meanings *m = arena_zalloc(a, sizeof(*m));

	m->d = d;
	m->arena = a;
	arena_init(&m->scratch, (size_t)1 << 24);
	m->room = FIRST_ROOM;
	m->table = arena_zalloc(a, m->room * sizeof(*m->table));
	return m;
}

void
meanings_free(struct meanings *m)
{
	arena_free(&m->scratch);
}

static struct expr_value
value_of(uint64_t code, enum fact f)
{
	unsigned v = fact_get(code, f);
	const char *word;

	if (fact_info[f].kind == FACT_FLAG)
		return expr_bool(v);
	word = fact_info[f].values[v];
	if (!word)
		return expr_null();
	switch (fact_info[f].kind) {
	case FACT_NUMBER:
		return expr_num(atoi(word));
	case FACT_ANSWER:
		return expr_bool(!strcmp(word, "true"));
	default:
		return expr_str(str_of(word));
	}
}

static bool
holds(struct meanings *m, const struct expr *e, struct expr_value facts,
    const char *what, const char *id)
{
	enum expr_answer answer = expr_test(e, facts, &m->scratch);

	arena_reset(&m->scratch);
	if (answer != EXPR_NO && answer != EXPR_YES)
		die("definitions: %s of %s has no answer for some "
		    "conversation",
		    what, id);
	return answer == EXPR_YES;
}

static void
interpret(struct meanings *m, struct meaning *out)
{
	const struct definitions *d = m->d;
	struct expr_value values[N_FACTS + 1];
	struct expr_record record = { d->shape, values };
	struct expr_value facts = expr_object(&record);

	for (size_t i = 0; i < N_FACTS; i++)
		values[i] = value_of(out->code, (enum fact)i);
	values[N_FACTS] = expr_null();
	out->outcome = 0;
	while (out->outcome < d->n_outcomes &&
	       !holds(m, d->outcomes[out->outcome].when, facts, "when",
		   d->outcomes[out->outcome].id))
		out->outcome++;
	if (out->outcome == d->n_outcomes)
		die("definitions: a conversation fits no outcome; end the list "
		    "with one that holds always");
	values[N_FACTS] = expr_str(str_of(d->outcomes[out->outcome].id));
	for (size_t i = 0; i < d->n_rates; i++) {
		const struct rate *r = &d->rates[i];

		if (!holds(m, r->denominator, facts, "the denominator", r->id))
			continue;
		out->denominators |= UINT64_C(1) << i;
		if (holds(m, r->numerator, facts, "the numerator", r->id))
			out->numerators |= UINT64_C(1) << i;
	}
	out->known = true;
}

static struct meaning *
slot_of(struct meaning *table, size_t room, uint64_t code)
{
	size_t i = (size_t)((code * UINT64_C(0x9e3779b97f4a7c15)) >> 32);

	for (i &= room - 1; table[i].known; i = (i + 1) & (room - 1))
		if (table[i].code == code)
			break;
	return &table[i];
}

static const struct meaning *
meaning_of(struct meanings *m, uint64_t code)
{
	struct meaning *found;

	if (2 * (m->n + 1) > m->room) {
		size_t room = 2 * m->room;
		struct meaning *table =
		    arena_zalloc(m->arena, room * sizeof(*table));

		for (size_t i = 0; i < m->room; i++)
			if (m->table[i].known)
				*slot_of(table, room, m->table[i].code) =
				    m->table[i];
		m->table = table;
		m->room = room;
	}
	found = slot_of(m->table, m->room, code);
	if (!found->known) {
		found->code = code;
		interpret(m, found);
		m->n++;
	}
	return found;
}

struct rates_counted
meanings_rates(struct meanings *m, uint64_t code)
{
	const struct meaning *is = meaning_of(m, code);

	return (struct rates_counted){ is->numerators, is->denominators };
}

static enum family
family_of(const struct meanings *m, const struct meaning *is)
{
	return m->d->outcomes[is->outcome].family;
}

enum family
meanings_family(struct meanings *m, uint64_t code)
{
	return family_of(m, meaning_of(m, code));
}

static bool
is_unhelped(enum family f)
{
	return f == FAMILY_ABANDONED || f == FAMILY_CONTAINED_UNRESOLVED;
}

void
meanings_count(struct meanings *m, const struct census *c, int64_t end_ms,
    struct derived *out)
{
	*out = (struct derived){ 0 };
	for (const struct kind *k = NULL; (k = census_next(c, k));) {
		const struct meaning *is =
		    meaning_of(m, history_code(k, end_ms));

		bool unhelped = is_unhelped(family_of(m, is));

		out->outcomes[is->outcome] += k->n;
		for (size_t i = 0; i < m->d->n_rates; i++) {
			uint64_t n = (is->numerators >> i & 1) * k->n;

			out->numerators[i] += n;
			out->unhelped[i] += unhelped ? n : 0;
			out->denominators[i] +=
			    (is->denominators >> i & 1) * k->n;
		}
	}
}
