#ifndef REDACT_RECOGNISER_H
#define REDACT_RECOGNISER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/str.h"
#include "redact/heading.h"
#include "redact/kind.h"
#include "redact/lexicon.h"

/* What several recognisers ask: which number is spoken of at a place, and
 * whether a birth is spoken of at all. */
struct memo {
	bool known, asked_known, born_known, born;
	bool has_name_known, has_name; /* see context_has_name() */
	bool is_number;		       /* of JSON, or of several turns */
	bool says_phone;	       /* the text, or the turn before */
	bool heeds_card; /* the turn before had a say by a card of its */
	size_t at;
	enum kind named, asked; /* asked: by the turn before */
};

/* What a pattern matched, in the view.  A validator may move the start and the
 * end, and that of schemes says what it is. */
struct candidate {
	enum kind kind;
	struct str text;
	size_t start, end;
	const struct heading *heading; /* the member's name */
	struct str before;	       /* the turn before, or nothing */
	const struct lexicon *lexicon;
	struct memo *memo;
	const struct recogniser *row;
	const char *rule;    /* that found it, as the manual calls it */
	unsigned char score; /* how sure it is, in percent */
};

/*
 * One way to find one kind.  A byte of `trigger` raises it; it may begin
 * there, or up to `reach` bytes before it where those are all in `behind`.
 * The pattern confirms, anchored at that place; `valid` decides.
 */
struct recogniser {
	const char *rule; /* its name in counts and spans */
	enum kind kind;
	const char *trigger;
	const char *behind;
	size_t reach;
	size_t
	    min_digits; /* in the digits and separators from the trigger on */
	/* letters, digits, - and _, from there on or behind that */
	size_t min_token;
	/* Of those that begin with digits: how many without a break (0: any
	 * number), and what may stand behind them (NULL: anything). */
	size_t least_run, most_run;
	const char *after;
	bool called; /* only where a number is called something, or is long */
	/* False: nothing comes of it there, its pattern need not be asked.
	 * NULL: nobody but that knows. */
	bool (*shape)(struct str text, size_t at);
	const char *pattern;
	uint64_t context; /* one of a policy: a bit that words near it have */
	bool (*check)(const char *signs, size_t n); /* of such a one, or NULL */
	/* NULL: the pattern is enough */
	bool (*valid)(struct candidate *c);
};

enum { N_RECOGNISERS = 44, MOST_RECOGNISERS = 64 };
extern const struct recogniser recognisers[N_RECOGNISERS];

/* What a few bytes say first: shapes.c. */
bool shape_url_person(struct str text, size_t at);
bool shape_email_loose(struct str text, size_t at);
bool shape_ipv6(struct str text, size_t at);
bool shape_mac(struct str text, size_t at);
bool shape_private_key(struct str text, size_t at);
bool shape_age(struct str text, size_t at);
bool shape_expiry(struct str text, size_t at);
bool shape_parcel(struct str text, size_t at);
bool shape_cvv_behind(struct str text, size_t at);
bool shape_iban(struct str text, size_t at);
bool shape_iban_spaced(struct str text, size_t at);
bool shape_uuid(struct str text, size_t at);
bool shape_digest(struct str text, size_t at);
bool shape_postcode(struct str text, size_t at);
bool shape_called(struct str text, size_t at);

/* The validators, one room file for each sort of number or address. */
bool card_valid(struct candidate *c);
bool card_in_run(struct candidate *c);
bool card_absent(struct candidate *c);
bool decimal_valid(struct candidate *c); /* no card with ".00" behind it */
bool order_valid(struct candidate *c);	 /* always; of KIND_ORDER */
bool iban_valid(struct candidate *c);
bool iban_spaced_valid(struct candidate *c); /* begins at its check digits */
bool scheme_valid(struct candidate *c);
bool birth_valid(struct candidate *c);
/* A birth may be spoken of behind it. */
bool birth_is_near(const struct candidate *c);
/* False: behind none of its text. */
bool birth_is_spoken_of(const struct candidate *c);
bool calendar_valid(struct candidate *c);
bool age_valid(struct candidate *c);
bool expiry_valid(struct candidate *c);
bool cvv_is_near(const struct candidate *c);
bool private_key_valid(struct candidate *c); /* behind its first line */
bool wallet_valid(struct candidate *c);
bool postcode_valid(struct candidate *c);
bool phone_valid(struct candidate *c);
bool ipv4_valid(struct candidate *c);
bool ipv6_valid(struct candidate *c);
bool email_valid(struct candidate *c);
bool email_loose_valid(struct candidate *c); /* of what is behind its "@" */
bool url_valid(struct candidate *c);
bool own_valid(struct candidate *c);

static inline bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What the candidate is called: by its member's name, else as context_names()
 * has it. */
enum kind candidate_named(const struct candidate *c);

/* It is called nothing, nor is any other number of its text. */
bool candidate_is_silent(const struct candidate *c);

/* Whether nothing with a digit stands between a name of `k` and it: the name is
 * that of the number next to it. */
bool candidate_is_next(const struct candidate *c, enum kind k);

/* n digits, at least four, that a card may have, with their check digit. */
bool card_is_issued(const char *digits, size_t n);

/* The signs of an account of the country whose two letters these are, or 0; and
 * whether n of them, in capitals, are one with its check digits. */
size_t iban_length(const char *letters);
bool iban_is_valid(const char *iban, size_t n);

/* The check digit of n digits, ISO/IEC 7812-1 annex B. */
bool luhn_valid(const char *digits, size_t n);

/* The byte at `i`, or NUL outside the text (also for i = start - 1 = -1). */
static inline char
byte_at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* The end of the letters and digits from `at` on, and the start of those that
 * end there. */
static inline size_t
alnum_end(struct str s, size_t at)
{
	while (is_alnum(byte_at(s, at)))
		at++;
	return at;
}

static inline size_t
alnum_start(struct str s, size_t at)
{
	while (at > 0 && is_alnum(s.p[at - 1]))
		at--;
	return at;
}

#endif
