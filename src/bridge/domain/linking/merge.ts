/** Two members who turn out to be one person. */
export interface Merge {
  /** The member that goes. */
  readonly from: string;
  /** The member that stays. */
  readonly into: string;
}
