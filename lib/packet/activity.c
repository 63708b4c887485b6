#include "packet/clip.h"
#include "packet/flat.h"

/* Handoff events of the Bot Framework, and what Copilot Studio puts in one. */

/* "timestamp" with milliseconds; nothing where the log has no time. */
static void
put_timestamp(struct buf *out, int64_t ms)
{
	if (ms == CONV_NO_TIME)
		return;
	json_member(out, "timestamp");
	buf_char(out, '"');
	conv_put_time(out, ms);
	if (out->p[out->n - 5] != '.') {
		out->n--;
		buf_cstr(out, ".000Z");
	}
	buf_char(out, '"');
}

static void
put_account(struct buf *out, const char *member, struct str id, struct str name,
    const char *role)
{
	json_member(out, member);
	buf_cstr(out, "{\"id\":");
	json_put_string(out, id);
	if (name.n) {
		json_member(out, "name");
		json_put_string(out, name);
	}
	json_member_string(out, "role", role);
	buf_char(out, '}');
}

static struct str
user_id(const struct sketch *s)
{
	return s->c->customer_id.n ? s->c->customer_id : STR("user");
}

static struct str
bot_id(const struct sketch *s)
{
	return s->c->bot_name.n ? s->c->bot_name : STR("bot");
}

static struct str
user_name(const struct sketch *s, const struct fit *fit)
{
	return fit->fields & FIELD_BIT(NAME) ? sketch_name(s) : STR("");
}

static void
put_conversation(const struct sketch *s, struct buf *out)
{
	json_member(out, "conversation");
	buf_cstr(out, "{\"id\":");
	json_put_string(out, s->c->id);
	buf_char(out, '}');
}

static void
put_channel(const struct sketch *s, struct buf *out)
{
	struct str set = sketch_setting(s, "channelId");

	if (!set.n)
		set = s->c->channel;
	if (set.n) {
		json_member(out, "channelId");
		json_put_string(out, set);
	}
}

static void
put_reference(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	struct str activity = sketch_message_id(s, s->turn);

	json_member(out, "relatesTo");
	buf_char(out, '{');
	if (activity.n) {
		json_member(out, "activityId");
		json_put_string(out, activity);
	}
	put_account(out, "user", user_id(s), user_name(s, fit), "user");
	put_account(out, "bot", bot_id(s), s->c->bot_name, "bot");
	put_conversation(s, out);
	put_channel(s, out);
	if (s->c->language.n) {
		json_member(out, "locale");
		json_put_string(out, s->c->language);
	}
	flat_put_setting(s, "serviceUrl", out);
	buf_char(out, '}');
	if (activity.n) {
		json_member(out, "replyToId");
		json_put_string(out, activity);
	}
}

static void
put_activity(
    const struct sketch *s, const struct fit *fit, size_t i, struct buf *out)
{
	const struct turn *t = &s->c->turns[i];
	struct str id = sketch_message_id(s, i);

	json_next(out);
	buf_cstr(out, "{\"type\":\"message\"");
	if (id.n) {
		json_member(out, "id");
		json_put_string(out, id);
	}
	put_timestamp(out, t->at_ms);
	if (t->role == ROLE_CUSTOMER)
		put_account(out, "from", user_id(s), STR(""), "user");
	else
		put_account(out, "from",
		    t->role == ROLE_BOT ? bot_id(s)
					: str_of(conv_role_name(t->role)),
		    STR(""), "bot");
	put_conversation(s, out);
	json_member(out, "text");
	buf_clear(s->work);
	field_put_text(s, fit, i, s->work);
	json_put_string(out, buf_view(s->work));
	buf_char(out, '}');
}

static void
put_transcript(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	json_member(out, "attachments");
	buf_char(out, '[');
	if (fit->fields & FIELD_BIT(TRANSCRIPT)) {
		buf_cstr(out,
		    "{\"contentType\":\"application/json\","
		    "\"name\":\"Transcript\",\"content\":{\"activities\":[");
		for (size_t i = 0; i <= s->turn; i++)
			if (field_shows(s, fit, i))
				put_activity(s, fit, i, out);
		buf_cstr(out, "]}}");
	}
	buf_char(out, ']');
}

bool
render_botframework(const struct sketch *s, const struct fit *fit,
    struct draft *d, const char **detail)
{
	static const struct flat how = { .prefix = "",
		.whole_numbers = true,
		.not = FIELD_BIT(TRANSCRIPT) };
	struct buf *out = d->out;
	size_t begin = out->n;

	(void)detail;
	buf_cstr(out, "{\"type\":\"event\",\"name\":\"handoff.initiate\","
		      "\"id\":");
	sketch_put_uuid(s, out);
	put_timestamp(out, sketch_time(s, s->turn));
	put_channel(s, out);
	flat_put_setting(s, "serviceUrl", out);
	put_conversation(s, out);
	put_account(out, "from", user_id(s), user_name(s, fit), "user");
	put_reference(s, fit, out);
	json_member(out, "value");
	buf_char(out, '{');
	flat_put(s, fit, &how, out);
	buf_char(out, '}');
	put_transcript(s, fit, out);
	json_member(out, "entities");
	buf_cstr(out, "[]}");
	d->used = out->n - begin;
	return true;
}

/* Each intent once, in the order they came up; what came last too. */
static void
put_topics(const struct sketch *s, struct buf *out)
{
	size_t last = sketch_intent(s);

	if (last == NO_TURN)
		return;
	json_member(out, "va_LastTopic");
	json_put_string(out, s->c->turns[last].intent->name);
	json_member(out, "va_Topics");
	buf_char(out, '[');
	for (size_t i = 0; i < s->n_intents; i++) {
		json_next(out);
		json_put_string(out, s->intents[i].name);
	}
	buf_char(out, ']');
}

static void
put_phrases(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	size_t last = NO_TURN;

	json_member(out, "va_Phrases");
	buf_char(out, '[');
	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) || !s->texts[i].n ||
		    !field_shows(s, fit, i))
			continue;
		last = i;
		json_next(out);
		buf_clear(s->work);
		field_put_text(s, fit, i, s->work);
		json_put_string(out, buf_view(s->work));
	}
	buf_char(out, ']');
	if (last == NO_TURN)
		return;
	json_member(out, "va_LastPhrases");
	json_put_string(out, buf_view(s->work));
}

/* What is known are variables of the topics, by their own names; those of
 * Copilot Studio, and ours, are not theirs to replace. */
static void
put_variables(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	for (size_t i = 0; i < s->n_slots; i++) {
		struct str name = s->slots[i].name;

		if (str_begins(name, STR("va_")) ||
		    str_begins(name, STR("hoff_")))
			continue;
		buf_clear(s->work);
		buf_str(s->work, s->slots[i].value);
		clip_tail(s->work, 0, fit->value);
		buf_char(out, ',');
		json_put_string(out, name);
		buf_char(out, ':');
		json_put_string(out, buf_view(s->work));
	}
}

bool
render_copilot(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	static const struct flat how = { .prefix = "hoff_",
		.whole_numbers = true,
		.not = FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(TRANSCRIPT) |
		       FIELD_BIT(INTENT) | FIELD_BIT(SUMMARY) |
		       FIELD_BIT(LANGUAGE) | FIELD_BIT(KNOWN) };
	struct str bot = sketch_setting(s, "va_BotId");
	struct buf *out = d->out;
	size_t begin = out->n;

	(void)detail;
	buf_cstr(out, "{\"type\":\"event\",\"name\":\"handoff.initiate\","
		      "\"value\":{\"va_Scope\":\"bot\"");
	if (fit->fields & FIELD_BIT(INTENT))
		put_topics(s, out);
	if (fit->fields & FIELD_BIT(TRANSCRIPT))
		put_phrases(s, fit, out);
	json_member(out, "va_ConversationId");
	json_put_string(out, s->c->id);
	flat_put_string(s, fit, "va_AgentMessage", FIELD_SUMMARY, out);
	if (!bot.n)
		bot = s->c->bot_name;
	if (bot.n) {
		json_member(out, "va_BotId");
		json_put_string(out, bot);
	}
	flat_put_string(s, fit, "va_Language", FIELD_LANGUAGE, out);
	flat_put(s, fit, &how, out);
	if (fit->fields & FIELD_BIT(KNOWN))
		put_variables(s, fit, out);
	buf_cstr(out, "}}");
	d->used = out->n - begin;
	return true;
}
