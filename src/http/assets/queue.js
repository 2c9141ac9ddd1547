// The keys of the moderation queue. Without this file every button works; with it so does the keyboard.
const form = document.getElementById("queue");
if (form) {
  const items = [...form.querySelectorAll(".queued")];
  for (const hidden of form.querySelectorAll("[data-keys], [data-all]")) hidden.hidden = false;
  let at = -1;
  const go = (to) => {
    if (!items.length) return;
    at = Math.max(0, Math.min(items.length - 1, to));
    items[at].focus();
    items[at].scrollIntoView({ block: "nearest" });
  };
  const box = (item) => item.querySelector("input[name=ids]");
  const chosen = () => items.filter((item) => box(item).checked);
  const all = form.querySelector("[data-all]");
  const every = () => {
    const on = chosen().length < items.length;
    for (const item of items) box(item).checked = on;
  };
  all?.addEventListener("click", every);
  form.addEventListener("focusin", (event) => {
    const item = event.target.closest(".queued");
    if (item) at = items.indexOf(item);
  });
  const decide = (word) => {
    const bulk = form.querySelector(`.bulk button[value="${word}"]`);
    const single = at >= 0 ? items[at].querySelector(`[data-do="${word}"]`) : null;
    (chosen().length ? bulk : single)?.click();
  };
  const words = { a: "approve", h: "hold", r: "reject", s: "spam" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const key = event.key;
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "x" && at >= 0) box(items[at]).checked = !box(items[at]).checked;
    else if (key === "*") every();
    else if (key === "u") document.getElementById("undo")?.click();
    else if (key === "/") document.getElementById("reason")?.focus();
    else if (words[key]) decide(words[key]);
    else return;
    event.preventDefault();
  });
  if (location.hash === "") go(0);
}
