import { Socket } from 'node:net';
import type { Framing } from './framing.js';

/** Where a process kills itself: at a message of an append on its way to a server. */
export interface WireCrash {
  /** After how many messages, counted from the first of an append; 0 is when that is about to leave. */
  readonly messages: number;
  /**
   * When they have left and nothing after them has, or when something comes after they left, before anybody in this
   * process has seen it.
   */
  readonly moment: 'sent' | 'answered';
}

/** A process whose sockets are counted, so that it can end between any two messages of an append. */
export interface CrashingWire {
  readonly plan: (plan: WireCrash) => void;
}

// Each is applied to the socket that it was called on.
// eslint-disable-next-line @typescript-eslint/unbound-method
const { write, push } = Socket.prototype;

/** Watches all sockets of this process. Tells `reached` of the planned moment; that should not return. */
export const crashingWire = (framing: Framing, reached: (step: string) => void): CrashingWire => {
  let plan: WireCrash | undefined;
  let socket: Socket | undefined;
  let count = 0;
  let stopped = false;
  const crash = (): void => reached(`${String(plan?.moment)} ${String(count)}`);

  /** How much of what is to be sent may leave before the crash; all of it if that is not yet due. */
  const counted = (on: Socket, sent: Buffer): number => {
    for (let start = 0; start < sent.length;) {
      const end = framing.endOf(sent, start);
      if (socket === undefined && sent.subarray(start, end).includes(framing.marker)) {
        socket = on;
        if (isDue()) return start;
      }
      if (socket === on) count += 1;
      if (socket === on && isDue()) return end;
      start = end;
    }
    return sent.length;
  };
  const isDue = (): boolean => plan?.moment === 'sent' && count >= plan.messages;

  const watchedWrite = function (this: Socket, ...args: Parameters<Socket['write']>): boolean {
    if (plan === undefined) return write.apply(this, args);
    // The process is about to end.
    if (stopped) return true;
    const sent = Buffer.from(args[0]);
    const leaves = counted(this, sent);
    stopped = socket === this && isDue();
    if (!stopped) return write.apply(this, args);
    return write.apply(this, [sent.subarray(0, leaves), undefined, crash]);
  };
  const watchedPush = function (this: Socket, ...args: Parameters<Socket['push']>): boolean {
    const answered = plan?.moment === 'answered' && count >= plan.messages;
    if (socket === this && answered) crash();
    return push.apply(this, args);
  };
  Object.assign(Socket.prototype, { write: watchedWrite, push: watchedPush });

  return {
    plan: (made) => {
      plan = made;
    },
  };
};
