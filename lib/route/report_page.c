#include <math.h>

#include "page/page.h"
#include "route/reading.h"

/* The numbers people look for first. */
static const char *const tiles[] = { "service_level_offered", "asa_s",
	"wait_p90_s", "abandoned", "unserved", "occupancy" };

static void
put_tile(struct reading *x, const struct metric *m, struct buf *out)
{
	struct figure f = metric_read(x, m, &x->total);

	buf_cstr(out, "<div class=\"tile\"><h2>");
	page_text(out, str_of(m->label));
	buf_cstr(out, "</h2>");
	if (isnan(f.value)) {
		buf_cstr(out, "<strong class=\"none\">&ndash;</strong><p>");
		page_text(out, str_of(f.reason));
	} else {
		buf_printf(out, "<strong>%.*s</strong>",
		    STR_ARG(say_figure(x, m, &f)));
		if (m->unit == SHARE_OF)
			page_whisker(out, f.value, NAN, NAN);
		buf_cstr(out, "<p>");
		page_text(out, str_of(m->definition));
	}
	buf_cstr(out, "</p></div>\n");
}

/* Arrivals by half hour as columns, 48 of them, over the whole width. */
static void
put_day(struct reading *x, struct buf *out)
{
	uint64_t most = 0, all = 0;

	for (size_t i = 0; i < HALVES; i++) {
		uint64_t n = x->r->halves[i].contacts;

		all += n;
		most = n > most ? n : most;
	}
	if (!most)
		return;
	buf_printf(out,
	    "<svg class=\"stack\" viewBox=\"0 0 960 40\" "
	    "preserveAspectRatio=\"none\" role=\"img\" "
	    "aria-labelledby=\"day\"><title id=\"day\">When %llu "
	    "escalations came, by half hour of the day from 00:00 to 24:00; "
	    "the fullest has %llu</title>",
	    (unsigned long long)all, (unsigned long long)most);
	for (size_t i = 0; i < HALVES; i++) {
		double height =
		    40 * (double)x->r->halves[i].contacts / (double)most;

		if (height > 0)
			buf_printf(out,
			    "<rect class=\"dot\" x=\"%zu\" y=\"%.1f\" "
			    "width=\"18\" height=\"%.1f\"/>",
			    i * 20, 40 - height, height);
	}
	buf_cstr(out, "</svg>");
}

void
reading_page(struct reading *x, struct buf *out)
{
	struct grid g;

	page_begin(out, "Routing report", "hoff-route");
	buf_printf(out,
	    "<header><h1>Routing report</h1><p>%llu escalations, %.*s, "
	    "replayed through queues and a roster.</p></header>\n"
	    "<div class=\"tiles\">\n",
	    (unsigned long long)x->total.tally->contacts,
	    STR_ARG(reading_period(x)));
	for (size_t i = 0; i < sizeof(tiles) / sizeof(*tiles); i++)
		put_tile(x, metric_find(tiles[i]), out);
	buf_cstr(out, "</div>\n");
	for (size_t i = 0; reading_grid(x, i, &g); i++) {
		page_section(out, g.title, g.absent ? g.absent : g.note);
		if (i == GRID_GROUPS + BY_HALF_HOUR)
			put_day(x, out);
		if (!g.absent)
			page_plain(&g, out);
		buf_cstr(out, "</section>\n");
	}
	buf_cstr(out,
	    "<footer><p>Quantiles are of rank ceil(q n), within 1/2048 of "
	    "themselves; times in the queue are counted to the millisecond. "
	    "Each run is held to the balance of contacts and to Little's "
	    "law.</p><p>Made by hoff-route " VERSION " from a simulation: no "
	    "text of any conversation is in this file.</p></footer>\n");
	page_end(out);
}
