#include "packet/sketch.h"

enum { LINE = 140 /* code points of one line's text */ };

static void
begin_line(struct buf *b, const char *label)
{
	if (b->p[b->n - 1] != '[')
		buf_char(b, ',');
	buf_printf(b, "{\"label\":\"%s\",\"text\":", label);
}

/* Close a line that is drawn from one turn, or from none (NO_TURN). */
static void
end_line(struct buf *b, size_t turn)
{
	if (turn == NO_TURN)
		buf_cstr(b, ",\"turns\":[]}");
	else
		buf_printf(b, ",\"turns\":[%zu]}", turn);
}

static void
put_said(const struct sketch *s, struct buf *b, const char *label, size_t turn)
{
	begin_line(b, label);
	json_put_string(
	    b, sketch_clip(s, conv_text(s->c, &s->c->turns[turn]), LINE));
	end_line(b, turn);
}

/* "gold, de, webchat" */
static void
put_who(const struct sketch *s, struct buf *b)
{
	struct str facts[] = { s->c->customer_tier, s->c->language,
		s->c->channel };
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (facts[i].n && text.n)
			buf_cstr(&text, ", ");
		buf_str(&text, facts[i]);
	}
	if (text.n) {
		begin_line(b, "customer");
		json_put_string(b, buf_view(&text));
		end_line(b, NO_TURN);
	}
	buf_free(&text);
}

/* "3 answers of the bot, 2 of them not understood or repeated" */
static void
put_tried(const struct sketch *s, struct buf *b)
{
	size_t answers = 0, failed = 0, listed = 0;
	struct buf turns = { 0 };

	for (size_t i = 0; i <= s->turn; i++) {
		if (s->c->turns[i].role != ROLE_BOT)
			continue;
		answers++;
		if (s->marks[i] & (MARK_FALLBACK | MARK_REPEAT))
			failed++;
		buf_printf(&turns, "%s%zu", listed++ ? "," : "", i);
	}
	begin_line(b, "tried");
	buf_printf(b,
	    "\"%zu answer%s of the bot, %zu of them not understood or "
	    "repeated\",\"turns\":[%.*s]}",
	    answers, answers == 1 ? "" : "s", failed, (int)turns.n, turns.p);
	buf_free(&turns);
}

static void
put_why(const struct sketch *s, struct buf *b)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason");

	begin_line(b, "why");
	json_put_string(b, reason.n ? reason : STR("The log hands over here."));
	end_line(b, s->turn);
}

static void
put_mood(const struct sketch *s, struct buf *b)
{
	double mood = sketch_signal(s, STR("sentiment"));
	double trend = sketch_signal(s, STR("sentiment_trend"));
	double anger = sketch_signal(s, STR("anger"));

	if (isnan(mood))
		return;
	begin_line(b, "mood");
	buf_printf(b, "\"%s%s, sentiment %+.2f\"",
	    anger >= 0.5   ? "angry"
	    : mood <= -0.3 ? "unhappy"
	    : mood >= 0.3  ? "friendly"
			   : "neutral",
	    trend <= -0.1  ? " and getting worse"
	    : trend >= 0.1 ? " and getting better"
			   : "",
	    mood);
	end_line(b, s->turn);
}

void
brief_put(const struct sketch *s, struct buf *b)
{
	buf_char(b, '[');
	put_who(s, b);
	if (s->first != NO_TURN)
		put_said(s, b, "wants", s->first);
	if (s->current != NO_TURN)
		put_said(s, b, "now", s->current);
	put_tried(s, b);
	put_why(s, b);
	put_mood(s, b);
	begin_line(b, "next");
	json_put_string(b, sketch_step(s));
	end_line(b, NO_TURN);
	buf_char(b, ']');
}
