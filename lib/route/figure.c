#include "route/figure.h"

#include <math.h>

struct figure
figure_none(const char *why)
{
	return (struct figure){ NAN, 0, 0, why };
}

struct figure
figure_share(uint64_t n, uint64_t of, const char *nothing)
{
	if (!of)
		return (struct figure){ NAN, n, of, nothing };
	return (
	    struct figure){ stats_round4((double)n / (double)of), n, of, NULL };
}

struct figure
figure_mean(double total_us, uint64_t n, const char *nothing)
{
	if (!n)
		return figure_none(nothing);
	return (struct figure){ round(total_us / (double)n / 1000) / 1000, n, n,
		NULL };
}

struct figure
figure_quantile(
    const struct histogram *h, double q, const char *nothing, struct arena *a)
{
	if (!h->n)
		return figure_none(nothing);
	return (struct figure){ (double)histogram_quantile(h, q, a) / 1000,
		h->n, h->n, NULL };
}

struct figure
figure_number(double x, uint64_t n)
{
	return (struct figure){ stats_round4(x), n, n, NULL };
}

struct figure
figure_of_time(
    unsigned __int128 us, unsigned __int128 of_us, const char *nothing)
{
	uint64_t s = (uint64_t)(us / 1000000), of = (uint64_t)(of_us / 1000000);

	if (!of_us)
		return (struct figure){ NAN, s, of, nothing };
	return (struct figure){ stats_round4((double)us / (double)of_us), s, of,
		NULL };
}
