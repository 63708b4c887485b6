#include "import/piece.h"

/* What is noticed while pieces are made, as pieces that say so. */

static const char *const lost_names[N_LOST] = {
	[LOST_TIME] = "time",
	[LOST_CONFIDENCE] = "confidence",
	[LOST_TEXT] = "text",
	[LOST_PRIVATE] = "private",
	[LOST_RESOLVED] = "resolved",
	[LOST_CSAT] = "csat",
};

static void
derive(struct split *s, const char *what)
{
	struct piece_head h = { .kind = PIECE_NOTE, .at_ms = CONV_NO_TIME };

	buf_printf(&s->body, "\"derived\":[\"%s\"]", what);
	split_put(s, h, STR(""), STR(""));
}

static void
note_lost(struct split *s)
{
	struct piece_head h = { .kind = PIECE_NOTE, .at_ms = CONV_NO_TIME };

	for (size_t i = 0; i < N_LOST; i++) {
		if (!s->lost[i])
			continue;
		buf_printf(&s->body, "\"dropped\":{\"%s\":%llu}", lost_names[i],
		    (unsigned long long)s->lost[i]);
		split_put(s, h, STR(""), STR(""));
	}
	if (s->either_order) {
		buf_printf(&s->body,
		    "\"either_order\":%llu,\"warnings\":[\"dates that may be "
		    "day or month first: see --date-order\"]",
		    (unsigned long long)s->either_order);
		split_put(s, h, STR(""), STR(""));
	}
	if (s->lost[LOST_PRIVATE]) {
		buf_cstr(&s->body,
		    "\"derived\":[\"private, of what is no yes or "
		    "no\"]");
		split_put(s, h, STR(""), STR(""));
	}
}

static void
note_times(struct split *s)
{
	if (s->seen & SEEN_SERIAL)
		derive(s, "times, from a spreadsheet's numbers of days since "
			  "1900");
	if (s->seen & SEEN_TWICE)
		derive(s, "times that clocks show twice, as the first of the "
			  "two");
	if (s->seen & SEEN_NEVER)
		derive(s, "times that clocks skip, by the offset until then");
	if (s->seen & SEEN_ASSUMED && !s->zone_given)
		derive(s, "times, as UTC for want of a zone (see "
			  "--time-zone)");
}

/* What has been noticed on the way. */
void
split_end(struct split *s)
{
	if (s->seen & SEEN_LOST)
		note_lost(s);
	if (s->seen)
		note_times(s);
}

void
split_drop_one(struct split *s, struct str what)
{
	struct piece_head h = { .kind = PIECE_LEFT, .at_ms = CONV_NO_TIME };

	split_put(s, h, what, STR(""));
}

void
split_warn(struct split *s, const char *warning)
{
	struct piece_head h = { .kind = PIECE_NOTE, .at_ms = CONV_NO_TIME };

	buf_printf(&s->body, "\"warnings\":[\"%s\"]", warning);
	split_put(s, h, STR(""), STR(""));
}
