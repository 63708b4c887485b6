/* Strings of JSON, read and written. */
#include "check.h"
#include "indexed.h"

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
		const struct json *j = indexed(cases[i].written);
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
	CHECK(!json_is(indexed(STR("1")), 0, STR("1")));
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

int
main(void)
{
	check_strings();
	check_put_string();
	check_put_places();
	return checked();
}
