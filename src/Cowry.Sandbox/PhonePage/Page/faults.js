// Switches for what is broken. PUT /faults sets all of them at once, so what stands is read first.

import { call, h } from './http.js';
import { t, has, onLanguage } from './words.js';

const often = (...words) => words.flatMap(word => [`${word}:1`, word]);
const NOTIFY = ['lose', 'delay:5000', 'duplicate:3', 'before_response', 'before_create_response', 'bad_signature'];
const WECHAT = often('http_500', 'timeout', 'rate_limit', 'rubbish', 'bad_signature');
const ALIPAY = often('http_500', 'unavailable', 'timeout', 'rate_limit', 'rubbish', 'bad_signature');
const GATEWAYS = {
  wechat_pay: {
    choices: {
      notify: NOTIFY, create: WECHAT, query: WECHAT, close: WECHAT, scan_code: ['userpaying:1', 'unknown:1', ...WECHAT],
      refund: ['processing:10000', 'abnormal', ...WECHAT],
    },
    flags: ['late_success_after_close'],
  },
  alipay: {
    choices: {
      notify: NOTIFY, create: ALIPAY, query: ALIPAY, close: ALIPAY, cancel: ['retry:1', ...ALIPAY],
      scan_code: ['userpaying:1', 'unknown:1', 'rollback:1', ...ALIPAY],
      refund: ['processing:10000', 'abnormal', 'unknown:1', 'seller_balance:1', ...ALIPAY],
    },
    flags: ['late_success_after_close', 'escaped_slashes'],
  },
};
const PRINTER_FLAGS = ['paper_out', 'cover_open', 'offline'];
const DIES_AFTER = [200, 1000];
const MODEL = { silent: [true, false], bytes_per_second: [960, 0], real_time_inside_data: [true, false], refuses_when_busy: [true, false] };

const place = document.getElementById('faults');
let faults = {};
let model = {};
let problem = null;

export function startFaults() {
  onLanguage(draw);
  document.getElementById('clear-faults').addEventListener('click', async () => {
    const usual = Object.fromEntries(Object.entries(MODEL).map(([name, [, off]]) => [name, off]));
    await set(() => Promise.all([call('PUT', '/faults', {}), call('PUT', '/printer', { model: usual })]));
  });
  read();
  setInterval(read, 3000);
  return {
    onPrinterState(state) {
      model = state.model;
      draw();
    },
  };
}

async function read() {
  if (document.hidden) return;
  try {
    const found = await call('GET', '/faults');
    if (JSON.stringify(found) === JSON.stringify(faults)) return;
    faults = found;
    draw();
  } catch {
    // The header already says that the sandbox cannot be reached.
  }
}

async function set(change) {
  problem = null;
  try {
    await change();
  } catch (failed) {
    problem = t('fault.failed', { detail: failed.message });
  }
  faults = await call('GET', '/faults').catch(() => faults);
  draw();
}

/** Changes one word of one part; null takes it out. */
const put = (part, name, value) => set(async () => {
  const wanted = await call('GET', '/faults');
  const section = { ...wanted[part] };
  if (value === null || value === false) delete section[name];
  else section[name] = value;
  await call('PUT', '/faults', { ...wanted, [part]: section });
});

function draw() {
  // A list that is open must not be pulled away.
  if (document.activeElement?.tagName === 'SELECT' && place.contains(document.activeElement)) document.activeElement.blur();
  const focused = document.activeElement?.dataset?.key;
  place.replaceChildren(
    ...(problem ? [h('p', { class: 'notice', role: 'alert' }, problem)] : []),
    group('faults.printer',
      PRINTER_FLAGS.map(name => toggle(`fault.${name}`, !!faults.printer?.[name], on => put('printer', name, on))),
      choice('printer', 'dies_after_bytes', DIES_AFTER, value => put('printer', 'dies_after_bytes', value && Number(value)))),
    ...Object.entries(GATEWAYS).map(([part, { choices, flags }]) => group(`faults.${part}`,
      Object.entries(choices).map(([name, words]) => choice(part, name, words, value => put(part, name, value))),
      flags.map(name => toggle(`fault.${name}`, !!faults[part]?.[name], on => put(part, name, on), part)))),
    group('faults.model',
      Object.entries(MODEL).map(([name, [on, off]]) => toggle(`fault.${name}`, !!model[name], wanted =>
        set(() => call('PUT', '/printer', { model: { [name]: wanted ? on : off } }))))));
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  const any = Object.values(faults).some(part => part && Object.keys(part).length > 0);
  document.getElementById('faults-dot').hidden = !any;
}

const group = (title, ...rows) => h('div', { class: 'fault-group', role: 'group', 'aria-label': t(title) }, h('h3', {}, t(title)), ...rows.flat());

function toggle(key, on, change, part = 'printer') {
  return h('div', { class: 'fault', 'data-on': String(on) },
    h('span', { class: 'name' }, t(key)),
    h('button', { class: 'switch', type: 'button', role: 'switch', 'aria-checked': String(on), 'aria-label': t(key), 'data-key': `${part}.${key}`, onclick: () => change(!on) }));
}

function choice(part, name, words, change) {
  const value = faults[part]?.[name];
  const now = value === undefined || value === null ? '' : String(value);
  const options = ['', ...words.map(String)];
  if (now && !options.includes(now)) options.push(now);
  const select = h('select', { 'aria-label': t(`fault.${name}`), 'data-key': `choice-${part}-${name}`, onchange: event => change(event.target.value || null) },
    options.map(word => h('option', { value: word, selected: word === now }, label(name, word))));
  return h('div', { class: 'fault', 'data-on': String(now !== '') }, h('span', { class: 'name' }, t(`fault.${name}`)), select);
}

function label(name, word) {
  if (word === '') return t('fault.none');
  if (name === 'dies_after_bytes') return has(`fault.dies.${word}`) ? t(`fault.dies.${word}`) : word;
  if (has(`fault.${name}.${word}`)) return t(`fault.${name}.${word}`);
  const [plain, count] = word.split(':');
  return has(`fault.answer.${plain}`) ? `${t(`fault.answer.${plain}`)}${count ? ` ×${count}` : ''}` : word;
}
