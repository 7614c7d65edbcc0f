"use strict";
// Progress, a count of letters, and a warning before answers are lost. The pages do
// without it; it keeps nothing.
(() => {
  const form = document.querySelector("form[data-answered], form[data-unsent]");
  if (!form) return;

  let unsent = "unsent" in form.dataset;
  let sending = false;
  form.addEventListener("input", () => { unsent = true; });
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault(); // a second click would send twice
    sending = true;
    unsent = false;
    setTimeout(() => { sending = false; }, 5000);
  });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

  for (const text of form.querySelectorAll("[data-longest]")) {
    const hint = document.getElementById(`h-${text.name}`);
    const room = hint.appendChild(document.createElement("b"));
    const count = () => {
      const letters = Array.from(text.value.trim()).length;
      const longest = Number(text.dataset.longest);
      room.textContent = letters > 0.8 * longest ? ` ${letters} / ${longest}` : "";
    };
    text.addEventListener("input", count);
    count();
  }

  if (!("answered" in form.dataset)) return;
  const bar = document.createElement("progress");
  form.prepend(bar);
  const told = form.querySelector(".total");
  const items = [...form.querySelectorAll(".item")];
  bar.max = items.length;
  const progress = () => {
    const done = items.filter((item) => item.querySelector("input:checked")?.value);
    bar.value = done.length;
    told.textContent = form.dataset.answered
      .replace("{done}", done.length)
      .replace("{total}", items.length);
    bar.setAttribute("aria-label", told.textContent);
  };
  form.addEventListener("change", progress);
  progress();
})();
