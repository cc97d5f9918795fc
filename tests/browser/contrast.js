// Every word that can be seen, with the contrast of its colour and what is painted beneath it
// (WCAG 2.2), from what the browser has computed; words in charts, too. Gives those below `least`.
(least) => {
  const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = pixel.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "rgba(0, 0, 0, 0)";
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((each, at) => each * a + below[at] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const between = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const drawn = (element) => element instanceof SVGElement && !(element instanceof SVGSVGElement);
  const shades = new Map();
  const opacity = (element) => {
    if (!element || element === document) return 1;
    if (!shades.has(element)) {
      shades.set(element, Number(getComputedStyle(element).opacity) * opacity(element.parentElement));
    }
    return shades.get(element);
  };
  // What an element paints at a place, as colours any of which may lie beneath a word.
  const paints = (element) => {
    const style = getComputedStyle(element), seen = opacity(element);
    const faded = ([r, g, b, a], more = 1) => [r, g, b, a * seen * more];
    if (drawn(element)) {
      if (element.tagName === "text" || element.tagName === "tspan" || element.tagName === "g") return [];
      if (style.fill === "none" || style.fill.startsWith("url")) return [];
      return [faded(rgba(style.fill), Number(style.fillOpacity))];
    }
    const found = [faded(rgba(style.backgroundColor))];
    const inside = style.backgroundImage.match(/(?:rgba?|color|oklab)\([^()]*\)/g) ?? [];
    return [...found, ...inside.map((each) => faded(rgba(each)))];
  };
  const style = document.createElement("style");
  style.textContent = "* { pointer-events: auto !important; }";
  document.head.append(style);
  const found = [];
  const range = document.createRange();
  const page = rgba(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
  const walk = document.createTreeWalker(document.querySelector("[data-testid=stApp]"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const said = node.data.trim(), holder = node.parentElement;
    if (!said || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (holder.closest("[data-testid=stIconMaterial], [hidden], [disabled], [aria-disabled=true], style, script")) continue;
    range.selectNodeContents(node);
    const box = [...range.getClientRects()].find((each) => each.width > 1 && each.height > 1);
    if (!box) continue;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const look = getComputedStyle(holder), size = parseFloat(look.fontSize);
    if (size < 1 || look.color === "rgba(0, 0, 0, 0)") continue;
    const stack = document.elementsFromPoint(x, y);
    // Whatever stands before the words covers them; what is behind lies beneath.
    const at = stack.indexOf(holder);
    if (at < 0 && !drawn(holder)) continue; // scrolled out of its frame
    const below = at < 0 ? stack : stack.slice(at);
    let grounds = [page.slice(0, 3)];
    for (const element of below.reverse()) {
      for (const paint of paints(element)) {
        if (paint[3] > 0.01) {
          const mixed = grounds.map((ground) => over(paint, ground));
          grounds = drawn(element) || paint[3] > 0.99 ? mixed : [...grounds, ...mixed].slice(-8);
        }
      }
    }
    // Words with an edge of their own stand on that.
    if (drawn(holder) && look.paintOrder.startsWith("stroke") && parseFloat(look.strokeWidth) >= 2) {
      grounds = grounds.map((ground) => over(rgba(look.stroke), ground));
    }
    const own = drawn(holder) ? rgba(look.fill) : rgba(look.color);
    const ink = [...own.slice(0, 3), own[3] * opacity(holder) * (drawn(holder) ? Number(look.fillOpacity) : 1)];
    const worst = Math.min(...grounds.map((ground) => between(over(ink, ground), ground)));
    const large = size >= 24 || (size >= 18.66 && Number(look.fontWeight) >= 700);
    if (worst < (large ? least.large : least.words)) {
      found.push(`${worst.toFixed(2)} ${said.slice(0, 40)} <${holder.tagName} ${holder.getAttribute("class") ?? ""}> ${look[drawn(holder) ? "fill" : "color"]} ${JSON.stringify(grounds.at(-1).map(Math.round))}`);
    }
  }
  style.remove();
  return found;
}
