# bash completion, written by 'hoff-redact --emit=bash'
_hoff_redact()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prefix='' words='' files='' i
	local either=''
	local option=${COMP_WORDS[COMP_CWORD - 1]}

	if [[ $cur == --*=* ]]; then
		prefix=${cur%%=*}= option=${cur%%=*}= cur=${cur#*=}
	elif [[ $cur == = ]]; then
		option=$option= cur=''
	elif [[ $option == = && $COMP_CWORD -gt 2 ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}=
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == -- ]] && option=--
	done

	case $option in
	--)
		files=1
		;;
	--key-file | --key-file= | \
		--gen-key | --gen-key= | \
		--manifest | --manifest= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--only-in | --only-in= | \
		--key-fd | --key-fd= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--policy | --policy= | -p)
		words='default gdpr hipaa pci strict minimal' either=1
		;;
	--only | --only=)
		words='URL EMAIL KEY WALLET IBAN CARD SSN ITIN NHS NINO SIN TFN ABN AADHAAR PAN CPF CNPJ NIR BSN NIF CODICEFISCALE PESEL PERSONNUMMER STEUERID CVV EXPIRY PIN OTP DOB VIN IMEI PASSPORT LICENCE PLATE PASSWORD USERNAME POSTCODE ROUTING ACCOUNT BIC MEMBER ORDER AGE MAC GEO DATE IP PHONE ADDRESS NAME PLACE'
		;;
	--keep | --keep=)
		words='URL EMAIL KEY WALLET IBAN CARD SSN ITIN NHS NINO SIN TFN ABN AADHAAR PAN CPF CNPJ NIR BSN NIF CODICEFISCALE PESEL PERSONNUMMER STEUERID CVV EXPIRY PIN OTP DOB VIN IMEI PASSPORT LICENCE PLATE PASSWORD USERNAME POSTCODE ROUTING ACCOUNT BIC MEMBER ORDER AGE MAC GEO DATE IP PHONE ADDRESS NAME PLACE'
		;;
	--scope | --scope=)
		words='conversation corpus'
		;;
	--show-defaults=)
		words='default.jq gdpr.jq hipaa.jq minimal.jq pci.jq strict.jq name_before.csv name_title.csv name_greeting.csv name_signoff.csv name_after.csv name_not.csv name_asked.csv place_before.csv place_asked.csv address_before.csv address_asked.csv postcode_asked.csv password_before.csv password_not.csv password_asked.csv email_before.csv key_before.csv username_before.csv username_asked.csv code_before.csv code_typed.csv code_not.csv code_asked.csv words.csv namings.csv members.csv manifest.schema.json redact.schema.json'
		;;
	*)
		words='-p --policy=
			--only=
			--keep=
			--only-in=
			--scope=
			--key-file=
			--key-fd=
			--gen-key=
			--manifest=
			--spans
			--check
			-o --output=
			-j --threads=
			--select=
			--strict
			--max-rejects=
			--max-record=
			--reject=
			--reject-raw
			--summary
			--stats=
			--progress
			--no-progress
			--show-defaults --show-defaults=
			-h --help
			-V --version'
		[[ $cur == -* ]] || files=1
		;;
	esac

	COMPREPLY=()
	if [[ $either ]]; then
		compopt -o filenames
		mapfile -t COMPREPLY < <(
			compgen -W "$words" -P "$prefix" -- "$cur"
			compgen -f -P "$prefix" -- "$cur"
		)
	elif [[ $files && ! $prefix ]]; then
		compopt -o default
		return
	elif [[ $files ]]; then
		mapfile -t COMPREPLY < <(compgen -f -P "$prefix" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -W "$words" -P "$prefix" -- "$cur")
	fi
	if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
		compopt -o nospace
	fi
}
complete -F _hoff_redact hoff-redact
