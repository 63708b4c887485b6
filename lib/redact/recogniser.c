#include "redact/recogniser.h"

#define DIGITS	  "0123456789"
#define LETTERS	  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define HEX	  "0123456789abcdefABCDEF"
#define MONTHS	  "JFMASONDjfmasond" /* and what they begin with */
#define NOT_DIGIT "(?!\\d)"

/* Behind the years of somebody's age; "ma 83 lat", by what stands before. */
#define YEARS_OLD \
	"(?:years?|yrs?)[ -]?old|y/?o|jahre alt|jahrig(?:e[nrs]?)?|" \
	"jaar oud|ar gammal|arig[at]?|letni[a-z]{0,3}"
#define HAS(verb, years)    "\\b" verb " \\d\\d " years
#define WHERE1(years, a)    years "(?<=" HAS(a, years) ")"
#define WHERE2(years, a, b) years "(?<=" HAS(a, years) "|" HAS(b, years) ")"
#define SPANISH		    WHERE2("anos", "tengo", "tiene")
#define PORTUGUESE	    WHERE2("anos", "tenho", "tem")
#define FRENCH		    WHERE2("ans", "ai", "a") "(?<! y a \\d\\d ans)"
#define ITALIAN		    WHERE2("anni", "ho", "ha")
#define POLISH		    WHERE2("lat", "mam", "ma")
#define SWEDISH		    WHERE1("ar", "ar")
#define GERMAN		    WHERE1("jahren", "mit") "|" WHERE2("jahre", "bin", "ist")
#define DUTCH		    WHERE2("jaar", "ben", "is")
#define YEARS \
	SPANISH "|" PORTUGUESE "|" FRENCH "|" ITALIAN "|" POLISH "|" SWEDISH \
		"|" GERMAN "|" DUTCH

/* "she's 83, and", "I'm 83." */
#define SHE_IS \
	"(?:(?<=\\bhe's \\d\\d)|(?<=\\bshe's \\d\\d)|(?<=\\bi'm \\d\\d))" \
	"(?=[,;!]|\\.(?!\\d)| and )"

/* Bytes of letters beyond ASCII that stand in addresses: not those of CJK,
 * which is written without spaces around an address. */
#define BEYOND \
	"\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d" \
	"\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b" \
	"\x9c\x9d\x9e\x9f\xa0\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9" \
	"\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7" \
	"\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf\xcd\xce\xcf\xd0\xd1\xd2" \
	"\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xdb\xdc\xdd\xde\xdf\xe0\xe1"
#define IDEOGRAPHS     "\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed"
#define COMMON_DOMAINS "(?:com|net|org|co\\.uk)\\b"
#define LOCAL_MARKS    "._%+'&~!#$^{}|*?`=-"

/* What India's banks and wallets call themselves behind the "@" of an address
 * that is paid to (NPCI, UPI live members). */
#define UPI_HANDLES \
	"ok(?:axis|hdfcbank|icici|sbi)|[aiy]bl|axl|y?apl|rapl|upi|" \
	"paytm|pt(?:axis|hdfc|sbi|yes)|wa(?:axis|hdfcbank|icici|sbi)|" \
	"ikwik|freecharge|payzapp|jupiteraxis|naviaxis|timecosmos|" \
	"axis(?:b|bank|go)|hdfcbank|icici|sbi|kotak|pnb|barodampay|cnrb|" \
	"idfc(?:bank|first)|yes(?:bank|bankltd|cred)|indus|kbl|rbl|uboi|" \
	"unionbank|aubank|mahb|postbank"

/*
 * In this order at each place.  A match of KIND_NOTHING claims its digits:
 * nothing of a later row begins inside it, so the strongest forms stand first.
 */
const struct recogniser recognisers[N_RECOGNISERS] = {
	{ .rule = "url-scheme",
	    .kind = KIND_URL,
	    .trigger = ":",
	    .behind = LETTERS,
	    .reach = 5,
	    .pattern = "(?i)(?:https?|ftps?|wss?)://[a-z0-9\\[\\x80-\\xff]",
	    .valid = url_valid },
	{ .rule = "url-www",
	    .kind = KIND_URL,
	    .trigger = ".",
	    .behind = "wW",
	    .reach = 3,
	    .pattern = "(?i)www\\.[a-z0-9\\x80-\\xff-]{1,63}\\."
		       "[a-z\\x80-\\xff]{2}",
	    .valid = url_valid },
	/* "wa.me/447700900123": pages that are somebody's */
	{ .rule = "url-person",
	    .kind = KIND_URL,
	    .trigger = "/",
	    .behind = LETTERS ".",
	    .reach = 20,
	    .shape = shape_url_person,
	    .pattern =
		"(?i)(?<![0-9a-z@._/-])(?:[a-z]{1,3}\\.)?(?:(?:wa|t|fb|m|"
		"paypal|revolut|monzo|telegram)\\.me|cash\\.app|"
		"(?:facebook|github|instagram|linkedin|pinterest|"
		"snapchat|threads|tiktok|twitter|venmo|vk|x|xing)"
		"\\.(?:com|net))/[@$+~]?[a-z0-9]",
	    .valid = url_valid },
	{ .rule = "email",
	    .kind = KIND_EMAIL,
	    .trigger = "@",
	    .behind = DIGITS LETTERS LOCAL_MARKS BEYOND,
	    .reach = 254,
	    .pattern =
		"(?i)[a-z0-9_+=\\xcd-\\xe1][^\\x00- \"(),/:;<>@\\[\\\\\\]"
		"\\x7f\\xe2-\\xff]{0,253}@(?:[a-z0-9\\x80-\\xff]"
		"(?:[a-z0-9\\x80-\\xff-]{0,61}[a-z0-9\\x80-\\xff])?"
		"\\.){1,8}(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|"
		"[\\x80-\\xff]{4,24})",
	    .valid = email_valid },
	/* In ideographs alone, which go on to the left as far as they do. */
	{ .rule = "email-ideographs",
	    .kind = KIND_EMAIL,
	    .trigger = "@",
	    .behind = BEYOND IDEOGRAPHS,
	    .reach = 96,
	    .pattern = "(?i)(?:[\\xe3-\\xed][\\x80-\\xbf]{2}){1,32}@(?:"
		       "[a-z0-9\\x80-\\xff][a-z0-9\\x80-\\xff-]{0,62}\\.)"
		       "{1,8}[a-z\\x80-\\xff]{2,24}",
	    .valid = email_valid },
	/* "jane99 @ example.com", "jane[@]example[.]com", "jane@gmail com",
	 * '"jane doe"@example.com': from the "@" on */
	{ .rule = "email-loose",
	    .kind = KIND_EMAIL,
	    .trigger = "@",
	    .shape = shape_email_loose,
	    .pattern = "(?i)(?:(?<=[ ([{\"])@|@(?=[]) \\n}]|"
		       "[a-z0-9-]{1,63}[ ,[({\\r\\n]))[])}]?[ "
		       "\\n]{0,2}[a-z0-9][a-z0-9-]{0,62}(?:"
		       "(?:(?:\\.|[[({](?:\\.|dot)[])}]|\\r?\\n\\.|"
		       " \\. ?(?=" COMMON_DOMAINS "))[a-z0-9][a-z0-9-]{0,62})"
		       "{0,4}(?:\\.|[[({](?:\\.|dot)[])}]|\\r?\\n\\.|"
		       " \\. ?(?=" COMMON_DOMAINS "))[a-z]{2,24}|"
		       "(?:,(?=" COMMON_DOMAINS "|(?:de|fr|es|it|nl|pt|pl|se)"
		       "\\b)| (?=" COMMON_DOMAINS "))[a-z]{2,3})(?![a-z0-9])",
	    .valid = email_loose_valid },
	/* "jane@okaxis", "9876543210@ybl" */
	{ .rule = "upi",
	    .kind = KIND_ACCOUNT,
	    .trigger = "@",
	    .behind = DIGITS LETTERS "._-",
	    .reach = 64,
	    .pattern = "(?i)(?<![0-9a-z._-])[0-9a-z][0-9a-z._-]{1,63}@"
		       "(?:" UPI_HANDLES ")(?![0-9a-z_-]|\\.[0-9a-z])" },
	{ .rule = "ipv6",
	    .kind = KIND_IP,
	    .trigger = ":",
	    .behind = HEX,
	    .reach = 4,
	    .shape = shape_ipv6,
	    .pattern = "(?i)(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)"
		       "(?:[0-9a-f]{1,4}:|::?)(?:[0-9a-f]{0,4}:){0,7}"
		       "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f]{1,4})?",
	    .valid = ipv6_valid },
	/* 00:1b:44:11:3a:b7, and 001b.4411.3ab7 */
	{ .rule = "mac",
	    .kind = KIND_MAC,
	    .trigger = ":-.",
	    .behind = HEX,
	    .reach = 4,
	    .min_token = 2,
	    .shape = shape_mac,
	    .pattern = "(?i)(?<![0-9a-z:.-])(?:[0-9a-f]{2}(?:(?::[0-9a-f]{2})"
		       "{5}|(?:-[0-9a-f]{2}){5})|(?=[0-9.]{0,13}[a-f])"
		       "[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2})"
		       "(?![0-9a-z:-]|\\.[0-9a-z])" },
	{ .rule = "private-key",
	    .kind = KIND_KEY,
	    .trigger = "-",
	    .shape = shape_private_key,
	    .pattern = "-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----",
	    .valid = private_key_valid },
	/* API keys and tokens, by the prefix their issuers give them. */
	{ .rule = "api-key",
	    .kind = KIND_KEY,
	    .trigger = "_-AJ.",
	    .behind = LETTERS,
	    .reach = 6,
	    .min_token = 9,
	    .pattern =
		"(?<![0-9a-zA-Z])(?:gh[opsur]_[0-9A-Za-z]{36,255}|"
		"(?:sk|pk|rk)_(?:live|test)_[0-9A-Za-z]{16,247}|"
		"xox[abeprs]-[0-9A-Za-z-]{10,250}|"
		"sk-[0-9A-Za-z_-]{20,250}|github_pat_[0-9A-Za-z_]{22,250}|"
		"glpat-[0-9A-Za-z_-]{20,250}|npm_[0-9A-Za-z]{36}|"
		"hf_[0-9A-Za-z]{30,99}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|"
		"pypi-[0-9A-Za-z_-]{50,250}|"
		"SG\\.[0-9A-Za-z_-]{16,64}\\.[0-9A-Za-z_-]{16,64}|"
		/* and the secret beside it */
		"A(?:KI|SI)A[0-9A-Z]{16}(?:[ ,:;/|\\r\\n]{1,3}"
		"[0-9A-Za-z/+]{40})?|AIza[0-9A-Za-z_-]{35}|"
		"eyJ[0-9A-Za-z_-]{8,999}\\.eyJ[0-9A-Za-z_-]{8,999}\\."
		"[0-9A-Za-z_-]{0,999})(?![0-9A-Za-z_-])" },
	{ .rule = "wallet",
	    .kind = KIND_WALLET,
	    .trigger = "013",
	    .behind = "bc",
	    .reach = 2,
	    .min_token = 24,
	    .pattern = "(?<![0-9a-zA-Z])(?:0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Z"
		       "a-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71})"
		       "(?![0-9a-zA-Z])",
	    .valid = wallet_valid },
	/* Before dates and decimals are claimed for nothing. */
	{ .rule = "birth",
	    .kind = KIND_DOB,
	    .called = true,
	    .trigger = DIGITS,
	    .pattern = "(?<![0-9])\\d{1,8}" NOT_DIGIT,
	    .valid = birth_valid },
	{ .rule = "calendar",
	    .kind = KIND_DATE,
	    .trigger = DIGITS MONTHS,
	    .pattern = "(?i)(?<![0-9a-z])(?:\\d{1,4}(?:st|nd|rd|th)?[-/. ]"
		       "{1,2}(?:(?:of|de) )?(?:\\d{1,2}|[a-z]{3,10})"
		       "[-/., ]{1,2}(?:del? )?\\d{1,4}|[a-z]{3,10}\\.? "
		       "\\d{1,4}(?:(?:st|nd|rd|th)?,? \\d{4})?)",
	    .valid = calendar_valid },
	{ .rule = "age",
	    .kind = KIND_AGE,
	    .trigger = DIGITS,
	    .most_run = 3,
	    .after = " -yYjJ,.;!",
	    .shape = shape_age,
	    .pattern = "(?i)\\d{1,3}(?:[ -]?(?:" YEARS_OLD "|" YEARS ")|" SHE_IS
		       ")(?![0-9a-z])(?! (?:fa|temu|d[ei] gara|garan|d'))",
	    .valid = age_valid },
	{ .rule = "expiry",
	    .kind = KIND_EXPIRY,
	    .trigger = DIGITS,
	    .min_digits = 3,
	    .most_run = 4,
	    .shape = shape_expiry,
	    .pattern = "(?:(?:0?[1-9]|1[0-2]) ?[-/.] ?(?:20)?\\d\\d|"
		       "(?:0[1-9]|1[0-2]) ?(?:20)?[2-4]\\d|"
		       "20[2-4]\\d[-/.](?:0[1-9]|1[0-2]))(?![-/.]?\\d)",
	    .valid = expiry_valid },
	/* 4111 1111 1111 1111 12/29 123 */
	{ .rule = "cvv-behind",
	    .kind = KIND_CVV,
	    .trigger = DIGITS,
	    .least_run = 3,
	    .most_run = 4,
	    .called = true,
	    .shape = shape_cvv_behind,
	    .pattern = "\\d{3,4}(?![-.,/]?\\d)" },
	{ .rule = "geo",
	    .kind = KIND_GEO,
	    .trigger = DIGITS,
	    .behind = "-+",
	    .reach = 1,
	    .min_digits = 10,
	    .most_run = 3,
	    .after = ".",
	    .pattern = "[-+]?(?:90|[0-8]?\\d)\\.\\d{4,15}"
		       "(?:, ?| (?=[-+]?\\d{1,3}\\.\\d{5}))[-+]?"
		       "(?:180|1[0-7]\\d|\\d{1,2})\\.\\d{4,15}(?![.]?\\d)" },
	/* 51 degrees 30'26"N 0 degrees 7'39"W: see view.h for the signs */
	{ .rule = "geo-degrees",
	    .kind = KIND_GEO,
	    .trigger = "\xc2",
	    .behind = DIGITS " ",
	    .reach = 4,
	    .pattern = "(?i)\\d{1,3} ?\\xc2\\xb0 ?\\d{1,2} ?['\\xe2]"
		       "[\\x80-\\xbf]{0,2} ?(?:\\d{1,2}(?:[.,]\\d{1,4})? ?"
		       "(?:''|\"|\\xe2[\\x80-\\xbf]{2}) ?)?[nsewo]"
		       "[, /]{0,3}\\d{1,3} ?\\xc2\\xb0 ?\\d{1,2} ?['\\xe2]"
		       "[\\x80-\\xbf]{0,2} ?(?:\\d{1,2}(?:[.,]\\d{1,4})? ?"
		       "(?:''|\"|\\xe2[\\x80-\\xbf]{2}) ?)?[nsewo]"
		       "(?![a-z0-9])" },
	{ .rule = "iban",
	    .kind = KIND_IBAN,
	    .trigger = DIGITS,
	    .behind = LETTERS,
	    .reach = 2,
	    .shape = shape_iban,
	    .pattern = "(?i)[a-z]{2}\\d\\d(?:[ .\\r\\n-]{0,2}[a-z0-9]){11,30}",
	    .valid = iban_valid },
	/* "D E 8 9 3 7": from the first digit on */
	{ .rule = "iban-spaced",
	    .kind = KIND_IBAN,
	    .trigger = DIGITS,
	    .least_run = 1,
	    .most_run = 1,
	    .after = " ",
	    .shape = shape_iban_spaced,
	    .pattern = "(?i)(?<= [a-z] )\\d \\d(?: [a-z0-9]){11,30}",
	    .valid = iban_spaced_valid },

	/* A UUID, and hexadecimal digests. */
	{ .rule = "uuid",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .behind = HEX "-",
	    .reach = 36,
	    .min_token = 12,
	    .shape = shape_uuid,
	    .pattern = "(?i)(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-"
		       "[0-9a-f]{12}(?![0-9a-z])" },
	{ .rule = "hex-digest",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .behind = HEX,
	    .reach = 128,
	    .min_token = 12,
	    .shape = shape_digest,
	    .pattern = "(?i)(?<![0-9a-z])(?=\\d{0,63}[a-f])[0-9a-f]{24,128}"
		       "(?![0-9a-z])" },
	/* 2026-03-01T09:00:00.000Z, 2026/03/01 09:00 */
	{ .rule = "timestamp",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 7,
	    .least_run = 4,
	    .most_run = 4,
	    .after = "-/.",
	    .pattern = "(?:19|20)\\d\\d([-/.])(?:0[1-9]|1[0-2])[-/.](?:0[1-9]|"
		       "[12]\\d|3[01])(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]"
		       "\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![-/.]?\\d)" },
	/* 01.03.2026, 3/31/2026 */
	{ .rule = "date",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 6,
	    .most_run = 2,
	    .after = "-/.",
	    .pattern = "(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|"
		       "3[01])[-/.](?:19|20)\\d\\d(?![-/.]?\\d)" },
	/* 1,234,567.89 and 1.234.567,89: prices and other amounts */
	{ .rule = "amount",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 7,
	    .most_run = 3,
	    .after = ",.",
	    .pattern = "\\d{1,3}(?:,\\d{3}){1,6}(?:\\.\\d{1,9})?(?![,.]?\\d)|"
		       "\\d{1,3}(?:\\.\\d{3}){1,6},\\d{1,9}(?![,.]?\\d)" },
	/* 0.4111111111111111 */
	{ .rule = "decimal",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 7,
	    .most_run = 18,
	    .after = ".",
	    .pattern = "(?:0|[1-9]\\d{0,17})\\.\\d{1,60}(?![ .-]?\\d)",
	    .valid = decimal_valid },
	/* 301-1234567-1234567, the order numbers of a large shop: no card,
	 * also where orders are kept */
	{ .rule = "shop-order",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 15,
	    .least_run = 3,
	    .most_run = 3,
	    .after = " -",
	    .pattern = "\\d{3}[ -]\\d{6,7}[ -]\\d{6,7}(?![ -]?\\d)",
	    .valid = order_valid },
	/* Tracking: 1Z..., RR123456785GB, 9400 1112 0255 5512 3456 78; and
	 * twenty digits or more in a row, unless they hold a card. */
	{ .rule = "parcel",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .behind = LETTERS,
	    .reach = 2,
	    .min_token = 11,
	    .shape = shape_parcel,
	    .pattern = "(?<![0-9a-zA-Z])(?:1Z[0-9A-Z]{16}|[A-Z]{2}\\d{9}[A-Z]"
		       "{2})(?![0-9a-zA-Z])" },
	{ .rule = "long-number",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_token = 20,
	    .least_run = 20,
	    .pattern = "(?<![0-9a-zA-Z])\\d{20,999}(?![0-9a-zA-Z])",
	    .valid = card_absent },
	{ .rule = "tracking",
	    .kind = KIND_NOTHING,
	    .trigger = DIGITS,
	    .min_digits = 22,
	    .least_run = 4,
	    .most_run = 4,
	    .after = " ",
	    .pattern = "9[1-5]\\d\\d(?: \\d{4}){4} \\d\\d(?! ?[0-9a-zA-Z])" },

	/* "23-48-10 96370355", "SC: 23-48-10 AN: 96370355": an account
	 * behind it. */
	{ .rule = "sort-code",
	    .kind = KIND_ROUTING,
	    .trigger = DIGITS,
	    .min_token = 8,
	    .least_run = 2,
	    .most_run = 2,
	    .after = "-",
	    .pattern = "\\d\\d-\\d\\d-\\d\\d"
		       "(?= (?:AN:? )?(?!19|20)\\d{8}(?![0-9A-Za-z]))" },
	{ .rule = "sort-code-account",
	    .kind = KIND_ACCOUNT,
	    .trigger = DIGITS,
	    .min_token = 8,
	    .least_run = 8,
	    .most_run = 8,
	    .pattern = "(?<=\\d\\d-\\d\\d-\\d\\d |"
		       "\\d\\d-\\d\\d-\\d\\d AN |"
		       "\\d\\d-\\d\\d-\\d\\d AN: )"
		       "(?!19|20)\\d{8}(?![0-9A-Za-z])" },
	{ .rule = "card",
	    .kind = KIND_CARD,
	    .trigger = DIGITS,
	    .min_digits = 13,
	    .pattern = "\\d(?:[ .,+\\t\\r\\n_/*|-]{0,3}\\d){12,18}" NOT_DIGIT,
	    .valid = card_valid },
	{ .rule = "card-in-run",
	    .kind = KIND_CARD,
	    .trigger = DIGITS,
	    .min_token = 20,
	    .least_run = 20,
	    .pattern = "\\d{20,999}" NOT_DIGIT,
	    .valid = card_in_run },
	/* What has a scheme: digits alone, letters around, letters first. */
	{ .rule = "id-digits",
	    .kind = KIND_SSN,
	    .trigger = DIGITS,
	    .min_digits = 9,
	    .pattern = "\\d(?:[ .,/+\\r\\n-]{0,2}\\d){8,14}" NOT_DIGIT,
	    .valid = scheme_valid },
	{ .rule = "id-dni",
	    .kind = KIND_SSN,
	    .trigger = DIGITS,
	    .min_digits = 8,
	    .least_run = 8,
	    .most_run = 8,
	    .pattern = "(?i)\\d{8}[ -]?[a-z](?![0-9a-z])",
	    .valid = scheme_valid },
	{ .rule = "id-dni-dots",
	    .kind = KIND_SSN,
	    .trigger = DIGITS,
	    .min_digits = 8,
	    .most_run = 2,
	    .after = ".",
	    .pattern = "(?i)\\d{1,2}\\.\\d{3}\\.\\d{3}[ -]?[a-z](?![0-9a-z])",
	    .valid = scheme_valid },
	{ .rule = "id-nino",
	    .kind = KIND_SSN,
	    .trigger = DIGITS,
	    .behind = LETTERS " ",
	    .reach = 3,
	    .min_digits = 6,
	    .pattern = "(?i)(?<![0-9a-z])[a-z]{2}(?: ?\\d\\d){3} ?[a-d]"
		       "(?![0-9a-z])",
	    .valid = scheme_valid },
	{ .rule = "id-letters",
	    .kind = KIND_SSN,
	    .trigger = DIGITS,
	    .behind = LETTERS "-",
	    .reach = 6,
	    .min_token = 5,
	    .pattern = "(?i)(?<![0-9a-z])(?:[a-z]{5}\\d{4}[a-z]|"
		       "[xyz]-?\\d{7}[ -]?[a-z]|"
		       "[a-z]{6}\\d\\d[a-z]\\d\\d[a-z]\\d{3}[a-z])"
		       "(?![0-9a-z])",
	    .valid = scheme_valid },

	/* What is called by its name. */
	{ .rule = "called",
	    .kind = KIND_ACCOUNT,
	    .trigger = DIGITS,
	    .behind = LETTERS,
	    .reach = 12,
	    .called = true,
	    .shape = shape_called,
	    .pattern = "(?i)(?<![0-9a-z])(?:(?=[a-z]{0,18}\\d[0-9a-z-])|"
		       "(?=\\d(?:, ?|\\r?\\n| )\\d(?![0-9a-z])))"
		       "[0-9a-z]{1,18}(?:[- ][0-9a-z]{1,11}){0,5}"
		       "(?:(?:, ?|\\r?\\n|[- ])\\d{1,4}){0,17}(?![0-9a-z])",
	    .valid = scheme_valid },
	/* The United Kingdom's are like nothing else, in capitals. */
	{ .rule = "postcode",
	    .kind = KIND_POSTCODE,
	    .trigger = DIGITS,
	    .behind = LETTERS,
	    .reach = 2,
	    .shape = shape_postcode,
	    .pattern = "(?i)(?<![0-9a-z])[a-z]{1,2}\\d[0-9a-z]? ?\\d[a-z]{2}"
		       "(?![0-9a-z])",
	    .valid = postcode_valid },

	{ .rule = "ipv4",
	    .kind = KIND_IP,
	    .trigger = DIGITS,
	    .min_digits = 4,
	    .most_run = 3,
	    .after = ".",
	    .pattern = "\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\.?\\d)",
	    .valid = ipv4_valid },
	{ .rule = "phone",
	    .kind = KIND_PHONE,
	    .trigger = DIGITS,
	    .behind = "+(",
	    .reach = 3,
	    .min_digits = 7,
	    .pattern =
		"\\(?\\+?\\(?\\d(?:[ (),./\\r\\n-]{0,3}\\d){6,18}" NOT_DIGIT
		"(?: ?(?:x|ext\\.?|extension) ?\\d{1,6})?",
	    .valid = phone_valid },
};
