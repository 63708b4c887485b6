#include <stdint.h>
#include <string.h>

#include "redact/context.h"
#include "redact/recogniser.h"

/*
 * Numbers that states give to people and firms.  Most are bare digits, and of
 * all numbers one in ten has a right check digit by chance.  So one counts
 *
 *	where it is called by its name ("my SSN is"), whatever its check
 *	digits say: a wrong digit is soon typed;
 *	with right check digits where somebody speaks of identity at all, or
 *	where it is written as only such numbers are, or where its shape and
 *	its check are seldom met by chance.
 *
 * Numbers that authorities use as samples count like others.
 */
enum { LONGEST = 16, WRITTEN = 32 };

static unsigned
digit(const char *id, size_t i)
{
	return (unsigned)(id[i] - '0');
}

static unsigned
number(const char *id, size_t from, size_t n)
{
	unsigned x = 0;

	for (size_t i = from; i < from + n; i++)
		x = x * 10 + digit(id, i);
	return x;
}

static unsigned
weigh(const char *id, const unsigned char *weights, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += digit(id, i) * weights[i];
	return sum;
}

/* What no number of persons is, though it passes: 00000000000, 1111... */
static bool
is_monotone(const char *id, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (id[i] != id[0])
			return false;
	return true;
}

/* US Social Security Administration: no area 000, 666 or 9xx, no zeros. */
static bool
ssn_checks(const char *id)
{
	unsigned area = number(id, 0, 3);

	return area != 0 && area != 666 && area < 900 &&
	       number(id, 3, 2) != 0 && number(id, 5, 4) != 0;
}

/* US Internal Revenue Service: 9xx, groups 50-65, 70-88, 90-92, 94-99. */
static bool
itin_checks(const char *id)
{
	unsigned group = number(id, 3, 2);

	return id[0] == '9' && ((group >= 50 && group <= 65) ||
				   (group >= 70 && group != 89 && group != 93));
}

static bool
nhs_checks(const char *id)
{
	static const unsigned char weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2,
		1 };

	return !is_monotone(id, 10) && weigh(id, weights, 10) % 11 == 0;
}

/* UK HM Revenue and Customs, NIM39110. */
static bool
nino_checks(const char *id)
{
	static const char never[] = "BG GB KN NK NT TN ZZ ";
	char prefix[] = { id[0], id[1], ' ', '\0' };

	return !strchr("DFIQUV", id[0]) && !strchr("DFIOQUV", id[1]) &&
	       !strstr(never, prefix);
}

static bool
sin_checks(const char *id)
{
	return id[0] != '0' && id[0] != '8' && luhn_valid(id, 9);
}

static bool
tfn_checks(const char *id)
{
	static const unsigned char weights[] = { 1, 4, 3, 7, 5, 8, 6, 9, 10 };

	return !is_monotone(id, 9) && weigh(id, weights, 9) % 11 == 0;
}

/* The first digit is one too large for the sum. */
static bool
abn_checks(const char *id)
{
	static const unsigned char weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15,
		17, 19 };

	return id[0] != '0' && (weigh(id, weights, 11) - 10) % 89 == 0;
}

/* Verhoeff's scheme: the dihedral group of a pentagon. */
static bool
aadhaar_checks(const char *id)
{
	static const char product[10][11] = { "0123456789", "1234067895",
		"2340178956", "3401289567", "4012395678", "5987604321",
		"6598710432", "7659821043", "8765932104", "9876543210" };
	static const char turned[8][11] = { "0123456789", "1576283094",
		"5803796142", "8916043527", "9453126870", "4286573901",
		"2793806415", "7046913258" };
	size_t check = 0;

	for (size_t i = 0; i < 12; i++) {
		char d = turned[i % 8][digit(id, 11 - i)];

		check = (size_t)(product[check][d - '0'] - '0');
	}
	return id[0] > '1' && check == 0;
}

/* India: the fourth letter is the kind of holder. */
static bool
pan_checks(const char *id)
{
	return strchr("ABCFGHJLPT", id[3]) != NULL;
}

/* Digit `at` is 11 less the weighted sum before it, 0 where that is over 9. */
static bool
mod11_follows(const char *id, const unsigned char *weights, size_t at)
{
	unsigned rest = weigh(id, weights, at) % 11;

	return digit(id, at) == (rest < 2 ? 0 : 11 - rest);
}

static bool
cpf_checks(const char *id)
{
	static const unsigned char weights[] = { 11, 10, 9, 8, 7, 6, 5, 4, 3,
		2 };

	return !is_monotone(id, 11) && mod11_follows(id, weights + 1, 9) &&
	       mod11_follows(id, weights, 10);
}

static bool
cnpj_checks(const char *id)
{
	static const unsigned char weights[] = { 6, 5, 4, 3, 2, 9, 8, 7, 6, 5,
		4, 3, 2 };

	return !is_monotone(id, 14) && mod11_follows(id, weights + 1, 12) &&
	       mod11_follows(id, weights, 13);
}

/* France: sex, year, month (or a substitute from 20 on), and 97 less the rest.
 */
static bool
nir_checks(const char *id)
{
	uint64_t x = number(id, 0, 7) * UINT64_C(1000000) + number(id, 7, 6);
	unsigned month = number(id, 3, 2);

	return strchr("123478", id[0]) && month >= 1 &&
	       (month <= 12 || month >= 20) && 97 - x % 97 == number(id, 13, 2);
}

/* The Netherlands: "elfproef" with the last digit counted as -1. */
static bool
bsn_checks(const char *id)
{
	static const unsigned char weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };

	return !is_monotone(id, 9) &&
	       weigh(id, weights, 8) % 11 == digit(id, 8);
}

static bool
nif_checks(const char *id)
{
	static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	char first = id[0];
	unsigned x = first >= 'X' ? (unsigned)(first - 'X') : digit(id, 0);

	return letters[(x * 10000000 + number(id, 1, 7)) % 23] == id[8];
}

/* Italy, decree of 23 December 1976: every second sign counts by a table. */
static bool
codicefiscale_checks(const char *id)
{
	static const unsigned char odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
		2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };
	unsigned sum = 0;

	for (size_t i = 0; i < 15; i++) {
		unsigned x =
		    is_digit(id[i]) ? digit(id, i) : (unsigned)(id[i] - 'A');

		sum += i % 2 == 0 ? odd[x] : x;
	}
	return id[15] == (char)('A' + sum % 26);
}

static bool
is_day(unsigned month, unsigned day)
{
	static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* Poland: the month says the century too. */
static bool
pesel_checks(const char *id)
{
	static const unsigned char weights[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3,
		1 };

	return is_day(number(id, 2, 2) % 20, number(id, 4, 2)) &&
	       weigh(id, weights, 11) % 10 == 0;
}

/* Sweden: a coordination number has 60 added to its day. */
static bool
personnummer_checks(const char *id)
{
	unsigned day = number(id, 4, 2);

	return is_day(number(id, 2, 2), day > 60 ? day - 60 : day) &&
	       luhn_valid(id, 10);
}

static bool
long_personnummer_checks(const char *id)
{
	unsigned century = number(id, 0, 2);

	return century >= 18 && century <= 21 && personnummer_checks(id + 2);
}

/* Germany: one of the first ten digits comes twice or three times, the others
 * once at most; ISO 7064 MOD 11,10. */
static bool
steuerid_checks(const char *id)
{
	unsigned counts[10] = { 0 }, repeated = 0, product = 10;

	for (size_t i = 0; i < 10; i++) {
		unsigned sum = (digit(id, i) + product) % 10;

		product = (sum ? sum : 10) * 2 % 11;
		counts[digit(id, i)]++;
	}
	for (size_t i = 0; i < 10; i++) {
		repeated += counts[i] > 1;
		if (counts[i] > 3)
			return false;
	}
	return id[0] != '0' && repeated == 1 &&
	       (11 - product) % 10 == digit(id, 10);
}

/*
 * n stands for a digit, a for a letter, all else for itself; in `shape` without
 * what may stand between the groups, in `written` with it, a | between two
 * forms.  Of two that fit equally well the first counts.
 */
static const struct scheme {
	enum kind kind;
	const char *shape;
	const char *written; /* NULL: no writing tells it from others */
	bool alone;	     /* shape and check are enough */
	bool (*checks)(const char *id);
} schemes[] = {
	{ KIND_SSN, "nnnnnnnnn", "nnn-nn-nnnn|nnn nn nnnn", false, ssn_checks },
	{ KIND_ITIN, "nnnnnnnnn", "nnn-nn-nnnn|nnn nn nnnn", false,
	    itin_checks },
	{ KIND_NHS, "nnnnnnnnnn", NULL, false, nhs_checks },
	{ KIND_NINO, "aannnnnna", NULL, true, nino_checks },
	{ KIND_SIN, "nnnnnnnnn", "nnn-nnn-nnn", false, sin_checks },
	{ KIND_TFN, "nnnnnnnnn", NULL, false, tfn_checks },
	{ KIND_ABN, "nnnnnnnnnnn", "nn nnn nnn nnn", false, abn_checks },
	{ KIND_AADHAAR, "nnnnnnnnnnnn", "nnnn nnnn nnnn|nnnn-nnnn-nnnn", false,
	    aadhaar_checks },
	{ KIND_PAN, "aaaaannnna", NULL, true, pan_checks },
	{ KIND_CPF, "nnnnnnnnnnn", "nnn.nnn.nnn-nn", false, cpf_checks },
	{ KIND_CNPJ, "nnnnnnnnnnnnnn", "nn.nnn.nnn/nnnn-nn", false,
	    cnpj_checks },
	{ KIND_NIR, "nnnnnnnnnnnnnnn", NULL, true, nir_checks },
	{ KIND_BSN, "nnnnnnnnn", NULL, false, bsn_checks },
	{ KIND_NIF, "nnnnnnnna", NULL, true, nif_checks },
	{ KIND_NIF, "Xnnnnnnna", NULL, true, nif_checks },
	{ KIND_NIF, "Ynnnnnnna", NULL, true, nif_checks },
	{ KIND_NIF, "Znnnnnnna", NULL, true, nif_checks },
	{ KIND_CODICEFISCALE, "aaaaaannannannna", NULL, true,
	    codicefiscale_checks },
	{ KIND_PESEL, "nnnnnnnnnnn", NULL, false, pesel_checks },
	{ KIND_PERSONNUMMER, "nnnnnnnnnn", "nnnnnn-nnnn|nnnnnn+nnnn", false,
	    personnummer_checks },
	{ KIND_PERSONNUMMER, "nnnnnnnnnnnn", "nnnnnnnn-nnnn", false,
	    long_personnummer_checks },
	{ KIND_STEUERID, "nnnnnnnnnnn", "nn nnn nnn nnn", false,
	    steuerid_checks },
};

/* A number as it is written, as far as one shape goes. */
struct written {
	char id[LONGEST + 1]; /* letters are capitals */
	char form[WRITTEN];
	size_t end; /* of the text */
};

static bool
stands_for(char shape, char sign)
{
	if (shape == 'n')
		return is_digit(sign);
	return shape == 'a' ? is_alpha(sign) : sign == shape;
}

/* The signs of a shape from the candidate's start; false: they are not there,
 * or something goes on behind them. */
static bool
read_shape(const struct candidate *c, const char *shape, struct written *w)
{
	size_t n = 0, form = 0, i = c->start;

	for (; shape[n] && i < c->end && form + 1 < WRITTEN; i++) {
		char b = c->text.p[i];

		if (is_alnum(b)) {
			b = is_alpha(b) ? (char)(b & ~0x20) : b;
			if (!stands_for(shape[n], b))
				return false;
			w->id[n++] = b;
			b = is_digit(b) ? 'n' : 'a';
		}
		w->form[form++] = b;
	}
	w->id[n] = w->form[form] = '\0';
	w->end = i;
	return !shape[n] && !is_alnum(byte_at(c->text, i));
}

static bool
is_customary(const char *form, const char *forms)
{
	size_t n = strlen(form);

	while (forms) {
		if (strncmp(form, forms, n) == 0 &&
		    (forms[n] == '|' || !forms[n]))
			return true;
		forms = strchr(forms, '|');
		forms += forms != NULL;
	}
	return false;
}

/* -12 or .5 behind it: a piece of something longer. */
static bool
goes_on(const struct candidate *c, size_t end)
{
	char b = byte_at(c->text, end);

	return b && strchr("-./_", b) && is_alnum(byte_at(c->text, end + 1));
}

static bool
follows_on(const struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);

	return is_alnum(before) || (before && strchr("-./_$#", before));
}

bool
identity_valid(struct candidate *c)
{
	enum kind named = context_names_identity(c->text, c->start, c->before);
	const struct scheme *best = NULL;
	struct written w;
	size_t end = 0;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		const struct scheme *s = &schemes[i];
		bool checks;

		if (!read_shape(c, s->shape, &w))
			continue;
		checks = s->checks(w.id);
		if (s->kind == named && (checks || !best)) {
			best = s;
			end = w.end;
		}
		if (is_identity(named) || best || !checks || follows_on(c) ||
		    goes_on(c, w.end))
			continue;
		if (s->alone || named == N_KINDS ||
		    is_customary(w.form, s->written)) {
			best = s;
			end = w.end;
		}
	}
	if (!best)
		return false;
	c->kind = best->kind;
	c->end = end;
	return true;
}
