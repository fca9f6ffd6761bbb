import { get } from './server.js';

const PATIENCE = 2500;

/**
 * Keeps a page up to date: by a stream while the server grants one, else by asking. The server has room for so many
 * streams, and a browser for six connections to a host, so asking is no emergency.
 */
export function follow(flow, { onState, onGone, onWay }) {
  const query = `?flow=${encodeURIComponent(flow)}`;
  let source = null;
  let asking = null;
  let stopped = false;

  async function ask() {
    if (stopped) {
      return;
    }
    const answer = await get(`/page/state${query}`);
    if (stopped) {
      return;
    }
    if (answer.ok) {
      onState(answer.body);
      onWay('asking');
    } else if (answer.status === 401) {
      onGone();
    } else {
      onWay('lost');
    }
    asking = setTimeout(ask, PATIENCE);
  }

  function listen() {
    source = new EventSource(`/page/stream${query}`);
    source.addEventListener('state', (event) => {
      onWay('live');
      onState(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED && !stopped) {
        ask();
      } else {
        onWay('lost');
      }
    });
  }

  listen();
  return {
    ask: async () => {
      const answer = await get(`/page/state${query}`);
      if (answer.ok && !stopped) {
        onState(answer.body);
      }
    },
    stop: () => {
      stopped = true;
      clearTimeout(asking);
      source.close();
    },
  };
}
