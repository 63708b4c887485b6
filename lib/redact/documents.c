/* Documents, vehicles, devices and the like: what their numbers can be. */

#include <string.h>

#include "redact/recogniser.h"
#include "redact/scheme.h"

static bool
has_digits(const char *id, size_t least)
{
	size_t n = 0;

	for (; *id; id++)
		n += is_digit(*id);
	return n >= least;
}

/* Numbers of documents have more digits than words like "covid19". */
bool
document_checks(const char *id)
{
	return has_digits(id, 3);
}

/* Of Germany: no vowels, and now and then few digits. */
bool
german_checks(const char *id)
{
	return has_digits(id, 2) &&
	       strspn(id, "0123456789CFGHJKLMNPRTVWXYZ") == 9;
}

bool
plate_checks(const char *id)
{
	return has_digits(id, 1) && strpbrk(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

/* ISO 3779; the check digit of North America, which others do not have. */
bool
vin_checks(const char *id)
{
	static const unsigned char weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9,
		8, 7, 6, 5, 4, 3, 2 };
	static const char values[] = "12345678-12345-7-923456789";
	unsigned sum = 0;

	for (size_t i = 0; i < 17; i++) {
		char v = is_digit(id[i]) ? id[i] : values[id[i] - 'A'];

		if (v == '-')
			return false;
		sum += (unsigned)(v - '0') * weights[i];
	}
	return id[8] == "0123456789X"[sum % 11];
}

bool
imei_checks(const char *id)
{
	return luhn_valid(id, 15);
}

/* Twelve hexadecimal digits. */
bool
mac_checks(const char *id)
{
	return strspn(id, "0123456789ABCDEF") == strlen(id);
}

/* American Bankers Association: 3, 7, 1 in turn. */
bool
routing_checks(const char *id)
{
	unsigned sum = 0;

	for (size_t i = 0; i < 9; i++)
		sum += (unsigned)(id[i] - '0') * (unsigned)("371"[i % 3] - '0');
	return sum % 10 == 0;
}

/* Of people; 40-49 is no age. */
bool
age_checks(const char *id)
{
	return id[0] != '0' && (strlen(id) < 3 || strcmp(id, "121") < 0);
}

/* Nothing to check. */
bool
any_checks(const char *id)
{
	return id[0] != '\0';
}
