import type { ChatHistoryStorage } from '@agentstore/core';
import { askModel } from '../model.ts';
import { eachOnce, type Message } from './message.ts';

/** The answer to a question: made now, or the one that is stored, where only its way to the client failed. */
export async function answerTurn(history: ChatHistoryStorage<Message>, question: Message): Promise<Message> {
  const ofTurn = (await history.get()).filter(({ turn }) => turn === question.turn);
  const stored = ofTurn.find(({ role }) => role === 'assistant');
  if (stored) return stored;

  // Before the model is asked: whatever happens now, the question is not lost. If this process dies before the answer is
  // stored, the client sends the turn again, and whichever process gets it finds the question here.
  if (ofTurn.length === 0) await history.add(question);

  const content = await askModel(eachOnce(await history.forModel({ messages: 20 })));
  const answer: Message = { turn: question.turn, role: 'assistant', content };
  // Before the client hears it: nobody has read an answer that the next question knows nothing of.
  await history.add(answer);
  return answer;
}
