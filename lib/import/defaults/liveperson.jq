# LivePerson: the Messaging Interactions API.  What is missing there is the
# string "undefined" or "null", or -1; but what a customer said may be that word,
# so that such a text stays, with a warning.
# Who only looks in, as a manager, has not joined; a bot that is given the
# conversation behind a person has it back.
#: version 7
#: inside conversationHistoryRecords
#: has info.conversationId messageRecords
#: has info.conversationId agentParticipants
#: has info.conversationId info.startTimeL
#: has conversationHistoryRecords
#: example {"info":{"conversationId":"c","startTimeL":1472481024565},"messageRecords":[{"messageData":{"msg":{"text":"I love it"}},"messageId":"m","timeL":1472483742568,"sentBy":"Consumer"}]}
def known: if . == "undefined" or . == "null" or . == -1 or . == "-1" or . == ""
  then null else . end;
def at: (.timeL | known) // (.time | known);
def word: known | if type == "string" then ascii_downcase else "" end;
def content:
  (.messageData | objects | .richContent // .quickReplies // null | objects
    | .content) // null
  | if type == "string" then try fromjson catch null else . end;
# What there is to choose.
def offered:
  [ content | .. | objects | select(.type == "button") | .title | strings ]
  | if length == 0 then null else . end;
# What rich content says in texts; null: in none.
def rich:
  [ content | .. | objects | select(.type == "text") | .text | strings ]
  | if length == 0 then null else join("\n") end;
def named: { consumer: "customer", agent: "agent", system: "system",
  timeout: "timeout", bot: "bot" }[.] // .;
def closer:
  if (.info.closeReason | word) == "system"
    and (.info.closeReasonDescription | word | test("time.?out|idle|inactiv"))
  then "timeout"
  else .info.closeReason | word | if . == "" then null else named end end;
(if (.conversationHistoryRecords | type) == "array"
  then .conversationHistoryRecords[] else . end)
| ([ (.agentParticipants // [])[] | objects
    | (if (.userTypeName | word) == "bot" or (.userType | tostring) == "2"
       then "bot"
       elif (.userTypeName | word) == "system" then "system"
       else "agent" end) as $type
    | { (.agentId // "" | tostring): $type }
      + (if .agentPid then { (.agentPid | tostring): $type } else {} end) ]
    | add // {}) as $types
| ([ (.intents // [])[] | objects
    | (.selectedClassification // .allClassifications[0]? // {}) as $best
    | select(.messageId and $best.intentName)
    | { (.messageId): { name: $best.intentName,
        confidence: ($best.confidenceScore | known) } } ] | add // {}) as $intents
| def role:
    (.sentBy | word) as $by
    | if $by == "consumer" then "customer"
      elif $by == "agent" then
        $types[.participantId // "" | tostring] // "agent"
      elif $by == "bot" then "bot" else "system" end;
def has_it: .permission | word | . == "" or . == "assigned_agent"
  or . == "agent";
def when: .timeL | known | if type == "number" then . else null end;
([ (.agentParticipants // [])[] | objects
  | select(has_it and $types[.agentId // "" | tostring] == "agent")
  | when | values ] | min) as $joined
| ([ (.conversationSurveys // [])[] | (.surveyData // [])[] | objects
  | select(.question | word | test("resol")) | .answer | word
  | { yes: true, no: false, "true": true, "false": false }[.] | values ]
  | last) as $resolved
| { conversation_id: .info.conversationId,
    language: (.info.language | known),
    channel: (.info.source | word | { "": null, shark: "webchat" }
      as $names | if in($names) then $names[.] else . end),
    started_at: ((.info.startTimeL | known) // (.info.startTime | known)),
    ended_at: ((.info.endTimeL | known) // (.info.endTime | known)),
    customer: { id: (([ (.sdes.events // [])[]
      | .customerInfo.customerInfo.customerId // empty ] | first | known)
      // ([ (.consumerParticipants // .consumerParticipant // [])[]? | .participantId // empty ]
        | first | known)) },
    outcome: { resolved: $resolved, csat: (.info.csatRate | known),
      closed_by: closer },
    mcs: (.info.mcs | known),
    turns: [ (.messageRecords // [])[] | objects
      | (.type | word) as $type
      | (.messageData.msg.text // rich) as $text
      | { at: at, role: role,
          text: (if $type == "text_html" then null else $text end),
          html: (if $type == "text_html" then $text else null end),
          options: offered,
          id: .messageId, author: (.participantId | known),
          intent: $intents[.messageId // ""],
          private: (if (.audience | word) == "agents_and_managers" then true
                    else null end),
          attachments: (if .messageData.file then
            [ (.messageData.file.caption | known)
              // (.messageData.file.fileType | known) // "file" | tostring ] else null end) } ],
    events: ([ (.transfers // [])[] | objects
        | { at: at, type: "handoff_requested",
            by: $types[.by // "" | tostring],
            reason: (.reason | known), queue: (.targetSkillName | known) } ]
      + [ (.agentParticipants // [])[] | objects
        | select(has_it and $types[.agentId // "" | tostring] == "agent")
        | { at: at, type: "agent_joined", by: "agent", agent_id: .agentId } ]
      + [ (.agentParticipants // [])[] | objects
        | select(has_it and $types[.agentId // "" | tostring] == "bot"
          and $joined != null and when != null and when > $joined)
        | { at: at, type: "returned_to_bot" } ]
      + (if .info.status == "CLOSE" then
          [ { at: ((.info.endTimeL | known) // (.info.endTime | known)),
              type: "closed", by: closer } ] else [] end)),
    dropped: (reduce ((.messageRecords // [])[] | objects
        | select(.messageData | .richContent // .quickReplies)
        | select((.messageData.msg.text // rich) == null)
        | .type | tostring) as $t ({}; .[$t] += 1)),
    derived: (if $resolved == null then []
      else [ "resolved, from a survey" ] end),
    warnings: (if any((.messageRecords // [])[] | objects
        | .messageData.msg.text; . == "undefined" or . == "null")
      then [ "a text that is \"undefined\" or \"null\" may be a missing one" ]
      else [] end) }
