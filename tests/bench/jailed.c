#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "expr/cell.h"
#include "expr/tree.h"

/*
 * jailed RECORDS	rules that only libjq can run, on conversations of ten
 *			customer turns: in the jail against libjq in-process
 *
 * Both do the same work on the same facts.  What goes over is written within
 * the time of the jail only.
 */
enum { TURNS = 10, SIGNALS = 40, RULES = 3, ROUNDS = 200 };

static const char *const texts[RULES] = {
	"label $out | [.history[]?.text | length] | add > 300",
	".turn.text | test(\"\\\\b(agent|human)\\\\b\"; \"i\")",
	"try (.signals.s3 > 0.5 and .signals.s7 < .signals.s9) catch false",
};

struct bench {
	struct expr_shape signals, facts;
	const struct expr_shape *inner[4];
	struct str names[SIGNALS], top_names[4];
	struct expr_value values[SIGNALS], top[4], turns[TURNS];
	struct expr_record inside, record;
	struct expr_list past;
	struct json j;
	char text[8192];
};

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
make(struct bench *b)
{
	static char names[SIGNALS][8];
	struct buf text = { 0 };
	struct fault f;
	uint32_t at;

	for (size_t i = 0; i < SIGNALS; i++) {
		snprintf(names[i], sizeof(names[i]), "s%zu", i);
		b->names[i] = str_of(names[i]);
	}
	b->top_names[0] = STR("signals");
	b->top_names[1] = STR("turn");
	b->top_names[2] = STR("history");
	b->top_names[3] = STR("channel");
	b->signals = (struct expr_shape){ b->names, NULL, SIGNALS };
	b->inner[0] = &b->signals;
	b->facts = (struct expr_shape){ b->top_names, b->inner, 4 };
	b->inside = (struct expr_record){ &b->signals, b->values };
	b->record = (struct expr_record){ &b->facts, b->top };
	for (int i = 0; i < TURNS; i++)
		buf_printf(&text,
		    "%c{\"role\":\"customer\",\"text\":\"I would like to ask "
		    "about bill number %d, please\",\"at\":\"2026-03-01T09:00:"
		    "0%dZ\"}",
		    i ? ',' : '[', i, i);
	buf_char(&text, ']');
	memcpy(b->text, text.p, text.n);
	json_init(&b->j);
	if (!json_index(&b->j, (struct str){ b->text, text.n }, &f))
		die("the conversation is not JSON");
	at = json_first(&b->j, 0);
	for (int i = 0; i < TURNS; i++, at = json_after(&b->j, 0, at))
		b->turns[i] = expr_json(&b->j, at);
	buf_free(&text);
}

static struct expr_value
facts_at(struct bench *b, size_t record, size_t turn)
{
	for (size_t i = 0; i < SIGNALS; i++)
		b->values[i] = expr_num(
		    (double)((record * 31 + turn * 7 + i) % 100) / 100);
	b->past = (struct expr_list){ b->turns, turn };
	b->top[0] = expr_object(&b->inside);
	b->top[1] = b->turns[turn];
	b->top[2] = expr_array(&b->past);
	b->top[3] = expr_str(STR("web"));
	return expr_object(&b->record);
}

static double
in_jail(struct bench *b, struct expr_jail *jail, const struct expr *const *all,
    size_t records, size_t *yes)
{
	struct expr_batch *batch = expr_batch_new(jail);
	uint8_t answers[TURNS * RULES];
	double from = seconds();

	for (size_t i = 0; i < records; i++) {
		expr_batch_start(batch);
		for (size_t k = 0; k < TURNS; k++)
			expr_batch_step(batch, facts_at(b, i, k));
		expr_batch_ask(batch, all, RULES, answers);
		for (size_t k = 0; k < sizeof(answers); k++)
			*yes += answers[k] == EXPR_YES;
	}
	from = seconds() - from;
	expr_batch_free(batch);
	return from;
}

static double
in_process(struct bench *b, struct cell *cell, size_t records, size_t *yes)
{
	uint32_t programs[RULES] = { 0, 1, 2 };
	char reply[TURNS * RULES + sizeof(struct cell_refusal)];
	struct slot *nobody = calloc(1, 4096);
	struct jail_work w = {
		.reply = reply, .room = sizeof(reply), .slot = nobody
	};
	struct buf request = { 0 };
	struct wire wire;
	double sum = 0, from;

	wire_init(&wire, &cell->shapes);
	for (size_t i = 0; i < records; i++) {
		wire_start(&wire);
		for (size_t k = 0; k < TURNS; k++) {
			struct expr_value v = facts_at(b, i, k);

			wire_step(&wire, &v);
		}
		wire_finish(&wire);
		wire_request(&wire, WANT_TRUTH, programs, RULES, &request);
		w.request = buf_view(&request);
		from = seconds();
		cell_serve(cell, &w);
		sum += seconds() - from;
		for (size_t k = 0; k < TURNS * RULES; k++)
			*yes += reply[k] == EXPR_YES;
	}
	wire_free(&wire);
	buf_free(&request);
	free(nobody);
	return sum;
}

int
main(int argc, char **argv)
{
	static struct bench b;
	size_t records = argc > 1 ? (size_t)atol(argv[1]) : 10000, wrong;
	size_t yes[2] = { 0 };
	struct expr_jail_opts usual = { .slots = 1 };
	const struct expr *all[RULES];
	struct expr_jail *jail;
	struct expr_error err;
	struct str programs[RULES];
	const struct expr_shape *shapes[2];
	struct cell cell = { programs, RULES, { shapes, 2 }, NULL };
	char reply[sizeof(struct cell_refusal)];
	struct slot *nobody = calloc(1, 4096);
	struct jail_work w = { .reply = reply, .slot = nobody };
	double best[2] = { 1e9, 1e9 }, t;
	struct arena run;

	make(&b);
	arena_init(&run, 1 << 28);
	for (size_t i = 0; i < RULES; i++) {
		programs[i] = str_of(texts[i]);
		all[i] = expr_compile(programs[i], &b.facts, &run, &err);
		if (!all[i] || !expr_jailed(all[i]))
			die("rule %zu is not for the jail", i);
	}
	if (!expr_jail_open(&jail, all, RULES, &usual, &wrong, &err))
		die("rule %zu: %s", wrong, err.detail);
	shapes[0] = &b.facts;
	shapes[1] = &b.signals;
	cell_init(&cell, &w);
	for (int round = 0; round < ROUNDS; round++) {
		t = in_jail(&b, jail, all, records / ROUNDS, &yes[0]);
		best[0] = t < best[0] ? t : best[0];
		t = in_process(&b, &cell, records / ROUNDS, &yes[1]);
		best[1] = t < best[1] ? t : best[1];
	}
	if (yes[0] != yes[1])
		die("%zu answers against %zu", yes[0], yes[1]);
	printf("jailed rules: %.1f us a conversation, libjq in-process %.1f: "
	       "%+.1f %%\n",
	    best[0] * 1e6 * ROUNDS / (double)records,
	    best[1] * 1e6 * ROUNDS / (double)records,
	    100 * (best[0] / best[1] - 1));
	expr_jail_close(jail);
	arena_free(&run);
	free(nobody);
	return 0;
}
