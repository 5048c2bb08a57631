// The desk: which phones stand on it, which one is in hand on a small screen, and the bar above them.

import { addressOf, onlyPerson, startPayload } from "./address.js";
import { askConfirmation } from "./dialogs.js";
import { fill, make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { putAway, rememberPutAway } from "./memory.js";
import { addGroup, addPerson } from "./newcomers.js";
import { fullName } from "./people.js";
import { createPhone } from "./phone.js";

/** Build the page in `app`; `exchange` is the panel of raw updates (see exchange.js). */
export function createStage(app, world, exchange) {
  const { control } = world;
  const only = onlyPerson();
  const hidden = putAway();
  const phones = new Map();
  const unread = new Map();
  let inHand = only;
  let payload = startPayload();

  const offline = make("div", { class: "offline", role: "status", hidden: true }, "Нет связи с симулятором… Подключаемся снова.");
  const title = make("small");
  const people = make("div", { class: "bar-people", role: "group", "aria-label": "Телефоны на столе" });
  const rawSwitch = make("button", { type: "button", class: "chip", "aria-pressed": "false", on: { click: exchange.toggle } }, icon("exchange"), "Показать обмен");
  const bar = make(
    "header",
    { class: "bar" },
    make("h1", { class: "bar-title" }, "Симулятор чата", title),
    people,
    make("button", { type: "button", class: "chip", on: { click: newPerson } }, icon("plus"), "Человек"),
    make("button", { type: "button", class: "chip", on: { click: newGroup } }, icon("group"), "Группа"),
    rawSwitch,
  );
  const row = make("main", { class: "phones" });
  fill(app, offline, bar, make("div", { class: "desk" }, row, exchange.element));

  const wanted = () => [...world.people.values()].filter((person) => (only === null ? !hidden.has(person.id) : person.id === only));

  function draw() {
    const shown = wanted();
    if (!shown.some((person) => person.id === inHand)) inHand = shown.length > 0 ? shown[0].id : null;
    for (const [id, phone] of phones) if (!shown.some((person) => person.id === id)) takeAway(id, phone);
    for (const person of shown) if (!phones.has(person.id)) putOnDesk(person.id);
    for (const [id, phone] of phones) phone.element.classList.toggle("in-hand", id === inHand);
    drawBar();
    drawNobody(shown.length === 0);
  }

  function putOnDesk(id) {
    const phone = createPhone({ world, personId: id, payload: id === inHand ? payload : null, personMenu: () => personMenu(id) });
    if (id === inHand) payload = null;
    phones.set(id, phone);
    row.append(phone.element);
  }

  function takeAway(id, phone) {
    phones.delete(id);
    phone.remove();
  }

  function drawBar() {
    setText(title, `@${world.bot.username}`);
    fill(people, only === null && [...world.people.values()].map(chip));
    setText(offline, "Нет связи с симулятором… Подключаемся снова.");
  }

  function chip(person) {
    const shown = phones.has(person.id);
    const click = () => (shown ? putPhoneAway(person.id) : bringPhone(person.id));
    return make("button", { type: "button", class: "chip", "aria-pressed": String(shown), "data-person": person.id, on: { click } }, fullName(person));
  }

  function drawNobody(isEmpty) {
    const old = row.querySelector(".nobody");
    if (old) old.remove();
    if (!isEmpty) return;
    const words = only === null ? "На столе нет ни одного телефона." : "Такого человека в симуляторе нет.";
    row.append(make("div", { class: "nobody" }, words, make("div", {}, make("button", { type: "button", class: "strong", on: { click: newPerson } }, "Добавить человека"))));
  }

  function bringPhone(id) {
    hidden.delete(id);
    inHand = id;
    unread.delete(id);
    rememberPutAway(hidden);
    draw();
  }

  function putPhoneAway(id) {
    hidden.add(id);
    rememberPutAway(hidden);
    draw();
    const chipAgain = people.querySelector(`[data-person="${id}"]`);
    if (chipAgain) chipAgain.focus();
  }

  // The menu of a small screen holds what the bar holds on a large one.
  function personMenu(id) {
    const blocked = world.people.get(id).blocked;
    const host = phones.get(id).element;
    return [
      ...(only === null ? [{ heading: "Чей телефон в руках" }, ...world.people.values()].map((entry) => (entry.heading ? entry : personItem(entry, id))) : []),
      { label: "Добавить человека…", icon: "plus", run: newPerson },
      { label: "Создать группу…", icon: "group", run: newGroup },
      "—",
      { label: blocked ? "Разблокировать бота" : "Заблокировать бота", icon: "block", run: () => (blocked ? control.unblock(id) : control.block(id)) },
      ...(only === null ? [{ label: "Открыть отдельно", icon: "window", run: () => window.open(addressOf(id), "_blank", "noopener") }] : []),
      ...(only === null ? [{ label: "Убрать телефон со стола", icon: "hide", run: () => putPhoneAway(id) }] : []),
      "—",
      { label: "Показать обмен", icon: "exchange", checked: exchange.isOpen(), run: exchange.toggle },
      { label: "Начать всё заново…", icon: "fresh", run: () => startOver(host) },
    ];
  }

  function personItem(person, current) {
    const count = unread.get(person.id) || 0;
    return { label: fullName(person), hint: count > 0 ? `новых сообщений: ${count}` : null, checked: person.id === current, run: () => bringPhone(person.id) };
  }

  async function newPerson() {
    const person = await addPerson(document.body, control);
    if (!person) return;
    world.people.set(person.id, person);
    bringPhone(person.id);
  }

  async function newGroup() {
    await addGroup(document.body, control, [...world.people.values()]);
  }

  async function startOver(host) {
    const agreed = await askConfirmation(host, {
      title: "Начать всё заново?",
      text: "Все переписки в симуляторе будут стёрты. Данные самого бота останутся.",
      agree: "Стереть",
    });
    if (agreed) await control.reset();
  }

  function take(event) {
    if (event.type === "link") offline.hidden = world.connected;
    if (["person", "reload", "bot"].includes(event.type)) draw();
    if (event.type === "message") countUnread(event);
  }

  function countUnread(event) {
    const id = event.chat_id;
    if (!event.message.from.is_bot || id === inHand || !world.people.has(id)) return;
    unread.set(id, (unread.get(id) || 0) + 1);
  }

  exchange.onToggle((open) => rawSwitch.setAttribute("aria-pressed", String(open)));
  world.watch(take);
  draw();
}
