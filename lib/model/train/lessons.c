/*
 * Sentences of our own to learn from: what real sources have too little of,
 * and such as use the words of harm and mean none (kind "none"), or none and
 * no feeling either ("neutral").  A line stands
 * for all sentences that its alternatives, "(a|b)", make; of very many, for
 * some that lie evenly between the first and the last.  Each sentence comes
 * alone and, where it is English, with an everyday turn before or behind it.
 */

#include <string.h>

#include "base/die.h"
#include "model/train/carriers.h"
#include "model/train/examples.h"
#include "model/train/table.h"

enum {
	MOST_SENTENCES = 12, /* of a line */
	TRAP_TIMES = 64,     /* how often it counts as met */
	LESSON_TIMES = 4,
	LONGEST = 512, /* bytes of a sentence */
};

/* A line in which each choice is being made by a digit of a number. */
struct maker {
	struct str line;
	uint64_t choices; /* left to make */
	char out[LONGEST];
	size_t n;
};

static void
put(struct maker *m, struct str s)
{
	if (s.n > LONGEST - m->n)
		die("lessons.tsv: a sentence is too long");
	memcpy(m->out + m->n, s.p, s.n);
	m->n += s.n;
}

static struct str
cut(struct str *s, size_t n)
{
	struct str head = { s->p, n };

	*s = (struct str){ s->p + n, s->n - n };
	return head;
}

static size_t
reach(struct str s, char end)
{
	const char *at = s.n ? memchr(s.p, end, s.n) : NULL;

	return at ? (size_t)(at - s.p) : s.n;
}

static size_t
count_alternatives(struct str group)
{
	size_t n = 1;

	for (size_t i = 0; i < group.n; i++)
		n += group.p[i] == '|';
	return n;
}

static void
choose(struct maker *m, struct str group)
{
	size_t n = count_alternatives(group);

	for (size_t skip = m->choices % n; skip; skip--) {
		cut(&group, reach(group, '|'));
		cut(&group, 1);
	}
	m->choices /= n;
	put(m, cut(&group, reach(group, '|')));
}

static struct str
make(struct maker *m, uint64_t choices)
{
	struct str rest = m->line;

	m->choices = choices;
	m->n = 0;
	while (rest.n) {
		struct str group;

		put(m, cut(&rest, reach(rest, '(')));
		if (rest.n == 0)
			break;
		cut(&rest, 1);
		group = cut(&rest, reach(rest, ')'));
		if (rest.n == 0)
			die("lessons.tsv: a bracket is not closed");
		cut(&rest, 1);
		choose(m, group);
	}
	return (struct str){ m->out, m->n };
}

static uint64_t
count_sentences(struct str line)
{
	uint64_t n = 1;

	while (line.n) {
		cut(&line, reach(line, '('));
		if (line.n)
			n *= count_alternatives(cut(&line, reach(line, ')')));
	}
	return n;
}

enum kind { KIND_NONE = N_HEADS, KIND_NEUTRAL };

/* A trap is no case of anything rare; of feelings it may be one. */
static void
label_trap(struct example *x, bool neutral)
{
	x->times = TRAP_TIMES;
	for (size_t h = 0; h < N_HEADS; h++)
		if (head_alarms[h] == RARE)
			x->label[h] = 0;
	if (neutral)
		x->label[HEAD_positive] = x->label[HEAD_negative] = 0;
	examples_silent(
	    x, CUSTOMER_HEADS & ~HEAD_BIT(positive) & ~HEAD_BIT(negative));
}

/* Threats, abuse and dangers may come together: what one is says nothing of
 * the others. */
static void
label_lesson(struct example *x, size_t head)
{
	const uint32_t dark =
	    HEAD_BIT(positive) | HEAD_BIT(negative) | HEAD_BIT(anger) |
	    HEAD_BIT(anxiety) | HEAD_BIT(urgency) | HEAD_BIT(abuse) |
	    HEAD_BIT(self_harm) | HEAD_BIT(violence) | HEAD_BIT(medical) |
	    HEAD_BIT(child) | HEAD_BIT(hazard) | HEAD_BIT(vulnerable) |
	    HEAD_BIT(negative_feedback);

	x->times = LESSON_TIMES;
	x->label[head] = 1;
	if (head == HEAD_medical) /* each minute counts */
		x->label[HEAD_urgency] = 1;
	if (head == HEAD_positive)
		x->label[HEAD_negative] = 0;
	if (head == HEAD_negative || head == HEAD_anger) {
		x->label[HEAD_positive] = 0;
		x->label[HEAD_negative] = 1;
	}
	examples_silent(x, CUSTOMER_HEADS & ~dark);
}

/* A head, or one of enum kind. */
static size_t
find_kind(struct str kind)
{
	size_t h = head_named(kind);

	if (str_eq(kind, STR("none")))
		return KIND_NONE;
	if (str_eq(kind, STR("neutral")))
		return KIND_NEUTRAL;
	if (h == N_HEADS)
		die("lessons.tsv: a kind that no head has");
	return h;
}

/* The same once more, among other things. */
static void
add_carried(
    struct examples *e, struct carriers *c, size_t number, const char *source)
{
	struct str text = carriers_carry(c, e->items[number].text, e->arena);
	struct example *x = examples_add(e, text, "en", false, source, false);

	if (x)
		memcpy(x->label, e->items[number].label, sizeof(x->label));
}

static void
add_line(struct examples *e, struct carriers *c, struct str line,
    const char *language, size_t kind)
{
	const char *source = kind < N_HEADS ? "lessons" : "traps";
	struct maker m = { .line = line };
	uint64_t all = count_sentences(line);
	uint64_t n = all < MOST_SENTENCES ? all : MOST_SENTENCES;
	bool dev = examples_by_hash(line);

	for (uint64_t i = 0; i < n; i++) {
		struct example *x = examples_add(
		    e, make(&m, i * all / n), language, false, source, dev);

		if (!x)
			continue;
		if (kind < N_HEADS)
			label_lesson(x, kind);
		else
			label_trap(x, kind == KIND_NEUTRAL);
		if (x->part == PART_TRAIN && strcmp(language, "en") == 0)
			add_carried(e, c, e->n - 1, source);
	}
}

void
sources_lessons(struct examples *e, const char *folder)
{
	struct carriers c;
	struct table t;
	size_t kind, text, language;

	carriers_init(&c, e);
	table_read(&t, folder, "lessons.tsv", e->arena);
	kind = table_column(&t, "kind");
	language = table_column(&t, "language");
	text = table_column(&t, "text");
	for (size_t i = 0; i < t.n_rows; i++)
		add_line(e, &c, table_cell(&t, i, text),
		    arena_cstr(e->arena, table_cell(&t, i, language)),
		    find_kind(table_cell(&t, i, kind)));
}
