// Everybody the simulator knows: the bot, people and groups, kept up to date by the event stream.

import { followEvents } from "./stream.js";

/** `listeners` may be added with `watch`: functions called with every event; `{type: "reload"}` follows an interruption. */
export class World {
  constructor(control) {
    this.control = control;
    this.bot = null;
    this.people = new Map();
    this.groups = new Map();
    this.state = null;
    this.connected = true;
    this.listeners = new Set();
  }

  /** Read the state and begin to follow events. */
  async open() {
    const after = await this.load();
    followEvents(after, {
      onEvent: (event) => this.take(event),
      onLink: (connected) => this.setConnected(connected),
      onReturn: () => this.comeBack(),
    });
  }

  async load() {
    const state = await this.control.state();
    this.state = state;
    this.bot = state.bot;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.groups = new Map(state.groups.map((group) => [group.id, group]));
    return state.last_event;
  }

  /** Forget all conversations; the simulator announces nothing about it, so everything is read again. */
  async startOver() {
    await this.control.reset();
    await this.comeBack();
  }

  // The simulator may have been restarted meanwhile and count its events from the beginning.
  async comeBack() {
    const after = await this.load();
    this.tell({ type: "reload" });
    return after;
  }

  setConnected(connected) {
    this.connected = connected;
    this.tell({ type: "link" });
  }

  take(event) {
    if (event.type === "person") this.people.set(event.person.id, event.person);
    if (event.type === "group") this.groups.set(event.group.id, event.group);
    if (event.type === "bot") this.bot = event.bot;
    this.tell(event);
  }

  /** Call `listener` with every event; the returned function stops it. */
  watch(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event) {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Groups the person is a member of. */
  groupsOf(personId) {
    return [...this.groups.values()].filter((group) => group.members.includes(personId));
  }
}
