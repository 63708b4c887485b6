#include "diff/digest.h"

#include <math.h>

#include "base/hash.h"

const char *
decision_name(enum decision d)
{
	static const char *const names[] = { "contain", "watch", "escalate" };

	return names[d];
}

static bool
read_decision(const struct json *j, uint32_t at, enum decision *d)
{
	for (size_t i = 0; at && i < N_DECISIONS; i++)
		if (json_is(j, at, str_of(decision_name((enum decision)i)))) {
			*d = (enum decision)i;
			return true;
		}
	return false;
}

static uint32_t
turn_of(double x)
{
	return x >= 0 && x < 1e9 && x == floor(x) ? (uint32_t)x : NO_TURN;
}

static struct str
name_at(const struct json *j, uint32_t at, struct arena *record)
{
	if (!at || json_kind_of(j, at) != JSON_STRING)
		return STR("");
	return name_cut(json_string(j, at, record));
}

/* Of the rules that fired, the first one decided. */
static struct str
first_rule(const struct json *j, uint32_t reasons, struct arena *record)
{
	uint32_t first;

	if (!reasons || json_kind_of(j, reasons) != JSON_ARRAY)
		return STR("");
	first = json_first(j, reasons);
	return name_at(j, first ? json_get(j, first, STR("rule")) : 0, record);
}

static bool
read_verdict(struct verdict *v, const struct json *j, uint32_t score,
    struct arena *record)
{
	enum { DECISION, TURN, REASONS, RULES, QUEUE, PRIORITY, TIER, N };
	static const struct str names[N] = { { "decision", 8 }, { "turn", 4 },
		{ "reasons", 7 }, { "rules", 5 }, { "queue", 5 },
		{ "priority", 8 }, { "tier", 4 } };
	uint32_t m[N];

	*v = (struct verdict){ .turn = NO_TURN, .priority = NAN };
	json_pick(j, score, names, N, m);
	if (!read_decision(j, m[DECISION], &v->decision))
		return false;
	if (m[RULES] && json_kind_of(j, m[RULES]) == JSON_OBJECT)
		v->rules = json_raw(j, m[RULES]);
	v->names[NAME_TIER] = name_at(j, m[TIER], record);
	if (v->decision == CONTAIN)
		return true;
	if (m[TURN] && json_kind_of(j, m[TURN]) == JSON_NUMBER)
		v->turn = turn_of(json_number(j, m[TURN]));
	if (m[PRIORITY] && json_kind_of(j, m[PRIORITY]) == JSON_NUMBER)
		v->priority = json_number(j, m[PRIORITY]);
	v->names[NAME_RULE] = first_rule(j, m[REASONS], record);
	v->names[NAME_QUEUE] = name_at(j, m[QUEUE], record);
	return true;
}

bool
digest_of(struct digest *g, const struct conv *c, const struct by *by,
    const struct judgement judgements[N_SIDES], struct buf *key,
    struct fault *f)
{
	*g = (struct digest){
		.label = { c->label_escalate, turn_of(c->label_turn) },
		.id_hash = hash_str(c->id),
		.id_bytes = (uint32_t)c->id.n,
		.id = name_cut(c->id),
	};
	for (size_t i = 0; i < N_SIDES; i++) {
		const struct judgement *of = &judgements[i];

		if (!of->j)
			continue;
		g->on[i] = true;
		if (!of->score || !read_verdict(&g->verdict[i], of->j,
				      of->score, c->record)) {
			*f = (struct fault){ MISSING_FIELD, 0,
				"no hoff.score with a decision" };
			return false;
		}
	}
	if (g->on[SIDE_OLD]) {
		by_key(by, c->json, c->record, key);
		g->key = buf_view(key);
	}
	return true;
}

/* On its way from a worker to the collector: this, then the bytes of the
 * strings in the order of their sizes. */
struct packed {
	uint64_t line, id_hash;
	double priority[N_SIDES];
	uint32_t id_bytes, label_turn, turn[N_SIDES];
	uint32_t id, key, names[N_SIDES][N_NAMINGS], rules[N_SIDES];
	unsigned char on[N_SIDES], decision[N_SIDES], label;
};

void
digest_write(const struct digest *g, struct buf *out)
{
	struct packed p = { 0 };

	p.line = g->line;
	p.id_hash = g->id_hash;
	p.id_bytes = g->id_bytes;
	p.label = (unsigned char)g->label.escalate;
	p.label_turn = g->label.turn;
	p.id = (uint32_t)g->id.n;
	p.key = (uint32_t)g->key.n;
	for (size_t i = 0; i < N_SIDES; i++) {
		const struct verdict *v = &g->verdict[i];

		p.on[i] = g->on[i];
		p.decision[i] = (unsigned char)v->decision;
		p.turn[i] = v->turn;
		p.priority[i] = v->priority;
		for (size_t k = 0; k < N_NAMINGS; k++)
			p.names[i][k] = (uint32_t)v->names[k].n;
		p.rules[i] = (uint32_t)v->rules.n;
	}
	buf_put(out, &p, sizeof(p));
	buf_str(out, g->id);
	buf_str(out, g->key);
	for (size_t i = 0; i < N_SIDES; i++) {
		for (size_t k = 0; k < N_NAMINGS; k++)
			buf_str(out, g->verdict[i].names[k]);
		buf_str(out, g->verdict[i].rules);
	}
	buf_char(out, '\n'); /* a record ends so, or stream_done() adds it */
}

static struct str
take(struct str *from, size_t n)
{
	struct str s = { from->p, n };

	*from = (struct str){ from->p + n, from->n - n };
	return s;
}

void
digest_read(struct digest *g, struct str *from)
{
	struct packed p;

	memcpy(&p, take(from, sizeof(p)).p, sizeof(p));
	*g = (struct digest){
		.label = { (enum answer)p.label, p.label_turn },
		.line = p.line,
		.id_hash = p.id_hash,
		.id_bytes = p.id_bytes,
		.id = take(from, p.id),
		.key = take(from, p.key),
	};
	for (size_t i = 0; i < N_SIDES; i++) {
		struct verdict *v = &g->verdict[i];

		g->on[i] = p.on[i];
		*v = (struct verdict){
			.decision = (enum decision)p.decision[i],
			.turn = p.turn[i],
			.priority = p.priority[i],
		};
		for (size_t k = 0; k < N_NAMINGS; k++)
			v->names[k] = take(from, p.names[i][k]);
		v->rules = take(from, p.rules[i]);
	}
	take(from, 1);
}
