/** A server that a test needs cannot be had: the message names what is missing and the remedy. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
}
