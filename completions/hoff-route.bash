# bash completion, written by 'hoff-route --emit=bash'
_hoff_route()
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
	--agents | --agents= | -a | \
		--rules | --rules= | -r | \
		--policy | --policy= | -p | \
		--report= | \
		--html | --html= | \
		--staff= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--replications | --replications= | \
		--window | --window= | \
		--hold | --hold= | \
		--max-wait | --max-wait= | \
		--max-pause | --max-pause= | \
		--goal | --goal= | \
		--volume | --volume= | \
		--aht | --aht= | \
		--shrinkage | --shrinkage= | \
		--max-occupancy | --max-occupancy= | \
		--shift-hours | --shift-hours= | \
		--wage | --wage= | \
		--short-abandon | --short-abandon= | \
		--starved | --starved= | \
		--time-zone | --time-zone= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--from | --from=)
		words='twilio-workflow connect-criteria'
		;;
	--format | --format=)
		words='table json csv markdown'
		;;
	--level | --level=)
		words='offered served less-short met-or-left'
		;;
	--show-defaults=)
		words='agents.csv rules.jq policy.jq route.schema.json report.schema.json compare.schema.json staff.schema.json'
		;;
	*)
		words='-a --agents=
			-r --rules=
			-p --policy=
			--from=
			--replications=
			--explain
			--window=
			--hold=
			--max-wait=
			--max-pause=
			--report --report=
			--format=
			--html=
			--staff --staff=
			--goal=
			--level=
			--by-weekday
			--volume=
			--aht=
			--shrinkage=
			--max-occupancy=
			--shift-hours=
			--wage=
			--short-abandon=
			--starved=
			--time-zone=
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
complete -F _hoff_route hoff-route
