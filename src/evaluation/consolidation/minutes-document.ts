import { canonicalJson, elided, formatPoints } from '../../engine/index.ts';
import { formatDay, formatInstant } from '../../platform/page/index.ts';
import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';
import { pointsText } from '../sheets/scale.ts';
import type { DecidedApplication, MinutesContent } from './minutes-content.ts';
import type { Attendant } from './session.ts';
import { labelOfFact, valueText } from './value-text.ts';

const language = 'it';

/** The minutes as they are laid out: an act of an Italian body, and so in Italian. The same content gives the same file. */
export function writeMinutes(content: MinutesContent): PdfDocument {
  const { call, session, minutes } = content;
  const at = session.closedAt ?? session.openedAt;
  return {
    language,
    title: `Verbale n. ${minutes} del Nucleo di valutazione`,
    subtitle: call.title[language],
    author: call.body,
    at,
    notices: noticesOf(content),
    footer: elided(
      `Verbale n. ${minutes}, seduta n. ${session.number} del ${formatDay(session.heldOn, language)}`,
    ),
    blocks: [
      ...openingBlocks(content, at),
      ...declarations(content),
      ...content.decided.flatMap((each) => applicationBlocks(content, each)),
      ...incidents(content),
      ...closing(content, at),
    ],
    attachments: [
      {
        name: `verbale-${minutes}.json`,
        mediaType: 'application/json',
        description: 'Il contenuto del verbale, per i programmi',
        text: canonicalJson(dataOf(content)),
      },
    ],
  };
}

function noticesOf({ call: { mode, fictional } }: MinutesContent): readonly string[] {
  return [
    ...(mode === 'rehearsal' ? ['Prova generale: questo verbale non ha alcun effetto.'] : []),
    ...(mode === 'test' ? ['Bando di prova: questo verbale non ha alcun effetto.'] : []),
    ...(fictional ? ['Persone, organizzazioni e valori sono inventati.'] : []),
  ];
}

const parts: Readonly<Record<Attendant['part'], string>> = {
  chair: 'presidente',
  member: 'componente',
  substitute: 'supplente',
  expert: 'esperto',
  secretary: 'segretario',
};

function openingBlocks({ session, decided }: MinutesContent, at: Date): readonly PdfBlock[] {
  return [
    {
      kind: 'facts',
      facts: [
        { term: 'Seduta', value: `n. ${session.number}` },
        { term: 'Giorno', value: formatDay(session.heldOn, language) },
        { term: 'Luogo', value: session.place },
        { term: 'Apertura registrata il', value: formatInstant(session.openedAt, language) },
        { term: 'Chiusura registrata il', value: formatInstant(at, language) },
        { term: 'Domande su cui si è deciso', value: String(decided.length) },
      ],
    },
    { kind: 'heading', level: 2, text: 'Presenze' },
    {
      kind: 'table',
      columns: [{ title: 'Nome' }, { title: 'Nel Nucleo' }, { title: 'Presenza' }],
      rows: session.attendance.map(({ name, part, isPresent }) => [
        name,
        parts[part],
        isPresent ? 'presente' : 'assente',
      ]),
    },
  ];
}

function declarations({ declarations: made }: MinutesContent): readonly PdfBlock[] {
  if (made.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Dichiarazioni sui conflitti di interessi' },
    {
      kind: 'table',
      columns: [
        { title: 'Nome' },
        { title: 'Ultima dichiarazione' },
        { title: 'Domande in conflitto', isNumber: true },
      ],
      rows: made.map(({ name, at, conflicts }) => [
        name,
        formatInstant(at, language),
        String(conflicts),
      ]),
    },
  ];
}

const methods: Readonly<Record<DecidedApplication['rule'], string>> = {
  collegial: 'concordato dal Nucleo',
  mean: 'media delle schede',
  median: 'mediana delle schede',
};

function applicationBlocks(
  { document }: MinutesContent,
  application: DecidedApplication,
): readonly PdfBlock[] {
  const { entryNumber, title, lead, rule, net, bonus, gross, passes, sheets } = application;
  return [
    { kind: 'heading', level: 2, text: `Domanda n. ${entryNumber}: ${title}` },
    {
      kind: 'key-figures',
      facts: [
        { term: 'Netto', value: pointsText(net, language) },
        { term: 'Premialità', value: pointsText(bonus, language) },
        { term: 'Totale', value: pointsText(gross, language) },
        { term: 'Soglia', value: passes ? 'raggiunta' : 'non raggiunta' },
      ],
    },
    {
      kind: 'facts',
      facts: [
        { term: 'Richiedente', value: lead },
        { term: 'Regola di consolidamento', value: methods[rule] },
        { term: 'Impronta del testo esaminato', value: application.textHash, isCode: true },
      ],
    },
    {
      kind: 'table',
      caption: 'Punti per criterio',
      columns: [{ title: 'Criterio' }, { title: 'Punti', isNumber: true }],
      rows: (document.score?.criteria ?? []).flatMap(({ id, code, title: name }) => {
        const points = application.criteria[id];
        return points === undefined
          ? []
          : [[`${code} ${name[language]}`, pointsText(points, language)]];
      }),
    },
    ...application.entries.flatMap(({ fact, value, reason }): readonly PdfBlock[] => [
      { kind: 'heading', level: 3, text: labelOfFact(document, fact, language) },
      {
        kind: 'table',
        columns: [{ title: 'Scheda di' }, { title: 'Giudizio' }, { title: 'Motivazione' }],
        rows: sheets.map(({ name, entries }) => {
          const own = entries.find((each) => each.fact === fact);
          return [name, valueText(document, fact, own?.value ?? null, language), own?.reason ?? ''];
        }),
      },
      {
        kind: 'note',
        tone: 'ok',
        title: `Deciso: ${valueText(document, fact, value, language)}`,
        text: reason,
      },
    ]),
  ];
}

function incidents({ undone, removed }: MinutesContent): readonly PdfBlock[] {
  return [
    ...(removed.length > 0
      ? ([
          { kind: 'heading', level: 2, text: 'Astensioni e schede tolte' },
          {
            kind: 'list',
            items: removed.map(
              ({ entryNumber, title, name, because }) =>
                `Domanda n. ${entryNumber} (${title}), scheda di ${name}: ${because}`,
            ),
          },
        ] as const)
      : []),
    ...(undone.length > 0
      ? ([
          { kind: 'heading', level: 2, text: 'Aperture annullate' },
          {
            kind: 'list',
            items: undone.map(
              ({ entryNumber, title, at, because }) =>
                `Domanda n. ${entryNumber} (${title}), ${formatInstant(at, language)}: ${because}`,
            ),
          },
        ] as const)
      : []),
  ];
}

function closing({ session: { notes } }: MinutesContent, at: Date): readonly PdfBlock[] {
  return [
    ...(notes === ''
      ? []
      : ([
          { kind: 'heading', level: 2, text: 'Altre annotazioni' },
          { kind: 'paragraph', text: notes },
        ] as const)),
    {
      kind: 'paragraph',
      text: elided(`Il presente verbale è stato chiuso il ${formatInstant(at, language)}.`),
    },
  ];
}

/** The same for programs, with exact values. */
function dataOf({ minutes, call, session, decided, undone, removed }: MinutesContent): object {
  return {
    bandolo: 'minutes/1',
    minutes,
    call: call.slug,
    session: { number: session.number, heldOn: session.heldOn, place: session.place },
    present: session.attendance
      .filter(({ isPresent }) => isPresent)
      .map(({ name, part }) => ({ name, part })),
    decided: decided.map(({ net, bonus, gross, criteria, decidedAt, ...application }) => ({
      ...application,
      decidedAt: decidedAt.toISOString(),
      net: formatPoints(net),
      bonus: formatPoints(bonus),
      gross: formatPoints(gross),
      criteria: Object.fromEntries(
        Object.entries(criteria).map(([id, points]) => [id, formatPoints(points)]),
      ),
    })),
    undone: undone.map(({ at, ...opening }) => ({ ...opening, at: at.toISOString() })),
    removed,
  };
}
