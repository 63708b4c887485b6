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
		struct str name = kind_name((enum kind)k);
		size_t n = r->counts[k] + earlier_count(r, counts, name);

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

/* Of the dates that this run has moved, and of those that an earlier one has
 * and that are still there. */
static size_t
gather_proofs(struct redact *r, struct proof **all)
{
	const struct replacer *p = &r->finder.replacer;
	size_t n = 0, left = 0;

	*all =
	    arena_array(r->memory, p->n_proofs + r->n_findings, sizeof(**all));
	for (size_t i = 0; i < p->n_proofs; i++)
		if (p->proofs[i].holds)
			(*all)[n++] = p->proofs[i];
	for (size_t i = 0; i < r->n_findings; i++) {
		if (r->findings[i].span.op != OP_SHIFT)
			continue;
		buf_clear(&r->string);
		finding_put(r, &r->findings[i], &r->string);
		n += replace_prove(p, buf_view(&r->string), &(*all)[n]);
	}
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
		return json_string(r->json, key, r->memory);
	buf_clear(&r->string);
	finding_put_text(r, f, &r->string);
	return arena_copy(r->memory, buf_view(&r->string));
}

/* The path as jq writes it: .turns[3].text, .x["e-mail"] */
static void
put_path(struct redact *r, const struct step *s, struct buf *b)
{
	struct str key;

	if (!s)
		return;
	put_path(r, s->outer, b);
	if (!s->key) {
		buf_printf(b, "[%u]", s->index);
		return;
	}
	key = written_key(r, s->key);
	if (is_identifier(key)) {
		buf_char(b, '.');
		buf_str(b, key);
	} else {
		buf_cstr(b, s->outer ? "[" : ".[");
		json_put_string(b, key);
		buf_char(b, ']');
	}
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
 * personal, the path to what is around it. */
static struct str
path_of(struct redact *r, const struct step *s)
{
	struct buf path = { 0 };
	struct str copy;

	put_path(r, s, &path);
	while (s && !is_clean(r, buf_view(&path))) {
		s = s->outer;
		buf_clear(&path);
		put_path(r, s, &path);
	}
	if (!s)
		buf_char(&path, '.');
	copy = arena_copy(r->memory, buf_view(&path));
	buf_free(&path);
	return copy;
}

/* What an entry of the spans says beyond its place. */
struct note {
	struct str kind, rule, operator;
	unsigned score;
};

static void
put_span(struct redact *r, const struct field *f, struct str path, size_t start,
    size_t end, const struct note *note)
{
	struct buf *b = &r->annotation;

	if (b->p[b->n - 1] != '[')
		buf_char(b, ',');
	buf_cstr(b, "{\"path\":");
	json_put_string(b, path);
	buf_cstr(b, ",\"turn\":");
	if (f->turn < 0)
		buf_cstr(b, "null");
	else
		json_put_int(b, f->turn);
	buf_printf(b, ",\"start\":%zu,\"end\":%zu,\"kind\":", start, end);
	json_put_string(b, note->kind);
	if (note->rule.n)
		buf_printf(b, ",\"rule\":\"%.*s\",\"score\":%u.%02u",
		    STR_ARG(note->rule), note->score / 100, note->score % 100);
	if (note->operator.n)
		buf_printf(
		    b, ",\"operator\":\"%.*s\"", STR_ARG(note->operator));
	buf_cstr(b, f->is_key ? ",\"key\":true}" : "}");
}

static size_t
codepoints(struct str text, size_t from, size_t to)
{
	return text_codepoints((struct str){ text.p + from, to - from });
}

static void
put_field_spans(struct redact *r, const struct field *f)
{
	struct str path = path_of(r, f->inside);
	size_t at = 0, seen = 0;

	if (f->withheld)
		put_span(r, f, path, 0, text_codepoints(f->text),
		    &(struct note){ .kind = STR("REDACTED") });
	for (size_t i = f->first; i < f->first + f->n; i++) {
		const struct span *s = &r->findings[i].span;
		size_t start = seen + codepoints(f->text, at, s->start);

		seen = start + codepoints(f->text, s->start, s->end);
		at = s->end;
		put_span(r, f, path, start, seen,
		    &(struct note){ kind_name(s->kind), str_of(s->rule),
			operator_name(s->op), s->score });
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

/* Spans of an earlier run are kept, as long as they are what we write. */
static void
put_earlier_spans(struct redact *r, uint32_t spans)
{
	const struct json *j = r->json;

	for (uint32_t i = json_first(j, spans); i;
	     i = json_after(j, spans, i)) {
		uint32_t path = json_get(j, i, STR("path"));
		uint32_t turn = json_get(j, i, STR("turn"));
		uint32_t kind = json_get(j, i, STR("kind"));
		uint32_t key = json_get(j, i, STR("key"));
		struct field f = { .turn = -1,
			.is_key = key && json_kind_of(j, key) == JSON_TRUE };
		struct note note;
		struct str where;
		enum kind k;

		if (!path || json_kind_of(j, path) != JSON_STRING || !kind ||
		    json_kind_of(j, kind) != JSON_STRING)
			continue;
		where = json_string(j, path, r->memory);
		note = (struct note){ json_string(j, kind, r->memory),
			earlier_rule(r, i), earlier_operator(r, i),
			earlier_score(r, i) };
		if (!is_clean(r, where) ||
		    (!kind_named(note.kind, &k) &&
			!str_eq(note.kind, STR("REDACTED"))))
			continue;
		if (turn && json_kind_of(j, turn) == JSON_NUMBER)
			f.turn = (int64_t)earlier_count(r, i, STR("turn"));
		put_span(r, &f, where, earlier_count(r, i, STR("start")),
		    earlier_count(r, i, STR("end")), &note);
	}
}

static void
put_spans(struct redact *r)
{
	uint32_t old = earlier(r);
	uint32_t spans = old ? json_get(r->json, old, STR("spans")) : 0;

	if (spans && json_kind_of(r->json, spans) != JSON_ARRAY)
		spans = 0;
	if (!r->spans && !spans)
		return;
	buf_cstr(&r->annotation, ",\"spans\":[");
	if (spans)
		put_earlier_spans(r, spans);
	for (size_t i = 0; i < r->n_fields && r->spans; i++)
		put_field_spans(r, &r->fields[i]);
	buf_char(&r->annotation, ']');
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

struct str
redact_annotation(struct redact *r)
{
	uint32_t old = earlier(r);
	size_t withheld = r->withheld + earlier_count(r, old, STR("withheld"));
	struct proof *moved;
	size_t n_moved;

	if (r->n_findings > 0)
		finding_number(r);
	buf_clear(&r->annotation);
	buf_cstr(&r->annotation, "{\"policy\":");
	put_policy(r->policy, &r->annotation);
	json_member_string(&r->annotation, "status", status_of(r, withheld));
	if (withheld)
		buf_printf(&r->annotation, ",\"withheld\":%zu", withheld);
	put_counts(
	    r, old ? json_get(r->json, old, STR("counts")) : 0, &r->annotation);
	put_rules(
	    r, old ? json_get(r->json, old, STR("rules")) : 0, &r->annotation);
	n_moved = gather_proofs(r, &moved);
	put_operators(r, n_moved, &r->annotation);
	put_proofs(moved, n_moved, &r->annotation);
	put_spans(r);
	buf_char(&r->annotation, '}');
	return buf_view(&r->annotation);
}

void
redact_report(
    struct redact *r, const char *file, uint64_t line, struct buf *out)
{
	if (r->n_fields == 0)
		return;
	buf_cstr(out, "{\"file\":");
	json_put_string(out, str_of(file));
	json_member_int(out, "line", line);
	if (is_clean(r, r->conv->id)) {
		json_member(out, "conversation_id");
		json_put_string(out, r->conv->id);
	}
	put_counts(r, 0, out);
	json_member_int(out, "undecided", r->withheld);
	if (r->spans) {
		finding_number(r);
		buf_clear(&r->annotation);
		buf_cstr(&r->annotation, ",\"spans\":[");
		for (size_t i = 0; i < r->n_fields; i++)
			put_field_spans(r, &r->fields[i]);
		buf_str(out, buf_view(&r->annotation));
		buf_char(out, ']');
	}
	buf_char(out, '}');
}
