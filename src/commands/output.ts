import stringWidth from 'string-width';
import { countOf } from '../domain/count-of.ts';
import type { Problem } from '../domain/problem.ts';

/** Where a command writes: results on `out`, talk on `talk`, so that a pipe gets data and nothing else. */
export type Output = { readonly out: (text: string) => void; readonly talk: (text: string) => void };

/** How many files could not be read, and where they are listed. */
export const notReadWords = (problems: readonly Problem[]): string =>
  `${countOf(problems.length, 'file')} not read (pushback doctor lists them)`;

/** Rows as aligned columns; the last column is free. */
export const formatTable = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => stringWidth(row[column] ?? ''))),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)),
        )
        .join('  '),
    )
    .join('\n');
};

/**
 * JSON that is safe to print: what JSON leaves as it is and a terminal would obey, or heap on one letter, is escaped,
 * which means the same.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(unprintable, character =>
    Array.from({ length: character.length }, (_, unit) => toEscape(character.charCodeAt(unit))).join(''),
  );

const unprintable =
  /[\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}|(?<=[\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]/gu;
const toEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
