// The customer's phone: which screen is shown, whose phone it is, and what the sandbox says about them.

import { call, h, svg } from './http.js';
import { t, money, clock, onLanguage } from './words.js';
import { scanScreen } from './scan.js';
import { payScreen, paidScreen, declinedScreen, otherScreen, failedScreen } from './pay.js';
import { codeScreen, promptSheet } from './code.js';

const REGULARS = ['alice', 'bob', 'carol'];
const LOOK_AGAIN = 1500;
let root;
let draw = home;
let shown = home;
let leave = null;

/** What is known: `user` whose phone it is, `me` as the sandbox knows them, `people` everybody, `codes` nearby (null: not readable). */
export const phone = {
  user: localStorage.getItem('user') ?? 'alice', me: null, people: [], codes: [], show, refresh, problem: null, onNews: null,
};

export function startPhone(element) {
  root = element;
  show();
  onLanguage(() => draw());
  look();
}

/** Shows a screen; `screen` draws it and may return what to do when it is left. */
function show(screen = home) {
  leave?.();
  leave = null;
  phone.onNews = null;
  shown = screen;
  draw = () => {
    leave?.();
    leave = screen() ?? null;
  };
  draw();
}

/** Fills the phone; a head with a way back when there is a title. */
export function fill(title, ...content) {
  const head = title && h('div', { class: 'screen-head' },
    h('button', { class: 'back', type: 'button', 'aria-label': t('back'), onclick: () => show() }, '‹'), h('h3', {}, title));
  root.replaceChildren(...[head, ...content].filter(Boolean));
}

export const body = (...content) => h('div', { class: 'screen-body' }, ...content);

async function look() {
  await refresh();
  setTimeout(look, document.hidden ? LOOK_AGAIN * 4 : LOOK_AGAIN);
}

async function refresh() {
  const user = phone.user;
  try {
    const [me, people, codes] = await Promise.all([
      call('GET', `/phone/users/${encodeURIComponent(user)}`), call('GET', '/phone/users'), call('GET', '/phone/codes')]);
    if (user !== phone.user) return;
    const before = JSON.stringify([phone.me, phone.people, phone.codes]);
    Object.assign(phone, { me, people, codes });
    if (before === JSON.stringify([me, people, codes])) return;
  } catch {
    if (phone.codes === null) return;
    phone.codes = null;
  }
  if (phone.onNews) phone.onNews();
  else if (shown === home) home();
}

function home() {
  // Drawing anew must not take the focus from whoever works by keyboard, nor the place in the list.
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = root.querySelector('.screen-body')?.scrollTop ?? 0;
  fill(null,
    h('div', { class: 'wallet' }, users(),
      h('div', { class: 'balance-word' }, t('home.balance')),
      h('div', { class: 'balance' }, phone.me ? money(phone.me.balance) : '¥ —')),
    h('div', { class: 'actions' },
      action('scan', t('home.scan'), go(scanScreen), ['path', { d: 'M4 9V5h4M20 5h4v4M24 19v4h-4M8 23H4v-4M3 14h22' }]),
      action('code', t('home.code'), go(codeScreen), ['path', { d: 'M4 6v16M8 6v16M11 6v16M15 6v16M18 6v16M20 6v16M24 6v16' }]),
      action('bills', t('home.bills'), go(billsScreen), ['path', { d: 'M6 3h16v22l-3-2-2.500 2-2.500-2-2.500 2L9 23l-3 2zM10 9h8M10 14h8' }])),
    body(
      h('div', { class: 'nearby-head' }, h('strong', {}, t('home.nearby')), h('span', {}, t('home.nearby.live'))),
      nearby()),
    phone.me?.prompt ? h('div', { class: 'screen-body', style: 'flex:none' }, promptSheet(phone.me.prompt)) : null);
  root.querySelector('.screen-body').scrollTop = scrolled;
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const go = screen => () => show(screen);

const action = (key, name, onclick, ...paths) =>
  h('button', { class: 'action', type: 'button', 'data-key': key, onclick }, svg('0 0 28 28', ...paths), h('span', {}, name));

function users() {
  const names = [...new Set([...REGULARS, ...phone.people.map(person => person.user), phone.user])].slice(0, 12);
  return h('div', { class: 'users', role: 'group', 'aria-label': t('users') }, names.map(name =>
    h('button', {
      class: 'user', type: 'button', 'aria-pressed': String(name === phone.user), 'data-key': `user-${name}`,
      onclick: () => switchTo(name),
    }, h('span', { class: 'face', 'aria-hidden': 'true' }, name[0]), name)));
}

function switchTo(name) {
  phone.user = name;
  phone.me = null;
  localStorage.setItem('user', name);
  show();
  refresh();
}

function nearby() {
  if (phone.codes === null) return h('p', { class: 'nothing', role: 'status' }, t('home.nearby.lost'));
  if (phone.codes.length === 0) return h('p', { class: 'nothing' }, t('home.nearby.none'));
  return h('div', { class: 'cards' }, phone.codes.map(code =>
    h('button', { class: 'code-card', type: 'button', 'data-key': code.content, onclick: () => scan(code.content) },
      h('span', { class: 'what' }, h('strong', {}, code.merchant_name), h('small', {}, ofWallet(code), `${code.description} · ${clock(code.created_at)}`)),
      h('span', { class: 'sum' }, money(code.amount)))));
}

const ofWallet = ({ kind }) => h('span', { class: 'wallet-name', 'data-wallet': kind }, t(`wallet.${kind}`));

/** What scanning that content shows. */
export async function scan(content) {
  try {
    const seen = await call('POST', '/phone/scan', { user: phone.user, content });
    show(() => (seen.out_trade_no ? payScreen(content, seen) : otherScreen(seen)));
  } catch (problem) {
    show(() => failedScreen(problem, () => scan(content)));
  }
}

/** Pays; ends on the tick or on what went wrong. */
export async function pay(content) {
  try {
    const paid = await call('POST', '/phone/pay', { user: phone.user, content });
    show(() => paidScreen(paid));
  } catch (problem) {
    show(() => failedScreen(problem, () => pay(content)));
  }
  refresh();
}

/** Answers the password box: `confirm` or `decline`. */
export async function answerPrompt(answer) {
  try {
    const outcome = await call('POST', `/phone/${answer}`, { user: phone.user });
    show(() => (answer === 'confirm' ? paidScreen(outcome) : declinedScreen()));
  } catch (problem) {
    show(() => failedScreen(problem));
  }
  refresh();
}

export async function topUp() {
  await call('POST', '/phone/balance', { user: phone.user, balance: (phone.me?.balance ?? 0) + 100_000 });
  await refresh();
  show();
}

export const bills = user => call('GET', `/phone/users/${encodeURIComponent(user)}/bills`);

function billsScreen() {
  const list = h('div', { class: 'cards' }, h('p', { class: 'nothing' }, '…'));
  fill(t('bills.title'), body(list));
  bills(phone.user).then(found => list.replaceChildren(...(found.length === 0
    ? [h('p', { class: 'nothing' }, t('bills.none'))]
    : found.map(bill => h('div', { class: 'code-card' },
      h('span', { class: 'what' }, h('strong', {}, bill.merchant_name), h('small', {}, ofWallet(bill), `${bill.description} · ${clock(bill.paid_at)}`),
        bill.refunded > 0 && h('small', {}, t('bills.refunded', { amount: money(bill.refunded) }))),
      h('span', { class: 'sum' }, money(-bill.amount))))))).catch(problem => show(() => failedScreen(problem, () => show(billsScreen))));
}
