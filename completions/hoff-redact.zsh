#compdef hoff-redact
# zsh completion, written by 'hoff-redact --emit=zsh'
_hoff-redact()
{
	_arguments -s -S : \
		'(-p --policy)'{-p+,--policy=}'[what to look for, what to write instead and what to keep: default, gdpr, hipaa, pci, strict, minimal, or a FILE]:NAME|FILE:{_alternative "names\:name\:(default gdpr hipaa pci strict minimal)" "files\:file\:_files"}' \
		'--only=[look for these kinds only, as in CARD,IBAN]:KINDS:(URL EMAIL KEY WALLET IBAN CARD SSN ITIN NHS NINO SIN TFN ABN AADHAAR PAN CPF CNPJ NIR BSN NIF CODICEFISCALE PESEL PERSONNUMMER STEUERID CVV EXPIRY PIN OTP DOB VIN IMEI PASSPORT LICENCE PLATE PASSWORD USERNAME POSTCODE ROUTING ACCOUNT BIC MEMBER ORDER AGE MAC GEO DATE IP PHONE ADDRESS NAME PLACE)' \
		'*''--keep=[do not look for these kinds, as in NAME,URL, or at this path, as in .customer.ref; .x.. is all below too]:KINDS|PATH:(URL EMAIL KEY WALLET IBAN CARD SSN ITIN NHS NINO SIN TFN ABN AADHAAR PAN CPF CNPJ NIR BSN NIF CODICEFISCALE PESEL PERSONNUMMER STEUERID CVV EXPIRY PIN OTP DOB VIN IMEI PASSPORT LICENCE PLATE PASSWORD USERNAME POSTCODE ROUTING ACCOUNT BIC MEMBER ORDER AGE MAC GEO DATE IP PHONE ADDRESS NAME PLACE)' \
		'*''--only-in=[look only at this path and below, as in .turns\[\].text]:PATH: ' \
		'--scope=[where equal values are written alike: conversation or corpus]:SCOPE:(conversation corpus)' \
		'--key-file=[the key of pseudonyms, surrogates and shifts: a file that only its owner may read]:FILE:_files' \
		'--key-fd=[read the key from file descriptor N]:N: ' \
		'--gen-key=[write a new key to FILE, which must not exist, and end]:FILE:_files' \
		'--manifest=[write to FILE what the run did: counts, policy, key id; nothing personal]:FILE:_files' \
		'--spans[add the place of every finding to the annotation]' \
		'--check[change nothing: print what is left in each record (with --spans where), exit 1 if anything is; what is kept is not left, but named if it looks personal]' \
		'(-o --output)'{-o+,--output=}'[write to FILE, which appears whole or not at all; gzipped when its name ends in .gz; - is standard output]:FILE:_files' \
		'(-j --threads)'{-j+,--threads=}'[worker threads; the output is the same for any number]:N: ' \
		'--select=[use only the records for which the jq expression EXPR is true; on how many it fails is said at the end]:EXPR: ' \
		'--strict[stop at the first bad record, with status 2]' \
		'--max-rejects=[stop with status 2 when more than N records, or P% of them, are bad]:N|P%: ' \
		'--max-record=[reject a record that is longer than SIZE bytes]:SIZE: ' \
		'--reject=[write place and reason of each bad record to FILE, as NDJSON; never through a symbolic link to a file]:FILE:_files' \
		'--reject-raw[add the bytes of the record to what --reject writes; they may hold personal data]' \
		'--summary[end with one line of counts on standard error]' \
		'--stats=[write the counts to FILE, as JSON]:FILE:_files' \
		'--progress[show a progress bar even where standard error is no terminal; of a pipe, which has no size, what has been read]' \
		'--no-progress[never show a progress bar]' \
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(default.jq gdpr.jq hipaa.jq minimal.jq pci.jq strict.jq name_before.csv name_title.csv name_greeting.csv name_signoff.csv name_after.csv name_not.csv name_asked.csv place_before.csv place_asked.csv address_before.csv address_asked.csv postcode_asked.csv password_before.csv password_not.csv password_asked.csv email_before.csv key_before.csv username_before.csv username_asked.csv code_before.csv code_typed.csv code_not.csv code_asked.csv words.csv namings.csv members.csv manifest.schema.json redact.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-redact ]]; then
	_hoff-redact "$@"
else
	compdef _hoff-redact hoff-redact
fi
