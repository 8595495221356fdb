import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BrowserContext } from 'playwright-core';

const PACKAGES = fileURLToPath(new URL('../../node_modules/@fontsource-variable/', import.meta.url));

/** The names our pages ask for, and the npm packages with the same letterforms. */
const FAMILIES = [
  { family: 'Noto Sans CJK SC', folder: 'noto-sans-sc' },
  { family: 'Noto Serif CJK SC', folder: 'noto-serif-sc' },
];

const PATH = '/__fonts__/';

interface Face {
  family: string;
  url: string;
  weight: string;
  unicodeRange: string;
}

/**
 * Gives every page of the context the Chinese fonts that its machine lacks. The
 * pages themselves stay as they are: they name system fonts and fetch none.
 */
export async function chineseFonts(context: BrowserContext): Promise<void> {
  await context.route(
    (url) => url.pathname.startsWith(PATH),
    (route) => {
      const [folder, file] = new URL(route.request().url()).pathname.slice(PATH.length).split('/');
      const path = join(PACKAGES, basename(folder!), 'files', basename(file!));
      return route.fulfill({ path, contentType: 'font/woff2', headers: { 'cache-control': 'max-age=3600' } });
    },
  );
  const faces = JSON.stringify(FAMILIES.flatMap(({ family, folder }) => facesOf(family, folder)));
  // Through document.fonts, as there is no element yet to put a style into; a slice is fetched when a letter needs it.
  await context.addInitScript(`for (const { family, url, ...rest } of location.host ? ${faces} : [])
    document.fonts.add(new FontFace(family, 'url(' + url + ')', rest));`);
}

/** The package's style sheet lists about a hundred slices, each with the letters it holds. */
function facesOf(family: string, folder: string): Face[] {
  const css = readFileSync(join(PACKAGES, folder, 'index.css'), 'utf8');
  return [...css.matchAll(/@font-face \{([^}]*)\}/g)].map(([, body]) => {
    const value = (pattern: RegExp): string => pattern.exec(body!)?.[1] ?? '';
    return {
      family,
      url: `${PATH}${folder}/${value(/url\(\.\/files\/([^)]+)\)/)}`,
      weight: value(/font-weight: ([^;]+);/),
      unicodeRange: value(/unicode-range: ([^;]+);/),
    };
  });
}
