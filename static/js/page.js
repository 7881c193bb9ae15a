// Small comforts. Every page works without them.

const root = document.documentElement;

function themeSwitch() {
  const button = document.querySelector(".theme-switch");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* holds for this page only */ }
    label();
  });
  system.addEventListener("change", label);
  label();
  button.hidden = false;
}

// A table that fits needs no stop on the way of the Tab key; one that scrolls does.
function scrollRegions() {
  const regions = document.querySelectorAll(".table-region");
  if (!regions.length) return;
  const observer = new ResizeObserver(() => {
    for (const region of regions) {
      const scrolls = getComputedStyle(region).overflowX !== "visible"
        && (region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight);
      if (scrolls) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    }
  });
  for (const region of regions) observer.observe(region);
}

// What is folded away on screen is open on paper.
function unfoldForPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

themeSwitch();
scrollRegions();
unfoldForPrint();
