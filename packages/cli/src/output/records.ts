import { logWriter } from '@largesse/audit';
import type { Submitted } from '@largesse/engine';
import { TextFile } from './text-file.js';

const REJECTIONS_HEADER = 'commandId,code\n';

/** The beginning of every log file, of this and other versions. */
const LOG_BEGINNING = '{"format":"largesse-log"';

/** What a run leaves behind: the event log and the list of refused commands, each if asked for. */
export class Records {
  private readonly writer = logWriter();

  private constructor(
    private readonly log: TextFile | undefined,
    private readonly rejections: TextFile | undefined,
  ) {}

  /** Opens the files that are asked for. */
  static async open(paths: {
    readonly log?: string;
    readonly rejections?: string;
  }): Promise<Records> {
    const log = await openIf(paths.log, 'Largesse log', LOG_BEGINNING);
    const rejections = await openIf(paths.rejections, 'list of rejections', REJECTIONS_HEADER);
    const records = new Records(log, rejections);
    await log?.write(records.writer.header());
    await rejections?.write(REJECTIONS_HEADER);
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

  async close(): Promise<void> {
    await this.log?.write(this.writer.end());
    await this.log?.close();
    await this.rejections?.close();
  }
}

const openIf = (
  path: string | undefined,
  kind: string,
  beginning: string,
): Promise<TextFile | undefined> =>
  path === undefined ? Promise.resolve(undefined) : TextFile.create(path, kind, beginning);
