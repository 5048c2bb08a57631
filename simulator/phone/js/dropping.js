// Files dragged onto a phone are sent from it: pictures as photos, everything else as documents.

/** `upload(file, as)` is called for every file dropped on `element`. */
export function acceptDroppedFiles(element, upload) {
  let depth = 0;

  // dragenter and dragleave also come from children, so only a count tells whether the pointer really left.
  function move(step) {
    depth = Math.max(0, depth + step);
    element.classList.toggle("dropping", depth > 0);
  }

  element.addEventListener("dragenter", () => move(1));
  element.addEventListener("dragleave", () => move(-1));
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    move(0);
    for (const file of event.dataTransfer.files) upload(file, file.type.startsWith("image/") ? "photo" : "document");
  });
}
