// Searchable choice (ARIA 1.2 combobox with a listbox). The field keeps the focus; the option
// that Enter would take is named by aria-activedescendant. Without this file a search button and
// radios (client) or a plain select (sector) do the same work.
const PAUSE = 200;
const LEAST_LETTERS = 3;

class Combobox {
  constructor(root, input, find) {
    this.root = root;
    this.input = input;
    this.find = find;
    this.list = root.querySelector("[data-combobox-list]");
    this.status = root.querySelector("[data-combobox-status]");
    this.active = -1;
    this.list.id = `${input.id}-list`;
    this.list.replaceChildren();
    this.close();
    root.classList.add("combobox-ready");
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
      "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // mousedown, not click: the field must not lose the focus before the choice is taken.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE);
  }

  async show() {
    clearTimeout(this.timer);
    const typed = (this.typed = this.input.value);
    const found = await this.find(typed.trim());
    if (typed !== this.input.value) return;
    if (!found) {
      this.close();
      return;
    }
    found.listbox.setAttribute("aria-label", this.root.querySelector("label").textContent.trim());
    this.list.replaceChildren(found.listbox);
    this.options.forEach((option, n) => {
      option.id = `${this.input.id}-option-${n}`;
    });
    this.status.textContent = found.counted;
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.move(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  move(to) {
    const options = this.options;
    this.active = options.length ? Math.max(-1, Math.min(to, options.length - 1)) : -1;
    options.forEach((option, n) => {
      option.setAttribute("aria-selected", String(n === this.active));
    });
    const option = options[this.active];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        this.show().then(() => this.move(event.key === "ArrowDown" ? 0 : last));
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      const to = this.active + step;
      this.move(to > last ? 0 : to < 0 ? last : to);
    } else if (event.key === "Enter") {
      // Never submits the form from here: it takes the option, or searches.
      event.preventDefault();
      if (open && this.active >= 0) this.take(this.options[this.active]);
      else this.show();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
      this.input.value = this.typed ?? this.input.value;
    } else if (event.key === "Tab" && open && this.active >= 0) {
      this.take(this.options[this.active]);
    }
  }

  take(option) {
    this.close();
    this.root.dispatchEvent(new CustomEvent("combobox:take", { detail: option }));
  }
}

// Client: the server searches; once chosen, a row with "Change" stands in place of the field.
function searchable(root) {
  const part = (name) => root.querySelector(`[data-combobox-${name}]`);
  const value = part("value");
  const input = part("search").querySelector("input");
  const combobox = new Combobox(root, input, async (typed) => {
    if (typed.length < LEAST_LETTERS) return null;
    const answer = await fetch(`${root.dataset.url}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok && answer.status !== 429) return null; // 429 says how long to wait
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const listbox = page.querySelector("[role=listbox]");
    return listbox && { listbox, counted: listbox.dataset.counted };
  });
  part("find").hidden = true;
  part("glass").hidden = false;
  // What was searched without script may stand in the field; the list is asked for again.
  if (input.value.trim().length >= LEAST_LETTERS) combobox.status.textContent = "";

  root.addEventListener("combobox:take", ({ detail: option }) => {
    if ("add" in option.dataset) {
      part("add").click();
      return;
    }
    const fill = (slot, content) => {
      root.querySelector(`[data-slot=${slot}]`).replaceChildren(...content);
    };
    fill("title", [option.dataset.title]);
    fill("second", [option.querySelector(".help")?.textContent ?? ""]);
    fill("tag", [...(option.querySelector(".option-tag")?.childNodes ?? [])]);
    value.value = option.dataset.value;
    part("search").hidden = true;
    part("chosen").hidden = false;
    part("change").focus();
    value.dispatchEvent(new Event("input", { bubbles: true }));
  });

  part("change").addEventListener("click", (event) => {
    event.preventDefault();
    part("chosen").hidden = true;
    part("search").hidden = false;
    input.focus();
    input.select();
  });
}

// Sector: the rows of the select are searched here; the select stays and carries the value.
function searchableSelect(root) {
  const select = root.querySelector("select");
  const input = document.createElement("input");
  const rows = [...select.options].filter((option) => option.value);
  for (const name of ["class", "aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.type = "text";
  input.autocomplete = "off";
  input.id = select.id;
  select.id = `${select.id}-value`;
  select.hidden = true;
  select.before(input);
  const chosenWords = () => (select.value ? select.selectedOptions[0].text : "");
  input.value = chosenWords();

  const combobox = new Combobox(root, input, async (typed) => {
    const words = folded(typed === chosenWords() ? "" : typed);
    const places = (row) => [row.text, row.dataset.also ?? ""].map((text) => place(text, words));
    const found = rows
      .map((row) => ({ row, at: Math.min(...rank(places(row))) }))
      .filter(({ at }) => at < Infinity)
      .sort((one, two) => one.at - two.at)
      .map(({ row }) => row);
    const listbox = document.createElement("ul");
    listbox.setAttribute("role", "listbox");
    listbox.append(...found.map(asOption));
    const { one, many } = combobox.status.dataset;
    const counted = found.length === 1 ? one : many.replace("{n}", String(found.length));
    return { listbox, counted };
  });
  input.addEventListener("click", () => combobox.list.hidden && combobox.show());
  input.addEventListener("blur", () => {
    if (!input.value.trim() && select.value) set("");
    input.value = chosenWords();
  });
  root.addEventListener("combobox:take", ({ detail: option }) => set(option.dataset.value));

  function set(value) {
    select.value = value;
    input.value = chosenWords();
    combobox.status.textContent = "";
    select.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function asOption(row) {
  const option = document.createElement("li");
  option.className = "option option-small";
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.value = row.value;
  const words = document.createElement("span");
  words.className = "option-words";
  words.append(spanOf("option-title", row.text));
  if (row.dataset.also) words.append(spanOf("help", row.dataset.also));
  option.append(words);
  return option;
}

function spanOf(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

// Where the words stand in a text: 0 at the beginning of a word, 1 within one, else nowhere.
function place(text, words) {
  const places = [folded(text), folded(written(text))].map((each) => {
    if (` ${each}`.includes(` ${words}`)) return 0;
    return each.includes(words) ? 1 : Infinity;
  });
  return Math.min(...places);
}

// A name in the reader's language comes before one in the other language.
function rank([name, also]) {
  return [2 * name, 2 * also + 1];
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();
}

function written(text) {
  return text.replace(/[äöü]/gi, (letter) => `${folded(letter)}e`);
}

for (const root of document.querySelectorAll("[data-combobox]")) searchable(root);
for (const root of document.querySelectorAll("[data-combobox-select]")) searchableSelect(root);
