import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  Checkboxes,
  Columns,
  DateField,
  Details,
  EmptyState,
  Facts,
  Form,
  Hash,
  Hidden,
  Instant,
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
  type PageContent,
} from '../../src/platform/page/index.ts';

const rows = [
  { name: 'Tessitura Valmora S.r.l.', cents: 18_554_241, tag: <Tag tone="ok">firmato</Tag> },
  { name: 'Recuperi Adelmo S.r.l.', cents: 7_986_861, tag: <Tag tone="open">non ancora noto</Tag> },
];
const options = [
  { value: 'a', text: 'Accordo di progetto', hint: 'con una riga che dice l’effetto' },
  { value: 'b', text: 'Rete di imprese' },
];
export const kitErrors = [
  { field: 'name', message: 'Scrivi la ragione sociale' },
  { field: 'form', message: 'Scegli la forma dell’aggregazione' },
];

/** Every part of pages once, to be looked at and to be checked for accessibility. */
export function sendKit(
  request: FastifyRequest,
  reply: FastifyReply,
  content: Partial<PageContent> = {},
): FastifyReply {
  return renderPage(request, reply, {
    title: 'Componenti',
    lead: 'Le parti con cui si costruiscono tutte le pagine.',
    trail: [
      { text: 'Inizio', href: '/' },
      { text: 'Bandi', href: '/calls' },
    ],
    children: (
      <>
        <Columns>
          <KitForm />
          <KitStates />
        </Columns>
        <KitTables />
        <KitThread />
      </>
    ),
    ...content,
  });
}

function KitForm() {
  return (
    <Section id="form-title" title="Modulo">
      <Form>
        <TextField name="name" label="Ragione sociale" value="Tessitura Valmora S.r.l." />
        <TextField name="amount" label="Importo" hint="Senza IVA" value="38.000,00" isNumber />
        <DateField name="day" label="Dal giorno" isOptional />
        <Select name="select" label="Provincia" options={options} />
        <Radios name="form" label="Forma dell’aggregazione" options={options} value="a" />
        <Checkboxes name="powers" label="Poteri" options={options} values={['b']} />
        <TextArea name="text" label="Descrizione" hint="Al massimo 300 caratteri" value="Righe" />
        <Checkbox name="agree" label="Ho letto l’informativa e la conservo con la domanda" />
        <Hidden name="revision" value="3" />
        <Actions>
          <Button>Salva</Button>
          <Button isSecondary name="then" value="freeze">
            Salva e continua
          </Button>
          <Button isSecondary isDanger>
            Ritira
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}

function KitStates() {
  return (
    <Section id="states" title="Stati e avvisi">
      <p class="bd-row">
        <Tag tone="info" icon="calendar">
          In apertura
        </Tag>
        <Tag tone="ok">Aperto</Tag>
        <Tag tone="warn" icon="clock">
          Chiude fra 12 giorni
        </Tag>
        <Tag tone="plain" icon="lock">
          Chiuso
        </Tag>
        <Tag tone="stop">non possibile</Tag>
        <Tag tone="open">non ancora noto</Tag>
      </p>
      <Note tone="info" title="Informazione">
        <p>Che cosa cambia per chi legge.</p>
      </Note>
      <Note tone="ok" title="Fatto">
        <p>Che cosa è successo e che cosa viene dopo.</p>
      </Note>
      <Note tone="warn" title="Attenzione">
        <p>Scade fra 12 giorni. Il testo è salvato.</p>
      </Note>
      <Note tone="stop" title="Non riuscito">
        <p>Il file supera 20 MB. Gli altri 3 sono stati salvati: riduci questo e ricaricalo.</p>
      </Note>
      <Note tone="open" title="Non ancora noto">
        <p>Manca la dichiarazione de minimis.</p>
      </Note>
      <Card>
        <h3>Ricevuta</h3>
        <Facts
          facts={[
            { term: 'Numero', value: '147' },
            {
              term: 'Ricevuta il',
              value: <Instant at={new Date('2024-12-03T09:00:03.417Z')} isExact />,
            },
            { term: 'Contributo chiesto', value: <Money cents={42_000_000} /> },
            { term: 'Impronta', value: <Hash value={'5cf02758'.repeat(8)} /> },
          ]}
        />
      </Card>
    </Section>
  );
}

function KitTables() {
  return (
    <Section id="tables" title="Elenchi">
      <KeyFigures
        facts={[
          { term: 'Ricevute', value: '12.847' },
          { term: 'Ritirate', value: '31' },
          { term: 'Ultima', value: <Instant at={new Date('2024-12-03T09:00:03.417Z')} /> },
        ]}
      />
      <SearchForm action="/kit" label="Cerca nel registro">
        <TextField name="q" label="Numero o impronta" isOptional />
        <Select name="kind" label="Tipo" options={options} isOptional />
        <Button isSecondary>Cerca</Button>
      </SearchForm>
      <Table
        caption="Imprese dell’aggregazione"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: 'Impresa', cell: ({ name }) => name },
          { title: 'Ammesse', cell: ({ cents }) => <Money cents={cents} />, isNumber: true },
          { title: 'Contributo', cell: ({ cents }) => <Money cents={cents / 3} />, isNumber: true },
          { title: 'Consenso', cell: ({ tag }) => tag },
        ]}
      />
      <Pagination next="MTI4NDc" />
      <EmptyState title="Nessuna domanda">
        <p>Quando un’aggregazione ti aggiunge, la sua domanda appare qui.</p>
        <ButtonLink href="/calls">Cerca un bando</ButtonLink>
      </EmptyState>
    </Section>
  );
}

function KitThread() {
  return (
    <Section id="thread" title="E adesso">
      <Timeline
        steps={[
          { state: 'done', title: 'Ricevuta', when: '3 dicembre 2024' },
          {
            state: 'now',
            title: 'Istruttoria',
            children: <p>Se manca qualcosa te lo chiediamo una volta sola.</p>,
          },
          { state: 'ahead', title: 'Concessione', when: '3 aprile 2025' },
        ]}
      />
      <Details summary="Come verificare">
        <p>
          Con <code>bandolo verify ricevuta.json</code>.
        </p>
      </Details>
    </Section>
  );
}
