// Says while amounts are typed how much of an entry is left; the server says it anew when sent.
for (const form of document.querySelectorAll("form[data-split]")) {
  const left = form.querySelector("[data-split-left]");
  const euros = new Intl.NumberFormat(document.documentElement.lang === "de" ? "de-DE" : "en-GB", {
    style: "currency",
    currency: "EUR",
  });
  form.addEventListener("input", () => {
    const cents = Math.round(Number(form.dataset.split) * 100);
    const given = [...form.querySelectorAll("[inputmode=decimal]")].map(({ value }) => inCents(value));
    left.textContent = euros.format((cents - given.reduce((sum, each) => sum + each, 0)) / 100);
  });
}

// `1.234,56` and `1,234.56` alike; 0 for what is no amount, which the server asks back.
function inCents(text) {
  const typed = text.replace(/[\s€]/g, "").match(/^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/);
  if (!typed) return 0;
  return Math.round(Number(`${typed[1].replace(/[.,]/g, "")}.${typed[2] ?? 0}`) * 100);
}
