#include <math.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/die.h"
#include "json/json.h"
#include "rules/rules.h"

/*
 * rules FILE: print what was understood of a rules file as JSON, or die as
 * the commands do.  Without a file it checks itself on a small one.
 */
static const struct str signal_names[] = { { "human_request", 13 },
	{ "sentiment", 9 }, { "fallbacks", 9 } };
static const struct expr_shape signals = { signal_names, NULL, 3 };
static const struct str facts_names[] = { { "turn", 4 }, { "signals", 7 },
	{ "customer", 8 }, { "channel", 7 } };
static const struct expr_shape *const facts_inner[] = { NULL, &signals, NULL,
	NULL };
static const struct expr_shape facts = { facts_names, facts_inner, 4 };

static void
put_string(struct buf *b, const char *name, struct str s)
{
	buf_printf(b, ",\"%s\":", name);
	json_put_string(b, s);
}

static void
put_number(struct buf *b, const char *name, double x)
{
	buf_printf(b, ",\"%s\":", name);
	json_put_number(b, x);
}

static void
put_rule(struct buf *b, const struct rule *r)
{
	static const char *const actions[] = { "escalate", "watch", "hold",
		"clarify", "suppress" };

	buf_cstr(b, "{\"id\":");
	json_put_string(b, r->id);
	put_string(b, "when", r->when_text);
	put_string(b, "then", str_of(actions[r->then]));
	put_number(b, "priority", r->priority);
	buf_printf(b, ",\"hard\":%s,\"turns\":%u", r->hard ? "true" : "false",
	    r->turns);
	put_string(b, "suppress", r->suppress);
	put_string(b, "queue", r->queue);
	put_string(b, "reason", r->reason);
	buf_char(b, '}');
}

static void
put_queue(struct buf *b, const struct rule_queue *q)
{
	buf_cstr(b, "{\"name\":");
	json_put_string(b, q->name);
	put_number(b, "priority", q->priority);
	put_number(b, "sla_s", q->sla_s);
	buf_cstr(b, ",\"skills\":[");
	for (size_t i = 0; i < q->n_skills; i++) {
		buf_cstr(b, i ? "," : "");
		json_put_string(b, q->skills[i]);
	}
	buf_char(b, ']');
	put_number(b, "handle_s", q->handle_s);
	put_number(b, "patience_s", q->patience_s);
	buf_char(b, '}');
}

static void
put_rules(struct buf *b, const struct rules *r)
{
	buf_cstr(b, "{\"name\":");
	json_put_string(b, r->name);
	put_number(b, "version", r->version);
	put_string(b, "sha256", str_of(r->sha256));
	put_number(b, "escalate", r->thresholds[THRESHOLD_ESCALATE].value);
	put_number(b, "watch", r->thresholds[THRESHOLD_WATCH].value);
	buf_cstr(b, ",\"rules\":[");
	for (size_t i = 0; i < r->n_rules; i++) {
		buf_cstr(b, i ? "," : "");
		put_rule(b, &r->rules[i]);
	}
	buf_cstr(b, "],\"queues\":[");
	for (size_t i = 0; i < r->n_queues; i++) {
		buf_cstr(b, i ? "," : "");
		put_queue(b, &r->queues[i]);
	}
	buf_cstr(b, "],\"weights\":{");
	for (size_t i = 0; i < r->n_weights; i++) {
		buf_cstr(b, i ? "," : "");
		json_put_string(b, r->weights[i].signal);
		buf_char(b, ':');
		json_put_number(b, r->weights[i].weight);
	}
	buf_cstr(b, "},\"terms\":{");
	for (size_t i = 0; i < r->n_terms; i++) {
		buf_cstr(b, i ? "," : "");
		json_put_string(b, r->terms[i].name);
		buf_char(b, ':');
		json_put_string(b, r->terms[i].file);
	}
	buf_cstr(b, "}}\n");
}

static void
slurp(const char *name, struct buf *b)
{
	FILE *f = fopen(name, "r");
	size_t n;

	if (!f)
		die("%s: cannot be opened", name);
	while ((n = fread(buf_reserve(b, 1 << 16), 1, 1 << 16, f)) > 0)
		b->n += n;
	fclose(f);
}

static int
check_queues(struct arena *run)
{
	struct rules r;

	rules_read(
	    STR("{queues: [{name: \"b\"}, {name: \"a\"}]}"), "self", run, &r);
	if (rules_queue(&r, STR("")) != &r.queues[0] ||
	    rules_queue(&r, STR("a")) != &r.queues[1] ||
	    rules_queue(&r, STR("c"))) {
		puts("rules_queue() finds the wrong queue");
		return NEGATIVE;
	}
	return ALL_GOOD;
}

int
main(int argc, char **argv)
{
	struct buf program_text = { 0 }, out = { 0 };
	struct arena run;
	struct rules r;

	arena_init(&run, 1 << 28);
	if (argc < 2) {
		int status = check_queues(&run);

		arena_free(&run);
		return status;
	}
	slurp(argv[1], &program_text);
	rules_peek_terms(buf_view(&program_text), argv[1], &run, &r);
	rules_read(buf_view(&program_text), argv[1], &run, &r);
	rules_compile(&r, &facts, &run);
	put_rules(&out, &r);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	buf_free(&program_text);
	arena_free(&run);
	return ALL_GOOD;
}
