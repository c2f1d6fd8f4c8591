import type { Message } from './chat/message.ts';

/** The model gave no answer, or none in time. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** Asks the model at MODEL_URL. A real one takes seconds, in which everything else can happen. ModelError: no answer. */
export async function askModel(messages: readonly Message[]): Promise<string> {
  const body = JSON.stringify({ messages: messages.map(({ role, content }) => ({ role, content })) });
  try {
    const response = await fetch(process.env.MODEL_URL ?? '', {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const { content } = Object(await response.json());
    if (typeof content === 'string') return content;
    throw new Error(`no text in a response with status ${response.status}`);
  } catch (cause) {
    throw new ModelError('the model did not answer', { cause });
  }
}
