#include <stdint.h>
#include <string.h>

#include "redact/recogniser.h"
#include "redact/scheme.h"

/* Check digits of the numbers that states give to people and firms.  Numbers
 * that authorities use as samples count like others. */

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
bool
ssn_checks(const char *id)
{
	unsigned area = number(id, 0, 3);

	return area != 0 && area != 666 && area < 900 &&
	       number(id, 3, 2) != 0 && number(id, 5, 4) != 0;
}

/* US Internal Revenue Service: 9xx, groups 50-65, 70-88, 90-92, 94-99. */
bool
itin_checks(const char *id)
{
	unsigned group = number(id, 3, 2);

	return id[0] == '9' && ((group >= 50 && group <= 65) ||
				   (group >= 70 && group != 89 && group != 93));
}

bool
nhs_checks(const char *id)
{
	static const unsigned char weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2,
		1 };

	return !is_monotone(id, 10) && weigh(id, weights, 10) % 11 == 0;
}

/* UK HM Revenue and Customs, NIM39110. */
bool
nino_checks(const char *id)
{
	static const char never[] = "BG GB KN NK NT TN ZZ ";
	char prefix[] = { id[0], id[1], ' ', '\0' };

	return !strchr("DFIQUV", id[0]) && !strchr("DFIOQUV", id[1]) &&
	       !strstr(never, prefix);
}

bool
sin_checks(const char *id)
{
	return id[0] != '0' && id[0] != '8' && luhn_valid(id, 9);
}

bool
tfn_checks(const char *id)
{
	static const unsigned char weights[] = { 1, 4, 3, 7, 5, 8, 6, 9, 10 };

	return !is_monotone(id, 9) && weigh(id, weights, 9) % 11 == 0;
}

/* The first digit is one too large for the sum; check digits begin at 11. */
bool
abn_checks(const char *id)
{
	static const unsigned char weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15,
		17, 19 };

	return number(id, 0, 2) > 10 && (weigh(id, weights, 11) - 10) % 89 == 0;
}

/* Verhoeff's scheme: the dihedral group of a pentagon. */
bool
verhoeff_valid(const char *digits, size_t n)
{
	static const char product[10][11] = { "0123456789", "1234067895",
		"2340178956", "3401289567", "4012395678", "5987604321",
		"6598710432", "7659821043", "8765932104", "9876543210" };
	static const char turned[8][11] = { "0123456789", "1576283094",
		"5803796142", "8916043527", "9453126870", "4286573901",
		"2793806415", "7046913258" };
	size_t check = 0;

	for (size_t i = 0; i < n; i++) {
		char d = turned[i % 8][digit(digits, n - 1 - i)];

		check = (size_t)(product[check][d - '0'] - '0');
	}
	return check == 0;
}

bool
aadhaar_checks(const char *id)
{
	return id[0] > '1' && verhoeff_valid(id, 12);
}

/* India: the fourth letter is the kind of holder. */
bool
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

bool
cpf_checks(const char *id)
{
	static const unsigned char weights[] = { 11, 10, 9, 8, 7, 6, 5, 4, 3,
		2 };

	return !is_monotone(id, 11) && mod11_follows(id, weights + 1, 9) &&
	       mod11_follows(id, weights, 10);
}

bool
cnpj_checks(const char *id)
{
	static const unsigned char weights[] = { 6, 5, 4, 3, 2, 9, 8, 7, 6, 5,
		4, 3, 2 };

	return !is_monotone(id, 14) && mod11_follows(id, weights + 1, 12) &&
	       mod11_follows(id, weights, 13);
}

/* France: sex, year, month (or a substitute from 20 on), and 97 less the rest.
 */
bool
nir_checks(const char *id)
{
	uint64_t x = number(id, 0, 7) * UINT64_C(1000000) + number(id, 7, 6);
	unsigned month = number(id, 3, 2);

	return strchr("123478", id[0]) && month >= 1 &&
	       (month <= 12 || month >= 20) && 97 - x % 97 == number(id, 13, 2);
}

/* The Netherlands: "elfproef" with the last digit counted as -1. */
bool
bsn_checks(const char *id)
{
	static const unsigned char weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };

	return !is_monotone(id, 9) &&
	       weigh(id, weights, 8) % 11 == digit(id, 8);
}

bool
nif_checks(const char *id)
{
	static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	char first = id[0];
	unsigned x = first >= 'X' ? (unsigned)(first - 'X') : digit(id, 0);

	return letters[(x * 10000000 + number(id, 1, 7)) % 23] == id[8];
}

/* Portugal: as in Brazil, with other weights. */
bool
portuguese_nif_checks(const char *id)
{
	static const unsigned char weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };

	return id[0] != '0' && mod11_follows(id, weights, 8);
}

/* Spain, of firms: Luhn's sum over the digits behind the letter. */
bool
cif_checks(const char *id)
{
	return strchr("ABCDEFGHJUV", id[0]) && luhn_valid(id + 1, 8);
}

/* Chile: weights 2 to 7, from the last of the eight digits on, in turn. */
bool
rut_checks(const char *id)
{
	unsigned sum = 0, rest;

	for (size_t i = 0; i < 8; i++)
		sum += digit(id, 7 - i) * (unsigned)(2 + i % 6);
	rest = 11 - sum % 11;
	return !is_monotone(id, 8) &&
	       id[8] == (char)(rest == 11   ? '0'
			       : rest == 10 ? 'K'
					    : (char)('0' + rest));
}

/* Italy, decree of 23 December 1976: every second sign counts by a table. */
bool
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
bool
pesel_checks(const char *id)
{
	static const unsigned char weights[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3,
		1 };

	return is_day(number(id, 2, 2) % 20, number(id, 4, 2)) &&
	       weigh(id, weights, 11) % 10 == 0;
}

/* Sweden: a coordination number has 60 added to its day. */
bool
personnummer_checks(const char *id)
{
	unsigned day = number(id, 4, 2);

	return is_day(number(id, 2, 2), day > 60 ? day - 60 : day) &&
	       luhn_valid(id, 10);
}

bool
long_personnummer_checks(const char *id)
{
	unsigned century = number(id, 0, 2);

	return century >= 18 && century <= 21 && personnummer_checks(id + 2);
}

/* Germany: one of the first ten digits comes twice or three times, the others
 * once at most; ISO 7064 MOD 11,10. */
bool
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
