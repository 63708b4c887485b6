#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/native.h"
#include "import/rows.h"

/* What the mapping csv.jq says, in C; see native.h. */

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

static void
put_cell(struct buf *out, const char *name, struct str cell)
{
	if (cell.n == 0)
		return;
	json_member(out, name);
	json_put_string(out, cell);
}

static bool
read_number(struct str cell, double *x)
{
	char text[64], *end, *comma;

	if (cell.n == 0 || cell.n >= sizeof(text))
		return false;
	memcpy(text, cell.p, cell.n);
	text[cell.n] = '\0';
	/* where the semicolon separates, it is the decimal sign */
	if ((comma = strchr(text, ',')) && !strchr(text, '.'))
		*comma = '.';
	if (strspn(text, "0123456789.+-eE") != cell.n)
		return false;
	*x = strtod(text, &end);
	return *end == '\0' && isfinite(*x);
}

/* "0.61" stands for itself. */
static bool
is_share(struct str cell)
{
	return cell.n > 2 && cell.p[0] == '0' && cell.p[1] == '.' &&
	       native_is_short(cell);
}

static bool
put_number(struct buf *out, const char *name, struct str cell, double most)
{
	double x;

	if (is_share(cell)) {
		json_member(out, name);
		buf_str(out, cell);
		return true;
	}
	if (!read_number(cell, &x) || (most >= 0 && !(x >= 0 && x <= most)))
		return false;
	json_member_number(out, name, x);
	return true;
}

static void
put_truth(struct buf *out, const char *name, struct str cell)
{
	static const struct {
		struct str word;
		const char *means;
	} words[] = { { KEY("true"), "true" }, { KEY("yes"), "true" },
		{ KEY("1"), "true" }, { KEY("false"), "false" },
		{ KEY("no"), "false" }, { KEY("0"), "false" } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (cell.n == words[i].word.n &&
		    native_holds(cell, words[i].word.p)) {
			json_member(out, name);
			buf_cstr(out, words[i].means);
			return;
		}
}

/* An object that is begun with its first member. */
static void
close_object(struct buf *out, size_t before, size_t empty)
{
	if (out->n == empty)
		out->n = before;
	else
		buf_char(out, '}');
}

static size_t
open_object(struct buf *out, const char *name)
{
	json_member(out, name);
	buf_char(out, '{');
	return out->n;
}

static void
put_head(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_HEAD, .at_ms = CONV_NO_TIME };
	struct buf *out = &s->body;
	size_t before, empty;

	put_cell(out, "channel", cells[CSV_CHANNEL]);
	put_cell(out, "language", cells[CSV_LANGUAGE]);
	before = out->n;
	empty = open_object(out, "customer");
	put_cell(out, "id", cells[CSV_CUSTOMER]);
	put_cell(out, "tier", cells[CSV_TIER]);
	close_object(out, before, empty);
	before = out->n;
	empty = open_object(out, "bot");
	put_cell(out, "name", cells[CSV_BOT]);
	put_cell(out, "version", cells[CSV_VERSION]);
	close_object(out, before, empty);
	before = out->n;
	empty = open_object(out, "outcome");
	put_truth(out, "resolved", cells[CSV_RESOLVED]);
	put_number(out, "csat", cells[CSV_CSAT], -1);
	put_cell(out, "closed_by", cells[CSV_CLOSED]);
	close_object(out, before, empty);
	if (out->n)
		split_put(s, h, STR(""), STR(""));
}

static void
put_turn(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_TURN };
	struct str author = cells[CSV_AUTHOR];
	struct buf *out = &s->body;

	h.at_ms = split_time(s, cells[CSV_AT]);
	h.role = split_role(s, cells[CSV_ROLE], author);
	if (h.role == NO_ROLE && author.n == 0)
		author = cells[CSV_ROLE];
	put_cell(out, "text", cells[CSV_TEXT]);
	put_cell(out, "agent_id", cells[CSV_AGENT]);
	if (cells[CSV_AGENT].n)
		h.flags |= HAS_AGENT_ID;
	put_cell(out, "id", cells[CSV_MESSAGE]);
	if (cells[CSV_INTENT].n) {
		h.flags |= HAS_INTENT;
		open_object(out, "intent");
		put_cell(out, "name", cells[CSV_INTENT]);
		if (put_number(out, "confidence", cells[CSV_CONFIDENCE], 1))
			h.flags |= HAS_CONFIDENCE;
		buf_char(out, '}');
	}
	put_truth(out, "private", cells[CSV_PRIVATE]);
	split_put(s, h, cells[CSV_MESSAGE], author);
}

static void
put_event(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_EVENT, .role = NO_ROLE };

	h.at_ms = split_time(s, cells[CSV_AT]);
	put_cell(&s->body, "type", cells[CSV_EVENT]);
	put_cell(&s->body, "by", cells[CSV_BY]);
	put_cell(&s->body, "reason", cells[CSV_REASON]);
	put_cell(&s->body, "id", cells[CSV_MESSAGE]);
	split_put(s, h, cells[CSV_MESSAGE], STR(""));
}

void
native_csv(
    struct rows *r, struct split *s, struct str fallback, struct buf *out)
{
	struct str cells[N_CSV];

	rows_pick(r, csv_keys, N_CSV, cells);
	split_start(s, cells[CSV_ID], fallback, out);
	put_head(s, cells);
	if (cells[CSV_EVENT].n)
		put_event(s, cells);
	else
		put_turn(s, cells);
	split_end(s);
}
