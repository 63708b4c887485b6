#ifndef REDACT_POLICY_H
#define REDACT_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "json/json.h"
#include "redact/kind.h"
#include "redact/recogniser.h"
#include "redact/redact.h"

/* Digits, or bytes of a token, that are counted. */
enum { FIND_ENOUGH = 24 };

/* One step of a kept path: a member, or each element of an array. */
struct keep {
	struct str member; /* empty: each element */
	bool here;	   /* a path ends here */
	struct keep *inner, *next;
};

struct redact_policy {
	struct str name;
	double version;
	char sha256[65]; /* of the file's bytes */
	bool kinds[N_KINDS];
	bool narrowed; /* by the command line: the file says more */
	size_t match_limit;
	const struct lexicon *lexicon;
	struct keep root; /* the kept paths begin inside it */
	struct pattern *patterns[N_RECOGNISERS];

	/* A bit for each recogniser: those that a byte raises, may begin with,
	 * may stand before the byte that raised one; and those that so many
	 * digits, or bytes of a token, are enough for. */
	uint32_t raises[256];
	uint32_t begins[256];
	uint32_t behind[256];
	uint32_t digits[FIND_ENOUGH + 1];
	uint32_t token[FIND_ENOUGH + 1];
	uint32_t numbers; /* those that look for numbers */
	uint32_t called;  /* those that depend on what a number is called */
};

/* The step for a member or, with NULL, for each element; NULL: none. */
const struct keep *keep_member(
    const struct keep *k, const struct json *j, uint32_t key);
const struct keep *keep_element(const struct keep *k);

#endif
