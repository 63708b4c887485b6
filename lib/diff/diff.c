#include "diff/diff.h"

#include <stdlib.h>

#include "base/die.h"
#include "diff/metric.h"

static const size_t memory_ceiling = (size_t)1 << 30;

/* The rule that decides on one side and not on the other is what to look at. */
static void
count_rules(struct diff *d, const struct pair *p)
{
	const struct verdict *v = p->verdict;
	bool same =
	    str_eq(v[SIDE_OLD].names[NAME_RULE], v[SIDE_NEW].names[NAME_RULE]);

	for (size_t i = 0; i < N_SIDES; i++) {
		struct rule_count *r;

		if (!v[i].names[NAME_RULE].n)
			continue;
		r = ledger_account(&d->rules, v[i].names[NAME_RULE]);
		r->sides[i]++;
		r->lost += !same && i == SIDE_OLD;
		r->gained += !same && i == SIDE_NEW;
		r->changed += !same && pair_changed(p);
		r->moved += !same && pair_differs(p, ASPECT_TURN);
		if (same && i == SIDE_NEW)
			continue; /* once is enough */
		for (enum aspect a = 0; a < N_ASPECTS; a++)
			r->alike_but[a] += pair_differs(p, a);
	}
}

static void
put_verdict(struct buf *b, const char *name, const struct verdict *v)
{
	buf_printf(b, ",\"%s\":{\"decision\":\"%s\",\"turn\":", name,
	    decision_name(v->decision));
	if (v->turn == NO_TURN)
		buf_cstr(b, "null");
	else
		json_put_int(b, v->turn);
	json_member_str(b, "rule", v->names[NAME_RULE]);
	json_member_str(b, "queue", v->names[NAME_QUEUE]);
	json_member_number(b, "priority", v->priority);
	json_member_str(b, "tier", v->names[NAME_TIER]);
	buf_char(b, '}');
}

static void
put_changed(struct buf *b, const struct pair *p)
{
	static const char *const labels[] = { "null", "false", "true" };

	buf_cstr(b, "{\"conversation_id\":");
	json_put_string(b, p->id);
	put_verdict(b, "old", &p->verdict[SIDE_OLD]);
	put_verdict(b, "new", &p->verdict[SIDE_NEW]);
	buf_printf(b, ",\"label\":%s}\n", labels[p->label.escalate]);
}

static void
count_pair(struct diff *d, const struct pair *p)
{
	counts_add(ledger_account(&d->groups, p->key), p);
	count_rules(d, p);
}

static void
take_pair(void *arg, const struct pair *p)
{
	struct diff *d = arg;

	count_pair(d, p);
	if (d->changed && pair_touched(p))
		put_changed(told_of(&d->told, p), p);
}

static void
note_version(struct diff *d, enum side side, struct str rules)
{
	struct buf *first = &d->versions[side];

	if (!d->has_version[side]) {
		d->has_version[side] = true;
		buf_str(first, rules);
	} else if (!str_eq(buf_view(first), rules)) {
		d->versions_differ[side] = true;
	}
}

static void
take_both(struct diff *d, const struct digest *g)
{
	struct pair p = { g->id, g->key, { 0 },
		{ g->verdict[SIDE_OLD], g->verdict[SIDE_NEW] }, g->label,
		false };

	count_pair(d, &p);
	if (!d->changed || !pair_touched(&p))
		return;
	buf_clear(&d->line);
	put_changed(&d->line, &p);
	d->changed(d->arg, buf_view(&d->line));
}

static void
take_one(struct diff *d, enum side side, const struct digest *g)
{
	if (d->changed)
		told_next(&d->told, side, g->line);
	window_add(&d->window, side, g);
}

void
diff_take(void *diff, struct str digests)
{
	struct diff *d = diff;
	struct digest g;

	while (digests.n) {
		digest_read(&g, &digests);
		for (size_t i = 0; i < N_SIDES; i++)
			if (g.on[i])
				note_version(
				    d, (enum side)i, g.verdict[i].rules);
		if (g.on[SIDE_OLD] && g.on[SIDE_NEW])
			take_both(d, &g);
		else
			take_one(d, g.on[SIDE_OLD] ? SIDE_OLD : SIDE_NEW, &g);
	}
}

void
diff_end(struct diff *d)
{
	window_end(&d->window);
	told_end(&d->told);
	ledger_settle(&d->groups);
	ledger_settle(&d->rules);
}

uint64_t
diff_strangers(const struct diff *d)
{
	bool none = !d->groups.n && !d->groups.other;

	return none ? d->window.only[SIDE_OLD] + d->window.only[SIDE_NEW] : 0;
}

bool
diff_unseen(const struct diff *d, struct str *path)
{
	for (size_t i = 0; i < d->by.n; i++)
		if (ledger_unseen(&d->groups, i)) {
			*path = d->by.paths[i].text;
			return true;
		}
	return false;
}

static bool
digest(const struct diff *d, const struct conv *c,
    const struct judgement judgements[N_SIDES], uint64_t line,
    struct buf *scratch, struct buf *out, struct fault *f)
{
	struct digest g;

	if (!digest_of(&g, c, &d->by, judgements, scratch, f))
		return false;
	g.line = line;
	digest_write(&g, out);
	return true;
}

bool
diff_digest(const struct diff *d, const struct conv *c, enum side side,
    uint64_t line, struct buf *scratch, struct buf *out, struct fault *f)
{
	struct judgement j[N_SIDES] = { 0 };

	j[side] = (struct judgement){ c->json, conv_annotation(c, "score") };
	return digest(d, c, j, line, scratch, out, f);
}

bool
diff_digest_both(const struct diff *d, const struct conv *c,
    const struct judgement judgements[N_SIDES], struct buf *scratch,
    struct buf *out, struct fault *f)
{
	return digest(d, c, judgements, 0, scratch, out, f);
}

static void
read_gates(struct diff *d)
{
	struct gate_metric names[METRIC_NAMES];
	size_t n = metric_names(names, &d->arena);

	d->gates = arena_array(&d->arena, d->o.n_gates + 1, sizeof(*d->gates));
	for (size_t i = 0; i < d->o.n_gates; i++)
		gate_parse(&d->gates[i], d->o.gates[i], names, n);
}

static void
check(const struct diff_opts *o)
{
	if (!(o->confidence > 0 && o->confidence < 1))
		die("--confidence: must be above 0 and below 1");
	if (!o->max_groups)
		die("--max-groups: must be 1 or more");
	if (o->window > 1 << 24)
		die("--window: more than %d", 1 << 24);
}

struct diff *
diff_new(const struct diff_opts *o, size_t lead,
    void (*changed)(void *arg, struct str line), void *arg)
{
	struct diff *d = calloc(1, sizeof(*d));

	if (!d)
		die_of_memory();
	check(o);
	d->o = *o;
	d->changed = changed;
	d->arg = arg;
	arena_init(&d->arena, memory_ceiling);
	by_parse(&d->by, "--by", o->by);
	read_gates(d);
	window_init(&d->window, o->window, lead, take_pair, d);
	told_init(&d->told, lead, changed, arg);
	ledger_init(
	    &d->groups, sizeof(struct counts), o->max_groups, counts_merge);
	ledger_init(&d->rules, sizeof(struct rule_count), RULES_NAMED,
	    rule_count_merge);
	return d;
}

void
diff_free(struct diff *d)
{
	window_free(&d->window);
	told_free(&d->told);
	ledger_free(&d->groups);
	ledger_free(&d->rules);
	for (size_t i = 0; i < N_SIDES; i++)
		buf_free(&d->versions[i]);
	buf_free(&d->line);
	arena_free(&d->arena);
	free(d);
}
