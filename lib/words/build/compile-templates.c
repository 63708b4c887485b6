/*
 * compile-templates - what the built-in templates give, as JSON
 *
 * Run by the Makefile; what it writes is embedded.  It runs the program as it
 * would one of a user, so a mistake in it ends the build.
 */

#include "base/die.h"
#include "base/embed.h"
#include "expr/expr.h"

EMBED(embed_words_templates_jq);

int
main(void)
{
	struct expr_error err;
	struct buf out = { 0 };

	program = "compile-templates";
	if (!expr_program(EMBEDDED(embed_words_templates_jq), &out, &err))
		die("templates.jq:%zu:%zu: %s", err.line, err.column,
		    err.detail);
	buf_print(&out);
	buf_free(&out);
	return 0;
}
