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

/* A name between quotes with its colon, so that nothing is escaped twice. */
#define MEMBER(s) KEY("\"" s "\":")

static const struct str members[N_CSV] = {
	[CSV_CHANNEL] = MEMBER("channel"),
	[CSV_LANGUAGE] = MEMBER("language"),
	[CSV_CUSTOMER] = MEMBER("id"),
	[CSV_TIER] = MEMBER("tier"),
	[CSV_BOT] = MEMBER("name"),
	[CSV_VERSION] = MEMBER("version"),
	[CSV_CLOSED] = MEMBER("closed_by"),
	[CSV_EVENT] = MEMBER("type"),
	[CSV_BY] = MEMBER("by"),
	[CSV_REASON] = MEMBER("reason"),
	[CSV_MESSAGE] = MEMBER("id"),
	[CSV_TEXT] = MEMBER("text"),
	[CSV_AGENT] = MEMBER("agent_id"),
	[CSV_INTENT] = MEMBER("name"),
	[CSV_CONFIDENCE] = MEMBER("confidence"),
};

static void
put_name(struct buf *out, struct str member)
{
	if (out->n && out->p[out->n - 1] != '{')
		buf_char(out, ',');
	buf_str(out, member);
}

static inline void
put_cell(struct buf *out, const struct str *cells, int cell)
{
	if (cells[cell].n == 0)
		return;
	put_name(out, members[cell]);
	json_put_string(out, cells[cell]);
}

/* "0.61" stands for itself. */
static bool
is_share(struct str cell)
{
	return cell.n > 2 && cell.p[0] == '0' && cell.p[1] == '.' &&
	       native_is_short(cell);
}

/* Returns what the turn has by it. */
static uint8_t
put_confidence(struct split *s, struct str cell)
{
	double x = 0;

	if (!is_share(cell) && !split_confidence_text(s, cell, &x))
		return 0;
	put_name(&s->body, members[CSV_CONFIDENCE]);
	if (is_share(cell))
		buf_str(&s->body, cell);
	else
		json_put_number(&s->body, x);
	return HAS_CONFIDENCE;
}

/* Open an object for some cells; false: they are all empty. */
static bool
open_object(struct buf *out, struct str member, const struct str *cells,
    int first, int last)
{
	size_t n = 0;

	while (first <= last)
		n += cells[first++].n;
	if (n == 0)
		return false;
	put_name(out, member);
	buf_char(out, '{');
	return true;
}

static void
put_outcome(struct split *s, const struct str *cells)
{
	struct buf *out = &s->body;
	size_t before = out->n, empty;

	if (!open_object(out, (struct str)MEMBER("outcome"), cells,
		CSV_RESOLVED, CSV_CLOSED))
		return;
	empty = out->n;
	split_resolved(s, cells[CSV_RESOLVED]);
	split_csat(s, cells[CSV_CSAT]);
	put_cell(out, cells, CSV_CLOSED);
	if (out->n == empty) /* words and numbers that are none */
		out->n = before;
	else
		buf_char(out, '}');
}

static void
put_head(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_HEAD, .at_ms = CONV_NO_TIME };
	struct buf *out = &s->body;

	put_cell(out, cells, CSV_CHANNEL);
	put_cell(out, cells, CSV_LANGUAGE);
	if (open_object(out, (struct str)MEMBER("customer"), cells,
		CSV_CUSTOMER, CSV_TIER)) {
		put_cell(out, cells, CSV_CUSTOMER);
		put_cell(out, cells, CSV_TIER);
		buf_char(out, '}');
	}
	if (open_object(
		out, (struct str)MEMBER("bot"), cells, CSV_BOT, CSV_VERSION)) {
		put_cell(out, cells, CSV_BOT);
		put_cell(out, cells, CSV_VERSION);
		buf_char(out, '}');
	}
	put_outcome(s, cells);
	if (out->n)
		split_put(s, h, STR(""), STR(""));
}

/* Else the row is of the conversation: how it ended, say. */
static bool
says_turn(const struct str *cells)
{
	return cells[CSV_ROLE].n || cells[CSV_AUTHOR].n || cells[CSV_TEXT].n ||
	       cells[CSV_MESSAGE].n || cells[CSV_AGENT].n ||
	       cells[CSV_PRIVATE].n || cells[CSV_INTENT].n;
}

static void
put_turn(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_TURN };
	struct str author = cells[CSV_AUTHOR];
	struct buf *out = &s->body;

	h.at_ms = split_time(s, cells[CSV_AT]);
	h.role = split_role(s, cells[CSV_ROLE], author, &h.flags);
	if (h.role == NO_ROLE && author.n == 0)
		author = cells[CSV_ROLE];
	put_cell(out, cells, CSV_TEXT);
	put_cell(out, cells, CSV_AGENT);
	if (cells[CSV_AGENT].n)
		h.flags |= HAS_AGENT_ID;
	put_cell(out, cells, CSV_MESSAGE);
	if (open_object(out, (struct str)MEMBER("intent"), cells, CSV_INTENT,
		CSV_INTENT)) {
		h.flags |= HAS_INTENT;
		put_cell(out, cells, CSV_INTENT);
		h.flags |= put_confidence(s, cells[CSV_CONFIDENCE]);
		buf_char(out, '}');
	}
	if (cells[CSV_PRIVATE].n)
		split_private(s, cells[CSV_PRIVATE]);
	split_put(s, h, cells[CSV_MESSAGE], author);
}

static void
put_event(struct split *s, const struct str *cells)
{
	struct piece_head h = { .kind = PIECE_EVENT, .role = NO_ROLE };

	h.at_ms = split_time(s, cells[CSV_AT]);
	put_name(&s->body, members[CSV_EVENT]);
	json_put_string(&s->body, split_event_type(cells[CSV_EVENT]));
	put_cell(&s->body, cells, CSV_BY);
	put_cell(&s->body, cells, CSV_REASON);
	put_cell(&s->body, cells, CSV_MESSAGE);
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
	else if (says_turn(cells))
		put_turn(s, cells);
	split_end(s);
}
