const UNREACHABLE = 'The server cannot be reached. Nothing was changed; try again.';

/** Calls the server: { ok, status, body }, where a body that is no success has a `message` fit to be shown. */
export async function call(method, path, body, headers = {}) {
  const request = { method, headers: { Accept: 'application/json', ...headers }, credentials: 'same-origin', cache: 'no-store' };
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  try {
    const answer = await fetch(path, request);
    const json = await answer.json();
    return { ok: answer.ok, status: answer.status, body: json };
  } catch {
    return { ok: false, status: 0, body: { message: UNREACHABLE } };
  }
}

export const post = (path, body, headers) => call('POST', path, body, headers);
export const get = (path, headers) => call('GET', path, undefined, headers);
