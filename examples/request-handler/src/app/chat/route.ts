// The route as Next.js has it, in app/chat/route.ts: functions of web standards, for every framework that speaks them.
import { type ChatHistoryStorage, DriverError } from '@agentstore/core';
import { ModelError } from '../model.ts';
import { store } from '../store.ts';
import { userOf } from '../user.ts';
import { answerTurn } from './answer-turn.ts';
import { eachOnce, type Message } from './message.ts';

/** The end of a chat: `GET /chat?chat=order-4471`. */
export async function GET(request: Request): Promise<Response> {
  const history = historyFor(request);
  if (history instanceof Response) return history;
  return Response.json(eachOnce(await history.last(100)));
}

/** A question, `{ turn, content }`, whose answer comes back. The same turn, sent again, is no second question. */
export async function POST(request: Request): Promise<Response> {
  const history = historyFor(request);
  if (history instanceof Response) return history;
  const { turn, content } = Object(await request.json().catch(() => null));
  if (typeof turn !== 'string' || typeof content !== 'string') return refusal(400, 'turn and content must be texts');

  try {
    return Response.json(await answerTurn(history, { turn, role: 'user', content }));
  } catch (error) {
    if (!(error instanceof DriverError || error instanceof ModelError)) throw error;
    console.error(error);
    // Whether the question or its answer was stored is not known here, and need not be.
    return refusal(503, 'send the same turn again');
  }
}

/** One history a request: it caches what it has loaded, and other processes write too. */
function historyFor(request: Request): ChatHistoryStorage<Message> | Response {
  const userId = userOf(request);
  if (userId === null) return refusal(401, 'sign in first');
  // Any text is safe as an id; the name alone leads nowhere, since the user is part of whose chat it is.
  const chatName = new URL(request.url).searchParams.get('chat') ?? '';
  if (chatName === '' || chatName.length > 100) return refusal(400, 'chat must be a name of 1 to 100 characters');
  return store().history<Message>({ agentName: 'support', userId, chatName });
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
