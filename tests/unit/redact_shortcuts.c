/*
 * What saves time changes nothing: the shapes that are looked at before a
 * pattern is asked.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "pattern/pattern.h"
#include "redact/recogniser.h"

#include "chance.h"

static int failures;

/* Texts in which patterns match, and signs that bring them to the edge of it.
 */
static const char *const samples[] = { "34 years old", "34-jahrige",
	"ma 34 lat", "tengo 34 anos", "34yo", "she's 34, and", "I'm 34.",
	"he's 83 and", "04/27", "4 / 27", "12-2027", "0427", "2027-04",
	"4111 1111 1111 1111 12/29 123", "<CARD_1> 04/27 123",
	"<CARD_1>, <EXPIRY_1>; 1234", "GB29NWBK60161331926819",
	"DE89 3704 0044 0532 0130 00", "550e8400-e29b-41d4-a716-446655440000",
	"d41d8cd98f00b204e9800998ecf8427e", "M1 1AE", "EC1A1BB", "w1a 0ax",
	"2001:db8::1", "fe80:0:0:0:1:2:3:4", "00:1b:44:11:3a:b7",
	"00-1B-44-11-3A-B7", "::1:", "1Z999AA10123456784", "RR123456785GB",
	"12 24", "1.27", "jo9 @ a.example", "jo@a[.]com", "jo@gmail com",
	"\"jo\"@a.com", "jo@a\n.com", "jo@ a.com", "001b.4411.3ab7",
	"-----BEGIN PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY-----",
	"-----BEGIN PRIVATE KEY-----x", "N O 9 3 8 6 0 1 1 1 1 7 9 4 7",
	"t.me/jo", "m.vk.com/jo" };
static const char signs[] = "0123456789abcdefgyjlxzGBMW :-.,;!/'<>|@[]\"";

static size_t
make_text(char text[64])
{
	enum { N = sizeof(samples) / sizeof(*samples) };
	size_t n = (size_t)snprintf(text, 64, "%s%s",
	    random_below(2) ? " " : "", samples[random_below(N)]);

	for (uint64_t changes = random_below(4); changes; changes--)
		text[random_below(n)] = signs[random_below(sizeof(signs) - 1)];
	return n;
}

/* What the recogniser finds where, whatever its shape. */
static bool
matches(const struct recogniser *r, const struct pattern *p,
    struct pattern_memory *m, struct str text, size_t at)
{
	struct memo memo = { 0 };
	struct candidate c = {
		.kind = r->kind, .text = text, .start = at, .memo = &memo
	};
	size_t end;

	if (pattern_at(p, m, text, at, &end) != PATTERN_YES)
		return false;
	/* by what stands before it alone */
	return r->kind != KIND_CVV || cvv_is_near(&c);
}

/* A shape is weaker than its pattern. */
static void
check_shape(const struct recogniser *r)
{
	enum { TEXTS = 4000 };
	struct pattern_error err;
	struct pattern *p = pattern_new(str_of(r->pattern), &err);
	struct pattern_memory *m = pattern_memory_new(100000);
	size_t met = 0, spared = 0;

	for (int i = 0; i < TEXTS; i++) {
		char bytes[64];
		struct str text = { bytes, make_text(bytes) };

		for (size_t at = 0; at < text.n; at++) {
			bool shape = r->shape(text, at);

			spared += !shape;
			if (!matches(r, p, m, text, at))
				continue;
			met++;
			if (!shape) {
				failures++;
				printf("%s: at %zu of \"%.*s\"\n", r->rule, at,
				    STR_ARG(text));
			}
			if (text.n - at < pattern_shortest(p)) {
				failures++;
				printf(
				    "%s: shorter than the shortest\n", r->rule);
			}
		}
	}
	if (met < 20 || spared == 0) {
		failures++;
		printf("%s: matched %zu times, spared %zu\n", r->rule, met,
		    spared);
	}
	pattern_memory_free(m);
	pattern_free(p);
}

int
main(void)
{
	size_t shapes = 0;

	for (size_t i = 0; i < N_RECOGNISERS; i++)
		if (recognisers[i].shape) {
			check_shape(&recognisers[i]);
			shapes++;
		}
	if (shapes < 9) {
		failures++;
		printf("%zu shapes\n", shapes);
	}
	return failures != 0;
}
