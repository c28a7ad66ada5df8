import { type BundleCheck, type SealedBundle, type ChainRefused } from '../engine/index.ts';
import type { SealCheck } from '../ranking/index.ts';
import type { Printing } from './print-money.ts';
import { printDecisions, printTitle } from './print-frame.ts';
import { hanging, styleOf } from './style.ts';
import { moneyWords, say, type Language } from './words.ts';
import { parseCents } from '../engine/index.ts';

/** All that was found out about a bundle. */
export interface Verdict {
  readonly bundle: SealedBundle;
  readonly seal: SealCheck;
  readonly check: BundleCheck;
  readonly acts:
    | {
        readonly count: number;
        /** `missing` where nobody signed them, as those that `scroll` writes. */
        readonly signature: SealCheck['signature'];
        readonly refused: ChainRefused | undefined;
      }
    | undefined;
  readonly isGood: boolean;
}

/** Acts that nobody signed are looked at for what they say alone. */
export function isActsGood({ signature, refused }: NonNullable<Verdict['acts']>): boolean {
  return refused === undefined && (signature === 'good' || signature === 'missing');
}

export function isFictional({ definition, decisions }: SealedBundle): boolean {
  return definition.fictional === true || decisions.some((file) => file.fictional);
}

const differencesMax = 100;

/** What was looked at, one line each, and every difference by name. */
export async function printVerdict(verdict: Verdict, printing: Printing): Promise<void> {
  const { bundle, seal, check, acts, isGood } = verdict;
  const { language, terminal } = printing;
  const style = styleOf(terminal);
  await printTitle({ document: bundle.definition, isFictional: isFictional(bundle) }, printing);
  const tick = (isFine: boolean, text: string): string =>
    hanging(isFine ? '✓ ' : '✗ ', text, terminal.columns)
      .map(isFine ? style.good : style.bad)
      .join('\n');
  const lines = [
    '',
    tick(seal.signature === 'good', signatureWords(seal.signature, language)),
    ...(bundle.signature
      ? [
          style.dim(
            `  ${say(language, 'chiave pubblica', 'public key')}: ${bundle.signature.publicKey}`,
          ),
        ]
      : []),
    tick(
      seal.changed.length === 0,
      seal.changed.length === 0
        ? say(language, 'ogni parte è quella pubblicata', 'every part is as it was published')
        : say(
            language,
            `non sono come pubblicati: ${seal.changed.join(', ')}`,
            `not as published: ${seal.changed.join(', ')}`,
          ),
    ),
    style.dim(`  ${say(language, 'regole', 'rules')}: SHA-256 ${bundle.definitionHash}`),
    tick(
      check.problems.length === 0 && check.differences.length === 0,
      recomputedWords(verdict, language),
    ),
  ];
  for (const problem of check.problems) lines.push(...hanging('  - ', problem, terminal.columns));
  for (const { path, published, recomputed } of check.differences.slice(0, differencesMax)) {
    const text = say(
      language,
      `${path}: pubblicato ${published}, ricalcolato ${recomputed}`,
      `${path}: published ${published}, recomputed ${recomputed}`,
    );
    lines.push(...hanging('  - ', text, terminal.columns));
  }
  if (acts) lines.push(tick(isActsGood(acts), actsWords(acts, language)));
  const verdictText = isGood
    ? say(
        language,
        'La graduatoria è quella che danno le regole.',
        'The ranking is what the rules give.',
      )
    : say(language, 'La graduatoria NON si conferma.', 'The ranking is NOT confirmed.');
  lines.push('', style.bold(verdictText));
  await terminal.write(`${lines.join('\n')}\n`);
  await printDecisions(
    bundle.decisions.flatMap((file) => file.decisions),
    0,
    printing,
  );
}

function signatureWords(state: SealCheck['signature'], language: Language): string {
  const words: Readonly<Record<SealCheck['signature'], readonly [string, string]>> = {
    good: ['la firma è valida', 'the signature is valid'],
    bad: ['la firma non è di questo contenuto', 'the signature is not of this content'],
    missing: ['nessuno l’ha firmata', 'nobody has signed it'],
    'by-another-key': ['firmata con un’altra chiave', 'signed with another key'],
  };
  return say(language, ...words[state]);
}

function recomputedWords({ bundle, check }: Verdict, language: Language): string {
  if (check.problems.length > 0)
    return say(language, 'non si può ricalcolare:', 'it cannot be computed again:');
  const granted = moneyWords(parseCents(bundle.totals.granted) ?? 0, language);
  return check.differences.length === 0
    ? say(
        language,
        `${check.checked} domande ricalcolate, ${granted} concessi: tutto torna`,
        `${check.checked} applications computed again, ${granted} granted: everything agrees`,
      )
    : say(
        language,
        `${check.checked} domande ricalcolate, ${check.differences.length} differenze:`,
        `${check.checked} applications computed again, ${check.differences.length} differences:`,
      );
}

function actsWords(
  { count, signature, refused }: NonNullable<Verdict['acts']>,
  language: Language,
): string {
  if (!refused) {
    const same = say(
      language,
      `${count} atti rifatti: uguali`,
      `${count} acts made again: the same`,
    );
    return signature === 'missing' ? same : `${same}; ${signatureWords(signature, language)}`;
  }
  return say(
    language,
    `gli atti non seguono dalla graduatoria: ${refused.code} (${refused.at})`,
    `the acts do not follow from the ranking: ${refused.code} (${refused.at})`,
  );
}
