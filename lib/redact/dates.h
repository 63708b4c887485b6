#ifndef REDACT_DATES_H
#define REDACT_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* A calendar date as people write it, in nine languages: 2026-03-01,
 * 1.3.2026, 3/31/26, March 1st, 2026, 4 de julio de 2019; also a year alone,
 * and a month with its year. */
struct date {
	int year;	/* with its century */
	unsigned month; /* 1..12; 0: a year alone */
	unsigned day;	/* 1..31; 0: a month and its year */
	struct date_part {
		size_t start, end; /* bytes of the text */
	} parts[3];	   /* year, month, day; empty where it is none */
	unsigned language; /* of a month that is a word; see dates.c */
	bool is_word, is_short;
};

/* The date that begins at text[at]; false: there is none.  `month_first` is
 * what 3/4/2026 means. */
bool date_read(struct str text, size_t at, bool month_first, struct date *d);

/* The end of the name of a month at text[at], or `at`. */
size_t date_month_end(struct str text, size_t at);

/* Where it ends. */
size_t date_end(const struct date *d);

/* The same text with the date that is so many days later; false where it has
 * no day or leaves the years 1 to 9999. */
bool date_put_shifted(
    const struct date *d, struct str text, int32_t days, struct buf *out);

/* Call `take` with the name of each month, small letters, some of them several
 * times. */
void date_months_each(void (*take)(void *self, struct str month), void *self);

#endif
