import {
  conditionDepthMax,
  conditionLengthMax,
  conditionNodesMax,
  type BinaryOperator,
  type ConditionProblem,
  type Syntax,
} from './syntax.ts';
import { tokenize, type Token } from './tokens.ts';

const precedence: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
};
const units = ['eur', 'pct', 'points', 'date'] as const;

/** Stops the parser at the first thing it cannot read; never leaves this module. */
class Unreadable extends Error {
  readonly problem: ConditionProblem;
  constructor(problem: ConditionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Reads the text of a condition into its syntax tree: a subset of CEL without regular expressions,
 * text building, division or user functions. At most 300 nodes, 20 deep.
 */
export function parseCondition(source: string): Syntax | { readonly problem: ConditionProblem } {
  if (source.length > conditionLengthMax)
    return {
      problem: { message: `a condition has at most ${conditionLengthMax} characters`, offset: 0 },
    };
  const tokens = tokenize(source);
  if (!isTokens(tokens)) return { problem: tokens };
  try {
    return new Parser(tokens).parse();
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    throw error;
  }
}

function isTokens(read: readonly Token[] | ConditionProblem): read is readonly Token[] {
  return Array.isArray(read);
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Syntax {
    const tree = this.#choice(1);
    if (this.#peek().kind !== 'end')
      this.#fail(`expected the end of the condition, found "${this.#peek().text}"`);
    return tree;
  }

  #choice(depth: number): Syntax {
    const when = this.#binary(1, depth);
    if (!this.#take('?')) return when;
    const whenYes = this.#choice(depth + 1);
    this.#expect(':');
    const whenNo = this.#choice(depth + 1);
    return this.#node({ op: 'choose', when, whenYes, whenNo, at: when.at, end: whenNo.end });
  }

  #binary(lowest: number, depth: number): Syntax {
    let left = this.#unary(depth);
    for (;;) {
      const operator = this.#peek();
      const strength =
        operator.kind === 'mark' || operator.text === 'in' ? precedence[operator.text] : undefined;
      if (strength === undefined || strength < lowest) return left;
      this.#next += 1;
      const right = this.#binary(strength + 1, depth + 1);
      left = this.#node({
        op: operator.text as BinaryOperator,
        left,
        right,
        at: left.at,
        end: right.end,
      });
      if (strength === 3 && precedence[this.#peek().text] === 3)
        this.#fail('comparisons do not chain: join them with &&');
    }
  }

  #unary(depth: number): Syntax {
    if (depth > conditionDepthMax)
      this.#fail(`a condition nests at most ${conditionDepthMax} deep`);
    const token = this.#peek();
    if (this.#take('!')) {
      const of = this.#unary(depth + 1);
      return this.#node({ op: 'not', of, at: token.at, end: of.end });
    }
    if (this.#take('-')) {
      const of = this.#unary(depth + 1);
      return this.#node({ op: 'negative', of, at: token.at, end: of.end });
    }
    return this.#postfix(this.#primary(depth), depth);
  }

  #postfix(first: Syntax, depth: number): Syntax {
    let of = first;
    let length = depth;
    while (this.#take('.')) {
      length += 1;
      if (length > conditionDepthMax)
        this.#fail(`a condition nests at most ${conditionDepthMax} deep`);
      const name = this.#name();
      if (!this.#take('(')) {
        of = this.#node({
          op: 'field',
          of,
          name: name.text,
          nameAt: name.at,
          at: of.at,
          end: name.end,
        });
        continue;
      }
      const args = this.#list(')', depth + 1);
      const end = this.#tokens[this.#next - 1]?.end ?? name.end;
      of = this.#node({ op: 'method', of, name: name.text, nameAt: name.at, args, at: of.at, end });
    }
    return of;
  }

  #primary(depth: number): Syntax {
    const token = this.#peek();
    this.#next += 1;
    const { at, end } = token;
    switch (token.kind) {
      case 'int':
        return this.#node({ op: 'int', value: Number(token.text), at, end });
      case 'text':
        return this.#node({ op: 'text', value: token.text, at, end });
      case 'name':
        return this.#named(token);
      case 'mark':
        if (token.text === '(') {
          const inner = this.#choice(depth + 1);
          this.#expect(')');
          return inner;
        }
        if (token.text === '[') {
          const items = this.#list(']', depth + 1);
          return this.#node({
            op: 'list',
            items,
            at,
            end: this.#tokens[this.#next - 1]?.end ?? end,
          });
        }
        break;
      case 'end':
        break;
      default:
        token.kind satisfies never;
    }
    this.#next -= 1;
    return this.#fail(
      token.kind === 'end'
        ? 'the condition ends too early'
        : `expected a value, found "${token.text}"`,
    );
  }

  #named({ text, at, end }: Token): Syntax {
    if (text === 'true' || text === 'false')
      return this.#node({ op: 'bool', value: text === 'true', at, end });
    if (this.#peek().text !== '(') return this.#node({ op: 'name', name: text, at, end });
    const unit = units.find((each) => each === text);
    if (!unit) {
      this.#next -= 1;
      return this.#fail(`there is no function "${text}"; there are eur, pct, points and date`);
    }
    this.#next += 1;
    const literal = this.#peek();
    if (literal.kind !== 'text') return this.#fail(`${unit}(…) takes a text in quotes`);
    this.#next += 1;
    const close = this.#expect(')');
    return this.#node({
      op: 'typed',
      unit,
      text: literal.text,
      textAt: literal.at + 1,
      at,
      end: close.end,
    });
  }

  #list(close: ')' | ']', depth: number): readonly Syntax[] {
    const items: Syntax[] = [];
    while (!this.#take(close)) {
      if (items.length > 0) this.#expect(',');
      items.push(this.#choice(depth));
    }
    return items;
  }

  #name(): Token {
    const token = this.#peek();
    if (token.kind !== 'name')
      this.#fail(`expected a name after the dot, found "${token.text || 'the end'}"`);
    this.#next += 1;
    return token;
  }

  #node(node: Syntax): Syntax {
    this.#nodes += 1;
    if (this.#nodes > conditionNodesMax)
      this.#fail(`a condition has at most ${conditionNodesMax} parts`);
    return node;
  }

  #peek(): Token {
    const token = this.#tokens[this.#next] ?? this.#tokens.at(-1);
    if (!token) throw new Error('a token list always has an end');
    return token;
  }

  #take(mark: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'mark' || token.text !== mark) return false;
    this.#next += 1;
    return true;
  }

  #expect(mark: string): Token {
    const token = this.#peek();
    if (!this.#take(mark)) this.#fail(`expected "${mark}", found "${token.text || 'the end'}"`);
    return token;
  }

  #fail(message: string): never {
    throw new Unreadable({ message, offset: this.#peek().at });
  }
}
