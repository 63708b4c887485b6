# bash completion, written by 'hoff-score --emit=bash'
_hoff_score()
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
		--model | --model= | -m | \
		--junit | --junit= | \
		--sarif | --sarif= | \
		--train-intents | --train-intents= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--rule-deadline | --rule-deadline= | \
		--rule-budget | --rule-budget= | \
		--only | --only= | \
		--explain | --explain= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--format | --format=)
		words='text table json markdown csv'
		;;
	--show-defaults=)
		words='rules.jq score.schema.json record.schema.json rule-stats.schema.json human_request.csv human_contact.csv human_desire.csv human_noun.csv human_after.csv human_away.csv human_bot.csv human_not.csv human_boundary.csv human_asking.csv human_please.csv affirm.csv sentiment.csv intensifiers.csv negators.csv anger.csv anxiety.csv urgency.csv profanity.csv negative_feedback.csv closing.csv self_harm.csv violence.csv medical.csv abuse.csv child.csv hazard.csv danger_death.csv danger_life.csv danger_harm.csv danger_wreck.csv danger_state.csv danger_gone.csv danger_poison.csv danger_drug.csv danger_age.csv danger_wish.csv danger_no.csv danger_self.csv danger_better.csv danger_will.csv danger_you.csv danger_place.csv danger_who.csv danger_body.csv danger_me.csv danger_ingest.csv danger_much.csv danger_mistake.csv danger_child.csv danger_fear.csv danger_play.csv fraud.csv legal.csv complaint.csv privacy.csv vulnerable.csv payment.csv security.csv bot_fallback.csv bot_offer.csv bot_routine.csv intent_fallback.csv intent_human.csv words.csv stopwords.csv NOTICE sentences.md readiness.md'
		;;
	*)
		words='-r --rules=
			-m --model=
			--no-model
			--turns
			--rule-deadline=
			--rule-budget=
			--test
			--only=
			--junit=
			--bless
			--check
			--sarif=
			--format=
			--explain=
			--rule-stats
			--friction
			--evidence-text
			--explain-rules
			--train-intents=
			--train-small
			--model-card
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
complete -F _hoff_score hoff-score
