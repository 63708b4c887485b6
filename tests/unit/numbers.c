/* Numbers as they are said: the digits that the words of seven languages are.
 * Expected values are arithmetic. */

#include <stdio.h>
#include <string.h>

#include "redact/numbers.h"

static const struct {
	const char *said, *digits;
} rows[] = {
	{ "oh seven double four", "0744" },
	{ "double oh seven, triple five", "007555" },
	{ "nine hundred one two", "90012" },
	{ "nine hundred and twelve", "912" },
	{ "nine hundred forty two", "942" },
	{ "twelve hundred", "1200" },
	{ "one eight hundred five five five", "1800555" },
	{ "twenty one thirty five", "2135" },
	{ "twenty zero", "200" },
	{ "forty 2 seven", "4027" },
	{ "double 7", "77" },
	{ "einundzwanzig neunhundertzwei zweihundertdreissig", "21902230" },
	{ "hundert acht", "1008" },
	{ "soixante-dix quatre-vingt-dix-sept quatre vingt deux", "709782" },
	{ "soixante et onze, vingt et un, dix-huit", "712118" },
	{ "deux cents trois", "2003" },
	{ "treinta y uno, quinientos doce, veintidos", "3151222" },
	{ "trinta e um, cento e vinte, quatrocentos", "31120400" },
	{ "trentadue ventotto duecento duecentotrenta", "3228200230" },
	{ "tweeentwintig negenhonderd achtenzeventig", "2290078" },
	{ "o o seven", "007" },
	{ "no number at all", "" },
};

/* Each word is found where its order says that it stands. */
static void
read_alone(void *self, struct str word, enum number_class class)
{
	char digits[MOST_SAID];

	if (class == NUMBER_AGAIN || number_digits(word, digits) > 0)
		return;
	printf("%.*s: is not found\n", STR_ARG(word));
	*(int *)self = 1;
}

int
main(void)
{
	int failed = 0;

	numbers_each(read_alone, &failed);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char digits[MOST_SAID];
		size_t n = number_digits(
		    (struct str){ rows[i].said, strlen(rows[i].said) }, digits);

		if (str_eq((struct str){ digits, n }, str_of(rows[i].digits)))
			continue;
		printf("%s: %.*s\n", rows[i].said, (int)n, digits);
		failed = 1;
	}
	return failed;
}
