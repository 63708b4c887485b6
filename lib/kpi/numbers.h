#ifndef KPI_NUMBERS_H
#define KPI_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "json/json.h"

/* Whole numbers of a partial, which may be too large for a JSON number. */
void numbers_put(struct buf *out, __int128 n);

/* The same as the next element of an array. */
void numbers_next(struct buf *out, __int128 n);

/* False when it is none, or too large even for that. */
bool numbers_read(const struct json *j, uint32_t at, __int128 *n);

/* A count: 0 to 2^64 - 1. */
bool numbers_read_count(const struct json *j, uint32_t at, uint64_t *n);

/* Walks an array, and remembers whether everything was as expected. */
struct numbers {
	const struct json *j;
	uint32_t list, at; /* at the next element; 0 behind the last */
	bool wrong;
};

struct numbers numbers_open(const struct json *j, uint32_t list);
uint32_t numbers_at(struct numbers *r); /* an element of any kind */
__int128 numbers_wide(struct numbers *r);
uint64_t numbers_count(struct numbers *r); /* 0 to 2^64 - 1 */

/* All was read, and as expected. */
bool numbers_done(const struct numbers *r);

#endif
