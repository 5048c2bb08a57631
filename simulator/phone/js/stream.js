// The event stream: connects again by itself and says when it has to start over.

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;

/**
 * Follow `/sim/events` after event number `after`.
 * `onEvent(event)` gets every event once and in order; `onLink(connected)` tells the state of the line;
 * `onReturn()` runs after every interruption, before newer events, so that the page can read what it missed.
 * Returns a function that ends it.
 */
export function followEvents(after, { onEvent, onLink, onReturn }) {
  let last = after;
  let source = null;
  let pause = FIRST_PAUSE_MS;
  let timer = null;
  let ended = false;

  function connect() {
    source = new EventSource(`/sim/events?after=${last}`);
    source.onopen = () => {
      pause = FIRST_PAUSE_MS;
      onLink(true);
    };
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.n <= last) return;
      last = event.n;
      onEvent(event);
    };
    source.onerror = retryLater;
  }

  // The browser's own retry would repeat the first address with its old `after`, and gives up on some answers.
  function retryLater() {
    source.close();
    onLink(false);
    timer = window.setTimeout(comeBack, pause);
    pause = Math.min(pause * 1.7, LONGEST_PAUSE_MS);
  }

  async function comeBack() {
    try {
      last = await onReturn();
    } catch (error) {
      retryLater();
      return;
    }
    if (!ended) connect();
  }

  connect();
  return () => {
    ended = true;
    window.clearTimeout(timer);
    source.close();
  };
}
