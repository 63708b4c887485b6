#include "base/utf8.h"

#include "base/load.h"

bool
utf8_is_valid(struct str s)
{
	const uint64_t tops = 0x8080808080808080u;
	size_t i = 0, n;

	/* ASCII by eights */
	while (i + 8 <= s.n && !(load_64(s.p + i) & tops))
		i += 8;
	for (; i < s.n; i += n)
		if (utf8_decode((const unsigned char *)s.p + i, s.n - i, &n) <
		    0)
			return false;
	return true;
}
