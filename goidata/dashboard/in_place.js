// Links of a page to itself, marked with data-here, are followed in place: the server runs the page
// again, where the browser by itself would load everything anew.
export default function ({ setTriggerValue }) {
  const follow = (event) => {
    const link = event.target.closest?.("a[data-here]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
    keepFocus(link.dataset.here);
  };
  document.addEventListener("click", follow);
  document.documentElement.dataset.inPlace = ""; // says that it is there
  return () => document.removeEventListener("click", follow);
}

// The link is drawn anew with the table it stands in; whoever came by the keyboard stays on it.
function keepFocus(name) {
  const end = Date.now() + 4000;
  const look = () => {
    const again = document.querySelector(`a[data-here="${CSS.escape(name)}"]`);
    if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
    if (Date.now() < end) setTimeout(look, 150);
  };
  setTimeout(look, 150);
}
