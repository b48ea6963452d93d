import { constants, open } from 'node:fs';
import { Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';

/**
 * The writing end of a pipe that has a name. A write waits for a slow reader without holding up the end of
 * the process, and fails when the reader is gone.
 */
export class PipeEnd {
  private constructor(private readonly socket: Socket) {
    // Every write tells of its own failure.
    socket.on('error', () => undefined);
  }

  /** Rejects with `ENXIO` if nobody reads from the pipe: waiting for a reader could not be ended. */
  static async open(path: string): Promise<PipeEnd> {
    const file = await promisify(open)(path, constants.O_WRONLY | constants.O_NONBLOCK);
    return new PipeEnd(new Socket({ fd: file, readable: false, writable: true }));
  }

  /** Resolves when the pipe has taken the bytes. */
  writeFile(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.socket.end();
    await finished(this.socket, { readable: false }).catch(() => undefined);
    this.socket.destroy();
  }
}
