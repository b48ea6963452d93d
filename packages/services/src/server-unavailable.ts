/** A server that a test needs cannot be had: the message names what is missing and the remedy. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
}

/** What was thrown, in its own words, for the message of an error that has it as its cause. */
export const whyOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
