/*
 * Turns of our own whose labels are all told: as customers write and say them,
 * with what they are and nothing else, the traps among them ("none").  Those
 * of turns-quiet.tsv raise no voice: cold anger, worry, accounts in strangers'
 * hands, and everyday turns in the same words.
 */

#include "base/die.h"
#include "model/train/examples.h"
#include "model/train/table.h"

enum { TURN_TIMES = 64 }; /* how often one counts as met */

/* Who told the labels may have passed over a mood. */
#define MOODS \
	(HEAD_BIT(positive) | HEAD_BIT(negative) | HEAD_BIT(anger) | \
	    HEAD_BIT(anxiety) | HEAD_BIT(urgency))

/* The first of names with commas between, which goes. */
static struct str
take_name(struct str *names)
{
	struct str one = *names;

	one.n = 0;
	while (one.n < names->n && one.p[one.n] != ',')
		one.n++;
	names->p += one.n;
	names->n -= one.n;
	if (names->n) {
		names->p++;
		names->n--;
	}
	return one;
}

/* A bit for each head that is named. */
static uint32_t
read_labels(struct str labels)
{
	uint32_t told = 0;

	if (str_eq(labels, STR("none")))
		return 0;
	while (labels.n) {
		size_t h = head_named(take_name(&labels));

		if (h == N_HEADS)
			die("turns: a label that no head has");
		told |= 1u << h;
	}
	return told;
}

static void
label_turn(struct example *x, uint32_t told)
{
	x->times = TURN_TIMES;
	for (size_t h = 0; h < N_HEADS; h++) {
		if (told >> h & 1)
			x->label[h] = 1;
		else if ((CUSTOMER_HEADS & ~MOODS) >> h & 1)
			x->label[h] = 0;
	}
	if (told & (HEAD_BIT(anger) | HEAD_BIT(negative)))
		x->label[HEAD_positive] = 0;
	examples_silent(x, MOODS & ~told);
}

static void
add_turns(struct examples *e, const char *folder, const char *name)
{
	struct table t;
	size_t labels, language, text;

	table_read(&t, folder, name, e->arena);
	labels = table_column(&t, "labels");
	language = table_column(&t, "language");
	text = table_column(&t, "text");
	for (size_t i = 0; i < t.n_rows; i++) {
		struct str words = table_cell(&t, i, text);
		struct example *x = examples_add(e, words,
		    arena_cstr(e->arena, table_cell(&t, i, language)), false,
		    "turns", examples_by_hash(words));

		if (x)
			label_turn(x, read_labels(table_cell(&t, i, labels)));
	}
}

void
sources_turns(struct examples *e, const char *folder)
{
	add_turns(e, folder, "turns.tsv");
	add_turns(e, folder, "turns-quiet.tsv");
}
