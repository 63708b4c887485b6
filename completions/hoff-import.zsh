#compdef hoff-import
# zsh completion, written by 'hoff-import --emit=zsh'
_hoff-import()
{
	_arguments -s -S : \
		'(-f --from)'{-f+,--from=}'[what the export is, of --list; auto: as it looks]:NAME:(auto rasa openai csv wide botframework copilot-studio dialogflow-cx google-insights lex-v2 contact-lens connect-realtime twilio zendesk-chat sunshine intercom liveperson genesys chatwoot botpress freshchat vcon salesforce livechat langfuse whatsapp-cloud zendesk-support hubspot crisp gorgias voiceflow cognigy kore chatgpt openai-threads canonical whatsapp)' \
		'--list[print the names of all presets]' \
		'--describe=[print a preset'\''s mapping, with an example]:NAME:(rasa openai csv wide botframework copilot-studio dialogflow-cx google-insights lex-v2 contact-lens connect-realtime twilio zendesk-chat sunshine intercom liveperson genesys chatwoot botpress freshchat vcon salesforce livechat langfuse whatsapp-cloud zendesk-support hubspot crisp gorgias voiceflow cognigy kore chatgpt openai-threads canonical whatsapp)' \
		'--mapping=[convert by your own mapping, a jq program as --describe prints]:FILE:_files' \
		'--map=[which columns of a CSV table are the role, the text and so on]:NAME=COLUMN,...: ' \
		'--delimiter=[what stands between the fields of a table, or '\''tab'\''; else , ; | or a tab, as it seems]:CHAR: ' \
		'--encoding=[what bytes mean; UTF-16 tells itself by its mark. Excel of Western Europe saves plain CSV as windows-1252]:NAME:(utf-8 windows-1252)' \
		'*''--role=[who NAME is, as a role or an author: customer, bot, agent, system]:NAME=ROLE: ' \
		'--time-zone=[the time zone of times that tell none, as Africa/Nairobi]:ZONE: ' \
		'--date-order=[how dates are written, in chats of WhatsApp and as 01/02/2026]:ORDER:(dmy mdy ymd)' \
		'--keep-source[keep the records as they were, as member source]' \
		'--fresh[drop what filters wrote into our own records before]' \
		'--session-gap=[a longer silence ends a conversation; 0: none does]:SECONDS: ' \
		'--stitch=[join a customer'\''s conversations that are no further apart]:SECONDS: ' \
		'--ids=[CSV of customers'\'' ids in other systems: customer_id, same_as]:FILE:_files' \
		'--sorted[the events of a conversation stand close together: write it as soon as it has been left alone for --window events]' \
		'--window=[events, with --sorted]:N: ' \
		'--memory=[use so much memory while events are sorted, of which each thread takes 6M; what does not fit goes to --temp]:SIZE: ' \
		'--temp=[where to keep it: the folder of -o, else $TMPDIR, else /tmp]:FOLDER:_files' \
		'--validate[convert nothing: print what is wrong with canonical records, exit 1 if anything is]' \
		'--by-mapping[use the mapping also where there is a faster way to the same]' \
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
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(rasa.jq openai.jq csv.jq wide.jq botframework.jq copilot-studio.jq dialogflow-cx.jq google-insights.jq lex-v2.jq contact-lens.jq connect-realtime.jq twilio.jq zendesk-chat.jq sunshine.jq intercom.jq liveperson.jq genesys.jq chatwoot.jq botpress.jq freshchat.jq vcon.jq salesforce.jq livechat.jq langfuse.jq whatsapp-cloud.jq zendesk-support.jq hubspot.jq crisp.jq gorgias.jq voiceflow.jq cognigy.jq kore.jq chatgpt.jq openai-threads.jq words.csv import.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-import ]]; then
	_hoff-import "$@"
else
	compdef _hoff-import hoff-import
fi
