// The list of raw updates and API requests, newest first; refused requests are red and carry Telegram's words.

import { preciseClockOf } from "./dates.js";
import { fill, make, setText } from "./dom.js";

const KEPT = 300;

/** The page of the exchange panel; it draws only while `setVisible(true)` holds. */
export function createTraffic(world) {
  const { control } = world;
  const list = make("ol", { class: "traffic", "aria-label": "Записи обмена, новые сверху" });
  const onlyRefused = make("input", { type: "checkbox", on: { change: redraw } });
  const summary = make("span", { class: "traffic-summary", role: "status" });
  const element = make(
    "div",
    { class: "exchange-page" },
    make(
      "div",
      { class: "traffic-bar" },
      make("label", { class: "box" }, onlyRefused, "Только отказы"),
      make("button", { type: "button", class: "quiet", on: { click: wipe } }, "Очистить"),
    ),
    summary,
    list,
  );
  let records = [];
  let visible = false;

  function setVisible(now) {
    const opened = now && !visible;
    visible = now;
    if (opened) readAll();
  }

  async function readAll() {
    try {
      const [requests, updates] = await Promise.all([control.requests(), control.updates()]);
      records = [...requests.requests.map(ofRequest), ...updates.updates.map(ofUpdate)];
      records.sort((one, other) => one.at - other.at);
      records = records.slice(-KEPT);
      redraw();
    } catch (error) {
      setText(summary, error.message);
    }
  }

  function take(event) {
    if (!visible) return;
    if (event.type === "request") add(ofRequest(event.request));
    if (event.type === "update") add(ofUpdate(event));
    if (event.type === "reload") readAll();
  }

  function add(record) {
    records.push(record);
    if (records.length > KEPT) records.shift();
    if (isShown(record)) list.prepend(row(record));
    while (list.children.length > KEPT) list.lastChild.remove();
    drawSummary();
  }

  const isShown = (record) => !onlyRefused.checked || record.refused;

  function redraw() {
    fill(list, records.filter(isShown).reverse().map(row));
    drawSummary();
  }

  function drawSummary() {
    const refused = records.filter((record) => record.refused).length;
    setText(summary, records.length === 0 ? "Обмена ещё не было." : `Записей: ${records.length}, отказов: ${refused}`);
  }

  function wipe() {
    records = [];
    redraw();
  }

  function row(record) {
    const body = make("div", { class: "record-body" });
    const details = make("details", { class: record.refused ? "record refused" : "record" }, heading(record), body);
    // The text of a record is made when somebody looks at it: most records are never opened.
    details.addEventListener("toggle", () => details.open && fill(body, contents(record)));
    return make("li", {}, details);
  }

  async function repeat(updateId) {
    try {
      await control.repeat(updateId);
    } catch (error) {
      setText(summary, error.message);
    }
  }

  function contents(record) {
    const blocks = record.blocks.map(([title, value]) => [
      make("h4", {}, title),
      make("pre", { tabindex: "0" }, typeof value === "string" ? value : JSON.stringify(value, null, 2)),
    ]);
    const again =
      record.updateId !== undefined &&
      make("button", { type: "button", class: "quiet", on: { click: () => repeat(record.updateId) } }, "Доставить ещё раз");
    return [blocks, again];
  }

  world.watch(take);
  return { element, setVisible };
}

function heading(record) {
  return make(
    "summary",
    {},
    make("span", { class: "record-way", "aria-hidden": "true" }, record.updateId === undefined ? "→" : "←"),
    make("span", { class: "record-name" }, record.name),
    make("span", { class: "record-note" }, record.note),
    make("time", {}, preciseClockOf(record.at)),
  );
}

function ofRequest(request) {
  const refused = request.status >= 400;
  const strange = request.unknown_parameters || [];
  return {
    at: request.at,
    name: request.method,
    refused,
    note: refused ? `${request.status} ${request.description || ""}` : noteOf(request, strange),
    blocks: [
      ["Запрос бота", request.params],
      ...(strange.length > 0 ? [["Неизвестные параметры", strange.join(", ")]] : []),
      ["Ответ", request.answer],
    ],
  };
}

function noteOf(request, strange) {
  if (strange.length > 0) return `лишнее: ${strange.join(", ")}`;
  return request.params && request.params.text ? String(request.params.text) : "";
}

const ATTACHMENTS = ["photo", "document", "voice", "audio", "video", "sticker", "location", "contact"];

function attachmentOf(content) {
  return ATTACHMENTS.find((kind) => kind in content) || "";
}

function ofUpdate(record) {
  const { update } = record;
  const kind = Object.keys(update).find((key) => key !== "update_id") || "update";
  const content = update[kind] || {};
  return {
    at: record.at,
    name: kind,
    refused: false,
    note: String(content.data || content.text || content.caption || attachmentOf(content)),
    updateId: update.update_id,
    blocks: [["Обновление", update]],
  };
}
