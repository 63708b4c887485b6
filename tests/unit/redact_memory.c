/*
 * What is remembered of records that were read before changes nothing: records
 * dealt by chance come out the same behind thousands of others as alone.
 *
 * usage: redact_memory [LOG.ndjson]...
 *
 * A record is turns, a bot's before each customer's, and members with short
 * texts under all sorts of names: from few of each, so that the same text is
 * met again and again in other company.  They are those below and, where logs
 * are given, what is said and written in these.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"
#include "redact/redact.h"

#include "chance.h"
#include "check.h"

EMBED(embed_redact_default_jq);

enum { HANDS = 20, RECORDS = 250 /* of a hand */, HAND = 48 };
enum { MOST = 4096, LONGEST_SHORT = 39 };

static struct arena run;

/* Texts to deal from. */
struct deck {
	struct str at[MOST];
	size_t n;
};

static void
add(struct deck *d, struct str s)
{
	if (d->n < MOST && s.n)
		d->at[d->n++] = arena_copy(&run, s);
}

/* Of those of the hand the first often, the last now and then. */
static struct str
deal(const struct deck *d)
{
	uint64_t n = d->n < HAND ? d->n : HAND;

	return d->at[random_below(random_below(n) + 1)];
}

static void
shuffle(struct deck *d)
{
	for (size_t i = d->n; i > 1; i--) {
		size_t k = random_below(i);
		struct str s = d->at[k];

		d->at[k] = d->at[i - 1];
		d->at[i - 1] = s;
	}
}

/* What is said depends on what was asked, or on the very words of it; and in a
 * member on what else is found there. */
static const char *const some_asked[] = { "ok", "What is your name?",
	"Which city is it?", "What is the code?", "your date of birth, please",
	"is that right?", "What is your username?", "Wie ist Ihr Name?",
	"What is your postcode?", "Your card number, please?",
	"What is your policy number?",
	"What is the first line of your address?", "And your phone number?",
	"Please set a password." };
static const char *const some_said[] = { "van den Berg", "paris", "zzyzxa",
	"five five five one two", "one two three four", "rose", "will",
	"third of may nineteen eighty", "j a n e d o e", "it's london",
	"my name is jane doe, jane@example.com", "I'm Jane Doe", "ich bin Rose",
	"Jane Doe <jane@example.com>, 34, and Ngozi Eze", "lee", "cheers, tom",
	"bath", "bluefish77", "it's 4471", "12 Elm Street", "471122", "yes",
	"see https://example.com/Jane Smith agrees", "4471-2290-1" };
static const char *const some_short[] = { "Jane", "Jane Doe", "Rose", "Tom",
	"doe", "zzyzxa", "Paris", "bath", "customer", "bot", "refund", "Yes",
	"471122", "4471", "cvv 123", "12 Elm Street", "<NAME_1>", "<CARD_2> x",
	"4111111111111111", "1.2.3.4", "teller", "lost_card", "bluefish77",
	"Will", "ABCDDEFF", "2026-03-02", "04/27", "ok", "M1 1AE", "lee",
	"0303 4471" };
/* Some are too long to be remembered, two differ in their middle alone. */
static const char *const some_keys[] = { "name", "title", "label", "value",
	"text", "entity", "type", "note", "city", "street", "postcode", "phone",
	"mobile_no", "version", "build", "bic", "cvv", "pin", "username",
	"password", "customer_ssn", "id", "agent", "birth_date", "Jane", "Rose",
	"first_name", "lat", "expiry", "token", "slot",
	"what_they_gave_as_their_mobile_no", "customer_phone_number",
	"customer_issue_number", "what_we_write_below_all_of_our_letters" };

static struct deck asked, said, shorts, keys;

#define ADD_ALL(deck, texts) \
	for (size_t i = 0; i < sizeof(texts) / sizeof(*(texts)); i++) \
	add(deck, str_of((texts)[i]))

/* A few words of a text. */
static void
add_words_of(struct deck *d, struct str s)
{
	size_t from = random_below(s.n), to;

	while (from && s.p[from - 1] != ' ')
		from--;
	to = from + 1 + random_below(LONGEST_SHORT);
	while (to < s.n && s.p[to] != ' ')
		to++;
	if (to > s.n)
		to = s.n;
	if (to - from <= LONGEST_SHORT)
		add(d, (struct str){ s.p + from, to - from });
}

static void
add_record(const struct json *j)
{
	uint32_t turns = json_get(j, 0, STR("turns"));

	for (uint32_t i = json_first(j, turns); i;
	     i = json_after(j, turns, i)) {
		uint32_t role = json_get(j, i, STR("role"));
		uint32_t text = json_get_as(j, i, "text", JSON_STRING);
		struct str s;

		if (!role || !text)
			continue;
		s = json_string(j, text, &run);
		if (s.n == 0)
			continue;
		add(json_is(j, role, STR("customer")) ? &said : &asked, s);
		add_words_of(&shorts, s);
	}
	/* Keys are not told from values. */
	for (uint32_t i = 1; i < j->n_values; i++) {
		struct str s;

		if (json_kind_of(j, i) != JSON_STRING || random_below(4))
			continue;
		s = json_string(j, i, &run);
		if (s.n <= LONGEST_SHORT)
			add(&shorts, s);
	}
}

static void
add_log(const char *name)
{
	FILE *f = fopen(name, "r");
	static char line[1 << 18];
	struct json j;
	struct fault fault;

	if (!f)
		die("%s: cannot open", name);
	json_init(&j);
	while (fgets(line, sizeof(line) - JSON_PADDING, f)) {
		struct str s = str_of(line);

		s.n -= s.p[s.n - 1] == '\n';
		if (CHECK(json_index(&j, s, &fault)))
			add_record(&j);
	}
	json_free(&j);
	fclose(f);
}

static void
put_turn(struct buf *b, const char *role, const struct deck *texts)
{
	buf_printf(b, "{\"role\":\"%s\",\"text\":", role);
	json_put_string(b, deal(texts));
	buf_cstr(b, "}");
}

static void
put_member(struct buf *b, unsigned depth)
{
	json_put_string(b, deal(random_below(8) ? &keys : &shorts));
	buf_cstr(b, ":");
	if (depth && random_below(4) == 0) {
		buf_cstr(b, "{");
		put_member(b, depth - 1);
		buf_cstr(b, ",");
		put_member(b, depth - 1);
		buf_cstr(b, "}");
	} else if (depth && random_below(4) == 0) {
		buf_cstr(b, "{\"entity\":");
		json_put_string(b, deal(random_below(2) ? &keys : &shorts));
		buf_cstr(b, ",\"value\":");
		json_put_string(b, deal(&shorts));
		buf_cstr(b, "}");
	} else {
		json_put_string(b, deal(&shorts));
	}
}

static void
put_members(struct buf *b)
{
	for (uint64_t n = 1 + random_below(6); n; n--) {
		put_member(b, 2);
		if (n > 1)
			buf_cstr(b, ",");
	}
}

static void
deal_record(struct buf *b)
{
	buf_cstr(b, "{\"conversation_id\":\"c\",\"turns\":[");
	for (uint64_t n = random_below(4); n; n--) {
		put_turn(b, "bot", &asked);
		buf_cstr(b, ",");
		put_turn(b, "customer", &said);
		if (n > 1)
			buf_cstr(b, ",");
	}
	buf_cstr(b, "],\"form\":{");
	put_members(b);
	buf_cstr(b, "},\"hoff\":{\"score\":{");
	put_members(b);
	buf_cstr(b, "}}}");
	memset(buf_reserve(b, JSON_PADDING), 0, JSON_PADDING);
}

static void
redact_record(struct redact *r, const struct buf *line, struct buf *out)
{
	struct arena record;
	struct json j;
	struct conv c;
	struct fault f = { .detail = "" };

	arena_init(&record, 1 << 24);
	json_init(&j);
	buf_clear(out);
	if (!CHECK(json_index(&j, buf_view(line), &f) &&
		   conv_parse(&j, &record, &c, &f) && redact_find(r, &c, &f) &&
		   json_splice_edited(&j, redact_write(r), STR("redact"),
		       redact_annotation(r), out, &f)))
		printf("%s: %.*s\n", f.detail, STR_ARG(buf_view(line)));
	json_free(&j);
	arena_free(&record);
}

/* One that has met many others, and one that has met none. */
static void
check_record(
    const struct redact_policy *policy, struct redact *warm, struct buf out[3])
{
	struct redact *cold = redact_new(policy, true, NULL);

	buf_clear(&out[0]);
	deal_record(&out[0]);
	redact_record(warm, &out[0], &out[1]);
	redact_record(cold, &out[0], &out[2]);
	redact_free(cold);
	if (!CHECK(str_eq(buf_view(&out[1]), buf_view(&out[2]))))
		printf("%.*s\nis behind others\n%.*s\nand alone\n%.*s\n",
		    STR_ARG(buf_view(&out[0])), STR_ARG(buf_view(&out[1])),
		    STR_ARG(buf_view(&out[2])));
}

static void
gather(char **logs)
{
	ADD_ALL(&asked, some_asked);
	ADD_ALL(&said, some_said);
	ADD_ALL(&shorts, some_short);
	ADD_ALL(&keys, some_keys);
	for (; *logs; logs++)
		add_log(*logs);
}

int
main(int argc, char **argv)
{
	struct redact_policy *policy;
	struct redact *warm;
	struct buf out[3] = { 0 };
	size_t kinds = 0;

	arena_init(&run, 1 << 26);
	gather(argv + (argc > 0));
	policy = redact_policy_read(
	    EMBEDDED(embed_redact_default_jq), "default.jq", &run);
	warm = redact_new(policy, true, NULL);
	for (int hand = 0; hand < HANDS; hand++) {
		shuffle(&asked);
		shuffle(&said);
		shuffle(&shorts);
		shuffle(&keys);
		for (int i = 0; i < RECORDS; i++)
			check_record(policy, warm, out);
	}
	for (size_t k = 0; k < redact_kinds(); k++)
		kinds += redact_total(warm, k) > 0;
	CHECK(kinds > 12);
	redact_free(warm);
	redact_policy_free(policy);
	for (size_t i = 0; i < 3; i++)
		buf_free(&out[i]);
	arena_free(&run);
	return checked();
}
