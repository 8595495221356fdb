/** Where a file stands in the house: its area, its module (or engine), and its role. */
export interface Place {
  path: string;
  area: 'engines' | 'platform' | 'modules' | 'web' | 'demo' | 'outside';
  module: string;
  role: string;
}

/** The closed list of roles in a module; a file that is none of them cannot be born. */
export const moduleRoles = [
  'contract',
  'tables',
  'rules',
  'data',
  'work',
  'routes',
  'jobs',
  'sheets',
  'cli',
  'fixtures',
  'words',
  'sample',
  'test',
  'door',
  'module',
  'web',
  'web-door',
] as const;

const areas = ['engines', 'platform', 'modules', 'web', 'demo'] as const;

export function placeOf(path: string): Place {
  const [first = '', second = '', ...rest] = path.split('/');
  const area = areas.find((name) => name === first) ?? 'outside';
  return {
    path,
    area,
    module: area === 'web' || area === 'outside' ? first : second,
    role: roleOf(area, path, rest),
  };
}

function roleOf(area: Place['area'], path: string, rest: readonly string[]): string {
  // What only tests load may read files, wherever it stands.
  if (path.endsWith('.test.ts') || (area === 'engines' && path.endsWith('.fixtures.ts'))) return 'test';
  if (rest.at(-1) === 'index.ts' && rest.length === 1) return 'door';
  if (area === 'modules' && rest.join('/') === 'web/index.ts') return 'web-door';
  if (rest[0] === 'web' && area !== 'engines') return 'web';
  if (area !== 'modules') return /\.(contract|data)\.ts$/.exec(path)?.[1] ?? 'any';
  if (rest[0] === 'module.ts') return 'module';
  if (path === 'modules/index.ts') return 'module';
  return /\.(\w+)\.ts$/.exec(path)?.[1] ?? 'unknown';
}

/** What each role of a module may import: roles of its own module, and which of the house around it. */
interface Reach {
  own: readonly string[];
  /** Folders of the platform; `*` is all of it. */
  platform: readonly string[];
  engines: boolean;
  /** Roles of modules listed above it. */
  above: readonly string[];
  web?: boolean;
  demo?: boolean;
  packages: 'any' | readonly string[];
}

const none = { own: [], platform: [], engines: false, above: [], packages: [] } as const;

const page = {
  ...none,
  own: ['web', 'web-door', 'contract', 'words'],
  platform: ['contract', 'permit'],
  engines: true,
  above: ['contract', 'web-door'],
  web: true,
  packages: 'any',
} as const;

export const reaches: Readonly<Record<string, Reach>> = {
  contract: {
    ...none,
    own: ['contract'],
    platform: ['contract', 'permit', 'identity'],
    above: ['contract'],
    packages: ['zod'],
  },
  tables: { ...none, own: ['contract'], packages: ['kysely'] },
  words: { ...none, own: ['contract', 'rules'], platform: ['contract'] },
  rules: {
    ...none,
    own: ['rules', 'contract', 'words'],
    platform: ['contract', 'refuse', 'sheets'],
    engines: true,
    above: ['contract'],
  },
  data: {
    ...none,
    own: ['tables', 'contract', 'data', 'rules'],
    platform: ['db', 'contract'],
    packages: ['kysely'],
  },
  work: {
    ...none,
    own: ['work', 'rules', 'data', 'contract', 'sheets', 'words'],
    platform: ['*'],
    engines: true,
    above: ['door', 'contract'],
  },
  sheets: {
    ...none,
    own: ['sheets', 'rules', 'contract', 'words'],
    platform: ['sheets', 'contract'],
    above: ['contract'],
  },
  routes: { ...none, own: ['work', 'contract', 'sheets'], platform: ['*'] },
  jobs: { ...none, own: ['work', 'contract', 'rules'], platform: ['*'] },
  cli: { ...none, own: ['work', 'contract', 'rules', 'words'], platform: ['*'], engines: true },
  door: { ...none, own: ['work', 'contract', 'rules', 'sheets'] },
  module: { ...none, own: [...moduleRoles], platform: ['*'], above: ['module'] },
  sample: {
    ...none,
    own: [...moduleRoles],
    platform: ['*'],
    engines: true,
    above: ['door', 'contract'],
    demo: true,
  },
  fixtures: {
    ...none,
    own: [...moduleRoles],
    platform: ['*'],
    engines: true,
    above: [...moduleRoles],
    demo: true,
    packages: 'any',
  },
  test: {
    ...none,
    own: [...moduleRoles, 'unknown'],
    platform: ['*'],
    engines: true,
    above: [...moduleRoles],
    demo: true,
    packages: 'any',
  },
  web: page,
  /** What the pages of modules below may use of this module's own: `web/index.ts`. */
  'web-door': page,
};

/** Why `from` may not import `to`, as an instruction; null if it may. `order` lists the modules, lowest first. */
export function whyNotImport(from: Place, to: Place, order: readonly string[]): string | null {
  if (from.role === 'test' || from.area === 'outside') return null;
  if (from.area === 'engines') return engineImport(from, to);
  if (from.area === 'platform') {
    if (from.role === 'web') return platformPage(from, to);
    const allowed = to.area === 'platform' || (to.area === 'engines' && to.role === 'door');
    return allowed ? null : 'the platform knows no module: let the module hand itself in through module.ts';
  }
  if (from.area === 'web') {
    const pages = to.area === 'modules' && to.path.endsWith('/web/pages.ts');
    const contract =
      to.area === 'platform' && (['contract', 'permit'].includes(to.module) || to.role === 'contract');
    return to.area === 'web' || pages || contract
      ? null
      : 'the shell stands on platform/contract and platform/permit alone';
  }
  if (from.area === 'demo') {
    return to.area === 'demo' || (to.area === 'engines' && to.role === 'door')
      ? null
      : 'the sample generator is pure: engines’ doors only';
  }
  return moduleImport(from, to, order);
}

function engineImport(from: Place, to: Place): string | null {
  if (to.area !== 'engines') return 'engines are pure: they import engines only';
  if (to.module === from.module || to.role === 'door') return null;
  return `enter engines/${to.module} by its door, index.ts`;
}

function platformPage(from: Place, to: Place): string | null {
  const own = to.area === 'platform' && to.module === from.module && ['web', 'contract'].includes(to.role);
  const shared =
    to.area === 'platform' && (['contract', 'permit'].includes(to.module) || to.role === 'contract');
  return own || shared || to.area === 'web' ? null : 'a page imports contracts, its own parts and web/';
}

function moduleImport(from: Place, to: Place, order: readonly string[]): string | null {
  const reach = reaches[from.role];
  if (!reach) return `“${from.path}” has no known role: name it noun.role.ts (${moduleRoles.join(', ')})`;
  switch (to.area) {
    case 'engines':
      return reach.engines && to.role === 'door'
        ? null
        : `a ${from.role} file may enter engines ${reach.engines ? 'by their doors only' : 'not at all'}`;
    case 'platform': {
      const folder = reach.platform.includes('*') || reach.platform.includes(to.module);
      const asContract = from.role === 'web' && to.role === 'contract';
      return folder || asContract
        ? null
        : `a ${from.role} file may use platform/${reach.platform.join(', platform/') || '(none)'}`;
    }
    case 'web':
      return reach.web ? null : `only pages import web/`;
    case 'demo':
      return reach.demo ? null : 'only the sample role imports demo/';
    case 'modules':
      return betweenModules(from, to, reach, order);
    case 'outside':
      if (from.role === 'fixtures' && to.path.startsWith('tools/testing/')) return null;
      return 'nothing in the house imports from outside of it';
  }
}

function betweenModules(from: Place, to: Place, reach: Reach, order: readonly string[]): string | null {
  if (from.module === 'index.ts')
    return to.role === 'module' ? null : 'modules/index.ts lists module.ts files only';
  if (to.module === from.module) {
    return reach.own.includes(to.role)
      ? null
      : `a ${from.role} file may import ${reach.own.join(', ') || 'nothing'} of its own module, not ${to.role}`;
  }
  if (order.indexOf(to.module) > order.indexOf(from.module)) {
    return `${to.module} stands below ${from.module} in modules/index.ts: let news travel upward as facts`;
  }
  return reach.above.includes(to.role)
    ? null
    : `enter modules/${to.module} by its ${reach.above.join(' or ') || '(not at all)'}, not by ${to.role}`;
}

/** The packages an engine stands on: pure ones (bytes in, bytes out), each with its line in docs/dependencies.md. */
export const enginePackages: Readonly<Record<string, readonly string[]>> = {
  ballots: [
    '@cloudflare/blindrsa-ts',
    '@hpke/core',
    '@hpke/dhkem-x25519',
    '@noble/curves',
    'canonicalize',
    'shamir-secret-sharing',
  ],
  gongwen: ['docx', 'fflate'],
};

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** Why a file may not import a package (or a Node built-in). */
export function whyNotPackage(from: Place, name: string): string | null {
  if (from.role === 'test' || from.area === 'outside' || from.area === 'platform' || from.area === 'web')
    return null;
  if (from.area === 'engines' && enginePackages[from.module]?.includes(packageOf(name))) return null;
  if (from.area === 'engines' || from.area === 'demo')
    return 'engines and the sample generator are pure: no packages, no I/O';
  const allowed = reaches[from.role]?.packages ?? [];
  if (allowed === 'any' || (allowed as readonly string[]).includes(name)) return null;
  if (name.startsWith('node:') && ['cli', 'work', 'module'].includes(from.role)) return null;
  return `a ${from.role} file uses no package “${name}”: wrap it in the platform`;
}
