#ifndef KPI_PLOT_H
#define KPI_PLOT_H

#include "kpi/report.h"

/* A frame for a drawing: x from `from` to `to`, shares upwards from 0 to
 * `top`.  What it shows is said in words, for who cannot see it. */
struct plot {
	struct buf *out;
	double from, to, top;
	int width;	/* of the whole drawing; all are equally high */
	bool is_amount; /* no share: `top` is a number */
};

enum { PLOT_HALF = 420, PLOT_WIDE = 640 };

/* Opens the drawing with its lines; `finding` is text, not markup. */
void plot_begin(
    struct plot *p, const char *id, struct str finding, const char *x_title);

/* A mark of the x axis. */
void plot_tick(struct plot *p, double x, struct str label);

double plot_x(const struct plot *p, double x);
double plot_y(const struct plot *p, double share);

/* From one to the other, one step after another, or with straight lines. */
struct plot_line {
	struct plot *plot;
	size_t index; /* of its colour and its dashes */
	bool steps, begun;
	double x, y; /* drawn to here */
};

void plot_line_begin(struct plot_line *l);
void plot_line_to(struct plot_line *l, double x, double share);
void plot_line_end(struct plot_line *l);

/* A name at the right end, beside the height of its line; those of one plot
 * from the lowest up, so that they can stand apart. */
void plot_names(
    struct plot *p, const char *const *names, const double *shares, size_t n);

void plot_end(struct plot *p);

/* A shape through a few values, for a tile: hidden from who cannot see it,
 * the numbers are in a table elsewhere.  NAN is a gap. */
void plot_spark(struct buf *out, const double *values, size_t n);

#endif
