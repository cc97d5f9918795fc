// Files that were not taken are told of beneath the place for them, in the words of the page: what
// Streamlit says of them is English, and stands only in a hint under the mouse.
export default function ({ parentElement, data }) {
  const told = parentElement.appendChild(document.createElement("div"));
  told.setAttribute("role", "status");
  const why = (said) => (/\b413\b/.test(said) ? data.many : /or smaller/.test(said) ? data.large : data.lost);
  let before = "";
  const look = () => {
    const found = new Map();
    for (const chip of document.querySelectorAll('[data-testid="stFileChip"][aria-invalid="true"]')) {
      const name = chip.querySelector('[data-testid="stFileChipName"]')?.title ?? "";
      const sentence = why(chip.querySelector("[role=alert]")?.textContent ?? "");
      found.set(sentence, [...(found.get(sentence) ?? []), name]);
    }
    const now = JSON.stringify([...found]);
    if (now === before) return;
    before = now;
    told.replaceChildren(...[...found].map(([sentence, names]) => line(sentence, names)));
  };
  const line = (sentence, names) => {
    const made = document.createElement("p");
    made.className = "g-refused";
    made.textContent = sentence.replace("{files}", () => names.join(data.between));
    return made;
  };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    watching.disconnect();
    told.remove();
  };
}
