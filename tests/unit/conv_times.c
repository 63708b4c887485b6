/*
 * The times of a record: a table of what is read and how it is written.
 * conv_times - <LINES: for each line, its milliseconds and how we write them,
 * or "refused".
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/die.h"
#include "conv/conv.h"

static int failed;

struct time_case {
	const char *text;
	int64_t ms; /* CONV_NO_TIME: refused */
	const char *written;
};

#define NO CONV_NO_TIME

/* Checked with GNU date -d TEXT +%s. */
static const struct time_case times[] = {
	{ "1970-01-01T00:00:00Z", 0, NULL },
	{ "1969-12-31T23:59:59.999Z", -1, NULL },
	{ "1969-12-31T23:59:59Z", -1000, NULL },
	{ "2026-03-01T09:00:00Z", 1772355600000, NULL },
	{ "2026-03-01t09:00:00z", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-01 09:00:00Z", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-01T10:30:00+01:30", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-01T10:30:00+0130", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-02-28T21:00:00-12:00", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-01T09:00:00-00:00", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-02T08:59:00+23:59", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "2026-03-01T09:00:00.5Z", 1772355600500, "2026-03-01T09:00:00.500Z" },
	{ "2026-03-01T09:00:00.123456789Z", 1772355600123,
	    "2026-03-01T09:00:00.123Z" },
	{ "2026-03-01T09:00:00.0009Z", 1772355600000, "2026-03-01T09:00:00Z" },
	/* leap years and seconds */
	{ "2024-02-29T12:00:00Z", 1709208000000, NULL },
	{ "2000-02-29T00:00:00Z", 951782400000, NULL },
	{ "2000-03-01T00:00:00Z", 951868800000, NULL },
	{ "1900-02-28T23:59:59Z", -2203891201000, NULL },
	{ "1900-03-01T00:00:00Z", -2203891200000, NULL },
	{ "2016-12-31T23:59:60Z", 1483228800000, "2017-01-01T00:00:00Z" },
	{ "2023-02-29T12:00:00Z", NO, NULL },
	{ "1900-02-29T12:00:00Z", NO, NULL },
	{ "2100-02-29T12:00:00Z", NO, NULL },
	{ "2026-04-31T12:00:00Z", NO, NULL },
	{ "2026-01-32T12:00:00Z", NO, NULL },
	{ "2026-00-10T12:00:00Z", NO, NULL },
	{ "2026-13-10T12:00:00Z", NO, NULL },
	{ "2026-01-00T12:00:00Z", NO, NULL },
	/* the ends of the calendar */
	{ "0000-01-01T00:00:00Z", -62167219200000, NULL },
	{ "9999-12-31T23:59:59.999Z", 253402300799999, NULL },
	{ "0000-01-01T00:59:59+01:00", NO, NULL },
	{ "9999-12-31T23:59:59-00:01", NO, NULL },
	{ "-001-01-01T00:00:00Z", NO, NULL },
	{ "-2026-01-01T00:00:00Z", NO, NULL },
	{ "+2026-01-01T00:00:00Z", NO, NULL },
	{ "10000-01-01T00:00:00Z", NO, NULL },
	/* not times */
	{ "2026-03-01T24:00:00Z", NO, NULL },
	{ "2026-03-01T23:60:00Z", NO, NULL },
	{ "2026-03-01T23:59:61Z", NO, NULL },
	{ "2026-03-01T09:00:00", NO, NULL },
	{ "2026-03-01T09:00Z", NO, NULL },
	{ "2026-03-01", NO, NULL },
	{ "2026-03-01T09:00:00.Z", NO, NULL },
	{ "2026-03-01T09:00:00,5Z", NO, NULL },
	{ "2026-03-01T09:00:00+24:00", NO, NULL },
	{ "2026-03-01T09:00:00+01:60", NO, NULL },
	{ "2026-03-01T09:00:00+01", NO, NULL },
	{ "2026-03-01T09:00:00+1:00", NO, NULL },
	{ "2026-03-01T09:00:00+", NO, NULL },
	{ "2026-03-01T09:00:00Z ", NO, NULL },
	{ " 2026-03-01T09:00:00Z", NO, NULL },
	{ "2026-03-01T09:00:00Zulu", NO, NULL },
	{ "2026-3-1T9:00:00Z", NO, NULL },
	{ "2026/03/01T09:00:00Z", NO, NULL },
	{ "26-03-01T09:00:00Z", NO, NULL },
	{ "2026-03-01T0 :00:00Z", NO, NULL },
	{ "2026-W10-7T09:00:00Z", NO, NULL },
	{ "1772355600", NO, NULL },
	{ "Z", NO, NULL },
	{ "", NO, NULL },
};

/* A number as a time of a record. */
static const struct time_case numbers[] = {
	{ "0", 0, "1970-01-01T00:00:00Z" },
	{ "-0.0", 0, "1970-01-01T00:00:00Z" },
	{ "-1.5", -1500, "1969-12-31T23:59:58.500Z" },
	{ "1772355600", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "1772355600.123", 1772355600123, "2026-03-01T09:00:00.123Z" },
	{ "1772355600.9999", 1772355601000, "2026-03-01T09:00:01Z" },
	{ "1.7723556e9", 1772355600000, "2026-03-01T09:00:00Z" },
	{ "1772355600123", 1772355600123, "2026-03-01T09:00:00.123Z" },
	{ "1772355600122.9", 1772355600123, "2026-03-01T09:00:00.123Z" },
	{ "99999999999", 99999999999000, "5138-11-16T09:46:39Z" },
	{ "100000000000", 100000000000000, "5138-11-16T09:46:40Z" },
	{ "100000000001", 100000000001, "1973-03-03T09:46:40.001Z" },
	{ "-100000000001", -100000000001, "1966-10-31T14:13:19.999Z" },
	{ "253402300799999", 253402300799999, "9999-12-31T23:59:59.999Z" },
	{ "-62167219200", -62167219200000, "0000-01-01T00:00:00Z" },
};

static void
check_written(const char *text, int64_t ms, const char *expected)
{
	struct buf b = { 0 };

	conv_put_time(&b, ms);
	if (!str_eq(buf_view(&b), str_of(expected))) {
		printf("%s is written %.*s, expected %s\n", text, (int)b.n, b.p,
		    expected);
		failed++;
	}
	buf_free(&b);
}

static void
check_time(const struct time_case *c)
{
	int64_t ms = 1;
	bool taken = conv_parse_time(str_of(c->text), &ms);

	if (taken != (c->ms != NO) || (taken && ms != c->ms)) {
		printf("\"%s\": %s, %" PRId64 " ms\n", c->text,
		    taken ? "taken" : "refused", ms);
		failed++;
	} else if (taken) {
		check_written(c->text, ms, c->written ? c->written : c->text);
	}
}

/* A clock is none with any other byte in it, and is one with each digit that
 * fits beside 10:10:10. */
static void
check_clock(void)
{
	static const char least[] = "00:00:00", most[] = "29:59:69";
	int64_t ms;

	for (size_t i = 0; i < 8; i++)
		for (int byte = 0; byte < 256; byte++) {
			char text[] = "2026-03-01T10:10:10Z";

			text[11 + i] = (char)byte;
			if (conv_parse_time(STR(text), &ms) ==
			    (byte >= least[i] && byte <= most[i]))
				continue;
			printf("byte %d at %zu of a clock\n", byte, i);
			failed++;
		}
}

/* A record that starts then; its bytes and what is read of it live in `a`. */
static bool
read_start(const char *number, struct arena *a, int64_t *ms)
{
	struct buf b = { 0 };
	struct str text;
	struct json j;
	struct conv c;
	struct fault f;
	bool good;

	buf_printf(&b,
	    "{\"conversation_id\":\"c\",\"turns\":[],\"started_at\":%s}",
	    number);
	text.n = b.n;
	text.p = arena_zalloc(a, b.n + JSON_PADDING);
	memcpy((char *)text.p, b.p, b.n);
	json_init(&j);
	good = json_index(&j, text, &f) && conv_parse(&j, a, &c, &f);
	if (good)
		*ms = c.started_ms;
	json_free(&j);
	buf_free(&b);
	return good;
}

static void
check_number(const struct time_case *c)
{
	struct arena a;
	int64_t ms = 1;

	arena_init(&a, 1 << 20);
	if (!read_start(c->text, &a, &ms) || ms != c->ms) {
		printf("%s: %" PRId64 " ms\n", c->text, ms);
		failed++;
	} else {
		check_written(c->text, c->ms, c->written);
	}
	arena_free(&a);
}

static int
print_times(void)
{
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		struct str s = { line, strcspn(line, "\n") };
		struct buf b = { 0 };
		int64_t ms;

		if (conv_parse_time(s, &ms)) {
			conv_put_time(&b, ms);
			printf("%" PRId64 " %.*s\n", ms, (int)b.n, b.p);
		} else {
			puts("refused");
		}
		buf_free(&b);
	}
	return ALL_GOOD;
}

int
main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return print_times();
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		check_time(&times[i]);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		check_number(&numbers[i]);
	check_clock();
	return failed ? NEGATIVE : ALL_GOOD;
}
