#include "score/annotation.h"

static void
put_where(const struct annotated *a, struct buf *out)
{
	const struct verdict *v = a->verdict;
	static const char *const names[] = { "contain", "watch", "escalate" };

	buf_cstr(out, ",\"decision\":\"");
	buf_cstr(out, names[v->decision]);
	buf_cstr(out, "\",\"turn\":");
	if (v->decision == DECISION_CONTAIN)
		buf_cstr(out, "null");
	else
		json_put_int(out, v->turn);
	buf_cstr(out, ",\"at\":");
	if (v->decision == DECISION_CONTAIN || v->at_ms == CONV_NO_TIME) {
		buf_cstr(out, "null");
	} else {
		buf_char(out, '"');
		conv_put_time(out, v->at_ms);
		buf_char(out, '"');
	}
	buf_cstr(out, ",\"readiness\":");
	put_quantised(out, v->signals.value[SLOT_READINESS]);
	buf_cstr(out, ",\"tier\":\"");
	buf_str(out, tiers_name(a->tiers, v));
	buf_cstr(out, "\",\"queue\":");
	if (v->decision == DECISION_CONTAIN) {
		buf_cstr(out, "null,\"priority\":null");
		return;
	}
	json_put_string(out, v->queue);
	buf_cstr(out, ",\"priority\":");
	json_put_number(out, v->priority);
}

static void
put_step(
    const struct score_plan *p, const struct trajectory *t, struct buf *out)
{
	char before = '[';

	buf_cstr(out, "{\"turn\":");
	json_put_int(out, t->turn);
	buf_cstr(out, ",\"readiness\":");
	put_quantised(out, t->signals.value[SLOT_READINESS]);
	buf_cstr(out, ",\"fired\":");
	for (size_t i = 0; i < p->rules.n_rules; i++) {
		if (!t->fired[i])
			continue;
		buf_char(out, before);
		json_put_string(out, p->rules.rules[i].id);
		before = ',';
	}
	if (before == '[')
		buf_char(out, '[');
	buf_cstr(out, "],\"signals\":");
	slots_put(&p->slots, &t->signals, out);
	buf_char(out, '}');
}

static void
put_trajectory(const struct annotated *a, struct buf *out)
{
	size_t at = 0;

	buf_cstr(out, ",\"trajectory\":[");
	while (trajectory_next(a->trajectory, &at)) {
		json_next(out);
		put_step(a->plan, a->trajectory, out);
		stream_spill(a->worker);
	}
	trajectory_start(a->trajectory); /* a giant's is not needed any more */
	buf_char(out, ']');
}

void
annotation_put(const struct annotated *a, struct buf *out)
{
	const struct verdict *v = a->verdict;
	const struct slots *slots = &a->plan->slots;

	buf_str(out, a->plan->head);
	put_where(a, out);
	buf_cstr(out, ",\"reasons\":");
	if (v->decision == DECISION_CONTAIN)
		buf_cstr(out, "[]");
	else
		buf_str(out, buf_view(&v->reasons));
	buf_cstr(out, ",\"signals_turn\":");
	if (v->seen)
		json_put_int(out, v->turn);
	else
		buf_cstr(out, "null");
	buf_cstr(out, ",\"contributions\":");
	slots_put_contributions(slots, &v->signals, out);
	buf_cstr(out, ",\"signals\":");
	slots_put(slots, &v->signals, out);
	outlook_put(a->outlook, out);
	buf_cstr(out, ",\"friction\":");
	flow_put(a->hitches, out);
	if (a->trajectory)
		put_trajectory(a, out);
	buf_char(out, '}');
}
