#include "redact/operator.h"

#include "base/near.h"
#include "redact/surrogate.h"

#define OPERATOR_NAME(name, word) { word, sizeof(word) - 1 },
static const struct str names[N_OPERATORS] = { OPERATORS(OPERATOR_NAME) };

struct str
operator_name(enum operation op)
{
	return names[op];
}

bool
operator_named(struct str name, enum operation *op)
{
	for (int i = 0; i < N_OPERATORS; i++) {
		*op = (enum operation)i;
		if (str_eq(names[i], name))
			return true;
	}
	return false;
}

struct str
operator_nearest(struct str name)
{
	return near_best(name, names, N_OPERATORS);
}

/* So short that any part of it gives it away. */
static bool
is_secret(enum kind k)
{
	return k == KIND_CVV || k == KIND_PIN || k == KIND_OTP;
}

bool
operator_fits(enum operation op, enum kind k)
{
	switch (op) {
	case OP_MASK:
		return (kind_same(k) == SAME_SIGNS ||
			   kind_same(k) == SAME_DIGITS) &&
		       !is_secret(k);
	case OP_TRUNCATE:
		return k == KIND_CARD;
	case OP_SURROGATE:
		return surrogate_exists(k);
	case OP_GENERALISE:
		return k == KIND_DOB || k == KIND_DATE || k == KIND_AGE ||
		       k == KIND_POSTCODE;
	case OP_SHIFT:
		return k == KIND_DOB || k == KIND_DATE;
	case OP_PSEUDONYM:
	case OP_KEEP:
		return k != KIND_CVV;
	default:
		return true;
	}
}

bool
operator_is_keyed(enum operation op)
{
	return op == OP_PSEUDONYM || op == OP_SURROGATE || op == OP_SHIFT;
}
