import { elided } from '../../engine/index.ts';
import type { Message } from '../../platform/mail/message.ts';
import { oneLine } from '../../platform/mail/message.ts';
import type { Language } from '../../platform/page/index.ts';
import { formatDay } from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { Recipient } from './recipients.ts';

/** Of an application, what messages about it say. */
type About = Pick<ApplicationRecord, 'id' | 'title' | 'call' | 'lead'>;

interface Said {
  readonly subject: string;
  readonly text: string;
  readonly label: string;
}

export function invitationAbout(id: string): string {
  return `invitation/${id}`;
}

/** An invitation as it is written to whoever is invited. */
export function invitationMessage(
  { title, call, lead }: About,
  {
    id,
    key,
    isSecret,
    role,
    expiresAt,
    publicUrl,
    to,
  }: {
    readonly id: string;
    readonly key: string;
    readonly isSecret: boolean;
    readonly role: string;
    readonly expiresAt: Date;
    readonly publicUrl: string;
    readonly to: Recipient;
  },
): Message {
  const { language } = to;
  const until = formatDay(expiresAt, language);
  const [project, leadName, callTitle] = [title, lead.name, call.title[language]].map((text) =>
    oneLine(text, 300),
  );
  const said: Readonly<Record<Language, Said>> = {
    it: {
      subject: `${leadName} ti invita a partecipare a una domanda`,
      text:
        `${leadName}, capofila, invita la tua organizzazione a partecipare come ${role} al progetto «${project}», nel bando «${callTitle}».\n\n` +
        `Apri il collegamento, accedi con la tua identità digitale e leggi a che cosa ti impegni. Puoi accettare per un’organizzazione per cui hai il potere di dare il consenso, oppure rifiutare. ${elided(`L’invito vale fino al ${until}`)}.\n\n` +
        'Se non conosci chi ti invita, ignora questo messaggio.',
      label: 'Leggi l’invito',
    },
    en: {
      subject: `${leadName} invites you to take part in an application`,
      text:
        `${leadName}, the lead, invites your organisation to take part as ${role} in the project “${project}”, in the call “${callTitle}”.\n\n` +
        `Open the link, sign in with your digital identity and read what you commit to. You can accept for an organisation for which you have the power to consent, or refuse. The invitation is valid until ${until}.\n\n` +
        'If you do not know who invites you, ignore this message.',
      label: 'Read the invitation',
    },
  };
  return messageOf(said[language], {
    kind: 'partner-invitation',
    about: invitationAbout(id),
    to,
    address: `${publicUrl}/invitations/${key}`,
    isSecret,
  });
}

/** How an invitation was answered, to whoever had sent it. */
export function answerMessage(
  application: About,
  {
    organisation,
    reason,
    publicUrl,
    to,
  }: {
    /** Who has accepted; nothing when it was refused. */
    readonly organisation: string | undefined;
    readonly reason: string | undefined;
    readonly publicUrl: string;
    readonly to: Recipient;
  },
): Message {
  const project = oneLine(application.title, 300);
  const why = reason === undefined ? '' : `\n\n«${oneLine(reason, 1000)}»`;
  const accepted: Readonly<Record<Language, string>> = {
    it: `${organisation} ha accettato l’invito e ora partecipa al progetto «${project}». Indica i suoi dati e le sue spese; se il testo era congelato, i consensi già dati non valgono più.`,
    en: `${organisation} has accepted the invitation and now takes part in the project “${project}”. Fill in its data and its costs; if the text was frozen, the consents given are void.`,
  };
  const refused: Readonly<Record<Language, string>> = {
    it: `Un invito a partecipare al progetto «${project}» è stato rifiutato. Il motivo indicato:${why}`,
    en: `An invitation to take part in the project “${project}” was refused. The reason given:${why}`,
  };
  const isAccepted = organisation !== undefined;
  const subjects: Readonly<Record<Language, string>> = {
    it: isAccepted ? `${organisation} partecipa al progetto` : 'Invito rifiutato',
    en: isAccepted ? `${organisation} takes part in the project` : 'Invitation refused',
  };
  return messageOf(
    {
      subject: subjects[to.language],
      text: (isAccepted ? accepted : refused)[to.language],
      label: { it: 'Vai ai partner', en: 'Go to the partners' }[to.language],
    },
    {
      kind: 'partner-answer',
      about: `application/${application.id}`,
      to,
      address: `${publicUrl}${addressOf(application)}/partnership`,
    },
  );
}

/** That a partner has left, to those who write for the lead. */
export function leftMessage(
  application: About,
  {
    organisation,
    publicUrl,
    to,
  }: { readonly organisation: string; readonly publicUrl: string; readonly to: Recipient },
): Message {
  const project = oneLine(application.title, 300);
  const said: Readonly<Record<Language, Said>> = {
    it: {
      subject: `${organisation} lascia il progetto`,
      text: `${organisation} non partecipa più al progetto «${project}». Controlla la composizione minima e le spese; se il testo era congelato, i consensi già dati non valgono più.`,
      label: 'Vai ai partner',
    },
    en: {
      subject: `${organisation} leaves the project`,
      text: `${organisation} no longer takes part in the project “${project}”. Check the minimum composition and the costs; if the text was frozen, the consents given are void.`,
      label: 'Go to the partners',
    },
  };
  return messageOf(said[to.language], {
    kind: 'partner-left',
    about: `application/${application.id}`,
    to,
    address: `${publicUrl}${addressOf(application)}/partnership`,
  });
}

export function messageOf(
  { subject, text, label }: Said,
  {
    kind,
    about,
    to,
    address,
    isSecret = false,
  }: {
    readonly kind: string;
    readonly about: string;
    readonly to: Recipient;
    readonly address: string;
    readonly isSecret?: boolean;
  },
): Message {
  return {
    kind,
    about,
    personId: to.personId,
    recipient: to.email,
    language: to.language,
    subject,
    text,
    link: { label, address, isSecret },
  };
}
