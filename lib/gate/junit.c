#include <string.h>

#include "base/unsafe.h"
#include "gate/gate.h"
#include "json/json.h"

/* Text as XML text or attribute value; what XML 1.0 cannot hold is '?'. */
static void
put_xml(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (c < 0 || c == 0xfffe || c == 0xffff || is_unsafe(c))
			buf_char(out, '?');
		else if (c < 0x80 && strchr("<>&\"'", c))
			buf_printf(out, "&#%d;", (int)c);
		else
			buf_put(out, s.p + start, i - start);
	}
}

static void
put_case(const char *suite, const struct gate_verdict *v, bool failure,
    struct buf *out)
{
	const char *answer = gate_answer_name(v->answer);

	buf_printf(out, "    <testcase classname=\"%s\" name=\"", suite);
	put_xml(out, v->gate->text);
	buf_cstr(out, "\">\n");
	if (v->answer != GATE_PASS) {
		buf_cstr(out, failure ? "      <failure message=\""
				      : "      <skipped message=\"");
		buf_printf(out, "%s: ", answer);
		put_xml(out, v->said);
		buf_cstr(out, "\"/>\n");
	}
	buf_printf(out, "      <system-out>%s: ", answer);
	put_xml(out, v->said);
	buf_cstr(out, "; ");
	put_xml(out, str_of(v->definition));
	buf_cstr(out, "</system-out>\n    </testcase>\n");
}

void
gate_junit(const char *suite, const struct gate_verdict *verdicts, size_t n,
    bool allow_inconclusive, struct buf *out)
{
	size_t failures = 0, skipped = 0;

	for (size_t i = 0; i < n; i++) {
		bool failure =
		    gate_is_failure(&verdicts[i], allow_inconclusive);

		failures += failure;
		skipped += !failure && verdicts[i].answer != GATE_PASS;
	}
	buf_printf(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
	    "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" "
	    "errors=\"0\" skipped=\"%zu\">\n",
	    suite, n, failures, skipped);
	for (size_t i = 0; i < n; i++)
		put_case(suite, &verdicts[i],
		    gate_is_failure(&verdicts[i], allow_inconclusive), out);
	buf_cstr(out, "  </testsuite>\n</testsuites>\n");
}
