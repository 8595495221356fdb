import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAll, randomFrom } from '#engines/network/index.ts';
import {
  haveRealNetworks,
  realNetwork,
  realNetworks,
  referenceValues,
} from '#engines/network/real-networks.fixtures.ts';

/** Writes docs/validation.md: our numbers on real, public networks beside those of independent programs. */
const root = join(import.meta.dirname, '..');
const data = join(root, '../shared/data/networks');

type Values = Record<string, unknown>;

/** Shown side by side; all other keys are compared as well and counted. */
const shown = [
  ['density', 'density'],
  ['ei_index', 'E-I'],
  ['ei_perm_exact_sd', 'sd of E-I by chance'],
  ['log_odds_ratio', 'log odds ratio'],
  ['assortativity_symmetrised_mixing', 'assortativity'],
  ['ssi_network_mean', 'spectral segregation'],
  ['harmonic_closeness_mean', 'harmonic closeness'],
] as const;

/** Searches and Monte-Carlo figures have tolerances of their own; they are tested, not tabled. */
const apart = /^(louvain|leiden|ei_perm_mc|r_crosscheck|betweenness_max|assortativity_abs|note)/;

const flat = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value.flatMap(flat)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .filter(([key]) => key !== 'note')
          .flatMap(([, part]) => flat(part))
      : [value];

/** Largest relative difference over all numbers under one key; Infinity where they do not match in shape. */
function differenceOf(ours: unknown, theirs: unknown): number {
  const [found, wanted] = [flat(ours), flat(theirs)];
  if (found.length !== wanted.length) return Infinity;
  return Math.max(
    0,
    ...wanted.map((value, at) => {
      if (typeof value !== 'number') return value === found[at] ? 0 : Infinity;
      return Math.abs((found[at] as number) - value) / Math.max(1, Math.abs(value));
    }),
  );
}

const write = (value: unknown): string => (typeof value === 'number' ? value.toFixed(6) : '–');

function rowOf(dataset: string, name: string, theirs: Values): { row: string; nKeys: number } {
  const ours = measureAll(realNetwork(dataset, name), {
    random: randomFrom(1),
    runs: 1,
    namePeople: true,
  }) as unknown as Values;
  const keys = Object.keys(theirs).filter(
    (key) => !apart.test(key) && key !== 'betweenness_top5' && key in ours,
  );
  const worst = Math.max(...keys.map((key) => differenceOf(ours[key], theirs[key])));
  const cells = shown.flatMap(([key]) => [write(ours[key]), write(theirs[key])]);
  const head = [
    name,
    String(theirs['n']),
    String(theirs['ties']),
    String(keys.length),
    worst.toExponential(1),
  ];
  return { row: `| ${[...head, ...cells].join(' | ')} |`, nKeys: keys.length };
}

const sectionOf = (readme: string, title: string): string => {
  const found = new RegExp(`## ${title}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(readme)?.[1] ?? '';
  return found
    .replace(/Real, already public[\s\S]*/, '')
    .trim()
    .replaceAll('\n', ' ');
};

function datasetPart(dataset: string, networks: Record<string, Values>): string {
  const readme = readFileSync(join(data, dataset, 'README.md'), 'utf8');
  const title = /^# (.*)$/m.exec(readme)?.[1] ?? dataset;
  const head = [
    'network',
    'n',
    'ties',
    'keys',
    'largest difference',
    ...shown.flatMap(([, label]) => [`${label}, ours`, 'independent']),
  ];
  const rows = Object.entries(networks).map(([name, theirs]) => rowOf(dataset, name, theirs).row);
  return `## ${title}

${sectionOf(readme, 'Cite')}

Source: ${sectionOf(readme, 'Source and licence')}

| ${head.join(' | ')} |
| ${head.map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
}

const intro = `<!-- Written by \`npm run docs\`; needs the data folder that lies beside the repository. -->

# Validation of the network measures

Every measure of \`engines/network\` is compared with values that independent programs (numpy, python-igraph, networkx, and R's sna and netseg) found on real, public networks. "keys" is how many named results were compared for a network (matrices and lists count as one), "largest difference" the largest relative difference among all their numbers. Community searches (Louvain, Leiden), betweenness and Monte-Carlo figures have tolerances of their own and are checked by \`engines/network/reference.test.ts\` with all the rest:

    npx vitest run --project pure engines/network/reference.test.ts

The same numbers on the command line, for any network whose files are plain (people with \`id\` first, ties \`from,to\`):

    npm run --silent wenrong -- fusion measure --people ../shared/data/networks/lazega_lawfirm/nodes.csv \\
      --ties ../shared/data/networks/lazega_lawfirm/advice.csv --group Office --json

The inference engine (bootstrap, permutation, QAP, MRQAP, dyadic errors, rings) is validated in \`engines/inference/README.md\`, by reference values where there are any and by simulated coverage and size otherwise.

`;

/** The page's text; null where the data are absent. */
export function validationPage(): string | null {
  if (!haveRealNetworks) return null;
  const { datasets } = referenceValues() as {
    datasets: Record<string, { networks?: Record<string, Values> }>;
  };
  const parts = Object.keys(realNetworks).map((name) => datasetPart(name, datasets[name]?.networks ?? {}));
  return intro + parts.join('\n');
}

if (import.meta.main) {
  const page = validationPage();
  if (page === null) console.log('validation: ../shared/data is absent, the page is left as it is');
  else {
    writeFileSync(join(root, 'docs/validation.md'), page);
    console.log('validation: written');
  }
}
