/*
 * train-picks OUT - learn which sentences an agent has to know
 *
 * Reads conversations that hoff-score and hoff-redact have seen from standard
 * input, each with a member "picks": the sentences, as "TURN.SENTENCE", that
 * people marked: must, good (half as much), want, bot.  Writes the weights to
 * OUT as a header, and prints how well they do on parts of the conversations
 * that they were not learned from.  The same data give the same bytes.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/embed.h"
#include "packet/pick.h"
#include "stream/stream.h"

EMBED(embed_packet_gist_lists);

enum {
	CEILING = 512 << 20,
	FILE_CEILING = 64 << 20,
	FOLDS = 5,
	ROUNDS = 4000,
	TOLD = 3, /* sentences that are counted as told, in the report */
};

#define PULL 20.0 /* of the weights towards 0 */
#define HALF 0.5

struct row {
	double x[N_PICK_FEATURES];
	double y;
	size_t conversation;
};

/* The sentences of one head. */
struct lesson {
	struct row *rows;
	size_t n, room;
};

struct school {
	const struct packet_plan *plan;
	struct gist_seeker *gist;
	struct arena scratch;
	struct json json;
	struct buf text;
	struct lesson lessons[N_PICK_HEADS];
	size_t conversations;
};

static bool
is_in(const struct json *j, uint32_t list, struct str name)
{
	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i))
		if (str_eq(json_raw(j, i), name))
			return true;
	return false;
}

static void
add(struct lesson *l, const struct pick_walk *w, double y, size_t conversation)
{
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : 1024;
		l->rows = realloc(l->rows, l->room * sizeof(*l->rows));
		if (!l->rows)
			die_of_memory();
	}
	memset(l->rows[l->n].x, 0, sizeof(l->rows[l->n].x));
	for (size_t i = 0; i < w->n_has; i++)
		l->rows[l->n].x[w->has[i]] = 1;
	l->rows[l->n].x[PICK_IS_LONG_WORDS] = w->long_words;
	l->rows[l->n].y = y;
	l->rows[l->n++].conversation = conversation;
}

static void
learn_from(struct school *k, const struct sketch *s, enum role role)
{
	static const char *const members[] = { "must", "good", "want", "bot" };
	const struct json *j = s->c->json;
	uint32_t picks = json_get(j, 0, STR("picks")), lists[4];
	struct pick_walk w;

	for (size_t i = 0; i < 4; i++)
		lists[i] = json_get(j, picks, str_of(members[i]));
	pick_begin(s, role, &w);
	while (pick_next(s, &w)) {
		char name[32];
		struct str in;

		snprintf(name, sizeof(name), "\"%zu.%zu\"", w.turn,
		    w.piece.sentence);
		in = str_of(name);
		if (role == ROLE_BOT) {
			add(&k->lessons[PICK_BOT], &w, is_in(j, lists[3], in),
			    k->conversations);
			continue;
		}
		add(&k->lessons[PICK_MATTER], &w,
		    is_in(j, lists[0], in)   ? 1
		    : is_in(j, lists[1], in) ? HALF
					     : 0,
		    k->conversations);
		add(&k->lessons[PICK_WISH], &w, is_in(j, lists[2], in),
		    k->conversations);
	}
}

static void
read_conversation(struct school *k, struct str line)
{
	struct conv c;
	struct fault f;
	struct sketch s = { .plan = k->plan,
		.c = &c,
		.scratch = &k->scratch,
		.gist = k->gist };

	arena_reset(&k->scratch);
	buf_clear(&k->text);
	buf_str(&k->text, line);
	memset(buf_reserve(&k->text, JSON_PADDING), 0, JSON_PADDING);
	if (!json_index(&k->json, buf_view(&k->text), &f) ||
	    !conv_parse(&k->json, &k->scratch, &c, &f) || !sketch_begin(&s, &f))
		die("conversation %zu: cannot be read", k->conversations + 1);
	if (!s.needed || !json_get(&k->json, 0, STR("picks")))
		return;
	learn_from(k, &s, ROLE_CUSTOMER);
	learn_from(k, &s, ROLE_BOT);
	k->conversations++;
}

static bool
is_of_fold(const struct row *r, size_t fold)
{
	return r->conversation % FOLDS == fold;
}

static double
probability(const double *weights, const double *x)
{
	double sum = 0;

	for (size_t i = 0; i < N_PICK_FEATURES; i++)
		sum += weights[i] * x[i];
	return 1 / (1 + exp(-sum));
}

/* Gradient descent with a step that shrinks where it went too far. */
static void
fit(const struct lesson *l, size_t but, double *weights)
{
	double step = 1e-2, last = INFINITY;
	double old[N_PICK_FEATURES], slope[N_PICK_FEATURES];

	memset(weights, 0, N_PICK_FEATURES * sizeof(*weights));
	memset(old, 0, sizeof(old));
	for (size_t round = 0; round < ROUNDS; round++) {
		double loss = 0;

		for (size_t i = 0; i < N_PICK_FEATURES; i++) {
			slope[i] = PULL * weights[i];
			loss += PULL / 2 * weights[i] * weights[i];
		}
		for (size_t r = 0; r < l->n; r++) {
			const struct row *row = &l->rows[r];
			double p;

			if (is_of_fold(row, but))
				continue;
			p = probability(weights, row->x);
			loss -= row->y * log(p + 1e-12) +
				(1 - row->y) * log(1 - p + 1e-12);
			for (size_t i = 0; i < N_PICK_FEATURES; i++)
				slope[i] += (p - row->y) * row->x[i];
		}
		if (loss > last) {
			memcpy(weights, old, sizeof(old));
			step /= 2;
			last = INFINITY;
			continue;
		}
		last = loss;
		memcpy(old, weights, sizeof(old));
		for (size_t i = 0; i < N_PICK_FEATURES; i++)
			weights[i] -= step * slope[i];
		step *= 1.05;
	}
	memcpy(weights, old, sizeof(old));
}

/* Of the marked sentences of conversations that were not learned from, how many
 * are the surest of theirs, among the two surest, and so on. */
static void
measure(const struct lesson *l, double found[static TOLD])
{
	size_t marked = 0, hits[TOLD] = { 0 };
	double weights[N_PICK_FEATURES];

	for (size_t fold = 0; fold < FOLDS; fold++) {
		fit(l, fold, weights);
		for (size_t a = 0; a < l->n; a++) {
			const struct row *row = &l->rows[a];
			double p = probability(weights, row->x);
			size_t before = 0;

			if (!is_of_fold(row, fold) || row->y < 1)
				continue;
			for (size_t b = 0; b < l->n; b++)
				before +=
				    l->rows[b].conversation ==
					row->conversation &&
				    probability(weights, l->rows[b].x) > p;
			marked++;
			for (size_t k = before; k < TOLD; k++)
				hits[k]++;
		}
	}
	for (size_t k = 0; k < TOLD; k++)
		found[k] = marked ? (double)hits[k] / (double)marked : NAN;
}

static void
write_weights(const char *name, double weights[][N_PICK_FEATURES])
{
	FILE *f = fopen(name, "w");

	if (!f)
		die("%s: cannot be written", name);
	fprintf(f, "#ifndef PACKET_PICK_WEIGHTS_H\n#define "
		   "PACKET_PICK_WEIGHTS_H\n\n/* Written by `make picks`. "
		   "*/\n/* clang-format off */\nstatic const double "
		   "pick_weights[N_PICK_HEADS][N_PICK_FEATURES] = {\n");
	for (size_t h = 0; h < N_PICK_HEADS; h++) {
		fprintf(f, "\t{\n");
		for (size_t i = 0; i < N_PICK_FEATURES; i++)
			fprintf(f, "\t\t%.2f, /* %s */\n", weights[h][i],
			    pick_feature_name(i));
		fprintf(f, "\t},\n");
	}
	fprintf(f, "};\n\n#endif\n");
	if (fclose(f) != 0)
		die("%s: cannot be written", name);
}

static void
teach(struct school *k, const char *out)
{
	static const char *const names[] = { "what is the matter",
		"what is wished", "what the bot said" };
	double weights[N_PICK_HEADS][N_PICK_FEATURES], found[TOLD];

	printf("%zu conversations\n", k->conversations);
	for (size_t h = 0; h < N_PICK_HEADS; h++) {
		const struct lesson *l = &k->lessons[h];

		fit(l, FOLDS, weights[h]);
		printf("%s: %zu sentences; of those marked, of conversations "
		       "not learned from,",
		    names[h], l->n);
		measure(l, found);
		for (size_t told = 0; told < TOLD; told++)
			printf(" %.3f", found[told]);
		printf(" are the first, the first two, the first three\n");
	}
	write_weights(out, weights);
}

int
main(int argc, char **argv)
{
	struct packet_plan plan = { .o.unredacted = true };
	struct packet_file gist = { "gist", STR(""),
		EMBEDDED(embed_packet_gist_lists) };
	struct school k = { .plan = &plan };
	struct arena run;
	struct str text;

	if (argc != 2)
		die("usage: train-picks OUT <CONVERSATIONS");
	arena_init(&run, CEILING);
	arena_init(&k.scratch, CEILING);
	json_init(&k.json);
	plan.crisis = rules_usual_crisis();
	plan.gist = gist_terms(gist, &run);
	k.gist = gist_seeker_new(plan.gist);
	text = stream_slurp("/dev/stdin", FILE_CEILING, &run);
	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;

		if (n)
			read_conversation(&k, (struct str){ text.p, n });
		text.p += n + (end != NULL);
		text.n -= n + (end != NULL);
	}
	teach(&k, argv[1]);
	return 0;
}
