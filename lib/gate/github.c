#include <string.h>

#include "base/unsafe.h"
#include "gate/gate.h"
#include "json/json.h"

/*
 * Text as data of a workflow command, or as a property of it: a line end would
 * begin another command, and a colon or comma end a property.  GitHub turns
 * %XX back.  What a terminal must not obey is '?'.
 */
static void
put_data(struct buf *out, struct str s, const char *special)
{
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (c < 0x80 && c > 0 && strchr(special, c))
			buf_printf(out, "%%%02X", (unsigned)c);
		else if (c < 0 || is_unsafe(c))
			buf_char(out, '?');
		else
			buf_put(out, s.p + start, i - start);
	}
}

static const char *
level_of(const struct gate_verdict *v, bool failure)
{
	if (v->answer == GATE_PASS)
		return "notice";
	return failure ? "error" : "warning";
}

void
gate_github(const char *suite, const struct gate_verdict *verdicts, size_t n,
    bool allow_inconclusive, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct gate_verdict *v = &verdicts[i];

		buf_printf(out, "::%s title=%s %s%%3A ",
		    level_of(v, gate_is_failure(v, allow_inconclusive)), suite,
		    gate_answer_name(v->answer));
		put_data(out, v->gate->text, "%\r\n:,");
		buf_cstr(out, "::");
		put_data(out, v->said, "%\r\n");
		buf_cstr(out, "; ");
		put_data(out, str_of(v->definition), "%\r\n");
		buf_char(out, '\n');
	}
}
