#ifndef PATTERN_PATTERN_H
#define PATTERN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Structured patterns (card numbers, addresses of mail), in Perl's syntax.
 *
 * A pattern is never searched for: the caller walks its text, and where
 * pattern_begins() allows it asks pattern_at() whether the pattern matches
 * right there.  So starts are exact, and the cost of a text is the number of
 * places asked about times a bound.
 *
 * Bytes are matched, not characters: \d, \w and (?i) are ASCII, and a byte
 * above 0x7f is itself.  What could run away is refused when the pattern is
 * read: unbounded quantifiers (* + {n,}), back references, recursion, verbs.
 */
enum {
	PATTERN_REPEAT = 1024, /* most repeats of one quantifier */
	PATTERN_LENGTH = 4096, /* bytes of a pattern's text */
};

struct pattern; /* shared by threads: the first one that asks compiles it */

struct pattern_error {
	size_t at; /* byte offset in the pattern */
	char detail[160];
};

/* NULL and *err when the text is no pattern or one that is refused. */
struct pattern *pattern_new(struct str text, struct pattern_error *err);
void pattern_free(struct pattern *p);

/* Whether a match may begin with this byte. */
bool pattern_begins(const struct pattern *p, unsigned char byte);

/* No match is shorter, in bytes: the engine's own sum, 0 where it has none. */
size_t pattern_shortest(const struct pattern *p);

/*
 * What one thread needs to match any pattern.  `steps` bounds the work of one
 * pattern_at(), in units of the engine's choice.
 */
struct pattern_memory;

struct pattern_memory *pattern_memory_new(size_t steps);
void pattern_memory_free(struct pattern_memory *m);

enum pattern_answer {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_FAILED, /* out of steps or stack: it may match or not */
};

/*
 * Whether `p` matches in `subject` from byte `at` on; what lies before `at`
 * is seen by look-behind only.  PATTERN_YES: *end is behind the match, which
 * is never empty.
 */
enum pattern_answer pattern_at(const struct pattern *p,
    struct pattern_memory *m, struct str subject, size_t at, size_t *end);

const char *pattern_library(void); /* "PCRE2 10.42 (JIT)" */

#endif
