import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CommandFailure, fileFailure } from '../failure.js';

const BUFFERED = 64 * 1024;

/** A text file that is written from start to end. What is in it when it is closed is on disk. */
export class TextFile {
  private pending: string[] = [];
  private size = 0;
  private broken = false;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly stat: Stats,
  ) {}

  /**
   * Makes the file, or opens one that begins as this kind of file does. Any other file that is
   * there stays untouched: a mistyped name must not cost anybody a scenario.
   */
  static async open(path: string, kind: string, beginning: string): Promise<TextFile> {
    try {
      const file = await open(path, constants.O_RDWR | constants.O_CREAT);
      const stat = await file.stat();
      if (await mayBeWritten(file, stat, beginning)) return new TextFile(path, file, stat);
      await file.close();
    } catch (thrown) {
      throw fileFailure('write', path, thrown);
    }
    throw new CommandFailure(
      `${path} exists and is no ${kind}: it stays as it is; name another file or remove it`,
    );
  }

  /** Whether both are one file on disk, by whatever names; a device is nobody's alone. */
  isSameAs({ stat }: TextFile): boolean {
    return this.stat.isFile() && stat.ino === this.stat.ino && stat.dev === this.stat.dev;
  }

  /** Begins anew: until then a file that was there is as it was. */
  async begin(text: string): Promise<void> {
    try {
      if (this.stat.isFile()) await this.file.truncate(0);
    } catch (thrown) {
      throw this.failure(thrown);
    }
    await this.write(text);
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
      if (this.stat.isFile()) await this.file.sync();
    } catch (thrown) {
      throw this.failure(thrown);
    } finally {
      await this.file.close();
    }
  }

  private async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.size = 0;
    // After a part that could not be written nothing may follow: a gap would look like a log.
    if (text === '' || this.broken) return;
    try {
      await this.file.writeFile(text);
    } catch (thrown) {
      throw this.failure(thrown);
    }
  }

  private failure(thrown: unknown): CommandFailure {
    this.broken = true;
    return fileFailure('write', this.path, thrown);
  }
}

const mayBeWritten = async (file: FileHandle, stat: Stats, beginning: string): Promise<boolean> => {
  if (!stat.isFile()) return true;
  const head = Buffer.alloc(Buffer.byteLength(beginning));
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return bytesRead === 0 || head.toString('utf8') === beginning;
};
