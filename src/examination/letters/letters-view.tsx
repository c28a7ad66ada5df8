import type { VNode } from 'preact';
import type { LetterDocument } from '../../engine/index.ts';
import {
  Button,
  EmptyState,
  Form,
  Hidden,
  Instant,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { LetterBatch } from './store.ts';
import { letterWords } from './words.ts';

/** The letters that a call has, to how many each is still to be written, and how far sendings are. */
export function LettersOfCall({
  here,
  templates,
  batches,
  mayWrite,
}: {
  readonly here: string;
  readonly templates: readonly {
    readonly letter: LetterDocument;
    readonly due: number;
    readonly first: string | undefined;
  }[];
  readonly batches: readonly LetterBatch[];
  readonly mayWrite: boolean;
}): VNode {
  const words = useWords(letterWords);
  const { language } = usePage();
  const call = here.replace(/\/letters$/, '');
  if (templates.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={words.title}
        isCaptionHidden
        rows={templates}
        keyOf={({ letter }) => letter.id}
        columns={[
          { title: words.template, isRowHead: true, cell: ({ letter }) => letter.title[language] },
          { title: words.due, isNumber: true, cell: ({ due }) => due },
          {
            title: words.write,
            isWide: true,
            cell: ({ letter, due, first }) =>
              mayWrite && due > 0 && first !== undefined ? (
                <>
                  <p>
                    <a href={`${call}/applications/${first}/letters/preview?template=${letter.id}`}>
                      {words.previewOne}
                      <span class="bd-vh">: {letter.title[language]}</span>
                    </a>
                  </p>
                  <Form action={here}>
                    <Hidden name="template" value={letter.id} />
                    <Button isSmall isSecondary>
                      {words.writeOf(letter.title[language])}
                    </Button>
                  </Form>
                </>
              ) : (
                '–'
              ),
          },
        ]}
      />
      {batches.length === 0 ? null : <Batches templates={templates} batches={batches} />}
    </>
  );
}

function Batches({
  templates,
  batches,
}: {
  readonly templates: readonly { readonly letter: LetterDocument }[];
  readonly batches: readonly LetterBatch[];
}): VNode {
  const words = useWords(letterWords);
  const { language } = usePage();
  const titleOf = (template: string): string =>
    templates.find(({ letter }) => letter.id === template)?.letter.title[language] ?? template;
  return (
    <Section id="batches" title={words.batches}>
      <Table
        caption={words.batches}
        isCaptionHidden
        rows={batches}
        keyOf={({ id }) => id}
        columns={[
          { title: words.template, isRowHead: true, cell: ({ template }) => titleOf(template) },
          { title: words.begun, cell: ({ begunAt }) => <Instant at={begunAt} /> },
          {
            title: words.progress,
            isNumber: true,
            cell: ({ written, wanted }) => words.progressOf(written, wanted),
          },
          {
            title: words.state,
            cell: ({ endedAt }) => (
              <Tag tone={endedAt === null ? 'warn' : 'ok'}>
                {endedAt === null ? words.underWay : words.ended}
              </Tag>
            ),
          },
        ]}
      />
      {batches.some(({ endedAt }) => endedAt === null) ? <p>{words.reload}</p> : null}
    </Section>
  );
}
