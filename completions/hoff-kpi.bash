# bash completion, written by 'hoff-kpi --emit=bash'
_hoff_kpi()
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
	--baseline | --baseline= | \
		--against | --against= | \
		--cost | --cost= | \
		--no-matter | --no-matter= | \
		--html | --html= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--by | --by= | \
		--ab | --ab= | \
		--control | --control= | \
		--split | --split= | \
		--pre-period | --pre-period= | \
		--covariate | --covariate= | \
		--peek | --peek= | \
		--compare | --compare= | \
		--primary | --primary= | \
		--capacity | --capacity= | \
		--mix | --mix= | \
		--fair-by | --fair-by= | \
		--min-n | --min-n= | \
		--time-zone | --time-zone= | \
		--top | --top= | \
		--max-groups | --max-groups= | \
		--matter | --matter= | \
		--target | --target= | \
		--short-abandon | --short-abandon= | \
		--lambda | --lambda= | \
		--fixed-turn | --fixed-turn= | \
		--confidence | --confidence= | \
		--gate | --gate= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--unit | --unit=)
		words='conversation customer'
		;;
	--every | --every=)
		words='1h 1d 1w'
		;;
	--definitions | --definitions=)
		words='hoff google microsoft zendesk intercom ibm connect genesys' either=1
		;;
	--format | --format=)
		words='table json csv markdown junit github prometheus openmetrics'
		;;
	--show-defaults=)
		words='hoff.jq google.jq microsoft.jq zendesk.jq intercom.jq ibm.jq connect.jq genesys.jq no-matter.csv kpi.schema.json'
		;;
	*)
		words='--by=
			--ab=
			--control=
			--split=
			--unit=
			--pre-period=
			--covariate=
			--peek=
			--compare=
			--primary=
			--sweep
			--capacity=
			--per-agent
			--mix=
			--fair-by=
			--whole-tags
			--min-n=
			--baseline=
			--against=
			--every=
			--time-zone=
			--top=
			--max-groups=
			--definitions=
			--cost=
			--history
			--matter=
			--no-matter=
			--target=
			--short-abandon=
			--lambda=
			--fixed-turn=
			--confidence=
			--gate=
			--allow-inconclusive
			--partial
			--merge
			--format=
			--html=
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
complete -F _hoff_kpi hoff-kpi
