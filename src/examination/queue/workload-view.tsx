import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Checkboxes,
  EmptyState,
  Form,
  formatNumber,
  Instant,
  Section,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { OfficerLoad } from './officers.ts';
import type { RotationLine } from './rotations.ts';
import { queueWords } from './words.ts';

export interface WorkloadProps {
  readonly call: { readonly slug: string };
  readonly loads: readonly (OfficerLoad & { readonly isOfficer: boolean })[];
  readonly rotations: readonly RotationLine[];
  readonly unassigned: number;
  readonly acts: boolean;
  /** The officers that were ticked in a form that was sent back. */
  readonly chosen?: readonly string[];
}

/** Who has how much to do, and sharing out what nobody has. */
export function WorkloadView(props: WorkloadProps): VNode {
  const { call, loads, rotations, unassigned, acts } = props;
  const words = useWords(queueWords);
  const { language } = usePage();
  const number = (count: number): string => formatNumber(count, language);
  if (loads.length === 0)
    return (
      <EmptyState title={words.noOfficers}>
        <p>{words.noOfficersHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={words.workloadCaption}
        rows={loads}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.officer,
            isRowHead: true,
            cell: ({ name, isOfficer }) => (isOfficer ? name : `${name} ${words.notOfficer}`),
          },
          { title: words.load, isNumber: true, cell: ({ load }) => number(load) },
          { title: words.toBeginShort, isNumber: true, cell: ({ toBegin }) => number(toBegin) },
          { title: words.underWayShort, isNumber: true, cell: ({ underWay }) => number(underWay) },
          { title: words.waitingShort, isNumber: true, cell: ({ waiting }) => number(waiting) },
          {
            title: words.suspendedShort,
            isNumber: true,
            cell: ({ suspended }) => number(suspended),
          },
          { title: words.lateShort, isNumber: true, cell: ({ late }) => number(late) },
          { title: words.decidedShort, isNumber: true, cell: ({ decided }) => number(decided) },
        ]}
      />
      {acts && unassigned > 0 ? <RotationForm {...props} /> : null}
      {rotations.length === 0 ? null : <Rotations rotations={rotations} />}
      <p>
        <a href={`/calls/${call.slug}/examination?view=all`}>{words.toQueue}</a>
      </p>
    </>
  );
}

function RotationForm({ call, loads, chosen }: WorkloadProps): VNode {
  const words = useWords(queueWords);
  const officers = loads.filter(({ isOfficer }) => isOfficer);
  return (
    <Section id="rotation" title={words.rotation}>
      <p>{words.rotationHelp}</p>
      <Form action={`/calls/${call.slug}/examination/rotations`}>
        <Checkboxes
          name="officers"
          label={words.rotationAmong}
          values={chosen ?? officers.map(({ id }) => id)}
          options={officers.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <Actions>
          <Button>{words.rotate}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function Rotations({ rotations }: { readonly rotations: readonly RotationLine[] }): VNode {
  const words = useWords(queueWords);
  return (
    <Section id="rotations" title={words.rotations}>
      <Table
        caption={words.rotations}
        isCaptionHidden
        rows={rotations}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: words.rotationAt, isRowHead: true, cell: ({ at }) => <Instant at={at} /> },
          { title: words.rotationBy, cell: ({ byName }) => byName },
          {
            title: words.rotationSeats,
            isWide: true,
            cell: ({ seats }) => seats.map(({ name, given }) => `${name}: ${given}`).join('; '),
          },
        ]}
      />
    </Section>
  );
}
