"use strict";
// Counts characters as they are typed, and warns before words are lost. The page does
// without it.
(() => {
  const form = document.querySelector(".own-words");
  let unsaved = form.dataset.unsaved === "yes";
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  for (const area of form.querySelectorAll("textarea")) {
    const used = document.querySelector(`#h-${area.id.slice(2)} output`);
    area.addEventListener("input", () => {
      const letters = Array.from(area.value.trim()).length;
      used.textContent = String(letters).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    });
  }
})();
