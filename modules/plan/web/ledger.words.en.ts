import type { zh } from './ledger.words.zh.ts';

export const en = {
  return: 'Give the ledger back in its own layout',
  'return.lead':
    'File, formats and formulas stay; only cells that changed in the plan are written, and later measures added.',
  'return.anew': 'The file cannot be followed; the task breakdown is written instead.',
  'return.same': 'It says the same as when it came in.',
  'return.sum':
    '{n} {n|cell|cells} changed, {states} of progress brought up to date, {rows} {rows|row|rows} added.',
  'return.change': '{cell} “{title}”, {column}: {before} → {after}',
  'return.empty': '(empty)',
  'return.added': 'Row {row}: “{title}” added',
  'return.take': 'Download',
  'left.merged': '{cell} “{title}”, {column} was left: the cell is merged with other rows; change it by hand',
  'left.formula': '{cell} “{title}”, {column} was left: it holds a formula',
  'left.no-row':
    '“{title}” was not added: comments or tables of the sheet would be disturbed; add the row by hand',
} as const satisfies Record<keyof typeof zh, string>;
