// Returns what can be pressed or filled in, is in sight and had no focus. Of radio buttons that belong
// together one is a stop, and of the rows of a list one.
const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]:not(iframe)';
const LISTS = '[role=list], [role=listbox], [role=table], [role=grid], [role=region], ul';
/** A row of a list that has in the page what is in sight alone: it comes and goes under the focus. */
const ROW = '[style*="position: absolute"]';
const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;

const isInSight = (it) =>
    it.getClientRects().length > 0 &&
    !it.matches('details:not([open]) > :not(summary) *') &&
    !it.disabled &&
    !it.closest('[inert]') &&
    getComputedStyle(it).visibility === 'visible';
const isReached = (it) => window.reached.has(it);

function hasReachedOneOf(all) {
    return all.some(isReached);
}

function isStop(it) {
    if (it.type === 'radio')
        return !hasReachedOneOf([...root.querySelectorAll(`input[name="${CSS.escape(it.name)}"]`)]);
    const row = it.closest(ROW);
    if (row) return !hasReachedOneOf([...row.parentElement.querySelectorAll(CONTROLS)]);
    if (it.tabIndex >= 0) return true;
    // What a list keeps for its other keys, and panes that only a key goes to.
    const list = it.matches('button, a, input') && it.closest(LISTS);
    return Boolean(list) && !hasReachedOneOf([...list.querySelectorAll(CONTROLS)]);
}

return [...root.querySelectorAll(CONTROLS)]
    .filter((it) => isInSight(it) && !isReached(it) && isStop(it))
    .map((it) => it.outerHTML.slice(0, 200));
