import { Agent, type DriverSpec, Storage } from '@agentstore/core';

/** Says nothing: the defaults hold. */
export class PlainAgent extends Agent {
  // Where programs are minified, classes lose their names; a memory should not.
  override readonly agentName: string = 'plain';
}

/** Uses a provider's models: that provider's part of the configuration goes before the defaults. */
export class OpenAiAgent extends PlainAgent {
  override readonly agentName: string = 'openai';
  override readonly provider = 'openai';
}

/** Has a history of its own: that goes before its provider's. What it does not name it has from the provider. */
export class AuditAgent extends OpenAiAgent {
  override readonly agentName = 'audit';
  override readonly history: DriverSpec = { driver: 'file', directory: 'audit' };
}

export class Notes extends Storage<{ readonly text: string }> {
  static readonly prefix = 'notes';
}
