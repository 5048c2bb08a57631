// Opens the page: reads the state of the simulator, draws the desk and follows events.

import { control } from "./control.js";
import { fill, make } from "./dom.js";
import { createExchange } from "./exchange.js";
import { createStage } from "./stage.js";
import { World } from "./world.js";

const RETRY_AFTER_MS = 1500;

async function open(app) {
  const world = new World(control);
  try {
    await world.open();
  } catch (error) {
    fill(app, make("div", { class: "offline", role: "status" }, "Нет связи с симулятором… Подключаемся снова."));
    window.setTimeout(() => open(app), RETRY_AFTER_MS);
    return;
  }
  createStage(app, world, createExchange(world));
}

open(document.getElementById("app"));
