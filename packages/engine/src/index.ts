export type { CommandDraft, Stamped } from './draft-command.js';
export type { Engine, EngineOptions } from './engine.js';
export { createEngine } from './engine.js';
export type { OnSubscriberError } from './isolated-observable.js';
export type {
  ExecuteError,
  Executed,
  Failed,
  MalformedCommand,
  Refused,
  Submitted,
} from './outcome.js';
export { EngineFailure } from './outcome.js';
export type { OnSnapshotError, SnapshotProblem } from './snapshot-problem.js';
