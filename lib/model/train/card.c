/* The model card: every number in it comes from the training run. */

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "model/train/training.h"

/* Scores of one head on what it is measured on. */
enum view { VIEW_TERMS, VIEW_MODEL, VIEW_APART, VIEW_BOTH };

static double
view_score(const struct training *t, size_t i, size_t head, enum view v)
{
	const double *scores = v == VIEW_APART ? t->apart : t->scores;

	switch (v) {
	case VIEW_TERMS:
		return (double)t->examples->items[i].terms[head];
	case VIEW_MODEL:
	case VIEW_APART:
		return 1 / (1 + exp(-model_log_odds(&t->heads[head],
				    scores[i * N_HEADS + head])));
	default:
		return training_both(t, &t->examples->items[i],
		    training_score(t, i, head), head);
	}
}

/* What is taken: a head's labelled texts of the report part; of one source
 * or language where these are given. */
struct choice {
	size_t head;
	int source;	      /* -1: all */
	const char *language; /* NULL: all */
};

static size_t
take(const struct training *t, const struct choice *c, enum view v,
    struct judged *items)
{
	const struct examples *e = t->examples;
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (x->part != PART_REPORT ||
		    x->label[c->head] == LABEL_UNKNOWN ||
		    (v == VIEW_APART && !training_tells(x, c->head)) ||
		    (c->source >= 0 && x->source != (uint32_t)c->source) ||
		    (c->language && strcmp(x->language, c->language) != 0))
			continue;
		items[n++] = (struct judged){ view_score(t, i, c->head, v),
			(uint8_t)x->label[c->head] };
	}
	return n;
}

static void
put_ratio(struct buf *out, double x)
{
	if (isnan(x))
		buf_cstr(out, " - |");
	else
		buf_printf(out, " %.3f |", x);
}

static void
put_measures(struct buf *out, const struct measures *m)
{
	put_ratio(out, m->auc);
	put_ratio(out, m->ap);
	put_ratio(out, m->precision);
	put_ratio(out, m->recall);
	put_ratio(out, m->f1);
}

static struct judged *
new_items(const struct training *t)
{
	struct judged *items = calloc(t->examples->n, sizeof(*items));

	if (!items)
		die_of_memory();
	return items;
}

static void
put_counts(const struct training *t, struct buf *out)
{
	const struct examples *e = t->examples;

	buf_cstr(out,
	    "| head | a 1 means | trained on, 1 | 0 | calibrated on, 1 | 0 | "
	    "measured on, 1 | 0 | slope | offset | floor | brief | doubt "
	    "|\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t h = 0; h < N_HEADS; h++) {
		size_t n[N_PARTS][2] = { { 0 } };

		for (size_t i = 0; i < e->n; i++)
			if (e->items[i].label[h] != LABEL_UNKNOWN)
				n[e->items[i].part][e->items[i].label[h]]++;
		buf_printf(out, "| %s | %s |", head_names[h], head_meanings[h]);
		for (size_t p = 0; p < N_PARTS; p++)
			buf_printf(out, " %zu | %zu |", n[p][1], n[p][0]);
		buf_printf(out, " %.3f | %.3f | %.3f | %g | %g |\n",
		    t->heads[h].slope, t->heads[h].offset, t->heads[h].floor,
		    t->heads[h].brief, t->heads[h].doubt);
	}
}

static void
put_heads(const struct training *t, struct buf *out)
{
	struct judged *items = new_items(t);

	buf_cstr(out,
	    "| head | texts | 1 | always-yes F1 | by | AUC | AP | P | R | F1 "
	    "|\n|---|--:|--:|--:|---|--:|--:|--:|--:|--:|\n");
	for (size_t h = 0; h < N_HEADS; h++)
		for (enum view v = VIEW_TERMS; v <= VIEW_BOTH; v++) {
			static const char *const names[] = { "terms", "model",
				"apart", "both" };
			struct choice c = { h, -1, NULL };
			size_t n = take(t, &c, v, items);
			struct measures m = measure(items, n);
			double share = (double)m.yes / (double)n;

			if (v == VIEW_APART && head_shares[h] == 0)
				continue;
			buf_printf(out, "| %s | %zu | %zu | %.3f | %s |",
			    head_names[h], n, m.yes, 2 * share / (1 + share),
			    names[v]);
			put_measures(out, &m);
			buf_char(out, '\n');
		}
	free(items);
}

static void
put_sources(const struct training *t, struct buf *out)
{
	struct judged *items = new_items(t);

	buf_cstr(out,
	    "| head | source | texts | 1 | alarms | AUC | AP | P | R | F1 "
	    "|\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t h = 0; h < N_HEADS; h++)
		for (size_t s = 0; s < t->examples->n_sources; s++) {
			struct choice c = { h, (int)s, NULL };
			size_t n = take(t, &c, VIEW_BOTH, items);
			struct measures m = measure(items, n);

			if (m.yes == 0)
				continue;
			buf_printf(out, "| %s | %s | %zu | %zu | %zu |",
			    head_names[h], t->examples->sources[s], n, m.yes,
			    m.alarms);
			put_measures(out, &m);
			buf_char(out, '\n');
		}
	free(items);
}

static void
put_languages(const struct training *t, struct buf *out)
{
	static const char *const languages[] = { "en", "de", "es", "fr", "it",
		"nl", "pt", "zh" };
	struct judged *items = new_items(t);

	buf_cstr(out,
	    "| head | language | texts | 1 | AUC | AP | P | R | F1 |\n"
	    "|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t h = 0; h < N_HEADS; h++)
		for (size_t l = 0; l < sizeof(languages) / sizeof(*languages);
		     l++) {
			struct choice c = { h, -1, languages[l] };
			size_t n = take(t, &c, VIEW_MODEL, items);
			struct measures m = measure(items, n);

			if (m.yes < 10)
				continue;
			buf_printf(out, "| %s | %s | %zu | %zu |",
			    head_names[h], languages[l], n, m.yes);
			put_measures(out, &m);
			buf_char(out, '\n');
		}
	free(items);
}

/* Of the model alone, or apart. */
static void
put_reliability(const struct training *t, enum view v, struct buf *out)
{
	static const double edges[] = { 0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1 };
	enum { BINS = sizeof(edges) / sizeof(*edges) - 1 };
	struct judged *items = new_items(t);

	buf_cstr(out, "| head |");
	for (size_t k = 0; k < BINS; k++)
		buf_printf(out, " %g-%g |", edges[k], edges[k + 1]);
	buf_cstr(out, "\n|---|");
	for (size_t k = 0; k < BINS; k++)
		buf_cstr(out, "--:|");
	buf_char(out, '\n');
	for (size_t h = 0; h < N_HEADS; h++) {
		struct choice c = { h, -1, NULL };
		size_t n = take(t, &c, v, items);
		double share = v == VIEW_APART ? head_shares[h] : 0;

		if (v == VIEW_APART && share == 0)
			continue;
		buf_printf(out, "| %s |", head_names[h]);
		for (size_t k = 0; k < BINS; k++) {
			struct bin b = measure_bin(
			    items, n, share, edges[k], edges[k + 1]);

			if (b.n)
				buf_printf(out, " %.2f: %.2f (%zu) |", b.mean,
				    b.share, b.n);
			else
				buf_cstr(out, " - |");
		}
		buf_char(out, '\n');
	}
	free(items);
}

static void
put_everyday(const struct training *t, struct buf *out)
{
	const struct examples *e = t->examples;

	buf_cstr(out,
	    "| head | turns | terms 0.5 | both 0.5 | terms 0.8 | both 0.8 "
	    "|\n|---|--:|--:|--:|--:|--:|\n");
	for (size_t h = 0; h < N_HEADS; h++) {
		size_t n = 0, alarms[4] = { 0 };

		if (BOT_HEADS >> h & 1)
			continue;
		for (size_t i = 0; i < e->n; i++) {
			double terms, both;
			size_t times;

			if (!e->items[i].everyday ||
			    e->items[i].part != PART_REPORT)
				continue;
			terms = view_score(t, i, h, VIEW_TERMS);
			both = view_score(t, i, h, VIEW_BOTH);
			times = e->items[i].times;
			n += times;
			alarms[0] += times * (terms >= 0.5);
			alarms[1] += times * (both >= 0.5);
			alarms[2] += times * (terms >= 0.8);
			alarms[3] += times * (both >= 0.8);
		}
		buf_printf(out, "| %s | %zu |", head_names[h], n);
		for (size_t k = 0; k < 4; k++)
			buf_printf(out, " %zu |", alarms[k]);
		buf_char(out, '\n');
	}
}

static void
put_failures(struct buf *out)
{
	buf_cstr(out,
	    "\n### Known failures\n\n"
	    "- Words that lists use for harm, in plain sentences: \"just me, "
	    "myself and I\", \"I will be walking\" may look like self-harm "
	    "or violence.\n"
	    "- Irony, quotations and what is said about others are not "
	    "understood; neither is anything that only earlier turns "
	    "explain.\n"
	    "- Feelings were learnt from forum comments: strong likes and "
	    "dislikes (\"I hate snow\") pass for anger.\n"
	    "- Languages other than English are known from the lists' phrases "
	    "and lessons of our own, Swedish and Polish from a hundred lines: "
	    "expect less there.\n"
	    "- Where the lists found what a head means and a negator before "
	    "it, the model does not speak: a danger denied in other words is "
	    "missed.\n");
}

void
card_write(const struct training *t, struct buf *out)
{
	buf_printf(out,
	    "# The built-in model of hoff-score\n\n"
	    "Linear heads over hashed words, pairs of words and runs of three "
	    "to five characters, in 8-bit weights. They add to the term lists "
	    "what those do not spell out: other wordings and typing slips. "
	    "A turn is read by itself; nothing is learnt from the logs that "
	    "hoff reads.\n\n"
	    "## Use\n\n"
	    "For counting, sorting and replaying conversations offline, with "
	    "a person deciding what follows. Not for deciding about a "
	    "customer, and not for finding out who somebody is or how they "
	    "are. A safety head that is silent proves nothing.\n\n"
	    "## Data\n\n"
	    "Public sets, split as their authors split them, else one text in "
	    "ten by its hash for development; of development texts one half, "
	    "by hash, is left to the calibration and the other half is "
	    "measured on. No text is in two parts. Positive texts of "
	    "urgency, self_harm, violence, medical, hazard, legal, privacy, "
	    "vulnerable and, but for a few, payment are the phrases of our "
	    "own term lists, alone, inside everyday turns and misspelt: weak "
	    "labels, of which the measures below say only that phrases that "
	    "were left out are found. Turns of task dialogues count as a 0 "
	    "where the lists find nothing. Lines of our own "
	    "(lib/model/train/lessons.tsv) stand for wordings that public "
	    "sets lack, and for sentences in which words of harm mean none, a "
	    "0 of all but feelings, and of some of those too; those made from "
	    "one line are on one side of each split. Turns of our own "
	    "(lib/model/train/turns.tsv, turns-quiet.tsv), written as "
	    "customers of many kinds write and speak, have all their labels. "
	    "Turns of ConvAbuse count "
	    "as met %d times: they are real users'.\n\n",
	    ABUSE_TIMES);
	put_counts(t, out);
	buf_printf(out,
	    "\nTrained by liblinear, logistic regression (dual), C %g, runs "
	    "of characters weighing %g; a turn met often in dialogues is "
	    "learnt "
	    "1 + log2(times) times. p = 1 / (1 + e^-(slope x score + "
	    "offset)); a p below the floor is drawn out over the numbers "
	    "under %g, where it ranks and decides nothing; the floor is %g or "
	    "what one everyday turn in %g reaches, in %g for what is felt and "
	    "often said, or %d turns (of sentiment %g). On turns of fewer than "
	    "%d words p "
	    "counts %g; but for sentiment, and for heads of which at least "
	    "%g of what they name on short turns for calibration, of two "
	    "words and more, is right where p counts as much as brief says. "
	    "Where the language is not "
	    "one of the lessons', where the lists find a person or a bot that "
	    "is only spoken of and p of human_request is not high, and for "
	    "child on a short turn, p leaves a trace; where they find a "
	    "counter-term or a denial of more than weak words, nothing. A "
	    "signal is the greater of terms "
	    "and p, or half of terms where a head with a doubt of %g has a "
	    "lower p on a turn that is not short; sentiment is terms + %g x (1 "
	    "- |terms|) x (p of positive "
	    "- p of negative).\n\n"
	    "Sources:\n\n",
	    COST, RUNS, LEAST, LEAST, 1 / RARE, 1 / OFTEN, FEW, FELT, WORDS,
	    SHORT, SURE, DOUBTS, MOOD);
	buf_str(out, t->model.attribution);
	buf_cstr(out,
	    "\n## Measures\n\nOn texts neither trained nor calibrated on. "
	    "P, R and F1 at 0.5; model: its p on texts of any length; both: "
	    "what hoff-score makes of it; always-yes is the trivial baseline, "
	    "and its "
	    "AP is the share of 1s.\n\n");
	put_heads(t, out);
	buf_cstr(out, "\n### By source (both)\n\n");
	put_sources(t, out);
	buf_cstr(out, "\n### By language (the model alone)\n\n");
	put_languages(t, out);
	buf_cstr(out,
	    "\n### Reliability: mean p, share of 1s, (texts)\n\n"
	    "Of the texts measured on, as frequent as they are there.\n\n");
	put_reliability(t, VIEW_MODEL, out);
	buf_printf(out,
	    "\nApart: what the calibration is for. Texts measured on in which "
	    "the lists find nothing, by models that learnt nothing from their "
	    "sources, weighed so that %g of them are a 1, of dangers %g, of "
	    "negative_feedback and abuse %g, of anger and anxiety %g.\n\n",
	    APART, APART_GRAVE, APART_OFTEN, APART_FELT);
	put_reliability(t, VIEW_APART, out);
	buf_cstr(out,
	    "\n### Alarms on everyday turns\n\nTurns of customers in task "
	    "dialogues that nobody looked at; some of the alarms are right."
	    "\n\n");
	put_everyday(t, out);
	put_failures(out);
	card_sentences(t, out);
	card_swaps(t, out);
}
