import type { ProblemPart, ProblemReply } from './problem-reply.ts';

/** A refusal as programs are told of it; its code is stable. */
interface Said {
  readonly status: number;
  readonly en: string;
}

interface About {
  /** The one part of the request that it is about, as a JSON pointer. */
  readonly path?: string | undefined;
  /** Or several, each with what is wrong with it. */
  readonly errors?: readonly ProblemPart[];
  /** Where there is more to say than always. */
  readonly detail?: string;
  readonly more?: ProblemReply['more'] | undefined;
}

/** What the rules refuse, for programs. */
export function refusedByRules(
  code: string,
  { status, en }: Said,
  { path = '', errors, detail = en, more }: About = {},
): ProblemReply {
  const own = path === '' ? [] : [{ code, path, detail }];
  const title = 'Refused by the rules';
  return { status, code, title, detail, errors: errors ?? own, ...(more && { more }) };
}

/** The same where several parts of a request may be refused at once. */
export function partsRefused<Code extends string>(
  problems: readonly { readonly code: Code; readonly path: string }[],
  texts: Readonly<Record<Code, Said>>,
): ProblemReply {
  const [first] = problems;
  if (!first) throw new Error('A refusal without a problem.');
  const isOne = problems.length === 1;
  const parts = problems.filter(({ path }) => path !== '');
  return {
    ...refusedByRules(isOne ? first.code : 'refused', texts[first.code], {
      errors: parts.map(({ code, path }) => ({ code, path, detail: texts[code].en })),
      ...(isOne ? {} : { detail: 'The rules refuse this; see each part.' }),
    }),
  };
}
