let base = Date.now();
let read = performance.now();

/** Takes over the server's time: expiry and cool-downs are the server's, whatever this machine's clock shows. */
export function sync(serverNow) {
  base = serverNow;
  read = performance.now();
}

/** The server's time in milliseconds. */
export function now() {
  return base + performance.now() - read;
}

/** Calls now and four times a second. */
export function everyTick(action) {
  action();
  setInterval(action, 250);
}

/** 4:32, or 1:04:32. Rounded up: what shows 0:00 is over. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const second = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOfDay = (at) => minute.format(at);
export const timeToTheSecond = (at) => second.format(at);
export const dayOf = (at) => day.format(at);
