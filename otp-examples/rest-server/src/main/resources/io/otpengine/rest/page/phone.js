import { $, el, svg, say, show } from './dom.js';
import { dayOf, everyTick, now, timeOfDay } from './clock.js';

const HANDSET =
  'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.2.4 2.4.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1A17 17 0 0 1 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z';

const shown = new Map();
let started = false;

/** Text with its code as a button; all of it set as text. */
function bubble(message, onTap) {
  const at = message.code ? message.text.indexOf(message.code) : -1;
  if (at < 0) {
    return el('div', { class: 'bubble' }, message.text);
  }
  const code = el('button', { type: 'button', 'aria-label': `Use code ${message.code}` }, message.code);
  const made = el('div', { class: 'bubble tap' }, message.text.slice(0, at), code, message.text.slice(at + message.code.length));
  made.addEventListener('click', () => onTap(message));
  return made;
}

function call(message) {
  const icon = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' });
  icon.append(svg('path', { d: HANDSET }));
  return el(
    'div',
    { class: 'call' },
    el('p', { class: 'call-head' }, icon, 'Call, spoken'),
    el('q', { lang: message.language }, message.text),
    'speechSynthesis' in window ? el('button', { type: 'button', onclick: () => speak(message) }, 'Listen') : null,
  );
}

function speak(message) {
  const words = new SpeechSynthesisUtterance(message.text);
  words.lang = message.language;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

function item(message, fresh, onTap) {
  return el(
    'li',
    { class: fresh ? 'fresh' : '' },
    el('time', { class: 'when', datetime: new Date(message.at).toISOString() }, timeOfDay(message.at)),
    message.channel === 'voice' ? call(message) : bubble(message, onTap),
  );
}

/** Draws the messages, oldest first; each is made once, so that a reader hears it once. */
export function showPhone(phone, onTap) {
  show($('phone-area'), Boolean(phone));
  $('stage').classList.toggle('with-phone', Boolean(phone));
  if (!phone) {
    return;
  }
  const messages = [...phone.messages].reverse();
  forget(new Set(messages.map((message) => message.id)));
  const last = messages[messages.length - 1];
  show($('thread'), Boolean(last));
  show($('locked'), !last);
  say($('phone-number'), phone.display);
  if (last) {
    const sender = last.sender || 'Unknown number';
    say($('thread-name'), sender);
    say($('avatar'), sender.slice(0, 1).toUpperCase());
    append(messages.filter((message) => !shown.has(message.id)), onTap);
  }
}

function forget(kept) {
  for (const [id, node] of shown) {
    if (!kept.has(id)) {
      node.remove();
      shown.delete(id);
    }
  }
}

function append(messages, onTap) {
  const list = $('bubbles');
  for (const message of messages) {
    const node = item(message, started, onTap);
    shown.set(message.id, node);
    list.append(node);
    list.parentElement.scrollTop = list.parentElement.scrollHeight;
  }
  started = true;
}

export function startPhoneClock() {
  everyTick(() => {
    const at = now();
    say($('phone-clock'), timeOfDay(at));
    say($('locked-time'), timeOfDay(at));
    say($('locked-day'), dayOf(at));
  });
}
