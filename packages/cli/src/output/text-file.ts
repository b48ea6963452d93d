import { constants, type Stats } from 'node:fs';
import { open, stat as statOf, type FileHandle } from 'node:fs/promises';
import { CommandFailure, errorCode, fileFailure } from '../failure.js';
import { PipeEnd } from './pipe-end.js';

const BUFFERED = 64 * 1024;
const READ_AT_ONCE = 256 * 1024;

/** A text file that is written from start to end, or on from where it ends. What is in it when it is closed is on disk. */
export class TextFile {
  private pending: string[] = [];
  private size = 0;
  private broken = false;
  /** How long the file is by what was written; not known before it is begun or cut. */
  private end: number | undefined;

  private constructor(
    readonly path: string,
    private readonly stat: Stats,
    private readonly sink: FileHandle | PipeEnd,
    /** Absent for a pipe or a device, of which nothing can be read, cut or synced. */
    private readonly file?: FileHandle,
  ) {}

  /**
   * Makes the file, or opens one that begins as this kind of file does. Any other file that is
   * there stays untouched: a mistyped name must not cost anybody a scenario.
   */
  static async open(path: string, kind: string, beginning: string): Promise<TextFile> {
    try {
      const before = await found(path);
      if (before?.isFIFO() === true) return new TextFile(path, before, await PipeEnd.open(path));
      // Appending: what is written comes after what is there, wherever that was read.
      const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;
      const file = await open(path, flags);
      const stat = await file.stat();
      if (!stat.isFile()) return new TextFile(path, stat, file);
      if (await mayBeWritten(file, beginning)) return new TextFile(path, stat, file, file);
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

  /** Whether all that was to be written could be. */
  get isWhole(): boolean {
    return !this.broken;
  }

  /** What was in the file when it was opened, in bytes; nothing of a pipe or a device. */
  get length(): number {
    return this.stat.isFile() ? this.stat.size : 0;
  }

  /** What was in the file when it was opened. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.length;) {
      const most = Math.min(READ_AT_ONCE, this.length - at);
      const bytes = await this.readAt(at, Buffer.allocUnsafe(most));
      if (bytes.length === 0) return;
      yield bytes;
      at += bytes.length;
    }
  }

  /** Whether a text stood in the file right before so many bytes. */
  async had(text: string, before: number): Promise<boolean> {
    const bytes = Buffer.from(text);
    const at = before - bytes.length;
    if (at < 0 || before > this.length) return false;
    return (await this.readAt(at, Buffer.alloc(bytes.length))).equals(bytes);
  }

  /** Begins anew: until then a file that was there is as it was. */
  async begin(text: string): Promise<void> {
    await this.cut(0);
    await this.write(text);
  }

  /** Keeps the first bytes of what was in the file, to be written on from there. */
  async cut(bytes: number): Promise<void> {
    try {
      await this.file?.truncate(bytes);
      this.end = bytes;
    } catch (thrown) {
      throw this.failure(thrown);
    }
  }

  async write(text: string): Promise<void> {
    this.pending.push(text);
    this.size += text.length;
    if (this.size >= BUFFERED) await this.flush();
  }

  /** Rejects also if the file was removed meanwhile, or another command wrote to it. */
  async close(): Promise<void> {
    try {
      await this.flush();
      if (!this.broken) await this.requireAlone();
      await this.file?.sync();
    } catch (thrown) {
      throw this.failure(thrown);
    } finally {
      await this.sink.close();
    }
  }

  /** As many bytes as there are from a place on, at most those that fill the buffer. */
  private async readAt(at: number, buffer: Buffer): Promise<Buffer> {
    try {
      const read = await this.file?.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, read?.bytesRead ?? 0);
    } catch (thrown) {
      throw fileFailure('read', this.path, thrown);
    }
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.pending.join(''));
    this.pending = [];
    this.size = 0;
    // After a part that could not be written nothing may follow: a gap would look like a log.
    if (bytes.length === 0 || this.broken) return;
    try {
      await this.requireAlone();
      await this.sink.writeFile(bytes);
      if (this.end !== undefined) this.end += bytes.length;
    } catch (thrown) {
      throw this.failure(thrown);
    }
  }

  /**
   * Of two commands that write one file, as where an export takes longer than the time to the next one, the one that
   * began last goes on; the other one finds a file of another length, writes no more and says so.
   */
  private async requireAlone(): Promise<void> {
    if (this.file === undefined || this.end === undefined) return;
    const { size, nlink } = await this.file.stat();
    if (nlink === 0 && this.stat.nlink > 0)
      throw new CommandFailure(
        `${this.path} was removed or replaced while it was written: what was written is gone with it`,
      );
    if (size !== this.end)
      throw new CommandFailure(
        `${this.path}: another command writes to it, too, and goes on; let it end, then run this one again`,
      );
  }

  private failure(thrown: unknown): CommandFailure {
    this.broken = true;
    return fileFailure('write', this.path, thrown);
  }
}

const found = async (path: string): Promise<Stats | undefined> => {
  try {
    return await statOf(path);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
};

const mayBeWritten = async (file: FileHandle, beginning: string): Promise<boolean> => {
  const head = Buffer.alloc(Buffer.byteLength(beginning));
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return bytesRead === 0 || head.toString('utf8') === beginning;
};
