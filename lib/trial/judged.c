#include "trial/judged.h"

#include "base/die.h"
#include "score/score.h"

static uint32_t
get(const struct judged *g, uint32_t at, const char *name)
{
	return json_get(&g->json, at, str_of(name));
}

static struct str
string(const struct judged *g, uint32_t at)
{
	if (!at || json_kind_of(&g->json, at) != JSON_STRING)
		return (struct str){ NULL, 0 };
	return json_string(&g->json, at, g->arena);
}

void
judged_init(struct judged *g, struct str annotation, struct arena *a)
{
	struct fault f;
	uint32_t turn;

	*g = (struct judged){ .arena = a };
	json_init(&g->json);
	if (!json_index(&g->json, annotation, &f))
		die("internal error: hoff.score is no JSON: %s", f.detail);
	g->decision = string(g, get(g, 0, "decision"));
	g->queue = string(g, get(g, 0, "queue"));
	g->tier = string(g, get(g, 0, "tier"));
	g->readiness = json_number(&g->json, get(g, 0, "readiness"));
	turn = get(g, 0, "turn");
	g->turn = json_kind_of(&g->json, turn) == JSON_NUMBER
		      ? (uint32_t)json_number(&g->json, turn)
		      : NO_TURN;
	g->reasons = get(g, 0, "reasons");
	g->trajectory = get(g, 0, "trajectory");
}

void
judged_free(struct judged *g)
{
	json_free(&g->json);
}

bool
judged_rule(const struct judged *g, size_t i, struct str *rule)
{
	uint32_t at = json_first(&g->json, g->reasons);

	for (; at && i; i--)
		at = json_after(&g->json, g->reasons, at);
	if (at)
		*rule = string(g, get(g, at, "rule"));
	return at;
}

static bool
read_step(const struct judged *g, struct step *s)
{
	if (!s->at)
		return false;
	s->turn = (uint32_t)json_number(&g->json, get(g, s->at, "turn"));
	s->readiness = json_raw(&g->json, get(g, s->at, "readiness"));
	s->fired = get(g, s->at, "fired");
	s->signals = get(g, s->at, "signals");
	return true;
}

bool
judged_first(const struct judged *g, struct step *s)
{
	s->at = g->trajectory ? json_first(&g->json, g->trajectory) : 0;
	return read_step(g, s);
}

bool
judged_next(const struct judged *g, struct step *s)
{
	s->at = json_after(&g->json, g->trajectory, s->at);
	return read_step(g, s);
}

struct moving {
	const struct judged *g;
	struct move *moves;
	size_t n;
};

static struct str
join(struct arena *a, struct str group, struct str name)
{
	struct buf b = { 0 };
	struct str path;

	if (!group.n)
		return name;
	buf_printf(&b, "%.*s.%.*s", STR_ARG(group), STR_ARG(name));
	path = arena_copy(a, buf_view(&b));
	buf_free(&b);
	return path;
}

/* A signal's value as it is shown: a trace is none. */
static struct str
shown_value(const struct json *j, uint32_t i, struct str group, struct str name)
{
	if (json_kind_of(j, i) == JSON_NUMBER &&
	    score_is_trace(group, name, json_number(j, i)))
		return STR("0");
	return json_raw(j, i);
}

/* Two objects of signals have the same members in the same order. */
static void
compare(struct moving *m, struct str group, uint32_t before, uint32_t now)
{
	const struct json *j = &m->g->json;
	uint32_t old = before ? json_first(j, before) : 0;

	for (uint32_t i = json_first(j, now); i; i = json_after(j, now, i)) {
		struct str name = json_string(j, i, m->g->arena);
		struct str is = shown_value(j, i + 1, group, name), was = is;

		if (json_kind_of(j, i + 1) == JSON_OBJECT) {
			compare(m, name, old ? old + 1 : 0, i + 1);
		} else {
			if (old)
				was = shown_value(j, old + 1, group, name);
			else if (!str_eq(is, STR("null")))
				was = is.p[0] == '"' ? STR("null") : STR("0");
			if (!str_eq(is, was) &&
			    (group.n || (!str_eq(name, STR("readiness")) &&
					    !str_eq(name, STR("turns")))))
				m->moves[m->n++] = (struct move){
					join(m->g->arena, group, name), was, is
				};
		}
		old = old ? json_after(j, before, old) : 0;
	}
}

/* Every value and its key may have moved. */
size_t
judged_moves(const struct judged *g, const struct step *before,
    const struct step *now, struct move **moves)
{
	const struct json_value *v = &g->json.values[now->signals];
	struct moving m = { .g = g };

	m.moves = arena_array(
	    g->arena, (v->next - now->signals) / 2 + 1, sizeof(*m.moves));
	compare(&m, STR(""), before ? before->signals : 0, now->signals);
	*moves = m.moves;
	return m.n;
}
