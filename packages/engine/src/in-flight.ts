/** Counts what is under way, to wait for its end. */
export class InFlight {
  private count = 0;
  private idle: (() => void) | undefined;

  begin(): void {
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    if (this.count === 0) this.idle?.();
  }

  /** Resolves when nothing is under way any more. */
  async ended(): Promise<void> {
    if (this.count === 0) return;
    await new Promise<void>((resolve) => {
      this.idle = resolve;
    });
  }
}
