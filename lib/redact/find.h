#ifndef REDACT_FIND_H
#define REDACT_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "pattern/pattern.h"
#include "redact/kind.h"
#include "redact/names.h"
#include "redact/policy.h"
#include "redact/spans.h"
#include "redact/view.h"

/* Where one text holds something.  One for each worker. */
struct finder {
	const struct redact_policy *policy;
	const struct names *names; /* of the record in hand */
	unsigned most[N_KINDS];	   /* highest placeholder met so far */
	struct spans spans;	   /* what find_text() found, by place */

	/* private */
	struct pattern_memory *memory;
	struct view view;
	struct spans candidates, merged, spare;
	struct buf masked;
};

struct hint {
	bool phone_expected; /* the member's name says so */
	struct str key;	     /* the member's name, or nothing */
	struct str before;   /* the turn before, or nothing */
	enum name_use name_use;
};

void find_init(struct finder *f, const struct redact_policy *p);
void find_free(struct finder *f);

/*
 * Fill f->spans with disjoint spans of `text` (bytes of it, whole characters).
 * The text with placeholders in their stead holds nothing more to find.
 * False: it could not be decided, and nothing of the text may leave.
 */
bool find_text(struct finder *f, struct str text, struct hint hint);

#endif
