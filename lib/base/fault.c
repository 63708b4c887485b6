#include "base/fault.h"

static const struct {
	const char *code, *help;
} reasons[N_REASONS] = {
	[BAD_JSON] = { "bad-json", "the line is not one JSON value" },
	[BAD_UTF8] = { "bad-utf8", "a byte sequence is not UTF-8" },
	[TOO_DEEP] = { "too-deep", "nested deeper than 1024 levels" },
	[TOO_MANY] = { "too-many",
	    "more than 1048576 JSON values in one record" },
	[TOO_LONG] = { "too-long", "longer than --max-record" },
	[NOT_OBJECT] = { "not-object", "JSON, but not an object" },
	[MISSING_FIELD] = { "missing-field", "a required member is absent" },
	[BAD_TYPE] = { "bad-type", "a member has the wrong JSON type" },
	[BAD_VALUE] = { "bad-value",
	    "a member's value is outside what is allowed" },
	[OUT_OF_ORDER] = { "out-of-order",
	    "begins earlier than the reorder window can mend" },
	[NOT_REDACTED] = { "not-redacted",
	    "hoff-redact has not seen the record" },
	[CANNOT_REDACT] = { "cannot-redact",
	    "redaction did not finish, so the record is withheld" },
	[CANNOT_FIT] = { "cannot-fit",
	    "larger than its target takes, however much is cut" },
	[BAD_CSV] = { "bad-csv",
	    "a row is not CSV, or has not the fields of its header" },
	[WRONG_FORMAT] = { "wrong-format",
	    "a record of another system than the one it is read as" },
};

const char *
reason_code(enum reason r)
{
	return reasons[r].code;
}

const char *
reason_help(enum reason r)
{
	return reasons[r].help;
}
