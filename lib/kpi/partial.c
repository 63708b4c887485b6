#include "kpi/partial.h"

#include <stdlib.h>

#include "kpi/numbers.h"

const char partial_form[] = "hoff.kpi.partial/7";

const char *const naming_ids[N_NAMINGS] = { [RULES] = "rules",
	[FRICTION] = "friction",
	[REDACTIONS] = "redactions",
	[INTENTS] = "intents",
	[LANGUAGES] = "languages",
	[EXPERIMENTS] = "experiments",
	[FLAWS] = "flaws",
	[SIGNALS] = "signals" };

static const size_t memory_ceiling = (size_t)8 << 30;

void
partial_put_options(const struct kpi_plan *p, struct buf *out)
{
	buf_char(out, '{');
	json_member_string(out, "definitions", p->definitions->name);
	json_member_string(out, "definitions_sha256", p->definitions->sha256);
	json_member_string(out, "by", p->groups);
	json_member_string(out, "every", p->o.every);
	json_member_string(
	    out, "time_zone", p->o.every ? p->o.time_zone : NULL);
	json_member_string(out, "unit", p->o.by_customer ? p->o.unit : NULL);
	json_member_string(out, "panel", p->o.by_customer ? p->o.panel : NULL);
	json_member_string(out, "pre_period", p->o.pre_period);
	json_member_string(out, "covariate", p->o.covariate);
	json_member_string(out, "mix", p->o.per_agent ? p->o.mix : NULL);
	json_member_bool(out, "sweep", p->o.sweep);
	json_member_bool(out, "history", p->o.history);
	json_member_string(out, "matter", p->o.matter);
	json_member_string(out, "no_matter_sha256", p->o.no_matter_sha256);
	json_member_count(out, "max_groups", p->o.max_groups);
	json_member_string(out, "target", p->o.target);
	json_member_count(
	    out, "short_abandon_ms", (uint64_t)p->o.short_abandon_ms);
	json_member_number(out, "lambda", p->o.lambda);
	json_member_count(out, "fixed_turn", p->o.fixed_turn);
	buf_char(out, '}');
}

void
partial_put_key(struct buf *out, const char *what, struct str key)
{
	json_member(out, what);
	key_put(key, key_parts(key), out);
}

static void
copy(struct ledger *to, const struct ledger *from)
{
	ledger_init(to, from->size, from->ceiling, from->merge);
	ledger_merge(to, from);
}

int64_t
partial_end(const struct ledger *groups)
{
	int64_t end = INT64_MIN;

	for (size_t i = 0; i <= groups->n; i++) {
		const struct tally *t =
		    i < groups->n ? groups->entries[i].account : groups->other;

		if (t && t->n_starts && t->last_ms > end)
			end = t->last_ms;
	}
	return end;
}

static size_t
put_groups(const struct kpi *k, struct buf *out, struct arena *a)
{
	struct ledger groups;
	const struct entry **all;
	size_t lines;
	int64_t end;

	copy(&groups, &k->groups);
	history_resolve(&k->history, &groups);
	ledger_settle(&groups);
	end = partial_end(&groups);
	all = ledger_sorted(&groups, a);
	for (size_t i = 0; i < groups.n; i++) {
		buf_char(out, '{');
		partial_put_key(out, "group", all[i]->name);
		partial_put_tally(out, all[i]->account, end, a);
		buf_cstr(out, "}\n");
	}
	if (groups.other) {
		buf_cstr(out, "{\"group\":null");
		partial_put_tally(out, groups.other, end, a);
		buf_cstr(out, "}\n");
	}
	lines = groups.n + (groups.other != NULL);
	ledger_free(&groups);
	return lines;
}

static void
put_mentions(struct buf *out, enum naming which, const struct str *name,
    const struct mentions *m)
{
	buf_char(out, '{');
	json_member_string(out, "names", naming_ids[which]);
	json_member(out, "name");
	if (name)
		json_put_string(out, *name);
	else
		buf_cstr(out, "null");
	json_member(out, "conversations");
	numbers_put(out, (__int128)m->conversations);
	json_member(out, "times");
	numbers_put(out, (__int128)m->times);
	if (which == RULES) {
		json_member(out, "alone");
		numbers_put(out, (__int128)m->alone);
		json_member(out, "labelled");
		numbers_put(out, (__int128)m->labelled);
		json_member(out, "right");
		numbers_put(out, (__int128)m->right);
	}
	buf_cstr(out, "}\n");
}

static size_t
put_names(
    const struct kpi *k, enum naming which, struct buf *out, struct arena *a)
{
	struct ledger names;
	const struct entry **all;
	size_t lines;

	copy(&names, &k->names[which]);
	ledger_settle(&names);
	all = ledger_sorted(&names, a);
	for (size_t i = 0; i < names.n; i++)
		put_mentions(out, which, &all[i]->name, all[i]->account);
	if (names.other) {
		struct mentions all_others =
		    *(const struct mentions *)names.other;

		if (which < N_LISTED)
			mentions_blur(&all_others);
		put_mentions(out, which, NULL, &all_others);
	}
	lines = names.n + (names.other != NULL);
	ledger_free(&names);
	return lines;
}

static size_t
put_agents(const struct kpi *k, struct buf *out, struct arena *a)
{
	struct ledger agents;
	const struct entry **all;
	size_t lines;

	copy(&agents, &k->agents);
	ledger_settle(&agents);
	all = ledger_sorted(&agents, a);
	for (size_t i = 0; i < agents.n; i++) {
		buf_char(out, '{');
		partial_put_key(out, "agent", all[i]->name);
		partial_put_work(out, all[i]->account);
		buf_cstr(out, "}\n");
	}
	if (agents.other) {
		buf_cstr(out, "{\"agent\":null");
		partial_put_work(out, agents.other);
		buf_cstr(out, "}\n");
	}
	lines = agents.n + (agents.other != NULL);
	ledger_free(&agents);
	return lines;
}

/* A few of the conversations, for those that are in another partial, too. */
static size_t
put_sample(const struct kpi *k, struct buf *out, struct arena *a)
{
	size_t n;
	const uint64_t *hashes = repeats_hashes(&k->sample, &n, a);

	if (!n)
		return 0;
	buf_cstr(out, "{\"sample\":[");
	numbers_next(out, k->sample.level);
	for (size_t i = 0; i < n; i++)
		numbers_next(out, (__int128)hashes[i]);
	buf_cstr(out, "]}\n");
	return 1;
}

void
kpi_partial(const struct kpi *k, bool whole, struct buf *out)
{
	struct arena a;
	size_t lines;

	arena_init(&a, memory_ceiling);
	buf_char(out, '{');
	json_member_string(out, "schema", partial_form);
	json_member_string(out, "version", VERSION);
	json_member_bool(out, "primary", k->plan->o.primary);
	json_member(out, "options");
	partial_put_options(k->plan, out);
	buf_cstr(out, "}\n");
	lines = put_groups(k, out, &a);
	for (size_t i = 0; i < N_NAMINGS; i++)
		lines += put_names(k, (enum naming)i, out, &a);
	lines += put_agents(k, out, &a);
	if (k->plan->o.by_customer)
		lines += partial_put_panel(k, out, &a);
	if (k->sweep) {
		buf_char(out, '{');
		partial_put_sweep(out, k->sweep);
		buf_cstr(out, "}\n");
		lines++;
	}
	lines += put_sample(k, out, &a);
	if (whole)
		buf_printf(out, "{\"lines\":%zu}\n", lines);
	arena_free(&a);
}
