import { $, announce, el, fieldError, isBlocked, say, setBlocked, show } from './dom.js';
import { countdown, everyTick, now, timeOfDay } from './clock.js';
import { listenForCode, stopListening } from './webotp.js';

const STEPS = ['number', 'code', 'proved', 'over'];
const HOUR = 3_600_000;

/**
 * The sign-in form. It shows what the server says of this tab's OTP and decides nothing itself.
 *
 * `act(action, body)` asks the server, which answers { ok, status, body } and has brought the new state before it returns.
 */
export function signIn(act, refresh) {
  let otp = null;
  let step = null;
  let suggested = null;
  let throttledUntil = 0;
  let coolingDown = false;
  let lateAsked = 0;

  const number = $('number');
  const code = $('code');

  function stepOf(current) {
    if (!current) {
      return 'number';
    }
    return { ACTIVE: 'code', VERIFIED: 'proved' }[current.status] || 'over';
  }

  function enter(next, mayFocus) {
    const leaving = step;
    const left = leaving && $(`step-${leaving}`);
    const focusIsThere = Boolean(left) && (left.contains(document.activeElement) || document.activeElement === document.body);
    step = next;
    for (const name of STEPS) {
      show($(`step-${name}`), name === next);
    }
    clearErrors();
    if (next === 'code') {
      code.value = '';
      listenForCode((received) => {
        code.value = received;
        verify();
      });
    } else {
      stopListening();
    }
    if (mayFocus && focusIsThere) {
      ({ number, code, proved: $('proved-title'), over: $('over-title') })[next].focus();
    }
  }

  function clearErrors() {
    fieldError(number, $('number-error'), '');
    fieldError(code, $('code-error'), '');
    say($('resend-error'), '');
    say($('over-error'), '');
  }

  function way(channel) {
    return channel === 'voice' ? 'by call' : 'by text message';
  }

  /** Takes over what the server says. */
  function render(state) {
    const before = otp;
    otp = state.otp;
    const next = stepOf(otp);
    const another = Boolean(otp) && (!before || before.nth !== otp.nth);
    if (next === 'over') {
      say($('over-title'), otp.status === 'EXPIRED' ? 'The code has expired' : 'That code is not valid');
      say($('over-text'), otp.status === 'EXPIRED' ? 'It was not used in time.' : 'There are no attempts left for it.');
    }
    if (next === 'proved') {
      say($('proved-text'), `${otp.display} is yours.`);
    }
    if (next !== step || another) {
      const first = step === null;
      enter(next, !first);
      if (!first && next === 'proved') {
        announce('Number proved.');
      }
      if (!first && next === 'over') {
        announce(`${$('over-title').textContent}. ${$('over-text').textContent}`);
      }
    }
    if (next === 'code') {
      renderCode(before, another);
    }
    suggest(state.phone);
    tick();
  }

  function renderCode(before, another) {
    say($('sent-to'), `Sent ${way(otp.channel)} to ${otp.display}.`);
    say($('code-hint'), `${otp.codeLength} ${otp.alphanumeric ? 'letters and digits' : 'digits'}.`);
    code.inputMode = otp.alphanumeric ? 'text' : 'numeric';
    say($('attempts'), otp.attemptsLeft === 1 ? '1 attempt left' : `${otp.attemptsLeft} attempts left`);
    const dots = Array.from({ length: otp.attemptsAllowed }, (_, i) => el('i', { class: i < otp.attemptsLeft ? '' : 'used' }));
    $('attempt-dots').replaceChildren(...dots);
    say($('call'), otp.channel === 'voice' ? 'Text me instead' : 'Call me instead');
    if (another) {
      announce(`Code sent ${way(otp.channel)}.`);
    } else if (before && before.sends !== otp.sends) {
      announce(`Code sent again, ${way(otp.channel)}.`);
    }
  }

  /** The code that a browser would offer above its keyboard: the newest text message of this OTP. */
  function suggest(phone) {
    const message = phone && phone.messages.find((candidate) => candidate.current && candidate.channel === 'sms');
    suggested = step === 'code' && message && message.code ? message.code : null;
    say($('suggested'), suggested || '');
    show($('suggestion'), suggested !== null);
  }

  function wait(until) {
    const left = until - now();
    return left > HOUR ? `at ${timeOfDay(until)}` : `in ${countdown(left)}`;
  }

  function tick() {
    const throttled = throttledUntil - now() > 0;
    setBlocked($('send'), throttled);
    setBlocked($('anew'), throttled);
    if (throttledUntil && !throttled) {
      throttledUntil = 0;
      for (const id of ['number-error', 'over-error']) {
        say($(id), '');
      }
      number.removeAttribute('aria-invalid');
      announce('You can send a code now.');
    }
    say($('send'), throttled && step === 'number' ? `Send code ${wait(throttledUntil)}` : 'Send code');
    say($('anew'), throttled && step === 'over' ? `Send a new code ${wait(throttledUntil)}` : 'Send a new code');
    if (!otp || otp.status !== 'ACTIVE') {
      coolingDown = false;
      return;
    }
    const left = otp.expires - now();
    say($('valid-for'), countdown(left));
    const part = Math.max(0, Math.min(1, left / (otp.expires - otp.created)));
    $('meter').style.transform = `scaleX(${part})`;
    $('meter').classList.toggle('late', left < 30_000);
    if (left <= 0 && performance.now() - lateAsked > 900) {
      lateAsked = performance.now();
      refresh();
    }
    const cooling = otp.resendAt - now() > 0;
    setBlocked($('resend'), cooling);
    setBlocked($('call'), cooling);
    say($('cooldown'), cooling ? `Another code can be sent ${wait(otp.resendAt)}` : '');
    if (coolingDown && !cooling) {
      say($('resend-error'), '');
      announce('You can have the code sent again now.');
    }
    coolingDown = cooling;
  }

  function refused(answer, input, message) {
    fieldError(answer.body.field ? input : null, message, answer.body.message);
    if (answer.body.retryAt) {
      throttledUntil = answer.body.retryAt;
      tick();
    }
  }

  async function busy(button, work) {
    if (isBlocked(button) || button.dataset.busy) {
      return;
    }
    button.dataset.busy = 'true';
    try {
      await work();
    } finally {
      delete button.dataset.busy;
    }
  }

  function send(input, message) {
    const via = document.querySelector('input[name="via"]:checked').value;
    fieldError(input, message, '');
    return act('send', { number: number.value, via, language: $('language').value }).then((answer) => {
      if (!answer.ok) {
        refused(answer, input, message);
        if (answer.body.field && input) {
          input.focus();
        }
      }
    });
  }

  async function verify() {
    await busy($('verify'), async () => {
      if (code.value.trim() === '') {
        fieldError(code, $('code-error'), 'Type the code from the message.');
        code.focus();
        return;
      }
      const answer = await act('verify', { code: code.value });
      if (step !== 'code') {
        return;
      }
      if (!answer.ok) {
        fieldError(code, $('code-error'), answer.body.message);
      } else if (!answer.body.verified) {
        const left = answer.body.attemptsLeft;
        fieldError(code, $('code-error'), `That code is not valid. ${left === 1 ? '1 attempt' : `${left} attempts`} left.`);
      }
      code.focus();
      code.select();
    });
  }

  async function resend(button, via) {
    await busy(button, async () => {
      say($('resend-error'), '');
      const answer = await act('resend', { via });
      if (!answer.ok) {
        say($('resend-error'), answer.body.message);
      } else {
        code.focus();
      }
    });
  }

  async function leave() {
    await act('leave', {});
    number.focus();
    number.select();
  }

  $('number-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (number.value.trim() === '') {
      fieldError(number, $('number-error'), 'Type a phone number.');
      number.focus();
      return;
    }
    busy($('send'), () => send(number, $('number-error')));
  });
  $('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    verify();
  });
  $('suggestion').addEventListener('click', () => use(suggested));
  $('resend').addEventListener('click', () => resend($('resend'), null));
  $('call').addEventListener('click', () => resend($('call'), otp.channel === 'voice' ? 'sms' : 'voice'));
  $('change').addEventListener('click', leave);
  $('over-change').addEventListener('click', leave);
  $('restart').addEventListener('click', leave);
  $('anew').addEventListener('click', () => busy($('anew'), () => send(null, $('over-error'))));
  number.addEventListener('input', () => {
    throttledUntil = 0;
    fieldError(number, $('number-error'), '');
    tick();
  });
  code.addEventListener('input', () => fieldError(code, $('code-error'), ''));
  window.addEventListener('pagehide', stopListening);

  function use(value) {
    if (step === 'code' && value) {
      code.value = value;
      code.focus();
      verify();
    }
  }

  /** A tap on a message: the newest code is taken over and checked, an older one would only cost an attempt. */
  function tapped(message) {
    if (message.code === suggested) {
      use(message.code);
    }
  }

  everyTick(tick);
  return { render, tapped, prefill: (value) => { number.value = value; } };
}
