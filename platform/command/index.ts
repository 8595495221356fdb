/** What a command of `wenrong` is; each lives with its owner and is listed in `cli.ts`. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

export interface Output {
  /** To standard output. */
  print(text: string): void;
  /** To standard error. */
  complain(text: string): void;
}

export interface Command {
  /** As typed: `fusion measure`. */
  name: string;
  summary: { zh: string; en: string };
  /** Arguments and options, one a line, with what they mean. */
  usage: readonly string[];
  /** Exit code: 0 done, 1 found something wrong, 2 wrong arguments or files. */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** Wrong use of a command: what was expected, in both languages. */
export class UsageError extends Error {
  readonly saying: { zh: string; en: string };

  constructor(saying: { zh: string; en: string }) {
    super(saying.en);
    this.saying = saying;
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads options strictly; an unknown one, or one without its value, is a UsageError that names it. */
export function readOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const en = (error as Error).message.split('\n')[0]!;
    throw new UsageError({ zh: `选项不对：${en}`, en });
  }
}

/** A whole number in a range, or a UsageError that says which. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  usual: number,
  range: [number, number],
): number {
  if (text === undefined) return usual;
  const value = Number(text);
  const [least, most] = range;
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError({
    zh: `--${name} 要填 ${least} 到 ${most} 之间的整数，不是“${text}”。`,
    en: `--${name} takes a whole number from ${least} to ${most}, not “${text}”.`,
  });
}
