// The list of messages: days, order, and a scroll position that stays where the reader left it.

import { createMessageView } from "./bubble.js";
import { dayName, dayOf } from "./dates.js";
import { fill, make, setText } from "./dom.js";
import { icon } from "./icons.js";

const AT_END_WITHIN_PX = 40;

/** A log for one conversation; `context` goes to every message view (see bubble.js). */
export function createLog(context) {
  const list = make("div", {
    class: "log",
    role: "log",
    "aria-live": "polite",
    "aria-label": "Переписка",
    "aria-busy": "true",
    tabindex: "0",
    "data-focus-fallback": true,
  });
  const missed = make("b");
  const toEnd = make("button", { type: "button", class: "to-end", "aria-label": "К последним сообщениям", hidden: true }, icon("down"), missed);
  const empty = make("div", { class: "empty", hidden: true });
  list.append(empty);
  const views = new Map();
  const days = new Map();
  let pinned = true;
  let unread = 0;
  let measured = "";

  /** Show exactly `messages`, in their order; elements of messages shown before are kept. */
  function draw(messages) {
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, view] of views) if (!ids.has(id)) forget(id, view);
    empty.hidden = messages.length > 0;
    let cursor = empty.nextElementSibling;
    const seenDays = new Set();
    for (const message of messages) {
      const day = dayOf(message.date);
      if (!seenDays.has(day)) {
        seenDays.add(day);
        cursor = put(dayMark(day, message.date), cursor);
      }
      cursor = put(viewOf(message).element, cursor);
    }
    for (const [day, mark] of days) if (!seenDays.has(day)) forgetDay(day, mark);
    list.setAttribute("aria-busy", "false");
    stay();
  }

  function put(element, cursor) {
    if (element === cursor) return cursor.nextElementSibling;
    list.insertBefore(element, cursor);
    return cursor;
  }

  function viewOf(message) {
    const known = views.get(message.id);
    if (known) known.update(message);
    else {
      views.set(message.id, createMessageView(message, context));
      if (!pinned && message.from.id !== context.viewerId) unread += 1;
    }
    return views.get(message.id);
  }

  function dayMark(day, seconds) {
    if (!days.has(day)) days.set(day, make("div", { class: "day" }));
    setText(days.get(day), dayName(seconds));
    return days.get(day);
  }

  function forget(id, view) {
    views.delete(id);
    if (view.element.contains(document.activeElement)) list.focus({ preventScroll: true });
    view.element.remove();
  }

  function forgetDay(day, mark) {
    days.delete(day);
    mark.remove();
  }

  /** Bring one message up to date in its place. */
  function touch(message) {
    const view = views.get(message.id);
    if (view) view.update(message);
    stay();
  }

  /** Throw everything away: another chat is opened. */
  function clear() {
    views.clear();
    days.clear();
    fill(list, empty);
    empty.hidden = true;
    list.setAttribute("aria-busy", "true");
    pinned = true;
    unread = 0;
  }

  /** What an empty chat says: the bot's own description, or a word of ours. */
  function setEmptyWords(words) {
    fill(empty, words ? make("strong", {}, "Что умеет этот бот?") : "Здесь пока нет сообщений", words);
  }

  function stay() {
    if (pinned) toTheEnd();
    measured = measure();
    toEnd.hidden = pinned;
    setText(missed, unread > 0 ? String(unread) : "");
  }

  function toTheEnd() {
    pinned = true;
    unread = 0;
    list.scrollTop = list.scrollHeight;
  }

  const measure = () => `${list.clientHeight}/${list.scrollHeight}`;

  // A scroll event may come from the layout (a keyboard opens, a bubble grows): only the reader may unpin the end.
  list.addEventListener("scroll", () => {
    if (measure() !== measured) return;
    pinned = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_WITHIN_PX;
    if (pinned) unread = 0;
    toEnd.hidden = pinned;
  });
  // A picture that arrives late or a keyboard that opens must not push the last message out of sight.
  list.addEventListener("load", stay, true);
  new ResizeObserver(stay).observe(list);
  toEnd.addEventListener("click", () => {
    toTheEnd();
    stay();
    list.focus();
  });

  return { list, toEnd, draw, touch, clear, toTheEnd, setEmptyWords };
}
