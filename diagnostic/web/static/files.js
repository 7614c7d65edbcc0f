// Looks again while files are being made. Only they change: a list that somebody has
// open, and the place of the keyboard, stay.
"use strict";

const WAIT = 2000;

function renew(now, then) {
  const bars = now.querySelectorAll("progress");
  const later = then.querySelectorAll("progress");
  if (bars.length && bars.length === later.length) {
    bars.forEach((bar, place) => { bar.value = later[place].value; });
  } else if (now.innerHTML !== then.innerHTML) {
    now.replaceChildren(...then.childNodes);
  }
}

async function look() {
  let again = true;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelectorAll(".files");
    document.querySelectorAll(".files").forEach((part, place) => {
      if (found[place]) renew(part, found[place]);
    });
    again = document.querySelector("progress") !== null;
  } catch {
    // Out of reach for now.
  }
  if (again) setTimeout(look, WAIT);
}

setTimeout(look, WAIT);
