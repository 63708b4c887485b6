#ifndef CHECK_MEMBERS_H
#define CHECK_MEMBERS_H

#include "check/room.h"

/* Private to the room: which members an object of a rules file may have. */
enum {
	IS_NULL = 1 << JSON_NULL,
	IS_BOOL = 1 << JSON_FALSE | 1 << JSON_TRUE,
	IS_NUMBER = 1 << JSON_NUMBER,
	IS_STRING = 1 << JSON_STRING,
	IS_ARRAY = 1 << JSON_ARRAY,
	IS_OBJECT = 1 << JSON_OBJECT,
	IS_ANY =
	    IS_NULL | IS_BOOL | IS_NUMBER | IS_STRING | IS_ARRAY | IS_OBJECT
};

struct member {
	const char *name;
	unsigned kinds;	  /* one bit for each enum json_kind */
	double low, high; /* of a number; both 0: any */
	bool whole;
};

/* A member without a name ends a table. */
extern const struct member members_of_file[], members_of_override[],
    members_of_queue[], members_of_hours[], members_of_rule[],
    members_of_test[], members_of_expect[];

#endif
