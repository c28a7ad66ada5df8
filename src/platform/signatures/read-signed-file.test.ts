import { randomBytes, randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  makeHolder,
  makeRevocations,
  pemOf,
  signMessage,
  signPdf,
  type Holder,
} from '../../../test/support/signing-authority.ts';
import { readRevocations, type Anchors } from './anchors.ts';
import { readCertificate } from './certificate.ts';
import { readSignedFile, type SignedFileReading } from './read-signed-file.ts';

const text = Buffer.from('{"bandolo":"application/1","title":"Lampioni"}');
const code = 'RSSMRA80A01H501U';
const day = 24 * 3600 * 1000;

let root: Holder;
let middle: Holder;
let signer: Holder;

beforeAll(async () => {
  root = await makeHolder({ name: 'Radice inventata', isAuthority: true });
  middle = await makeHolder({ name: 'Certificatore inventato', isAuthority: true }, root);
  signer = await makeHolder({ name: 'Mario Rossi', fiscalCode: code }, middle);
});

function anchorsOf(holders: readonly Holder[], lists: readonly Buffer[] = []): Anchors {
  return {
    certificates: holders.map(({ der }) => readCertificate(der)!),
    revocations: lists.map((list) => readRevocations(list)!),
    issuedAt: undefined,
    nextUpdate: undefined,
    unreadable: [],
  };
}

function read(
  file: Buffer,
  { anchors = anchorsOf([root]), at = new Date(), texts = [text] } = {},
): Promise<SignedFileReading> {
  return readSignedFile(file, { anchors, at, texts });
}

/** `signed cades`, with what is wrong with each signer, or the reason of the refusal. */
function said(reading: SignedFileReading): string {
  if (reading.type === 'refused') return reading.code;
  const problems = reading.signers.map(({ problem }) => problem ?? 'good');
  return `${reading.form} ${problems.join(' ')}`;
}

describe('what is taken', () => {
  test('a message around the text, with all that is known of who signed', async () => {
    const reading = await read(await signMessage(signer, text, { along: [middle] }));
    expect(said(reading)).toBe('cades good');
    if (reading.type === 'refused') return;
    expect(reading.content.equals(text)).toBe(true);
    expect(reading.signers[0]).toMatchObject({
      fiscalCode: code,
      name: 'Mario Rossi, IT',
      issuer: 'Certificatore inventato, IT',
      isQualified: true,
      isOnDevice: true,
      revocation: 'not-checked',
    });
    expect(reading.signers[0]?.chain).toHaveLength(3);
  });

  test('one beside the text, PEM, base64, RSA, several signers, and one within another', async () => {
    const along = [middle];
    const message = await signMessage(signer, text, { along });
    const rsa = await makeHolder({ name: 'Anna Verdi', fiscalCode: code, key: 'rsa' }, middle);
    const many = await signMessage(signer, text, { along, more: [rsa] });
    const detached = await signMessage(signer, text, { along, detached: true });
    const again = await signMessage(rsa, message, { along });
    const basic = message.toString('base64');
    expect(said(await read(detached))).toBe('cades-detached good');
    expect(said(await read(Buffer.from(pemOf(message, 'PKCS7'))))).toBe('cades good');
    expect(said(await read(Buffer.from(basic)))).toBe('cades good');
    expect(said(await read(Buffer.from(basic.replaceAll(/.{76}/g, '$&\r\n'))))).toBe('cades good');
    expect(said(await read(many))).toBe('cades good good');
    expect(said(await read(again))).toBe('cades good good');
  });

  test('an issuer in the middle that the body trusts by itself, as trusted lists have it', async () => {
    const message = await signMessage(signer, text);
    expect(said(await read(message, { anchors: anchorsOf([middle]) }))).toBe('cades good');
  });

  test('a PDF that was signed, then signed by another', async () => {
    const file = pdf();
    const once = await signPdf(signer, file, { along: [middle] });
    expect(said(await read(once))).toBe('pades good');
    const other = await makeHolder({ name: 'Anna Verdi', fiscalCode: code }, middle);
    const twice = await signPdf(other, once, { along: [middle] });
    expect(said(await read(twice))).toBe('pades good good');
    const around = await signMessage(signer, once, { along: [middle] });
    expect(said(await read(around))).toBe('pades good good');
  });
});

describe('what is not', () => {
  test('a stranger, a false root of the same name, and nobody trusted at all', async () => {
    const other = await makeHolder({ name: 'Altra radice', isAuthority: true });
    const stranger = await makeHolder({ name: 'Mario Rossi', fiscalCode: code }, other);
    const twin = await makeHolder({ name: 'Radice inventata', isAuthority: true });
    const fake = await makeHolder({ name: 'Mario Rossi', fiscalCode: code }, twin);
    const by = (holder: Holder, along: Holder) => signMessage(holder, text, { along: [along] });
    expect(said(await read(await by(stranger, other)))).toBe('cades untrusted');
    expect(said(await read(await by(fake, twin)))).toBe('cades false-root');
    const none = { anchors: anchorsOf([]) };
    expect(said(await read(await by(signer, middle), none))).toBe('cades untrusted');
    expect(said(await read(await signMessage(signer, text)))).toBe('cades untrusted');
  });

  test('a certificate that is over, or not begun, at that time and not another', async () => {
    const until = new Date(Date.now() - day);
    const over = await makeHolder({ name: 'Mario Rossi', fiscalCode: code, until }, middle);
    const message = await signMessage(over, text, { along: [middle] });
    expect(said(await read(message))).toBe('cades expired');
    expect(said(await read(message, { at: new Date(Date.now() - 2 * day) }))).toBe('cades good');
    const early = { at: new Date(Date.now() - 300 * day) };
    expect(said(await read(message, early))).toBe('cades not-yet-valid');
  });

  test('one that was revoked; and who is not on a list that holds is known to be good', async () => {
    const message = await signMessage(signer, text, { along: [middle] });
    const all = anchorsOf(
      [root],
      [await makeRevocations(root, []), await makeRevocations(middle, [])],
    );
    const good = await read(message, { anchors: all });
    expect(good).toMatchObject({ signers: [{ problem: undefined, revocation: 'good' }] });
    const revoked = anchorsOf([root], [await makeRevocations(middle, [signer])]);
    expect(said(await read(message, { anchors: revoked }))).toBe('cades revoked');
    const twin = await makeHolder({ name: 'Certificatore inventato', isAuthority: true }, root);
    const forged = anchorsOf([root], [await makeRevocations(twin, [signer])]);
    expect(said(await read(message, { anchors: forged }))).toBe('cades good');
    const old = await makeRevocations(middle, [], { nextUpdate: new Date(Date.now() - day) });
    const stale = await read(message, { anchors: anchorsOf([root, middle], [old]) });
    expect(stale).toMatchObject({ signers: [{ revocation: 'not-checked' }] });
  });

  test('a certificate for entering, one that is not qualified, no name of it, an old digest', async () => {
    const entering = { name: 'M', fiscalCode: code, isForSigning: false };
    const plain = { name: 'M', fiscalCode: code, isQualified: false };
    const along = [middle];
    const by = async (subject: typeof entering | typeof plain) =>
      said(await read(await signMessage(await makeHolder(subject, middle), text, { along })));
    expect(await by(entering)).toBe('cades not-for-signing');
    expect(await by(plain)).toBe('cades not-qualified');
    const unbound = await signMessage(signer, text, { along, isUnbound: true });
    expect(said(await read(unbound))).toBe('cades not-bound');
    const weak = await signMessage(signer, text, { along, digest: 'SHA-1' });
    expect(said(await read(weak))).toBe('cades weak');
  });

  test('another text beside the signature, a revision after it, and files that are not signed', async () => {
    const detached = await signMessage(signer, Buffer.from('altro'), { detached: true });
    expect(said(await read(detached))).toBe('other-text');
    const signed = await signPdf(signer, pdf(), { along: [middle] });
    const added = Buffer.concat([signed, Buffer.from('\n9 0 obj\n<< >>\nendobj\n%%EOF\n')]);
    expect(said(await read(added))).toBe('later-revision');
    expect(said(await read(pdf()))).toBe('not-signed');
    expect(said(await read(text))).toBe('not-signed');
    expect(said(await read(Buffer.alloc(0)))).toBe('not-signed');
    expect(said(await read(Buffer.alloc(17 * 1024 * 1024)))).toBe('too-large');
  });
});

/** Positions at which a change of one bit was not noticed; every so many positions, from another one each time. */
async function unnoticed(file: Buffer, every: number): Promise<readonly string[]> {
  expect(said(await read(file))).toMatch(/ good$/);
  const found: string[] = [];
  let position = randomInt(every);
  for (; position < file.length; position += every) {
    const bit = randomInt(8);
    const changed = Buffer.from(file);
    changed[position] = (changed[position] ?? 0) ^ (1 << bit);
    if (said(await read(changed)).endsWith(' good')) found.push(`byte ${position}, bit ${bit}`);
  }
  return found;
}

test('no byte of a signed file can be another', async () => {
  const along = [middle];
  const message = await signMessage(signer, text, { along });
  expect(await unnoticed(message, 3)).toEqual([]);
  expect(await unnoticed(Buffer.from(pemOf(message, 'PKCS7')), 13)).toEqual([]);
  expect(await unnoticed(await signMessage(signer, text, { along, detached: true }), 11)).toEqual(
    [],
  );
  expect(await unnoticed(await signPdf(signer, pdf(), { along }), 61)).toEqual([]);
}, 60_000);

test('the numbers of an elliptic signature are numbers, in certificates as in the file', async () => {
  const message = await signMessage(signer, text, { along: [middle] });
  const found: string[] = [];
  // A number that says to be of an enumeration has the same bits, and lenient readers take it.
  for (let position = 0; position < message.length; position += 1) {
    if (message[position] !== 0x02) continue;
    const changed = Buffer.from(message);
    changed[position] = 0x0a;
    if (said(await read(changed)).endsWith(' good')) found.push(`byte ${position}`);
  }
  expect(found).toEqual([]);
}, 60_000);

test('whatever is sent gets an answer, soon', async () => {
  const message = await signMessage(signer, text, { along: [middle] });
  const began = Date.now();
  for (let round = 0; round < 400; round += 1) {
    const noise = randomBytes(1 + (round % 700));
    const cut = message.subarray(0, (round * 37) % message.length);
    const mixed = Buffer.concat([message.subarray(0, (round * 53) % message.length), noise]);
    for (const file of [
      noise,
      cut,
      mixed,
      Buffer.concat([Buffer.from('%PDF-1.4\n/ByteRange'), noise]),
    ])
      expect((await read(file)).type).toBe('refused');
  }
  const deep = Buffer.alloc(2 * 1024 * 1024, Buffer.from([0x30, 0x80]));
  const wide = Buffer.concat([
    Buffer.from('3083fffff0', 'hex'),
    Buffer.alloc(0xfffff0, Buffer.from([0x05, 0])),
  ]);
  for (const file of [deep, wide]) expect((await read(file)).type).toBe('refused');
  expect(Date.now() - began).toBeLessThan(30_000);
}, 60_000);

/** A PDF of one empty page. */
function pdf(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  const head = `%PDF-1.4\n${body}`;
  return Buffer.from(
    `${head}xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${head.length}\n%%EOF\n`,
    'latin1',
  );
}
