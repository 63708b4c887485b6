#include "packet/message.h"

static enum moment
moment_of(const struct sketch *s)
{
	struct str outcome = sketch_text(s, s->route, "outcome");
	double wait_s = sketch_number(s, s->route, "wait_s");

	if (sketch_is_crisis(s))
		return MOMENT_CRISIS;
	if (str_eq(outcome, STR("abandoned")) ||
	    str_eq(outcome, STR("unserved")))
		return MOMENT_NOBODY;
	if (!str_eq(outcome, STR("assigned")) || isnan(wait_s))
		return MOMENT_OFFERED;
	return wait_s > 0 ? MOMENT_QUEUED : MOMENT_STARTED;
}

/* Append the template with every {minutes} filled in. */
static void
fill_in(struct buf *b, struct str template, double wait_s)
{
	const char *at;

	while ((at = memmem(template.p, template.n, WORDS_MINUTES,
		    sizeof(WORDS_MINUTES) - 1))) {
		size_t n = (size_t)(at - template.p);

		buf_put(b, template.p, n);
		buf_printf(b, "%.0f", ceil(wait_s / 60));
		n += sizeof(WORDS_MINUTES) - 1;
		template.p += n;
		template.n -= n;
	}
	buf_str(b, template);
}

void
message_put_text(const struct sketch *s, struct buf *b)
{
	const struct packet_messages *words =
	    words_for(s->plan->words, s->c->language);

	fill_in(b, words->moments[moment_of(s)],
	    sketch_number(s, s->route, "wait_s"));
}

void
message_put(const struct sketch *s, struct buf *b)
{
	struct buf text = { 0 };

	buf_printf(b, ",\"message\":{\"moment\":\"%s\",\"language\":",
	    moment_name(moment_of(s)));
	json_put_string(b, words_for(s->plan->words, s->c->language)->language);
	buf_cstr(b, ",\"text\":");
	message_put_text(s, &text);
	json_put_string(b, buf_view(&text));
	buf_char(b, '}');
	buf_free(&text);
}
