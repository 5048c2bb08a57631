// Rich messages: headings, paragraphs and real tables, which scroll sideways inside their bubble where they are wide.

import { make } from "./dom.js";

const STYLES = { bold: "strong", italic: "em" };

/** The blocks of a rich message, or nothing. */
export function richView(blocks) {
  if (!blocks || blocks.length === 0) return null;
  return make("div", { class: "rich" }, blocks.map(blockView));
}

function blockView(block) {
  if (block.type === "table") return tableView(block);
  if (block.type === "divider") return make("hr");
  if (block.type === "heading") return make("div", { class: `rich-heading size-${block.size}`, role: "heading", "aria-level": block.size }, words(block.text));
  return make("p", { class: `rich-${block.type}` }, words(block.text));
}

function tableView(block) {
  const classes = ["rich-table", block.is_bordered && "bordered", block.is_striped && "striped", block.is_compact && "compact"];
  const caption = block.caption && make("caption", {}, words(block.caption));
  const table = make("table", { class: classes.filter(Boolean).join(" ") }, caption, make("tbody", {}, block.cells.map(rowView)));
  return make("div", { class: "rich-scroll", tabindex: "0", role: "group", "aria-label": "Таблица" }, table);
}

function rowView(cells) {
  return make("tr", {}, cells.map(cellView));
}

function cellView(cell) {
  const spans = { colspan: cell.colspan || null, rowspan: cell.rowspan || null };
  return make(cell.is_header ? "th" : "td", { class: `to-${cell.align} at-${cell.valign}`, ...spans }, words(cell.text || ""));
}

function words(text) {
  if (Array.isArray(text)) return text.map(words);
  if (typeof text === "string") return text;
  return make(STYLES[text.type] || "span", {}, words(text.text));
}
