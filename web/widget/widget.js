// Parvis on any page: <script src="https://…/widget.js" defer></script>
// A button; the chat loads in a frame when the button is pressed, never before. No cookie, nothing stored.
(() => {
  "use strict";
  const settings = __SETTINGS__;
  const origin = new URL(document.currentScript.src).origin;
  const host = document.createElement("parvis-chat");
  const root = host.attachShadow({ mode: "open" });

  // A constructed sheet is allowed by a host page whose policy forbids inline styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button { font: 600 1.0625rem/1.2 Seravek, "Segoe UI", "Open Sans", "Noto Sans", Cantarell, Ubuntu, Roboto, system-ui, sans-serif; cursor: pointer; border-radius: 3px; }
    .launcher { display: inline-flex; gap: .6rem; align-items: center; min-height: 3.25rem; padding: .75rem 1.1rem; background: ${settings.accent}; color: ${settings.onAccent}; border: 2px solid #fff; box-shadow: 0 2px 8px rgb(0 0 0 / .3); }
    svg { width: 1.5rem; height: 1.5rem; }
    :focus-visible { outline: 3px solid #24211b; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
    .panel { position: fixed; right: 1rem; bottom: 1rem; width: 26rem; max-width: calc(100vw - 2rem); height: min(44rem, 100vh - 2rem); height: min(44rem, 100dvh - 2rem); display: grid; grid-template-rows: auto 1fr; background: #fffdf8; color: #24211b; border: 1px solid #24211b; border-top: 6px solid ${settings.accent}; box-shadow: 0 4px 18px rgb(0 0 0 / .28); }
    .head { display: flex; align-items: center; justify-content: space-between; gap: .5rem; padding: .25rem .25rem .25rem 1rem; border-bottom: 1px solid #d3cab9; }
    h2 { margin: 0; font: 700 1.125rem/1.2 "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif; }
    .close { min-height: 2.75rem; padding: .5rem .75rem; background: none; border: 0; color: inherit; text-decoration: underline; text-underline-offset: .18em; }
    iframe { width: 100%; height: 100%; border: 0; }
    @media (max-width: 30rem) { .panel { inset: 0; width: auto; max-width: none; height: 100%; border-width: 6px 0 0; } }
    @media (prefers-color-scheme: dark) { .panel { background: #211f1a; color: #f2ede2; } :focus-visible { outline-color: #f2ede2; box-shadow: 0 0 0 2px #171511; } }
    @media (forced-colors: active) { .launcher { border-color: ButtonText; } }
    @media print { :host { display: none; } }`);
  root.adoptedStyleSheets = [sheet];

  root.innerHTML = `
    <button type="button" class="launcher" aria-expanded="false" aria-controls="panel"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M3 4h18v12H11l-5 4v-4H3z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/></svg>Une question ?</button>
    <section class="panel" id="panel" aria-labelledby="title" hidden>
      <div class="head"><h2 id="title" tabindex="-1">Questions à la mairie</h2><button type="button" class="close">Fermer</button></div>
    </section>`;
  const launcher = root.querySelector(".launcher");
  const panel = root.querySelector(".panel");
  let frame = null;

  function show(isOpen) {
    if (isOpen && !frame) {
      frame = document.createElement("iframe");
      frame.title = "Poser une question à la mairie";
      frame.src = `${origin}${settings.base}/?cadre=1`;
      panel.append(frame);
    }
    // The frame stays when the panel closes, so that a half-written question is kept.
    panel.hidden = !isOpen;
    launcher.hidden = isOpen;
    launcher.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? root.querySelector("h2") : launcher).focus();
  }

  launcher.addEventListener("click", () => show(true));
  root.querySelector(".close").addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false); });
  window.addEventListener("message", (event) => {
    const isOurs = frame && event.source === frame.contentWindow && event.origin === origin;
    if (isOurs && event.data === "parvis:close" && !panel.hidden) show(false);
  });
  document.body.append(host);
})();
