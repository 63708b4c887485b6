/* What the columns of a table of turns or events are called. */

#include "import/rows.h"

const char *const rows_columns[] = { "agent_id", "at", "author", "bot_name",
	"bot_version", "by", "channel", "closed_by", "confidence",
	"conversation_id", "csat", "customer_id", "customer_tier", "event",
	"intent", "language", "message_id", "private", "reason", "resolved",
	"role", "text", NULL };

/* The next letter behind what parts words; 0: there is none. */
static char
next_letter(struct str *s)
{
	while (s->n && is_any_of(*s->p, "_-. ")) {
		s->p++;
		s->n--;
	}
	if (!s->n)
		return 0;
	s->n--;
	return *s->p++;
}

static bool
is_alike(struct str a, struct str b)
{
	char x, y;

	do {
		x = next_letter(&a);
		y = next_letter(&b);
	} while (x && char_eq_nocase(x, y));
	return x == y;
}

struct str
rows_column(struct str name)
{
	for (const char *const *c = rows_columns; *c; c++)
		if (is_alike(name, str_of(*c)))
			return str_of(*c);
	return name;
}
