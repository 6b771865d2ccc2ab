// A calendar beside the text field of a day: the browser's own, opened by the button. What is
// typed stays the truth, in the reader's form; the calendar only writes into it.
const german = document.documentElement.lang === "de";

for (const button of document.querySelectorAll("[data-day-button]")) addCalendar(button);
// Rows that are added on the page bring days of their own.
document.addEventListener("lines:added", ({ target }) => {
  for (const button of target.querySelectorAll("[data-day-button]")) addCalendar(button);
});

function addCalendar(button) {
  const input = button.parentElement.querySelector("[data-day]");
  const picker = document.createElement("input");
  if (!input || !("showPicker" in picker)) return;
  picker.type = "date";
  picker.className = "day-picker";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  button.after(picker);
  button.hidden = false;

  button.addEventListener("click", () => {
    picker.value = read(input.value);
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    const [year, month, day] = picker.value.split("-");
    input.value = [day, month, year].join(german ? "." : "/");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}

function read(typed) {
  const found = typed.trim().match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/);
  if (!found) return "";
  const [, day, month, year] = found;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
