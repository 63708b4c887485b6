#include "packet/helpline.h"

#include "base/die.h"
#include "csv/csv.h"

struct helplines {
	struct csv csv;
	int region, number;
	size_t others; /* row of "*" */
};

const struct helplines *
helplines_read(struct packet_file from, struct arena *run)
{
	static const char *const columns[] = { "region", "number", "service",
		NULL };
	struct helplines *h = arena_zalloc(run, sizeof(*h));

	csv_read(&h->csv, from.name, from.text, run);
	csv_only(&h->csv, from.name, columns);
	h->region = (int)csv_need(&h->csv, from.name, "region");
	h->number = (int)csv_need(&h->csv, from.name, "number");
	h->others = h->csv.n_rows;
	for (size_t i = 0; i < h->csv.n_rows; i++) {
		if (!csv_cell(&h->csv, i, h->number).n)
			die("%s:%zu: a region without a number", from.name,
			    h->csv.row_numbers[i]);
		if (str_eq(csv_cell(&h->csv, i, h->region), STR("*")))
			h->others = i;
	}
	if (h->others == h->csv.n_rows)
		die("%s: no number for all other regions (region *)",
		    from.name);
	return h;
}

struct str
helpline_of(const struct helplines *h, struct str region)
{
	for (size_t i = 0; i < h->csv.n_rows; i++) {
		struct str is = csv_cell(&h->csv, i, h->region);

		if (is.n && str_eq_nocase(is, region))
			return csv_cell(&h->csv, i, h->number);
	}
	return csv_cell(&h->csv, h->others, h->number);
}
