// Links of a page to itself, marked with data-here, are followed in place: the server runs the page
// again, where the browser by itself would load everything anew.
export default function ({ setTriggerValue, data }) {
  document.documentElement.lang = { zh: "zh-CN" }[data.language] ?? data.language;
  const follow = (event) => {
    const link = event.target.closest?.("a[data-here]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
    keepFocus(link.dataset.here);
  };
  document.addEventListener("click", follow);
  document.addEventListener("click", picture);
  document.documentElement.dataset.inPlace = ""; // says that it is there
  show();
  grow();
  setTimeout(() => centre(document.querySelector(".g-original .g-here")), 500);
  return () => {
    document.removeEventListener("click", follow);
    document.removeEventListener("click", picture);
  };
}

// The link is drawn anew with the table it stands in; whoever came by the keyboard stays on it.
function keepFocus(name) {
  const end = Date.now() + 4000;
  const look = () => {
    const again = document.querySelector(`a[data-here="${CSS.escape(name)}"]`);
    if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
    // On a phone what is said of a cell covers the foot of the screen (scroll-margin in style.css).
    const cell = again?.closest(".g-form td.g-chosen:not([data-seen])");
    if (cell && document.querySelector(".g-figure")) {
      cell.dataset.seen = "";
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    centre(document.querySelector(".g-original .g-here:not([data-seen])"));
    if (Date.now() < end) setTimeout(look, 150);
  };
  setTimeout(look, 150);
}

// The cell marked in rows of the original, in the middle of their frame.
function centre(cell) {
  const frame = cell?.closest(".g-scroll");
  if (!frame) return;
  cell.dataset.seen = "";
  frame.scrollLeft = cell.offsetLeft - frame.clientWidth / 2;
  frame.scrollTop = cell.offsetTop - frame.clientHeight / 2;
}

// Whoever comes to the address of a chart sees it, until he moves; once for a page that is loaded.
let shown = false;
function show() {
  if (shown) return;
  shown = true;
  if (!new URLSearchParams(location.search).has("chart")) return;
  let end = Date.now() + 5000;
  const moved = () => (end = 0);
  for (const kind of ["wheel", "keydown", "pointerdown"]) addEventListener(kind, moved, { once: true });
  const look = () => {
    if (Date.now() > end) return;
    const chosen = document.querySelector(".g-tools[data-chosen]");
    chosen?.closest("[class*='st-key-panel-']")?.scrollIntoView({ block: "start" });
    setTimeout(look, 200);
  };
  look();
}

// On a wall charts are enlarged (style.css); what stands below them must know how high they are.
let watched = false;
function grow() {
  const wall = matchMedia("(min-width: 2400px)");
  const measure = () => {
    for (const chart of wall.matches ? document.querySelectorAll("[class*='st-key-chart-']") : []) {
      const tall = `${chart.querySelector(".main-svg")?.getAttribute("height") ?? 0}px`;
      if (chart.style.getPropertyValue("--tall") !== tall) chart.style.setProperty("--tall", tall);
    }
  };
  measure();
  if (watched) return;
  watched = true;
  let waits = 0;
  const later = () => (waits ||= setTimeout(() => ((waits = 0), measure()), 100));
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  wall.addEventListener("change", later);
}

// The chart with its title and legend, on white, by Plotly's own button.
function picture(event) {
  const asked = event.target.closest?.("button[data-image]");
  const panel = asked?.closest("[class*='st-key-panel-']");
  const chart = panel?.querySelector(".js-plotly-plot");
  const press = chart?.querySelector(".modebar-btn");
  if (!press) return;
  const { layout } = chart, before = { ...layout }, kind = asked.dataset.image;
  const head = titled(panel, chart.clientWidth - 24);
  const above = 20 * head.length + 20, width = chart.clientWidth, height = chart.clientHeight + above;
  Object.assign(layout, {
    height,
    paper_bgcolor: "#ffffff",
    margin: { ...layout.margin, t: (layout.margin?.t ?? 0) + above },
    title: {
      text: head.join("<br>"), font: { size: 14 }, pad: { l: 12, t: 20 },
      x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top",
    },
  });
  const filename = asked.dataset.file.slice(0, -kind.length - 1), scale = kind === "png" ? 2 : 1;
  chart._context.toImageButtonOptions = { format: kind, filename, width, height, scale };
  press.click(); // which copies what it draws
  for (const key of Object.keys(layout)) if (!(key in before)) delete layout[key];
  Object.assign(layout, before);
}

// The lines above the chart, broken where they are wider than it, then the legend.
function titled(panel, width) {
  const words = [".g-chart", ".g-beneath"].map((look) => panel.querySelector(look)?.textContent.trim());
  const lines = words.filter(Boolean).flatMap((text) => broken(text, width));
  const legend = [...panel.querySelectorAll(".g-legend span:has(> i)")].map((each) => {
    const colour = each.querySelector("i").style.background;
    return `<span style="color:${colour}">■</span> ${escaped(each.textContent.trim())}`;
  });
  return [...lines, ...rows(legend, width)];
}

const wide = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 14 : 8), 0);
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function broken(text, width) {
  const lines = [""];
  for (const sign of text) {
    if (wide(lines.at(-1) + sign) > width) lines.push("");
    lines[lines.length - 1] += sign;
  }
  return lines.map(escaped);
}

function rows(entries, width) {
  const lines = [];
  let used = width;
  for (const entry of entries) {
    const size = wide(entry.replace(/<[^>]*>/g, "")) + 30;
    if (used + size > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1).push(entry);
    used += size;
  }
  return lines.map((line) => line.join("   "));
}
