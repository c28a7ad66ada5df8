import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Signs with Ed25519 for the body that runs this server. */
export interface Signer {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  readonly sign: (data: Uint8Array) => Buffer;
}

export function signerOf(privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (data) => sign(null, data, privateKey),
  };
}

/** The short name of a public key (SPKI, DER). */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

export function makeSigner(): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey);
}

/** The key kept in a PEM file; made on the first start, readable only by who runs the server. */
export function loadSigner(file: string): Signer {
  if (existsSync(file)) return signerOf(createPrivateKey(readFileSync(file)));
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(file), { recursive: true });
  // `wx`: of two servers that start at once, one makes the key and the other reads it.
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
    });
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return signerOf(createPrivateKey(readFileSync(file)));
}
