import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { refusals as applicationRefusals, type RefusalCode } from '../refusal.ts';

type OwnCode = keyof typeof own;
export type PartnershipRefusal = OwnCode | RefusalCode;

type RefusalText = Readonly<Record<Language, string>> & {
  readonly status: 403 | 404 | 409 | 412 | 422;
};

/** Why an act on a partnership is refused: stable codes, what programs are told and what people read. */
const own = {
  'no-partnership': {
    status: 409,
    en: 'In this call one applies alone: there are no partners.',
    it: 'In questo bando si partecipa da soli: non ci sono partner.',
  },
  'contact-missing': {
    status: 422,
    en: 'Give an address of e-mail, a fiscal code, or both.',
    it: 'Indica un indirizzo e-mail, un codice fiscale o entrambi.',
  },
  'email-wrong': {
    status: 422,
    en: 'This is not an address of e-mail to which a message can be sent, such as name@example.org.',
    it: 'Non è un indirizzo e-mail a cui si può scrivere, come nome@esempio.it.',
  },
  'fiscal-code-wrong': {
    status: 422,
    en: 'This is not a valid Italian fiscal code: check each letter and digit.',
    it: 'Il codice fiscale non è valido: controlla ogni lettera e cifra.',
  },
  'role-wrong': {
    status: 422,
    en: 'Choose a role of this call other than the lead.',
    it: 'Scegli un ruolo previsto dal bando, diverso dal capofila.',
  },
  'amount-wrong': {
    status: 422,
    en: 'Write an amount in euro above zero, such as 12,500.00, or leave it empty.',
    it: 'Scrivi un importo in euro maggiore di zero, come 12.500,00, o lascia vuoto.',
  },
  'already-partner': {
    status: 409,
    en: 'That organisation takes part in this application already.',
    it: 'Quell’organizzazione partecipa già a questa domanda.',
  },
  'invited-already': {
    status: 409,
    en: 'It is invited already: send that invitation again, or withdraw it first.',
    it: 'È già invitata: rimanda quell’invito, o prima ritiralo.',
  },
  'too-many-partners': {
    status: 409,
    en: 'There are as many partners as an application can have.',
    it: 'I partner sono già quanti una domanda può averne.',
  },
  'too-many-invitations': {
    status: 409,
    en: 'This application has sent as many invitations as it may in a day: go on tomorrow.',
    it: 'Questa domanda ha mandato quanti inviti può in un giorno: continua domani.',
  },
  'invitation-closed': {
    status: 409,
    en: 'The invitation was answered or withdrawn: it is not sent again. Invite anew.',
    it: 'L’invito ha già avuto risposta o è stato ritirato: non si rimanda. Invita di nuovo.',
  },
  'sent-just-now': {
    status: 409,
    en: 'It was sent less than a quarter of an hour ago: wait, the message may be on its way.',
    it: 'È stato mandato meno di un quarto d’ora fa: aspetta, il messaggio può essere in viaggio.',
  },
  'sent-too-often': {
    status: 409,
    en: 'It was sent as often as it may be: ask the organisation whether the address is right, and invite anew.',
    it: 'È stato mandato quante volte è possibile: chiedi all’organizzazione se l’indirizzo è giusto e invita di nuovo.',
  },
  'invitation-answered': {
    status: 409,
    en: 'This invitation was answered already. It can be answered once.',
    it: 'A questo invito è già stata data risposta. Si risponde una volta sola.',
  },
  'invitation-withdrawn': {
    status: 409,
    en: 'The lead has withdrawn this invitation.',
    it: 'Il capofila ha ritirato questo invito.',
  },
  'invitation-expired': {
    status: 409,
    en: 'This invitation has expired: ask the lead to send it again.',
    it: 'Questo invito è scaduto: chiedi al capofila di rimandarlo.',
  },
  'other-organisation': {
    status: 403,
    en: 'This invitation is for an organisation with another fiscal code: only that one can accept it.',
    it: 'Questo invito è per un’organizzazione con un altro codice fiscale: solo quella può accettarlo.',
  },
  'reason-missing': {
    status: 422,
    en: 'Say in a few words why: the lead reads it.',
    it: 'Scrivi in poche parole il motivo: lo legge il capofila.',
  },
  'lead-stays': {
    status: 409,
    en: 'The lead cannot leave its own application.',
    it: 'Il capofila non può lasciare la propria domanda.',
  },
  'consent-first': {
    status: 409,
    en: 'Your organisation has consented to the text that is frozen now: take the consent back first.',
    it: 'La tua organizzazione ha dato il consenso al testo congelato ora: prima revoca il consenso.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export function textOfRefusal(code: PartnershipRefusal, language: Language): string {
  return refusalOf(code)[language];
}

/** A refusal for programs. */
export function partnershipProblem(code: PartnershipRefusal, path = ''): ProblemReply {
  return refusedByRules(code, refusalOf(code), { path });
}

export function statusOfRefusal(code: PartnershipRefusal): RefusalText['status'] {
  return refusalOf(code).status;
}

function refusalOf(code: PartnershipRefusal): RefusalText {
  return code in own ? own[code as OwnCode] : applicationRefusals[code as RefusalCode];
}
