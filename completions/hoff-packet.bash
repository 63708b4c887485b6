# bash completion, written by 'hoff-packet --emit=bash'
_hoff_packet()
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
	--outdir | --outdir= | \
		--templates | --templates= | -t | \
		--rules | --rules= | -r | \
		--crisis-numbers | --crisis-numbers= | \
		--promises | --promises= | \
		--kb | --kb= | \
		--kb-index | --kb-index= | \
		--audit-report= | \
		--asks | --asks= | \
		--gist | --gist= | \
		--matters | --matters= | \
		--lint-words | --lint-words= | \
		--sarif | --sarif= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--fields | --fields= | \
		--set | --set= | \
		--limit | --limit= | \
		--brief-lines | --brief-lines= | \
		--brief-seconds | --brief-seconds= | \
		--brief-language | --brief-language= | \
		--whisper | --whisper= | \
		--link | --link= | \
		--last | --last= | -n | \
		--text | --text= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--target | --target= | -T)
		words='native botframework copilot twilio connect genesys zendesk sunshine salesforce dialogflow intercom vcon markdown text'
		;;
	--format | --format=)
		words='text json'
		;;
	--show-defaults=)
		words='templates.jq promises.csv asks.csv gist.csv matters.csv words.csv wording.csv stopwords.csv packet.schema.json audit.schema.json record.schema.json'
		;;
	*)
		words='-T --target=
			--fields=
			--set=
			--limit=
			--fail-on-cut
			--outdir=
			-t --templates=
			-r --rules=
			--messages
			--crisis-numbers=
			--promises=
			--kb=
			--kb-index=
			--kb-eval
			--audit-transfer
			--audit-report --audit-report=
			--asks=
			--brief-lines=
			--brief-seconds=
			--brief-language=
			--gist=
			--matters=
			--whisper=
			--link=
			-n --last=
			--text=
			--unredacted
			--lint
			--lint-words=
			--sarif=
			--format=
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
complete -F _hoff_packet hoff-packet
