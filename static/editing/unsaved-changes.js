// Warns before a form of the admin is left with changes that are not saved.
"use strict";

const form = document.querySelector("#content-main > form");
// A page that came back with something to read or to correct holds what was typed and nobody has saved.
const cameBack = document.querySelector(".held-up, .errornote") !== null;
let opened = null;
let isSent = false;

function filledIn() {
  return new URLSearchParams(new FormData(form)).toString();
}

if (form) {
  // Once the admin's own scripts have put in what they put in.
  window.addEventListener("load", () => setTimeout(() => (opened = filledIn()), 0));
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("pageshow", () => (isSent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (cameBack || (opened !== null && filledIn() !== opened))) event.preventDefault();
  });
}
