// The printer's paper and state, live by server-sent events.

import { call, h } from './http.js';
import { t, clock, onLanguage } from './words.js';

const MOST_SHOWN = 60;
const SPEED = 1200; // dots a second: 150 mm, as a desk printer
const LONGEST_ROLL = 2500;
const MARGINS = 48; // dots above and below what was printed, as the pictures have them

const roll = document.getElementById('roll');
const face = document.getElementById('printer');
const drawer = document.getElementById('drawer');
const shown = new Map();
let state = null;

export function startPrinter(onState) {
  onLanguage(drawAll);
  // A hidden pane cannot be scrolled.
  document.addEventListener('pane', event => { if (event.detail === 'printer') roll.scrollTop = roll.scrollHeight; });
  document.getElementById('clear-papers').addEventListener('click', () => call('DELETE', '/printer/papers'));
  drawer.addEventListener('click', () => call('PUT', '/printer', { drawer_open: false }));
  follow(onState);
}

async function follow(onState) {
  const papers = await call('GET', `/printer/papers?limit=${MOST_SHOWN}`).catch(() => []);
  for (const paper of papers.reverse()) shown.set(paper.id, paper);
  drawAll();
  const last = [...shown.keys()].at(-1);
  const stream = new EventSource(`/printer/stream?after=${last ?? 'none'}`);
  const live = document.getElementById('live');
  stream.addEventListener('open', () => { live.textContent = ''; });
  stream.addEventListener('error', () => { live.textContent = t('live.lost'); });
  stream.addEventListener('status', event => {
    state = JSON.parse(event.data);
    drawState();
    onState(state);
  });
  stream.addEventListener('cleared', () => {
    shown.clear();
    drawAll();
  });
  stream.addEventListener('paper', event => {
    const paper = JSON.parse(event.data);
    if (shown.has(paper.id)) return;
    shown.set(paper.id, paper);
    while (shown.size > MOST_SHOWN) {
      shown.delete(shown.keys().next().value);
      roll.firstElementChild?.remove();
    }
    roll.querySelector('.nothing')?.remove();
    roll.append(draw(paper, true));
    if (document.body.dataset.pane !== 'printer') document.getElementById('paper-dot').hidden = false;
  });
}

function drawAll() {
  roll.replaceChildren(...(shown.size === 0
    ? [h('p', { class: 'nothing' }, t('printer.none'))]
    : [...shown.values()].map(paper => draw(paper, false))));
  roll.scrollTop = roll.scrollHeight;
  drawState();
}

function drawState() {
  const name = state?.state ?? 'off';
  face.dataset.state = name;
  document.getElementById('printer-state').textContent = t(`printer.state.${name}`);
  document.getElementById('printer-address').textContent = state
    ? `${state.host}:${state.port}${state.waiting_bytes > 0 ? ' · ' + t('printer.waiting', { bytes: state.waiting_bytes }) : ''}` : '';
  drawer.hidden = !state?.drawer_open;
  drawer.textContent = t('printer.drawer');
  document.getElementById('paper-width').replaceChildren(...[58, 80].map(width => h('button', {
    type: 'button', 'aria-pressed': String(state?.paper === width), onclick: () => call('PUT', '/printer', { paper: width }),
  }, t(`printer.${width}`))));
}

function draw(paper, fresh) {
  // With its size known at once, nothing jumps when the pictures come.
  const picture = new Image(paper.width * 8, paper.length + MARGINS);
  picture.alt = paper.text;
  picture.src = new URL(paper.png).pathname;
  const sheet = h('div', { class: 'sheet' }, picture);
  const element = h('article', { class: `paper${paper.width === 58 ? ' narrow' : ''}` }, words(paper), sheet, h('div', { class: 'edge', 'aria-hidden': 'true' }));
  // It rolls out of the slot, first line first.
  picture.addEventListener('load', () => {
    if (!fresh) return;
    sheet.style.setProperty('--sheet-height', `${picture.clientHeight}px`);
    sheet.style.setProperty('--roll-time', `${Math.min(LONGEST_ROLL, (paper.length / SPEED) * 1000)}ms`);
    element.classList.add('fresh');
    keepDown(LONGEST_ROLL + 100);
  });
  return element;
}

function keepDown(milliseconds) {
  const end = performance.now() + milliseconds;
  const step = now => {
    roll.scrollTop = roll.scrollHeight;
    if (now < end) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

const tag = (kind, text) => h('span', { class: `tag ${kind}` }, text);

function words(paper) {
  return h('div', { class: 'paper-words' },
    h('time', { datetime: paper.at }, clock(paper.at)),
    paper.cut ? tag('', t(`paper.${paper.cut}`)) : tag('odd', t('paper.torn')),
    paper.drawer && tag('good', t('paper.drawer')),
    paper.beeps > 0 && tag('', t('paper.beeps', { n: paper.beeps })),
    paper.wrapped_lines > 0 && tag('odd', t('paper.wrapped', { n: paper.wrapped_lines })),
    paper.warnings.length > 0 && h('details', {}, h('summary', {}, tag('odd', t('paper.warnings', { n: paper.warnings.length }))),
      h('ul', {}, paper.warnings.map(warning => h('li', {}, `${warning.code}: ${warning.detail}`)))));
}
