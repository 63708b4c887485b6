#include "base/date.h"

/* civil_from_days of the same paper, with its names: `doe` is the day of the
 * era, `yoe` its year, `doy` the day of a year that begins in March. */
void
date_from_days(int64_t z, int64_t *y, int *m, int *d)
{
	int64_t era, doe, yoe, doy, mp;

	z += 719468;
	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp < 10 ? mp + 3 : mp - 9);
	*y = yoe + era * 400 + (*m <= 2);
}

int
date_digits(const char *p, size_t n)
{
	int x = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		x = x * 10 + (p[i] - '0');
	}
	return x;
}

int
date_weekday(int64_t days)
{
	int64_t since_monday = (days + 3) % 7; /* 1970-01-01: a Thursday */

	return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}
