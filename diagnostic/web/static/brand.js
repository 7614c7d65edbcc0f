// A colour can be picked where the browser has a picker; what counts is the text.
for (const picker of document.querySelectorAll("input[type=color]")) {
  const text = document.getElementById(picker.dataset.of);
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(text.value)) picker.value = text.value;
  };
  text.addEventListener("input", follow);
  picker.addEventListener("input", () => { text.value = picker.value; });
  follow();
  picker.hidden = false;
}
