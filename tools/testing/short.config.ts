import config from '../../vitest.config.ts';

const LONG = '**/*.long.test.ts';

/**
 * The tests of `npm test`: all but the long ones. Vitest does not hand
 * `--exclude` of the command line on to projects, so each is told here.
 */
const projects = (config.test?.projects ?? []).map((project) => {
  if (typeof project !== 'object' || !('test' in project)) return project;
  const exclude = project.test?.exclude ?? ['node_modules/**'];
  return { ...project, test: { ...project.test, exclude: [...exclude, LONG] } };
});

export default { ...config, test: { ...config.test, projects } };
