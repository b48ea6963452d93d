export type { FaultKind, Finding } from './check/finding.js';
export { faultKinds } from './check/finding.js';
