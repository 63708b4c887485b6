#include "redact/surrogate.h"

#include <stdint.h>
#include <string.h>

#include "crypto/crypto.h"
#include "redact/recogniser.h"
#include "redact/scheme.h"

enum { MOST_SIGNS = 40, WORD = 8 };

/* Test cards as the networks and their processors document them. */
static const char *const cards[] = { "4111111111111111", "4012888888881881",
	"4242424242424242", "4000056655665556", "4005519200000004",
	"4009348888881881", "4012000033330026", "4012000077777777",
	"4500600000000061", "4222222222222", "5555555555554444",
	"5105105105105100", "2223003122003222", "5200828282828210",
	"5454545454545454", "2223000048400011", "378282246310005",
	"371449635398431", "378734493671000", "6011111111111117",
	"6011000990139424", "30569309025904", "38520000023237",
	"3056930009020004", "36227206271667", "3530111333300000",
	"3566002020360505", "6200000000000005", "6205500000000000004" };

/* The examples of the IBAN registry, and Social Security numbers set apart for
 * advertising. */
static const char *const ibans[] = { "AT611904300234573201", "BE68539007547034",
	"CH9300762011623852957", "DE89370400440532013000", "DK5000400440116243",
	"ES9121000418450200051332", "FI2112345600000785",
	"FR1420041010050500013M02606", "GB29NWBK60161331926819",
	"IE29AIBK93115212345678", "IT60X0542811101000000123456",
	"LU280019400644750000", "NL91ABNA0417164300", "NO9386011117947",
	"PL61109010140000071219812874", "PT50000201231234567890154",
	"SE4550000000058398257466" };
static const char *const ssns[] = { "987654320", "987654321", "987654322",
	"987654323", "987654324", "987654325", "987654326", "987654327",
	"987654328", "987654329" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/*
 * Telephone numbers that are given to nobody, by how a number begins; '?' is
 * any digit.  Who has set them apart, and where they say so:
 *
 *	Ofcom, "Telephone numbers for use in TV and radio drama programmes":
 *		07700 900, 020 7946 0, 01632 960
 *	Arcep, national numbering plan (decision 2018-0881 of 24 July 2018,
 *		annex 1), numbers for audiovisual works: 06 39 98
 *	Bundesnetzagentur, "Rufnummern fuer Medienproduktionen": 030 23125
 *	ACMA, "Phone numbers for use in TV shows, films and creative works":
 *		02 5550
 *	NANPA, 555 line numbers, for entertainment and advertising: 555-0100 to
 *		555-0199; here for all other countries, too
 *
 * A regulator may move a range: check there before one is added.
 */
static const struct plan {
	bool plus; /* with its country code */
	const char *begins, *becomes;
} plans[] = {
	{ true, "44", "447700900???" },
	{ true, "33", "3363998????" },
	{ true, "49", "493023125???" },
	{ true, "61", "6125550????" },
	{ true, "", "120255501??" },
	{ false, "07", "07700900???" },
	{ false, "02", "02079460???" },
	{ false, "06", "063998????" },
	{ false, "01", "01632960???" },
	{ false, "0", "03023125???" },
	{ false, "1", "120255501??" },
	{ false, "", "20255501??" },
};

/* Where a random number is taken from, a byte after the other. */
struct dice {
	const unsigned char *random;
	size_t i;
};

/* The next number below n; the bias of 32 bits matters to nobody. */
static uint32_t
roll(struct dice *d, uint32_t n)
{
	uint32_t x = 0;

	for (size_t b = 0; b < 4; b++)
		x = x << 8 | d->random[d->i++ % 32];
	return x % n;
}

/* Letters and digits, small. */
static size_t
take_signs(struct str value, char signs[MOST_SIGNS])
{
	size_t n = 0;

	for (size_t i = 0; i < value.n && n < MOST_SIGNS; i++)
		if (is_alnum(value.p[i]))
			signs[n++] = to_lower(value.p[i]);
	return n;
}

static bool
is_shaped(struct str value, const char *signs)
{
	char old[MOST_SIGNS];

	return take_signs(value, old) == strlen(signs);
}

/* `signs` in the places of the value's; alone where they do not fit. */
static bool
put_shaped(struct str value, const char *signs, struct buf *out)
{
	if (!is_shaped(value, signs)) {
		buf_cstr(out, signs);
		return true;
	}
	for (size_t i = 0; i < value.n; i++)
		buf_char(out, is_alnum(value.p[i]) ? *signs++ : value.p[i]);
	return true;
}

static bool
is_in(const char *const *list, size_t n_list, struct str value, size_t same)
{
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs);

	for (size_t i = 0; i < n_list; i++) {
		size_t k = 0;

		if (same ? n < same : strlen(list[i]) != n)
			continue;
		while (
		    k < (same ? same : n) && to_lower(list[i][k]) == signs[k])
			k++;
		if (k == (same ? same : n))
			return true;
	}
	return false;
}

/* One of the list that begins with the first `same` signs and is as long; of
 * all where same is 0. */
static bool
put_listed(const char *const *list, size_t n_list, struct str value,
    size_t same, struct dice *d, struct buf *out)
{
	char signs[MOST_SIGNS];
	size_t n = take_signs(value, signs), fit = 0;
	uint32_t pick = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < n_list; i++) {
			bool fits = true;

			for (size_t k = 0; k < same; k++)
				fits &=
				    k < n && to_lower(list[i][k]) == signs[k];
			if (!fits || (list == cards && strlen(list[i]) != n))
				continue;
			if (pass == 0)
				fit++;
			else if (pick-- == 0)
				return put_shaped(value, list[i], out);
		}
		if (fit == 0)
			return false;
		pick = roll(d, (uint32_t)fit);
	}
	return false;
}

static bool
put_card(struct str value, struct dice *d, struct buf *out)
{
	return put_listed(cards, COUNT(cards), value, 1, d, out) ||
	       put_listed(cards, COUNT(cards), value, 0, d, out);
}

/* The digits of a telephone number from its country code on, or as dialled at
 * home; whether they begin with that code. */
static size_t
read_phone(struct str value, char digits[MOST_SIGNS + 1], bool *plus)
{
	size_t n = 0;

	*plus = memchr(value.p, '+', value.n) != NULL;
	for (size_t i = 0; i < value.n && n < MOST_SIGNS; i++)
		if (is_digit(value.p[i]))
			digits[n++] = value.p[i];
	digits[n] = '\0';
	if (!*plus && n > 2 && digits[0] == '0' && digits[1] == '0') {
		*plus = true;
		n -= 2;
		memmove(digits, digits + 2, n + 1);
	}
	return n;
}

static bool
put_phone(struct str value, struct dice *d, struct buf *out)
{
	char digits[MOST_SIGNS + 1], became[24];
	const struct plan *p = plans;
	size_t k = 0;
	bool plus;

	read_phone(value, digits, &plus);
	while (p->plus != plus ||
	       strncmp(digits, p->begins, strlen(p->begins)) != 0)
		p++;
	for (; p->becomes[k]; k++)
		became[k] = p->becomes[k];
	became[k] = '\0';
	for (k = 0; became[k]; k++)
		if (became[k] == '?')
			became[k] = (char)('0' + roll(d, 10));
	if (plus && !memchr(value.p, '+', value.n))
		buf_cstr(out, "00");
	else if (plus && !is_shaped(value, became))
		buf_char(out, '+');
	return put_shaped(value, became, out);
}

static bool
is_phone(struct str value)
{
	char digits[MOST_SIGNS + 1];
	bool plus;
	size_t n = read_phone(value, digits, &plus);

	for (size_t i = 0; i < COUNT(plans); i++) {
		const char *form = plans[i].becomes;
		size_t k = 0;

		while (k < n && form[k] &&
		       (form[k] == '?' || form[k] == digits[k]))
			k++;
		if (k == n && !form[k])
			return true;
	}
	return false;
}

static void
put_letters(struct dice *d, size_t n, struct buf *out)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

	while (n-- > 0)
		buf_char(out, alphabet[roll(d, 32)]);
}

/* Such letters as put_letters() writes, and no more. */
static bool
is_letters(struct str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_lower(s.p[i]) && !(s.p[i] >= '2' && s.p[i] <= '7'))
			return false;
	return s.n == n;
}

static bool
put_email(struct str value, struct dice *d, struct buf *out)
{
	(void)value;
	put_letters(d, WORD, out);
	buf_cstr(out, "@example.com");
	return true;
}

static bool
is_email(struct str value)
{
	static const char domain[] = "@example.com";
	size_t n = sizeof(domain) - 1;

	return value.n > n && memcmp(value.p + value.n - n, domain, n) == 0 &&
	       is_letters((struct str){ value.p, value.n - n }, WORD);
}

static bool
put_url(struct str value, struct dice *d, struct buf *out)
{
	(void)value;
	buf_cstr(out, "https://example.com/");
	put_letters(d, WORD, out);
	return true;
}

static bool
is_url(struct str value)
{
	static const char begins[] = "https://example.com/";
	size_t n = sizeof(begins) - 1;

	return value.n >= n && memcmp(value.p, begins, n) == 0 &&
	       is_letters((struct str){ value.p + n, value.n - n }, WORD);
}

/* RFC 5737 and RFC 3849. */
static bool
put_ip(struct str value, struct dice *d, struct buf *out)
{
	static const char *const nets[] = { "192.0.2.", "198.51.100.",
		"203.0.113." };

	if (memchr(value.p, ':', value.n)) {
		buf_cstr(out, "2001:db8:");
		for (int i = 0; i < 6; i++)
			buf_printf(out, i ? ":%x" : "%x",
			    (unsigned)roll(d, 65535) + 1);
		return true;
	}
	buf_cstr(out, nets[roll(d, COUNT(nets))]);
	buf_printf(out, "%u", (unsigned)roll(d, 254) + 1);
	return true;
}

static bool
is_ip(struct str value)
{
	static const char *const begins[] = { "192.0.2.", "198.51.100.",
		"203.0.113.", "2001:db8:" };

	for (size_t i = 0; i < COUNT(begins); i++)
		if (value.n > strlen(begins[i]) &&
		    memcmp(value.p, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}

/* RFC 7042, section 2.1.2. */
static bool
put_mac(struct str value, struct dice *d, struct buf *out)
{
	char signs[13] = "00005e0053";

	signs[10] = "0123456789abcdef"[roll(d, 16)];
	signs[11] = "0123456789abcdef"[roll(d, 16)];
	return put_shaped(value, signs, out);
}

static bool
is_mac(struct str value)
{
	static const char *const begins[] = { "00005e0053" };

	return is_in(begins, 1, value, 10);
}

/* Test numbers of the NHS begin with 999.  Of the ten that differ in one digit
 * some have a check digit. */
static bool
put_nhs(struct str value, struct dice *d, struct buf *out)
{
	char id[11] = "9990000000";

	for (size_t i = 3; i < 8; i++)
		id[i] = (char)('0' + roll(d, 10));
	while (!nhs_checks(id))
		if (id[9]++ == '9') {
			id[9] = '0';
			id[8]++;
		}
	return put_shaped(value, id, out);
}

static bool
is_nhs(struct str value)
{
	static const char *const begins[] = { "999" };

	return is_in(begins, 1, value, 3);
}

static bool
put_iban(struct str value, struct dice *d, struct buf *out)
{
	return put_listed(ibans, COUNT(ibans), value, 2, d, out);
}

static bool
is_iban(struct str value)
{
	return is_in(ibans, COUNT(ibans), value, 0);
}

static bool
is_card(struct str value)
{
	return is_in(cards, COUNT(cards), value, 0);
}

static bool
put_ssn(struct str value, struct dice *d, struct buf *out)
{
	return put_listed(ssns, COUNT(ssns), value, 0, d, out);
}

static bool
is_ssn(struct str value)
{
	return is_in(ssns, COUNT(ssns), value, 0);
}

static const struct {
	enum kind kind;
	bool (*put)(struct str value, struct dice *d, struct buf *out);
	bool (*is)(struct str value);
} ranges[] = {
	{ KIND_CARD, put_card, is_card },
	{ KIND_EMAIL, put_email, is_email },
	{ KIND_IBAN, put_iban, is_iban },
	{ KIND_IP, put_ip, is_ip },
	{ KIND_MAC, put_mac, is_mac },
	{ KIND_NHS, put_nhs, is_nhs },
	{ KIND_PHONE, put_phone, is_phone },
	{ KIND_SSN, put_ssn, is_ssn },
	{ KIND_URL, put_url, is_url },
};

bool
surrogate_exists(enum kind k)
{
	for (size_t i = 0; i < COUNT(ranges); i++)
		if (ranges[i].kind == k)
			return true;
	return false;
}

bool
surrogate_put(enum kind k, struct str value, const unsigned char random[32],
    struct buf *out)
{
	struct dice d = { random, 0 };

	for (size_t i = 0; i < COUNT(ranges); i++)
		if (ranges[i].kind == k)
			return ranges[i].put(value, &d, out);
	return false;
}

bool
surrogate_is(enum kind k, struct str value)
{
	for (size_t i = 0; i < COUNT(ranges); i++)
		if (ranges[i].kind == k)
			return ranges[i].is(value);
	return false;
}
