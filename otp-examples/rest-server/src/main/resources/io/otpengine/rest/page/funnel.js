import { $, say, svg } from './dom.js';

const WIDTH = 300;
const HEIGHT = 120;
const COLUMN = WIDTH / 3;
const BAR = 64;

let drawn = '';

function share(part, whole) {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
}

/** Three columns on one ground, and what is lost from one to the next between them. */
function draw(counts) {
  const plot = $('funnel-plot');
  const most = Math.max(...counts);
  const heights = counts.map((count) => (most === 0 ? 0 : (HEIGHT * count) / most));
  const shapes = [];
  heights.forEach((tall, i) => {
    const x = i * COLUMN;
    if (i < heights.length - 1) {
      const next = heights[i + 1];
      const corners = [
        [x + BAR, HEIGHT - tall],
        [x + COLUMN, HEIGHT - next],
        [x + COLUMN, HEIGHT],
        [x + BAR, HEIGHT],
      ];
      shapes.push(svg('polygon', { class: 'between', points: corners.map((corner) => corner.join(',')).join(' ') }));
    }
    shapes.push(svg('rect', { class: 'stage-bar', x, y: HEIGHT - tall, width: BAR, height: tall }));
  });
  shapes.push(svg('line', { class: 'ground', x1: 0, y1: HEIGHT, x2: WIDTH, y2: HEIGHT }));
  plot.replaceChildren(...shapes);
}

export function showFunnel(funnel) {
  const key = JSON.stringify(funnel);
  if (key === drawn) {
    return;
  }
  drawn = key;
  const { day, sent, delivered, verified } = funnel;
  draw([sent, delivered, verified]);
  say($('funnel-day'), `${day}, UTC`);
  say($('count-sent'), String(sent));
  say($('count-delivered'), String(delivered));
  say($('count-verified'), String(verified));
  say($('share-sent'), sent === 0 ? 'none yet' : 'codes');
  say($('share-delivered'), share(delivered, sent));
  say($('share-verified'), share(verified, sent));
  say(
    $('funnel-summary'),
    `Codes today: ${sent} sent, ${delivered} of them delivered, ${verified} of them verified.`,
  );
}
