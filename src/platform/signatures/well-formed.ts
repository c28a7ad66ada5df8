const depthMax = 60;

const sequence = 0x30;
const set = 0x31;
const integer = 0x02;
const bits = 0x03;
const boolean = 0x01;
const nothing = 0x05;
const octetsInParts = 0x24;

interface Head {
  readonly tag: number;
  /** Where the content begins. */
  readonly at: number;
  /** Where it ends; nothing for one that says so itself when it is over. */
  readonly end: number | undefined;
}

/**
 * Whether the bytes are one structure of ASN.1 in which each part fits its whole and is written the shortest way.
 * Parts without a length, as programs write them that sign while they read, are taken.
 */
export function isWellFormed(bytes: Uint8Array): boolean {
  return partEnd(bytes, { from: 0, end: bytes.length, depth: 0 }) === bytes.length;
}

/** Whether the bytes are a sequence of two numbers and nothing else, as signatures with elliptic curves are. */
export function isPairOfNumbers(bytes: Uint8Array): boolean {
  if (!isWellFormed(bytes)) return false;
  const whole = headAt(bytes, 0, bytes.length);
  const first = whole && headAt(bytes, whole.at, bytes.length);
  const second = first?.end === undefined ? undefined : headAt(bytes, first.end, bytes.length);
  const isPair = first?.tag === integer && second?.tag === integer;
  return isPair && whole?.tag === sequence && second.end === bytes.length;
}

interface Room {
  readonly from: number;
  readonly end: number;
  readonly depth: number;
}

/** Where the part that begins there ends; nothing when it is not as it should be. */
function partEnd(bytes: Uint8Array, { from, end, depth }: Room): number | undefined {
  const head = headAt(bytes, from, end);
  if (!head || depth > depthMax) return undefined;
  if ((head.tag & 0x20) === 0) return isPrimitive(bytes, head) ? head.end : undefined;
  const isUniversal = (head.tag & 0xc0) === 0;
  if (isUniversal && ![sequence, set, octetsInParts].includes(head.tag)) return undefined;
  let at = head.at;
  const last = head.end ?? end;
  while (at < last) {
    if (head.end === undefined && bytes[at] === 0 && bytes[at + 1] === 0) return at + 2;
    const next = partEnd(bytes, { from: at, end: last, depth: depth + 1 });
    if (next === undefined) return undefined;
    at = next;
  }
  return head.end !== undefined && at === head.end ? at : undefined;
}

function headAt(bytes: Uint8Array, from: number, end: number): Head | undefined {
  const tag = bytes[from];
  const first = bytes[from + 1];
  if (tag === undefined || first === undefined || from + 2 > end) return undefined;
  // No structure here has a tag of more than one byte, and none ends before it begins.
  if ((tag & 0x1f) === 0x1f || tag === 0) return undefined;
  if (first < 0x80) return within({ tag, at: from + 2, end: from + 2 + first }, end);
  if (first === 0x80) return (tag & 0x20) === 0 ? undefined : { tag, at: from + 2, end: undefined };
  const count = first & 0x7f;
  const at = from + 2 + count;
  if (count > 4 || at > end) return undefined;
  let length = 0;
  for (let index = from + 2; index < at; index += 1) length = length * 256 + (bytes[index] ?? 0);
  const isShortest = length >= 0x80 && bytes[from + 2] !== 0;
  return isShortest ? within({ tag, at, end: at + length }, end) : undefined;
}

function within(head: Head & { readonly end: number }, end: number): Head | undefined {
  return head.end <= end ? head : undefined;
}

function isPrimitive(bytes: Uint8Array, { tag, at, end = at }: Head): boolean {
  if (tag === (sequence & 0x1f) || tag === (set & 0x1f)) return false;
  const [first = 0, second = 0] = bytes.subarray(at, Math.min(end, at + 2));
  if (tag === nothing) return end === at;
  if (tag === boolean) return end === at + 1 && (first === 0xff || first === 0);
  if (tag === bits) return end > at && first < 8;
  if (tag !== integer) return true;
  if (end === at) return false;
  const isPadded = end > at + 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80);
  return !isPadded;
}
