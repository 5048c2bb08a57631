// The desk: which phones stand on it, which one is in hand on a small screen, and the bar above them.

import { onlyPerson, startPayload } from "./address.js";
import { fill, make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { putAway, rememberPutAway } from "./memory.js";
import { addChannel, addGroup, addPerson } from "./newcomers.js";
import { fullName } from "./people.js";
import { createPhone } from "./phone.js";
import { phoneMenu } from "./phone_menu.js";
import { createToasts } from "./toasts.js";

/** Build the page in `app`; `exchange` is the panel of raw updates (see exchange.js). */
export function createStage(app, world, exchange) {
  const { control } = world;
  const only = onlyPerson();
  const hidden = putAway();
  const phones = new Map();
  const unread = new Map();
  const toasts = createToasts();
  let inHand = only;
  let payload = startPayload();
  const desk = {
    world,
    exchange,
    alone: only !== null,
    bring: bringPhone,
    putAway: putPhoneAway,
    newPerson,
    newGroup,
    newChannel,
    attempt: toasts.attempt,
    unreadOf: (id) => unread.get(id) || 0,
    hostOf: (id) => phones.get(id).element,
  };

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
  fill(app, offline, bar, make("div", { class: "desk" }, row, exchange.element), toasts.region);

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
    const personMenu = () => phoneMenu(world.people.get(id), desk);
    const phone = createPhone({ world, personId: id, payload: id === inHand ? payload : null, personMenu });
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
    const focused = people.contains(document.activeElement) && document.activeElement.getAttribute("data-person");
    fill(people, only === null && [...world.people.values()].map(chip));
    if (focused) focusChip(focused);
  }

  function chip(person) {
    const shown = phones.has(person.id);
    const click = () => (shown ? putPhoneAway(person.id) : bringPhone(person.id));
    return make("button", { type: "button", class: "chip", "aria-pressed": String(shown), "data-person": person.id, on: { click } }, fullName(person));
  }

  function focusChip(id) {
    const target = people.querySelector(`[data-person="${id}"]`);
    if (target) target.focus();
  }

  function drawNobody(isEmpty) {
    const old = row.querySelector(".nobody");
    if (old) old.remove();
    if (!isEmpty) return;
    const words = only === null ? "На столе нет ни одного телефона." : "Такого человека в симуляторе нет.";
    const add = make("button", { type: "button", class: "strong", on: { click: newPerson } }, "Добавить человека");
    row.append(make("div", { class: "nobody" }, words, make("div", {}, only === null && add)));
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
    focusChip(id);
  }

  async function newPerson() {
    const person = await toasts.attempt(() => addPerson(document.body, control));
    if (!person) return;
    world.people.set(person.id, person);
    bringPhone(person.id);
  }

  async function newGroup() {
    await toasts.attempt(() => addGroup(document.body, control, [...world.people.values()]));
  }

  async function newChannel(owner) {
    await toasts.attempt(() => addChannel(document.body, control, owner, [...world.people.values()]));
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
