// Gives the focus to the visible element of a selector that has this name when it is read out. Returns
// whether there is one. What is hidden from a screen reader and the key printed on a button are no part
// of a name.
const [selector, name] = arguments;

function spoken(element) {
  const label = element.getAttribute('aria-label');
  if (label) return label;
  const by = element.getAttribute('aria-labelledby');
  if (by)
    return by
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.innerText ?? '')
      .join(' ');
  if (element.labels?.length) return element.labels[0].innerText;
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll('[aria-hidden=true], kbd')) hidden.remove();
  return copy.textContent || element.getAttribute('placeholder') || element.title || '';
}

const tidy = (text) => text.replace(/\s+/g, ' ').trim();
const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
const all = [...(dialog ?? document).querySelectorAll(selector)].filter(
  (it) => it.getClientRects().length > 0 && !it.disabled,
);
const found =
  all.find((it) => tidy(spoken(it)) === name) ?? all.find((it) => tidy(spoken(it)).startsWith(name));
if (!found) return false;
found.scrollIntoView({ block: 'nearest' });
found.focus();
return document.activeElement === found;
