# LivePerson: the Messaging Interactions API.  What is missing there is the
# string "undefined" or "null", or -1.
#: version 1
#: inside conversationHistoryRecords
#: has info.conversationId messageRecords
#: has conversationHistoryRecords
#: example {"info":{"conversationId":"c","startTimeL":1472481024565},"messageRecords":[{"messageData":{"msg":{"text":"I love it"}},"messageId":"m","timeL":1472483742568,"sentBy":"Consumer"}]}
def known: if . == "undefined" or . == "null" or . == -1 or . == "" then null else . end;
(if (.conversationHistoryRecords | type) == "array"
  then .conversationHistoryRecords[] else . end)
| ([ (.agentParticipants // [])[]
    | { (.agentId | tostring): (.userTypeName // "" | ascii_downcase) } ]
    | add // {}) as $types
| def role:
    (.sentBy // "" | ascii_downcase) as $by
    | if $by == "consumer" then "customer"
      elif $by == "agent" then
        (if $types[.participantId // "" | tostring] == "bot" then "bot"
         else "agent" end)
      elif $by == "bot" then "bot" else "system" end;
{ conversation_id: .info.conversationId,
  channel: (.info.source | known | if . then ascii_downcase else null end),
  started_at: (.info.startTimeL | known), ended_at: (.info.endTimeL | known),
  customer: { id: (([ (.sdes.events // [])[]
    | .customerInfo.customerInfo.customerId // empty ] | first) | known) },
  outcome: { csat: (.info.csatRate | known),
    closed_by: (.info.closeReason | known
      | if . then ascii_downcase | if . == "consumer" then "customer" else . end
        else null end) },
  mcs: (.info.mcs | known),
  turns: [ (.messageRecords // [])[]
    | { at: (.timeL | known), role: role, text: .messageData.msg.text,
        id: .messageId,
        agent_id: (if role == "agent" then .participantId | known
                   else null end) } ],
  events: ([ (.transfers // [])[]
      | { at: (.timeL | known), type: "handoff_requested",
          reason: (.reason | known), queue: (.targetSkillName | known) } ]
    + [ (.agentParticipants // [])[]
      | select((.userTypeName // "" | ascii_downcase) != "bot")
      | { at: (.timeL | known), type: "agent_joined" } ]
    + (if .info.status == "CLOSE" then
        [ { at: (.info.endTimeL | known), type: "closed" } ] else [] end)) }
