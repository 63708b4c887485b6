# bash completion, written by 'hoff-import --emit=bash'
_hoff_import()
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
	--mapping | --mapping= | \
		--ids | --ids= | \
		--temp | --temp= | \
		--output | --output= | -o | \
		--reject | --reject= | \
		--stats | --stats=)
		files=1
		;;
	--map | --map= | \
		--delimiter | --delimiter= | \
		--role | --role= | \
		--time-zone | --time-zone= | \
		--session-gap | --session-gap= | \
		--stitch | --stitch= | \
		--window | --window= | \
		--memory | --memory= | \
		--threads | --threads= | -j | \
		--select | --select= | \
		--max-rejects | --max-rejects= | \
		--max-record | --max-record=)
		words=''
		;;
	--from | --from= | -f)
		words='auto rasa openai csv wide botframework copilot-studio dialogflow-cx google-insights lex-v2 contact-lens connect-realtime twilio zendesk-chat sunshine intercom liveperson genesys chatwoot botpress freshchat vcon salesforce livechat langfuse whatsapp-cloud zendesk-support hubspot crisp gorgias voiceflow cognigy kore chatgpt openai-threads canonical whatsapp'
		;;
	--describe | --describe=)
		words='rasa openai csv wide botframework copilot-studio dialogflow-cx google-insights lex-v2 contact-lens connect-realtime twilio zendesk-chat sunshine intercom liveperson genesys chatwoot botpress freshchat vcon salesforce livechat langfuse whatsapp-cloud zendesk-support hubspot crisp gorgias voiceflow cognigy kore chatgpt openai-threads canonical whatsapp'
		;;
	--encoding | --encoding=)
		words='utf-8 windows-1252'
		;;
	--date-order | --date-order=)
		words='dmy mdy ymd'
		;;
	--show-defaults=)
		words='rasa.jq openai.jq csv.jq wide.jq botframework.jq copilot-studio.jq dialogflow-cx.jq google-insights.jq lex-v2.jq contact-lens.jq connect-realtime.jq twilio.jq zendesk-chat.jq sunshine.jq intercom.jq liveperson.jq genesys.jq chatwoot.jq botpress.jq freshchat.jq vcon.jq salesforce.jq livechat.jq langfuse.jq whatsapp-cloud.jq zendesk-support.jq hubspot.jq crisp.jq gorgias.jq voiceflow.jq cognigy.jq kore.jq chatgpt.jq openai-threads.jq words.csv import.schema.json'
		;;
	*)
		words='-f --from=
			--list
			--describe=
			--mapping=
			--map=
			--delimiter=
			--encoding=
			--role=
			--time-zone=
			--date-order=
			--keep-source
			--fresh
			--session-gap=
			--stitch=
			--ids=
			--sorted
			--window=
			--memory=
			--temp=
			--validate
			--by-mapping
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
complete -F _hoff_import hoff-import
