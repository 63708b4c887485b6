#include "conv/conv.h"
#include "route/reading.h"

/* To the millisecond. */
static double
seconds(uint64_t us)
{
	uint64_t ms = us / 1000;

	return (double)ms / 1000;
}

static void
put_figure(struct buf *out, const struct metric *m, const struct figure *f)
{
	json_member(out, m->id);
	buf_char(out, '{');
	json_member_number(out, "value", f->value);
	json_member_count(out, "n", f->n);
	json_member_count(out, "of", f->of);
	json_member_string(out, "reason", f->reason);
	buf_char(out, '}');
}

static void
put_metrics(struct reading *x, const struct scope *s, struct buf *out)
{
	for (const struct metric *m = metrics; m->id; m++) {
		struct figure f;

		if (!metric_applies(m, s))
			continue;
		f = metric_read(x, m, s);
		put_figure(out, m, &f);
	}
}

static void
put_definitions(struct buf *out)
{
	json_member(out, "definitions");
	buf_char(out, '{');
	for (const struct metric *m = metrics; m->id; m++) {
		json_member(out, m->id);
		buf_char(out, '{');
		json_member_string(out, "label", m->label);
		json_member_string(out, "unit", unit_of(m));
		json_member_string(out, "definition", m->definition);
		buf_char(out, '}');
	}
	buf_char(out, '}');
}

static void
put_period(const struct report *r, struct buf *out)
{
	json_member(out, "period");
	if (!r->joined) {
		buf_cstr(out, "null");
		return;
	}
	buf_cstr(out, "{\"first\":\"");
	conv_put_time(out, r->first_us / 1000);
	buf_cstr(out, "\",\"last\":\"");
	conv_put_time(out, r->last_us / 1000);
	buf_char(out, '"');
	json_member_number(out, "observed_s", seconds(r->observed_us));
	buf_char(out, '}');
}

static void
put_name(struct buf *out, const struct scope *s)
{
	json_member(out, "name");
	if (s->missing)
		buf_cstr(out, "null");
	else
		json_put_string(out, s->name);
}

static void
put_flag(struct buf *out, const char *name, bool value)
{
	json_member(out, name);
	buf_cstr(out, value ? "true" : "false");
}

static void
put_scopes(struct reading *x, size_t which, struct buf *out)
{
	const struct scopes *s = &x->by[which];

	json_member(out, s->id);
	buf_char(out, '[');
	for (size_t i = 0; i < s->n; i++) {
		const struct scope *at = &s->at[i];

		json_next(out);
		buf_char(out, '{');
		put_name(out, at);
		if (at->missing)
			put_flag(out, "other",
			    str_eq(str_of(at->missing), STR("(other)")));
		if (which == BY_SKILL) {
			json_member_count(out, "agents", at->holders);
			put_flag(out, "bottleneck", at->bottleneck);
			json_member_number(
			    out, "waited_s", seconds(at->waited_us));
			json_member_string(out, "idle", at->idle);
		}
		put_metrics(x, at, out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_agents(struct reading *x, struct buf *out)
{
	const struct roster *roster = x->r->sim->roster;

	json_member(out, "agents");
	buf_char(out, '[');
	for (size_t i = 0; i < roster->n_agents; i++) {
		const struct report_agent *a = &x->r->agents[i];
		const struct scope s = { .effort = &a->effort };

		json_next(out);
		buf_char(out, '{');
		json_member(out, "id");
		json_put_string(out, roster->agents[i].id);
		json_member_count(out, "contacts", a->contacts);
		json_member_number(
		    out, "present_s", seconds(a->effort.present_us));
		for (const struct metric *m = metrics; m->id; m++) {
			struct figure f;

			if (m->kind != OF_EFFORT)
				continue;
			f = metric_read(x, m, &s);
			put_figure(out, m, &f);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

/* The total of the same contacts where they are not joined. */
static void
put_apart(struct reading *x, struct buf *out)
{
	json_member(out, "apart");
	if (!x->apart) {
		buf_cstr(out, "null");
		return;
	}
	buf_char(out, '{');
	put_metrics(x->apart, &x->apart->total, out);
	buf_char(out, '}');
}

static void
put_balance(const struct report *r, struct buf *out)
{
	struct balance b = report_balance(r);

	json_member(out, "balance");
	buf_char(out, '{');
	json_member_count(out, "came", b.came);
	json_member_count(out, "went", b.went);
	json_member_number(out, "waits_s", (double)b.waits_us / 1e6);
	json_member_number(out, "waiting_s", (double)b.waiting_us / 1e6);
	json_member_number(out, "handled_s", (double)b.handled_us / 1e6);
	json_member_number(out, "in_hand_s", (double)b.hands_us / 1e6);
	buf_char(out, '}');
}

void
reading_json(struct reading *x, struct buf *out)
{
	buf_char(out, '{');
	json_member_string(out, "schema", "hoff.route.report/1");
	json_member_string(out, "time_zone", x->r->o->time_zone);
	json_member_number(out, "short_abandon_s", x->r->o->short_abandon_s);
	json_member_number(out, "starved", x->r->o->starved);
	put_period(x->r, out);
	json_member(out, "total");
	buf_char(out, '{');
	put_metrics(x, &x->total, out);
	buf_char(out, '}');
	put_apart(x, out);
	for (size_t i = 0; i < N_SCOPES; i++)
		put_scopes(x, i, out);
	put_agents(x, out);
	put_balance(x->r, out);
	put_definitions(out);
	buf_cstr(out, "}\n");
}
