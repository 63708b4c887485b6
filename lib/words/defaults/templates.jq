# What the customer reads at ten moments of a handoff, and what the agent is
# advised to do.  A jq program that gives one object, so what repeats can be
# said once:  def hours: "Monday to Friday, 9 to 17";  "... \(hours) ...".
#
# Moments:
#   offered    no route is known yet: nothing is promised
#   started    an agent is free now
#   queued     an agent takes over after a wait
#   waiting    it still waits: two minutes later, and when hoff-route gave it to
#              another queue, or an agent did not answer
#   joined     the agent is there
#   nobody     no agent could be found; nobody is promised
#   failed     the handoff did not work
#   returned   the bot goes on
#   crisis     the customer may be in danger; {number} is of your own table
#              (--crisis-numbers), and without it there is no such message
#   closed     the conversation is over
#
# A moment is one message or an array of them, of which the first that fits is
# used: { text: "...", channel: ["sms"], tone: "friendly", reason: "fraud-alert",
# buttons: ["Wait", "Call me back"] }, where reason is the rule that decided.
# When waiting, after: ["overflow"] is for who is in another queue now, "step" for
# who may now be helped by others, "no_answer" for whom an agent did not answer.
# The last one has no conditions.
#
# Blanks: {bot} anywhere; {minutes} and {queue} when started or queued,
# {position} when queued, {queue} when waiting, {agent} and {queue} when joined,
# {number} in a crisis.  A message with a blank that nobody can fill is passed
# over.  A link is never read out in a voice channel.
#
# Each language needs all ten.  A conversation in another language, or in
# none, gets `default_language`.
{
  name: "built-in", version: 4,
  default_language: "en",
  persona: { name: "the digital assistant", tone: "formal", empathy: true },

  # Said first where hoff-score found that mood: it says what can be seen, and
  # claims no feelings.
  empathy: {
    en: { angry: "I can see that this has been frustrating.", unhappy: "I can see that this did not go well.", anxious: "I can see that this is urgent for you." },
    de: { angry: "Ich sehe, dass das ärgerlich für Sie war.", unhappy: "Ich sehe, dass das nicht gut gelaufen ist.", anxious: "Ich sehe, dass es für Sie dringend ist." },
    es: { angry: "Veo que esto ha sido frustrante.", unhappy: "Veo que esto no ha salido bien.", anxious: "Veo que esto le urge." },
    fr: { angry: "Je vois que la situation est frustrante.", unhappy: "Je vois que cela ne s'est pas bien passé.", anxious: "Je vois que c'est urgent pour vous." },
    pt: { angry: "Vejo que isto foi frustrante.", unhappy: "Vejo que isto não correu bem.", anxious: "Vejo que isto é urgente para você." },
    nl: { angry: "Ik zie dat dit vervelend voor u was.", unhappy: "Ik zie dat dit niet goed is gegaan.", anxious: "Ik zie dat dit dringend voor u is." } },

  # In a social channel, where others read along: said in public, while the
  # message itself is for a private one.  It has no blanks.
  in_public: {
    en: "Thank you for writing to us. To keep your details private, we go on in a direct message.",
    de: "Danke für Ihre Nachricht. Damit Ihre Daten privat bleiben, schreiben wir Ihnen direkt weiter.",
    es: "Gracias por escribirnos. Para cuidar su privacidad, seguimos por mensaje directo.",
    fr: "Merci de nous avoir écrit. Pour protéger vos données, nous continuons en message privé.",
    pt: "Obrigado por escrever. Para proteger seus dados, continuamos por mensagem direta.",
    nl: "Dank voor uw bericht. Om uw gegevens te beschermen gaan we verder in een privébericht." },

  messages: {
    en: {
      offered: "I would like to bring in a colleague who can help with this. You will not have to repeat what you told me.",
      started: "A colleague is taking over now and can see what you told me. You do not have to repeat it.",
      queued: "I am passing you to a colleague who can see what you told me. The wait is about {minutes} min.",
      nobody: "I cannot reach a colleague right now. Your request is noted, with what you told me. You can ask for a person again at any time.",
      waiting: [
        { after: "overflow", text: "I have passed your request on to another team. You are still in the queue; nothing is lost." },
        "You are still in the queue. You can go on writing here; nothing is lost." ],
      joined: "A colleague has joined the conversation and can see what you told me.",
      failed: "Passing you on did not work. Your request is noted; you can ask for a person again at any time.",
      returned: "I am the digital assistant again. If you would like a person after all, just say so.",
      crisis: "A person is wanted here now. If you or someone near you is in danger, please call {number} right away.",
      closed: "This conversation is closed. If anything is still open, write to us here and ask for a person." },
    de: {
      offered: "Ich möchte eine Kollegin oder einen Kollegen dazuholen. Sie müssen nichts wiederholen.",
      started: "Jetzt übernimmt ein Mensch und sieht, was Sie mir geschrieben haben. Sie müssen nichts wiederholen.",
      queued: "Ich gebe Sie an einen Menschen weiter, der sieht, was Sie mir geschrieben haben. Die Wartezeit beträgt etwa {minutes} Min.",
      nobody: "Gerade erreiche ich niemanden im Team. Ihr Anliegen ist notiert, mit allem, was Sie mir gesagt haben. Sie können jederzeit wieder nach einem Menschen fragen.",
      waiting: [
        { after: "overflow", text: "Ich habe Ihr Anliegen an ein anderes Team gegeben. Sie sind weiterhin in der Warteschlange, es geht nichts verloren." },
        "Sie sind weiterhin in der Warteschlange. Sie können hier weiterschreiben, es geht nichts verloren." ],
      joined: "Jetzt ist ein Mensch im Gespräch und sieht, was Sie mir geschrieben haben.",
      failed: "Die Übergabe hat nicht geklappt. Ihr Anliegen ist notiert; Sie können jederzeit wieder nach einem Menschen fragen.",
      returned: "Hier ist wieder der digitale Assistent. Wenn Sie doch einen Menschen möchten, sagen Sie es einfach.",
      crisis: "Hier wird jetzt ein Mensch gebraucht, ich hole Hilfe dazu. Wenn Sie oder jemand bei Ihnen in Gefahr ist, rufen Sie bitte sofort {number} an.",
      closed: "Dieses Gespräch ist beendet. Wenn noch etwas offen ist, schreiben Sie uns hier und fragen Sie nach einem Menschen." },
    es: {
      offered: "Quiero incluir a una persona del equipo que pueda ayudarle. No tendrá que repetir nada.",
      started: "Una persona del equipo se hace cargo ahora y ve lo que me ha contado. No tiene que repetirlo.",
      queued: "Le paso con una persona del equipo que ve lo que me ha contado. La espera es de unos {minutes} min.",
      nobody: "Ahora mismo no encuentro a nadie del equipo. Su consulta queda anotada, con lo que me ha contado. Puede volver a pedir una persona cuando quiera.",
      waiting: [
        { after: "overflow", text: "He pasado su consulta a otro equipo. Sigue en la cola; no se pierde nada." },
        "Sigue en la cola. Puede seguir escribiendo aquí; no se pierde nada." ],
      joined: "Una persona del equipo está ahora en la conversación y ve lo que me ha contado.",
      failed: "No ha sido posible pasarle con una persona. Su consulta queda anotada; puede volver a pedir una persona cuando quiera.",
      returned: "Vuelve a atenderle el asistente digital. Si prefiere una persona, dígalo.",
      crisis: "Aquí hace falta una persona ahora. Si usted o alguien a su lado está en peligro, llame ya al {number}.",
      closed: "Esta conversación ha terminado. Si queda algo pendiente, escríbanos aquí y pida una persona." },
    fr: {
      offered: "Je souhaite faire intervenir une personne de l'équipe. Vous n'aurez rien à répéter.",
      started: "Une personne de l'équipe prend le relais et voit ce que vous m'avez dit. Vous n'avez rien à répéter.",
      queued: "Je vous transmets à une personne de l'équipe qui voit ce que vous m'avez dit. L'attente est d'environ {minutes} min.",
      nobody: "Je ne trouve personne de disponible pour le moment. Votre demande est notée, avec ce que vous m'avez dit. Vous pouvez redemander une personne à tout moment.",
      waiting: [
        { after: "overflow", text: "J'ai transmis votre demande à une autre équipe. Vous êtes toujours dans la file d'attente; rien n'est perdu." },
        "Vous êtes toujours dans la file d'attente. Vous pouvez continuer à écrire ici; rien n'est perdu." ],
      joined: "Une personne de l'équipe est maintenant dans la conversation et voit ce que vous m'avez dit.",
      failed: "Le transfert n'a pas fonctionné. Votre demande est notée; vous pouvez redemander une personne à tout moment.",
      returned: "L'assistant numérique reprend la conversation. Si vous préférez une personne, dites-le.",
      crisis: "Il faut une personne ici maintenant. Si vous ou un proche êtes en danger, appelez tout de suite le {number}.",
      closed: "Cette conversation est terminée. S'il reste une question, écrivez-nous ici et demandez une personne." },
    pt: {
      offered: "Quero incluir uma pessoa da equipe que possa ajudar. Não será preciso repetir nada.",
      started: "Uma pessoa da equipe assume agora e vê o que você me contou. Não precisa repetir.",
      queued: "Vou passar você para uma pessoa da equipe que vê o que você me contou. A espera é de cerca de {minutes} min.",
      nobody: "No momento não encontro ninguém da equipe. Seu pedido fica anotado, com o que você me contou. Você pode pedir uma pessoa de novo quando quiser.",
      waiting: [
        { after: "overflow", text: "Passei o seu pedido para outra equipe. Você continua na fila; nada se perde." },
        "Você continua na fila. Pode continuar escrevendo aqui; nada se perde." ],
      joined: "Uma pessoa da equipe está agora na conversa e vê o que você me contou.",
      failed: "Não foi possível passar a conversa. Seu pedido fica anotado; você pode pedir uma pessoa de novo quando quiser.",
      returned: "O assistente digital voltou à conversa. Se preferir uma pessoa, é só dizer.",
      crisis: "É preciso uma pessoa aqui agora. Se você ou alguém perto de você está em perigo, ligue já para {number}.",
      closed: "Esta conversa terminou. Se algo ficou em aberto, escreva para nós aqui e peça uma pessoa." },
    nl: {
      offered: "Ik wil er graag een collega bij halen. U hoeft niets te herhalen.",
      started: "Een collega neemt het nu over en ziet wat u mij verteld hebt. U hoeft het niet te herhalen.",
      queued: "Ik verbind u door met een collega die ziet wat u mij verteld hebt. De wachttijd is ongeveer {minutes} min.",
      nobody: "Ik kan nu geen collega bereiken. Uw vraag is genoteerd, met wat u mij verteld hebt. U kunt altijd opnieuw om een mens vragen.",
      waiting: [
        { after: "overflow", text: "Ik heb uw vraag aan een ander team gegeven. U staat nog in de wachtrij; er gaat niets verloren." },
        "U staat nog in de wachtrij. U kunt hier blijven schrijven; er gaat niets verloren." ],
      joined: "Een collega is nu in het gesprek en ziet wat u mij verteld hebt.",
      failed: "Het doorverbinden is niet gelukt. Uw vraag is genoteerd; u kunt altijd opnieuw om een mens vragen.",
      returned: "De digitale assistent is er weer. Wilt u toch een mens, zeg het gerust.",
      crisis: "Hier is nu een mens nodig. Bent u of is iemand bij u in gevaar, bel dan meteen {number}.",
      closed: "Dit gesprek is gesloten. Staat er nog iets open, schrijf ons dan hier en vraag om een mens." } },

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
  default_step: "Confirm the request in one sentence, then solve it."
}
