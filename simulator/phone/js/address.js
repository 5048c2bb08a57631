// What the page's own address asks for.

const parameters = new URLSearchParams(window.location.search);

/** The only person to show, from `?person=`, or null for everybody. */
export function onlyPerson() {
  const value = Number(parameters.get("person"));
  return Number.isInteger(value) && value > 0 ? value : null;
}

/** The payload of a followed deep link, from `?start=` ("" is a link without one), or null. */
export function startPayload() {
  return parameters.get("start");
}

/** An address showing only that person. */
export function addressOf(personId) {
  return `${window.location.pathname}?person=${personId}`;
}
