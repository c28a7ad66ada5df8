import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Select,
  Table,
  Tag,
  TextField,
  useWords,
} from '../../platform/page/index.ts';
import { CallField, HolderFields, SpanFields, type HolderForm } from '../holder-fields.tsx';
import { SpanShown } from '../organisations/organisation-content.tsx';
import { commonWords } from '../words.ts';
import type { RoleOfBody } from './queries.ts';
import { bodyKinds, roles, type Body } from './role.ts';
import { bodyWords } from './words.ts';
import { About } from '../about.tsx';

export function BodyList({
  bodies,
  isMine,
}: {
  readonly bodies: readonly Body[];
  /** Whether who looks administers it. */
  readonly isMine: (body: Body) => boolean;
}): VNode {
  const words = useWords(bodyWords);
  const common = useWords(commonWords);
  const names = new Map(bodies.map(({ code, name }) => [code, name]));
  if (bodies.length === 0) return <EmptyState title={words.none} />;
  const action = {
    title: words.action,
    isAction: true,
    cell: (body: Body) =>
      isMine(body) ? <a href={`/bodies/${body.code}/people`}>{words.peopleLink}</a> : null,
  };
  return (
    <Table
      caption={common.count.bodies(bodies.length)}
      rows={bodies}
      keyOf={({ id }) => id}
      columns={[
        { title: words.name, isRowHead: true, cell: ({ name }) => name },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
        {
          title: words.parent,
          cell: ({ parent }) => (parent === null ? words.noParent : (names.get(parent) ?? parent)),
        },
        ...(bodies.some(isMine) ? [action] : []),
      ]}
    />
  );
}

export function RoleTable({
  body,
  roles: given,
  mayGive,
  now,
}: {
  readonly body: Body;
  readonly roles: readonly RoleOfBody[];
  readonly mayGive: boolean;
  readonly now: Date;
}): VNode {
  const words = useWords(bodyWords);
  const common = useWords(commonWords);
  const home = `/bodies/${body.code}`;
  const action = {
    title: words.action,
    isAction: true,
    cell: ({ id, name }: RoleOfBody) => (
      <ButtonLink href={`${home}/roles/${id}/revocation`} isSecondary isSmall isDanger>
        {words.revoke}
        <About what={name} />
      </ButtonLink>
    ),
  };
  return (
    <>
      {given.length === 0 ? (
        <EmptyState title={words.noRoles} />
      ) : (
        <Table
          caption={common.count.roles(given.length)}
          rows={given}
          keyOf={({ id }) => id}
          columns={[
            {
              title: words.person,
              isRowHead: true,
              cell: ({ name, isOwn }) => (
                <>
                  {name} {isOwn ? <Tag tone="ok">{words.you}</Tag> : null}
                </>
              ),
            },
            { title: words.role, cell: ({ role }) => common.roles[role] },
            { title: words.call, cell: ({ call }) => call ?? common.everyCall },
            { title: words.span, cell: (role) => <SpanShown power={role} now={now} /> },
            { title: words.ground, cell: ({ ground }) => ground },
            ...(mayGive ? [action] : []),
          ]}
        />
      )}
      {mayGive ? (
        <Actions>
          <ButtonLink href={`${home}/roles/new`}>{words.give}</ButtonLink>
          <ButtonLink href={`${home}/bodies/new`} isSecondary>
            {words.addBody}
          </ButtonLink>
        </Actions>
      ) : null}
    </>
  );
}

export function RoleFields({
  form,
}: {
  readonly form: HolderForm & {
    readonly role?: string | undefined;
    readonly ground?: string | undefined;
  };
}): VNode {
  const words = useWords(bodyWords);
  const common = useWords(commonWords);
  return (
    <Form>
      <HolderFields form={form} />
      <Select
        name="role"
        label={words.role}
        options={roles.map((role) => ({ value: role, text: common.roles[role] }))}
        value={form.role ?? ''}
      />
      <CallField form={form} />
      <SpanFields form={form} />
      <GroundField value={form.ground ?? ''} />
      <Actions>
        <Button>{words.give}</Button>
      </Actions>
    </Form>
  );
}

export function RevocationFields({ ground }: { readonly ground: string }): VNode {
  const words = useWords(bodyWords);
  return (
    <Form>
      <GroundField value={ground} />
      <Actions>
        <Button isDanger>{words.revokeTitle}</Button>
      </Actions>
    </Form>
  );
}

function GroundField({ value }: { readonly value: string }): VNode {
  const words = useWords(bodyWords);
  return (
    <TextField
      name="ground"
      label={words.ground}
      hint={words.groundHint}
      value={value}
      maxLength={500}
    />
  );
}

export function BodyFields({
  form,
}: {
  readonly form: {
    readonly code?: string | undefined;
    readonly name?: string | undefined;
    readonly kind?: string | undefined;
    readonly fiscalCode?: string | undefined;
  };
}): VNode {
  const words = useWords(bodyWords);
  return (
    <Form>
      <TextField name="name" label={words.name} value={form.name ?? ''} maxLength={200} />
      <TextField
        name="code"
        label={words.code}
        hint={words.codeHint}
        value={form.code ?? ''}
        maxLength={60}
      />
      <Select
        name="kind"
        label={words.kind}
        options={bodyKinds.map((kind) => ({ value: kind, text: words.kinds[kind] }))}
        value={form.kind ?? 'chamber'}
      />
      <TextField
        name="fiscalCode"
        label={words.fiscalCode}
        isOptional
        value={form.fiscalCode ?? ''}
        maxLength={20}
      />
      <Actions>
        <Button>{words.save}</Button>
      </Actions>
    </Form>
  );
}
