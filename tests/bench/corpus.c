/*
 * corpus BYTES LOG... - conversations for timing: as many as BYTES hold
 *
 * The turns of the logs are dealt out anew: to a customer one or two as one
 * text, to the bot one, for bots give canned answers.  With them comes what
 * exports carry besides the text, known to us or not: ids, times, intents with
 * alternatives, entities, buttons, escapes.  A conversation has 8 to 20 turns
 * and some 3.7 KB, a customer's turn 17 words; the same bytes on every machine.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "json/json.h"
#include "stream/stream.h"

enum { CEILING = 64 << 20, MOST_TEXTS = 4096 };

struct pool {
	struct str texts[MOST_TEXTS]; /* as written in JSON, without quotes */
	size_t n;
};

static struct pool said_by_customer, said_by_bot;
static uint64_t state = 0x9e3779b97f4a7c15;

/* xorshift64*, Vigna 2016 */
static uint64_t
draw(uint64_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 0x2545f4914f6cdd1dU >> 33) % below;
}

static void
take_texts(const struct json *j)
{
	uint32_t turns = json_get(j, 0, STR("turns"));

	for (uint32_t i = json_first(j, turns); i;
	     i = json_after(j, turns, i)) {
		uint32_t text = json_get(j, i, STR("text"));
		uint32_t role = json_get(j, i, STR("role"));
		struct pool *p = json_is(j, role, STR("customer"))
				     ? &said_by_customer
				     : &said_by_bot;
		struct str raw;

		if (!text || json_kind_of(j, text) != JSON_STRING)
			continue;
		raw = json_raw(j, text);
		if (raw.n > 2 && raw.n < 400 && p->n < MOST_TEXTS)
			p->texts[p->n++] = (struct str){ raw.p + 1, raw.n - 2 };
	}
}

static void
read_log(const char *name, struct arena *a)
{
	struct str log = stream_slurp(name, CEILING, a);
	const char *end = log.p + log.n, *newline;
	struct json j;
	struct fault f;

	json_init(&j);
	for (const char *p = log.p;
	     (newline = memchr(p, '\n', (size_t)(end - p))); p = newline + 1)
		if (json_index(
			&j, (struct str){ p, (size_t)(newline - p) }, &f))
			take_texts(&j);
	json_free(&j);
}

static const char *const intents[] = { "card_lost", "card_swallowed",
	"track_order", "invoice", "cancel_contract", "fallback",
	"change_address", "opening_hours" };

static void
put_intent(struct buf *b, const char *name, uint64_t hundredths)
{
	buf_printf(b, "{\"name\":\"%s\",\"confidence\":0.%02" PRIu64, name,
	    hundredths);
}

/* What the understanding of a bot leaves behind. */
static void
put_understood(struct buf *b)
{
	uint64_t sure = draw(100);

	buf_cstr(b, ",\"intent\":");
	put_intent(b, intents[draw(8)], sure);
	buf_cstr(b, ",\"alternatives\":[");
	put_intent(b, intents[draw(8)], draw(sure + 1));
	buf_cstr(b, "},");
	put_intent(b, intents[draw(8)], draw(sure + 1));
	buf_cstr(b, "}]}");
	if (!draw(3))
		buf_printf(b,
		    ",\"entities\":[{\"entity\":\"number\",\"value\":"
		    "\"\\\"%" PRIu64 "\\\"\",\"start\":%" PRIu64
		    ",\"end\":%" PRIu64 "}]",
		    draw(100000), draw(40), 40 + draw(40));
}

/* What the bot showed besides its words. */
static void
put_shown(struct buf *b)
{
	buf_printf(b, ",\"template\":\"utter_%s\"", intents[draw(8)]);
	if (!draw(3))
		buf_printf(b,
		    ",\"payload\":{\"buttons\":[{\"title\":\"Yes\",\"value\":"
		    "\"\\/affirm{\\\"n\\\":%" PRIu64
		    "}\"},{\"title\":\"No\",\"value\":\"\\/deny\"}]}",
		    draw(10));
}

static void
put_turn(struct buf *b, const struct pool *p, const char *role, uint64_t at_s)
{
	bool customer = p == &said_by_customer;

	buf_printf(b,
	    "{\"id\":\"%08" PRIx64 "-%04" PRIx64
	    "\",\"at\":\"2026-03-%02" PRIu64 "T%02" PRIu64 ":%02" PRIu64
	    ":%02" PRIu64 "Z\",\"role\":\"%s\",\"text\":\"",
	    draw((uint64_t)1 << 32), draw(1 << 16), 1 + at_s / 86400 % 28,
	    at_s / 3600 % 24, at_s / 60 % 60, at_s % 60, role);
	for (uint64_t n = customer && draw(3) ? 2 : 1; n; n--) {
		buf_str(b, p->texts[draw(p->n)]);
		if (n > 1)
			buf_char(b, ' ');
	}
	buf_char(b, '"');
	if (!customer)
		put_shown(b);
	else if (draw(3))
		put_understood(b);
	if (!draw(4))
		buf_printf(
		    b, ",\"x\":{\"asr\":[0.%" PRIu64 ",1.0,null]}", draw(1000));
	buf_char(b, '}');
}

static void
put_conversation(struct buf *b, uint64_t number)
{
	static const char *const channels[] = { "webchat", "whatsapp", "voice",
		"email" };
	static const char *const languages[] = { "en", "en", "en", "de", "es" };
	uint64_t at_s = number * 7, turns = 8 + draw(13);

	buf_printf(b,
	    "{\"conversation_id\":\"c-%" PRIu64 "\",\"channel\":\"%s\","
	    "\"language\":\"%s\",\"customer\":{\"id\":\"u-%" PRIu64
	    "\",\"tier\":\"%s\"},\"bot\":{\"name\":\"teller\",\"version\":"
	    "\"3.2\"},\"trace\":9007199254740993,\"turns\":[",
	    number, channels[draw(4)], languages[draw(5)], draw(1000000),
	    draw(5) ? "basic" : "gold");
	for (uint64_t i = 0; i < turns; i++) {
		if (i)
			buf_char(b, ',');
		at_s += 5 + draw(60);
		if (i % 2)
			put_turn(b, &said_by_bot, "bot", at_s);
		else
			put_turn(b, &said_by_customer, "customer", at_s);
	}
	buf_printf(b, "],\"outcome\":{\"resolved\":%s,\"csat\":%" PRIu64 "}}\n",
	    draw(2) ? "true" : "false", 1 + draw(5));
}

int
main(int argc, char **argv)
{
	struct arena run;
	struct buf b = { 0 };
	uint64_t left, number = 0;

	program = "corpus";
	if (argc < 3)
		die("usage: corpus BYTES LOG...");
	left = strtoull(argv[1], NULL, 10);
	arena_init(&run, CEILING);
	for (char **log = argv + 2; *log; log++)
		read_log(*log, &run);
	if (!said_by_customer.n || !said_by_bot.n)
		die("the logs hold no turns");
	while (left) {
		buf_clear(&b);
		put_conversation(&b, number++);
		if (fwrite(b.p, 1, b.n, stdout) != b.n)
			die("standard output: cannot write");
		left -= b.n < left ? b.n : left;
	}
	if (fflush(stdout))
		die("standard output: cannot write");
	buf_free(&b);
	arena_free(&run);
	return 0;
}
