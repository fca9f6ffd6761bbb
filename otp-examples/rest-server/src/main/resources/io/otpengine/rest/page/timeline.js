import { $, el, say, show } from './dom.js';
import { timeToTheSecond } from './clock.js';

const WORDS = {
  CREATED: 'Code made and stored',
  DELIVER_OTP_REQ: 'Handed to the channel',
  DELIVER_OTP_RES_OK: 'Accepted for delivery',
  DELIVER_OTP_RES_FAIL: 'Refused by the channel',
  DELIVER_OTP_RES_UNKNOWN: 'No answer from the channel',
  DELIVERED: 'Delivered to the phone',
  UNDELIVERABLE: 'Could not be delivered',
  CHECK_FAIL: 'Wrong code',
  VERIFIED: 'Right code, number proved',
  TOO_MANY_ATTEMPTS: 'No attempts left',
  EXPIRED: 'Expired',
};
const GOOD = ['DELIVERED', 'VERIFIED'];
const BAD = ['DELIVER_OTP_RES_FAIL', 'DELIVER_OTP_RES_UNKNOWN', 'UNDELIVERABLE', 'CHECK_FAIL', 'TOO_MANY_ATTEMPTS', 'EXPIRED'];
const STATUS = {
  ACTIVE: ['Active', 'open'],
  VERIFIED: ['Verified', 'good'],
  EXPIRED: ['Expired', 'bad'],
  TOO_MANY_ATTEMPTS: ['Used up', 'bad'],
};

const drawn = new Map();

function tone(type) {
  if (GOOD.includes(type)) {
    return 'good';
  }
  return BAD.includes(type) ? 'bad' : '';
}

function event(happened) {
  const about = [happened.type, happened.channel, happened.detail].filter(Boolean).join(' · ');
  return el(
    'li',
    { class: tone(happened.type), 'data-type': happened.type },
    el('span', { class: 'what' }, WORDS[happened.type] || happened.type),
    el('time', { datetime: new Date(happened.at).toISOString() }, timeToTheSecond(happened.at)),
    el('span', { class: 'type' }, about),
  );
}

function group(otp) {
  const [word, kind] = STATUS[otp.status] || [otp.status, ''];
  return el(
    'section',
    { class: 'otp-group', 'data-status': otp.status },
    el('h3', {}, `Code to ${otp.display}`, el('span', { class: `badge ${kind}` }, word)),
    el('ol', { class: 'events' }, ...otp.events.map(event)),
  );
}

/** Draws the codes of this tab, newest first. What did not change is left as it is. */
export function showTimeline(otps) {
  show($('timeline-empty'), otps.length === 0);
  const area = $('timeline');
  const numbers = new Set(otps.map((otp) => otp.nth));
  for (const [nth, { node }] of drawn) {
    if (!numbers.has(nth)) {
      node.remove();
      drawn.delete(nth);
    }
  }
  for (const otp of [...otps].reverse()) {
    const key = JSON.stringify(otp);
    const old = drawn.get(otp.nth);
    if (!old) {
      const node = group(otp);
      area.prepend(node);
      drawn.set(otp.nth, { key, node });
    } else if (old.key !== key) {
      const node = group(otp);
      old.node.replaceWith(node);
      drawn.set(otp.nth, { key, node });
    }
  }
}

const WAYS = { live: 'Live', asking: 'Live, by asking', lost: 'Connecting …' };

export function showWay(way) {
  const live = $('live');
  live.classList.toggle('on', way !== 'lost');
  say(live, WAYS[way]);
}
