// Comforts of the member pages. Each page works the same without them; nothing is fetched, kept or sent.
'use strict';

// Show and hide the password. It is hidden again before it is sent and when the page comes back from the cache, so
// that no browser keeps it as plain text.
for (const toggle of document.querySelectorAll('button.toggle')) {
  const input = document.getElementById(toggle.getAttribute('aria-controls'));
  const show = shown => {
    input.type = shown ? 'text' : 'password';
    toggle.setAttribute('aria-pressed', String(shown));
    toggle.textContent = shown ? toggle.dataset.hide : toggle.dataset.show;
  };
  toggle.hidden = false;
  toggle.addEventListener('click', () => {
    show(input.type === 'password');
    input.focus();
  });
  input.form.addEventListener('submit', () => show(false));
  addEventListener('pageshow', () => show(false));
  show(false);
}

// A form goes out once: a double click must not use a code twice, and the second answer would hide the first. A form
// that is answered with a file leaves its page where it is, and can be sent again.
addEventListener('submit', event => {
  if ('file' in event.target.dataset) {
    return;
  }
  if (event.target.dataset.sent) {
    event.preventDefault();
  }
  event.target.dataset.sent = 'true';
});
addEventListener('pageshow', () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
  }
});

// Hints on a new password while it is typed: only rules that need nothing but the text. The server decides.
for (const list of document.querySelectorAll('ul.rules[data-for]')) {
  const input = document.getElementById(list.dataset.for);
  const status = document.getElementById(list.dataset.status);
  const checks = {
    min_length: (text, item) => [...text].length >= Number(item.dataset.bound),
    max_length: (text, item) => [...text].length <= Number(item.dataset.bound),
    charset_halfwidth: text => /^[\x21-\x7e]*$/.test(text),
  };
  const items = [...list.querySelectorAll('li[data-rule]')].filter(item => item.dataset.rule in checks);
  let timer;
  const judge = () => {
    const text = input.value.normalize('NFKC');
    let good = 0;
    let bad = 0;
    for (const item of items) {
      const raw = item.dataset.rule === 'charset_halfwidth' ? input.value : text;
      const state = text === '' ? 'wait' : checks[item.dataset.rule](raw, item) ? 'ok' : 'bad';
      item.dataset.state = state;
      item.querySelector('.st').textContent = list.dataset[state];
      if (item.dataset.live && text !== '') {
        item.querySelector('.text').textContent = item.dataset.live.replace('{k}', String([...text].length));
      }
      good += state === 'ok';
      bad += state === 'bad';
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = text === '' ? '' : list.dataset.summary.replace('{ok}', good).replace('{bad}', bad);
    }, 800);
  };
  input.addEventListener('input', judge);
  // What the server found in the password sent last stays until something is typed.
  for (const item of items) {
    if (item.dataset.state === 'wait') item.querySelector('.st').textContent = list.dataset.wait;
  }
  if (input.value !== '') judge();
}

// A page that waits looks again; without JavaScript its head says so.
const waiting = document.querySelector('[data-refresh]');
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.refresh) * 1000);

// Send a code by itself only when the browser filled it in; never while somebody types or pastes.
for (const input of document.querySelectorAll('input[autocomplete=one-time-code]')) {
  input.addEventListener('input', event => {
    const filled = !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
    if (filled && input.value.normalize('NFKC').replace(/\D/g, '').length === 6) input.form.requestSubmit();
  });
}
