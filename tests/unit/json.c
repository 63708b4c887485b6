/*
 * json			check how texts are indexed and read
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
#include "check.h"
#include "json/json.h"
#include "json/scan.h"

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
	}
	return checked();
}
