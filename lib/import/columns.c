/* What the columns of a table of turns or events are called. */

#include "base/ascii.h"

#include "import/rows.h"
#include "import/word.h"

const char *const rows_columns[] = { "agent_id", "at", "author", "bot_name",
	"bot_version", "by", "channel", "closed_by", "confidence",
	"conversation_id", "csat", "customer_id", "customer_tier", "event",
	"intent", "language", "message_id", "private", "reason", "resolved",
	"role", "text", NULL };

struct str
rows_column(struct str name)
{
	for (const char *const *c = rows_columns; *c; c++)
		if (word_is_like(name, str_of(*c)))
			return str_of(*c);
	return name;
}

void
rows_fold(struct str name, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (i && is_lower(name.p[i - 1]) &&
		    (is_upper(c) || is_digit(c)))
			buf_char(out, '_');
		if (is_alpha(c) || is_digit(c))
			buf_char(out, to_lower(c));
		else if (out->n == 0 || out->p[out->n - 1] != '_')
			buf_char(out, '_');
	}
}
