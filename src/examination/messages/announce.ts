import type { ApplicationRecord } from '../../applications/index.ts';
import {
  addressOf,
  findPersonRecipient,
  findRecipients,
  type Recipient,
} from '../../applications/index.ts';
import type { Tx } from '../../platform/database.ts';
import { oneLine } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Side } from './message.ts';

type About = Pick<ApplicationRecord, 'id' | 'title' | 'lead' | 'call'>;

/**
 * Tells the other side that there is a message, and where to read it. What it says is not in the mail: that may go
 * anywhere. Of the office whoever has the application in hand is told; while nobody has, it waits in the list.
 */
export async function announce(
  tx: Tx,
  application: About,
  from: Side,
  assignedTo: string | null,
): Promise<void> {
  for (const to of await recipientsOf(tx, application, from, assignedTo))
    await queueMessage(tx, {
      kind: from === 'office' ? 'office-message' : 'applicant-message',
      about: `application/${application.id}`,
      personId: to.personId,
      recipient: to.email,
      language: to.language,
      ...said[to.language][from](application),
    });
}

async function recipientsOf(
  tx: Tx,
  { lead, call }: About,
  from: Side,
  assignedTo: string | null,
): Promise<readonly Recipient[]> {
  if (from === 'office')
    return findRecipients(tx, { organisationIds: [lead.id], callId: call.id, scope: 'edit' });
  const officer = assignedTo === null ? undefined : await findPersonRecipient(tx, assignedTo);
  return officer ? [officer] : [];
}

interface Said {
  readonly subject: string;
  readonly text: string;
  readonly link: { readonly label: string; readonly address: string };
}

const said: Readonly<Record<Language, Readonly<Record<Side, (about: About) => Said>>>> = {
  it: {
    office: (about) => ({
      subject: `L’ufficio ha scritto sulla domanda «${oneLine(about.title, 120)}»`,
      text: `C’è un messaggio dell’ufficio sulla domanda «${oneLine(about.title, 300)}», nel bando «${oneLine(about.call.title.it, 300)}».\n\nIl messaggio si legge solo nella domanda, dopo l’accesso. Anche la risposta si scrive lì.`,
      link: { label: 'Leggi il messaggio', address: pageOf(about) },
    }),
    applicant: (about) => ({
      subject: `${oneLine(about.lead.name, 80)} ha scritto sulla domanda «${oneLine(about.title, 80)}»`,
      text: `C’è un messaggio di ${oneLine(about.lead.name, 300)} sulla domanda «${oneLine(about.title, 300)}», nel bando «${oneLine(about.call.title.it, 300)}».\n\nIl messaggio si legge nella pratica.`,
      link: { label: 'Leggi il messaggio', address: pageOf(about) },
    }),
  },
  en: {
    office: (about) => ({
      subject: `The office has written about the application “${oneLine(about.title, 120)}”`,
      text: `There is a message of the office about the application “${oneLine(about.title, 300)}”, in the call “${oneLine(about.call.title.en, 300)}”.\n\nThe message is read only in the application, after signing in. The answer is written there too.`,
      link: { label: 'Read the message', address: pageOf(about) },
    }),
    applicant: (about) => ({
      subject: `${oneLine(about.lead.name, 80)} has written about the application “${oneLine(about.title, 80)}”`,
      text: `There is a message of ${oneLine(about.lead.name, 300)} about the application “${oneLine(about.title, 300)}”, in the call “${oneLine(about.call.title.en, 300)}”.\n\nThe message is read in the application.`,
      link: { label: 'Read the message', address: pageOf(about) },
    }),
  },
};

function pageOf(about: About): string {
  return `${addressOf(about)}/messages`;
}
