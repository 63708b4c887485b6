/* The hash of tables: SipHash-1-3 as CPython 3.11 has it, which hashes bytes
 * so; its keys are those of PYTHONHASHSEED=0 and 1. */

#include <stdio.h>

#include "base/hash.h"

static const uint64_t keys[2][2] = {
	{ 0, 0 },
	{ 0xaed66ce184be2329, 0xebe9bbf1f1499052 },
};

static const struct {
	const char *bytes;
	uint64_t hashes[2]; /* by each key */
} rows[] = {
	{ "a", { 0x407448d2b89b1813, 0xd6300bc9f7cc0e73 } },
	{ "abcdefg", { 0x6db12aae9070f506, 0x2cc75771f0205010 } },
	{ "abcdefgh", { 0x3f7b849c0b8e35ea, 0xfd3011ff3947e7f4 } },
	{ "0123456789abcdef0", { 0xf738bb4f30801228, 0x12306657717e613b } },
};

int
main(void)
{
	int failures = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (size_t k = 0; k < 2; k++) {
			struct str s = str_of(rows[i].bytes);
			uint64_t h = hash_siphash(keys[k], s);

			if (h != rows[i].hashes[k] && ++failures)
				printf("%s by key %zu: %llx\n", s.p, k,
				    (unsigned long long)h);
			if (hash_str(s) == hash_siphash(keys[0], s) &&
			    ++failures)
				printf("no key was drawn\n");
		}
	return failures != 0;
}
