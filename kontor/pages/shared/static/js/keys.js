// Single keys on the team's queue and review. Each presses what bears it in `data-key`, or only
// brings it into focus (`data-key-only`); j and k walk through rows where there are any. They are
// silent while a field has the focus or a modifier is held, and can be turned off for good.
const KEPT = "kontor.keys";
const list = document.querySelector("[data-keys]");

if (list) {
  const box = list.querySelector("[data-keys-on]");
  list.hidden = false;
  box.checked = kept() !== "off";
  box.addEventListener("change", () => keep(box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (box.checked && isPlain(event) && press(event.key, list)) event.preventDefault();
  });
}

function isPlain(event) {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  return !typing && !event.repeat && !(event.ctrlKey || event.metaKey || event.altKey);
}

// Whether the key means something here.
function press(key, list) {
  if (key === "?") {
    list.open = true;
    list.querySelector("summary").focus();
    return true;
  }
  const rows = [...document.querySelectorAll("[data-key-row]")];
  if (rows.length && "jko".includes(key)) return walk(key, rows);
  const sought = `[data-key="${CSS.escape(key)}"]`;
  // Where several things bear the key, the one beside what has the focus is meant.
  const near = document.activeElement.closest("[data-key-place]");
  const wanted = near?.querySelector(sought) ?? document.querySelector(sought);
  if (!wanted) return false;
  wanted.focus();
  if (!wanted.dataset.keyOnly) wanted.click();
  return true;
}

function walk(key, rows) {
  const here = rows.indexOf(document.activeElement);
  if (key === "o") (rows[here] ?? rows[0]).click();
  else if (key === "j") rows[Math.min(here + 1, rows.length - 1)].focus();
  else rows[Math.max(here - 1, 0)].focus();
  return true;
}

// A browser may forbid to remember anything; then the keys are on.
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    /* nothing to do */
  }
}
