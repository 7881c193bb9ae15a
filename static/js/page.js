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

// Only the number of results is spoken after a change of filters, not the whole list.
function speakResultCount() {
  let status = document.querySelector("p.visually-hidden[role=status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  const sentence = document.querySelector(".result-count, #results .nothing");
  status.textContent = sentence ? sentence.firstChild.textContent.trim() : "";
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
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".theme-switch")) switchTheme();
});
systemTheme.addEventListener("change", labelThemeSwitch);
document.addEventListener("htmx:afterSwap", speakResultCount);
document.addEventListener("htmx:historyRestore", begin);
addEventListener("beforeprint", unfold);
addEventListener("afterprint", foldAgain);
begin();
