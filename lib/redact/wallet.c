#include <stdint.h>
#include <string.h>

#include "crypto/crypto.h"
#include "redact/recogniser.h"

/* Addresses of crypto currencies, by their own checksums. */

enum { BITCOIN = 25, CHECKSUM = 4 }; /* bytes */

/* Base58Check: 25 bytes, the last four of them the first of a hash's hash. */
static bool
base58_valid(const char *p, size_t n)
{
	static const char alphabet[] =
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	unsigned char bytes[BITCOIN] = { 0 }, once[32], twice[32];

	for (size_t i = 0; i < n; i++) {
		const char *sign = strchr(alphabet, p[i]);
		unsigned carry;

		if (!sign)
			return false;
		carry = (unsigned)(sign - alphabet);
		for (size_t k = BITCOIN; k-- > 0; carry >>= 8) {
			carry += 58U * bytes[k];
			bytes[k] = (unsigned char)carry;
		}
		if (carry)
			return false;
	}
	crypto_sha256(
	    (struct str){ (const char *)bytes, BITCOIN - CHECKSUM }, once);
	crypto_sha256((struct str){ (const char *)once, sizeof(once) }, twice);
	return memcmp(twice, bytes + BITCOIN - CHECKSUM, CHECKSUM) == 0;
}

/* Bech32 (BIP 173) and Bech32m (BIP 350) behind "bc1". */
static bool
bech32_valid(const char *p, size_t n)
{
	static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d,
		0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	static const unsigned char prefix[] = { 3, 3, 0, 2, 3 }; /* bc */
	uint32_t check = 1;

	for (size_t i = 0; i < sizeof(prefix) + n; i++) {
		uint32_t top = check >> 25, value;

		if (i < sizeof(prefix)) {
			value = prefix[i];
		} else {
			const char *sign =
			    strchr(alphabet, p[i - sizeof(prefix)]);

			if (!sign)
				return false;
			value = (uint32_t)(sign - alphabet);
		}
		check = (check & 0x1ffffff) << 5 ^ value;
		for (size_t k = 0; k < 5; k++)
			check ^= top >> k & 1 ? generator[k] : 0;
	}
	return check == 1 || check == 0x2bc830a3;
}

bool
wallet_valid(struct candidate *c)
{
	const char *p = c->text.p + c->start;
	size_t n = c->end - c->start;

	if (p[0] == '0')
		return true; /* Ethereum: its checksum is optional */
	return p[0] == 'b' ? bech32_valid(p + 3, n - 3) : base58_valid(p, n);
}
