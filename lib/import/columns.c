/* What the columns of a table of turns or events are called. */

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
