// Notes what gets the focus, and how often the first of them did: once for each lap.
window.reached = new Set();
window.laps = 0;
window.first = null;
document.activeElement.blur();
if (!window.isWatching)
    document.addEventListener('focusin', ({ target }) => {
        window.first ??= target;
        // Some fields have parts, each a stop of its own.
        if (target === window.first && target !== window.last) window.laps += 1;
        window.last = target;
        window.reached.add(target);
    });
window.isWatching = true;
