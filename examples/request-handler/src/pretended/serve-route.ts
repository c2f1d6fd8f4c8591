import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

type Handler = (request: Request) => Promise<Response>;

/** Puts a route's functions behind node:http, as a framework does. */
export function serveRoute(route: { readonly GET: Handler; readonly POST: Handler }): RequestListener {
  return (incoming, outgoing) => {
    const handler = incoming.method === 'POST' ? route.POST : route.GET;
    respond(handler, incoming, outgoing).catch((error) => {
      console.error(error);
      outgoing.writeHead(500).end();
    });
  };
}

async function respond(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const body = await text(incoming);
  const request = new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: { cookie: headers.cookie ?? '' },
    ...(method === 'POST' && { body }),
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
