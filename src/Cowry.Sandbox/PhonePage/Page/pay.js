// Paying: what is asked for, the tick, and what can go wrong.

import { h, svg } from './http.js';
import { t, has, money, clock } from './words.js';
import { phone, fill, body, pay, topUp } from './phone.js';

const fact = (name, ...value) => [h('dt', {}, name), h('dd', {}, ...value)];

export function payScreen(content, order) {
  const button = h('button', { class: 'main-button', type: 'button' }, t('pay.now'));
  button.addEventListener('click', () => {
    button.disabled = true;
    pay(content);
  });
  fill(t('pay.title'), body(
    h('div', { class: 'to-pay' },
      h('span', { class: 'wallet-chip', 'data-wallet': order.kind }, t(`wallet.${order.kind}`)),
      h('strong', {}, order.merchant_name),
      h('div', { class: 'amount' }, money(order.amount)),
      h('dl', { class: 'facts' },
        fact(t('pay.what'), order.description),
        fact(t('pay.order'), order.out_trade_no),
        fact(t('pay.balance'), t('pay.balance.value', { wallet: t(`wallet.${order.kind}`), balance: money(order.balance) })))),
    order.payable
      ? h('p', { class: 'hint', style: 'text-align:center' }, t('pay.free'))
      : h('div', { class: 'problem', role: 'alert' }, h('strong', {}, t('pay.not')), t(`state.${order.trade_state}`)),
    order.payable ? button : home()));
  if (order.payable) button.focus();
}

export function paidScreen(paid) {
  fill(null, body(
    h('div', { class: 'paid', role: 'status' }, tick(), h('strong', {}, t('paid.title')), h('div', { class: 'amount' }, money(paid.amount)),
      h('dl', { class: 'facts' },
        fact(t('pay.what'), paid.description),
        fact(t('pay.time'), clock(paid.paid_at)),
        fact(t('pay.transaction'), paid.transaction_id),
        paid.balance === undefined ? [] : fact(t('home.balance'), money(paid.balance)))),
    done()));
}

export function declinedScreen() {
  fill(null, body(h('div', { class: 'paid declined', role: 'status' }, cross(), h('strong', {}, t('declined.title')), t('declined.text')), done()));
}

export function otherScreen(seen) {
  fill(t('other.title'), body(
    h('p', {}, t(`other.${seen.kind}`)),
    h('p', { class: 'facts', style: 'display:block;text-align:left' }, seen.url ?? seen.text),
    seen.kind === 'web_page' && h('a', { class: 'hint', href: seen.url, target: '_blank', rel: 'noreferrer' }, t('other.open')),
    home()));
}

/** What happened, whether money moved, what to do next, and the code for support. */
export function failedScreen(problem, again) {
  const known = has(`error.${problem.code}`);
  const title = known ? t(`error.${problem.code}`) : t('error.other');
  const text = has(`error.${problem.code}.text`) ? t(`error.${problem.code}.text`) : problem.message;
  fill(t('pay.title'), body(
    h('div', { class: 'problem', role: 'alert' }, h('strong', {}, title), text, ' ', h('code', {}, problem.code)),
    problem.code === 'balance_short' && h('button', { class: 'main-button', type: 'button', onclick: topUp }, t('error.top_up')),
    again && h('button', { class: 'second-button', type: 'button', onclick: again }, t('again')),
    home()));
}

const home = () => h('button', { class: 'second-button', type: 'button', onclick: () => phone.show() }, t('back'));

function done() {
  const button = h('button', { class: 'second-button', type: 'button', onclick: () => phone.show() }, t('paid.done'));
  queueMicrotask(() => button.focus());
  return button;
}

const tick = () => svg('0 0 88 88', ['circle', { cx: 44, cy: 44, r: 42 }], ['path', { d: 'M26 45l13 13 24-27' }]);
const cross = () => svg('0 0 88 88', ['circle', { cx: 44, cy: 44, r: 42 }], ['path', { d: 'M30 30l28 28M58 30L30 58' }]);
