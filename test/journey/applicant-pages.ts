import { applicationWords } from '../../src/applications/words.ts';
import { dialogueWords } from '../../src/examination/requests/words.ts';
import { findAll, textOf } from '../support/page-tree.ts';
import type { Filled } from '../support/page-form.ts';
import type { PageVisitor, ShownPage } from '../support/page-visitor.ts';
import { expectSaid } from './office-pages.ts';
import { questionOf } from './call-words.ts';
import type { Actor } from './stage.ts';
import type { ApplicantWays } from './ways.ts';

const dialogue = dialogueWords.it;
const own = applicationWords.it;

/** Somebody of the lead in front of pages. */
export const applicantPages: ApplicantWays = {
  reply: async (applicant, title, { text, correction, file }) => {
    const visitor = await openOwn(applicant, title);
    await visitor.follow(dialogue.goToAnswer);
    if (file)
      expectSaid(
        await visitor.press(`${dialogue.upload} ${dialogue.uploadFor(1)}`, [
          [dialogue.uploadFor(1), { name: 'delibera.pdf', content: file }],
        ]),
        dialogue.uploaded,
      );
    const filled: Filled = [
      ...pointsIn(visitor.here()).map((point) => [point, text] as const),
      ...(correction === undefined
        ? []
        : ([[questionOf(correction.fact), String(correction.value)]] as const)),
    ];
    await visitor.press(dialogue.replyReview, filled);
    expectSaid(await visitor.press(dialogue.sendNow), dialogue.replySent);
  },
  withdraw: async (applicant, title, reason) => {
    const visitor = await openOwn(applicant, title);
    const { text } = await visitor.press(own.withdraw, [[own.reason, reason]]);
    if (!text.includes(reason) && !/ritirat/i.test(text))
      throw new Error(`«${title}» is not withdrawn: ${text.slice(0, 200)}`);
  },
};

/** From the list of one's own applications to the one with that title. */
export async function openOwn(applicant: Actor, title: string): Promise<PageVisitor> {
  const visitor = await applicant.visitor();
  await visitor.open('/applications');
  await visitor.follow(title);
  return visitor;
}

function pointsIn({ root }: ShownPage): readonly string[] {
  return findAll(root, ({ tag }) => tag === 'label')
    .map((label) => textOf(label).replace(/ \(.*\)$/, ''))
    .filter((text) => text.startsWith('Risposta al punto '));
}
