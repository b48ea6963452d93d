/** What a store keeps, through which failures. Found out when it is opened, not assumed. */
export interface Durability {
  /** Acknowledged events survive the end of any one process. */
  readonly survivesProcessEnd: boolean;
  /** Acknowledged events survive a loss of power of one machine. */
  readonly survivesPowerLoss: boolean;
  /** Acknowledged events survive the loss of one machine with its disk. */
  readonly survivesMachineLoss: boolean;
  /** What was found, in sentences for the operator. */
  readonly notes: readonly string[];
}
