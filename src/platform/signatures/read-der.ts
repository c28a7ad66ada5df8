import * as asn1js from 'asn1js';
import { isWellFormed } from './well-formed.ts';

export type Node = asn1js.BaseBlock;

const nodesMax = 100_000;
const listNodesMax = 2_000_000;

/** A whole structure with nothing before or after it; nothing when it is none, or larger than anybody sends. */
export function readNode(bytes: Uint8Array): Node | undefined {
  return read(bytes, nodesMax);
}

/** The same for lists of revoked certificates, which come from the operator and are long. */
export function readLongNode(bytes: Uint8Array): Node | undefined {
  return read(bytes, listNodesMax);
}

function read(bytes: Uint8Array, maxNodes: number): Node | undefined {
  if (!isWellFormed(bytes)) return undefined;
  try {
    const maxContentLength = bytes.length;
    const { offset, result } = asn1js.fromBER(bytes, { maxContentLength, maxNodes, maxDepth: 60 });
    return offset === bytes.length && result.error === '' ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a reader that throws on what it does not understand; whatever strangers send is nothing then. */
export function orNothing<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/** The parts of a sequence or a set. */
export function partsOf(node: Node | undefined): readonly Node[] {
  const block = node?.valueBlock as { readonly value?: unknown } | undefined;
  return Array.isArray(block?.value) ? (block.value as readonly Node[]) : [];
}

/** The bytes of a node as they arrived, its tag and length among them. */
export function bytesOf(node: Node): Buffer {
  return Buffer.from(node.valueBeforeDecodeView);
}

export function oidOf(node: Node | undefined): string | undefined {
  return node instanceof asn1js.ObjectIdentifier ? node.valueBlock.toString() : undefined;
}

/** The content of a primitive string of bytes. */
export function octetsOf(node: Node | undefined): Buffer | undefined {
  return node instanceof asn1js.OctetString ? Buffer.from(node.getValue()) : undefined;
}

const pemPattern =
  /^\s*-----BEGIN ([A-Z0-9 ]{2,40})-----\r?\n([A-Za-z0-9+/=\r\n]+)\r?\n-----END \1-----\s*$/;
const baseSigns = /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/;

/** The bytes themselves, from a file that holds them as they are, as PEM, or as bare base64. */
export function toDer(bytes: Buffer): Buffer | undefined {
  if (bytes[0] === 0x30) return bytes;
  const text = bytes.toString('latin1');
  const inside = pemPattern.exec(text)?.[2] ?? (baseSigns.test(text.trim()) ? text : undefined);
  if (inside === undefined) return undefined;
  const packed = inside.replaceAll(/[\r\n\s]/g, '');
  const der = Buffer.from(packed, 'base64');
  // Only the one way of writing these bytes: nothing hides in the bits that base64 leaves over.
  return der[0] === 0x30 && der.toString('base64') === packed ? der : undefined;
}
