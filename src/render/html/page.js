// What the page does beyond what markup and style do alone: steps from change to change, connectors between the two places
// of a moved passage, the lens on the map, and a memory of how its reader likes it. Writes no markup and sends nothing.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const grid = one(".rows");
  const rows = all(".row");
  const filters = one(".filters");
  const only = one("#only");
  const count = (n) => n.toLocaleString("en");
  root.classList.add("js");

  // How the reader likes it.
  const remember = (key, value) => { try { localStorage.setItem("compare." + key, value); } catch { /* a file may have no store */ } };
  const recall = (key) => { try { return localStorage.getItem("compare." + key); } catch { return null; } };
  for (const name of ["view", "theme"]) {
    for (const input of all(`[name="${name}"]`)) {
      if (recall(name) === input.value) input.checked = true;
      input.addEventListener("change", () => { remember(name, input.value); later(); });
    }
  }
  const keys = one("#keys");
  keys.checked = recall("keys") !== "off";
  keys.addEventListener("change", () => remember("keys", keys.checked ? "on" : "off"));

  // The bar stays in view; what else stays does so below it.
  const bar = one(".top");
  new ResizeObserver(() => {
    root.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px");
  }).observe(bar);

  // What is shown: the same rule as the style sheet's.
  let shown = rows;
  let stops = [];
  const filter = () => {
    const on = filters ? Array.from(filters.querySelectorAll(":checked"), (i) => i.value) : [];
    shown = rows.filter((row) => (on.length ? on.some((c) => row.classList.contains(c)) : !only.checked || row.classList.contains("changed")));
    // A moved passage is one change: its reader stops where b has it.
    stops = shown.filter((row) => (on.length || row.classList.contains("changed")) && !row.classList.contains("from"));
    const output = one("#shown");
    if (output) output.textContent = on.length ? `${count(new Set(shown.map((r) => r.id.replace("a", ""))).size)} of ${count(new Set(rows.map((r) => r.id.replace("a", ""))).size)} passages` : "";
    say();
    later();
  };
  filters?.addEventListener("change", filter);
  filters?.addEventListener("reset", () => setTimeout(filter));
  only.addEventListener("change", filter);

  // From change to change.
  let current = null;
  const ceiling = () => Math.max(one(".heads").getBoundingClientRect().bottom, one(".top").getBoundingClientRect().bottom, 0);
  const say = () => {
    const at = stops.indexOf(current);
    one("#place").textContent = at < 0 ? `${count(stops.length)} changes` : `${count(at + 1)} of ${count(stops.length)}`;
  };
  const firstFrom = (list, top) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].getBoundingClientRect().top < top) low = middle + 1; else high = middle;
    }
    return low;
  };
  const inView = (row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > ceiling() && box.top < innerHeight;
  };
  const bring = (row) => {
    const room = innerHeight - ceiling();
    row.scrollIntoView({ block: row.offsetHeight < room * 0.7 ? "center" : "start" });
  };
  const step = (by) => {
    if (!stops.length) return;
    const at = stops.indexOf(current);
    let next;
    if (at >= 0 && inView(current)) next = at + by;
    else next = by > 0 ? firstFrom(stops, ceiling()) : firstFrom(stops, ceiling()) - 1;
    current = stops[Math.min(Math.max(next, 0), stops.length - 1)];
    current.focus({ preventScroll: true });
    bring(current);
    // Rows that had not been drawn yet take their true height now.
    requestAnimationFrame(() => bring(current));
    say();
  };
  one(".steps").hidden = false;
  one("#next").addEventListener("click", () => step(1));
  one("#prev").addEventListener("click", () => step(-1));
  addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });
  grid.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    if (stops.includes(row)) { current = row; say(); }
  });

  // A claim from the list, lit in both articles.
  const light = (id) => {
    for (const lit of all(".lit[data-c]")) lit.classList.remove("lit");
    for (const place of all(`[data-c="${CSS.escape(id)}"]`)) place.classList.add("lit");
  };
  one(".claims")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-c]");
    if (!link) return;
    light(link.dataset.c);
    const row = document.getElementById(link.hash.slice(1));
    if (row && !shown.includes(row)) { filters.reset(); only.checked = false; filter(); }
    if (stops.includes(row)) { current = row; say(); }
    if (row) requestAnimationFrame(() => requestAnimationFrame(() => bring(row)));
  });

  // Connectors, drawn in the gutter, each in a lane of its own as far as there are lanes.
  const wires = one(".wires");
  const pairs = rows.filter((r) => r.classList.contains("from")).map((from) => ({ from, to: document.getElementById(from.id.slice(0, -1)), drawn: null }));
  const element = (name, parent) => parent.appendChild(document.createElementNS(SVG, name));
  const draw = () => {
    const [left, right] = [one(".heads .a"), one(".heads .b")].map((e) => e.getBoundingClientRect());
    const base = grid.getBoundingClientRect();
    const visible = new Set(shown);
    const wide = left.width > 0;
    const lines = pairs.filter((p) => wide && p.to && visible.has(p.from) && visible.has(p.to));
    for (const pair of lines) {
      pair.y = [pair.from, pair.to].map((row) => row.getBoundingClientRect().top - base.top + 17);
      pair.span = [Math.min(...pair.y), Math.max(...pair.y)];
    }
    const [x0, x1] = [left.right - base.left, right.left - base.left];
    const lanes = [];
    const most = Math.max(1, Math.floor((x1 - x0 - 16) / 6));
    lines.sort((p, q) => p.span[0] - q.span[0]);
    for (const pair of lines) {
      let lane = lanes.findIndex((end) => end < pair.span[0]);
      if (lane < 0) lane = lanes.length;
      lanes[lane] = pair.span[1];
      pair.lane = lane % most;
    }
    for (const pair of pairs) {
      if (!lines.includes(pair)) { pair.drawn?.remove(); pair.drawn = null; continue; }
      if (!pair.drawn) {
        pair.drawn = element("g", wires);
        pair.drawn.dataset.from = pair.from.id;
        pair.drawn.dataset.to = pair.to.id;
        element("path", pair.drawn);
        element("circle", pair.drawn).setAttribute("r", "3");
        element("path", pair.drawn).setAttribute("class", "head");
      }
      const [from, to] = pair.y;
      const x = x0 + 8 + 6 * pair.lane;
      const way = to > from ? 1 : -1;
      const bend = Math.min(6, Math.abs(to - from) / 2) * way;
      const curve = Math.abs(bend);
      const [line, dot, head] = pair.drawn.children;
      line.setAttribute("d", `M${x0} ${from}H${x - curve}Q${x} ${from} ${x} ${from + bend}V${to - bend}Q${x} ${to} ${x + curve} ${to}H${x1}`);
      dot.setAttribute("cx", x0);
      dot.setAttribute("cy", from);
      head.setAttribute("d", `M${x1 - 6} ${to - 4}L${x1} ${to}L${x1 - 6} ${to + 4}`);
    }
  };
  // Lines that only pass by stay in the background.
  const fade = () => {
    const base = grid.getBoundingClientRect().top;
    const [top, bottom] = [ceiling() - base, innerHeight - base];
    for (const { drawn, y } of pairs) drawn?.classList.toggle("far", y.every((end) => end < top || end > bottom));
  };
  const point = (event) => {
    const id = event.target.closest?.(".row.moved")?.id.replace("a", "");
    for (const pair of pairs) pair.drawn?.classList.toggle("lit", id !== undefined && pair.to?.id === id);
  };
  grid.addEventListener("mouseover", point);
  grid.addEventListener("focusin", point);

  // The lens: what of the whole is in view.
  const map = one(".map");
  const lens = one(".lens");
  const SLOTS = 600;
  const slot = (row) => Number(row.dataset.y);
  const look = () => {
    if (!map.offsetHeight || !shown.length) return;
    const top = Math.max(firstFrom(shown, ceiling()) - 1, 0);
    const end = firstFrom(shown, innerHeight);
    const part = (row, y) => {
      const box = row.getBoundingClientRect();
      const next = rows[rows.indexOf(row) + 1];
      const within = box.height ? Math.min(Math.max((y - box.top) / box.height, 0), 1) : 0;
      return slot(row) + within * ((next ? slot(next) : SLOTS) - slot(row));
    };
    const [from, to] = [part(shown[top], ceiling()), part(shown[Math.max(end - 1, 0)], innerHeight)];
    const scale = one(".map svg").getBoundingClientRect().height / SLOTS;
    lens.hidden = false;
    lens.style.top = `${one(".map svg").offsetTop ?? 0}px`;
    lens.style.transform = `translateY(${from * scale}px)`;
    lens.style.height = `${Math.max((to - from) * scale, 6)}px`;
  };
  const reach = (event) => {
    const box = one(".map svg").getBoundingClientRect();
    const aim = ((event.clientY - box.top) / box.height) * SLOTS;
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (slot(shown[middle]) <= aim) low = middle + 1; else high = middle;
    }
    shown[Math.max(low - 1, 0)]?.scrollIntoView({ block: "center" });
  };
  map.addEventListener("pointerdown", (event) => { if (event.button === 0) { map.setPointerCapture(event.pointerId); reach(event); } });
  map.addEventListener("pointermove", (event) => { if (map.hasPointerCapture(event.pointerId)) reach(event); });
  map.addEventListener("click", (event) => event.preventDefault());

  // Drawn again whenever heights change, at most once a frame.
  let waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); fade(); look(); });
  }
  new ResizeObserver(later).observe(grid);
  grid.addEventListener("contentvisibilityautostatechange", later);
  addEventListener("resize", later);
  let looking = false;
  addEventListener("scroll", () => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => { looking = false; fade(); look(); });
  }, { passive: true });
  filter();
})();
