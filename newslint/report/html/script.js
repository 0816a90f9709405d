"use strict";
// Filters, steps from finding to finding, and the theme. One listener each, whatever the number of findings.
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const articles = [...document.querySelectorAll(".article")];
  const findings = [...document.querySelectorAll(".article .note")].map((note) => {
    const [, severity, rule] = note.classList;
    return { note, severity, rule, article: note.closest(".article") };
  });
  let shown = findings;
  let current = null;

  // --- filters: one style sheet hides what is switched off, however many findings that is
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const boxes = [...document.querySelectorAll("input[data-rule], input[data-severity]")];

  function filter() {
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.dataset.rule || box.dataset.severity));
    sheet.replaceSync(
      [...off].map((c) => `.article .note.${c} { display: none } mark.${c} { all: unset }`).join("\n"),
    );
    shown = findings.filter((f) => !off.has(f.rule) && !off.has(f.severity));
    const left = new Set(shown.map((f) => f.article));
    for (const article of articles) article.hidden = !left.has(article);
    byId("empty").hidden = shown.length > 0 || findings.length === 0;
    tell();
  }

  function switchAll(on) {
    for (const box of boxes) if (box.dataset.rule) box.checked = on;
    filter();
  }

  // --- steps
  function tell() {
    const at = shown.indexOf(current);
    byId("position").value = `${at < 0 ? "–" : at + 1} / ${shown.length}`;
  }

  function light(finding, on) {
    if (!finding) return;
    finding.note.classList.toggle("current", on);
    const number = finding.note.id.slice(1);
    for (const mark of finding.article.querySelectorAll(`mark[data-f="${number}"]`)) mark.classList.toggle("on", on);
  }

  // Bring both what is marked and what is said of it into view; where they are too far apart, the mark.
  function scroll({ article, note }) {
    note.scrollIntoView({ block: "center" });
    const mark = article.querySelector(`mark[data-f="${note.id.slice(1)}"]:not(.other)`) ?? note;
    const top = mark.getBoundingClientRect().top;
    const middle = (top + note.getBoundingClientRect().bottom) / 2;
    const bar = document.querySelector(".tools").offsetHeight;
    const room = innerHeight - bar;
    scrollBy(0, Math.min(middle - bar - room / 2, top - bar - 24));
  }

  function go(finding) {
    light(current, false);
    current = finding;
    light(current, true);
    scroll(current);
    current.note.focus({ preventScroll: true });
    tell();
  }

  function step(by) {
    if (!shown.length) return;
    let at = shown.indexOf(current);
    if (at < 0 && current) {
      // The current one is filtered away: go on from where it stands.
      at = shown.findIndex((f) => findings.indexOf(f) > findings.indexOf(current)) - (by > 0 ? 1 : 0);
    } else if (at < 0) at = by > 0 ? -1 : 0;
    go(shown[(at + by + shown.length) % shown.length]);
  }

  // --- theme
  function store(theme) {
    try {
      if (theme) localStorage.setItem("newslint-theme", theme);
      return localStorage.getItem("newslint-theme");
    } catch {
      return theme; // storage is closed to pages opened from a file in some browsers
    }
  }

  function toggleTheme() {
    const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    store(root.dataset.theme);
  }

  document.addEventListener("change", ({ target }) => {
    if (boxes.includes(target)) filter();
    else root.dataset.view = target.value;
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-f]");
    const note = mark ? byId(`f${mark.dataset.f}`) : event.target.closest(".article .note");
    if (note) go(findings.find((f) => f.note === note));
    const action = { previous: () => step(-1), next: () => step(1), theme: toggleTheme };
    const filters = { all: () => switchAll(true), none: () => switchAll(false) };
    ({ ...action, ...filters })[event.target.closest("button")?.id]?.();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    ({ j: () => step(1), k: () => step(-1), t: toggleTheme })[event.key]?.();
  });

  root.dataset.view = document.querySelector(".view :checked").value; // some browsers keep it over a reload
  if (store()) root.dataset.theme = store();
  document.querySelector(".tools").hidden = false;
  for (const id of ["all", "none"]) byId(id).hidden = false;
  filter();
})();
