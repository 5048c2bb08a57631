// Runs in the page: one form at a time, everything by reference («/data/children[2]/name»).
import { createInstance } from "/engine.js";

let root = null;

const leaves = (node, found = []) => {
    for (const child of node.currentState.children ?? []) {
        if (child.currentState.children === null) found.push(child);
        else leaves(child, found);
    }
    return found;
};

const ranges = (node, found = []) => {
    for (const child of node.currentState.children ?? []) {
        if (child.nodeType.startsWith("repeat-range")) found.push(child);
        if (child.currentState.children !== null) ranges(child, found);
    }
    return found;
};

const text = (value) => {
    if (value === null || value === undefined) return "";
    if (Array.isArray(value)) return value.join(" ");
    if (typeof value === "boolean") return value ? "OK" : "";
    return String(value);
};

const described = (node) => ({
    reference: node.currentState.reference,
    relevant: node.currentState.relevant,
    required: node.currentState.required,
    read_only: node.currentState.readonly,
    value: text(node.currentState.value),
    options: node.currentState.valueOptions ? node.currentState.valueOptions.map((option) => option.value) : null,
    valid: node.validationState?.constraint?.valid ?? true,
});

window.odk = {
    async load(xml, files) {
        const fetchFormAttachment = async (url) => {
            const name = decodeURIComponent(String(url).split("/").pop());
            return name in files ? new Response(files[name]) : new Response("", { status: 404 });
        };
        const created = await createInstance(xml, { form: { fetchFormAttachment, missingResourceBehavior: "BLANK" } });
        root = created.root;
        return this.snapshot();
    },

    set(reference, value) {
        const node = leaves(root).find((leaf) => leaf.currentState.reference === reference);
        if (!node) throw new Error(`no ${reference}`);
        if (node.nodeType === "select") node.selectValues(value === "" ? [] : value.split(" "));
        else if (node.nodeType === "rank") node.setValues(value === "" ? [] : value.split(" "));
        else if (node.nodeType === "trigger") node.setValue(value !== "");
        else if (node.nodeType === "range") node.setValue(value === "" ? null : value);
        else node.setValue(value);
        return this.snapshot();
    },

    add(reference) {
        const range = ranges(root).find((each) => each.currentState.reference === reference);
        if (!range) throw new Error(`no repeat ${reference}`);
        range.addInstances();
        return this.snapshot();
    },

    // A repeat inside a new turn begins with one turn of its own in our engine (see deliberate.py).
    begin() {
        const nested = ranges(root).filter((each) => each.currentState.reference.includes("]/"));
        for (const range of nested) {
            if (range.nodeType.endsWith("uncontrolled") && range.currentState.children.length === 0) range.addInstances();
        }
    },

    snapshot() {
        this.begin();
        return leaves(root).map(described);
    },
};
window.ready = true;
