/*
 * zone			exact cases, on files that are made here
 * zone local <LINES	"NAME SECONDS" -> what clocks show there
 * zone instant <LINES	"NAME YEAR MONTH DAY HOUR MINUTE SECOND" -> seconds
 *
 * What the two modes print is held against Python by tests/zone.bats.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/die.h"
#include "zone/tzif.h"
#include "zone/zone.h"

enum { H = 3600, TYPES = 3 };

#define NEVER INT64_MAX

static int failures;
static struct arena run;

static void
check(bool good, const char *what)
{
	if (good)
		return;
	failures++;
	printf("%s\n", what);
}

/* A file of three types (0 h, 1 h, 2 h) and `n` changes. */
struct made {
	size_t n;
	int64_t changes[4];
	unsigned char types[4];
	const char *footer;
	int32_t first_offset_s; /* of type 0 */
	uint32_t leap;
	char version;
};

static void
put(struct buf *b, int64_t value, int bytes)
{
	while (bytes--)
		buf_char(b, (char)((uint64_t)value >> (8 * bytes)));
}

static void
put_header(struct buf *b, const struct made *m, size_t n)
{
	buf_cstr(b, "TZif");
	buf_char(b, m->version ? m->version : '2');
	for (int i = 0; i < 15; i++)
		buf_char(b, 0);
	put(b, 0, 4);
	put(b, 0, 4);
	put(b, m->leap, 4);
	put(b, (int64_t)n, 4);
	put(b, TYPES, 4);
	put(b, 4, 4);
}

static void
put_types(struct buf *b, const struct made *m)
{
	for (int i = 0; i < TYPES; i++) {
		put(b, i ? i * H : m->first_offset_s, 4);
		put(b, 0, 2);
	}
	buf_put(b, "ABC", 4);
	for (uint32_t i = 0; i < m->leap; i++) {
		put(b, 1, 8);
		put(b, 1, 4);
	}
}

static struct buf
make(const struct made *m)
{
	struct buf b = { 0 };

	put_header(&b, &(struct made){ .version = m->version }, 0);
	put_types(&b, &(struct made){ 0 });
	put_header(&b, m, m->n);
	for (size_t i = 0; i < m->n; i++)
		put(&b, m->changes[i], 8);
	buf_put(&b, m->types, m->n);
	put_types(&b, m);
	buf_char(&b, '\n');
	buf_cstr(&b, m->footer ? m->footer : "");
	buf_char(&b, '\n');
	return b;
}

/* In memory of its own, so that the sanitizer sees a byte too far. */
static bool
reads(const char *p, size_t n, struct zone *z)
{
	char *copy = malloc(n ? n : 1);
	bool good;

	if (!copy)
		die_of_memory();
	if (n)
		memcpy(copy, p, n);
	good = tzif_read((struct str){ copy, n }, &run, z);
	free(copy);
	return good;
}

static bool
reads_made(const struct made *m, struct zone *z)
{
	struct buf b = make(m);
	bool good = reads(b.p, b.n, z);

	buf_free(&b);
	return good;
}

static struct zone
zone_of(const char *footer)
{
	struct zone z;

	if (!reads_made(&(struct made){ .footer = footer }, &z))
		die("%s: not read", footer);
	return z;
}

/* "2026-03-29T03:00:00+02:00 7" of an instant. */
static void
shows(const char *name, const struct zone *z, int64_t at, const char *want)
{
	struct civil c;
	char got[128];
	int minutes;

	if (!zone_local(z, at, &c)) {
		snprintf(got, sizeof(got), "nothing");
	} else {
		minutes = abs(c.offset_s) / 60;
		snprintf(got, sizeof(got),
		    "%04" PRId64 "-%02d-%02dT%02d:%02d:%02d%c%02d:%02d %d",
		    c.year, c.month, c.day, c.hour, c.minute, c.second,
		    c.offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60,
		    c.weekday);
	}
	if (!strcmp(got, want))
		return;
	failures++;
	printf("%s at %" PRId64 ": %s, not %s\n", name, at, got, want);
}

static enum zone_times
instants(const struct zone *z, const char *text, int64_t *at)
{
	struct civil c = { 0 };

	*at = -1;
	sscanf(text, "%" SCNd64 "-%d-%d %d:%d:%d", &c.year, &c.month, &c.day,
	    &c.hour, &c.minute, &c.second);
	return zone_instants(z, &c, at);
}

/* The instant of "2026-03-29 02:30:00". */
static void
comes(const char *what, const struct zone *z, const char *text, int64_t want)
{
	int64_t got;
	bool good = instants(z, text, &got) != ZONE_NO_TIME;

	if (good == (want != NEVER) && (!good || got == want))
		return;
	failures++;
	printf("%s, %s: %" PRId64 ", not %" PRId64 "\n", what, text, got, want);
}

static void
is_shown(const struct zone *z, const char *text, enum zone_times want)
{
	int64_t ignored;
	enum zone_times got = instants(z, text, &ignored);

	if (got == want)
		return;
	failures++;
	printf("%s is shown %d, not %d\n", text, (int)got, (int)want);
}

/* GNU date says so: TZ=Europe/Berlin date -d @1774746000. */
static void
check_berlin(void)
{
	struct zone z = zone_of("CET-1CEST,M3.5.0,M10.5.0/3");

	shows("Berlin", &z, 0, "1970-01-01T01:00:00+01:00 4");
	shows("Berlin", &z, 1774745999, "2026-03-29T01:59:59+01:00 7");
	shows("Berlin", &z, 1774746000, "2026-03-29T03:00:00+02:00 7");
	shows("Berlin", &z, 1792889999, "2026-10-25T02:59:59+02:00 7");
	shows("Berlin", &z, 1792890000, "2026-10-25T02:00:00+01:00 7");
	shows("Berlin", &z, 253402297199, "9999-12-31T23:59:59+01:00 5");
	shows("Berlin", &z, 253402297200, "nothing");
	shows("Berlin", &z, INT64_MAX, "nothing");
	shows("Berlin", &z, INT64_MIN, "nothing");
	comes("before the gap", &z, "2026-03-29 01:59:59", 1774745999);
	comes("in the gap", &z, "2026-03-29 02:00:00", 1774746000);
	comes("in the gap", &z, "2026-03-29 02:30:00", 1774746000 + 1800);
	comes("after the gap", &z, "2026-03-29 03:00:00", 1774746000);
	comes("twice", &z, "2026-10-25 02:00:00", 1792890000 - H);
	comes("twice", &z, "2026-10-25 02:59:59", 1792889999);
	comes("once again", &z, "2026-10-25 03:00:00", 1792890000 + H);
	is_shown(&z, "2026-03-29 01:59:59", ZONE_ONCE);
	is_shown(&z, "2026-03-29 02:00:00", ZONE_NEVER);
	is_shown(&z, "2026-03-29 02:59:59", ZONE_NEVER);
	is_shown(&z, "2026-03-29 03:00:00", ZONE_ONCE);
	is_shown(&z, "2026-10-25 01:59:59", ZONE_ONCE);
	is_shown(&z, "2026-10-25 02:00:00", ZONE_TWICE);
	is_shown(&z, "2026-10-25 02:59:59", ZONE_TWICE);
	is_shown(&z, "2026-10-25 03:00:00", ZONE_ONCE);
	is_shown(&z, "2026-02-29 03:00:00", ZONE_NO_TIME);
}

static void
check_footers(void)
{
	struct zone dublin = zone_of("IST-1GMT0,M10.5.0,M3.5.0/1");
	struct zone nuuk = zone_of("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
	struct zone jerusalem = zone_of("IST-2IDT,M3.4.4/26,M10.5.0");
	struct zone summer = zone_of("XXX3EDT4,0/0,J365/23");
	struct zone julian = zone_of("AAA0BBB,J60/0,J61/0");
	struct zone day = zone_of("AAA0BBB,59/0,60/0");
	struct civil c;

	/* summer time is the standard, winter is one hour less */
	shows("Dublin", &dublin, 1774745999, "2026-03-29T00:59:59+00:00 7");
	shows("Dublin", &dublin, 1774746000, "2026-03-29T02:00:00+01:00 7");
	shows("Dublin", &dublin, 1792890000, "2026-10-25T01:00:00+00:00 7");
	/* on the day before */
	shows("Nuuk", &nuuk, 1774745999, "2026-03-28T22:59:59-02:00 6");
	shows("Nuuk", &nuuk, 1774746000, "2026-03-29T00:00:00-01:00 7");
	/* the Friday behind the fourth Thursday, 26 hours in */
	shows(
	    "Jerusalem", &jerusalem, 1774569599, "2026-03-27T01:59:59+02:00 5");
	shows(
	    "Jerusalem", &jerusalem, 1774569600, "2026-03-27T03:00:00+03:00 5");
	/* RFC 9636's example of a summer that never ends */
	for (int64_t at = 1767225600 - 86400; at < 1767225600 + 86400; at += H)
		check(zone_local(&summer, at, &c) && c.offset_s == -4 * H,
		    "a summer that never ends ends");
	comes("always summer", &summer, "2025-12-31 23:30:00",
	    1767225600 + 3 * H + H / 2);
	comes("always summer", &summer, "2026-01-01 00:30:00",
	    1767225600 + 4 * H + H / 2);
	/* March 1, also in a leap year; day 59 is then February 29 */
	shows("J60", &julian, 1709251200, "2024-03-01T01:00:00+01:00 5");
	shows("J60", &julian, 1709251199, "2024-02-29T23:59:59+00:00 4");
	shows("59", &day, 1709247599, "2024-02-29T23:59:59+01:00 4");
	shows("59", &day, 1709164800, "2024-02-29T01:00:00+01:00 4");
	shows("J60", &julian, 1740787200, "2025-03-01T01:00:00+01:00 6");
	shows("59", &day, 1740787200, "2025-03-01T01:00:00+01:00 6");
}

static void
check_bad_footers(void)
{
	static const char *const bad[] = { "CE-1", "CET", "C3T-1", "CET-25",
		"CET-1x", "CET-1:60", "CET-1CEST", "CET-1CEST,M3.5.0",
		"CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J1",
		"CET-1CEST,J366,1", "CET-1CEST,366,1", "CET-1CEST,1/168,2",
		"<CET-1", "<>1", "<+1>1", "CET-1CEST,M3.5.0/,M10.5.0",
		"CET-1CE,M3.5.0,M10.5.0", "CET-1CEST-3000,M3.5.0,M10.5.0",
		":Europe/Berlin" };
	struct zone z;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(!reads_made(&(struct made){ .footer = bad[i] }, &z),
		    bad[i]);
}

static void
check_changes(void)
{
	struct made m = { .n = 3,
		.changes = { 1000000, 2000000, 3000000 },
		.types = { 1, 2, 0 },
		.footer = "<+02>-2" };
	struct zone z;

	check(reads_made(&m, &z), "three changes are not read");
	shows("before all", &z, 999999, "1970-01-12T13:46:39+00:00 1");
	shows("the first", &z, 1000000, "1970-01-12T14:46:40+01:00 1");
	shows("the second", &z, 2000000, "1970-01-24T05:33:20+02:00 6");
	shows("the footer's", &z, 3000000, "1970-02-04T19:20:00+02:00 3");
	m.footer = NULL;
	check(reads_made(&m, &z), "a file without footer is not read");
	shows("the last", &z, 3000000, "1970-02-04T17:20:00+00:00 3");
	shows("long after", &z, 1774746000, "2026-03-29T01:00:00+00:00 7");
	m.version = '4';
	check(reads_made(&m, &z), "version 4 is not read");
}

static void
check_damage(void)
{
	struct made good = { .n = 2,
		.changes = { 1, 2 },
		.types = { 1, 2 },
		.footer = "CET-1CEST,M3.5.0,M10.5.0/3" };
	struct buf b = make(&good);
	struct made bad;
	struct zone z;

	check(reads(b.p, b.n, &z), "the good file is not read");
	for (size_t n = 0; n < b.n; n++)
		check(!reads(b.p, n, &z), "a file cut short is read");
	/* whatever a byte says, nothing is read out of bounds */
	for (size_t i = 0; i < b.n; i++) {
		char was = b.p[i];

		for (int v = 0; v < 256; v += 51) {
			struct civil c;
			int64_t at;

			b.p[i] = (char)v;
			if (reads(b.p, b.n, &z) && zone_local(&z, 7, &c))
				zone_instant(&z, &c, &at);
		}
		b.p[i] = was;
	}
	buf_free(&b);
	bad = good;
	bad.version = '1';
	check(!reads_made(&bad, &z), "version 1 is read");
	bad = good;
	bad.changes[1] = 1;
	check(!reads_made(&bad, &z), "changes that do not rise are read");
	bad = good;
	bad.types[1] = TYPES;
	check(!reads_made(&bad, &z), "a type that is not there is read");
	bad = good;
	bad.first_offset_s = 26 * H;
	check(!reads_made(&bad, &z), "an offset of 26 hours is read");
	bad.first_offset_s = -25 * H;
	check(!reads_made(&bad, &z), "an offset of -25 hours is read");
	bad = good;
	bad.leap = 1;
	check(!reads_made(&bad, &z), "a zone with leap seconds is read");
	bad = good;
	bad.changes[0] = INT64_MIN;
	check(!reads_made(&bad, &z), "a change before all time is read");
}

static void
check_names(void)
{
	static const char *const bad[] = {
		"",
		"/",
		".",
		"..",
		"localtime",
		"posixrules",
		"right/UTC",
		"posix/UTC",
		"../zoneinfo/UTC",
		"/usr/share/zoneinfo/UTC",
		"Europe/../UTC",
		"Europe//Berlin",
		"Europe/",
		"Europe",
		"utc",
		"Mars/Olympus",
		"zone.tab",
		"UTC ",
		"Europe/Berlin\n",
		":UTC",
		"./UTC",
		("Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		 "a"),
	};
	const struct zone *utc = zone_find("UTC", &run);

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(!zone_find(bad[i], &run), bad[i]);
	check(utc, "there is no UTC");
	shows("UTC", utc, 1772355600, "2026-03-01T09:00:00+00:00 7");
	shows("UTC", utc, -62167219200, "0000-01-01T00:00:00+00:00 6");
	shows("UTC", utc, -62167219201, "nothing");
	comes("UTC", utc, "2026-03-01 09:00:00", 1772355600);
	comes("UTC", utc, "2026-02-29 00:00:00", NEVER);
	comes("UTC", utc, "2026-02-28 24:00:00", NEVER);
	comes("UTC", utc, "2026-13-01 00:00:00", NEVER);
	comes("UTC", utc, "2026-00-01 00:00:00", NEVER);
	comes("UTC", utc, "2026-01-01 00:60:00", NEVER);
	comes("UTC", utc, "10000-01-01 00:00:00", NEVER);
}

/* The lines come sorted by name. */
static const struct zone *
find(const char *name)
{
	static char last[128];
	static const struct zone *z;

	if (strcmp(name, last) != 0) {
		snprintf(last, sizeof(last), "%s", name);
		z = zone_find(name, &run);
	}
	return z;
}

static int
print_local(void)
{
	char name[128];
	int64_t at;
	struct civil c;

	while (scanf("%127s %" SCNd64, name, &at) == 2) {
		const struct zone *z = find(name);

		if (!z || !zone_local(z, at, &c))
			puts(z ? "never" : "unknown");
		else
			printf("%" PRId64 " %d %d %d %d %d %d %d\n", c.year,
			    c.month, c.day, c.hour, c.minute, c.second,
			    c.weekday, c.offset_s);
	}
	return ALL_GOOD;
}

static int
print_instants(void)
{
	char name[128];
	struct civil c;
	int64_t at;

	while (scanf("%127s %" SCNd64 " %d %d %d %d %d", name, &c.year,
		   &c.month, &c.day, &c.hour, &c.minute, &c.second) == 7) {
		const struct zone *z = find(name);

		if (!z || !zone_instant(z, &c, &at))
			puts(z ? "never" : "unknown");
		else
			printf("%" PRId64 "\n", at);
	}
	return ALL_GOOD;
}

int
main(int argc, char **argv)
{
	arena_init(&run, (size_t)4 << 30);
	if (argc > 1)
		return strcmp(argv[1], "local") ? print_instants()
						: print_local();
	check_berlin();
	check_footers();
	check_bad_footers();
	check_changes();
	check_damage();
	check_names();
	arena_free(&run);
	return failures ? NEGATIVE : ALL_GOOD;
}
