import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CommandFailure, fileFailure } from '../failure.js';

const BUFFERED = 64 * 1024;
const READ_AT_ONCE = 256 * 1024;

/** A text file that is written from start to end, or on from where it ends. What is in it when it is closed is on disk. */
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
      // Appending: what is written comes after what is there, wherever that was read.
      const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;
      const file = await open(path, flags);
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

  /** What was in the file when it was opened, in bytes; nothing of a pipe or a device. */
  get length(): number {
    return this.stat.isFile() ? this.stat.size : 0;
  }

  /** What was in the file when it was opened. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.length;) {
      const most = Math.min(READ_AT_ONCE, this.length - at);
      const { bytesRead, buffer } = await this.readAt(at, Buffer.allocUnsafe(most));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  /** Whether a text stood in the file right before so many bytes. */
  async had(text: string, before: number): Promise<boolean> {
    const bytes = Buffer.from(text);
    const at = before - bytes.length;
    if (at < 0 || before > this.length) return false;
    const { bytesRead, buffer } = await this.readAt(at, Buffer.alloc(bytes.length));
    return bytesRead === bytes.length && buffer.equals(bytes);
  }

  /** Begins anew: until then a file that was there is as it was. */
  async begin(text: string): Promise<void> {
    await this.cut(0);
    await this.write(text);
  }

  /** Keeps the first bytes of what was in the file, to be written on from there. */
  async cut(bytes: number): Promise<void> {
    try {
      if (this.stat.isFile()) await this.file.truncate(bytes);
    } catch (thrown) {
      throw this.failure(thrown);
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
      if (this.stat.isFile()) await this.file.sync();
    } catch (thrown) {
      throw this.failure(thrown);
    } finally {
      await this.file.close();
    }
  }

  private async readAt(at: number, buffer: Buffer) {
    try {
      return await this.file.read(buffer, 0, buffer.length, at);
    } catch (thrown) {
      throw fileFailure('read', this.path, thrown);
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
