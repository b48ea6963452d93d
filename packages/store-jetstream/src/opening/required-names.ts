const STREAM = /^[^\s.*>/\\]+$/;
const PREFIX = /^[^\s.*>]+(?:\.[^\s.*>]+)*$/;

/** Throws a `RangeError` that says what NATS takes as the name of a stream, and as the beginning of its subjects. */
export const requireNames = (stream: string, prefix: string): void => {
  if (!STREAM.test(stream))
    throw new RangeError(
      `${JSON.stringify(stream)} cannot be the name of a stream: use no blank and none of . * > / \\`,
    );
  if (!PREFIX.test(prefix))
    throw new RangeError(
      `${JSON.stringify(prefix)} cannot be the beginning of subjects: use words without blanks, * and >, with dots between`,
    );
};
