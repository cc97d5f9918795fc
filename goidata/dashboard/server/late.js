// The library of charts takes long to start, and nothing is painted meanwhile: it is fetched at once
// and run when the page has been painted and has nothing else to do.
const library = new URL("LIBRARY", import.meta.url).href;
const early = document.createElement("link");
Object.assign(early, { rel: "preload", as: "script", crossOrigin: "anonymous", href: library });
document.head.append(early);
const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 200));
await new Promise((then) => requestAnimationFrame(() => idle(then, { timeout: 2000 })));
const whole = await import(library);
