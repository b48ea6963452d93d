import { logWriter } from '@largesse/audit';
import { START } from '@largesse/core';
import type { Submitted } from '@largesse/engine';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import type { OpenStore } from '../store/use-store.js';
import { writeEvents } from '../store/write-events.js';
import { openLogFile } from './log-file.js';
import { TextFile } from './text-file.js';

const REJECTIONS_HEADER = 'commandId,code\n';

/** Where each file goes that is asked for. */
interface Paths {
  readonly log?: string;
  readonly rejections?: string;
}

/** Whether the log is written as commands take effect, or all of it at the end. */
type LogTime = 'meanwhile' | 'at the end';

/** What a run leaves behind: the event log and the list of refused commands, each if asked for. */
export class Records {
  private readonly writer = logWriter();

  private constructor(
    private readonly log: TextFile | undefined,
    private readonly rejections: TextFile | undefined,
    private readonly time: LogTime,
  ) {}

  /** Opens the files that are asked for. None is touched unless all can be written. */
  static async open(paths: Paths, time: LogTime = 'meanwhile'): Promise<Records> {
    const { log, rejections } = await openFiles(paths);
    const records = new Records(log, rejections, time);
    if (time === 'meanwhile') await log?.begin(records.writer.header());
    await rejections?.begin(REJECTIONS_HEADER);
    return records;
  }

  /** Notes what came of a command. A retry leaves nothing new. */
  async add(commandId: string, outcome: Submitted): Promise<void> {
    if (!outcome.ok) await this.rejections?.write(`${commandId},${outcome.code}\n`);
    else if (outcome.status === 'accepted' && this.time === 'meanwhile') {
      const lines = this.writer.events(outcome.recorded);
      await this.log?.write(lines);
    }
  }

  /** Writes the log of a store up to its head, if a log is asked for: all of it, also what was there before. */
  async writeLogOf(open: OpenStore, context: Context): Promise<void> {
    const { log, writer } = this;
    if (log === undefined) return;
    const upTo = await open.ask(open.store.head(), context.interruption);
    await log.begin(writer.header());
    const write = (text: string) => log.write(text);
    await writeEvents(open, { after: START, upTo, writer }, { write }, context);
    await log.write(writer.end());
  }

  /** The files that hold all they should. */
  get written(): readonly string[] {
    return [this.log, this.rejections].flatMap((file) => (file?.isWhole === true ? file.path : []));
  }

  /** Ends each file, also where another could not be written. */
  async close(): Promise<void> {
    try {
      if (this.time === 'meanwhile') await this.log?.write(this.writer.end());
      await this.log?.close();
    } finally {
      await this.rejections?.close();
    }
  }
}

const openFiles = async (paths: Paths) => {
  const log = paths.log === undefined ? undefined : await openLogFile(paths.log);
  try {
    const rejections = await openRejections(paths.rejections);
    if (log === undefined || rejections?.isSameAs(log) !== true) return { log, rejections };
    await rejections.close();
    throw new CommandFailure('--log and --rejections are the same file; name two');
  } catch (thrown) {
    await log?.close();
    throw thrown;
  }
};

const openRejections = async (path: string | undefined): Promise<TextFile | undefined> =>
  path === undefined ? undefined : TextFile.open(path, 'list of rejections', REJECTIONS_HEADER);
