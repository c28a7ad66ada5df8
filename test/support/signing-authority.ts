import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** Somebody who can sign: a key and the certificate that says whose it is. */
export interface Holder {
  readonly certificate: pkijs.Certificate;
  readonly der: Buffer;
  readonly key: webcrypto.CryptoKey;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface Subject {
  readonly name: string;
  readonly fiscalCode?: string;
  readonly from?: Date;
  readonly until?: Date;
  readonly isAuthority?: boolean;
  readonly isQualified?: boolean;
  readonly isForSigning?: boolean;
  readonly key?: 'ec' | 'rsa';
}

const day = 24 * 3600 * 1000;

function generate(kind: 'ec' | 'rsa'): Promise<webcrypto.CryptoKeyPair> {
  const uses = ['sign', 'verify'] as const;
  return kind === 'ec'
    ? webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [...uses])
    : webcrypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
          hash: 'SHA-256',
        },
        true,
        [...uses],
      );
}

/** A certificate: of an authority of its own, or given by one. */
export async function makeHolder(subject: Subject, issuer?: Holder): Promise<Holder> {
  const keys = await generate(subject.key ?? 'ec');
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: serial() });
  write(certificate.subject, subject);
  if (issuer) certificate.issuer = issuer.certificate.subject;
  else write(certificate.issuer, subject);
  certificate.notBefore.value = subject.from ?? new Date(Date.now() - 30 * day);
  certificate.notAfter.value = subject.until ?? new Date(Date.now() + 365 * day);
  certificate.extensions = extensionsOf(subject);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(issuer?.key ?? keys.privateKey, 'SHA-256');
  const der = Buffer.from(certificate.toSchema(true).toBER(false));
  // Read back, so that it is what a reader of the file has.
  return { certificate: pkijs.Certificate.fromBER(der), der, key: keys.privateKey, keys };
}

function serial(): ArrayBuffer {
  const bytes = randomBytes(8);
  bytes[0] = 0x11;
  return new Uint8Array(bytes).buffer;
}

function write(name: pkijs.RelativeDistinguishedNames, { name: text, fiscalCode }: Subject): void {
  const add = (type: string, value: asn1js.PrintableString | asn1js.Utf8String): void => {
    name.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type, value: value }));
  };
  add('2.5.4.6', new asn1js.PrintableString({ value: 'IT' }));
  add('2.5.4.3', new asn1js.Utf8String({ value: text }));
  if (fiscalCode !== undefined)
    add('2.5.4.5', new asn1js.PrintableString({ value: `TINIT-${fiscalCode}` }));
}

function extensionsOf({
  isAuthority = false,
  isQualified = true,
  isForSigning = true,
}: Subject): pkijs.Extension[] {
  const usage = isAuthority ? 0x06 : isForSigning ? 0x40 : 0x80;
  const bits = new asn1js.BitString({
    valueHex: new Uint8Array([usage]).buffer,
    unusedBits: isAuthority ? 1 : isForSigning ? 6 : 7,
  });
  const extensions = [
    extension('2.5.29.15', bits, true),
    extension('2.5.29.19', new pkijs.BasicConstraints({ cA: isAuthority }).toSchema(), true),
  ];
  if (!isAuthority && isQualified)
    extensions.push(
      extension(
        '1.3.6.1.5.5.7.1.3',
        new asn1js.Sequence({
          value: ['0.4.0.1862.1.1', '0.4.0.1862.1.4'].map(
            (oid) => new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oid })] }),
          ),
        }),
      ),
    );
  return extensions;
}

function extension(extnID: string, value: asn1js.BaseBlock, critical = false): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });
}

export interface SigningOptions {
  readonly detached?: boolean;
  /** Certificates that go along beside the signer's. */
  readonly along?: readonly Holder[];
  /** Without the attribute that names the certificate. */
  readonly isUnbound?: boolean;
  readonly digest?: 'SHA-256' | 'SHA-1';
  /** Others who sign the same content in the same message. */
  readonly more?: readonly Holder[];
}

/** A message of CMS on that content, as signing programs make it (CAdES-BES); DER. */
export async function signMessage(
  holder: Holder,
  content: Uint8Array,
  {
    detached = false,
    along = [],
    more = [],
    isUnbound = false,
    digest = 'SHA-256',
  }: SigningOptions = {},
): Promise<Buffer> {
  const signers = [holder, ...more];
  const message = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: pkijs.ContentInfo.DATA,
      ...(detached ? {} : { eContent: new asn1js.OctetString({ valueHex: copy(content) }) }),
    }),
    signerInfos: signers.map(
      (each) =>
        new pkijs.SignerInfo({
          version: 1,
          sid: new pkijs.IssuerAndSerialNumber({
            issuer: each.certificate.issuer,
            serialNumber: each.certificate.serialNumber,
          }),
          signedAttrs: attributesOf(each, content, { isUnbound, digest }),
        }),
    ),
    certificates: [...signers, ...along].map(({ certificate }) => certificate),
  });
  for (const [index, { key }] of signers.entries())
    await message.sign(key, index, digest, copy(content));
  const info = new pkijs.ContentInfo({
    contentType: pkijs.ContentInfo.SIGNED_DATA,
    content: message.toSchema(true),
  });
  return Buffer.from(info.toSchema().toBER(false));
}

function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function attributesOf(
  { der }: Holder,
  content: Uint8Array,
  { isUnbound, digest }: Required<Pick<SigningOptions, 'isUnbound' | 'digest'>>,
): pkijs.SignedAndUnsignedAttributes {
  const octets = (bytes: Buffer) => new asn1js.OctetString({ valueHex: copy(bytes) });
  const hashed = createHash(digest).update(content).digest();
  const attributes = [
    new pkijs.Attribute({
      type: '1.2.840.113549.1.9.3',
      values: [new asn1js.ObjectIdentifier({ value: pkijs.ContentInfo.DATA })],
    }),
    new pkijs.Attribute({
      type: '1.2.840.113549.1.9.5',
      values: [new asn1js.UTCTime({ valueDate: new Date() })],
    }),
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.4', values: [octets(hashed)] }),
  ];
  if (!isUnbound) {
    const id = new asn1js.Sequence({ value: [octets(createHash('sha256').update(der).digest())] });
    const binding = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
    attributes.push(new pkijs.Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [binding] }));
  }
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes });
}

/** A list of those whom an authority has revoked; DER. */
export async function makeRevocations(
  issuer: Holder,
  revoked: readonly Holder[],
  { nextUpdate = new Date(Date.now() + 7 * day) }: { readonly nextUpdate?: Date } = {},
): Promise<Buffer> {
  const list = new pkijs.CertificateRevocationList();
  list.version = 1;
  list.issuer = issuer.certificate.subject;
  list.thisUpdate = new pkijs.Time({
    type: pkijs.TimeType.UTCTime,
    value: new Date(Date.now() - 2 * day),
  });
  list.nextUpdate = new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: nextUpdate });
  if (revoked.length > 0)
    list.revokedCertificates = revoked.map(
      ({ certificate }) =>
        new pkijs.RevokedCertificate({
          userCertificate: certificate.serialNumber,
          revocationDate: new pkijs.Time({
            type: pkijs.TimeType.UTCTime,
            value: new Date(Date.now() - 2 * day),
          }),
        }),
    );
  await list.sign(issuer.key, 'SHA-256');
  return Buffer.from(list.toSchema(true).toBER(false));
}

export function pemOf(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const placeBytes = 8192;

/** Signs a PDF by adding to it, as PAdES programs do: the file as it was, then the signature. */
export async function signPdf(
  holder: Holder,
  file: Buffer,
  options: SigningOptions = {},
): Promise<Buffer> {
  const text = file.toString('latin1');
  const root = /\/Root (\d+) 0 R/.exec(text)?.[1] ?? '1';
  const size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)?.[1] ?? 10);
  const previous = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '0';
  const catalog =
    new RegExp(`\\n${root} 0 obj\\s*<<([\\s\\S]*?)>>\\s*endobj`).exec(text)?.[1] ?? '';
  const object = `${size} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${'*'.repeat(9)} ${'*'.repeat(9)} ${'*'.repeat(9)}] /Contents <`;
  const rest = `> >>\nendobj\n${size + 1} 0 obj\n<< /FT /Sig /Type /Annot /Subtype /Widget /T (Firma) /V ${size} 0 R /Rect [0 0 0 0] >>\nendobj\n`;
  const first = file.length + Buffer.byteLength(object, 'latin1') - 1;
  const second = first + placeBytes * 2 + 2;
  const catalogAt = second - 1 + Buffer.byteLength(rest, 'latin1');
  const again = `${root} 0 obj\n<<${catalog} /AcroForm << /Fields [${size + 1} 0 R] /SigFlags 3 >> >>\nendobj\n`;
  const xrefAt = catalogAt + Buffer.byteLength(again, 'latin1');
  const at = (offset: number): string => String(offset).padStart(10, '0');
  const fieldAt = second + rest.indexOf(`\n${size + 1} 0 obj`);
  const xref = `xref\n${root} 1\n${at(catalogAt)} 00000 n \n${size} 2\n${at(file.length)} 00000 n \n${at(fieldAt)} 00000 n \ntrailer\n<< /Size ${size + 2} /Root ${root} 0 R /Prev ${previous} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
  const tail = Buffer.from(`${rest}${again}${xref}`, 'latin1').subarray(1);
  const range = [first, second, tail.length].map((each) => String(each).padStart(9, ' '));
  const head = Buffer.from(object.replace(/\*{9} \*{9} \*{9}/, range.join(' ')), 'latin1').subarray(
    0,
    -1,
  );
  const signed = Buffer.concat([file, head, tail]);
  const message = await signMessage(holder, signed, { ...options, detached: true });
  const hex = message.toString('hex').padEnd(placeBytes * 2, '0');
  return Buffer.concat([file, head, Buffer.from(`<${hex}>`, 'latin1'), tail]);
}
