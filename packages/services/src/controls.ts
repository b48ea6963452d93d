import type { ManagedProcess } from './managed-process.js';
import { ServerUnavailable } from './server-unavailable.js';

/** What a test or the fault tool can do to a server. */
export interface Controls {
  /** Ends all its processes with SIGKILL; resolves when they are gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to leave in order; resolves when it is gone. Its data stay. */
  readonly stop: () => Promise<void>;
  /** Runs it again on the same data and port; resolves when it takes connections. */
  readonly start: () => Promise<void>;
  /** Holds all its processes with SIGSTOP: connections stay open and nothing answers. */
  readonly pause: () => Promise<void>;
  /** Lets them go on with SIGCONT. */
  readonly resume: () => Promise<void>;
  /** The end of its log, for messages. */
  readonly log: () => string;
}

/** The controls of a server that was started here; `start` runs it and waits until it answers. */
export const controlsOf = (server: ManagedProcess, start: () => Promise<void>): Controls => ({
  kill: server.kill,
  stop: server.leave,
  start,
  pause: async () => server.pause(),
  resume: async () => server.resume(),
  log: server.log,
});

/** The controls of a server that was given by an environment variable: each says that it cannot. */
export const noControls = (variable: string): Controls => {
  const refuse = async () => {
    throw notControlled(variable);
  };
  return {
    ...{ kill: refuse, stop: refuse, start: refuse, pause: refuse, resume: refuse },
    log: () => '',
  };
};

/** Why nothing can be done to a server that was given. */
export const notControlled = (variable: string): ServerUnavailable =>
  new ServerUnavailable(
    `The server of ${variable} was not started here and cannot be controlled. ` +
      `Ask for one of your own: { own: true }.`,
  );
