import type { Arguments } from './arguments.ts';
import { writeWhole } from './files.ts';
import type { Terminal } from './terminal.ts';
import { say } from './words.ts';

/** Sends text where it was asked for: to `--out`, whole or not at all, or to standard output. */
export async function emit(
  parts: AsyncIterable<string> | Iterable<string>,
  args: Arguments,
  terminal: Terminal,
): Promise<void> {
  const out = args.text('out');
  if (out === undefined) {
    for await (const part of parts) await terminal.write(part);
    return;
  }
  await writeWhole(out, parts);
  terminal.warn(`${say(args.language, 'Scritto', 'Written')}: ${out}\n`);
}
