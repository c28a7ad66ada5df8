import type { VNode } from 'preact';
import { protocolOf } from '../../applications/register/index.ts';
import { usePage, useWords } from '../../platform/page/index.ts';
import type { QueueCall } from './queue-calls.ts';
import type { QueueRow } from './read-queue.ts';
import { examinationAddress } from './row-state.tsx';
import { queueWords } from './words.ts';

/** An application by its title, its lead and its number; of which call only where there are several. */
export function RowName({
  row,
  only,
}: {
  readonly row: QueueRow;
  readonly only: QueueCall | undefined;
}): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const { title, leadName, call, entryNumber } = row;
  const line = lineTitle(row, language);
  const where = [
    words.entry(numberOf(call.slug, entryNumber)),
    ...(line === undefined ? [] : [shortTitle(line)]),
    ...(only ? [] : [shortTitle(call.title[language])]),
  ];
  return (
    <>
      <a href={examinationAddress(row)}>{title}</a>
      <span class="bd-queue-name">{leadName}</span>
      <span class="bd-queue-name bd-queue-where">{where.join(' · ')}</span>
    </>
  );
}

/** The number in the register, as the protocol has it after the call. */
export function numberOf(slug: string, entryNumber: number): string {
  return protocolOf(slug, entryNumber).split('/').at(-1) ?? String(entryNumber);
}

/** What stands before the explanation in a title: `Linea 1` of `Linea 1. Infrastrutture …`. */
export function shortTitle(title: string): string {
  const [first = title] = title.split(/ [-–(]|: |(?<=\w)\. (?![-–(])/u);
  return first.trim();
}

function lineTitle({ line, rules }: QueueRow, language: 'it' | 'en'): string | undefined {
  if (line === null) return undefined;
  const { lines = [] } = rules.published.call.document;
  const all = lines.flatMap((each) => [each, ...(each.sublines ?? [])]);
  return all.find(({ id }) => id === line)?.title[language] ?? line;
}
