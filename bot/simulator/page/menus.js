// The menus of a phone: what to attach, the bot's commands, what to do with the phone itself.
import { samplePhoto } from "/page/photo.js";

const MALANG = { lat: -7.9826, lon: 112.6308 };

// Escape, or going on elsewhere, closes the menu; whoever was in it is back where it was opened.
export function closeMenu(view) {
  const menu = view.$(".menu");
  if (menu.contains(document.activeElement)) view.opener?.focus();
  menu.hidden = true;
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.children];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

// Items are [label, what to do, note]. Opening the same menu again closes it.
function show(view, items, top) {
  const menu = view.$(".menu"), keyboard = view.$(".keyboard");
  const again = !menu.hidden && menu.dataset.of === items[0]?.[0];
  menu.hidden = again || !items.length;
  menu.dataset.of = items[0]?.[0];
  menu.classList.toggle("top", Boolean(top));
  const below = view.$(".write").offsetHeight + (keyboard.hidden ? 0 : keyboard.offsetHeight);
  menu.style.bottom = top ? "" : `${below + 4}px`;
  menu.replaceChildren(...items.map(([label, run, note]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.setAttribute("role", "menuitem");
    if (note) button.append(Object.assign(document.createElement("small"), { textContent: note }));
    button.onclick = () => { closeMenu(view); run(); };
    return button;
  }));
  if (menu.hidden) return;
  view.opener = view.root.contains(document.activeElement) ? document.activeElement : null;
  menu.onkeydown = walk;
  menu.firstElementChild.focus();
}

function nearby() {
  const some = () => (Math.random() - .5) / 50;
  return { lat: MALANG.lat + some(), lon: MALANG.lon + some() };
}

async function sample(view) {
  const words = `${view.state.note || "TPS"} · ${view.time(Date.now() / 1000)}`;
  view.upload("photo", await samplePhoto(words), "foto.jpg");
}

export function attachments(view) {
  const own = ["📱 Bagikan kontak saya", () => view.act("contact")];
  const items = [
    ["🖼 Foto contoh", () => sample(view)],
    ["📷 Pilih foto …", () => choose(view, "photo", "image/*")],
    ["📄 Pilih berkas …", () => choose(view, "document", "")],
    ["📍 Bagikan lokasi", () => view.act("location", nearby())],
  ];
  show(view, view.chat === view.id ? [own, ...items] : items);
}

function choose(view, kind, accept) {
  const pick = view.$(".pick");
  pick.accept = accept;
  pick.value = "";
  pick.onchange = () => pick.files[0] && view.upload(kind, pick.files[0], pick.files[0].name);
  pick.click();
}

export function commands(view) {
  const items = view.state.commands.map((each) =>
    ["/" + each.command, () => view.act("says", { text: "/" + each.command }), each.description]);
  show(view, items);
  if (!items.length) { view.input.value = "/"; view.input.focus(); }
}

export function options(view) {
  const blocked = view.state.blocked;
  show(view, [
    ["✕ Tutup ponsel ini", () => view.closed()],
    ["👥 Buat grup dengan bot …", () => {
      const title = prompt("Nama grup", "Posko");
      if (title) view.act("group", { title });
    }],
    [blocked ? "✅ Buka blokir bot" : "🚫 Blokir bot", () => view.act("blocks", { blocked: !blocked })],
  ], true);
}
