#include "conv/keys.h"

#include "base/load.h"

/* Whether the name that is written at p is the key's, without an escape. */
static inline bool
is_written(const char *p, const struct key *key)
{
	uint64_t low = load_little_64(p) ^ load_little_64(key->written);
	uint64_t high;

	if (low & key->low)
		return false;
	if (!key->high)
		return true;
	high = load_little_64(p + 8) ^ load_little_64(key->written + 8);
	return !(high & key->high);
}

static struct str
name_of(const struct key *key)
{
	const char *quote = memchr(key->written, '"', sizeof(key->written));

	return (struct str){ key->written, (size_t)(quote - key->written) };
}

/* Which of the list the name of member `i` is; n: none.  Apart, so that the
 * walk keeps its registers. */
static __attribute__((noinline)) size_t
search(const struct json *j, uint32_t i, const struct key *list, size_t n)
{
	const char *p = json_content(j, i).p;
	size_t k = 0;

	if (j->values[i].escaped)
		while (k < n && !json_is(j, i, name_of(&list[k])))
			k++;
	else
		while (k < n && !is_written(p, &list[k]))
			k++;
	return k;
}

void
keys_find(const struct json *j, uint32_t at, const struct key *list, size_t n,
    uint64_t bits, uint32_t *has)
{
	uint32_t end = j->values[at].next;
	size_t next = 0; /* members often come in the order of the list */

	for (uint32_t i = at + 1; i < end; i = j->values[i + 1].next) {
		struct str name = json_content(j, i);
		size_t k = next;

		if (k == n || !is_written(name.p, &list[k])) {
			if (!j->values[i].escaped &&
			    !(bits & KEY_BIT_OF(*name.p, name.n)))
				continue;
			k = search(j, i, list, n);
			if (k == n)
				continue;
		}
		has[k] = j->values[i + 1].kind == JSON_NULL ? 0 : i + 1;
		next = k + 1;
	}
}
