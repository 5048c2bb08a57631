// «Показать обмен»: the panel with raw updates, API requests and the troubles one may ask for.

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { createTraffic } from "./traffic.js";
import { createTroubles } from "./troubles.js";

/** The panel; nothing is drawn while it is closed, so a busy bot costs the page nothing. */
export function createExchange(world) {
  const traffic = createTraffic(world);
  const troubles = createTroubles(world);
  const close = make("button", { type: "button", class: "round", "aria-label": "Закрыть обмен", on: { click: toggle } }, icon("close"));
  const tabs = [
    { name: "Обмен", page: traffic },
    { name: "Сбои", page: troubles },
  ];
  const buttons = tabs.map((tab) => make("button", { type: "button", class: "tab", on: { click: () => show(tab) } }, tab.name));
  const element = make(
    "aside",
    { class: "exchange", "aria-label": "Обмен с ботом", hidden: true },
    make("div", { class: "exchange-head" }, make("h2", {}, "Обмен с ботом"), close),
    make("div", { class: "tabs", role: "group", "aria-label": "Что показать" }, buttons),
    tabs.map((tab) => tab.page.element),
  );
  let before = null;
  let current = tabs[0];
  let tell = () => {};
  show(current);

  function show(chosen) {
    tabs.forEach((tab, index) => {
      const isChosen = tab === chosen;
      buttons[index].setAttribute("aria-pressed", String(isChosen));
      tab.page.element.hidden = !isChosen;
      tab.page.setVisible(isChosen && !element.hidden);
    });
    current = chosen;
  }

  function toggle() {
    element.hidden = !element.hidden;
    show(current);
    tell(!element.hidden);
    if (element.hidden) giveFocusBack();
    else {
      before = document.activeElement;
      close.focus();
    }
  }

  function giveFocusBack() {
    if (before && before.isConnected) before.focus();
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle();
  });

  return { element, toggle, isOpen: () => !element.hidden, onToggle: (listener) => { tell = listener; } };
}
