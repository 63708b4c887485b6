#ifndef CONV_TIME_H
#define CONV_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Private to the room: a day as it is written, and when it begins. */
struct day {
	char date[10];
	int64_t begins_s;
};

#define DAY_FIRST \
	{ \
		"1970-01-01", 0 \
	}

/* As conv_parse_time(): most times of a record are on the day of the one
 * before, which `last` keeps. */
bool time_near(struct str s, struct day *last, int64_t *ms);

#endif
