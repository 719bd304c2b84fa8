import { speak, switchLanguage, onLanguage, t } from './words.js';
import { startPhone } from './phone.js';
import { startPrinter } from './printer.js';
import { startFaults } from './faults.js';

const panes = document.querySelectorAll('[data-show]');

function show(pane) {
  document.body.dataset.pane = pane;
  for (const button of panes) button.setAttribute('aria-current', String(button.dataset.show === pane));
  if (pane === 'printer') document.getElementById('paper-dot').hidden = true;
  document.dispatchEvent(new CustomEvent('pane', { detail: pane }));
  history.replaceState(null, '', `#${pane}`);
}

for (const button of panes) button.addEventListener('click', () => show(button.dataset.show));
document.getElementById('language').addEventListener('click', switchLanguage);
onLanguage(() => { document.getElementById('language').textContent = t('language'); });

const wanted = location.hash.slice(1);
show(['phone', 'printer', 'faults'].includes(wanted) ? wanted : 'phone');
startPhone(document.getElementById('screen'));
const faults = startFaults();
startPrinter(faults.onPrinterState);
speak();
