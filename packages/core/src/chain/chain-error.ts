import { type AgentStoreError, DriverError, type DriverErrorDetails, recogniseByName } from '../errors.ts';

/** Too few drivers of a chain did what was asked: `causes` holds the failure of each, in the chain's order. */
export class ChainError extends DriverError {
  readonly causes: readonly AgentStoreError[];
  /** The reason without the causes. */
  readonly summary: string;

  constructor(details: Omit<DriverErrorDetails, 'code' | 'cause'> & { readonly causes: readonly AgentStoreError[] }) {
    const { causes, reason: summary = 'no driver could' } = details;
    // A chain in a chain has causes of its own, in lines of their own.
    const lines = causes.map(({ message }) => `\n  - ${message.replaceAll('\n', '\n  ')}`);
    super({ ...details, code: 'chain', reason: summary + lines.join(''), cause: causes[0] });
    this.causes = causes;
    this.summary = summary;
  }

  static {
    recogniseByName(ChainError, 'ChainError');
  }
}
