// A link marked with data-file asks the server for a file, which is handed to the browser as a
// download: one click, and the page stays where it is. Without this it is a plain link.
const handed = new Set();

export default function ({ data, setTriggerValue }) {
  const ask = (event) => {
    const link = event.target.closest?.("a[data-file]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("wanted", link.dataset.file);
  };
  document.addEventListener("click", ask);
  document.documentElement.dataset.handing = ""; // says that it is there
  if (data && !handed.has(data.token)) {
    handed.add(data.token);
    hand(data);
  }
  return () => document.removeEventListener("click", ask);
}

function hand({ name, kind, content }) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
