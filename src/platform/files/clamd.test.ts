import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eicar, openScanner, type Scanner } from '../../../test/support/scanner.ts';
import { scanWithClamd, versionOfClamd } from './clamd.ts';

let scanner: Scanner;
beforeAll(async () => {
  scanner = await openScanner();
});
afterAll(() => scanner.close());

const scan = (...pieces: Buffer[]) => scanWithClamd(scanner.address, Readable.from(pieces));

test('what is clean, what is not, and what is too much to look at', async () => {
  expect(await scan(Buffer.from('all is well'))).toEqual({ state: 'clean', finding: '' });
  expect(await scan(Buffer.from('x'.repeat(50)), Buffer.from(eicar))).toEqual({
    state: 'infected',
    finding: 'Eicar-Test-Signature',
  });
  expect(await scan(Buffer.alloc(1_900_000))).toEqual({ state: 'clean', finding: '' });
  const large = Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(1_000_000)));
  expect(await scanWithClamd(scanner.address, large)).toEqual({
    state: 'unscannable',
    finding: 'INSTREAM size limit exceeded.',
  });
  expect(await versionOfClamd(scanner.address)).toMatch(/^ClamAV 1\.4\.1\//);
});

test('a scanner that is not there, hangs up or talks nonsense is no answer', async () => {
  await expect(scanWithClamd({ host: '127.0.0.1', port: 9 }, Readable.from(['x']))).rejects.toThrow(
    /ECONNREFUSED/,
  );
  await expect(scanWithClamd({ path: '/nowhere/clamd.ctl' }, Readable.from(['x']))).rejects.toThrow(
    /ENOENT/,
  );
  for (const [answer, message] of [
    ['', /without an answer|is over|ECONNRESET|EPIPE/],
    ['hello\0', /clamd answered "hello"/],
    ['x'.repeat(9000), /says too much/],
  ] as const) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => (answer === '' ? socket.destroy() : socket.write(answer)));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await expect(
      scanWithClamd({ host: '127.0.0.1', port }, Readable.from([Buffer.from('x')])),
    ).rejects.toThrow(message);
    server.close();
  }
});
