/** Official documents as PDF with searchable text, in free faces (Noto Serif SC, OFL); a bureau may add its own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { outlineOf, type OfficialDocument } from '#engines/gongwen/index.ts';

const home = import.meta.dirname;

const facesIn = (folder: string): Buffer[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
        .toSorted()
        .map((name) => readFileSync(join(folder, name)))
    : [];

/** Sets documents with the faces it was opened with; compiling again with them costs some milliseconds. */
export interface Typesetter {
  /** The same pages as `writeDocx` lays out, as the bytes of a PDF/A-2b. */
  writePdf(document: OfficialDocument): Uint8Array;
}

/** `ownFaces`: folder with faces that a bureau has a licence for; used for characters ours do not have. */
export function openTypesetter(ownFaces?: string): Typesetter {
  const fontBlobs = [...facesIn(join(home, 'fonts')), ...(ownFaces ? facesIn(ownFaces) : [])];
  const source = readFileSync(join(home, 'official.typ'), 'utf8');
  const compiler = NodeCompiler.create({ workspace: home, fontArgs: [{ fontBlobs }] });
  return {
    writePdf(document) {
      const inputs = { document: JSON.stringify(outlineOf(document)) };
      const day = document.signature?.on ?? document.colophon?.printedOn ?? '1980-01-01';
      const args = { mainFileContent: source, inputs };
      const pdf = compiler.pdf(args, { pdfStandard: 'a-2b', creationTimestamp: Date.parse(day) / 1000 });
      compiler.evictCache(5);
      return pdf;
    },
  };
}
