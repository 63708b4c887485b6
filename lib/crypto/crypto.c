#include "crypto/crypto.h"

#include <sodium.h>

const char *
crypto_library(void)
{
	return "libsodium " SODIUM_VERSION_STRING;
}

void
crypto_sha256_hex(struct str bytes, char hex[65])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)bytes.p, bytes.n);
	sodium_bin2hex(hex, 65, digest, sizeof(digest));
}
