#include <stdint.h>

#include "redact/recogniser.h"

enum { MOST = 34 };

/*
 * The countries of the SWIFT IBAN registry: length, and the structure behind
 * the two check digits as runs of a (letters), n (digits), c (either).
 */
static const struct country {
	char code[3];
	uint8_t length;
	const char *structure;
} countries[] = {
	{ "AD", 24, "n8c12" },
	{ "AE", 23, "n19" },
	{ "AL", 28, "n8c16" },
	{ "AT", 20, "n16" },
	{ "AZ", 28, "a4c20" },
	{ "BA", 20, "n16" },
	{ "BE", 16, "n12" },
	{ "BG", 22, "a4n6c8" },
	{ "BH", 22, "a4c14" },
	{ "BI", 27, "n23" },
	{ "BR", 29, "n23a1c1" },
	{ "BY", 28, "c4n4c16" },
	{ "CH", 21, "n5c12" },
	{ "CR", 22, "n18" },
	{ "CY", 28, "n8c16" },
	{ "CZ", 24, "n20" },
	{ "DE", 22, "n18" },
	{ "DJ", 27, "n23" },
	{ "DK", 18, "n14" },
	{ "DO", 28, "c4n20" },
	{ "EE", 20, "n16" },
	{ "EG", 29, "n25" },
	{ "ES", 24, "n20" },
	{ "FI", 18, "n14" },
	{ "FK", 18, "a2n12" },
	{ "FO", 18, "n14" },
	{ "FR", 27, "n10c11n2" },
	{ "GB", 22, "a4n14" },
	{ "GE", 22, "a2n16" },
	{ "GI", 23, "a4c15" },
	{ "GL", 18, "n14" },
	{ "GR", 27, "n7c16" },
	{ "GT", 28, "c24" },
	{ "HN", 28, "a4n20" },
	{ "HR", 21, "n17" },
	{ "HU", 28, "n24" },
	{ "IE", 22, "a4n14" },
	{ "IL", 23, "n19" },
	{ "IQ", 23, "a4n15" },
	{ "IS", 26, "n22" },
	{ "IT", 27, "a1n10c12" },
	{ "JO", 30, "a4n4c18" },
	{ "KW", 30, "a4c22" },
	{ "KZ", 20, "n3c13" },
	{ "LB", 28, "n4c20" },
	{ "LC", 32, "a4c24" },
	{ "LI", 21, "n5c12" },
	{ "LT", 20, "n16" },
	{ "LU", 20, "n3c13" },
	{ "LV", 21, "a4c13" },
	{ "LY", 25, "n21" },
	{ "MC", 27, "n10c11n2" },
	{ "MD", 24, "c20" },
	{ "ME", 22, "n18" },
	{ "MK", 19, "n3c10n2" },
	{ "MN", 20, "n16" },
	{ "MR", 27, "n23" },
	{ "MT", 31, "a4n5c18" },
	{ "MU", 30, "a4n19a3" },
	{ "NI", 28, "a4n20" },
	{ "NL", 18, "a4n10" },
	{ "NO", 15, "n11" },
	{ "OM", 23, "n3c16" },
	{ "PK", 24, "a4c16" },
	{ "PL", 28, "n24" },
	{ "PS", 29, "a4c21" },
	{ "PT", 25, "n21" },
	{ "QA", 29, "a4c21" },
	{ "RO", 24, "a4c16" },
	{ "RS", 22, "n18" },
	{ "RU", 33, "n14c15" },
	{ "SA", 24, "n2c18" },
	{ "SC", 31, "a4n20a3" },
	{ "SD", 18, "n14" },
	{ "SE", 24, "n20" },
	{ "SI", 19, "n15" },
	{ "SK", 24, "n20" },
	{ "SM", 27, "a1n10c12" },
	{ "SO", 23, "n19" },
	{ "ST", 25, "n21" },
	{ "SV", 28, "a4n20" },
	{ "TL", 23, "n19" },
	{ "TN", 24, "n20" },
	{ "TR", 26, "n6c16" },
	{ "UA", 29, "n6c19" },
	{ "VA", 22, "n18" },
	{ "VG", 24, "a4n16" },
	{ "XK", 20, "n16" },
	{ "YE", 30, "a4n4c18" },
};

static const struct country *
find_country(const char *iban)
{
	for (size_t i = 0; i < sizeof(countries) / sizeof(*countries); i++)
		if (memcmp(countries[i].code, iban, 2) == 0)
			return &countries[i];
	return NULL;
}

static bool
fits(const char *p, const char *structure)
{
	while (*structure) {
		char class = *structure++;
		unsigned n = 0;

		while (is_digit(*structure))
			n = n * 10 + (unsigned)(*structure++ - '0');
		for (; n; n--, p++)
			if ((class == 'n' && !is_digit(*p)) ||
			    (class == 'a' && is_digit(*p)))
				return false;
	}
	return true;
}

/* ISO 7064 MOD 97-10 over the number with its first four moved behind. */
static bool
passes_mod97(const char *iban, size_t n)
{
	unsigned rest = 0;

	for (size_t i = 0; i < n; i++) {
		char c = iban[(i + 4) % n];

		if (is_digit(c))
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else
			rest = (rest * 100 + (unsigned)(c - 'A' + 10)) % 97;
	}
	return rest == 1;
}

size_t
iban_length(const char *letters)
{
	const struct country *country = find_country(letters);

	return country ? country->length : 0;
}

bool
iban_is_valid(const char *iban, size_t n)
{
	const struct country *country = find_country(iban);

	return country && n == country->length &&
	       fits(iban + 4, country->structure) && passes_mod97(iban, n);
}

/* In groups of four, as it is printed: "DE89 3704 ..." up to byte `end`. */
static bool
is_printed(const struct candidate *c, size_t end)
{
	enum { GROUP = 4 };
	size_t n = 0;

	for (size_t i = c->start; i < end; i++, n++) {
		if ((c->text.p[i] == ' ') != (n == GROUP))
			return false;
		if (n == GROUP)
			n = SIZE_MAX;
	}
	return end > c->start + GROUP;
}

/* With a digit that is wrong it is an account still, where it is called so or
 * looks like nothing else. */
static bool
is_meant(const struct candidate *c, size_t end)
{
	enum kind named = candidate_named(c);

	return named == KIND_IBAN || named == KIND_ACCOUNT ||
	       is_printed(c, end);
}

/* The pattern goes on into what follows; the country's length ends it. */
bool
iban_valid(struct candidate *c)
{
	const struct country *country = NULL;
	char iban[MOST];
	size_t n = 0, i = c->start;

	for (; i < c->end && n < MOST; i++) {
		char b = c->text.p[i];

		if (!is_alnum(b))
			continue;
		iban[n++] = is_alpha(b) ? (char)(b & ~0x20) : b;
		if (n == 2 && !(country = find_country(iban)))
			return false;
		if (country && n == country->length)
			break;
	}
	if (!country || n != country->length ||
	    is_alnum(byte_at(c->text, i + 1)) ||
	    !fits(iban + 4, country->structure))
		return false;
	c->score = 99;
	if (!passes_mod97(iban, n)) {
		if (!is_meant(c, i + 1))
			return false;
		c->rule = "iban-called";
		c->score = 80;
	}
	c->end = i + 1;
	return true;
}

bool
iban_spaced_valid(struct candidate *c)
{
	enum { COUNTRY = 4 /* bytes, "D E " */ };

	if (c->start < COUNTRY)
		return false;
	c->start -= COUNTRY;
	return iban_valid(c) && !is_alnum(byte_at(c->text, c->start - 1));
}
