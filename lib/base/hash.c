#include "base/hash.h"

#include <sys/auxv.h>

#include "base/load.h"

struct state {
	uint64_t a, b, c, d;
};

static inline uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static inline void
round_of(struct state *s)
{
	s->a += s->b;
	s->c += s->d;
	s->b = rotate(s->b, 13) ^ s->a;
	s->d = rotate(s->d, 16) ^ s->c;
	s->a = rotate(s->a, 32) + s->d;
	s->c += s->b;
	s->d = rotate(s->d, 21) ^ s->a;
	s->b = rotate(s->b, 17) ^ s->c;
	s->c = rotate(s->c, 32);
}

static inline void
take(struct state *s, uint64_t word)
{
	s->d ^= word;
	round_of(s);
	s->a ^= word;
}

uint64_t
hash_siphash(const uint64_t key[2], struct str s)
{
	struct state h = { key[0] ^ UINT64_C(0x736f6d6570736575),
		key[1] ^ UINT64_C(0x646f72616e646f6d),
		key[0] ^ UINT64_C(0x6c7967656e657261),
		key[1] ^ UINT64_C(0x7465646279746573) };
	char last[8] = { 0 };
	size_t i = 0;

	for (; s.n - i >= 8; i += 8)
		take(&h, load_little_64(s.p + i));
	if (s.n > i)
		memcpy(last, s.p + i, s.n - i);
	take(&h, load_little_64(last) | (uint64_t)s.n << 56);
	h.c ^= 0xff;
	for (int n = 0; n < 3; n++)
		round_of(&h);
	return h.a ^ h.b ^ h.c ^ h.d;
}

static uint64_t drawn[2];

/* Before there is a thread, or a jail. */
__attribute__((constructor)) static void
draw(void)
{
	const char *random = (const char *)getauxval(AT_RANDOM);

	if (random) /* Linux gives it since 2.6.29 */
		memcpy(drawn, random, sizeof(drawn));
}

uint64_t
hash_str(struct str s)
{
	return hash_siphash(drawn, s);
}
