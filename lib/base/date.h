#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Days of the proleptic Gregorian calendar, which has a year 0 and knows no
 * zone.  A day is counted from 1970-01-01; months and days from 1.
 */
enum { DAY_S = 86400 };

static inline bool
date_is_leap(int64_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static inline int
date_days_in(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return days[month - 1] + (month == 2 && date_is_leap(year));
}

/* After Hinnant, "chrono-Compatible Low-Level Date Algorithms",
 * days_from_civil and civil_from_days. */
static inline int64_t
date_to_days(int64_t y, int m, int d)
{
	int64_t era, year_of_era, day_of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - 719468;
}

void date_from_days(int64_t days, int64_t *year, int *month, int *day);

/* The number that n digits at p are, at most nine, as a date or a time has
 * them; -1 where there is anything else. */
int date_digits(const char *p, size_t n);

/* As ISO 8601 counts: 1 is Monday, 7 is Sunday. */
int date_weekday(int64_t days);

#endif
