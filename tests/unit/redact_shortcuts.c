/*
 * What saves time changes nothing: the shapes that are looked at before a
 * pattern is asked, and what is remembered of texts that were read before.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"
#include "pattern/pattern.h"
#include "redact/recogniser.h"
#include "redact/redact.h"

EMBED(embed_redact_default_jq);

static int failures;
static struct arena run;

static uint64_t
random_below(uint64_t n)
{
	static uint64_t x = 0x9e3779b97f4a7c15u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return x % n;
}

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

/* What is said depends on what was asked, or on the very words of it; and in a
 * member on what else is found there. */
static const char *const befores[] = { "ok", "What is your name?",
	"Which city is it?", "What is the code?", "your date of birth, please",
	"is that right?", "What is your username?" };
static const char *const texts[] = { "van den Berg", "paris", "zzyzxa",
	"five five five one two", "one two three four", "rose", "will",
	"third of may nineteen eighty", "j a n e d o e", "it's london",
	"my name is jane doe, jane@example.com",
	"Jane Doe <jane@example.com>, 34, and Ngozi Eze", "lee", "cheers, tom",
	"bath", "bluefish77", "it's 4471",
	"see https://example.com/Jane Smith agrees" };

enum {
	N_BEFORES = sizeof(befores) / sizeof(*befores),
	N_TEXTS = sizeof(texts) / sizeof(*texts),
	N_RECORDS = N_TEXTS * (N_BEFORES + 1)
};

static void
write_record(size_t i, struct buf *b)
{
	const char *text = texts[i / (N_BEFORES + 1)];
	size_t before = i % (N_BEFORES + 1);

	buf_cstr(b, "{\"conversation_id\":\"c\",\"turns\":[");
	if (before < N_BEFORES) {
		buf_cstr(b, "{\"role\":\"bot\",\"text\":");
		json_put_string(b, str_of(befores[before]));
		buf_cstr(b, "},{\"role\":\"customer\",\"text\":");
		json_put_string(b, str_of(text));
		buf_cstr(b, "}]");
	} else {
		buf_cstr(b, "],\"note\":");
		json_put_string(b, str_of(text));
	}
	buf_cstr(b, "}");
	memset(buf_reserve(b, JSON_PADDING), 0, JSON_PADDING);
}

static struct str
redact_record(struct redact *r, size_t i)
{
	struct buf line = { 0 }, out = { 0 };
	struct arena record;
	struct json j;
	struct conv c;
	struct fault f = { .detail = "" };
	struct str written;

	write_record(i, &line);
	arena_init(&record, 1 << 24);
	json_init(&j);
	if (json_index(&j, buf_view(&line), &f) &&
	    conv_parse(&j, &record, &c, &f) && redact_find(r, &c, &f))
		json_splice_edited(
		    &j, redact_write(r), STR("x"), STR("0"), &out, &f);
	written = arena_copy(&run, out.n ? buf_view(&out) : str_of(f.detail));
	buf_free(&out);
	json_free(&j);
	arena_free(&record);
	buf_free(&line);
	return written;
}

/* One worker meets the records in their order, another from the last to the
 * first: to both they are the same. */
static void
check_order(void)
{
	struct redact_policy *policy = redact_policy_read(
	    EMBEDDED(embed_redact_default_jq), "default.jq", &run);
	struct redact *forth = redact_new(policy, false);
	struct redact *back = redact_new(policy, false);
	struct str first[N_RECORDS];

	for (size_t i = 0; i < N_RECORDS; i++)
		first[i] = redact_record(forth, i);
	for (size_t i = N_RECORDS; i-- > 0;) {
		struct str other = redact_record(back, i);

		if (str_eq(first[i], other))
			continue;
		failures++;
		printf(
		    "%.*s\nis also\n%.*s\n", STR_ARG(first[i]), STR_ARG(other));
	}
	redact_free(forth);
	redact_free(back);
	redact_policy_free(policy);
}

int
main(void)
{
	size_t shapes = 0;

	arena_init(&run, 1 << 26);
	for (size_t i = 0; i < N_RECOGNISERS; i++)
		if (recognisers[i].shape) {
			check_shape(&recognisers[i]);
			shapes++;
		}
	if (shapes < 9) {
		failures++;
		printf("%zu shapes\n", shapes);
	}
	check_order();
	arena_free(&run);
	return failures != 0;
}
