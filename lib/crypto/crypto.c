#include "crypto/crypto.h"

#include <sodium.h>

const char *
crypto_library(void)
{
	return "libsodium " SODIUM_VERSION_STRING;
}

void
crypto_sha256(struct str bytes, unsigned char hash[32])
{
	crypto_hash_sha256(hash, (const unsigned char *)bytes.p, bytes.n);
}

void
crypto_sha256_hex(struct str bytes, char hex[65])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_sha256(bytes, hash);
	sodium_bin2hex(hex, 65, hash, sizeof(hash));
}
