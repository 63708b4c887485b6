#include "route/draw.h"

#include <math.h>

#include "route/demand.h"
#include "stats/stats.h"

/* A bijection of 64 bits in which each depends on all: Stafford's mix 13, as
 * in SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t
add(uint64_t state, uint64_t x)
{
	return mix(state + UINT64_C(0x9e3779b97f4a7c15) + mix(x));
}

uint64_t
draw_key(struct str name)
{
	uint64_t key = name.n;

	for (size_t i = 0; i < name.n; i += 8) {
		uint64_t part = 0;

		for (size_t k = i; k < name.n && k < i + 8; k++)
			part = part << 8 | (unsigned char)name.p[k];
		key = add(key, part);
	}
	return key;
}

uint64_t
draw_contact(struct str id, int64_t arrival_us)
{
	return add(draw_key(id), (uint64_t)arrival_us);
}

double
draw_share(const struct draws *d, uint64_t key, enum purpose what, uint32_t nth)
{
	uint64_t x = add(
	    add(add(d->seed, d->replication), key), (uint64_t)what << 32 | nth);

	return ((double)(x >> 11) + 0.5) * 0x1p-53;
}

/* With a mean m and a deviation of cv m: exp(mu + sigma z). */
static double
lognormal(const struct rule_law *law, double share)
{
	double variance = log1p(law->b * law->b);
	double z = stats_normal(2 * share - 1);

	return law->a * exp(sqrt(variance) * z - variance / 2);
}

static double
draw_s(const struct rule_law *law, double share)
{
	switch (law->kind) {
	case LAW_UNIFORM:
		return law->a + (law->b - law->a) * share;
	case LAW_EXPONENTIAL:
		return -law->a * log(share);
	case LAW_LOGNORMAL:
		return lognormal(law, share);
	case LAW_VALUES:
		return law->values[(size_t)(share * (double)law->n_values)];
	default:
		return law->a;
	}
}

double
draw_mean_s(const struct rule_law *law)
{
	double sum = 0;

	switch (law->kind) {
	case LAW_UNIFORM:
		return (law->a + law->b) / 2;
	case LAW_VALUES:
		for (size_t i = 0; i < law->n_values; i++)
			sum += law->values[i];
		return sum / (double)law->n_values;
	default:
		return law->a;
	}
}

int64_t
draw_us(const struct draws *d, uint64_t key, enum purpose what,
    const struct rule_law *law)
{
	return route_us(draw_s(law, draw_share(d, key, what, 0)));
}
