/*
 * Any bytes (libFuzzer), as a record where they are one, and as text around
 * values that must not get through.  What leaves is a record; redacted again
 * it is the same bytes; a check of it finds nothing.
 */
#include <stdlib.h>

#include "base/embed.h"
#include "redact/redact.h"

EMBED(embed_redact_default_jq);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct redact *redact;

static const char *const planted[] = { "4111111111111111",
	"DE89370400440532013000", "canary@example.com", "+44 20 7946 0958",
	"2001:db8::7:1", "https://example.com/canary", "zyxwvut" };

static void
demand(bool good)
{
	if (!good)
		abort();
}

static void
set_up(void)
{
	static struct arena run;

	arena_init(&run, 1 << 26);
	redact =
	    redact_new(redact_policy_read(EMBEDDED(embed_redact_default_jq),
			   "default.jq", &run),
		true, NULL);
}

/* One pass of the filter; false where it rejects the record. */
static bool
pass(struct buf *in, struct buf *out, bool *found)
{
	struct arena record;
	struct json j;
	struct conv c;
	struct fault f;
	bool good;

	arena_init(&record, 1 << 28);
	json_init(&j);
	buf_clear(out);
	memset(buf_reserve(in, JSON_PADDING), 0, JSON_PADDING);
	good = json_index(&j, buf_view(in), &f) &&
	       conv_parse(&j, &record, &c, &f) && redact_find(redact, &c, &f) &&
	       json_splice_edited(&j, redact_write(redact), STR("redact"),
		   redact_annotation(redact), out, &f);
	*found = good && redact_found(redact);
	json_free(&j);
	arena_free(&record);
	return good;
}

/* `given` is what the fuzzer wrote, where a planted value may stand in a form
 * that is none (glued to letters): only what we planted is looked for. */
static void
check(struct buf *record, bool is_one, struct str given)
{
	static struct buf once, twice;
	bool found;

	if (!pass(record, &once, &found)) {
		demand(!is_one);
		return;
	}
	demand(pass(&once, &twice, &found));
	demand(!found);
	demand(str_eq(buf_view(&once), buf_view(&twice)));
	for (size_t i = 0; is_one && i < sizeof(planted) / sizeof(*planted);
	     i++) {
		size_t size = strlen(planted[i]);

		demand(memmem(given.p, given.n, planted[i], size) ||
		       !memmem(once.p, once.n, planted[i], size));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct buf record, text;
	struct str bytes = { (const char *)data, n };

	if (!redact)
		set_up();
	buf_clear(&record);
	buf_put(&record, data, n);
	check(&record, false, bytes);

	buf_clear(&text);
	for (size_t i = 0; i < sizeof(planted) / sizeof(*planted); i++) {
		buf_str(&text, bytes);
		buf_printf(&text, "\n%s\n", planted[i]);
	}
	buf_str(&text, bytes);
	buf_clear(&record);
	buf_cstr(&record,
	    "{\"conversation_id\":\"c\",\"customer\":{\"name\":"
	    "\"Zyxwvut\"},\"turns\":[{\"role\":\"bot\",\"text\":");
	json_put_string(&record, bytes);
	buf_cstr(&record, "},{\"role\":\"customer\",\"text\":");
	json_put_string(&record, buf_view(&text));
	buf_cstr(&record, "}],\"x\":{\"agent_name\":");
	json_put_string(&record, bytes);
	buf_char(&record, ',');
	json_put_string(&record, bytes);
	buf_cstr(&record, ":[4111111111111111]}}");
	check(&record, true, bytes);
	return 0;
}
