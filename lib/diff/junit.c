#include "diff/report.h"

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

static bool
is_failure(const struct report *r, const struct verdict_of_gate *g)
{
	return g->answer == GATE_FAIL ||
	       (g->answer == GATE_INCONCLUSIVE && !r->d->o.allow_inconclusive);
}

static void
put_case(struct report *r, const struct verdict_of_gate *g, struct buf *out)
{
	struct str said = phrase_evidence(r, g);
	const char *answer = gate_answer_name(g->answer);

	buf_cstr(out, "    <testcase classname=\"hoff-diff\" name=\"");
	put_xml(out, g->gate->text);
	buf_cstr(out, "\">\n");
	if (g->answer != GATE_PASS) {
		buf_cstr(out, is_failure(r, g) ? "      <failure message=\""
					       : "      <skipped message=\"");
		buf_printf(out, "%s: ", answer);
		put_xml(out, said);
		buf_cstr(out, "\"/>\n");
	}
	buf_printf(out, "      <system-out>%s: ", answer);
	put_xml(out, said);
	buf_cstr(out, "; ");
	put_xml(out, str_of(g->metric->definition));
	buf_cstr(out, "</system-out>\n    </testcase>\n");
}

void
diff_junit(struct report *r, struct buf *out)
{
	size_t failures = 0, skipped = 0;

	for (size_t i = 0; i < r->n_gates; i++) {
		bool failure = is_failure(r, &r->gates[i]);

		failures += failure;
		skipped += !failure && r->gates[i].answer != GATE_PASS;
	}
	buf_printf(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
	    "  <testsuite name=\"hoff-diff\" tests=\"%zu\" failures=\"%zu\" "
	    "errors=\"0\" skipped=\"%zu\">\n",
	    r->n_gates, failures, skipped);
	for (size_t i = 0; i < r->n_gates; i++)
		put_case(r, &r->gates[i], out);
	buf_cstr(out, "  </testsuite>\n</testsuites>\n");
}
