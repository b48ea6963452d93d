import { logWriter } from '@largesse/audit';
import type { Submitted } from '@largesse/engine';
import { CommandFailure } from '../failure.js';
import { TextFile } from './text-file.js';

const REJECTIONS_HEADER = 'commandId,code\n';

/** The beginning of every log file, of this and other versions. */
const LOG_BEGINNING = '{"format":"largesse-log"';

/** Where each file goes that is asked for. */
interface Paths {
  readonly log?: string;
  readonly rejections?: string;
}

/** What a run leaves behind: the event log and the list of refused commands, each if asked for. */
export class Records {
  private readonly writer = logWriter();

  private constructor(
    private readonly log: TextFile | undefined,
    private readonly rejections: TextFile | undefined,
  ) {}

  /** Opens the files that are asked for. None is touched unless all can be written. */
  static async open(paths: Paths): Promise<Records> {
    const { log, rejections } = await openFiles(paths);
    const records = new Records(log, rejections);
    await log?.begin(records.writer.header());
    await rejections?.begin(REJECTIONS_HEADER);
    return records;
  }

  /** Notes what came of a command. A retry leaves nothing new. */
  async add(commandId: string, outcome: Submitted): Promise<void> {
    if (!outcome.ok) await this.rejections?.write(`${commandId},${outcome.code}\n`);
    else if (outcome.status === 'accepted') {
      const lines = this.writer.events(outcome.recorded);
      await this.log?.write(lines);
    }
  }

  /** Ends each file, also where another could not be written. */
  async close(): Promise<void> {
    try {
      await this.log?.write(this.writer.end());
      await this.log?.close();
    } finally {
      await this.rejections?.close();
    }
  }
}

const openFiles = async (paths: Paths) => {
  const log = await openIf(paths.log, 'Largesse log', LOG_BEGINNING);
  try {
    const rejections = await openIf(paths.rejections, 'list of rejections', REJECTIONS_HEADER);
    if (log === undefined || rejections?.isSameAs(log) !== true) return { log, rejections };
    await rejections.close();
    throw new CommandFailure('--log and --rejections are the same file; name two');
  } catch (thrown) {
    await log?.close();
    throw thrown;
  }
};

const openIf = async (path: string | undefined, kind: string, beginning: string) =>
  path === undefined ? undefined : TextFile.open(path, kind, beginning);
