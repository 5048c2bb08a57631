// Which phones were put away, remembered by the browser between visits.

const KEY = "phones-put-away";

/** Ids of people whose phones are not shown. */
export function putAway() {
  try {
    return new Set(JSON.parse(window.localStorage.getItem(KEY)) || []);
  } catch (error) {
    return new Set();
  }
}

/** Remember them; a browser that forbids storage merely forgets. */
export function rememberPutAway(ids) {
  try {
    window.localStorage.setItem(KEY, JSON.stringify([...ids]));
  } catch (error) {
    return;
  }
}
