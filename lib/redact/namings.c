#include "redact/namings.h"

#include "base/die.h"
#include "base/embed.h"
#include "csv/csv.h"
#include "redact/view.h"

EMBED(embed_redact_namings_csv);

static const char file[] = "namings.csv";

static enum kind
kind_of(const struct csv *c, size_t row, size_t column)
{
	struct str name = csv_cell(c, row, (int)column);
	enum kind k;

	if (str_eq(name, STR("IDENTITY")))
		return KIND_IDENTITY;
	if (!kind_named(name, &k))
		die("%s:%zu: no kind is called '%.*s'", file,
		    c->row_numbers[row], STR_ARG(name));
	return k;
}

struct namings
namings_read(struct arena *run)
{
	static const char *const columns[] = { "words", "kind", "close",
		"language", NULL };
	struct naming *all;
	size_t words, kind;
	struct csv c;

	csv_read(
	    &c, file, view_fold(EMBEDDED(embed_redact_namings_csv), run), run);
	csv_only(&c, file, columns);
	words = csv_need(&c, file, "words");
	kind = csv_need(&c, file, "kind");
	all = arena_array(run, c.n_rows, sizeof(*all));
	for (size_t i = 0; i < c.n_rows; i++)
		all[i] = (struct naming){
			.words = csv_cell(&c, i, (int)words),
			.kind = kind_of(&c, i, kind),
			.close = csv_cell(&c, i, csv_column(&c, "close")).n > 0,
		};
	return (struct namings){ all, c.n_rows };
}
