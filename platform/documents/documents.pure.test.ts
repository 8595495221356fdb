import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { aNotice, everyKind } from '#engines/gongwen/gongwen.fixtures.ts';
import {
  lint,
  lintWords,
  writeDocx,
  type FindingCode,
  type OfficialDocument,
} from '#engines/gongwen/index.ts';
import { isDocumentRefusal, readDocx } from './index.ts';

type Change = (xml: string) => string;

/** Findings about a notice whose document part was changed after it was written. */
async function findingsOf(change: Change = (xml) => xml, more: Partial<OfficialDocument> = {}) {
  const parts = readDocx(changed(await writeDocx(aNotice(more)), 'word/document.xml', change));
  if (isDocumentRefusal(parts)) throw new Error(parts.code);
  return lint(parts);
}

function changed(bytes: Uint8Array, part: string, change: Change): Uint8Array {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts[part]!);
  expect(change(xml) === xml && change.toString().includes('replace')).toBe(false);
  return zipSync({ ...parts, [part]: strToU8(change(xml)) });
}

const codes = (findings: readonly { code: FindingCode }[]): FindingCode[] => findings.map(({ code }) => code);

describe('what Wenrong writes', () => {
  test('keeps every rule that Wenrong checks', async () => {
    expect(await findingsOf()).toEqual([]);
  });

  test.each(Object.entries(everyKind))('%s does so too', async (_, document) => {
    const parts = readDocx(await writeDocx(document));
    expect(isDocumentRefusal(parts) ? parts : lint(parts)).toEqual([]);
  });
});

describe('each fault is found where it stands', () => {
  const single: [FindingCode, Change][] = [
    ['page/size', (xml) => xml.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')],
    ['page/margin', (xml) => xml.replace('w:top="2098"', 'w:top="1440"')],
    ['page/grid', (xml) => xml.replace(/<w:docGrid[^>]*>/, '')],
    ['page/no-rule', (xml) => xml.replace(/<w:pBdr>.*?<\/w:pBdr>/, '')],
    ['number/brackets', (xml) => xml.replace('〔2020〕23号', '[2020]第023号')],
    ['date/padded', (xml) => xml.replace('2020年7月13日<', '2020年07月13日<')],
    ['heading/order', (xml) => xml.replace('二、重点任务', '三、重点任务')],
    ['heading/mark', (xml) => xml.replace('（一）突出', '(一)、突出')],
    ['title/face', (xml) => xml.replaceAll('w:val="44"', 'w:val="36"')],
    ['attachment/missing', (xml) => xml.replace('附件：任务分解表', '附件：责任清单')],
    ['attachment/stop', (xml) => xml.replace('附件：任务分解表', '附件：任务分解表。')],
  ];
  test.each(single)('%s', async (code, change) => {
    const findings = await findingsOf(change);
    expect(codes(findings)).toContain(code);
    expect(lintWords[code].zh).not.toBe('');
  });

  test('a number in the wrong brackets is told how it should read', async () => {
    const [finding] = await findingsOf((xml) => xml.replace('〔2020〕23号', '（2020）第023号'));
    expect(finding).toMatchObject({
      facts: { found: '岚市监发（2020）第023号', wanted: '岚市监发〔2020〕23号' },
    });
    expect(finding!.paragraph).toBeGreaterThan(1);
  });

  test('a number by years is told too, where it is the number of the document', async () => {
    const [finding, ...others] = await findingsOf((xml) => xml.replace('〔2020〕23号', '2020年第023号'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'number/brackets',
      facts: { found: '岚市监发2020年第023号', wanted: '岚市监发〔2020〕23号' },
    });
    const signed = everyKind.report;
    const parts = readDocx(
      changed(await writeDocx(signed), 'word/document.xml', (xml) =>
        xml.replace('〔2020〕23号', '2020年23号'),
      ),
    );
    expect(isDocumentRefusal(parts) ? [] : codes(lint(parts))).toEqual(['number/brackets']);
  });

  test.each([
    '国家市场监督管理总局公告2020年第23号',
    '依据岚市监发2020年第23号执行。',
    '关于印发2020年第23号',
  ])('but not “%s”', async (text) => expect(await findingsOf(undefined, { body: [{ text }] })).toEqual([]));

  test('an attachment that the list does not name', async () => {
    const findings = await findingsOf((xml) => xml.replace(/附件：任务分解表/, ''));
    expect(findings).toMatchObject([
      { code: 'attachment/unlisted', excerpt: '任务分解表', facts: { found: '任务分解表' } },
    ]);
  });

  test('a first-level heading in the body’s face', async () => {
    const findings = await findingsOf((xml) => xml.replaceAll('"黑体"', '"仿宋_GB2312"'));
    expect(findings.filter(({ code }) => code === 'heading/face').map(({ excerpt }) => excerpt)).toEqual([
      '一、总体要求',
      '二、重点任务',
    ]);
  });

  /** The notice with the face of one text changed. */
  const facesAt = async (text: string, fonts: string) => {
    const run = new RegExp(`<w:rFonts[^>]*>(?=(?:(?!</w:r>).)*${text})`);
    const findings = await findingsOf((xml) => {
      const from = xml.lastIndexOf('<w:r>', xml.indexOf(text));
      return xml.slice(0, from) + xml.slice(from).replace(run, fonts);
    });
    return findings.map(({ code, excerpt, facts }) => [code, excerpt.slice(0, 3), facts['wanted']]);
  };

  test('a heading of the second level in 仿宋, of the third in 黑体', async () => {
    const [fang, hei] = ['仿宋_GB2312', '黑体'].map((face) => `<w:rFonts w:eastAsia="${face}"/>`);
    expect(await facesAt('突出政治建设。', fang!)).toEqual([['heading/face', '（一）', '楷体']]);
    expect(await facesAt('第二项措施。', hei!)).toEqual([['heading/face', '2.第', '仿宋']]);
  });

  test('what an article lists is no heading, and a hint in a run leaves the face to its style', async () => {
    const body = [{ text: '（一）有固定场所的；' }, { text: '（二）有专人负责的。' }];
    expect(await findingsOf(undefined, { body })).toEqual([]);
    expect(await facesAt('第二项措施。', '<w:rFonts w:hint="eastAsia"/>')).toEqual([]);
  });

  test('body text in another face is told once', async () => {
    const findings = await findingsOf((xml) => xml.replaceAll('仿宋_GB2312', '宋体'));
    expect(codes(findings).filter((code) => code === 'body/face')).toHaveLength(1);
  });

  test('page numbers in the middle', async () => {
    const bytes = await writeDocx(aNotice());
    const moved = changed(bytes, 'word/footer1.xml', (xml) => xml.replace('w:val="right"', 'w:val="center"'));
    const parts = readDocx(moved);
    expect(isDocumentRefusal(parts) ? [] : codes(lint(parts))).toEqual(['page/number']);
  });

  test('one margin of one section, told with the section', async () => {
    const bytes = await writeDocx(everyKind.issued);
    const parts = readDocx(
      changed(bytes, 'word/document.xml', (xml) => xml.replace('w:top="1588"', 'w:top="850"')),
    );
    expect(isDocumentRefusal(parts) ? [] : lint(parts)).toMatchObject([
      { code: 'page/margin', facts: { side: '上', found: 15, wanted: 28, where: '第2节的' } },
    ]);
  });

  test('indents given in characters, and page numbers in the frames of WPS, are read as well', async () => {
    const bytes = await writeDocx(aNotice());
    const inChars = changed(bytes, 'word/document.xml', (xml) =>
      xml.replaceAll(/w:firstLine="\d+"/g, 'w:firstLineChars="200"'),
    );
    const framed = ['footer1', 'footer2'].reduce(
      (file, footer) =>
        changed(file, `word/${footer}.xml`, (xml) =>
          xml.replace(
            /<w:jc w:val="\w+"\/>/,
            '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside"/>',
          ),
        ),
      inChars,
    );
    const parts = readDocx(framed);
    expect(isDocumentRefusal(parts) ? parts : lint(parts)).toEqual([]);
  });

  const drawn = (line: string, cy: number): string =>
    `<w:drawing><wps:wsp><wps:spPr><a:xfrm><a:ext cx="5616000" cy="${cy}"/></a:xfrm>${line}</wps:spPr></wps:wsp></w:drawing>`;
  const ln = (colour: string): string =>
    `<a:ln w="19050"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln>`;
  const vml = (shape: string): string => `<w:pict><v:${shape}/></w:pict>`;
  /** The notice with a shape in place of the border that is its red rule. */
  const codesWith = async (shape: string): Promise<FindingCode[]> => {
    const rule = /(<w:pPr>(?:(?!<\/w:pPr>).)*)<w:pBdr>.*?<\/w:pBdr>(.*?<\/w:pPr>)/;
    return codes(await findingsOf((xml) => xml.replace(rule, `$1$2<w:r>${shape}</w:r>`)));
  };

  test.each([
    ['DrawingML', drawn(ln('FF0000'), 0)],
    ['a VML line', vml('line strokecolor="red" from="0,0" to="442pt,0"')],
    [
      'a VML connector',
      vml('shape type="#_x0000_t32" style="width:442.2pt;height:.05pt" strokecolor="#c00000"'),
    ],
    ['a VML rectangle', vml('rect style="width:156mm;height:1pt" strokecolor="#f00 [3205]"')],
  ])('a red rule drawn as a shape is one: %s', async (_, shape) => {
    expect(await codesWith(shape)).toEqual([]);
  });

  test.each([
    ['black', drawn(ln('000000'), 0)],
    ['the frame of a box', drawn(ln('FF0000'), 720_000)],
    ['the frame of a box in VML', vml('rect style="width:156mm;height:20mm" strokecolor="red"')],
    ['not drawn', vml('shape style="width:442pt;height:0" strokecolor="red" stroked="f"')],
  ])('another shape is no red rule: %s', async (_, shape) => {
    expect(await codesWith(shape)).toEqual(['page/no-rule']);
  });

  test('a first page without body text', async () => {
    const title = Array.from({ length: 16 }, (_, at) => `第${at + 1}行`);
    expect(codes(await findingsOf(undefined, { title }))).toContain('page/no-body');
  });
});

describe('a file that cannot be read', () => {
  test('is refused by name and not opened', async () => {
    const whole = await writeDocx(aNotice());
    const refusalOf = (bytes: Uint8Array) => readDocx(bytes);
    expect(refusalOf(new Uint8Array())).toEqual({ code: 'documents/not-docx' });
    expect(refusalOf(strToU8('{\\rtf1'))).toEqual({ code: 'documents/not-docx' });
    expect(refusalOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toEqual({ code: 'documents/not-docx' });
    expect(refusalOf(whole.subarray(0, whole.length / 2))).toEqual({ code: 'documents/damaged' });
    expect(refusalOf(zipSync({ 'a.txt': strToU8('a') }))).toEqual({ code: 'documents/not-docx' });
    const bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>';
    expect(refusalOf(zipSync({ 'word/document.xml': strToU8(bomb) }))).toEqual({ code: 'documents/damaged' });
    expect(refusalOf(zipSync({ 'word/document.xml': strToU8('<a><b></a>') }))).toEqual({
      code: 'documents/damaged',
    });
    const parts = unzipSync(whole);
    expect(refusalOf(zipSync({ ...parts, 'word/vbaProject.bin': strToU8('x') }))).toEqual({
      code: 'documents/macro',
    });
    const typed = strFromU8(parts['[Content_Types].xml']!).replace(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main',
      'application/vnd.ms-word.document.macroEnabled.main',
    );
    expect(refusalOf(zipSync({ ...parts, '[Content_Types].xml': strToU8(typed) }))).toEqual({
      code: 'documents/macro',
    });
    expect(refusalOf(zipSync({ 'word/document.xml': new Uint8Array(13_000_000) }))).toEqual({
      code: 'documents/too-large',
    });
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(refusalOf(locked)).toEqual({ code: 'documents/encrypted' });
  });
});

describe('a file of another program', () => {
  test('is read where its text has another name, as Word on the web gives it', async () => {
    const parts = unzipSync(await writeDocx(aNotice()));
    const moved = Object.fromEntries(
      Object.entries(parts).map(([name, bytes]) => [name.replace('document.xml', 'document2.xml'), bytes]),
    );
    for (const name of ['_rels/.rels', '[Content_Types].xml'])
      moved[name] = strToU8(strFromU8(parts[name]!).replace('word/document.xml', 'word/document2.xml'));
    const read = readDocx(zipSync(moved));
    expect(isDocumentRefusal(read) ? read : lint(read)).toEqual([]);
  });

  test('is read in UTF-16 too', async () => {
    const parts = unzipSync(await writeDocx(aNotice()));
    const wide = Buffer.from(`\ufeff${strFromU8(parts['word/document.xml']!)}`, 'utf16le');
    const read = readDocx(zipSync({ ...parts, 'word/document.xml': wide }));
    expect(isDocumentRefusal(read) ? read : lint(read)).toEqual([]);
  });
});

describe('a document that is classified', () => {
  const headed = async (words: string) => {
    const paragraph = `<w:body><w:p><w:r>${words}</w:r></w:p>`;
    return readDocx(
      changed(await writeDocx(aNotice()), 'word/document.xml', (xml) => xml.replace('<w:body>', paragraph)),
    );
  };
  const boxed = (text: string): string =>
    `<w:pict><v:rect><v:textbox><w:txbxContent><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict>`;

  test.each([
    ['with its years', '<w:t>秘密★1年</w:t>'],
    ['spaced, the class alone', '<w:t>机　密</w:t>'],
    ['behind the copy number', '<w:t>000001</w:t><w:tab/><w:t>绝密★</w:t>'],
    ['in the line below the copy number', '<w:t>000001</w:t><w:br/><w:t>秘密★10年</w:t>'],
    ['in a text box', boxed('机密★5年')],
  ])('is refused: %s', async (_, words) => {
    expect(await headed(words)).toEqual({ code: 'documents/classified' });
  });

  test('a document about secrecy is not one, nor one that names a class on a later page', async () => {
    expect(isDocumentRefusal(await headed('<w:t>秘密文件管理办法</w:t>'))).toBe(false);
    expect(isDocumentRefusal(await headed('<w:t>机密级以上的</w:t>'))).toBe(false);
    expect(isDocumentRefusal(await headed('<w:br w:type="page"/><w:t>秘密★1年</w:t>'))).toBe(false);
    const bytes = await writeDocx(aNotice({ body: [{ text: '秘密' }] }));
    expect(isDocumentRefusal(readDocx(bytes))).toBe(false);
  });
});
