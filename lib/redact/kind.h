#ifndef REDACT_KIND_H
#define REDACT_KIND_H

#include <stdbool.h>

#include "base/str.h"

/*
 * What is found, the strongest first: where two overlap, it keeps its place.
 * From SSN to STEUERID stand the numbers that states give to people and firms,
 * from CVV to ACCOUNT what is known by what it is called (see scheme.c).
 */
#define KINDS(X) \
	X(URL) \
	X(EMAIL) \
	X(KEY) \
	X(WALLET) \
	X(IBAN) \
	X(CARD) \
	X(SSN) \
	X(ITIN) \
	X(NHS) \
	X(NINO) \
	X(SIN) \
	X(TFN) \
	X(ABN) \
	X(AADHAAR) \
	X(PAN) \
	X(CPF) \
	X(CNPJ) \
	X(NIR) \
	X(BSN) \
	X(NIF) \
	X(CODICEFISCALE) \
	X(PESEL) \
	X(PERSONNUMMER) \
	X(STEUERID) \
	X(CVV) \
	X(EXPIRY) \
	X(PIN) \
	X(OTP) \
	X(DOB) \
	X(VIN) \
	X(IMEI) \
	X(PASSPORT) \
	X(LICENCE) \
	X(PLATE) \
	X(POSTCODE) \
	X(ROUTING) \
	X(ACCOUNT) \
	X(MAC) \
	X(GEO) \
	X(IP) \
	X(PHONE) \
	X(NAME)

#define KIND_ENUM(name) KIND_##name,
enum kind {
	KINDS(KIND_ENUM) N_KINDS,
	KIND_NOTHING, /* looks like one of them and is none: a date, a UUID */
};
#undef KIND_ENUM

/* Of which there are so many kinds that one recogniser looks for all. */
static inline bool
is_identity(enum kind k)
{
	return k >= KIND_SSN && k <= KIND_STEUERID;
}

static inline bool
is_called(enum kind k)
{
	return k >= KIND_CVV && k <= KIND_ACCOUNT;
}

struct str kind_name(enum kind k); /* "CARD" */

/* False when no kind is called so. */
bool kind_named(struct str name, enum kind *k);

/* The name that was meant, for messages. */
struct str kind_nearest(struct str name);

/*
 * A placeholder at text[at], <CARD_12>: its kind, its number and where it
 * ends.  <REDACTED> is one of KIND_NOTHING.
 */
bool kind_placeholder(
    struct str text, size_t at, enum kind *k, unsigned *number, size_t *end);

#endif
