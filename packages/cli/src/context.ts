import type { Interruption } from './interruption.js';
import type { Terminal } from './output/terminal.js';

/** What every command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}
