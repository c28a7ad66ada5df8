import { isUtf8 } from 'node:buffer';
import { Truncated } from './receive-file.ts';

const headBytesMax = 8 * 1024;
/** As much as the longest message takes, whatever its letters. */
const fieldBytesMax = 48 * 1024;
const fieldsMax = 20;

/** The form of a page with files, which come last. */
export interface FileForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: FormFile | undefined;
}

export interface FormFile {
  /** As the browser said it: text and nothing more. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** The file after this one, once this one has been read to its end. */
  readonly next: () => Promise<FormFile | undefined>;
}

/** The boundary of a form with files; nothing when there is none. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** Reads a form up to its file, whose content is then read as it arrives; nothing when it is no such form. */
export async function readFileForm(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<FileForm | undefined> {
  const reader = new Reader(source);
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  if (!(await reader.readTo(Buffer.from(`--${boundary}`), headBytesMax))) return undefined;
  const next = Buffer.from(`\r\n--${boundary}`);
  for (let count = 0; count < fieldsMax; count += 1) {
    const after = await reader.take(2);
    if (after === '--') return { fields, file: undefined };
    if (after !== '\r\n') return undefined;
    const head = await reader.readTo(Buffer.from('\r\n\r\n'), headBytesMax);
    const part = head && readHead(head);
    if (!part) return undefined;
    if (part.fileName !== undefined) return { fields, file: fileOf(reader, next, part.fileName) };
    const value = await reader.readTo(next, fieldBytesMax);
    if (!value || !isUtf8(value) || value.includes(0)) return undefined;
    fields[part.name] = value.toString('utf8');
  }
  return undefined;
}

function fileOf(reader: Reader, mark: Buffer, name: string): FormFile {
  return { name, content: reader.upTo(mark), next: () => nextFile(reader, mark) };
}

async function nextFile(reader: Reader, mark: Buffer): Promise<FormFile | undefined> {
  const after = await reader.take(2);
  if (after === '--') return undefined;
  const head =
    after === '\r\n' ? await reader.readTo(Buffer.from('\r\n\r\n'), headBytesMax) : undefined;
  const name = head && readHead(head)?.fileName;
  if (name === undefined) throw new Truncated('the form does not end after its files');
  return fileOf(reader, mark, name);
}

function readHead(
  head: Buffer,
): { readonly name: string; readonly fileName: string | undefined } | undefined {
  if (!isUtf8(head)) return undefined;
  const line = head
    .toString('utf8')
    .split('\r\n')
    .find((each) => /^content-disposition:\s*form-data;/i.test(each));
  const name = /;\s*name="([^"]*)"/i.exec(line ?? '')?.[1];
  if (name === undefined) return undefined;
  const fileName = /;\s*filename="([^"]*)"/i.exec(line ?? '')?.[1];
  return { name, fileName: fileName?.replaceAll('%22', '"') };
}

/** Reads pieces as they come, and keeps no more of them than it is asked to look through. */
class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** What comes before the mark, which is left behind; nothing when it does not come in time. */
  async readTo(mark: Buffer, bytesMax: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#buffer.indexOf(mark);
      if (at >= 0) {
        const found = this.#buffer.subarray(0, at);
        this.#buffer = this.#buffer.subarray(at + mark.length);
        return found.length > bytesMax ? undefined : found;
      }
      if (this.#buffer.length > bytesMax + mark.length || !(await this.#more())) return undefined;
    }
  }

  /** So many bytes, or fewer where no more come. */
  async take(bytes: number): Promise<string> {
    while (this.#buffer.length < bytes && (await this.#more()));
    const taken = this.#buffer.subarray(0, bytes);
    this.#buffer = this.#buffer.subarray(taken.length);
    return taken.toString('latin1');
  }

  /** Everything before the mark, piece by piece. */
  async *upTo(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#buffer.indexOf(mark);
      const sure = at >= 0 ? at : Math.max(0, this.#buffer.length - mark.length + 1);
      if (sure > 0) yield this.#buffer.subarray(0, sure);
      this.#buffer = this.#buffer.subarray(at >= 0 ? at + mark.length : sure);
      if (at >= 0) return;
      if (!(await this.#more())) throw new Truncated('the form ends within its file');
    }
  }

  async #more(): Promise<boolean> {
    const next: IteratorResult<Uint8Array, unknown> = await this.#pieces.next();
    if (next.done === true) return false;
    this.#buffer = Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}
