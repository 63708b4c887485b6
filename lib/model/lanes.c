#include "model/lanes.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/wide.h"

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
add(int32_t *restrict totals, const struct addends *a, size_t width)
{
	for (size_t at = 0; at < width; at += LANES) {
		int32_t total[LANES];

		memcpy(total, totals + at, sizeof(total));
		for (size_t i = 0; i < a->n_rows; i++)
			for (size_t k = 0; k < LANES; k++)
				total[k] += a->rows[i][at + k];
		for (size_t i = 0; i < a->n_sums; i++)
			for (size_t k = 0; k < LANES; k++)
				total[k] += a->sums[i][at + k];
		memcpy(totals + at, total, sizeof(total));
	}
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
#define INLINE_WIDE WIDE inline __attribute__((always_inline))

/* Two times LANES at once, so that where rows lie is read once for them. */
enum { BLOCKS = 2 };

/* The sums of rows in one block, or more, from `at` on. */
static INLINE_WIDE void
sum_blocks(
    __m256i *sum, const int8_t *const *rows, size_t n, size_t at, size_t blocks)
{
	for (size_t b = 0; b < blocks; b++)
		sum[b] = _mm256_setzero_si256();
#pragma GCC unroll 4
	for (size_t i = 0; i < n; i++) {
		const __m128i *row = (const __m128i *)(rows[i] + at);

		for (size_t b = 0; b < blocks; b++)
			sum[b] = _mm256_add_epi16(sum[b],
			    _mm256_cvtepi8_epi16(_mm_loadu_si128(row + b)));
	}
}

static INLINE_WIDE void
sum_at(int16_t *sums, const int8_t *const *rows, size_t n, size_t at,
    size_t blocks)
{
	__m256i sum[BLOCKS], *to = (__m256i *)(sums + at);

	sum_blocks(sum, rows, n, at, blocks);
	for (size_t b = 0; b < blocks; b++)
		_mm256_storeu_si256(to + b, sum[b]);
}

static WIDE void
sum_wide(
    int16_t *restrict sums, const int8_t *const *rows, size_t n, size_t width)
{
	size_t at = 0;

	for (; at + BLOCKS * LANES <= width; at += BLOCKS * LANES)
		sum_at(sums, rows, n, at, BLOCKS);
	if (at < width)
		sum_at(sums, rows, n, at, 1);
}

static INLINE_WIDE void
add_at(
    int32_t *restrict totals, const struct addends *a, size_t at, size_t blocks)
{
	__m256i sum[BLOCKS], total[2 * BLOCKS], *to = (__m256i *)(totals + at);

	sum_blocks(sum, a->rows, a->n_rows, at, blocks);
	for (size_t b = 0; b < blocks; b++) {
		__m128i low = _mm256_castsi256_si128(sum[b]);
		__m128i high = _mm256_extracti128_si256(sum[b], 1);

		total[2 * b] = _mm256_cvtepi16_epi32(low);
		total[2 * b + 1] = _mm256_cvtepi16_epi32(high);
	}
#pragma GCC unroll 4
	for (size_t i = 0; i < a->n_sums; i++) {
		const __m128i *half = (const __m128i *)(a->sums[i] + at);

		for (size_t b = 0; b < 2 * blocks; b++)
			total[b] = _mm256_add_epi32(total[b],
			    _mm256_cvtepi16_epi32(_mm_loadu_si128(half + b)));
	}
	for (size_t b = 0; b < 2 * blocks; b++)
		_mm256_storeu_si256(to + b,
		    _mm256_add_epi32(_mm256_loadu_si256(to + b), total[b]));
}

static WIDE void
add_wide(int32_t *restrict totals, const struct addends *a, size_t width)
{
	size_t at = 0;

	for (; at + BLOCKS * LANES <= width; at += BLOCKS * LANES)
		add_at(totals, a, at, BLOCKS);
	if (at < width)
		add_at(totals, a, at, 1);
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
	return wide_runs() ? &lanes_wide : &lanes_plain;
}
#else
const struct lanes *
lanes_best(void)
{
	return &lanes_plain;
}
#endif
