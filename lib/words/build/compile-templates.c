/*
 * compile-templates - what the built-in templates give, as JSON
 *
 * Run by the Makefile; what it writes is embedded.  It runs the program as it
 * would one of a user, so a mistake in it ends the build.  What is spoken
 * stands in the order in which it is looked for, so that no start sorts it.
 */

#include "base/die.h"
#include "base/embed.h"
#include "expr/expr.h"

EMBED(embed_words_templates_jq);

#define IN_ORDER \
	"\n| .whisper |= map_values(to_entries | sort_by(.key) | " \
	"from_entries)"

int
main(void)
{
	struct expr_error err;
	struct buf text = { 0 }, out = { 0 };

	program = "compile-templates";
	buf_str(&text, EMBEDDED(embed_words_templates_jq));
	buf_cstr(&text, IN_ORDER);
	if (!expr_program(buf_view(&text), &out, &err))
		die("templates.jq:%zu:%zu: %s", err.line, err.column,
		    err.detail);
	buf_print(&out);
	buf_free(&text);
	buf_free(&out);
	return 0;
}
