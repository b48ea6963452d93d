export type { Reading, StateOf } from './views.js';
export { foldOf, positioned, viewsOf } from './views.js';
export { difference } from './difference.js';
export { everyProjection } from './every-projection.js';
export type { Example, Verdict } from './given.js';
export { given, givenFor } from './given.js';
export type { Judgement, Outcome, Referee } from './judge.js';
export { judge, referee } from './judge.js';
export { command } from './arbitrary/command.js';
export type { HistorySize } from './arbitrary/history.js';
export { history } from './arbitrary/history.js';
export { sample, samplePolicy } from './sample.js';
export { policy } from './arbitrary/policy.js';
export {
  amount,
  character,
  commandId,
  currency,
  id,
  instant,
  nastyIds,
  ratioText,
  text,
} from './arbitrary/scalar.js';
export type {
  Breakable,
  ContractCheck,
  Promised,
  StoreHarness,
} from './conformance/contract-check.js';
export { ContractBreach } from './conformance/contract-check.js';
export type { TestRunner } from './conformance/event-store-contract.js';
export { describeEventStore, eventStoreContract } from './conformance/event-store-contract.js';
