import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { isSheetRefusal, readWorkbook, writeWorkbook } from './index.ts';

const rows = [
  ['LC0001', '张𬱖', 12.5, true],
  ['LC0002', '阿依古丽·买买提', -3, false],
];

test('another reader sees what we write', async () => {
  const bytes = writeWorkbook({ sheets: [{ name: '花名册', title: '名册', rows: rows }] });
  const [sheet] = await readXlsxFile(Buffer.from(bytes));
  expect(sheet).toEqual({ sheet: '花名册', data: [['名册', null, null, null], ...rows] });
});

test('we see what another writer writes, days included', async () => {
  const data = rows.map((row) => [
    ...row.map((value) => ({ value })),
    { value: new Date(Date.UTC(2020, 8, 1)), type: Date, format: 'yyyy-mm-dd' },
  ]);
  const bytes = await (writeXlsxFile as (data: unknown, options: unknown) => { toBuffer(): Promise<Buffer> })(
    data,
    { sheet: '花名册' },
  ).toBuffer();
  const answer = readWorkbook(bytes, 'x.xlsx');
  if (isSheetRefusal(answer)) throw new Error(answer.code);
  expect(answer.sheets[0]!.rows.map((row) => row.map((cell) => cell.value ?? cell.text))).toEqual(
    rows.map((row) => [...row, 44075]),
  );
  expect(answer.sheets[0]!.rows[0]![4]).toMatchObject({ kind: 'date', text: '2020-09-01' });
});
