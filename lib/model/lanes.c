#include "model/lanes.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

/*
 * All is written twice: as GCC 12 makes of plain loops over integers of three
 * sizes, for processors with AVX2, only what those without it could do.  The
 * tests hold both equal.
 */
enum { LANES = FORMAT_WIDTH }; /* at a time */

static void
sum(int16_t *restrict sums, const int8_t *const *rows, size_t n, size_t width)
{
	for (size_t at = 0; at < width; at += LANES) {
		int16_t sum[LANES] = { 0 };

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < LANES; k++)
				sum[k] = (int16_t)(sum[k] + rows[i][at + k]);
		memcpy(sums + at, sum, sizeof(sum));
	}
}

static void
add(int32_t *restrict totals, const int16_t *const *sums, size_t n,
    size_t width)
{
	for (size_t at = 0; at < width; at += LANES)
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < LANES; k++)
				totals[at + k] += sums[i][at + k];
}

static inline __attribute__((always_inline)) void
score(double *restrict scores, const int32_t *totals, const double *scale,
    const double *bias, double norm, size_t n)
{
	for (size_t i = 0; i < n; i++)
		scores[i] = scale[i] * totals[i] * norm + bias[i];
}

static void
score_plain(double *restrict scores, const int32_t *totals, const double *scale,
    const double *bias, double norm, size_t n)
{
	score(scores, totals, scale, bias, norm, n);
}

const struct lanes lanes_plain = { sum, add, score_plain };

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2")))

static WIDE void
sum_wide(
    int16_t *restrict sums, const int8_t *const *rows, size_t n, size_t width)
{
	for (size_t at = 0; at < width; at += LANES) {
		__m256i sum = _mm256_setzero_si256();

#pragma GCC unroll 4
		for (size_t i = 0; i < n; i++) {
			const __m128i *row = (const __m128i *)(rows[i] + at);

			sum = _mm256_add_epi16(
			    sum, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
		}
		_mm256_storeu_si256((__m256i *)(sums + at), sum);
	}
}

static inline WIDE __m256i
widen(const int16_t *sums)
{
	return _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)sums));
}

static WIDE void
add_wide(int32_t *restrict totals, const int16_t *const *sums, size_t n,
    size_t width)
{
	for (size_t at = 0; at < width; at += LANES) {
		__m256i *low = (__m256i *)(totals + at), *high = low + 1;
		__m256i a = _mm256_loadu_si256(low);
		__m256i b = _mm256_loadu_si256(high);

#pragma GCC unroll 4
		for (size_t i = 0; i < n; i++) {
			const int16_t *p = sums[i] + at;

			a = _mm256_add_epi32(a, widen(p));
			b = _mm256_add_epi32(b, widen(p + LANES / 2));
		}
		_mm256_storeu_si256(low, a);
		_mm256_storeu_si256(high, b);
	}
}

static WIDE void
score_wide(double *restrict scores, const int32_t *totals, const double *scale,
    const double *bias, double norm, size_t n)
{
	score(scores, totals, scale, bias, norm, n);
}

static const struct lanes lanes_wide = { sum_wide, add_wide, score_wide };

const struct lanes *
lanes_best(void)
{
	return __builtin_cpu_supports("avx2") ? &lanes_wide : &lanes_plain;
}
#else
const struct lanes *
lanes_best(void)
{
	return &lanes_plain;
}
#endif
