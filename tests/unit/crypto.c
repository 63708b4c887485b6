/*
 * Keys and what is derived from them, against Python's hmac and base64:
 *
 *	import hmac, hashlib, base64
 *	key = bytes((i * i * 37 + i * 11 + 5) % 256 for i in range(32))
 *	master = hmac.digest(b"hoff key version 1".ljust(32, b"\0"), key,
 *	    "sha256")
 *	parts = lambda *p: b"".join(len(x).to_bytes(8, "little") + x for x in p)
 *	mac = lambda k, *p: hmac.digest(k, parts(*p), "sha256")
 *	derived = mac(master, b"pseudonym", b"CARD")
 *	base64.b32encode(mac(derived, b"c-1", b"4111"))[:26].lower()
 *	mac(master, b"key id")[:8].hex()
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "crypto/crypto.h"

static int failures;

static void
demand(bool good, const char *what)
{
	if (good)
		return;
	failures++;
	printf("%s\n", what);
}

static struct crypto_key *
fixed_key(void)
{
	unsigned char bytes[32];
	int ends[2];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * i * 37 + i * 11 + 5);
	if (pipe(ends) < 0 ||
	    write(ends[1], bytes, sizeof(bytes)) != sizeof(bytes))
		return NULL;
	close(ends[1]);
	return crypto_key_from_fd(ends[0]);
}

int
main(void)
{
	static const struct str purpose[] = { { "pseudonym", 9 },
		{ "CARD", 4 } };
	static const struct str value[] = { { "c-1", 3 }, { "4111", 4 } };
	static const struct str shifted[] = { { "c-14", 4 }, { "111", 3 } };
	struct crypto_key *key = fixed_key(), *derived;
	unsigned char mac[32], other[32];
	char text[CRYPTO_BASE32 + 1], id[17];

	derived = crypto_key_derive(key, purpose, 2);
	crypto_mac(derived, value, 2, mac);
	crypto_base32(mac, text);
	demand(strcmp(text, "s6m5id5727ochpcctfqpzlqywk") == 0, "a pseudonym");
	crypto_key_id(key, id);
	demand(strcmp(id, "1bd358347da3a635") == 0, "the id of a key");
	crypto_mac(derived, shifted, 2, other);
	demand(memcmp(mac, other, sizeof(mac)) != 0,
	    "parts are told apart by their length");
	crypto_key_free(derived);
	crypto_key_free(key);
	return failures > 0;
}
