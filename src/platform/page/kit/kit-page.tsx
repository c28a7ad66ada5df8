import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  Actions,
  Bar,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  Checkboxes,
  Columns,
  CostToGrant,
  DateField,
  Details,
  EmptyState,
  Facts,
  Form,
  formatDay,
  formatNumber,
  Glance,
  Hash,
  Hidden,
  Instant,
  Intervals,
  KeyFigures,
  Money,
  Note,
  Pagination,
  Radios,
  renderPage,
  SearchForm,
  Section,
  Select,
  Table,
  Tag,
  TextArea,
  TextField,
  Timeline,
  usePage,
  useWords,
  Why,
  type BarPart,
  type Option,
} from '../index.ts';
import { renderProblemPage } from '../problem-page.tsx';
import { problemWords } from '../problem-words.ts';
import { kitWords } from './words.ts';
import { notFound } from '../../http/problem-reply.ts';

/** Serves the components to anyone, as they are and with errors, and each page that says what went wrong; search engines are asked to leave them out. */
export function addKit(app: FastifyInstance): void {
  const route = { config: { access: { who: 'anyone' } } } as const;
  app.get('/kit', route, (request, reply) => sendKit(request, reply, false));
  app.get('/kit/errors', route, (request, reply) => sendKit(request, reply, true));
  app.get<{ Params: { status: string } }>('/kit/problems/:status', route, (request, reply) => {
    const status = Number(request.params.status);
    return renderProblemPage(
      request,
      reply,
      status in problemWords.it.byStatus ? { status, code: 'example' } : notFound,
    );
  });
}

function sendKit(request: FastifyRequest, reply: FastifyReply, isWrong: boolean): FastifyReply {
  const words = kitWords[request.language];
  const errors = [
    { field: 'name', message: words.nameMissing },
    { field: 'form', message: words.formMissing },
  ];
  void reply.header('x-robots-tag', 'noindex');
  return renderPage(request, reply, {
    title: words.title,
    lead: words.lead,
    trail: [
      { text: words.home, href: '/' },
      { text: words.calls, href: '/calls' },
    ],
    status: 200,
    ...(isWrong ? { errors, mode: 'rehearsal', fictional: true } : {}),
    children: (
      <>
        <p>
          <a href={isWrong ? '/kit' : '/kit/errors'}>
            {isWrong ? words.withoutErrors : words.withErrors}
          </a>
        </p>
        <Columns>
          <KitForm />
          <KitStates />
        </Columns>
        <KitFigures />
        <KitTables />
        <KitThread />
      </>
    ),
  });
}

type KitWords = (typeof kitWords)[keyof typeof kitWords];

function optionsOf(words: KitWords): readonly Option[] {
  return [
    { value: 'a', text: words.agreement, hint: words.effect },
    { value: 'b', text: words.network },
  ];
}

function rowsOf(words: KitWords) {
  return [
    {
      name: 'Tessitura Valmora S.r.l.',
      cents: 18_554_241,
      tag: <Tag tone="ok">{words.signed}</Tag>,
    },
    {
      name: 'Recuperi Adelmo S.r.l.',
      cents: 7_986_861,
      tag: <Tag tone="open">{words.unknown}</Tag>,
    },
    { name: words.longWord, cents: 0, tag: <Tag tone="stop">{words.impossible}</Tag> },
  ];
}

function KitForm() {
  const words = useWords(kitWords);
  return (
    <Section id="form-title" title={words.form}>
      <Form>
        <TextField name="name" label={words.name} value="Tessitura Valmora S.r.l." />
        <TextField
          name="amount"
          label={words.amount}
          hint={words.withoutVat}
          value={words.amountTyped}
          isNumber
        />
        <DateField name="day" label={words.day} isOptional />
        <Select name="select" label={words.province} options={optionsOf(words)} />
        <Radios name="form" label={words.shape} options={optionsOf(words)} value="a" />
        <Checkboxes name="powers" label={words.powers} options={optionsOf(words)} values={['b']} />
        <TextArea name="text" label={words.description} hint={words.limit} value={words.lines} />
        <Checkbox name="agree" label={words.agree} />
        <Hidden name="revision" value="3" />
        <Actions>
          <Button>{words.save}</Button>
          <Button isSecondary name="then" value="freeze">
            {words.saveAndGo}
          </Button>
          <Button isSecondary isDanger>
            {words.withdraw}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}

function KitStates() {
  const words = useWords(kitWords);
  return (
    <Section id="states" title={words.states}>
      <p class="bd-row">
        <Tag tone="info" icon="calendar">
          {words.opening}
        </Tag>
        <Tag tone="ok">{words.open}</Tag>
        <Tag tone="warn" icon="clock">
          {words.closing}
        </Tag>
        <Tag tone="plain" icon="lock">
          {words.closed}
        </Tag>
        <Tag tone="stop">{words.impossible}</Tag>
        <Tag tone="open">{words.unknown}</Tag>
      </p>
      <Note tone="info" title={words.info}>
        <p>{words.infoText}</p>
      </Note>
      <Note tone="ok" title={words.done}>
        <p>{words.doneText}</p>
      </Note>
      <Note tone="warn" title={words.warning}>
        <p>{words.warningText}</p>
      </Note>
      <Note tone="stop" title={words.failed}>
        <p>{words.failedText}</p>
      </Note>
      <Note tone="open" title={words.notKnown}>
        <p>{words.notKnownText}</p>
      </Note>
      <Card>
        <h3>{words.receipt}</h3>
        <Facts
          facts={[
            { term: words.number, value: '147' },
            {
              term: words.receivedAt,
              value: <Instant at={new Date('2024-12-03T09:00:03.417Z')} isExact />,
            },
            { term: words.asked, value: <Money cents={42_000_000} /> },
            { term: words.hash, value: <Hash value={'5cf02758'.repeat(8)} /> },
          ]}
        />
      </Card>
    </Section>
  );
}

function KitFigures() {
  const words = useWords(kitWords);
  return (
    <Section id="figures" title={words.figures}>
      <Columns>
        <div>
          <h3>{words.cutTitle}</h3>
          <Bar of={100} label={words.cutText} parts={[full(62), { kind: 'cut', amount: 11 }]} />
          <p class="bd-small bd-2nd">{words.cutText}</p>
          <h3>{words.maybeTitle}</h3>
          <Bar of={100} label={words.maybeText} parts={[full(30), { kind: 'maybe', amount: 34 }]} />
          <p class="bd-small bd-2nd">{words.maybeText}</p>
          <h3>{words.pauseTitle}</h3>
          <Bar of={36} label={words.pauseText} parts={[full(19), { kind: 'pause', amount: 6 }]} />
          <p class="bd-small bd-2nd">{words.pauseText}</p>
          <h3>{words.narrowing}</h3>
          <KitIntervals />
        </div>
        <div>
          <h3>{words.fromCost}</h3>
          <CostToGrant
            steps={[
              {
                title: words.declared,
                cents: 10_000_000,
                cut: { cents: 1_000_000, reason: words.overLimit },
              },
              { title: words.admitted, cents: 9_000_000, next: words.rate },
              { title: words.grant, cents: 5_400_000 },
            ]}
          />
          <Glance
            label={words.glance}
            facts={words.glanceFacts.map(([term, value]) => ({ term, value }))}
          />
        </div>
      </Columns>
      <KitWhy />
    </Section>
  );
}

function full(amount: number): BarPart {
  return { kind: 'full', amount };
}

function KitIntervals() {
  const words = useWords(kitWords);
  return (
    <Intervals
      ofCents={66_000_000}
      rows={[
        { title: words.atStart },
        { title: words.withFirms, bounds: { leastCents: 3_000_000, mostCents: 66_000_000 } },
        { title: words.withCosts, bounds: { leastCents: 16_050_000, mostCents: 40_125_000 } },
        { title: words.known, bounds: { leastCents: 28_470_000, mostCents: 28_470_000 } },
      ]}
    />
  );
}

function KitWhy() {
  const words = useWords(kitWords);
  const why = (isOpen: boolean) => (
    <Why
      isOpen={isOpen}
      sentence={words.whySentence}
      citation={words.whyCitation}
      calculation={[
        { term: words.base, value: <Money cents={54_831_240} /> },
        { term: words.share, value: <Money cents={13_707_810} /> },
        { term: words.result, value: <Money cents={13_707_810} /> },
      ]}
      changes={words.changes}
    />
  );
  return (
    <>
      {why(false)}
      {why(true)}
    </>
  );
}

function KitTables() {
  const words = useWords(kitWords);
  const { language } = usePage();
  return (
    <Section id="tables" title={words.lists}>
      <KeyFigures
        facts={[
          { term: words.received, value: formatNumber(12_847, language) },
          { term: words.withdrawn, value: '31' },
          { term: words.last, value: <Instant at={new Date('2024-12-03T09:00:03.417Z')} /> },
        ]}
      />
      <SearchForm action="/kit" label={words.searchIn}>
        <TextField name="q" label={words.searchFor} isOptional />
        <Select name="kind" label={words.kind} options={optionsOf(words)} isOptional />
        <Button isSecondary>{words.search}</Button>
      </SearchForm>
      <Table
        caption={words.firms}
        rows={rowsOf(words)}
        keyOf={({ name }) => name}
        columns={[
          { title: words.firm, cell: ({ name }) => name },
          { title: words.eligible, cell: ({ cents }) => <Money cents={cents} />, isNumber: true },
          {
            title: words.grant,
            cell: ({ cents }) => <Money cents={(cents - (cents % 2)) / 2} />,
            isNumber: true,
          },
          { title: words.consent, cell: ({ tag }) => tag },
        ]}
      />
      <Pagination next="MTI4NDc" />
      <EmptyState title={words.nothing}>
        <p>{words.nothingText}</p>
        <ButtonLink href="/calls">{words.findCall}</ButtonLink>
      </EmptyState>
    </Section>
  );
}

function KitThread() {
  const words = useWords(kitWords);
  const { language } = usePage();
  return (
    <Section id="thread" title={words.next}>
      <Timeline
        steps={[
          { state: 'done', title: words.receipt, when: formatDay('2024-12-03', language) },
          {
            state: 'now',
            title: words.examination,
            children: <p>{words.examinationText}</p>,
          },
          { state: 'ahead', title: words.award, when: formatDay('2025-04-03', language) },
        ]}
      />
      <Details summary={words.howToVerify}>
        <p>
          Con <code>bandolo verify ricevuta.json</code>.
        </p>
      </Details>
    </Section>
  );
}
