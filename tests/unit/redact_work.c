/*
 * Lines of 48 KiB that make recognisers work as hard as they can: a pattern is
 * bounded in itself (see match_limit), so it is enough to count how often one
 * is tried.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/embed.h"
#include "redact/redact.h"

EMBED(embed_redact_default_jq);

static int failures;

static void
check_work(const struct redact_policy *policy)
{
	static const char *const units[] = { "1", "1 ", "12 ", "1-", "4111 ",
		"4111111111111111 ", "0 0", "a@", "a@a.b ", "<", "<CARD_1>",
		"<CARD_", "http://", "www.", ":", "1:", "f:", "*", "1*",
		"411111******1111 ", "-", "1.", "1,000,", "2026-01-01 ",
		"jan 1 ", "+1 ", "(1)", "A1", "AB12 ", "DE89", "ssn 1 ",
		"my pin is 1 ", "born 1980 ", "1 years old ", "0x", "eyJa.",
		"ghp_", "sk-", "sk_live_", "_", "\xc3\xa9", "\xef\xbc\x91",
		("\xe2\x80\x8b"
		 "1"),
		"call 1 ", "1/1/", "12/27 ", "deadbeef", "550e8400-e29b-", "1Z",
		"RR123456785GB ", "301-1234567-1234567 ", "%20", "&#49;",
		"<br>", "http://a%20" };
	enum { SIZE = 48 * 1024 };
	static char text[SIZE];

	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		struct redact *r = redact_new(policy, false, NULL);
		struct arena record;
		struct buf line = { 0 };
		size_t n = strlen(units[u]);
		struct json j;
		struct conv c;
		struct fault f;

		for (size_t i = 0; i < SIZE; i++)
			text[i] = units[u][i % n];
		arena_init(&record, 1 << 26);
		buf_cstr(&line, "{\"conversation_id\":\"c\",\"turns\":[{"
				"\"role\":\"bot\",\"text\":");
		json_put_string(&line, (struct str){ text, SIZE / n * n });
		buf_cstr(&line, "}]}");
		memset(buf_reserve(&line, JSON_PADDING), 0, JSON_PADDING);
		json_init(&j);
		if (!json_index(&j, buf_view(&line), &f) ||
		    !conv_parse(&j, &record, &c, &f) ||
		    !redact_find(r, &c, &f) || redact_work(r) > 7 * SIZE ||
		    redact_total_withheld(r)) {
			failures++;
			printf("too much work for '%s': %" PRIu64 "\n",
			    units[u], redact_work(r));
		}
		json_free(&j);
		buf_free(&line);
		arena_free(&record);
		redact_free(r);
	}
}

int
main(void)
{
	struct arena run;

	arena_init(&run, 1 << 26);
	check_work(redact_policy_read(
	    EMBEDDED(embed_redact_default_jq), "default.jq", &run));
	return failures != 0;
}
