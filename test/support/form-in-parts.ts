import type { PickedFile } from './page-form.ts';

const boundary = 'between-the-parts-of-this-form';

/** A form with files as a browser sends it. */
export function inParts(fields: readonly (readonly [string, string | PickedFile])[]): {
  readonly payload: Buffer;
  readonly contentType: string;
} {
  const parts = fields.flatMap(([name, value]) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileHead(value)}`,
    ),
    typeof value === 'string' ? Buffer.from(value) : value.content,
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

function fileHead(value: string | PickedFile): string {
  return typeof value === 'string'
    ? '\r\n\r\n'
    : `; filename="${value.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
}
