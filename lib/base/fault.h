#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stddef.h>

/*
 * Why a record is rejected: the closed list of reason codes that users see on
 * stderr, in --reject files and in --stats.  A code is never renamed.
 */
enum reason {
	BAD_JSON,      /* not one RFC 8259 value */
	BAD_UTF8,      /* a byte sequence that is not UTF-8 */
	TOO_DEEP,      /* arrays and objects nested deeper than 1024 */
	TOO_MANY,      /* more values in one record than can be indexed */
	TOO_LONG,      /* longer than --max-record */
	NOT_OBJECT,    /* JSON, but not an object */
	MISSING_FIELD, /* a required member is absent */
	BAD_TYPE,      /* a member has the wrong JSON type */
	BAD_VALUE,     /* a member's value is outside what is allowed */
	OUT_OF_ORDER,  /* arrives later than the reorder window allows */
	NOT_REDACTED,  /* hoff-redact has not seen it */
	CANNOT_REDACT, /* redaction did not finish: the record is withheld */
	CANNOT_FIT,    /* larger than its target takes, whatever is cut */
	BAD_CSV,       /* a row is not well formed, or not of its header */
	WRONG_FORMAT,  /* a record of another system than the one it is
			  read as */
	N_REASONS
};

/* The code as users see it, "bad-json". */
const char *reason_code(enum reason r);

/* One sentence for the manual, lower case, no full stop. */
const char *reason_help(enum reason r);

/* A record's fault.  `detail` is a fixed phrase, never conversation text. */
struct fault {
	enum reason reason;
	size_t at; /* byte offset in the line */
	const char *detail;
};

#endif
