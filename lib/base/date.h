#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Days of the proleptic Gregorian calendar, which has a year 0 and knows no
 * zone.  A day is counted from 1970-01-01; months and days from 1.
 */
enum { DAY_S = 86400 };

int date_days_in(int64_t year, int month);

int64_t date_to_days(int64_t year, int month, int day);
void date_from_days(int64_t days, int64_t *year, int *month, int *day);

/* As ISO 8601 counts: 1 is Monday, 7 is Sunday. */
int date_weekday(int64_t days);

#endif
