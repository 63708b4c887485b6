#include "score/score.h"

#include <math.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "json/json.h"
#include "score/judge.h"

enum { DEADLINE_MS = 200 };

static void
set_weights(struct score_plan *p, struct arena *run)
{
	struct rules *r = &p->rules;

	for (size_t i = 0; i < r->n_weights; i++) {
		const struct rule_weight *w = &r->weights[i];
		size_t slot = slots_find(&p->slots, w->signal);
		double x = quantise(w->weight);

		if (str_eq(w->signal, STR("bias")))
			p->slots.bias = x;
		else if (slot == SLOT_READINESS || slot == p->slots.n)
			rules_wrong(r, w->at, run,
			    "weights: there is no signal \"%.*s\"",
			    STR_ARG(w->signal));
		else
			p->slots.info[slot].weight = x;
	}
}

static bool
is_word(char c)
{
	return is_alnum(c) || c == '_';
}

/* `when` names the path and nothing longer. */
static bool
names_signal(struct str when, struct str path)
{
	static const char prefix[] = ".signals.";
	size_t n = sizeof(prefix) - 1;

	for (size_t i = 0; i + n + path.n <= when.n; i++) {
		const char *after = when.p + i + n + path.n;

		if (memcmp(when.p + i, prefix, n) == 0 &&
		    memcmp(when.p + i + n, path.p, path.n) == 0 &&
		    (after == when.p + when.n || !is_word(*after)))
			return true;
	}
	return false;
}

static void
look_around(struct score_plan *p, const struct rule *r)
{
	const struct expr *both[] = { r->when, r->until };

	for (size_t i = 0; i < 2 && both[i]; i++) {
		p->looks_back |= expr_reads(both[i], STR("history"));
		p->looks_at_turn |= expr_reads(both[i], STR("turn"));
		p->looks_at_clock |= expr_reads(both[i], STR("local_time"));
		p->looks_at_thresholds |=
		    expr_reads(both[i], STR("thresholds"));
	}
}

/* Where a rule reaches the signals in another way, all are its evidence. */
static void
find_signals(struct score_plan *p, struct arena *run)
{
	const struct rules *r = &p->rules;
	size_t n = p->slots.n;

	p->looks_at = arena_zalloc(run, r->n_rules * n + 1);
	for (size_t i = 0; i < r->n_rules; i++) {
		struct str when = r->rules[i].when_text;
		bool found = false;

		for (size_t k = 0; k < n; k++)
			if (names_signal(when, p->slots.info[k].path)) {
				p->looks_at[i * n + k] = true;
				found = true;
			}
		if (!found && expr_reads(r->rules[i].when, STR("signals")))
			memset(p->looks_at + i * n, true, n);
		look_around(p, &r->rules[i]);
	}
}

static void
find_suppressed(struct score_plan *p, struct arena *run)
{
	const struct rules *r = &p->rules;

	p->suppressed =
	    arena_array(run, r->n_rules + 1, sizeof(*p->suppressed));
	for (size_t i = 0; i < r->n_rules; i++)
		p->suppressed[i] = rules_find(r, r->rules[i].suppress);
}

static void
open_jail(
    struct score_plan *p, const struct score_limits *limits, struct arena *run)
{
	struct expr_jail_opts o = { 0 };
	struct rules *r = &p->rules;
	struct expr_error err;
	size_t n = r->n_rules, wrong;

	if (limits)
		o = (struct expr_jail_opts){ limits->threads,
			limits->deadline_ms, limits->budget_s };
	p->whens = arena_array(run, 2 * n + 1, sizeof(*p->whens));
	for (size_t i = 0; i < n; i++) {
		p->whens[i] = r->rules[i].when;
		p->whens[n + i] = r->rules[i].until;
	}
	if (!expr_jail_open(&p->jail, p->whens, 2 * n, &o, &wrong, &err))
		rules_refuse(r, wrong % n, wrong >= n, &err, run);
	p->deadline_ms = o.deadline_ms ? o.deadline_ms : DEADLINE_MS;
	p->told = arena_zalloc(
	    run, (r->n_rules * N_EXPR_ANSWERS + 1) * sizeof(*p->told));
}

static struct str
write_why(struct str why, struct buf *b, struct arena *run)
{
	buf_cstr(b, ",\"reason\":");
	json_put_string(b, why);
	buf_cstr(b, ",\"evidence\":[");
	return keep_text(b, run);
}

/* Why, with the question where the bot is to ask first. */
static struct str
ask_first(struct str why, struct str question, struct buf *b, struct arena *run)
{
	buf_str(b, why);
	buf_cstr(b, " (The bot should ask first");
	if (question.n)
		buf_cstr(b, ": ");
	buf_str(b, question);
	buf_cstr(b, question.n ? ")" : ".)");
	return keep_text(b, run);
}

static struct reason_text
write_reason(struct str id, struct str why, struct str question, struct buf *b,
    struct arena *run)
{
	struct reason_text r;

	buf_cstr(b, "{\"rule\":");
	json_put_string(b, id);
	buf_cstr(b, ",\"turn\":");
	r.head = keep_text(b, run);
	r.plain = write_why(why, b, run);
	r.asking = write_why(ask_first(why, question, b, run), b, run);
	return r;
}

static void
write_reasons(struct score_plan *p, struct arena *run)
{
	size_t n = p->rules.n_rules;
	struct buf b = { 0 };

	p->reasons = arena_array(run, n + 1, sizeof(*p->reasons));
	for (size_t i = 0; i < n; i++) {
		const struct rule *r = &p->rules.rules[i];

		p->reasons[i] = write_reason(r->id,
		    r->reason.n ? r->reason : r->id, r->question, &b, run);
	}
	p->reasons[n] = write_reason(STR("readiness"),
	    STR("Readiness reached its threshold."), STR(""), &b, run);
	buf_free(&b);
}

static struct str
write_head(const struct rules *r, const struct models *m, struct arena *run)
{
	struct buf b = { 0 };
	struct str head;

	buf_cstr(&b, "{\"rules\":{\"name\":");
	json_put_string(&b, r->name);
	buf_cstr(&b, ",\"version\":");
	json_put_number(&b, r->version);
	buf_printf(&b, ",\"sha256\":\"%s\"}", r->sha256);
	models_put(m, &b);
	head = keep_text(&b, run);
	buf_free(&b);
	return head;
}

struct score_plan *
score_plan(struct str rules, const char *file, const struct score_list *lists,
    size_t n_lists, const struct score_limits *limits, struct arena *run)
{
	struct score_plan *p = arena_zalloc(run, sizeof(*p));
	const char **names = arena_array(run, n_lists + 1, sizeof(*names));

	if (n_lists > MAX_USER_LISTS)
		die("%s: more than %d term lists", file, MAX_USER_LISTS);
	for (size_t i = 0; i < n_lists; i++)
		names[i] = lists[i].name;
	rules_read(rules, file, run, &p->rules);
	lists_read(&p->lists, lists, n_lists, run);
	models_read(&p->models, limits ? limits->models : NULL, run);
	slots_init(&p->slots, names, n_lists, run);
	facts_thresholds(
	    &p->slots, p->rules.thresholds, p->rules.n_thresholds, run);
	rules_compile(&p->rules, p->slots.facts, run);
	p->escalate = p->rules.thresholds[THRESHOLD_ESCALATE].value;
	p->watch = p->rules.thresholds[THRESHOLD_WATCH].value;
	set_weights(p, run);
	slots_finish(&p->slots, run);
	find_signals(p, run);
	gates_init(&p->gates, &p->rules, &p->slots, run);
	find_suppressed(p, run);
	open_jail(p, limits, run);
	p->head = write_head(&p->rules, &p->models, run);
	write_reasons(p, run);
	return p;
}

void
score_unload(const struct score_plan *p)
{
	expr_jail_close(p->jail);
}
