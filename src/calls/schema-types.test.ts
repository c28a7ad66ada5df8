import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import type {
  ApplicationDocument,
  CallDocument,
  DecisionsDocument,
  Json,
} from '../engine/index.ts';
import type { ApplicationSchema, FactValueCycle } from './application-schema.ts';
import type { CallSchema } from './call-schema.ts';
import type { DecisionsSchema } from './decisions-schema.ts';
import type { FactCycle } from './fact-schema.ts';
import type { CriterionWayCycle } from './score-schema.ts';

type FactDocument = CallDocument['facts'][number];
type FactValue = ApplicationDocument['facts'][string];
type CriterionWay = NonNullable<CallDocument['score']>['criteria'][number]['by'];

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The recursive types, which are compared by themselves. */
type IsLeaf<T> =
  Same<T, Json> extends true
    ? true
    : Same<T, FactDocument> extends true
      ? true
      : Same<T, FactValue> extends true
        ? true
        : Same<T, CriterionWay>;

/** The same type without `readonly`, which a schema cannot say. */
type Plain<T> =
  IsLeaf<T> extends true
    ? 'leaf'
    : T extends object
      ? { -readonly [K in keyof T]: Plain<T[K]> }
      : T;

/** With every property demanded, so that one that only one side has cannot hide by being optional. */
type Complete<T> =
  IsLeaf<T> extends true
    ? 'leaf'
    : T extends object
      ? { -readonly [K in keyof T]-?: Complete<T[K]> }
      : T;

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

type Mutual<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? 'same'
    : 'second is wider'
  : 'first is wider';

/** The properties that differ, by name: the compiler shows them when this is not empty. */
type Drift<A, B> = {
  [
    K in keyof (A & B) as K extends keyof A & keyof B
      ? [Mutual<Plain<A[K]>, Plain<B[K]>>, Mutual<Complete<A[K]>, Complete<B[K]>>] extends [
          'same',
          'same',
        ]
        ? never
        : K
      : K
  ]: 'differs';
};

/** The ways of a criterion but for the one that holds ways again. */
type Known<T> = Plain<Exclude<T, { lost: unknown }>>;

type Agree<A, B> = [keyof Drift<A, B>] extends [never] ? 'agree' : Drift<A, B>;

test('the schemas describe the documents of the engine, checked by the compiler', () => {
  const call: Agree<Static<typeof CallSchema>, CallDocument> = 'agree';
  const decisions: Agree<Static<typeof DecisionsSchema>, DecisionsDocument> = 'agree';
  const application: Agree<Static<typeof ApplicationSchema>, ApplicationDocument> = 'agree';
  const fact: Agree<
    Omit<Static<typeof FactCycle>, 'fields'>,
    Omit<FactDocument, 'fields'>
  > = 'agree';
  const value: Mutual<Static<typeof FactValueCycle>, Mutable<FactValue>> = 'same';
  const way: Mutual<Known<Static<typeof CriterionWayCycle>>, Known<CriterionWay>> = 'same';
  const complete: Mutual<
    Complete<Known<Static<typeof CriterionWayCycle>>>,
    Complete<Known<CriterionWay>>
  > = 'same';
  expect([call, decisions, application, fact, value, way, complete]).not.toContain(undefined);
});

test('a property that only one side has is seen, even if optional', () => {
  const more: Agree<{ a?: 1 }, { readonly a?: 1; readonly b?: 2 }> = { b: 'differs' };
  const deeper: Agree<{ a: { b?: 1 } }, { a: { c?: 2 } }> = { a: 'differs' };
  const optional: Agree<{ a?: 1 }, { a: 1 }> = { a: 'differs' };
  expect([more, deeper, optional]).toHaveLength(3);
});
