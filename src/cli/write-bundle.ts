import type { KeyObject } from 'node:crypto';
import {
  makeBundle,
  type ApplicationDocument,
  type RoundDecisions,
  type SealedBundle,
} from '../engine/index.ts';
import { signerOf } from '../platform/signer.ts';
import { newPrivateKey, readPrivateKey, sealBundle } from '../ranking/index.ts';
import type { Arguments } from './arguments.ts';
import { complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exists, readText, writeWhole } from './files.ts';
import type { OpenCall } from './open-call.ts';
import type { Terminal } from './terminal.ts';
import { say } from './words.ts';

/** The private key to sign with: read with `--key`, made with `--new-key`, or none. */
export async function openKey(
  args: Arguments,
  terminal: Terminal,
): Promise<{ readonly type: 'key'; readonly key: KeyObject | undefined } | NotUnderstood> {
  const [file, fresh] = [args.text('key'), args.text('new-key')];
  if (args.text('bundle') === undefined && (file !== undefined || fresh !== undefined))
    return notUnderstood(
      complaint('option-value', 'a key signs a bundle: say where, --bundle FILE'),
    );
  if (file !== undefined && fresh !== undefined)
    return notUnderstood(complaint('option-value', 'give --key or --new-key, not both'));
  if (fresh !== undefined) {
    if (await exists(fresh))
      return notUnderstood(
        complaint('key-there', `${fresh} is there already: a key is never written over`),
      );
    const pem = newPrivateKey();
    await writeWhole(fresh, [pem], 0o600);
    return { type: 'key', key: readPrivateKey(pem) };
  }
  if (file === undefined) return { type: 'key', key: undefined };
  const text = await readText(file, terminal);
  if (text.type === 'not-understood') return text;
  const key = readPrivateKey(text.text);
  if (key) return { type: 'key', key };
  return notUnderstood(complaint('key', `${file} is not an Ed25519 private key in PEM`));
}

export interface BundleOrder {
  readonly opened: OpenCall;
  readonly applications: readonly ApplicationDocument[];
  readonly roundDecisions: RoundDecisions;
  readonly key: KeyObject | undefined;
}

/** Publishes the round under pseudonyms, sealed, and says how it can be verified. */
export async function writeBundle(
  file: string,
  { opened, applications, roundDecisions, key }: BundleOrder,
  args: Arguments,
  terminal: Terminal,
): Promise<void> {
  const { definition, decisions } = opened;
  const made = makeBundle({ definition, decisions, roundDecisions, applications });
  if ('problems' in made)
    throw new Error(`a round was settled but not bundled: ${made.problems[0]}`);
  await writeWhole(file, bundleAsJson(sealBundle(made, key && signerOf(key))));
  const unsigned = say(
    args.language,
    ', senza firma (--key o --new-key per firmarlo)',
    ', not signed (--key or --new-key to sign it)',
  );
  terminal.warn(
    `${say(args.language, 'Scritto', 'Written')}: ${file}${key ? '' : unsigned}. bandolo verify ${file}\n`,
  );
}

/** Long lists one entry a line, so that two bundles can be compared by eye. */
export function* bundleAsJson(bundle: SealedBundle): Generator<string> {
  let mark = '{';
  for (const [part, value] of Object.entries(bundle)) {
    yield `${mark}\n${JSON.stringify(part)}: `;
    if (Array.isArray(value)) {
      yield '[';
      let comma = '';
      for (const item of value) {
        yield `${comma}\n  ${JSON.stringify(item)}`;
        comma = ',';
      }
      yield value.length > 0 ? '\n]' : ']';
    } else yield JSON.stringify(value);
    mark = ',';
  }
  yield '\n}\n';
}
