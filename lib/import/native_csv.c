#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/native.h"
#include "import/preset.h"

/* What the mapping csv.jq says, in C; see native.c. */

#define KEY(s) \
	{ \
		s, sizeof(s) - 1 \
	}

enum {
	CSV_ID,
	CSV_CHANNEL,
	CSV_LANGUAGE,
	CSV_CUSTOMER,
	CSV_TIER,
	CSV_BOT,
	CSV_VERSION,
	CSV_RESOLVED,
	CSV_CSAT,
	CSV_CLOSED,
	CSV_EVENT,
	CSV_AT,
	CSV_BY,
	CSV_REASON,
	CSV_MESSAGE,
	CSV_ROLE,
	CSV_AUTHOR,
	CSV_TEXT,
	CSV_AGENT,
	CSV_PRIVATE,
	CSV_INTENT,
	CSV_CONFIDENCE,
	N_CSV
};

static const struct str csv_keys[N_CSV] = {
	[CSV_ID] = KEY("conversation_id"),
	[CSV_CHANNEL] = KEY("channel"),
	[CSV_LANGUAGE] = KEY("language"),
	[CSV_CUSTOMER] = KEY("customer_id"),
	[CSV_TIER] = KEY("customer_tier"),
	[CSV_BOT] = KEY("bot_name"),
	[CSV_VERSION] = KEY("bot_version"),
	[CSV_RESOLVED] = KEY("resolved"),
	[CSV_CSAT] = KEY("csat"),
	[CSV_CLOSED] = KEY("closed_by"),
	[CSV_EVENT] = KEY("event"),
	[CSV_AT] = KEY("at"),
	[CSV_BY] = KEY("by"),
	[CSV_REASON] = KEY("reason"),
	[CSV_MESSAGE] = KEY("message_id"),
	[CSV_ROLE] = KEY("role"),
	[CSV_AUTHOR] = KEY("author"),
	[CSV_TEXT] = KEY("text"),
	[CSV_AGENT] = KEY("agent_id"),
	[CSV_PRIVATE] = KEY("private"),
	[CSV_INTENT] = KEY("intent"),
	[CSV_CONFIDENCE] = KEY("confidence"),
};

/* A cell that is not empty. */
static uint32_t
cell(const struct json *j, uint32_t at)
{
	return at && (json_kind_of(j, at) == JSON_NULL ||
			 json_is(j, at, STR("")))
		   ? 0
		   : at;
}

static bool
read_number(const struct json *j, uint32_t at, struct arena *a, double *x)
{
	char text[64], *end;
	struct str s;

	if (!at)
		return false;
	if (json_kind_of(j, at) == JSON_NUMBER) {
		*x = json_number(j, at);
		return true;
	}
	if (json_kind_of(j, at) != JSON_STRING)
		return false;
	s = json_string(j, at, a);
	if (s.n == 0 || s.n >= sizeof(text))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	if (strspn(text, "0123456789.+-eE") != s.n)
		return false;
	*x = strtod(text, &end);
	return *end == '\0' && isfinite(*x);
}

static void
put_number(const struct json *j, const char *name, uint32_t at, struct arena *a,
    double most, struct buf *out)
{
	double x;

	if (read_number(j, at, a, &x) && (most < 0 || (x >= 0 && x <= most))) {
		json_member(out, name);
		json_put_number(out, x);
	}
}

static void
put_truth(const struct json *j, const char *name, uint32_t at, struct arena *a,
    struct buf *out)
{
	static const struct {
		struct str word;
		const char *means;
	} words[] = { { KEY("true"), "true" }, { KEY("yes"), "true" },
		{ KEY("1"), "true" }, { KEY("false"), "false" },
		{ KEY("no"), "false" }, { KEY("0"), "false" } };
	struct str s;

	if (!native_is_string(j, at))
		return;
	s = json_string(j, at, a);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (s.n == words[i].word.n &&
		    native_holds(s, words[i].word.p)) {
			json_member(out, name);
			buf_cstr(out, words[i].means);
			return;
		}
}

static void
put_csv_turn(
    const struct json *j, const uint32_t *has, struct arena *a, struct buf *out)
{
	buf_cstr(out, ",\"turns\":[{");
	native_member(j, "at", has[CSV_AT], a, out);
	native_member(j, "role", has[CSV_ROLE], a, out);
	native_member(j, "author", has[CSV_AUTHOR], a, out);
	native_member(j, "text", has[CSV_TEXT], a, out);
	native_member(j, "id", has[CSV_MESSAGE], a, out);
	native_member(j, "agent_id", has[CSV_AGENT], a, out);
	put_truth(j, "private", has[CSV_PRIVATE], a, out);
	if (has[CSV_INTENT]) {
		json_member(out, "intent");
		buf_cstr(out, "{\"name\":");
		native_value(j, has[CSV_INTENT], a, out);
		put_number(j, "confidence", has[CSV_CONFIDENCE], a, 1, out);
		buf_char(out, '}');
	}
	buf_cstr(out, "}]");
}

bool
native_csv(const struct json *j, struct arena *a, struct buf *out)
{
	uint32_t has[N_CSV];

	json_pick(j, 0, csv_keys, N_CSV, has);
	for (size_t i = 0; i < N_CSV; i++)
		has[i] = cell(j, has[i]);
	buf_cstr(out, "{\"conversation_id\":");
	native_value(j, has[CSV_ID], a, out);
	native_member(j, "channel", has[CSV_CHANNEL], a, out);
	native_member(j, "language", has[CSV_LANGUAGE], a, out);
	buf_cstr(out, ",\"customer\":{");
	native_member(j, "id", has[CSV_CUSTOMER], a, out);
	native_member(j, "tier", has[CSV_TIER], a, out);
	buf_cstr(out, "},\"bot\":{");
	native_member(j, "name", has[CSV_BOT], a, out);
	native_member(j, "version", has[CSV_VERSION], a, out);
	buf_cstr(out, "},\"outcome\":{");
	put_truth(j, "resolved", has[CSV_RESOLVED], a, out);
	put_number(j, "csat", has[CSV_CSAT], a, -1, out);
	native_member(j, "closed_by", has[CSV_CLOSED], a, out);
	buf_char(out, '}');
	if (has[CSV_EVENT]) {
		buf_cstr(out, ",\"events\":[{");
		native_member(j, "at", has[CSV_AT], a, out);
		native_member(j, "type", has[CSV_EVENT], a, out);
		native_member(j, "by", has[CSV_BY], a, out);
		native_member(j, "reason", has[CSV_REASON], a, out);
		native_member(j, "id", has[CSV_MESSAGE], a, out);
		buf_cstr(out, "}]");
	} else {
		put_csv_turn(j, has, a, out);
	}
	buf_cstr(out, "}\n");
	return true;
}
