/* How many SMS a text is, by GSM 03.38 and 3GPP TS 23.040. */

#include "packet/sms.h"

#include <stdio.h>
#include <string.h>

static int failed;

static void
check(const char *what, const char *piece, size_t times, bool wide,
    size_t units, size_t segments)
{
	char text[4096] = "";
	struct sms s;

	for (size_t i = 0; i < times; i++)
		strcat(text, piece);
	sms_count(str_of(text), &s);
	if (s.wide == wide && s.units == units && s.segments == segments)
		return;
	printf("%s: %d %zu %zu\n", what, s.wide, s.units, s.segments);
	failed = 1;
}

int
main(void)
{
	check("nothing", "", 0, false, 0, 0);
	check("one full", "a", 160, false, 160, 1);
	check("two", "a", 161, false, 161, 2);
	check("two full", "a", 306, false, 306, 2);
	check("three", "a", 307, false, 307, 3);
	check("umlauts are in the alphabet", "\xc3\xa4", 160, false, 160, 1);
	check("the euro takes two", "\xe2\x82\xac", 80, false, 160, 1);
	/* 76 in each, for the 153rd septet cannot hold half of one */
	check("no half of a pair", "\xe2\x82\xac", 153, false, 306, 3);
	check("c cedilla is not", "\xc3\xa7", 70, true, 70, 1);
	check("nor a back quote", "`", 71, true, 71, 2);
	check("an emoji is two", "\xf0\x9f\x98\x80", 35, true, 70, 1);
	check("33 of them in each", "\xf0\x9f\x98\x80", 67, true, 134, 3);
	return failed;
}
