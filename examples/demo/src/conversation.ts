import type { Conversation, Message } from './message.ts';

/** A short piece of an agent's work, in the form of OpenAI's chat messages. */
export const conversation: Conversation = {
  name: 'charged twice',
  messages: [
    {
      role: 'system',
      content:
        'You look after the back office of a small shop. Find out before you act, use the tools, and say what you changed.',
    },
    {
      role: 'user',
      content: 'Mme Lefèvre says that order 4471 was charged twice. Please look into it, and refund her if it is true.',
    },
    calls(
      null,
      { id: 'call_1', name: 'get_order', arguments: { order: 4471 } },
      { id: 'call_2', name: 'list_charges', arguments: { order: 4471 } },
    ),
    result('call_1', {
      order: 4471,
      customer: { name: 'Hélène Lefèvre', language: 'fr' },
      items: [{ title: 'Fountain pen "Nº 3"', quantity: 1, price: 48.6 }],
      total: 48.6,
      currency: 'EUR',
      status: 'paid',
    }),
    result('call_2', {
      charges: [
        { id: 'ch_81a0', amount: 48.6, at: '03:12:07', status: 'succeeded' },
        { id: 'ch_81a4', amount: 48.6, at: '03:12:41', status: 'succeeded' },
      ],
    }),
    calls(
      'It is true: two charges, 34 seconds apart. Before I refund one I want to know why, or it happens again tomorrow.',
      { id: 'call_3', name: 'search_logs', arguments: { text: '4471', from: '03:12:00', to: '03:13:00' } },
    ),
    result(
      'call_3',
      [
        '03:12:06 worker-2  order 4471: charging 48.60 EUR',
        '03:12:08 kernel    worker-2 killed: out of memory',
        '03:12:39 worker-2  started; 1 order without a result: 4471',
        '03:12:40 worker-2  order 4471: charging 48.60 EUR',
        '03:12:42 worker-2  order 4471: paid',
      ].join('\n'),
    ),
    calls(
      'The worker was killed after the charge and before it had noted the result. The second charge is the one to give back.',
      {
        id: 'call_4',
        name: 'refund',
        arguments: { charge: 'ch_81a4', amount: 48.6, idempotency_key: 'refund-ch_81a4' },
      },
    ),
    result('call_4', { error: 'timeout', message: 'no answer from the payment provider within 10 s' }),
    calls('A timeout does not say whether the refund was made. I look before I try again.', {
      id: 'call_5',
      name: 'list_refunds',
      arguments: { order: 4471 },
    }),
    result('call_5', { refunds: [{ id: 're_2c19', charge: 'ch_81a4', amount: 48.6, status: 'succeeded' }] }),
    {
      role: 'assistant',
      content:
        'The refund of 48.60 € was made once (re_2c19), though its answer was lost.\n\n' +
        '**Cause:** worker-2 was killed between charging and noting it, and charged again after its restart.\n' +
        '**Cure:** charge with an idempotency key, as the refund does. Shall I write to the customer?',
    },
    { role: 'user', content: 'Yes please, in French. And open a ticket for the worker 🙏' },
    calls(
      null,
      {
        id: 'call_6',
        name: 'send_mail',
        arguments: {
          order: 4471,
          text: 'Chère Madame Lefèvre,\nvous aviez raison : votre commande a été débitée deux fois. Les 48,60 € vous ont été remboursés.',
        },
      },
      {
        id: 'call_7',
        name: 'open_ticket',
        arguments: { title: 'worker-2 charges again after a crash', priority: 'high' },
      },
    ),
    result('call_6', { status: 'sent' }),
    result('call_7', { ticket: 'SHOP-318' }),
  ],
};

interface Call {
  readonly id: string;
  readonly name: string;
  readonly arguments: object;
}

function calls(content: string | null, ...called: readonly Call[]): Message {
  return {
    role: 'assistant',
    content,
    tool_calls: called.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    })),
  };
}

function result(call: string, content: object | string): Message {
  return { role: 'tool', tool_call_id: call, content: typeof content === 'string' ? content : JSON.stringify(content) };
}
