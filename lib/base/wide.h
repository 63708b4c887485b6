#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stdbool.h>

/*
 * Functions for processors with AVX2, BMI and BMI2.  Whether this one is such
 * a processor is only known when the program runs: who has a WIDE function has
 * another one beside it that gives the same, and the tests run both.
 */
#ifdef __SSE2__
#define WIDE __attribute__((target("avx2,bmi,bmi2")))

static inline bool
wide_runs(void)
{
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#endif

#endif
