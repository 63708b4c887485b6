#ifndef REDACT_KIND_H
#define REDACT_KIND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * What is found, a row for each kind, the strongest first: where two overlap,
 * it keeps its place.  A row is all that a kind needs to be named in policies,
 * placeholders, counts and spans; what finds it is a recogniser
 * (recogniser.h), a scheme (scheme.c) or a seeker (seeker.h).
 *
 * The second column is what tells it from other text:
 *	FREE		its form alone
 *	IDENTITY	a number that a state gives to people and firms
 *	CALLED		known by what it is called (the last two: see scheme.c)
 *
 * The third is when two of them are the same thing, and get one placeholder:
 *	EXACT		the same bytes
 *	LOWER		the same letters, large or small
 *	SIGNS		the same letters and digits, whatever stands between
 *	DIGITS		the same digits
 *	PERSON		the same span.who
 */
#define KINDS(X) \
	X(URL, FREE, EXACT) \
	X(EMAIL, FREE, LOWER) \
	X(KEY, FREE, EXACT) \
	X(WALLET, FREE, EXACT) \
	X(IBAN, FREE, SIGNS) \
	X(CARD, FREE, DIGITS) \
	X(SSN, IDENTITY, SIGNS) \
	X(ITIN, IDENTITY, SIGNS) \
	X(NHS, IDENTITY, SIGNS) \
	X(NINO, IDENTITY, SIGNS) \
	X(SIN, IDENTITY, SIGNS) \
	X(TFN, IDENTITY, SIGNS) \
	X(ABN, IDENTITY, SIGNS) \
	X(AADHAAR, IDENTITY, SIGNS) \
	X(PAN, IDENTITY, SIGNS) \
	X(CPF, IDENTITY, SIGNS) \
	X(CNPJ, IDENTITY, SIGNS) \
	X(NIR, IDENTITY, SIGNS) \
	X(BSN, IDENTITY, SIGNS) \
	X(NIF, IDENTITY, SIGNS) \
	X(CODICEFISCALE, IDENTITY, SIGNS) \
	X(PESEL, IDENTITY, SIGNS) \
	X(PERSONNUMMER, IDENTITY, SIGNS) \
	X(STEUERID, IDENTITY, SIGNS) \
	X(CVV, CALLED, SIGNS) \
	X(EXPIRY, CALLED, SIGNS) \
	X(PIN, CALLED, SIGNS) \
	X(OTP, CALLED, SIGNS) \
	X(DOB, CALLED, SIGNS) \
	X(VIN, CALLED, SIGNS) \
	X(IMEI, CALLED, SIGNS) \
	X(PASSPORT, CALLED, SIGNS) \
	X(LICENCE, CALLED, SIGNS) \
	X(PLATE, CALLED, SIGNS) \
	X(PASSWORD, FREE, EXACT) \
	X(USERNAME, FREE, LOWER) \
	X(POSTCODE, CALLED, SIGNS) \
	X(ROUTING, CALLED, SIGNS) \
	X(ACCOUNT, CALLED, SIGNS) \
	X(BIC, FREE, SIGNS) \
	X(MEMBER, CALLED, SIGNS) \
	X(ORDER, CALLED, SIGNS) \
	X(AGE, CALLED, SIGNS) \
	X(MAC, FREE, LOWER) \
	X(GEO, FREE, EXACT) \
	X(DATE, FREE, LOWER) \
	X(IP, FREE, LOWER) \
	X(PHONE, FREE, DIGITS) \
	X(ADDRESS, FREE, LOWER) \
	X(NAME, FREE, PERSON) \
	X(PLACE, FREE, LOWER)

/* Kinds that a policy names, the weakest of all. */
enum { MOST_OWN_KINDS = 16 };

#define KIND_ENUM(name, form, same) KIND_##name,
enum kind {
	KINDS(KIND_ENUM) KIND_OWN,
	N_KINDS = KIND_OWN + MOST_OWN_KINDS,
	KIND_NOTHING, /* looks like one of them and is none: a date, a UUID */

	/* what context_names() says of an identity number that it does not
	 * call by its name */
	KIND_IDENTITY = N_KINDS,
};
#undef KIND_ENUM

enum kind_same { SAME_EXACT, SAME_LOWER, SAME_SIGNS, SAME_DIGITS, SAME_PERSON };

bool kind_is_identity(enum kind k);
bool kind_is_called(enum kind k);
bool kind_has_letters(enum kind k); /* of a number that may */
enum kind_same kind_same(enum kind k);

struct str kind_name(enum kind k); /* "CARD" */

/* Name one more kind, in capitals, before there are threads: its number, or
 * N_KINDS when there are too many.  `name` is kept. */
enum kind kind_add(const char *name);

/* False when no kind is called so. */
bool kind_named(struct str name, enum kind *k);

/* The name that was meant, for messages. */
struct str kind_nearest(struct str name);

/*
 * A placeholder at text[at], <CARD_12>: its kind, its number (0 of a pseudonym)
 * and where it ends.  <REDACTED> is one of KIND_NOTHING.
 */
bool kind_placeholder(
    struct str text, size_t at, enum kind *k, unsigned *number, size_t *end);

/* Whether one is anywhere in the text; and the text with a 0 for each, which
 * says no more than that something stood there. */
bool kind_has_placeholder(struct str text);

/* Whether text[at] stands inside of one: its letters are no words. */
bool kind_in_placeholder(struct str text, size_t at);
void kind_put_without(struct str text, struct buf *out);

/* What has the form of one, but for what stands in the place of the number,
 * <PIN_9911> or <PASSWORD_hunter2>, and calls that by the name of a kind.  None
 * are the tags of others: <EMAIL_ADDRESS>, <CARD_x>. */
bool kind_tagged(struct str text, size_t at, enum kind *k, size_t *end);

/* Write one. */
void kind_put_placeholder(enum kind k, unsigned number, struct buf *out);

#endif
