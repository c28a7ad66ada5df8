import { expect, test } from 'vitest';
import { compiled } from '../../../test/mill-call.ts';
import { readTree } from '../definition/names.ts';

const { names } = compiled();

/** Why a condition is refused, with the character where it is wrong. */
function problemsOf(text: string): readonly string[] {
  const read = readTree(text, names.expense, 'bool', names, []);
  if ('tree' in read) return [];
  const { offset, message, suggestion } = read.problem;
  return [`${offset}: ${message}${suggestion === undefined ? '' : ` -> ${suggestion}`}`];
}

test.each<[string, string[]]>([
  ['floors >= 1 && turns', []],
  [
    'floors >= 1.5',
    [
      '10: a number in a condition is whole; write amounts as eur("1234.50"), shares as pct("7%"), points as points("2.5")',
    ],
  ],
  [
    'worth > 100',
    ['8: an amount of money cannot be compared or joined with a whole number -> eur("100.00")'],
  ],
  [
    '100 < worth',
    ['6: a whole number cannot be compared or joined with an amount of money -> eur("100.00")'],
  ],
  ['beauty == 3', ['10: points cannot be compared or joined with a whole number -> points("3")']],
  [
    'part >= 20',
    ['8: a percentage cannot be compared or joined with a whole number -> pct("20%")'],
  ],
  ['built == 20', ['9: a date cannot be compared or joined with a whole number']],
  ['floors = 1', ['7: "=" has no meaning in a condition -> ==']],
  ['turns & turns', ['6: "&" has no meaning in a condition -> &&']],
  ['turns | turns', ['6: "|" has no meaning in a condition -> ||']],
  ['floors ≥ 1', ['7: "≥" has no meaning in a condition -> >=']],
  ['floors ≤ 1', ['7: "≤" has no meaning in a condition -> <=']],
  ['floors ≠ 1', ['7: "≠" has no meaning in a condition -> !=']],
  ['floors # 1', ['7: "#" has no meaning in a condition']],
  ['place == "Valle', ['9: this text is not closed, or contains a backslash']],
  ["place == 'Val\\le'", ['9: this text is not closed, or contains a backslash']],
  ['floors == 1234567890123456', ['10: a whole number here has at most 15 digits']],
  ['floors == 123456789012345', []],
  ['kind < "water"', ['0: one of water, wind cannot be ordered; only == and != apply']],
  ['turns < turns', ['0: yes or no cannot be ordered; only == and != apply']],
  ['tools == tools', ['0: lists and sets are not compared: use size(), exists, all or in']],
  ['visits == visits', ['0: lists and sets are not compared: use size(), exists, all or in']],
  ['kind == "watr"', ['9: "watr" is not one of water, wind -> water']],
  ['"watr" == kind', ['1: "watr" is not one of water, wind -> water']],
  ['"water" == kind', []],
  ['kind in ["water", "wnd"]', ['19: "wnd" is not one of water, wind -> wind']],
  ['kind in []', ['8: the list after "in" is empty']],
  ['kind in kind', ['8: "in" needs a list in brackets or a set, and this is one of water, wind']],
  ['floors in [1, worth]', ['14: a list after "in" holds plain values only']],
  ['floors in [1, "a"]', ['14: expected a whole number, found a text']],
  ['floors in [1, 2]', []],
  ['"saw" in tools', []],
  ['"saws" in tools', ['1: "saws" is not one of saw, stone -> saw']],
  ['kind in tools', ['0: before "in" and a set stands one of its options in quotes']],
  ['["a"] == floors', ['0: a list of values is only written after "in"']],
  ['visits.size() > 1', []],
  ['tools.size() > 1', []],
  ['floors.size() > 1', ['0: size() counts a list or a set, and this is a whole number']],
  ['visits.count() > 1', ['7: there is no "count" here: there are size(), filter, exists and all']],
  [
    'visits.filtr(v, v.people > 1).size() > 1',
    ['7: there is no "filtr" here: there are size(), filter, exists and all -> filter'],
  ],
  ['visits.filter(v, v.people > 1)', ['0: what filter gives is only counted: add .size()']],
  [
    'visits.filter(v).size() > 1',
    ['7: write a name for the entry and a condition, as in filter(p, p.role == "lead")'],
  ],
  [
    'visits.filter(1, v.people > 1).size() > 1',
    ['7: write a name for the entry and a condition, as in filter(p, p.role == "lead")'],
  ],
  ['floors.exists(v, v.people > 1)', ['0: this goes over a list, and this is a whole number']],
  ['visits.exists(floors, floors.people > 1)', ['14: "floors" already means something else here']],
  ['visits.exists(v, v.people)', ['17: expected a condition (yes or no), found a whole number']],
  ['visits.all(v, v.peple > 1)', ['16: there is nothing called "peple" here -> people']],
  ['visits.all(v, v > 1)', ['14: "v" is an entry: name one of its fields, as in v.people']],
  ['visits.size(1) > 1', ['7: there is no "size" here: there are size(), filter, exists and all']],
  ['before > 1', ['0: "before" is an entry: name one of its fields, as in before.eligible']],
  ['floors.people > 1', ['7: "floors" is a whole number and has no fields']],
  ['(floors).people > 1', ['9: "floors" is a whole number and has no fields']],
  ['before.nett > points("1")', ['7: there is nothing called "nett" here -> net']],
  ['!floors', ['1: expected a condition (yes or no), found a whole number']],
  ['turns && floors', ['9: expected a condition (yes or no), found a whole number']],
  ['floors + turns > 1', ['9: a whole number cannot be compared or joined with yes or no']],
  ['built + built > built', ['0: a date cannot be added or subtracted']],
  [
    'floors + worth > worth',
    ['9: a whole number cannot be compared or joined with an amount of money'],
  ],
  ['part * part > part', ['0: a percentage cannot be multiplied by a percentage']],
  ['worth * worth > worth', ['0: an amount of money cannot be multiplied by an amount of money']],
  ['floors * worth > eur("1.00")', []],
  ['floors * beauty > points("1")', []],
  ['floors * part > pct("1%")', []],
  ['worth * part > eur("1.00")', []],
  ['eur("1.00") < worth * part', []],
  ['worth * part + eur("1.00") > worth', []],
  ['-worth > eur("1.00")', ['0: a minus sign goes before a whole number or points']],
  ['-beauty > points("1")', ['0: a minus sign goes before a whole number or points']],
  ['floors > -2', []],
  ['worth > eur("1,00")', ['13: "1,00" is not an amount such as eur("1234.50")']],
  [
    'part > pct("1")',
    ['12: "1" is not a percentage such as pct("12.5%"), with at most two decimals'],
  ],
  ['beauty > points("a")', ['17: "a" is not points such as points("2.5")']],
  [
    'built > date("2025-02-29")',
    ['14: "2025-02-29" is not a day that exists, such as date("2025-01-15")'],
  ],
  ['worth > eur(1)', ['12: eur(…) takes a text in quotes']],
  [
    '(turns ? floors : worth) > 1',
    ['18: a whole number cannot be compared or joined with an amount of money'],
  ],
  ['(floors ? 1 : 2) > 1', ['1: expected a condition (yes or no), found a whole number']],
  ['(turns ? 1 : 2) > 1', []],
  ['', ['0: the condition ends too early']],
  ['   ', ['3: the condition ends too early']],
  ['floors > 1 floors', ['11: expected the end of the condition, found "floors"']],
  ['(floors > 1', ['11: expected ")", found "the end"']],
  ['floors > 1)', ['10: expected the end of the condition, found ")"']],
  ['floors >', ['8: the condition ends too early']],
  ['> 1', ['0: expected a value, found ">"']],
  ['floors > 1 > 2', ['11: comparisons do not chain: join them with &&']],
  ['turns ? turns', ['13: expected ":", found "the end"']],
  ['visits.', ['7: expected a name after the dot, found "the end"']],
  ['visits.exists(v, v.people > 1', ['29: expected ",", found "the end"']],
  ['kind in ["water"', ['16: expected ",", found "the end"']],
])('%s', (text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test('a condition is refused for its length before anything of it is read', () => {
  const long = (length: number) => `${' '.repeat(length - 5)}turns`;
  expect(problemsOf(long(4_000))).toEqual([]);
  expect(problemsOf(long(4_001))).toEqual(['0: a condition has at most 4000 characters']);
});
