//! What is run in the page about frames.

/// Finds the frame on show, and in its words whatever could run or load. The words are read as markup in
/// a document of their own, where nothing does.
pub(crate) const FOUND: &str = "\
    const frame = document.querySelector('iframe[srcdoc]');\
    if (!frame || frame.sandbox.value !== '' || !frame.hasAttribute('sandbox')) return false;\
    const inside = new DOMParser().parseFromString(frame.srcdoc, 'text/html');\
    const loads = ['src', 'srcset', 'srcdoc', 'data', 'background', 'poster', 'action', 'formaction',\
      'ping', 'manifest', 'style', 'xlink:href'];\
    const bad = [...inside.querySelectorAll('*')].filter((it) =>\
      /^(script|iframe|frame|object|embed|link|base|form|input|button|svg|math|video|audio|img|\
template|noscript|textarea)$/i.test(it.localName) || it instanceof HTMLUnknownElement ||\
      (it.localName === 'style' && /url\\(|@import/i.test(it.textContent)) ||\
      (it.localName === 'meta' && it.hasAttribute('http-equiv') &&\
        it.getAttribute('http-equiv').toLowerCase() !== 'content-security-policy') ||\
      [...it.attributes].some((a) => a.name.startsWith('on') || loads.includes(a.name) ||\
        (a.name === 'href' && !/^(https?:|#)/i.test(a.value))));\
    return ['frame', bad.map((it) => it.outerHTML.slice(0, 200)).join('\\n')]";

/// Makes a frame in which scripts may run, as no frame of the window's own does.
pub(crate) const WITH_SCRIPTS: &str = "\
    const frame = document.createElement('iframe');\
    frame.id = 'test'; frame.sandbox = 'allow-scripts'; frame.srcdoc = '<p>words</p>';\
    frame.addEventListener('load', () => { frame.dataset.is = 'there' });\
    document.body.prepend(frame)";

/// Sends what a call of the window looks like, as near as a frame can know it.
pub(crate) const FORGED: &str = "\
    const message = JSON.stringify({ cmd: 'new_case', callback: 1, error: 2, payload: { name: 'RAN' },\
      options: { headers: {} }, __TAURI_INVOKE_KEY__: '' });\
    const inner = typeof window.__TAURI_INTERNALS__;\
    try { window.webkit.messageHandlers.ipc.postMessage(message) } catch { return [inner, 'refused'] }\
    return [inner, 'sent']";
