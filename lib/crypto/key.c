#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "crypto/crypto.h"

enum {
	KEY = crypto_auth_hmacsha256_KEYBYTES,
	FEWEST = 32,	/* random bytes that are enough */
	LONGEST = 4096, /* bytes of a file */
	DISTINCT = 16,	/* byte values among FEWEST: random ones have 30 */
};

struct crypto_key {
	unsigned char bytes[KEY];
};

/* What a key file is, and the version of everything derived from it. */
static const char extract[KEY] = "hoff key version 1";

static struct crypto_key *
new_key(void)
{
	struct crypto_key *k;

	if (sodium_init() < 0)
		die("libsodium cannot start");
	k = sodium_malloc(sizeof(*k));
	if (!k)
		die_of_memory();
	return k;
}

void
crypto_key_free(struct crypto_key *k)
{
	sodium_free(k);
}

static struct crypto_key *
seal(struct crypto_key *k)
{
	sodium_mprotect_readonly(k);
	return k;
}

/* Bytes that somebody typed, or counted up, are no key. */
static bool
is_random(const unsigned char *p)
{
	bool seen[256] = { false };
	size_t distinct = 0, steps = 0;

	for (size_t i = 0; i < FEWEST; i++) {
		distinct += !seen[p[i]];
		seen[p[i]] = true;
		steps += i > 0 && (unsigned char)(p[i] - p[i - 1]) ==
				      (unsigned char)(p[1] - p[0]);
	}
	return distinct >= DISTINCT && steps < FEWEST / 2;
}

/* The random bytes of what a file holds, in place; 0: they are not there. */
static size_t
decode(char *text, size_t n)
{
	char *bytes = sodium_malloc(LONGEST);
	size_t length = 0, i = 0;
	bool binary = false;

	if (!bytes)
		die_of_memory();
	for (; i < n; i++)
		binary |= !isprint((unsigned char)text[i]) &&
			  !isspace((unsigned char)text[i]);
	if (binary) {
		length = n;
	} else if (sodium_hex2bin((unsigned char *)bytes, LONGEST, text, n,
		       " \t\r\n", &length, NULL) == 0 ||
		   sodium_base642bin((unsigned char *)bytes, LONGEST, text, n,
		       " \t\r\n", &length, NULL,
		       sodium_base64_VARIANT_ORIGINAL) == 0 ||
		   sodium_base642bin((unsigned char *)bytes, LONGEST, text, n,
		       " \t\r\n", &length, NULL,
		       sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0) {
		memcpy(text, bytes, length);
	} else {
		length = 0;
	}
	sodium_free(bytes);
	return length;
}

static struct crypto_key *
read_key(int fd, const char *name)
{
	char *text = sodium_malloc(LONGEST + 1);
	struct crypto_key *k = new_key();
	size_t n = 0;

	if (!text)
		die_of_memory();
	while (n <= LONGEST) {
		ssize_t got = read(fd, text + n, LONGEST + 1 - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			die("%s: cannot read the key: %m", name);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	close(fd);
	if (n > LONGEST)
		die("%s: too long for a key", name);
	n = decode(text, n);
	if (n < FEWEST)
		die("%s: no key: it takes 32 random bytes or more, as they are "
		    "or in hex or base64 (--gen-key makes one)",
		    name);
	if (!is_random((unsigned char *)text))
		die("%s: a weak key: these bytes were not drawn at random "
		    "(--gen-key makes one)",
		    name);
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(
	    &state, (const unsigned char *)extract, KEY);
	crypto_auth_hmacsha256_update(&state, (unsigned char *)text, n);
	crypto_auth_hmacsha256_final(&state, k->bytes);
	sodium_memzero(&state, sizeof(state));
	sodium_free(text);
	return seal(k);
}

struct crypto_key *
crypto_key_from_file(const char *name)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat s;

	if (sodium_init() < 0)
		die("libsodium cannot start");
	if (fd < 0 || fstat(fd, &s) < 0)
		die("%s: %m", name);
	if (!S_ISREG(s.st_mode) && !S_ISFIFO(s.st_mode))
		die("%s: neither a file nor a pipe", name);
	if (s.st_mode & (S_IRWXG | S_IRWXO))
		die("%s: others may read or write it; chmod 600 first", name);
	if (s.st_uid != geteuid() && s.st_uid != 0)
		die("%s: it belongs to somebody else", name);
	return read_key(fd, name);
}

struct crypto_key *
crypto_key_from_fd(int fd)
{
	char name[40];

	snprintf(name, sizeof(name), "file descriptor %d", fd);
	if (fd <= STDERR_FILENO || fcntl(fd, F_GETFD) < 0)
		die("%s: none that a key could come from", name);
	if (sodium_init() < 0)
		die("libsodium cannot start");
	return read_key(fd, name);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);

		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			p += put;
			n -= (size_t)put;
		}
	}
	return true;
}

void
crypto_key_generate(const char *file)
{
	unsigned char bytes[KEY];
	char hex[2 * KEY + 2];
	size_t n = sizeof(hex) - 1;
	int fd;

	if (sodium_init() < 0)
		die("libsodium cannot start");
	fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY,
	    S_IRUSR | S_IWUSR);
	if (fd < 0 && errno == EEXIST)
		die("%s: there is a file already; a key is never overwritten",
		    file);
	if (fd < 0)
		die("%s: %m", file);
	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes));
	hex[n - 1] = '\n';
	if (fchmod(fd, S_IRUSR | S_IWUSR) < 0 || !write_all(fd, hex, n) ||
	    fsync(fd) < 0 || close(fd) < 0) {
		int why = errno;

		unlink(file);
		errno = why;
		die("%s: %m", file);
	}
	sodium_memzero(bytes, sizeof(bytes));
	sodium_memzero(hex, sizeof(hex));
}

void
crypto_mac(const struct crypto_key *k, const struct str *parts, size_t n_parts,
    unsigned char mac[32])
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, k->bytes, KEY);
	for (size_t i = 0; i < n_parts; i++) {
		unsigned char length[8];

		for (size_t b = 0; b < sizeof(length); b++)
			length[b] =
			    (unsigned char)((uint64_t)parts[i].n >> 8 * b);
		crypto_auth_hmacsha256_update(&state, length, sizeof(length));
		crypto_auth_hmacsha256_update(
		    &state, (const unsigned char *)parts[i].p, parts[i].n);
	}
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof(state));
}

struct crypto_key *
crypto_key_derive(
    const struct crypto_key *k, const struct str *labels, size_t n_labels)
{
	struct crypto_key *derived = new_key();

	crypto_mac(k, labels, n_labels, derived->bytes);
	return seal(derived);
}

void
crypto_key_id(const struct crypto_key *k, char id[17])
{
	static const struct str label = { "key id", 6 };
	unsigned char mac[32];

	crypto_mac(k, &label, 1, mac);
	sodium_bin2hex(id, 17, mac, 8);
}

void
crypto_base32(const unsigned char mac[32], char text[CRYPTO_BASE32 + 1])
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

	for (size_t i = 0; i < CRYPTO_BASE32; i++) {
		size_t bit = i * 5;
		unsigned two = (unsigned)mac[bit / 8] << 8 | mac[bit / 8 + 1];

		text[i] = alphabet[two >> (11 - bit % 8) & 31];
	}
	text[CRYPTO_BASE32] = '\0';
}
