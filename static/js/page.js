// Small comforts. Every page works without them. Listeners stand on the document, because htmx puts a whole page
// back when a reader goes back.

const root = document.documentElement;
const systemTheme = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : systemTheme.matches;
}

function labelThemeSwitch() {
  for (const button of document.querySelectorAll(".theme-switch")) {
    button.textContent = isDark() ? "Light theme" : "Dark theme";
    button.hidden = false;
  }
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Storage is switched off: the choice holds for this page only.
  }
  labelThemeSwitch();
}

// A table that fits needs no stop on the way of the Tab key; one that scrolls does.
const sizes = new ResizeObserver((entries) => {
  for (const { target: region } of entries) {
    const scrolls = getComputedStyle(region).overflowX !== "visible"
      && (region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight);
    if (scrolls) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
});

// Only the number of results is spoken after a change of filters, not the whole list; after a switch was turned, what
// follows from it.
function speakResult(event) {
  let status = document.querySelector("p.visually-hidden[role=status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  const switched = event.detail.requestConfig?.elt?.closest("[data-switch]");
  const place = switched && document.getElementById(switched.dataset.switch);
  const results = [...(place ?? document).querySelectorAll(place ? ".switch-result" : ".result-count, #results .nothing")];
  status.textContent = results.map((result) => (place ? result : result.firstChild).textContent.trim()).join(". ");
}

// What a reader had unfolded stays so when its part of the page is put in anew, and so does the place of the keyboard.
let unfoldedIds = [];
let focusedId = "";

function rememberFolds() {
  unfoldedIds = [...document.querySelectorAll("details[open][id]")].map((details) => details.id);
  focusedId = document.activeElement?.id ?? "";
}

function restoreFolds() {
  for (const id of unfoldedIds) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  if (focusedId && document.activeElement?.id !== focusedId) document.getElementById(focusedId)?.focus();
}

// A link to something that is folded away unfolds it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

// The preview of references goes with the Escape key, and comes back with the next step of pointer or focus.
function hidePreviews(event) {
  if (event.key === "Escape") root.classList.add("previews-hidden");
}

function showPreviews(event) {
  if (!event.target.closest?.(".cites")) root.classList.remove("previews-hidden");
}

// What is folded away on screen is open on paper.
let unfolded = [];

function unfold() {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const details of unfolded) details.open = true;
}

function foldAgain() {
  for (const details of unfolded) details.open = false;
}

function begin() {
  labelThemeSwitch();
  for (const region of document.querySelectorAll(".table-region")) sizes.observe(region);
  unfoldTarget();
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".theme-switch")) switchTheme();
});
systemTheme.addEventListener("change", labelThemeSwitch);
document.addEventListener("htmx:beforeSwap", rememberFolds);
document.addEventListener("htmx:afterSwap", restoreFolds);
document.addEventListener("htmx:afterSwap", speakResult);
document.addEventListener("htmx:historyRestore", begin);
document.addEventListener("keydown", hidePreviews);
document.addEventListener("pointerover", showPreviews);
document.addEventListener("focusin", showPreviews);
addEventListener("hashchange", unfoldTarget);
addEventListener("beforeprint", unfold);
addEventListener("afterprint", foldAgain);
begin();
