/* The hallway: texts, memory and days.  Expected values are arithmetic. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/die.h"
#include "base/near.h"
#include "check.h"

/* Every pair of bytes; then a difference behind a NUL. */
static void
check_nocase(void)
{
	for (int a = 0; a < 256; a++)
		for (int b = 0; b < 256; b++) {
			bool letters = a >= 'A' && a <= 'Z' && b == a + 32;
			bool mirrored = b >= 'A' && b <= 'Z' && a == b + 32;

			if (char_eq_nocase((char)a, (char)b) ==
			    (a == b || letters || mirrored))
				continue;
			failures++;
			printf("char_eq_nocase: %d and %d\n", a, b);
		}
	CHECK(str_eq_nocase(STR("Gold\0en"), STR("gOLD\0EN")));
	CHECK(!str_eq_nocase(STR("gold\0en"), STR("gold\0er")));
	CHECK(!str_eq_nocase(STR("gold"), STR("golden")));
	CHECK(str_begins_nocase(STR("GOLDEN"), STR("gold")));
	CHECK(!str_begins_nocase(STR("gol"), STR("gold")));
}

static void
check_languages(void)
{
	const uint32_t de = 'd' << 8 | 'e';

	CHECK(str_language_code(STR("de")) == de);
	CHECK(str_language_code(STR("DE-at")) == de);
	CHECK(str_language_code(STR("gsw_CH")) == ('g' << 16 | 's' << 8 | 'w'));
	CHECK(str_language_code(STR("und")) == 0);
	CHECK(str_language_code(STR("d")) == 0);
	CHECK(str_language_code(STR("d1")) == 0);
	CHECK(str_language_code(STR("[{")) == 0);
	CHECK(str_language_code(STR("german")) == 0);
}

static void
check_edits(void)
{
	char name[66] = { 0 };

	CHECK(near_edits(STR("kitten"), STR("Sitting")) == 3);
	CHECK(near_edits(STR("rloe"), STR("role")) == 1);
	CHECK(near_is_slip(STR("sla"), STR("sla_s")));
	CHECK(near_is_slip(STR("vlp"), STR("vip")));
	CHECK(!near_is_slip(STR("vip"), STR("general")));
	CHECK(near_edits(STR("ca"), STR("abc")) == 3); /* aligned: no 2 */
	CHECK(near_edits(STR(""), STR("abc")) == 3);
	memset(name, 'x', 65);
	CHECK(near_edits((struct str){ name, 65 }, STR("x")) == 66);
	CHECK(near_edits((struct str){ name, 65 }, (struct str){ name, 65 }) ==
	      0);
}

/* A child that is given so much memory under such a ceiling dies in order. */
static bool
is_refused(size_t ceiling, size_t size)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct arena a;

		fclose(stderr);
		arena_init(&a, ceiling);
		_exit(arena_alloc(&a, size) ? ALL_GOOD : NEGATIVE);
	}
	return child > 0 && waitpid(child, &status, 0) == child &&
	       WIFEXITED(status) && WEXITSTATUS(status) == TROUBLE;
}

/* What is printed is whole where it fits into a chunk, and where it does not,
 * which every length sees to. */
static void
check_arena(void)
{
	struct arena a;

	CHECK(!is_refused(100, 100));
	CHECK(is_refused(100, 101));
	CHECK(is_refused(SIZE_MAX, SIZE_MAX));
	CHECK(is_refused(SIZE_MAX, SIZE_MAX - 3));

	arena_init(&a, 1 << 26);
	for (int n = 0; n < 1500; n++) {
		struct str s = arena_printf(&a, "%0*d", n, 7);
		size_t want = n ? (size_t)n : 1;

		CHECK(s.n == want && strlen(s.p) == want);
		CHECK(s.p[want - 1] == '7' && strspn(s.p, "0") == want - 1);
	}
	CHECK(str_eq(ARENA_JOIN(&a, STR("a"), STR(""), STR("bc")), STR("abc")));
	CHECK((uintptr_t)arena_alloc(&a, 1) % _Alignof(max_align_t) == 0);
	CHECK((uintptr_t)arena_alloc(&a, 1) % _Alignof(max_align_t) == 0);
	arena_reset(&a);
	CHECK(a.used == 0);
	CHECK(*(char *)arena_zalloc(&a, 1) == 0);
	arena_free(&a);
}

/* Each day of 800 years, one after the other, around the years 0 and 2000. */
static void
check_days(int64_t year, int64_t day)
{
	int month = 1, d = 1, weekday = date_weekday(day);

	for (int64_t end = year + 800; year < end; day++) {
		int64_t y;
		int m, n;

		date_from_days(day, &y, &m, &n);
		if (y != year || m != month || n != d ||
		    date_to_days(year, month, d) != day ||
		    date_weekday(day) != weekday) {
			failures++;
			printf("day %lld\n", (long long)day);
			return;
		}
		weekday = weekday % 7 + 1;
		if (d++ < date_days_in(year, month))
			continue;
		d = 1;
		if (month++ < 12)
			continue;
		month = 1;
		year++;
	}
}

static void
check_dates(void)
{
	check_days(-400, -865625);
	check_days(1600, -135140);
	CHECK(date_to_days(1970, 1, 1) == 0 && date_weekday(0) == 4);
	CHECK(date_to_days(2000, 2, 29) == 11016 && date_weekday(11016) == 2);
	CHECK(date_digits("0123", 4) == 123 && date_digits("012:", 3) == 12);
	CHECK(date_digits("1/", 2) < 0 && date_digits(":1", 2) < 0);
}

int
main(void)
{
	check_nocase();
	check_languages();
	check_edits();
	check_arena();
	check_dates();
	return checked();
}
