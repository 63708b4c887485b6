#ifndef REDACT_SCHEME_H
#define REDACT_SCHEME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/kind.h"

/* Where a number of kind `k` begins whose first digit is at `number`: what
 * stands before it may be of it, "M-AB 1234", "ORD-181961". */
size_t scheme_start(struct str text, size_t number, enum kind k);

/*
 * Whether the digits and letters (capitals, nothing between them, a NUL behind
 * them) of a number that has the shape of its kind can be one: check digits,
 * and what is never issued.
 */
/* n digits, the last of them checks the others. */
bool verhoeff_valid(const char *digits, size_t n);

bool ssn_checks(const char *id);
bool itin_checks(const char *id);
bool nhs_checks(const char *id);
bool nino_checks(const char *id);
bool sin_checks(const char *id);
bool tfn_checks(const char *id);
bool abn_checks(const char *id);
bool aadhaar_checks(const char *id);
bool pan_checks(const char *id);
bool cpf_checks(const char *id);
bool cnpj_checks(const char *id);
bool nir_checks(const char *id);
bool bsn_checks(const char *id);
bool nif_checks(const char *id);
bool portuguese_nif_checks(const char *id);
bool cif_checks(const char *id);
bool rut_checks(const char *id);
bool codicefiscale_checks(const char *id);
bool pesel_checks(const char *id);
bool personnummer_checks(const char *id);
bool long_personnummer_checks(const char *id);
bool steuerid_checks(const char *id);

/* The same of documents, vehicles and devices (documents.c), some of which can
 * be told only from words. */
bool document_checks(const char *id);
bool german_checks(const char *id);
bool plate_checks(const char *id);
bool vin_checks(const char *id);
bool imei_checks(const char *id);
bool mac_checks(const char *id);
bool routing_checks(const char *id);
bool age_checks(const char *id);
bool any_checks(const char *id); /* there is nothing to check */

#endif
