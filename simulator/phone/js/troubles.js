// Troubles on demand: what may go wrong between a bot and Telegram, asked for by hand.

import { fill, freshId, make, setText } from "./dom.js";

const KINDS = [
  ["429", "429 — подождите"],
  ["500", "500 — внутренняя ошибка"],
  ["502", "502 — страница вместо ответа"],
  ["timeout", "нет ответа"],
  ["lost_request", "обрыв до выполнения"],
  ["lost_reply", "выполнено, но ответ потерян"],
  ["delay", "задержка"],
];

const METHODS = ["*", "sendMessage", "sendRichMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendDocument", "sendPhoto", "deleteMessage", "getUpdates", "getFile"];

/** The page of the exchange panel with faults, flood control and presses without an answer. */
export function createTroubles(world) {
  const { control } = world;
  const form = faultForm(addFault);
  const waiting = make("ul", { class: "plain" });
  const unanswered = make("p", {});
  const problem = make("p", { class: "problem", role: "status" });
  const flood = make("input", { type: "checkbox", on: { change: () => attempt(() => control.floodControl(flood.checked)) } });
  const rich = make("input", { type: "checkbox", on: { change: () => attempt(() => control.richMessages(rich.checked)) } });
  const element = make(
    "div",
    { class: "exchange-page" },
    make("h3", {}, "Сбой по заказу"),
    form,
    problem,
    make("h3", {}, "Ждут своего часа"),
    waiting,
    make("button", { type: "button", class: "quiet", on: { click: () => attempt(control.clearFaults) } }, "Отменить все сбои"),
    make("h3", {}, "Как у Telegram"),
    make("label", { class: "box" }, flood, "Ограничивать частоту сообщений"),
    make("label", { class: "box" }, rich, "Понимать сообщения с таблицами"),
    unanswered,
    make("button", { type: "button", class: "quiet", on: { click: () => attempt(async () => {}) } }, "Обновить"),
  );
  let visible = false;

  async function attempt(work) {
    try {
      await work();
      const [state, pending] = await Promise.all([control.state(), control.unanswered()]);
      draw(state, pending.unanswered);
      setText(problem, "");
    } catch (error) {
      setText(problem, error.message);
    }
  }

  function addFault(fault) {
    return attempt(() => control.addFault(fault));
  }

  function draw(state, pending) {
    const lines = state.faults.map((fault) => make("li", {}, describe(fault)));
    fill(waiting, lines.length > 0 ? lines : make("li", { class: "soft" }, "Сбоев не заказано."));
    flood.checked = state.flood_control;
    rich.checked = state.rich_messages;
    setText(unanswered, `Нажатий без ответа бота: ${pending.length}`);
  }

  function setVisible(now) {
    if (now && !visible) attempt(async () => {});
    visible = now;
  }

  return { element, setVisible };
}

function describe(fault) {
  const kind = KINDS.find(([value]) => value === fault.kind);
  const method = fault.method === "*" ? "любой метод" : fault.method;
  return `${method}: ${kind ? kind[1] : fault.kind}, осталось раз: ${fault.times}`;
}

function faultForm(submit) {
  const method = select("method", METHODS.map((name) => [name, name === "*" ? "любой метод" : name]));
  const kind = select("kind", KINDS);
  const times = number("times", 1);
  const wait = number("retry_after", 3);
  const delay = number("ms", 2000);
  const rows = [field("Метод", method), field("Что случится", kind), field("Сколько раз", times), field("Подождать, с", wait), field("Задержка, мс", delay)];
  const form = make("form", { class: "fault-form" }, rows, make("button", { type: "submit", class: "strong" }, "Заказать"));

  function fit() {
    rows[3].hidden = kind.value !== "429";
    rows[4].hidden = !["delay", "timeout"].includes(kind.value);
  }

  form.addEventListener("change", fit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fault = { method: method.value, kind: kind.value, times: Number(times.value) };
    if (kind.value === "429") fault.retry_after = Number(wait.value);
    if (["delay", "timeout"].includes(kind.value)) fault.ms = Number(delay.value);
    submit(fault);
  });
  fit();
  return form;
}

function select(name, options) {
  return make("select", { id: freshId(name), class: "field", name }, options.map(([value, label]) => make("option", { value }, label)));
}

function number(name, value) {
  return make("input", { id: freshId(name), class: "field", name, type: "number", min: "1", value, required: true });
}

function field(label, control) {
  return make("div", { class: "field-group" }, make("label", { for: control.id }, label), control);
}
