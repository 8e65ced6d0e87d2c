// Makes the pages quicker where scripts run. Without this file every page does the same.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const log = document.getElementById("conversation");
  const state = document.getElementById("etat");
  const SIGN = '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M1.5 1.5h29v29h-29z" fill="none" stroke="currentColor" stroke-width="2.5"/><g class="turn"><path d="M16 7l9 9-9 9-9-9z" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M16 7l9 9h-9z" fill="currentColor"/></g></svg>';

  const say = (text) => { if (state) state.textContent = text; };

  function showBusy() {
    state.className = "busy";
    state.innerHTML = SIGN;
    state.append(Object.assign(document.createElement("p"), { textContent: state.dataset.busy }));
  }

  function clearBusy() {
    state.className = "busy-slot";
    state.textContent = "";
  }

  // Buttons that need a script are hidden until there is one.
  function wake(root) {
    all("[data-copy]", root).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(asText(button.closest("article"))));
    });
    all("[data-copy-field]", root).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(document.getElementById(button.dataset.copyField).value));
    });
    all("[data-print-page]", root).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  function copy(text) {
    navigator.clipboard.writeText(text).then(() => say(state.dataset.copied), () => {});
  }

  function asText(article) {
    const parts = [article.dataset.question, "", article.querySelector("[data-answer]").innerText.trim(), ""];
    all(".source", article).forEach((source) => {
      const number = source.querySelector(".n").textContent;
      const link = source.querySelector(".open");
      parts.push(`[${number}] ${(source.querySelector("h4") || source.closest(".document").querySelector("h4")).textContent} ${link.href}`);
    });
    return parts.join("\n");
  }

  // Sentences of a language model, as they are verified: to the eye alone, since the whole answer is announced once.
  async function follow(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    const draft = document.createElement("div");
    draft.className = "sheet";
    draft.setAttribute("aria-hidden", "true");
    let waiting = "", html = null;
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const events = (waiting + read.value).split("\n\n");
        waiting = events.pop();
        for (const [, name, data] of events.map((one) => /^event: (\w+)\ndata: (.*)$/.exec(one)).filter(Boolean)) {
          const told = JSON.parse(data);
          if (name === "answer") html = told.html;
          if (name === "sentence") {
            state.before(draft);
            draft.append(Object.assign(document.createElement("p"), { textContent: `${told.text} [${told.number}]` }));
          }
        }
      }
    } finally {
      draft.remove();
    }
    if (html === null) throw new Error("no answer came");
    return html;
  }

  async function send(event, form, submitter) {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    showBusy();
    let response, html;
    try {
      response = await fetch(form.dataset.flux || form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form, submitter)),
        headers: { "X-Parvis-Fragment": "1" },
      });
      const isStream = (response.headers.get("content-type") || "").startsWith("text/event-stream");
      html = isStream ? await follow(response.body) : await response.text();
    } catch {
      // The network failed: let the browser send the form and say what it knows.
      delete form.dataset.sending;
      clearBusy();
      form.submit();
      return;
    }
    delete form.dataset.sending;
    clearBusy();
    const piece = document.createRange().createContextualFragment(html);
    const article = piece.querySelector("article");
    const fresh = piece.querySelector("#composer");
    if (article) addAnswer(article);
    else if (fresh) replaceComposer(fresh);
    else form.submit();
  }

  function addAnswer(article) {
    const welcome = document.querySelector("[data-welcome]");
    const composer = document.getElementById("composer");
    if (welcome) {
      state.after(composer);
      welcome.remove();
    }
    if (!("refusal" in article.dataset || "again" in article.dataset)) {
      const box = composer.querySelector("textarea");
      const past = Object.assign(document.createElement("input"), { type: "hidden", name: "history", value: article.dataset.question });
      composer.prepend(past);
      all('[name="history"]', composer).slice(-1)[0].after(past);
      box.value = "";
      box.removeAttribute("aria-invalid");
      all(".error", composer).forEach((error) => error.remove());
      all(".field-error", composer).forEach((field) => field.classList.remove("field-error"));
      all("[data-example]", composer).forEach((example) => example.remove());
      composer.querySelector("label").textContent = composer.dataset.next;
    }
    log.append(article);
    wake(article);
    article.querySelector("h2").focus();
  }

  function replaceComposer(fresh) {
    document.getElementById("composer").replaceWith(fresh);
    fresh.querySelector("textarea").focus();
  }

  async function sendFeedback(event, form, submitter) {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const body = new URLSearchParams(new FormData(form, submitter));
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Parvis-Fragment": "1" } });
      if (!response.ok) throw new Error(response.status);
      const thanks = document.createRange().createContextualFragment(await response.text()).firstElementChild;
      form.replaceWith(thanks);
      thanks.focus();
    } catch {
      // Let the browser send the form and show what it is told; the button pressed goes with it.
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
      form.submit();
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ("feedback" in form.dataset) sendFeedback(event, form, event.submitter);
    if (log && (form.id === "composer" || "suggestions" in form.dataset)) send(event, form, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "q") {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    // Inside the widget's frame, Escape gives the hand back to the page around; the message says nothing else.
    if (event.key === "Escape" && window.parent !== window) window.parent.postMessage("parvis:close", "*");
  });

  // A folded list is printed whole, by browsers too that cannot be told so in the style.
  window.addEventListener("beforeprint", () => all("details.others:not([open])").forEach((fold) => { fold.open = true; fold.dataset.printed = ""; }));
  window.addEventListener("afterprint", () => all("details.others[data-printed]").forEach((fold) => { fold.open = false; delete fold.dataset.printed; }));
  wake(document);
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
