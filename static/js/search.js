// Suggestions under the search field, as a list that arrow keys walk (WAI-ARIA: combobox with a listbox). Without this
// file the field is a plain form.

const field = document.querySelector("[data-suggestions]");
const list = Object.assign(document.createElement("ul"), { id: "suggestions", className: "suggestions", hidden: true });
const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
let asking;
let waiting;

function options() {
  return [...list.children];
}

function chosen() {
  return list.querySelector("[aria-selected=true]");
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function show(isOpen) {
  list.hidden = !isOpen;
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) choose(null);
}

async function ask() {
  asking?.abort();
  const query = field.value.trim();
  if (query.length < 2) return show(false);
  asking = new AbortController();
  try {
    const answer = await fetch(`${field.dataset.suggestions}?${new URLSearchParams({ q: query })}`, { signal: asking.signal });
    if (!answer.ok) return show(false);
    list.innerHTML = await answer.text();
    const count = options().length;
    said.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "No suggestions";
    show(count > 0 && document.activeElement === field);
  } catch (error) {
    if (error.name !== "AbortError") show(false);
  }
}

function step(by) {
  const all = options();
  const place = all.indexOf(chosen());
  // One place beyond either end is the field itself, with nothing chosen.
  const next = place < 0 ? (by > 0 ? 0 : all.length - 1) : place + by;
  choose(all[next] ?? null);
}

function onKey(event) {
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    show(false);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options().length) {
    event.preventDefault();
    if (list.hidden) show(true);
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !list.hidden && chosen()) {
    event.preventDefault();
    chosen().querySelector("a").click();
  }
}

function begin() {
  const name = field.labels[0]?.textContent ?? "Search";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", `${name}: suggestions`);
  said.setAttribute("role", "status");
  for (const [attribute, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) field.setAttribute(attribute, value);
  field.after(list, said);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", (event) => {
    if (!list.contains(event.relatedTarget)) setTimeout(() => show(false), 150);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
}

if (field) begin();
