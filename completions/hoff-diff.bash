# bash completion, written by 'hoff-diff --emit=bash'
_hoff_diff()
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
	--rules | --rules= | -r | \
		--changed | --changed= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--gate | --gate= | \
		--by | --by= | \
		--top | --top= | \
		--max-groups | --max-groups= | \
		--window | --window= | \
		--confidence | --confidence= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--format | --format=)
		words='table json markdown junit github'
		;;
	--show-defaults=)
		words='diff.schema.json'
		;;
	*)
		words='-r --rules=
			--gate=
			--allow-inconclusive
			--changed=
			--by=
			--top=
			--max-groups=
			--window=
			--confidence=
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
complete -F _hoff_diff hoff-diff
