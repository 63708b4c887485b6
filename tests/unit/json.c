/*
 * json			check the room
 * json FILE...		print for each file, which is one text:
 *			"accept" or "refuse REASON OFFSET"
 * json --dump		read texts, one in hexadecimal a line; print each
 *			decoded in one canonical form, or "refuse"
 *
 * Whatever is indexed here is indexed by each kernel, before a guard page and
 * with several kinds of bytes in the padding; they must agree.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/die.h"
#include "json/json.h"
#include "json/scan.h"

static int failures;

#define CHECK(what) check((what), #what, __LINE__)

static bool
check(bool ok, const char *what, int line)
{
	if (!ok) {
		failures++;
		printf("tests/unit/json.c:%d: %s\n", line, what);
	}
	return ok;
}

/* What comes behind a text in a stream is the next one; that must not tell. */
static const char *const paddings[] = { "\"", "\"]", "}", "5", "\\u00",
	"\xa9" };

enum { N_PADDINGS = sizeof(paddings) / sizeof(*paddings) };

/* Memory before a page that must not be read. */
static char *
guarded(size_t n)
{
	static char *base;
	static size_t size;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	if (size < n) {
		if (base)
			munmap(base, size + page);
		size = (2 * n + page) / page * page;
		base = mmap(NULL, size + page, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (base == MAP_FAILED ||
		    mprotect(base + size, page, PROT_NONE))
			die("no memory before a guard page");
	}
	return base + size - n;
}

static bool
same_values(const struct json *a, const struct json *b)
{
	return a->n_values == b->n_values &&
	       memcmp(a->values, b->values, a->n_values * sizeof(*a->values)) ==
		   0;
}

/*
 * The index of a text, in static memory; *j is NULL when it is refused.  Each
 * kernel sees it with each padding.
 */
static struct fault
index_text(struct str text, const struct json **j)
{
	static struct json all[N_KERNELS];
	struct fault first = { 0 }, f;
	bool accepted = false;
	int n_kernels = (int)kernel_fastest() + 1;
	char *p = guarded(text.n + JSON_PADDING);

	if (text.n)
		memcpy(p, text.p, text.n);
	text.p = p;
	for (int i = 0; i < N_PADDINGS * n_kernels; i++) {
		enum kernel k = i % n_kernels;
		const char *pad = paddings[i / n_kernels];
		bool ok;

		for (size_t n = 0; n < JSON_PADDING; n++)
			p[text.n + n] = pad[n % strlen(pad)];
		if (!all[k].values)
			json_init(&all[k]);
		f = (struct fault){ 0 };
		ok = json_index_by(k, &all[k], text, &f);
		if (i == 0) {
			first = f;
			accepted = ok;
		}
		CHECK(ok == accepted);
		CHECK(f.reason == first.reason && f.at == first.at);
		CHECK(f.detail == first.detail);
		CHECK(!ok || same_values(&all[0], &all[k]));
	}
	*j = accepted ? &all[0] : NULL;
	return first;
}

static const struct json *
accepted(struct str text)
{
	const struct json *j;
	struct fault f = index_text(text, &j);

	if (!j) {
		failures++;
		printf("refused at %zu, %s: %.*s\n", f.at, f.detail,
		    STR_ARG(text));
	}
	return j;
}

static void
refused(struct str text, enum reason reason, size_t at)
{
	const struct json *j;
	struct fault f = index_text(text, &j);

	if (j || f.reason != reason || f.at != at) {
		failures++;
		printf("not refused as %s at %zu but %s at %zu: %.*s\n",
		    reason_code(reason), at, j ? "accepted" : f.detail, f.at,
		    STR_ARG(text));
	}
}

/*
 * Every kind of byte at every place of a string of every length: the edges of
 * the kernels' blocks.  The text ends at a fixed address, so that with the
 * length each alignment comes by.
 */
static void
check_blocks(void)
{
	static const struct {
		struct str bytes;
		bool good;
		enum reason reason;
		size_t at; /* offset of the fault in `bytes` */
	} odd[] = {
		{ { "~", 1 }, true, 0, 0 },
		{ { "\\n", 2 }, true, 0, 0 },
		{ { "\\ud83d", 6 }, true, 0, 0 },
		{ { "\xc3\xa9", 2 }, true, 0, 0 },
		{ { "\xf0\x9f\x98\x80", 4 }, true, 0, 0 },
		{ { "\x1f", 1 }, false, BAD_JSON, 0 },
		{ { "\0", 1 }, false, BAD_JSON, 0 },
		{ { "\\q", 2 }, false, BAD_JSON, 1 },
		{ { "\x80", 1 }, false, BAD_UTF8, 0 },
		{ { "\"", 1 }, false, BAD_JSON, 1 },
	};
	char text[128];

	for (size_t o = 0; o < sizeof(odd) / sizeof(*odd); o++)
		for (size_t n = 0; n <= 70; n++)
			for (size_t at = 0; at <= n; at++) {
				struct str s = { text, n + odd[o].bytes.n + 4 };

				memset(text, 'x', sizeof(text));
				memcpy(text, "[\"", 2);
				memcpy(text + s.n - 2, "\"]", 2);
				memcpy(text + 2 + at, odd[o].bytes.p,
				    odd[o].bytes.n);
				if (odd[o].good)
					accepted(s);
				else
					refused(s, odd[o].reason,
					    2 + at + odd[o].at);
			}
}

/* The same of two in one string: the second is where a look at the block behind
 * the first ends, and before and behind that. */
static void
check_odd_twice(void)
{
	static const char *const first[] = { "\\n", "\xc3\xa9" };
	char text[160];

	for (size_t o = 0; o < 2; o++)
		for (size_t n = 0; n < 140; n++) {
			struct str s = { text, n + 8 };

			memset(text, 'x', sizeof(text));
			memcpy(text, "[\"", 2);
			memcpy(text + 2, first[o], 2);
			memcpy(text + 4 + n, "\\n\"]", 4);
			accepted(s);
			text[n + 5] = 'q';
			refused(s, BAD_JSON, n + 5);
		}
}

/* The second of two strings begins at every place of a block, and behind it. */
static void
check_two(void)
{
	char text[160];

	for (size_t n = 0; n < 140; n++) {
		struct str s = { text, n + 8 };

		memset(text, 'x', sizeof(text));
		memcpy(text, "[\"", 2);
		memcpy(text + 2 + n, "\",\"y\"]", 6);
		accepted(s);
		text[n + 5] = '\n';
		refused(s, BAD_JSON, n + 5);
	}
}

/* No beginning of a text is a text, nor does what lies behind it matter. */
static void
check_cuts(void)
{
	static const char text[] =
	    "{\"a\":[-1.5e+3,\"\\u00e9 \xe2\x82\xac\xf0\x9f\x98\x80 and what "
	    "goes over two blocks of a kernel\"],\"b\":null}";
	const struct json *j;

	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		index_text((struct str){ text, n }, &j);
		CHECK(!j);
	}
	accepted(STR(text));
}

/* Offsets are of 32 bits: what they cannot reach is refused unseen. */
static void
check_too_long(void)
{
	const struct str texts[] = { { "[]", UINT32_MAX }, { "[]", SIZE_MAX } };
	struct json j;
	struct fault f;

	json_init(&j);
	for (size_t i = 0; i < 2; i++)
		CHECK(!json_index(&j, texts[i], &f) && f.reason == TOO_LONG &&
		      f.at == 0);
	json_free(&j);
}

static void
check_policy(void)
{
	static char deep[2 * (JSON_DEPTH + 1)];
	const struct json *j;

	memset(deep, '[', JSON_DEPTH + 1);
	memset(deep + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
	accepted((struct str){ deep + 1, 2 * JSON_DEPTH });
	refused((struct str){ deep, sizeof(deep) }, TOO_DEEP, JSON_DEPTH);

	accepted(STR("0"));
	accepted(STR(" \"a scalar\"\r"));
	refused(STR(""), BAD_JSON, 0);
	refused(STR(" \t"), BAD_JSON, 2);
	refused(STR("\xef\xbb\xbf{}"), BAD_JSON, 0);
	refused(STR("{}\0"), BAD_JSON, 2);
	refused(STR("[1]x"), BAD_JSON, 3);
	refused(STR("[1 2]"), BAD_JSON, 3);
	refused(STR("[1,]"), BAD_JSON, 3);
	refused(STR("{\"a\":1,}"), BAD_JSON, 7);
	refused(STR("{\"a\" 1}"), BAD_JSON, 5);
	refused(STR("{1:1}"), BAD_JSON, 1);
	refused(STR("{\"a\":1]"), BAD_JSON, 6);
	refused(STR("[1}"), BAD_JSON, 2);
	refused(STR("[\"]"), BAD_JSON, 3);
	refused(STR("{\"a\":{} "), BAD_JSON, 8);
	refused(STR("1}"), BAD_JSON, 1);
	refused(STR("1,2]"), BAD_JSON, 1);
	refused(STR("tru"), BAD_JSON, 3);
	refused(STR("[nul]"), BAD_JSON, 4);
	refused(STR("01"), BAD_JSON, 1);
	refused(STR("-"), BAD_JSON, 1);
	refused(STR("[1.]"), BAD_JSON, 3);
	refused(STR("[1e+]"), BAD_JSON, 4);
	refused(STR("+1"), BAD_JSON, 0);
	refused(STR("\"\\u12g4\""), BAD_JSON, 5);
	refused(STR("\"\x7f\xc0\xaf\""), BAD_UTF8, 2);
	refused(STR("\"\xed\xa0\x80\""), BAD_UTF8, 1);
	check_too_long();

	/* of equal keys the last counts; keys compare decoded */
	j = accepted(STR("{\"turns\":1,\"tu\\u0072ns\":2,\"turn\":3}"));
	CHECK(json_number(j, json_get(j, 0, STR("turns"))) == 2);
	CHECK(json_number(j, json_get(j, 0, STR("turn"))) == 3);
	CHECK(json_get(j, 0, STR("tur")) == 0);
	CHECK(json_get(accepted(STR("[\"x\",1]")), 0, STR("x")) == 0);
}

/* A key of every length is found, and not one that differs in any byte. */
static void
check_keys(void)
{
	char text[64], key[32];

	for (size_t n = 0; n < sizeof(key); n++) {
		struct str s = { key, n };
		const struct json *j;
		uint32_t at;

		memset(key, 'k', sizeof(key));
		snprintf(text, sizeof(text), "{\"%.*s\":7}", (int)n, key);
		j = accepted(str_of(text));
		CHECK(json_get(j, 0, s) == 2);
		for (size_t i = 0; i < n; i++) {
			key[i] = 'K';
			CHECK(json_get(j, 0, s) == 0);
			json_pick(j, 0, &s, 1, &at);
			CHECK(at == 0);
			key[i] = 'k';
		}
		json_pick(j, 0, &s, 1, &at);
		CHECK(at == 2);
	}
}

static void
check_find(void)
{
	const struct json *j =
	    accepted(STR("{\"a\":{\"b\":[{\"c\":1}],\"\":{\"c\":2}}}"));
	uint32_t a = json_get(j, 0, STR("a"));

	CHECK(json_find(j, 0, STR("")) == 0);
	CHECK(json_find(j, 0, STR("a")) == a);
	CHECK(json_kind_of(j, json_find(j, 0, STR("a.b"))) == JSON_ARRAY);
	CHECK(json_find(j, 0, STR("a.b.c")) == 0);
	CHECK(json_find(j, 0, STR("b")) == 0 && json_find(j, a, STR("b")));
	CHECK(json_number(j, json_find(j, 0, STR("a..c"))) == 2);
	CHECK(json_get_as(j, 0, "a", JSON_OBJECT) == a);
	CHECK(json_get_as(j, 0, "a", JSON_ARRAY) == 0);
}

static void
check_pick(void)
{
	static const struct str keys[] = { STR("b"), STR("none"), STR("a"),
		STR("c") };
	const struct json *j = accepted(
	    STR("{\"a\":1,\"b\":[\"c\",{\"c\":2}],\"a\":3,\"\\u0063\":4}"));
	uint32_t out[] = { 9, 9, 9, 9 };

	json_pick(j, 0, keys, 4, out);
	CHECK(json_kind_of(j, out[0]) == JSON_ARRAY);
	CHECK(out[1] == 0);
	CHECK(json_number(j, out[2]) == 3);
	CHECK(json_number(j, out[3]) == 4);
	json_pick(j, out[0], keys, 4, out);
	CHECK(out[0] == 0 && out[1] == 0 && out[2] == 0 && out[3] == 0);
}

static void
check_walk(void)
{
	const struct json *j =
	    accepted(STR("{\"a\":[1,[],{\"b\":2}],\"c\":{},\"d\":[]}"));
	uint32_t a = json_get(j, 0, STR("a")), i;
	char kinds[8];
	int n = 0;

	CHECK(json_kind_of(j, 0) == JSON_OBJECT && j->values[0].n == 3);
	CHECK(json_kind_of(j, a) == JSON_ARRAY && j->values[a].n == 3);
	CHECK(str_eq(json_raw(j, a), STR("[1,[],{\"b\":2}]")));
	for (i = json_first(j, a); i; i = json_after(j, a, i))
		kinds[n++] = (char)('0' + json_kind_of(j, i));
	CHECK(n == 3 && kinds[0] == '0' + JSON_NUMBER &&
	      kinds[1] == '0' + JSON_ARRAY && kinds[2] == '0' + JSON_OBJECT);
	n = 0;
	for (i = json_first(j, 0); i; i = json_after(j, 0, i))
		CHECK(json_raw(j, i).p[1] == "acd"[n++]);
	CHECK(n == 3);
	CHECK(json_first(j, json_get(j, 0, STR("c"))) == 0);
	CHECK(json_first(j, json_get(j, 0, STR("d"))) == 0);
}

/* A text of n values in one array; n - 1 must not be 0. */
static struct str
many(size_t n, char *p)
{
	p[0] = '[';
	for (size_t i = 1; i < 2 * n - 2; i += 2)
		memcpy(p + i, "1,", 2);
	p[2 * n - 2] = ']';
	return (struct str){ p, 2 * n - 1 };
}

static void
check_ceiling(void)
{
	char *p = calloc(JSON_VALUES + 1, 2);
	struct json j;
	struct fault f;

	if (!p)
		die_of_memory();
	accepted(many(JSON_VALUES, p));
	refused(many(JSON_VALUES + 1, p), TOO_MANY, 2 * JSON_VALUES - 1);

	/* what a giant needed is given back at the next small text */
	json_init(&j);
	memset(p + 2 * 100000, 0, JSON_PADDING);
	CHECK(json_index(&j, many(100000, p), &f) && j.room >= 100000);
	CHECK(json_index(&j, many(3, p), &f) && j.room <= 1 << 14);
	json_free(&j);
	free(p);
}

static void
check_splice(void)
{
	static const struct {
		const char *text, *want; /* {"x":1} as hoff.score */
	} cases[] = {
		{ "{}", "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{ }\r", "{\"hoff\":{\"score\":{\"x\":1}} }\r" },
		{ "{\"a\":[ ] }",
		    "{\"a\":[ ],\"hoff\":{\"score\":{\"x\":1}} }" },
		{ "{\"score\":5}",
		    "{\"score\":5,\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{}}", "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{ },\"a\":1}",
		    "{\"hoff\":{\"score\":{\"x\":1} },\"a\":1}" },
		{ "{\"hoff\":{\"kpi\":0 },\"a\":1}",
		    "{\"hoff\":{\"kpi\":0,\"score\":{\"x\":1} },\"a\":1}" },
		{ "{\"hoff\":{\"score\": 9 ,\"kpi\":0}}",
		    "{\"hoff\":{\"score\": {\"x\":1} ,\"kpi\":0}}" },
		{ "{\"hoff\":{\"score\":8},\"hoff\":{\"score\":7,\"score\":6}}",
		    "{\"hoff\":{\"score\":8},"
		    "\"hoff\":{\"score\":7,\"score\":{\"x\":1}}}" },
		{ "{\"ho\\u0066f\":{\"s\\u0063ore\":[]}}",
		    "{\"ho\\u0066f\":{\"s\\u0063ore\":{\"x\":1}}}" },
		{ "{\"hoff\": null ,\"a\":1}",
		    "{\"hoff\": {\"score\":{\"x\":1}} ,\"a\":1}" },
		{ "{\"hoff\":{\"kpi\":1},\"hoff\":null}",
		    "{\"hoff\":{\"kpi\":1},\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{\"score\":null}}",
		    "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"n\":[9007199254740993,1.0,1E400,-0,\"\\ud800\\/\"]}",
		    "{\"n\":[9007199254740993,1.0,1E400,-0,\"\\ud800\\/\"],"
		    "\"hoff\":{\"score\":{\"x\":1}}}" },
	};
	struct buf out = { 0 };
	struct fault f;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int again = 0; again < 2; again++) {
			const char *text =
			    again ? cases[i].want : cases[i].text;
			const struct json *j = accepted(str_of(text));

			buf_clear(&out);
			CHECK(json_splice(
			    j, STR("score"), STR("{\"x\":1}"), &out, &f));
			if (!str_eq(buf_view(&out), str_of(cases[i].want))) {
				failures++;
				printf("spliced: %.*s\n", STR_ARG(out));
			}
		}

	buf_clear(&out);
	CHECK(!json_splice(accepted(STR("{\"hoff\":true}")), STR("score"),
	    STR("1"), &out, &f));
	CHECK(f.reason == BAD_TYPE && f.at == 8 && out.n == 0);
	buf_free(&out);
}

struct edit {
	uint32_t value;
	struct str written;
};

static uint32_t
edited_value(const void *of, size_t i)
{
	return ((const struct edit *)of)[i].value;
}

static void
put_edit(void *of, size_t i, struct buf *out)
{
	buf_str(out, ((const struct edit *)of)[i].written);
}

/* Edits before the member that is written, beside it and behind it. */
static void
check_edits(void)
{
	const struct json *j =
	    accepted(STR("{\"k\":1,\"hoff\":{\"a\":\"b\",\"score\":[2,3],"
			 "\"c\":[4]},\"z\":\"\"}"));
	uint32_t hoff = json_get(j, 0, STR("hoff"));
	const struct edit edits[] = {
		{ 1, STR("\"key\"") },
		{ 2, STR("\"one\"") },
		{ json_get(j, hoff, STR("a")), STR("\"\\n\"") },
		{ json_get(j, hoff, STR("c")) + 1, STR("44") },
		{ json_get(j, 0, STR("z")), STR("\"zz\"") },
	};
	struct json_edits all = { 5, edited_value, put_edit, (void *)edits };
	struct buf out = { 0 };
	struct fault f;

	CHECK(json_splice_edited(j, all, STR("score"), STR("0"), &out, &f));
	CHECK(str_eq(buf_view(&out),
	    STR("{\"key\":\"one\",\"hoff\":{\"a\":\"\\n\",\"score\":0,"
		"\"c\":[44]},\"z\":\"zz\"}")));
	buf_clear(&out);
	CHECK(json_splice_edited(j, all, STR("other"), STR("0"), &out, &f));
	CHECK(str_eq(buf_view(&out),
	    STR("{\"key\":\"one\",\"hoff\":{\"a\":\"\\n\",\"score\":[2,3],"
		"\"c\":[44],\"other\":0},\"z\":\"zz\"}")));
	buf_free(&out);
}

/* Its index is what its text would have. */
static bool
is_indexed(const struct json_copy *c)
{
	const struct json *j = accepted(buf_view(&c->text));

	return j->n_values == c->json.n_values &&
	       memcmp(j->values, c->json.values,
		   j->n_values * sizeof(*j->values)) == 0;
}

/* Edits that are longer and shorter, first and last, deep and not. */
static void
check_copy(void)
{
	const struct json *j = accepted(
	    STR("[0, {\"k\" : [\"\\u0061\",[\"b\" ],{}], \"l\":\"cc\" } ,1]"));
	const struct edit edits[] = {
		{ 5, STR("\"\"") },
		{ 7, STR("\"long\"") },
		{ 10, STR("\"\"") },
	};
	struct json_copy c = { .text = { 0 } };

	json_copy_edited(&c, j, 2,
	    (struct json_edits){ 3, edited_value, put_edit, (void *)edits });
	CHECK(str_eq(buf_view(&c.text),
	    STR("{\"k\" : [\"\",[\"long\" ],{}], \"l\":\"\" }")));
	CHECK(is_indexed(&c));
	j = accepted(STR("[0, {\"k\" : [\"\\u0061\",[]], \"l\":[[]]} ,1]"));
	json_copy_edited(&c, j, 2, (struct json_edits){ 0 });
	CHECK(str_eq(
	    buf_view(&c.text), STR("{\"k\" : [\"\\u0061\",[]], \"l\":[[]]}")));
	CHECK(is_indexed(&c));
	json_copy_free(&c);
}

static void
check_strings(void)
{
	static const struct {
		struct str written, content;
	} cases[] = {
		{ STR("\"\""), STR("") },
		{ STR("\"plain \xc3\xa9\""), STR("plain \xc3\xa9") },
		{ STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t.\""),
		    STR("\"\\/\b\f\n\r\t.") },
		{ STR("\"a\\u0000b\""), STR("a\0b") },
		{ STR("\"\\u00E9\\u00e9\\u20ac\""),
		    STR("\xc3\xa9\xc3\xa9\xe2\x82\xac") },
		{ STR("\"\\ud83d\\ude00\""), STR("\xf0\x9f\x98\x80") },
		{ STR("\"\\ud83d\""), STR("\xef\xbf\xbd") },
		{ STR("\"\\ude00x\""), STR("\xef\xbf\xbdx") },
		{ STR("\"\\ud83d\\n\""), STR("\xef\xbf\xbd\n") },
		{ STR("\"\\ud83d\\ud83d\\ude00\""),
		    STR("\xef\xbf\xbd\xf0\x9f\x98\x80") },
		{ STR("\"\\udbff\\udfff\""), STR("\xf4\x8f\xbf\xbf") },
	};
	struct buf b = { 0 };
	struct arena a;

	arena_init(&a, 1 << 20);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct json *j = accepted(cases[i].written);
		struct str content = cases[i].content;

		CHECK(str_eq(json_string(j, 0, &a), content));
		CHECK(json_is(j, 0, content));
		CHECK(!json_is(j, 0, STR("no")));
		buf_clear(&b);
		buf_str(&b, content);
		buf_char(&b, '.');
		CHECK(!json_is(j, 0, buf_view(&b)));
		CHECK(content.n == 0 ||
		      !json_is(j, 0, (struct str){ content.p, content.n - 1 }));
	}
	CHECK(!json_is(accepted(STR("1")), 0, STR("1")));
	arena_free(&a);
	buf_free(&b);
}

static void
check_put_string(void)
{
	static const struct {
		struct str content, written;
	} cases[] = {
		{ STR(""), STR("\"\"") },
		{ STR("a/\x7f\xc3\xa9\"\\"),
		    STR("\"a/\x7f\xc3\xa9\\\"\\\\\"") },
		{ STR("\b\f\n\r\t\x1f\0"),
		    STR("\"\\b\\f\\n\\r\\t\\u001f\\u0000\"") },
		{ STR("a\xff\xc3(\xe2\x82"),
		    STR("\"a\xef\xbf\xbd\xef\xbf\xbd("
			"\xef\xbf\xbd\xef\xbf\xbd\"") },
	};
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		json_put_string(&b, cases[i].content);
		CHECK(str_eq(buf_view(&b), cases[i].written));
	}
	buf_free(&b);
}

/* How one byte of a string is written. */
static void
put_byte(struct buf *b, unsigned char c)
{
	static const char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
	const char *at = c ? strchr(controls, c) : NULL;

	if (at)
		buf_printf(b, "\\%c", letters[at - controls]);
	else if (c < 0x20)
		buf_printf(b, "\\u%04x", c);
	else if (c == '"' || c == '\\')
		buf_printf(b, "\\%c", c);
	else if (c < 0x80)
		buf_char(b, (char)c);
	else
		buf_cstr(b, "\xef\xbf\xbd");
}

/* Every byte at every place of a string of every length up to some that are
 * looked at in several pieces. */
static void
check_put_places(void)
{
	enum { LONGEST = 40 };
	char text[LONGEST];
	struct buf got = { 0 }, want = { 0 };

	for (int c = 0; c < 256; c++)
		for (size_t n = 1; n <= LONGEST; n++)
			for (size_t at = 0; at < n; at++) {
				memset(text, c % 2 ? '!' : ']', n);
				text[at] = (char)c;
				buf_clear(&want);
				buf_char(&want, '"');
				buf_put(&want, text, at);
				put_byte(&want, (unsigned char)c);
				buf_put(&want, text + at + 1, n - at - 1);
				buf_char(&want, '"');
				buf_clear(&got);
				json_put_string(&got, (struct str){ text, n });
				if (str_eq(buf_view(&got), buf_view(&want)))
					continue;
				failures++;
				printf("byte %d at %zu of %zu\n", c, at, n);
			}
	buf_free(&got);
	buf_free(&want);
}

static struct str
read_file(const char *path, struct buf *b)
{
	FILE *fp = fopen(path, "rb");
	size_t n;

	if (!fp)
		die("%s: cannot open", path);
	buf_clear(b);
	do {
		buf_reserve(b, 65536);
		n = fread(b->p + b->n, 1, 65536, fp);
		b->n += n;
	} while (n);
	fclose(fp);
	return buf_view(b);
}

static void
judge_files(char **paths)
{
	struct buf b = { 0 };

	for (; *paths; paths++) {
		const struct json *j;
		struct fault f = index_text(read_file(*paths, &b), &j);

		if (j)
			printf("accept\n");
		else
			printf("refuse %s %zu\n", reason_code(f.reason), f.at);
	}
	buf_free(&b);
}

/* Decoded and written again: numbers with 17 digits, strings by our writer. */
static void
dump(const struct json *j, uint32_t at, struct arena *a, struct buf *out)
{
	enum json_kind kind = json_kind_of(j, at);
	bool object = kind == JSON_OBJECT;
	uint32_t i;

	switch (kind) {
	case JSON_STRING:
		json_put_string(out, json_string(j, at, a));
		return;
	case JSON_NUMBER:
		buf_printf(out, "%.17g", json_number(j, at));
		return;
	case JSON_NULL:
	case JSON_FALSE:
	case JSON_TRUE:
		buf_str(out, json_raw(j, at));
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	buf_char(out, object ? '{' : '[');
	for (i = json_first(j, at); i; i = json_after(j, at, i)) {
		if (i != json_first(j, at))
			buf_char(out, ',');
		dump(j, i, a, out);
		if (object) {
			buf_char(out, ':');
			dump(j, i + 1, a, out);
		}
	}
	buf_char(out, object ? '}' : ']');
}

static void
dump_lines(void)
{
	struct buf text = { 0 }, out = { 0 };
	const struct json *j;
	struct arena a;
	char *line = NULL;
	size_t room = 0;
	unsigned byte;

	arena_init(&a, 1 << 24);
	while (getline(&line, &room, stdin) > 0) {
		buf_clear(&text);
		buf_clear(&out);
		for (char *p = line; sscanf(p, "%2x", &byte) == 1; p += 2)
			buf_char(&text, (char)byte);
		index_text(buf_view(&text), &j);
		if (j)
			dump(j, 0, &a, &out);
		else
			buf_cstr(&out, "refuse");
		printf("%.*s\n", STR_ARG(out));
		arena_reset(&a);
	}
	free(line);
	arena_free(&a);
	buf_free(&text);
	buf_free(&out);
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--dump") == 0) {
		dump_lines();
	} else if (argc > 1) {
		judge_files(argv + 1);
	} else {
		check_blocks();
		check_odd_twice();
		check_two();
		check_cuts();
		check_policy();
		check_keys();
		check_find();
		check_pick();
		check_walk();
		check_ceiling();
		check_splice();
		check_edits();
		check_copy();
		check_strings();
		check_put_string();
		check_put_places();
	}
	if (failures)
		printf("%d checks failed\n", failures);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
