/** What one Set of V8 holds: one more is a RangeError. */
const MOST_IN_A_SET = 2 ** 24;

/** Which texts came before, however many: in as many sets as it takes. */
export class Seen {
  private readonly full: Set<string>[] = [];
  private latest = new Set<string>();

  constructor(private readonly mostInASet = MOST_IN_A_SET) {}

  /** Whether the text came before. From now on it has. */
  again(text: string): boolean {
    if (this.latest.has(text) || this.full.some((texts) => texts.has(text))) return true;
    if (this.latest.size >= this.mostInASet) {
      this.full.push(this.latest);
      this.latest = new Set();
    }
    this.latest.add(text);
    return false;
  }
}
