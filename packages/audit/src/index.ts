export { LOG_FORMAT, LOG_VERSION, MAX_LINE_BYTES } from './log/format.js';
export type { DamageCode } from './log/log-damaged.js';
export { LogDamaged } from './log/log-damaged.js';
export type { LogEnd, LogEntry, LogHeader, LogLine } from './log/log-line.js';
export type { LogWriter } from './log/log-writer.js';
export { LogUnwritable, logWriter } from './log/log-writer.js';
export type { ReadOptions } from './log/read-log.js';
export { readLog } from './log/read-log.js';

export type { MalformedBalances } from './balances/balances-csv.js';
export { formatBalances, parseBalances } from './balances/balances-csv.js';
export type { Difference } from './balances/compare-balances.js';
export { compareBalances } from './balances/compare-balances.js';
export type { FoldedLog, TornBatch, Until } from './balances/fold-log.js';
export { foldLog } from './balances/fold-log.js';

export type { BalanceChange, InvariantName, Violation } from './verify/invariant.js';
export { invariantNames } from './verify/invariant.js';
export type { InvariantResult, OnViolation, Report } from './verify/report.js';
export type { Verifier } from './verify/verifier.js';
export { createVerifier, verify } from './verify/verifier.js';
export type { ScenarioLine } from './scenario/read-scenario.js';
export { ScenarioMalformed, readScenario } from './scenario/read-scenario.js';
