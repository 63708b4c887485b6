#ifndef REDACT_POLICY_H
#define REDACT_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "json/json.h"
#include "redact/kind.h"
#include "redact/recogniser.h"
#include "redact/redact.h"

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

	/* Which recognisers a byte raises, a bit for each; for each of them,
	 * the bytes it may begin behind. */
	uint32_t raises[256];
	uint32_t behind[256];
};

/* The step for a member or, with NULL, for each element; NULL: none. */
const struct keep *keep_member(
    const struct keep *k, const struct json *j, uint32_t key);
const struct keep *keep_element(const struct keep *k);

#endif
