// Builds elements out of text nodes and attributes only, so nothing a person or a bot types can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: attributes (false and null are left out), `on` listeners, then children (strings become text). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") listen(element, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  append(element, children);
  return element;
}

function listen(element, listeners) {
  for (const [event, listener] of Object.entries(listeners)) element.addEventListener(event, listener);
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Replace everything inside `element`. */
export function fill(element, ...children) {
  element.textContent = "";
  append(element, children);
  return element;
}

/** Write text only when it differs: an untouched node does not flicker and is not read aloud again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Set or remove an attribute by a truth value or a string. */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Text for screen readers only. */
export function spoken(text) {
  return make("span", { class: "spoken" }, text);
}

/** A decorative picture from `icons.js`: a list of paths drawn on a 24 × 24 grid. */
export function drawing(paths) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", "icon");
  for (const path of paths) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    picture.append(line);
  }
  return picture;
}

let lastId = 0;

/** An id for aria references that nothing else on the page has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
