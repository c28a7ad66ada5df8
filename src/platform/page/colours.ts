import { darken, lighten } from '../contrast.ts';

/** The colour of the body in the place of ours, with the shades that pages make of it. */
export function colourSheet(colour: string): string {
  const tokens = {
    blue: colour,
    'blue-2': darken(colour, 75),
    deep: darken(colour, 50),
    foot: darken(colour, 38),
    line: lighten(colour, 70),
    sky: lighten(colour, 14),
  };
  const lines = Object.entries(tokens).map(([name, value]) => `--bd-${name}:${value};`);
  return `:root{${lines.join('')}}\n`;
}
