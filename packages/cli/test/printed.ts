/** What `run --json` prints. */
export interface Summary {
  readonly commands: number;
  readonly accepted: number;
  readonly retried: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly events: number;
  readonly seconds: number;
}

/** What `verify --json` prints, as far as tests look at it. */
export interface PrintedReport {
  readonly held: boolean;
  readonly events: number;
  readonly position: number;
  readonly invariants: readonly unknown[];
  readonly violations: readonly unknown[];
  readonly differences?: readonly unknown[];
}

/** What `balances --format json` prints. */
export type PrintedBalances = readonly {
  readonly account: string;
  readonly asset: string;
  readonly amount: string;
}[];

// Each cast says what is expected; the tests compare every field that they use.
export const summaryOf = (text: string) => JSON.parse(text) as Summary;
export const reportOf = (text: string) => JSON.parse(text) as PrintedReport;
export const balancesOf = (text: string) => JSON.parse(text) as PrintedBalances;
