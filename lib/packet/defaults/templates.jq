# What the customer reads when a person takes over, and what the agent is
# advised to do.  {minutes} is the wait that hoff-route computed, rounded up.
#
# Moments:
#   offered    no route is known yet: nothing is promised
#   started    an agent is free now
#   queued     an agent takes over after a wait
#   nobody     no agent could be found; nobody is promised
#   crisis     the customer may be in danger; no number is invented here, set
#              your own ("call 0800 ...") before you use this
#
# Each language needs all five.  A conversation in another language, or in
# none, gets `default_language`.
{
  name: "built-in", version: 1,
  default_language: "en",
  messages: {
    en: {
      offered: "I would like to bring in a colleague who can help with this. You will not have to repeat what you told me.",
      started: "A colleague is taking over now and can see what you told me. You do not have to repeat it.",
      queued: "I am passing you to a colleague who can see what you told me. The wait is about {minutes} min.",
      nobody: "I cannot reach a colleague right now. Your request is noted, with what you told me.",
      crisis: "I am bringing in a person now. If you or someone near you is in danger, please call your local emergency number right away." },
    de: {
      offered: "Ich möchte eine Kollegin oder einen Kollegen dazuholen. Sie müssen nichts wiederholen.",
      started: "Jetzt übernimmt ein Mensch und sieht, was Sie mir geschrieben haben. Sie müssen nichts wiederholen.",
      queued: "Ich gebe Sie an einen Menschen weiter, der sieht, was Sie mir geschrieben haben. Die Wartezeit beträgt etwa {minutes} Min.",
      nobody: "Gerade erreiche ich niemanden im Team. Ihr Anliegen ist notiert, mit allem, was Sie mir gesagt haben.",
      crisis: "Ich hole jetzt einen Menschen dazu. Wenn Sie oder jemand bei Ihnen in Gefahr ist, rufen Sie bitte sofort den Notruf an." },
    es: {
      offered: "Quiero incluir a una persona del equipo que pueda ayudarle. No tendrá que repetir nada.",
      started: "Una persona del equipo se hace cargo ahora y ve lo que me ha contado. No tiene que repetirlo.",
      queued: "Le paso con una persona del equipo que ve lo que me ha contado. La espera es de unos {minutes} min.",
      nobody: "Ahora mismo no encuentro a nadie del equipo. Su consulta queda anotada, con lo que me ha contado.",
      crisis: "Voy a incluir a una persona ahora. Si usted o alguien a su lado está en peligro, llame ya al número de emergencias de su zona." },
    fr: {
      offered: "Je souhaite faire intervenir une personne de l'équipe. Vous n'aurez rien à répéter.",
      started: "Une personne de l'équipe prend le relais et voit ce que vous m'avez dit. Vous n'avez rien à répéter.",
      queued: "Je vous transmets à une personne de l'équipe qui voit ce que vous m'avez dit. L'attente est d'environ {minutes} min.",
      nobody: "Je ne trouve personne de disponible pour le moment. Votre demande est notée, avec ce que vous m'avez dit.",
      crisis: "Je fais intervenir une personne maintenant. Si vous ou un proche êtes en danger, appelez tout de suite le numéro d'urgence de votre pays." },
    pt: {
      offered: "Quero incluir uma pessoa da equipe que possa ajudar. Não será preciso repetir nada.",
      started: "Uma pessoa da equipe assume agora e vê o que você me contou. Não precisa repetir.",
      queued: "Vou passar você para uma pessoa da equipe que vê o que você me contou. A espera é de cerca de {minutes} min.",
      nobody: "No momento não encontro ninguém da equipe. Seu pedido fica anotado, com o que você me contou.",
      crisis: "Vou incluir uma pessoa agora. Se você ou alguém perto de você está em perigo, ligue já para o número de emergência local." },
    nl: {
      offered: "Ik wil er graag een collega bij halen. U hoeft niets te herhalen.",
      started: "Een collega neemt het nu over en ziet wat u mij verteld hebt. U hoeft het niet te herhalen.",
      queued: "Ik verbind u door met een collega die ziet wat u mij verteld hebt. De wachttijd is ongeveer {minutes} min.",
      nobody: "Ik kan nu geen collega bereiken. Uw vraag is genoteerd, met wat u mij verteld hebt.",
      crisis: "Ik haal er nu een mens bij. Bent u of is iemand bij u in gevaar, bel dan meteen het alarmnummer." } },

  # Advice for the agent, by the first risk that is present, most urgent first;
  # `default` where there is none.
  next_steps: [
    { signal: "safety.self_harm", at_least: 0.3, text: "Stay with the customer, follow the crisis procedure, do not close." },
    { signal: "safety.medical", at_least: 0.3, text: "Ask whether emergency services are needed before anything else." },
    { signal: "safety.violence", at_least: 0.3, text: "Follow the threat procedure and inform the duty manager." },
    { signal: "safety.child", at_least: 0.3, text: "Follow the safeguarding procedure." },
    { signal: "compliance.fraud", at_least: 0.5, text: "Verify identity, then secure the account or card." },
    { signal: "compliance.security", at_least: 0.5, text: "Verify identity, then secure the account." },
    { signal: "compliance.legal", at_least: 0.5, text: "Make no admission; pass to the legal desk if asked." },
    { signal: "compliance.complaint", at_least: 0.5, text: "Log a formal complaint and give its reference." },
    { signal: "compliance.privacy", at_least: 0.5, text: "Log a data-protection request; the statutory clock runs." },
    { signal: "compliance.vulnerable", at_least: 0.5, text: "Follow the vulnerable-customer procedure." },
    { signal: "compliance.payment", at_least: 0.5, text: "Offer the payment-difficulty options first." },
    { signal: "anger", at_least: 0.5, text: "Acknowledge the trouble first, then solve it." } ],
  # Who may be in danger gets help, not a file: when one of these signals of
  # hoff-score is as high, the packet tells these fields and no others.
  # conversation_id and reason are always told.
  crisis: {
    signals: ["safety.self_harm", "safety.medical", "safety.violence", "safety.child"],
    at_least: 0.3,
    fields: ["summary", "queue", "risks", "why", "skills", "priority", "next_step", "language", "channel", "agent", "wait_s", "message"] },

  default_step: "Confirm the request in one sentence, then solve it."
}
