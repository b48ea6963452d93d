/**
 * What is printed while samples run, block by block. Times differ from run to run: they count
 * as equal.
 */
export class Output {
  private readonly printed = new Map<number, string>();
  private block = 0;

  /** What is printed from now on belongs to this block. */
  begin(block: number): void {
    this.block = block;
  }

  readonly write = (text: string): void => {
    this.printed.set(this.block, (this.printed.get(this.block) ?? '') + text);
  };

  of(block: number): string {
    return this.printed.get(block) ?? '';
  }
}

/** As the summary of a run has it, for people and for programs. */
const TIME = / +\d+\.\d\d s$|(?<="seconds":) [\d.]+$/;

/** An output as it is compared: without times and without white space at the ends of lines. */
export const comparable = (output: string): readonly string[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(TIME, ' 0').trimEnd());

/** What a page shows of an output: the same lines; one of three dots stands for any number. */
export const shows = (shown: string, output: string): boolean => {
  const pattern = comparable(shown)
    .map((line) => (line === '...' ? '(?:.*\n)*?' : `${literal(line)}\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${comparable(output).join('\n')}\n`);
};

const literal = (line: string): string => line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
