import { formatCents, formatPoints, isGap, type Cents } from '../../engine/index.ts';
import type { Localized } from '../../platform/page/index.ts';
import type { EntryRow } from './entry.ts';
import type { Result } from './load-result.ts';
import type { ShownHolder } from './publication-rules.ts';

/** What one value of the data is made from. */
export interface DataRow {
  readonly result: Result;
  readonly entry: EntryRow;
  readonly shown: ShownHolder;
  /** The origin that people use, without a slash at the end. */
  readonly publicUrl: string;
}

export type DataValue = string | number | boolean | null;

export interface DataColumn {
  /** In JSON, and at the top of the CSV for programs. */
  readonly name: string;
  /** At the top of the CSV for people. */
  readonly header: string;
  readonly about: Localized;
  readonly kind: 'text' | 'count' | 'money' | 'points' | 'day' | 'truth' | 'address';
  readonly value: (row: DataRow) => DataValue;
}

const column = (
  name: string,
  kind: DataColumn['kind'],
  header: string,
  about: readonly [it: string, en: string],
  value: DataColumn['value'],
): DataColumn => ({ name, kind, header, about: { it: about[0], en: about[1] }, value });

const money = (cents: Cents | null): string | null => (cents === null ? null : formatCents(cents));
const points = (hundredths: number | null): string | null =>
  hundredths === null ? null : formatPoints(hundredths);
const stated = (value: unknown): string | null =>
  typeof value === 'string' && !isGap(value) ? value : null;

const ofTheAct: readonly DataColumn[] = [
  column(
    'call',
    'text',
    'Bando',
    ['Il bando, come negli indirizzi', 'The call, as in addresses'],
    ({ result }) => result.call.slug,
  ),
  column(
    'mode',
    'text',
    'Modalità',
    [
      '`live`, oppure `rehearsal` per una prova generale senza effetto',
      '`live`, or `rehearsal` for one without effect',
    ],
    ({ result }) => result.call.mode,
  ),
  column(
    'fictional',
    'truth',
    'Dati inventati',
    [
      'Vero se il bando o i suoi valori sono inventati',
      'True when the call, or a value it rests on, is invented',
    ],
    ({ result }) => result.call.fictional,
  ),
  column(
    'act',
    'count',
    'Atto',
    ['Il numero dell’atto nel bando', 'The number of the act within the call'],
    ({ result }) => result.act.number,
  ),
  column(
    'actTitle',
    'text',
    'Titolo dell’atto',
    ['Come lo chiama l’ente', 'As the body calls it'],
    ({ result }) => result.act.title,
  ),
  column(
    'kind',
    'text',
    'Tipo di atto',
    [
      '`ranking`, `list`, `scrolling`, `reallocation`, `rolling`, `correction`',
      '`ranking`, `list`, `scrolling`, `reallocation`, `rolling`, `correction`',
    ],
    ({ result }) => result.act.kind,
  ),
  column(
    'protocol',
    'text',
    'Protocollo',
    ['Il numero di protocollo, se c’è', 'The protocol number, if there is one'],
    ({ result }) => result.act.protocol,
  ),
  column(
    'signedOn',
    'day',
    'Firmato il',
    ['Il giorno della firma (UTC)', 'The day of the signature (UTC)'],
    ({ result }) => result.act.signedAt.toISOString().slice(0, 10),
  ),
  column(
    'publishedOn',
    'day',
    'Pubblicato il',
    ['Il giorno di pubblicazione', 'The day of publication'],
    ({ result }) => result.act.publishedOn,
  ),
  column(
    'replacedBy',
    'count',
    'Rettificato dall’atto',
    ['L’atto che ne ha preso il posto, se c’è', 'The act that took its place, if there is one'],
    ({ result }) => result.act.replacedBy,
  ),
];

const ofTheEntry: readonly DataColumn[] = [
  column(
    'application',
    'text',
    'Domanda',
    [
      'Il codice della domanda, lo stesso nel pacchetto firmato',
      'The code of the application, the same in the signed bundle',
    ],
    ({ entry }) => entry.pseudonym,
  ),
  column(
    'ranking',
    'text',
    'Graduatoria',
    ['La graduatoria o linea in cui sta', 'The ranking or line in which it stands'],
    ({ entry }) => entry.unit,
  ),
  column(
    'line',
    'text',
    'Linea',
    [
      'La linea o sottolinea della domanda, se il bando ne ha',
      'The line or sub-line of the application, in calls that have some',
    ],
    ({ entry }) => entry.line,
  ),
  column(
    'place',
    'count',
    'Riga',
    ['L’ordine della riga nell’atto', 'The order of the row in the act'],
    ({ entry }) => entry.place,
  ),
  column(
    'position',
    'count',
    'Posizione',
    ['La posizione; vuota se non ne ha', 'The position; empty without one'],
    ({ entry }) => (entry.position === 0 ? null : entry.position),
  ),
  column(
    'positionTo',
    'count',
    'Fino alla posizione',
    [
      'A pari merito: l’ultima delle posizioni condivise',
      'Among equals: the last of the positions they share',
    ],
    ({ entry }) => (entry.position === 0 ? null : entry.positionTo),
  ),
  column(
    'net',
    'points',
    'Punti netti',
    ['Punti senza premialità', 'Points without bonuses'],
    ({ entry }) => points(entry.net),
  ),
  column('bonus', 'points', 'Premialità', ['Punti di premialità', 'Bonus points'], ({ entry }) =>
    points(entry.bonus),
  ),
  column(
    'gross',
    'points',
    'Punti',
    ['Punti con le premialità', 'Points with bonuses'],
    ({ entry }) => points(entry.gross),
  ),
  column(
    'outcome',
    'text',
    'Esito',
    [
      '`fully-funded`, `partly-funded`, `admissible-not-funded`, `below-threshold`, `not-admissible`, `withdrawn`, `forfeited`, `listed`, `not-listed`',
      '`fully-funded`, `partly-funded`, `admissible-not-funded`, `below-threshold`, `not-admissible`, `withdrawn`, `forfeited`, `listed`, `not-listed`',
    ],
    ({ entry }) => entry.outcome,
  ),
  column(
    'reason',
    'text',
    'Motivo',
    ['Che cosa ha portato all’esito', 'What led to the outcome'],
    ({ entry }) => entry.reason,
  ),
  column(
    'decidedBy',
    'text',
    'Deciso da',
    ['Che cosa la mette dopo la riga sopra', 'What puts it below the row above'],
    ({ entry }) => entry.decidedBy,
  ),
  column(
    'withReserve',
    'truth',
    'Con riserva',
    ['Vero se ammessa con riserva', 'True when admitted with reserve'],
    ({ entry }) => entry.isReserved,
  ),
  column(
    'asked',
    'money',
    'Contributo richiesto',
    ['Euro con due decimali', 'Euros with two decimals'],
    ({ entry }) => money(entry.asked),
  ),
  column(
    'granted',
    'money',
    'Concesso con questo atto',
    ['Euro con due decimali', 'Euros with two decimals'],
    ({ entry }) => money(entry.granted),
  ),
  column(
    'total',
    'money',
    'Importo',
    [
      'Concesso da tutti gli atti fino a questo: euro con due decimali (art. 27, lett. b)',
      'Granted by all acts up to this one: euros with two decimals (art. 27, b)',
    ],
    ({ entry }) => money(entry.total),
  ),
  column(
    'beneficiary',
    'text',
    'Beneficiario',
    [
      'Il nome; vuoto se la persona fisica non si nomina (art. 27, lett. a)',
      'The name; empty where a natural person is not named (art. 27, a)',
    ],
    ({ shown }) => shown.name,
  ),
  column(
    'fiscalCode',
    'text',
    'Codice fiscale',
    [
      'Dell’ente o dell’impresa; mai di persone fisiche',
      'Of the organisation; never of natural persons',
    ],
    ({ shown }) => shown.fiscalCode,
  ),
  column(
    'withheld',
    'text',
    'Perché non è nominato',
    [
      '`natural-person`, `below-threshold`, `no-grant`, `hardship`, `rule-unknown`',
      '`natural-person`, `below-threshold`, `no-grant`, `hardship`, `rule-unknown`',
    ],
    ({ shown }) => shown.withheld,
  ),
  column(
    'province',
    'text',
    'Provincia',
    ['La sigla della sede', 'The code of the seat'],
    ({ shown }) => shown.province,
  ),
  column(
    'municipality',
    'text',
    'Comune',
    ['Della sede', 'Of the seat'],
    ({ shown }) => shown.municipality,
  ),
  column(
    'municipalityCode',
    'text',
    'Codice ISTAT del comune',
    ['Sei cifre', 'Six digits'],
    ({ shown }) => shown.municipalityCode,
  ),
];

const ofTheLaw: readonly DataColumn[] = [
  column(
    'norm',
    'text',
    'Norma o titolo',
    ['La base dell’attribuzione (art. 27, lett. c)', 'What the grant rests on (art. 27, c)'],
    ({ result }) => stated(result.publication?.norm),
  ),
  column(
    'office',
    'text',
    'Ufficio',
    ['L’ufficio del procedimento (art. 27, lett. d)', 'The office of the procedure (art. 27, d)'],
    ({ result }) => stated(result.publication?.office),
  ),
  column(
    'official',
    'text',
    'Responsabile del procedimento',
    [
      'Funzionario o dirigente responsabile (art. 27, lett. d)',
      'The responsible official (art. 27, d)',
    ],
    ({ result }) => stated(result.publication?.official),
  ),
  column(
    'chosenBy',
    'text',
    'Modalità di individuazione',
    [
      'Come è scelto il beneficiario (art. 27, lett. e)',
      'How the beneficiary is chosen (art. 27, e)',
    ],
    ({ result }) => stated(result.publication?.chosenBy.it),
  ),
  column(
    'project',
    'address',
    'Progetto',
    [
      'La pagina del progetto selezionato (art. 27, lett. f)',
      'The page of the selected project (art. 27, f)',
    ],
    ({ result: { call, act }, entry, publicUrl }) =>
      `${publicUrl}/calls/${call.slug}/results/${act.number}/applications/${entry.pseudonym}`,
  ),
  column(
    'cup',
    'text',
    'CUP',
    ['Il codice unico di progetto, se registrato', 'The code of the project (CUP), once recorded'],
    ({ entry }) => entry.cup,
  ),
];

/** The data of an act, column by column, in the order of the file. */
export const dataColumns: readonly DataColumn[] = [...ofTheAct, ...ofTheEntry, ...ofTheLaw];
