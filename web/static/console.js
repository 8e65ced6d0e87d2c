// Keeps a request taken for the agent whose page is open. Without this file it is held for five minutes.
(() => {
  "use strict";
  const held = document.querySelector("[data-held]");
  if (!held) return;
  const body = new URLSearchParams({ csrf: held.dataset.csrf });
  const beat = setInterval(async () => {
    try {
      const response = await fetch(held.dataset.held, { method: "POST", body });
      if (response.ok) return;
      clearInterval(beat);
      held.textContent = held.dataset.lost;
    } catch {
      // The network failed: the next beat tries again, and the lease outlives nine of them.
    }
  }, Number(held.dataset.every) * 1000);
})();
