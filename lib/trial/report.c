#include "trial/room.h"

#include <string.h>

#include "grid/grid.h"

/* A name as one line of text that cannot be taken for anything else. */
static void
put_plain(struct str s, struct buf *out)
{
	for (size_t i = 0, from = 0; i < s.n; from = i) {
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (c < 0 || is_unsafe(c)) {
			buf_char(out, '?');
			continue;
		}
		if (c == '#' || c == '\\')
			buf_char(out, '\\');
		buf_put(out, s.p + from, i - from);
	}
}

/* Each line of `text` behind `indent`. */
static void
put_lines(struct str text, const char *indent, struct buf *out)
{
	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) + 1 : text.n;

		buf_cstr(out, indent);
		buf_put(out, text.p, n);
		text.p += n;
		text.n -= n;
	}
}

static void
put_failure(const struct result *r, struct buf *out)
{
	buf_cstr(out, "  ---\n  message: ");
	json_put_string(out, r->wrong);
	buf_cstr(out, "\n  expected: ");
	buf_str(out, r->expected);
	buf_cstr(out, "\n  got: ");
	buf_str(out, r->got);
	buf_cstr(out, "\n  trajectory:");
	if (r->steps.n == 0)
		buf_cstr(out, " []");
	buf_char(out, '\n');
	put_lines(r->steps, "    ", out);
	buf_cstr(out, "  ...\n");
}

void
trial_tap(const struct trial *t, struct buf *out)
{
	buf_printf(out, "TAP version 13\n1..%zu\n", t->n);
	for (size_t i = 0; i < t->n; i++) {
		const struct result *r = &t->results[i];

		buf_printf(out, "%sok %zu - ", r->good ? "" : "not ", i + 1);
		put_plain(r->file, out);
		buf_cstr(out, ": ");
		put_plain(r->name, out);
		buf_char(out, '\n');
		if (!r->good)
			put_failure(r, out);
	}
}

/* XML 1.0 knows no other control characters, and no U+FFFE and U+FFFF. */
static bool
is_xml(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c < 0xd800) || (c > 0xdfff && c < 0xfffe) ||
	       c > 0xffff;
}

static void
put_xml(struct str s, struct buf *out)
{
	for (size_t i = 0, from = 0; i < s.n; from = i) {
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (!is_xml(c))
			buf_char(out, '?');
		else if (c == '&' || c == '<' || c == '>' || c == '"' ||
			 c < 0x20)
			buf_printf(out, "&#%d;", (int)c);
		else
			buf_put(out, s.p + from, i - from);
	}
}

static void
put_attribute(const char *name, struct str value, struct buf *out)
{
	buf_printf(out, " %s=\"", name);
	put_xml(value, out);
	buf_char(out, '"');
}

static void
put_counts(const struct result *r, size_t n, struct buf *out)
{
	size_t failed = 0;

	for (size_t i = 0; i < n; i++)
		failed += !r[i].good;
	buf_printf(
	    out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"", n, failed);
}

static void
put_case(const struct result *r, struct buf *out)
{
	buf_cstr(out, "    <testcase");
	put_attribute("classname", r->file, out);
	put_attribute("name", r->name, out);
	buf_cstr(out, " time=\"0\"");
	if (r->good) {
		buf_cstr(out, "/>\n");
		return;
	}
	buf_cstr(out, ">\n      <failure type=\"expectation\"");
	put_attribute("message", r->wrong, out);
	buf_cstr(out, ">expected: ");
	put_xml(r->expected, out);
	buf_cstr(out, "\ngot: ");
	put_xml(r->got, out);
	buf_cstr(out, "\ntrajectory:\n");
	put_xml(r->steps, out);
	buf_cstr(out, "</failure>\n    </testcase>\n");
}

void
trial_junit(const struct trial *t, struct buf *out)
{
	buf_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<testsuites");
	put_counts(t->results, t->n, out);
	buf_cstr(out, ">\n");
	for (size_t i = 0, end; i < t->n; i = end) {
		const struct result *r = &t->results[i];

		for (end = i; end < t->n; end++)
			if (!str_eq(t->results[end].file, r->file))
				break;
		buf_cstr(out, "  <testsuite");
		put_attribute("name", r->file, out);
		put_counts(r, end - i, out);
		buf_cstr(out, " skipped=\"0\" time=\"0\">\n");
		for (; i < end; i++)
			put_case(&t->results[i], out);
		buf_cstr(out, "  </testsuite>\n");
	}
	buf_cstr(out, "</testsuites>\n");
}

void
trial_bless(const struct trial *t, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < t->n; i++) {
		buf_cstr(out, i ? ",\n{" : "{");
		buf_str(out, t->results[i].members);
		buf_cstr(out, ",\"expect\":");
		buf_str(out, t->results[i].got);
		buf_char(out, '}');
	}
	buf_cstr(out, "]\n");
}

void
trial_bless_conv(const struct conv *c, struct str annotation, struct buf *out)
{
	const struct json *j = c->json;
	struct judged g;
	bool first = true;

	judged_init(&g, annotation, c->record);
	buf_cstr(out, "{\"name\":");
	json_put_string(out, c->id);
	buf_cstr(out, ",\"conversation\":{");
	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		if (json_is(j, i, STR("hoff")))
			continue;
		buf_cstr(out, first ? "" : ",");
		buf_str(out, json_raw(j, i));
		buf_char(out, ':');
		buf_str(out, json_raw(j, i + 1));
		first = false;
	}
	buf_cstr(out, "},\"expect\":");
	expect_put(&g, out);
	buf_char(out, '}');
	judged_free(&g);
}
