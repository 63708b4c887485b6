#include <inttypes.h>
#include <stdlib.h>

#include "redact/finding.h"
#include "redact/redact.h"
#include "redact/rule.h"
#include "text/text.h"

/* What an earlier run has written. */
static uint32_t
earlier(const struct redact *r)
{
	uint32_t hoff = json_get(r->json, 0, STR("hoff"));

	return hoff ? json_get(r->json, hoff, STR("redact")) : 0;
}

/* A count of an earlier run; 0 where there is none that could be one. */
static size_t
earlier_count(const struct redact *r, uint32_t object, struct str name)
{
	uint32_t at = object ? json_get(r->json, object, name) : 0;
	double x;

	if (!at || json_kind_of(r->json, at) != JSON_NUMBER)
		return 0;
	x = json_number(r->json, at);
	return x > 0 && x < 1e15 ? (size_t)x : 0;
}

static void
put_policy(const struct redact_policy *p, struct buf *b)
{
	bool first = true;

	buf_cstr(b, "{\"name\":");
	json_put_string(b, p->name);
	buf_cstr(b, ",\"version\":");
	json_put_number(b, p->version);
	buf_cstr(b, ",\"sha256\":\"");
	buf_cstr(b, p->sha256);
	buf_char(b, '"');
	for (int k = 0; k < N_KINDS && p->narrowed; k++) {
		if (!p->kinds[k])
			continue;
		buf_cstr(b, first ? ",\"kinds\":[" : ",");
		json_put_string(b, kind_name((enum kind)k));
		first = false;
	}
	if (!first)
		buf_char(b, ']');
	buf_char(b, '}');
}

/* `counts` is the object of an earlier run, to be added to, or 0. */
static void
put_counts(const struct redact *r, uint32_t counts, struct buf *b)
{
	bool first = true;

	buf_cstr(b, ",\"counts\":{");
	for (int k = 0; k < N_KINDS; k++) {
		size_t n = r->counts[k];
		struct str name;

		if (n == 0 && !counts)
			continue;
		name = kind_name((enum kind)k);
		n += earlier_count(r, counts, name);
		if (n == 0)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		json_put_string(b, name);
		buf_char(b, ':');
		json_put_int(b, (int64_t)n);
	}
	buf_char(b, '}');
}

struct named_count {
	struct str name;
	size_t n;
};

static int
compare_names(const void *x, const void *y)
{
	const struct named_count *a = x, *b = y;

	return str_cmp(a->name, b->name);
}

static struct str
known_rule(const struct redact *r, struct str name)
{
	return rule_is_known(r->policy, name) ? name : rule_other;
}

/* By rule, those of an earlier run with them, in the order of their names. */
static void
put_rules(const struct redact *r, uint32_t earlier_rules, struct buf *b)
{
	const struct json *j = r->json;
	size_t room = r->n_rules, n = 0, left = 0;
	struct named_count *all;

	if (earlier_rules && json_kind_of(j, earlier_rules) != JSON_OBJECT)
		earlier_rules = 0;
	if (earlier_rules)
		room += j->values[earlier_rules].n;
	all = arena_array(r->memory, room, sizeof(*all));
	for (; n < r->n_rules; n++)
		all[n] = (struct named_count){ str_of(r->rules[n].rule),
			r->rules[n].n };
	for (uint32_t i = earlier_rules ? json_first(j, earlier_rules) : 0; i;
	     i = json_after(j, earlier_rules, i)) {
		struct str name = json_string(j, i, r->memory);
		size_t count = earlier_count(r, earlier_rules, name);

		if (count)
			all[n++] =
			    (struct named_count){ known_rule(r, name), count };
	}
	if (n == 0)
		return;
	qsort(all, n, sizeof(*all), compare_names);
	buf_cstr(b, ",\"rules\":{");
	for (size_t i = 0; i < n; i++) {
		if (i && str_eq(all[i].name, all[left].name)) {
			all[left].n += all[i].n;
			continue;
		}
		left = i ? left + 1 : 0;
		all[left] = all[i];
	}
	for (size_t i = 0; i <= left; i++) {
		buf_cstr(b, i ? ",\"" : "\"");
		buf_str(b, all[i].name);
		buf_cstr(b, "\":");
		json_put_int(b, (int64_t)all[i].n);
	}
	buf_char(b, '}');
}

/* What stands for each kind, where that is no placeholder. */
static void
put_operators(const struct redact *r, size_t n_moved, struct buf *b)
{
	bool first = true;

	for (int k = 0; k < N_KINDS; k++) {
		enum operation op = r->finder.replacer.earlier[k];

		if (r->counts[k] && r->policy->operators[k] != OP_PLACEHOLDER)
			op = r->policy->operators[k];
		if (op == OP_PLACEHOLDER || op == OP_KEEP ||
		    (op == OP_SHIFT && n_moved == 0))
			continue;
		buf_printf(b, "%s\"%s\":\"%s\"",
		    first ? ",\"operators\":{" : ",", kind_name((enum kind)k).p,
		    operator_name(op).p);
		first = false;
	}
	if (!first)
		buf_char(b, '}');
}

static int
compare_proofs(const void *x, const void *y)
{
	return memcmp(x, y, PROOF);
}

static size_t
count_moved(const struct redact *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_findings; i++)
		n += finding_operation(r, &r->findings[i]) == OP_SHIFT;
	return n;
}

/* The proofs of the dates of a field that were moved, from all[n] on; how many
 * there are then. */
static size_t
add_proofs(struct redact *r, const struct field *f, struct proof *all, size_t n)
{
	for (size_t i = f->first; i < field_end(r, f); i++) {
		if (finding_operation(r, &r->findings[i]) != OP_SHIFT)
			continue;
		buf_clear(&r->string);
		finding_put(r, f, &r->findings[i], &r->string);
		n += replace_prove(
		    &r->finder.replacer, buf_view(&r->string), &all[n]);
	}
	return n;
}

/* Of the dates that this run has moved, and of those that an earlier one has
 * and that are still there. */
static size_t
gather_proofs(struct redact *r, struct proof **all)
{
	const struct replacer *p = &r->finder.replacer;
	size_t moved = count_moved(r), n = 0, left = 0;

	*all = arena_array(r->memory, p->n_proofs + moved, sizeof(**all));
	for (size_t i = 0; i < p->n_proofs; i++)
		if (p->proofs[i].holds)
			(*all)[n++] = p->proofs[i];
	for (size_t i = 0; i < r->n_fields && moved; i++)
		n = add_proofs(r, &r->fields[i], *all, n);
	if (n == 0)
		return 0;
	qsort(*all, n, sizeof(**all), compare_proofs);
	for (size_t i = 1; i < n; i++)
		if (compare_proofs(&(*all)[i], &(*all)[left]) != 0)
			(*all)[++left] = (*all)[i];
	return left + 1;
}

static void
put_proofs(const struct proof *all, size_t n, struct buf *b)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(
		    b, "%s\"%s\"", i ? "," : ",\"shifted\":[", all[i].text);
	if (n)
		buf_char(b, ']');
}

static bool
is_identifier(struct str s)
{
	if (s.n == 0 || is_digit(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '_')
			return false;
	return true;
}

/* A key as it is written: what is personal in it is not in the path either. */
static struct str
written_key(struct redact *r, uint32_t key)
{
	const struct field *f = finding_field(r, key);

	if (!f)
		return json_string(r->json, key, &r->aside);
	buf_clear(&r->string);
	finding_put_text(r, f, &r->string);
	return buf_view(&r->string);
}

/* A step of the path as jq writes it: .turns[3].text, .x["e-mail"] */
static void
put_step(struct redact *r, size_t i, struct buf *b)
{
	uint32_t key = way_key(&r->way, i);
	struct str name;

	if (!key) {
		buf_printf(b, "[%u]", r->way.steps[i].index);
		return;
	}
	name = written_key(r, key);
	if (is_identifier(name)) {
		buf_char(b, '.');
		buf_str(b, name);
	} else {
		buf_cstr(b, i ? "[" : ".[");
		json_put_string(b, name);
		buf_char(b, ']');
	}
	arena_reset(&r->aside);
}

/* Names are not looked for: written keys hold none any more. */
static bool
is_clean(struct redact *r, struct str path)
{
	struct passage p = {
		.of = PASSAGE_PATH, .heading = &heading_none, .turn = -1
	};

	return find_text(&r->finder, path, &p) && r->finder.spans.n == 0;
}

/* The path to a field; where quoting makes a key look like something
 * personal, the path to what is around it.  It lives until the next one. */
static struct str
path_of(struct redact *r, const struct field *f)
{
	size_t n;

	way_to(&r->way, f->value);
	for (n = r->way.n;; n--) {
		buf_clear(&r->path);
		for (size_t i = 0; i < n; i++)
			put_step(r, i, &r->path);
		if (n == 0 || is_clean(r, buf_view(&r->path)))
			break;
	}
	if (n == 0)
		buf_char(&r->path, '.');
	return buf_view(&r->path);
}

/* An entry of the spans. */
struct entry {
	struct str path;
	int64_t turn; /* -1: in none */
	size_t start, end;
	struct str kind, rule, operator;
	unsigned score;
	bool is_key;
};

static void
put_entry(struct redact *r, const struct entry *e, struct buf *b)
{
	if (b->p[b->n - 1] != '[')
		buf_char(b, ',');
	buf_cstr(b, "{\"path\":");
	json_put_string(b, e->path);
	buf_cstr(b, ",\"turn\":");
	if (e->turn < 0)
		buf_cstr(b, "null");
	else
		json_put_int(b, e->turn);
	buf_printf(b, ",\"start\":%zu,\"end\":%zu,\"kind\":", e->start, e->end);
	json_put_string(b, e->kind);
	if (e->rule.n)
		buf_printf(b, ",\"rule\":\"%.*s\",\"score\":%u.%02u",
		    STR_ARG(e->rule), e->score / 100, e->score % 100);
	if (e->operator.n)
		buf_printf(b, ",\"operator\":\"%.*s\"", STR_ARG(e->operator));
	buf_cstr(b, e->is_key ? ",\"key\":true}" : "}");
	stream_spill(r->worker);
}

static size_t
codepoints(struct str text, size_t from, size_t to)
{
	return text_codepoints((struct str){ text.p + from, to - from });
}

/* The turn that the way leads into, or -1. */
static int64_t
turn_of(const struct redact *r)
{
	const struct way *w = &r->way;

	return w->n > 1 && w->steps[0].child + 1 == r->turns
		   ? (int64_t)w->steps[1].index
		   : -1;
}

static void
put_field_spans(struct redact *r, const struct field *f, struct buf *b)
{
	struct entry e = { .path = path_of(r, f), .is_key = f->is_key };
	struct str text = field_text(r, f);
	size_t at = 0;

	e.turn = turn_of(r);
	if (f->withheld) {
		e.kind = STR("REDACTED");
		e.end = text_codepoints(text);
		put_entry(r, &e, b);
	}
	for (size_t i = f->first; i < field_end(r, f); i++) {
		struct span span = finding_span(r, &r->findings[i]);
		const struct span *s = &span;

		e.start = e.end + codepoints(text, at, s->start);
		e.end = e.start + codepoints(text, s->start, s->end);
		e.kind = kind_name(s->kind);
		e.rule = str_of(s->rule);
		e.operator= operator_name(s->op);
		e.score = s->score;
		at = s->end;
		put_entry(r, &e, b);
	}
}

/* A text that an earlier run has written, or nothing. */
static struct str
earlier_text(struct redact *r, uint32_t object, struct str name)
{
	uint32_t at = json_get(r->json, object, name);

	return at && json_kind_of(r->json, at) == JSON_STRING
		   ? json_string(r->json, at, r->memory)
		   : STR("");
}

static struct str
earlier_rule(struct redact *r, uint32_t span)
{
	struct str rule = earlier_text(r, span, STR("rule"));

	return rule.n ? known_rule(r, rule) : rule;
}

static struct str
earlier_operator(struct redact *r, uint32_t span)
{
	struct str name = earlier_text(r, span, STR("operator"));
	enum operation op;

	return operator_named(name, &op) ? name : STR("");
}

static unsigned
earlier_score(const struct redact *r, uint32_t object)
{
	uint32_t at = json_get(r->json, object, STR("score"));
	double x = at && json_kind_of(r->json, at) == JSON_NUMBER
		       ? json_number(r->json, at)
		       : 0;

	return x > 0 && x <= 1 ? (unsigned)(x * 100 + 0.5) : 0;
}

/* An entry of an earlier run; false: it is none that we write. */
static bool
read_entry(struct redact *r, uint32_t span, struct entry *e)
{
	const struct json *j = r->json;
	uint32_t path = json_get_as(j, span, "path", JSON_STRING);
	uint32_t kind = json_get_as(j, span, "kind", JSON_STRING);
	enum kind k;

	if (!path || !kind)
		return false;
	*e = (struct entry){ .path = json_string(j, path, r->memory),
		.turn = -1,
		.start = earlier_count(r, span, STR("start")),
		.end = earlier_count(r, span, STR("end")),
		.kind = json_string(j, kind, r->memory),
		.rule = earlier_rule(r, span),
		.operator= earlier_operator(r, span),
		.score = earlier_score(r, span),
		.is_key = json_get_as(j, span, "key", JSON_TRUE) != 0 };
	if (json_get_as(j, span, "turn", JSON_NUMBER))
		e->turn = (int64_t)earlier_count(r, span, STR("turn"));
	return is_clean(r, e->path) &&
	       (kind_named(e->kind, &k) || str_eq(e->kind, STR("REDACTED")));
}

static void
put_found_spans(struct redact *r, struct buf *b)
{
	way_begin(&r->way, r->json);
	for (size_t i = 0; i < r->n_fields; i++)
		put_field_spans(r, &r->fields[i], b);
}

/* Spans of an earlier run are kept, as long as they are what we write. */
static void
put_earlier_spans(struct redact *r, uint32_t spans, struct buf *b)
{
	const struct json *j = r->json;
	struct entry e;

	for (uint32_t i = json_first(j, spans); i; i = json_after(j, spans, i))
		if (read_entry(r, i, &e))
			put_entry(r, &e, b);
}

static void
put_spans(struct redact *r, struct buf *b)
{
	uint32_t old = earlier(r);
	uint32_t spans = old ? json_get(r->json, old, STR("spans")) : 0;

	if (spans && json_kind_of(r->json, spans) != JSON_ARRAY)
		spans = 0;
	if (!r->spans && !spans)
		return;
	buf_cstr(b, ",\"spans\":[");
	if (spans)
		put_earlier_spans(r, spans, b);
	if (r->spans)
		put_found_spans(r, b);
	buf_char(b, ']');
}

/* A record in which nothing was looked at went by unseen, if no other run has
 * seen it: what is looked at only may be mistyped, or kept, or no text. */
static const char *
status_of(const struct redact *r, size_t withheld)
{
	static const char unseen[] = "not_looked_at";
	uint32_t old = earlier(r);
	uint32_t status = old ? json_get(r->json, old, STR("status")) : 0;

	if (r->conv->n_turns > 0 && !r->looked &&
	    (!status || json_is(r->json, status, str_of(unseen))))
		return unseen;
	return withheld ? "field_withheld" : "done";
}

static void
put_annotation(void *of, struct buf *b)
{
	struct redact *r = of;
	uint32_t old = earlier(r);
	size_t withheld = r->withheld + earlier_count(r, old, STR("withheld"));
	struct proof *moved;
	size_t n_moved;

	if (r->n_findings > 0)
		finding_number(r);
	buf_cstr(b, "{\"policy\":");
	put_policy(r->policy, b);
	json_member_string(b, "status", status_of(r, withheld));
	if (withheld)
		buf_printf(b, ",\"withheld\":%zu", withheld);
	put_counts(r, old ? json_get(r->json, old, STR("counts")) : 0, b);
	put_rules(r, old ? json_get(r->json, old, STR("rules")) : 0, b);
	n_moved = gather_proofs(r, &moved);
	put_operators(r, n_moved, b);
	put_proofs(moved, n_moved, b);
	put_spans(r, b);
	buf_char(b, '}');
}

struct json_note
redact_annotation(struct redact *r)
{
	return (struct json_note){ put_annotation, r };
}

void
redact_report(struct redact *r)
{
	const struct worker *w = r->worker;
	struct buf *out = w->out;

	if (r->n_fields == 0)
		return;
	buf_cstr(out, "{\"file\":");
	json_put_string(out, str_of(w->file));
	json_member_count(out, "line", w->number);
	if (is_clean(r, r->conv->id)) {
		json_member(out, "conversation_id");
		json_put_string(out, r->conv->id);
	}
	put_counts(r, 0, out);
	json_member_count(out, "undecided", r->withheld);
	if (r->spans) {
		finding_number(r);
		buf_cstr(out, ",\"spans\":[");
		put_found_spans(r, out);
		buf_char(out, ']');
	}
	buf_char(out, '}');
}
