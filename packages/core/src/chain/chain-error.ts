import { type AgentStoreError, DriverError, type DriverErrorDetails, recogniseByName } from '../errors.ts';

/** Too few drivers of a chain did what was asked: `causes` holds the failure of each, in the chain's order. */
export class ChainError extends DriverError {
  readonly causes: readonly AgentStoreError[];

  constructor(details: Omit<DriverErrorDetails, 'code' | 'cause'> & { readonly causes: readonly AgentStoreError[] }) {
    const causes = details.causes.map((cause) => `\n  - ${cause.message}`).join('');
    super({
      ...details,
      code: 'chain',
      reason: `${details.reason ?? 'no driver could'}${causes}`,
      cause: details.causes[0],
    });
    this.causes = details.causes;
  }

  static {
    recogniseByName(ChainError, 'ChainError');
  }
}
