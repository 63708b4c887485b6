/*
 * The phrases of the term lists as turns: where no labelled source exists,
 * what the lists mean is all there is to learn from, and counter-terms are
 * what must not be taken for it.  Each phrase comes alone, inside an everyday
 * turn where it is English, and with a slip of the finger.
 */

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "csv/csv.h"
#include "model/train/carriers.h"
#include "model/train/examples.h"
#include "score/score.h"

#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)

/* Head N_HEADS: none, the phrases are everybody else's 0. */
static const struct list_file {
	const char *name, *begin, *end;
	enum head head;
} lists[] = {
#define OF(list, head) \
	{ \
#list, embed_score_##list##_csv, embed_score_##list##_csv_end, \
		    head \
	}
	OF(anger, HEAD_anger),
	OF(anxiety, HEAD_anxiety),
	OF(urgency, HEAD_urgency),
	OF(human_request, HEAD_human_request),
	OF(negative_feedback, HEAD_negative_feedback),
	OF(abuse, HEAD_abuse),
	OF(self_harm, HEAD_self_harm),
	OF(violence, HEAD_violence),
	OF(medical, HEAD_medical),
	OF(child, HEAD_child),
	OF(hazard, HEAD_hazard),
	OF(fraud, HEAD_fraud),
	OF(legal, HEAD_legal),
	OF(complaint, HEAD_complaint),
	OF(privacy, HEAD_privacy),
	OF(vulnerable, HEAD_vulnerable),
	OF(payment, HEAD_payment),
	OF(security, HEAD_security),
	OF(closing, HEAD_closing),
	OF(affirm, N_HEADS),
	OF(bot_routine, N_HEADS),
	OF(bot_fallback, HEAD_bot_fallback),
	OF(bot_offer, N_HEADS),
#undef OF
};

static void
label(struct example *x, const struct list_file *l, bool counter)
{
	const uint32_t felt =
	    HEAD_BIT(positive) | HEAD_BIT(negative) | HEAD_BIT(anger);

	if (l->head < N_HEADS)
		x->label[l->head] = !counter;
	examples_silent(
	    x, x->bot ? HEAD_BIT(bot_fallback) : CUSTOMER_HEADS & ~felt);
}

static bool
is_of_bots(const struct list_file *l)
{
	return l->head == HEAD_bot_fallback || strncmp(l->name, "bot_", 4) == 0;
}

struct phrase {
	struct str text, language;
	const struct list_file *list;
	bool counter, dev;
};

static void
add(struct examples *e, struct str text, const struct phrase *p)
{
	struct example *x = examples_add(e, text,
	    arena_cstr(e->arena, p->language), is_of_bots(p->list),
	    is_of_bots(p->list) ? "lists (bot)" : "lists", p->dev);

	if (x)
		label(x, p->list, p->counter);
}

/* A letter left out, or two changed places. */
static void
add_typo(struct examples *e, struct carriers *c, const struct phrase *p)
{
	struct str s = arena_copy(e->arena, p->text);
	char *bytes = (char *)s.p;
	size_t at;

	if (s.n < 6)
		return;
	at = 1 + carriers_draw(c, s.n - 2);
	for (size_t i = 0; i < s.n; i++)
		if (bytes[i] & 0x80)
			return;
	if (carriers_draw(c, 2)) {
		memmove(bytes + at, bytes + at + 1, s.n - at - 1);
		s.n--;
	} else {
		char kept = bytes[at];

		bytes[at] = bytes[at + 1 < s.n ? at + 1 : at - 1];
		bytes[at + 1 < s.n ? at + 1 : at - 1] = kept;
	}
	add(e, s, p);
}

static void
add_list(struct examples *e, struct carriers *c, const struct list_file *l)
{
	struct csv csv;
	size_t term, weight;
	int language;

	csv_read(&csv, l->name, embed_str(l->begin, l->end), e->arena);
	term = csv_need(&csv, l->name, "term");
	weight = csv_need(&csv, l->name, "weight");
	language = csv_column(&csv, "language");
	for (size_t i = 0; i < csv.n_rows; i++) {
		double w =
		    strtod(arena_cstr(e->arena, csv.rows[i][weight]), NULL);
		struct phrase p = { csv.rows[i][term],
			csv_cell(&csv, i, language), l, w == 0,
			examples_by_hash(csv.rows[i][term]) };

		if (w > 0 && w < 0.5)
			continue;
		add(e, p.text, &p);
		add_typo(e, c, &p);
		if (str_eq(p.language, STR("en")) && !is_of_bots(l))
			add(e, carriers_carry(c, p.text, e->arena), &p);
	}
}

void
sources_lists(struct examples *e)
{
	struct carriers c;

	carriers_init(&c, e);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		add_list(e, &c, &lists[i]);
}
