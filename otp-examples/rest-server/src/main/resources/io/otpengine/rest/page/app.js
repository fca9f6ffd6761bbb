import { $, say, show } from './dom.js';
import { sync } from './clock.js';
import { post } from './server.js';
import { follow } from './live.js';
import { signIn } from './form.js';
import { showPhone, startPhoneClock } from './phone.js';
import { showTimeline, showWay } from './timeline.js';
import { showFunnel } from './funnel.js';
import { settingsPanel } from './settings.js';

const KEPT = 'otp-flow';

let flow = null;
let revision = 0;
let live = null;
let prefilled = null;

const form = signIn(act, () => live && live.ask());
const settings = settingsPanel();

/** Takes over a state unless a later one was here already: answers and pushes overtake each other. */
function take(state) {
  if (state.revision <= revision) {
    return;
  }
  revision = state.revision;
  sync(state.now);
  showPhone(state.phone, form.tapped);
  form.render(state);
  if (state.funnel) {
    showTimeline(state.history);
    showFunnel(state.funnel);
  }
  settings.changed(state.settings);
}

/** Asks the server for something in the name of this tab. */
async function act(action, body) {
  const answer = await post(`/page/${action}`, { flow, ...body });
  if (answer.ok) {
    trouble('');
    take(answer.body.state || answer.body);
  } else if (answer.status === 401) {
    await begin();
  } else if (live) {
    await live.ask();
  }
  return answer;
}

/** What is wrong with the page as a whole; an empty text takes it away. */
function trouble(text) {
  show($('trouble'), text !== '');
  say($('trouble'), text);
}

/** Begins, or takes up what this tab had before it was loaded again. */
async function begin() {
  if (live) {
    live.stop();
    live = null;
  }
  const answer = await post('/page/flow', { flow: sessionStorage.getItem(KEPT) });
  if (!answer.ok) {
    trouble(answer.body.message);
    setTimeout(begin, 5000);
    return;
  }
  trouble('');
  const again = flow !== null;
  const { number, demo, state } = answer.body;
  flow = answer.body.flow;
  revision = 0;
  sessionStorage.setItem(KEPT, flow);
  if (again) {
    trouble('This tab was idle for long or the server started anew. Have a new code sent.');
  }
  if (number && ($('number').value === prefilled || !$('number').value)) {
    form.prefill(number);
    prefilled = number;
  }
  if (demo) {
    say($('lede'), 'Send a code, read it on the phone beside, give it back. Everything happens on the engine in this server.');
  }
  show($('below'), demo);
  take(state);
  settings.start(demo);
  live = follow(flow, { onState: take, onGone: begin, onWay: showWay });
}

startPhoneClock();
begin();
