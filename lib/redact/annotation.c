#include <inttypes.h>

#include "redact/finding.h"
#include "redact/redact.h"
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
	buf_printf(b, ",\"sha256\":\"%s\"", p->sha256);
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
		buf_printf(b, ":%zu", n);
	}
	buf_char(b, '}');
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
	struct passage p = { .of = PASSAGE_PATH, .turn = -1 };

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

static void
put_span(struct redact *r, const struct field *f, struct str path, size_t start,
    size_t end, struct str kind)
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
	json_put_string(b, kind);
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
		put_span(
		    r, f, path, 0, text_codepoints(f->text), STR("REDACTED"));
	for (size_t i = f->first; i < f->first + f->n; i++) {
		const struct span *s = &r->findings[i].span;
		size_t start = seen + codepoints(f->text, at, s->start);

		seen = start + codepoints(f->text, s->start, s->end);
		at = s->end;
		put_span(r, f, path, start, seen, kind_name(s->kind));
	}
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
		struct str where, name;
		enum kind k;

		if (!path || json_kind_of(j, path) != JSON_STRING || !kind ||
		    json_kind_of(j, kind) != JSON_STRING)
			continue;
		where = json_string(j, path, r->memory);
		name = json_string(j, kind, r->memory);
		if (!is_clean(r, where) ||
		    (!kind_named(name, &k) && !str_eq(name, STR("REDACTED"))))
			continue;
		if (turn && json_kind_of(j, turn) == JSON_NUMBER)
			f.turn = (int64_t)earlier_count(r, i, STR("turn"));
		put_span(r, &f, where, earlier_count(r, i, STR("start")),
		    earlier_count(r, i, STR("end")), name);
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

struct str
redact_annotation(struct redact *r)
{
	uint32_t old = earlier(r);
	size_t withheld = r->withheld + earlier_count(r, old, STR("withheld"));

	if (r->n_findings > 0)
		finding_number(r);
	buf_clear(&r->annotation);
	buf_cstr(&r->annotation, "{\"policy\":");
	put_policy(r->policy, &r->annotation);
	buf_printf(&r->annotation, ",\"status\":\"%s\"",
	    withheld ? "field_withheld" : "done");
	if (withheld)
		buf_printf(&r->annotation, ",\"withheld\":%zu", withheld);
	put_counts(
	    r, old ? json_get(r->json, old, STR("counts")) : 0, &r->annotation);
	put_spans(r);
	buf_char(&r->annotation, '}');
	return buf_view(&r->annotation);
}

void
redact_report(const struct redact *r, uint64_t line, struct buf *out)
{
	if (r->n_fields == 0)
		return;
	buf_printf(out, "{\"line\":%" PRIu64, line);
	put_counts(r, 0, out);
	buf_printf(out, ",\"undecided\":%zu}", r->withheld);
}
