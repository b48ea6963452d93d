import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CommandFailure, fileFailure } from '../failure.js';

const BUFFERED = 64 * 1024;

/** A text file that is written from start to end. What is in it when it is closed is on disk. */
export class TextFile {
  private pending: string[] = [];
  private size = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /**
   * Makes the file, or writes anew one that begins as this kind of file does. Any other file
   * that is there stays untouched: a mistyped name must not cost anybody a scenario.
   */
  static async create(path: string, kind: string, beginning: string): Promise<TextFile> {
    try {
      const file = await open(path, constants.O_RDWR | constants.O_CREAT);
      if ((await file.stat()).isFile()) {
        const head = Buffer.alloc(Buffer.byteLength(beginning));
        const { bytesRead } = await file.read(head, 0, head.length, 0);
        if (bytesRead > 0 && head.toString('utf8') !== beginning) {
          await file.close();
          throw new CommandFailure(
            `${path} exists and is no ${kind}: it stays as it is; name another file or remove it`,
          );
        }
        await file.truncate(0);
      }
      return new TextFile(path, file);
    } catch (thrown) {
      throw thrown instanceof CommandFailure ? thrown : fileFailure('write', path, thrown);
    }
  }

  async write(text: string): Promise<void> {
    this.pending.push(text);
    this.size += text.length;
    if (this.size >= BUFFERED) await this.flush();
  }

  async close(): Promise<void> {
    try {
      await this.flush();
      // A pipe or a device cannot be synced, and need not be.
      if ((await this.file.stat()).isFile()) await this.file.sync();
    } catch (thrown) {
      throw fileFailure('write', this.path, thrown);
    } finally {
      await this.file.close();
    }
  }

  private async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.size = 0;
    if (text === '') return;
    try {
      await this.file.writeFile(text);
    } catch (thrown) {
      throw fileFailure('write', this.path, thrown);
    }
  }
}
