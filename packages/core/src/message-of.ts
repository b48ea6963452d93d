/**
 * What was thrown, in its own words: the message of an error, else the thing as a text. An error is known by its
 * message, not by its class: one that comes from another realm is of another class.
 */
export const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown
    ? String(thrown.message)
    : String(thrown);
