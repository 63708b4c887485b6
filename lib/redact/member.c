#include "redact/member.h"

#include <stdlib.h>

#include "redact/recogniser.h"

enum { LONGEST = 24 };

/* Sorted: looked up by halves. */
static const struct entry {
	const char *key;
	enum member is;
} members[] = {
	{ "accountholder", MEMBER_SENDER },
	{ "accountholdername", MEMBER_FULL_NAME },
	{ "accountowner", MEMBER_SENDER },
	{ "achternaam", MEMBER_PART },
	{ "addressee", MEMBER_SENDER },
	{ "agent", MEMBER_SENDER },
	{ "agentname", MEMBER_FULL_NAME },
	{ "agents", MEMBER_PERSON },
	{ "ansprechpartner", MEMBER_SENDER },
	{ "apellido", MEMBER_PART },
	{ "apellidos", MEMBER_PART },
	{ "assignee", MEMBER_SENDER },
	{ "attn", MEMBER_SENDER },
	{ "author", MEMBER_SENDER },
	{ "authorname", MEMBER_FULL_NAME },
	{ "beneficiaries", MEMBER_PERSON },
	{ "beneficiary", MEMBER_SENDER },
	{ "beneficiaryname", MEMBER_FULL_NAME },
	{ "bot", MEMBER_THING },
	{ "caller", MEMBER_SENDER },
	{ "callername", MEMBER_FULL_NAME },
	{ "cardholder", MEMBER_SENDER },
	{ "cardholdername", MEMBER_FULL_NAME },
	{ "client", MEMBER_SENDER },
	{ "clientname", MEMBER_FULL_NAME },
	{ "cognome", MEMBER_PART },
	{ "company", MEMBER_THING },
	{ "contact", MEMBER_SENDER },
	{ "contactname", MEMBER_FULL_NAME },
	{ "contactperson", MEMBER_FULL_NAME },
	{ "contacts", MEMBER_PERSON },
	{ "customer", MEMBER_SENDER },
	{ "customername", MEMBER_FULL_NAME },
	{ "customers", MEMBER_PERSON },
	{ "dependents", MEMBER_PERSON },
	{ "device", MEMBER_THING },
	{ "displayname", MEMBER_NAME },
	{ "driver", MEMBER_SENDER },
	{ "drivername", MEMBER_FULL_NAME },
	{ "efternamn", MEMBER_PART },
	{ "emergencycontact", MEMBER_SENDER },
	{ "employee", MEMBER_SENDER },
	{ "employeename", MEMBER_FULL_NAME },
	{ "experiment", MEMBER_THING },
	{ "familienname", MEMBER_PART },
	{ "familyname", MEMBER_PART },
	{ "firstname", MEMBER_PART },
	{ "forename", MEMBER_PART },
	{ "fornamn", MEMBER_PART },
	{ "from", MEMBER_SENDER },
	{ "fullname", MEMBER_PART },
	{ "givenname", MEMBER_PART },
	{ "givennames", MEMBER_PART },
	{ "guarantor", MEMBER_SENDER },
	{ "guest", MEMBER_SENDER },
	{ "guestname", MEMBER_FULL_NAME },
	{ "guests", MEMBER_PERSON },
	{ "holder", MEMBER_SENDER },
	{ "holdername", MEMBER_FULL_NAME },
	{ "imie", MEMBER_PART },
	{ "insured", MEMBER_SENDER },
	{ "intent", MEMBER_THING },
	{ "intestatario", MEMBER_SENDER },
	{ "karteninhaber", MEMBER_SENDER },
	{ "kontaktperson", MEMBER_SENDER },
	{ "kontoinhaber", MEMBER_SENDER },
	{ "landlord", MEMBER_SENDER },
	{ "lastname", MEMBER_PART },
	{ "legalname", MEMBER_PART },
	{ "maidenname", MEMBER_PART },
	{ "member", MEMBER_SENDER },
	{ "membername", MEMBER_FULL_NAME },
	{ "middlename", MEMBER_PART },
	{ "nachname", MEMBER_PART },
	{ "name", MEMBER_NAME },
	{ "nameonaccount", MEMBER_FULL_NAME },
	{ "nameoncard", MEMBER_FULL_NAME },
	{ "nazwisko", MEMBER_PART },
	{ "nextofkin", MEMBER_SENDER },
	{ "nick", MEMBER_NAME },
	{ "nickname", MEMBER_NAME },
	{ "nombre", MEMBER_PART },
	{ "nomdefamille", MEMBER_PART },
	{ "operator", MEMBER_SENDER },
	{ "operatorname", MEMBER_FULL_NAME },
	{ "organisation", MEMBER_THING },
	{ "organization", MEMBER_THING },
	{ "othernames", MEMBER_PART },
	{ "owner", MEMBER_SENDER },
	{ "participant", MEMBER_SENDER },
	{ "participants", MEMBER_PERSON },
	{ "passenger", MEMBER_SENDER },
	{ "passengername", MEMBER_FULL_NAME },
	{ "passengers", MEMBER_PERSON },
	{ "patient", MEMBER_SENDER },
	{ "patientfullname", MEMBER_FULL_NAME },
	{ "patientname", MEMBER_FULL_NAME },
	{ "patronymic", MEMBER_PART },
	{ "payee", MEMBER_SENDER },
	{ "payer", MEMBER_SENDER },
	{ "people", MEMBER_PERSON },
	{ "person", MEMBER_SENDER },
	{ "plan", MEMBER_THING },
	{ "policyholder", MEMBER_SENDER },
	{ "preferredname", MEMBER_PART },
	{ "prenom", MEMBER_PART },
	{ "primarycontact", MEMBER_SENDER },
	{ "primerapellido", MEMBER_PART },
	{ "product", MEMBER_THING },
	{ "profile", MEMBER_PERSON },
	{ "queue", MEMBER_THING },
	{ "recipient", MEMBER_SENDER },
	{ "recipientname", MEMBER_FULL_NAME },
	{ "referredby", MEMBER_SENDER },
	{ "requester", MEMBER_SENDER },
	{ "secondname", MEMBER_PART },
	{ "segment", MEMBER_THING },
	{ "sender", MEMBER_SENDER },
	{ "sendername", MEMBER_FULL_NAME },
	{ "signatory", MEMBER_SENDER },
	{ "sobrenome", MEMBER_PART },
	{ "spouse", MEMBER_SENDER },
	{ "store", MEMBER_THING },
	{ "supervisor", MEMBER_SENDER },
	{ "surname", MEMBER_PART },
	{ "team", MEMBER_THING },
	{ "tenant", MEMBER_SENDER },
	{ "tier", MEMBER_THING },
	{ "titulaire", MEMBER_SENDER },
	{ "titular", MEMBER_SENDER },
	{ "user", MEMBER_SENDER },
	{ "users", MEMBER_PERSON },
	{ "visitor", MEMBER_SENDER },
	{ "voornaam", MEMBER_PART },
	{ "vorname", MEMBER_PART },
};

static int
compare_member(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entry *)entry)->key);
}

enum member
member_read(struct str key)
{
	char word[LONGEST + 1];
	const struct entry *e;
	size_t n = 0;

	if (key.n > LONGEST || key.n < 3)
		return MEMBER_OTHER;
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] != '_' && key.p[i] != '-' && key.p[i] != ' ')
			word[n++] = to_lower(key.p[i]);
	word[n] = '\0';
	e = bsearch(word, members, sizeof(members) / sizeof(*members),
	    sizeof(*members), compare_member);
	return e ? e->is : MEMBER_OTHER;
}
