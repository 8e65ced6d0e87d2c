// Says that the agent is there, and keeps a request taken for the one whose page is open.
// Without this file residents are told of nobody, and a request taken is held for five minutes.
(() => {
  "use strict";

  // Calls `send` every so many seconds until it answers false. A failed network tries again.
  const every = (seconds, send) => {
    const beat = setInterval(async () => {
      try {
        if ((await send()) === false) clearInterval(beat);
      } catch {
        // The next beat tries again; a lease outlives nine of them.
      }
    }, Number(seconds) * 1000);
  };
  const post = (address, csrf) => fetch(address, { method: "POST", body: new URLSearchParams({ csrf }) });

  const held = document.querySelector("[data-held]");
  if (held) {
    every(held.dataset.every, async () => {
      if ((await post(held.dataset.held, held.dataset.csrf)).ok) return true;
      held.textContent = held.dataset.lost;
      return false;
    });
  }

  const there = document.querySelector("[data-presence]");
  if (!there) return;
  let touched = Date.now();
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
  }
  const beat = async () => {
    // Nobody at the keyboard: residents are not told that someone is there.
    there.hidden = Date.now() - touched > Number(there.dataset.idle) * 1000;
    if (there.hidden) return true;
    const response = await post(there.dataset.presence, there.dataset.csrf);
    there.hidden = !response.ok;
    return response.status !== 401;
  };
  beat().catch(() => { there.hidden = true; });
  every(there.dataset.every, beat);
})();
