// The page with phones: the list of people, the open phones, and the stream of news.
import { avatar } from "/page/message.js";
import { PhoneView } from "/page/phone.js";

const byId = (id) => document.getElementById(id);
const list = byId("list"), search = byId("search"), room = byId("phones");
const views = new Map();   // user id -> PhoneView of an open phone
const known = new Map();   // user id -> persona, for everybody who was shown
const unread = new Map();  // user id -> how much is new, also of phones that were closed again
let stream = null;

async function loadPeople() {
  const answer = await fetch("/sim/personas?q=" + encodeURIComponent(search.value));
  const { personas, all } = await answer.json();
  list.replaceChildren();
  let group = null;
  for (const person of personas) {
    known.set(person.user_id, person);
    if (person.group !== group) {
      group = person.group;
      const title = document.createElement("h2");
      title.textContent = group;
      if (group) list.append(title);
    }
    list.append(entry(person));
  }
  byId("count").textContent = personas.length < all
    ? `${personas.length} dari ${all.toLocaleString("id-ID")} orang. Cari untuk melihat yang lain.`
    : `${all} orang`;
}

function entry(person) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "person" + (views.has(person.user_id) ? " open" : "");
  button.dataset.id = person.user_id;
  const face = document.createElement("span");
  face.className = "avatar";
  face.ariaHidden = "true";
  avatar(face, person.name, person.user_id);
  const words = document.createElement("div");
  const name = document.createElement("strong"), note = document.createElement("small");
  name.textContent = person.name;
  note.textContent = person.note || person.number;
  words.append(name, note);
  const badge = document.createElement("span");
  badge.className = "badge";
  button.append(face, words, badge);
  mark(button, badge);
  button.onclick = () => open(person.user_id, true);
  return button;
}

function mark(button, badge) {
  const count = unread.get(Number(button.dataset.id)) || 0;
  badge.replaceChildren(count, said(" pesan baru"));
  badge.hidden = !count;
  const here = views.has(Number(button.dataset.id));
  button.classList.toggle("open", here);
  button.ariaCurrent = here ? "true" : null;
}

// Words for those who listen to the page.
function said(words) {
  return Object.assign(document.createElement("span"), { className: "hidden", textContent: words });
}

function marks() {
  for (const button of list.querySelectorAll(".person")) mark(button, button.querySelector(".badge"));
  const sum = [...unread.values()].reduce((all, each) => all + each, 0);
  document.title = (sum ? `(${sum}) ` : "") + "Siaga TPS – ponsel";
}

async function open(id, focus) {
  pick(false);
  if (!views.has(id)) {
    const view = new PhoneView(id, {
      closed: () => close(id),
      unread: (count) => { unread.set(id, count); marks(); },
    });
    if (!(await view.refresh())) return;
    views.set(id, view);
    room.append(view.root);
    changed();
  }
  const view = views.get(id);
  view.root.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
  if (focus) view.focus();
}

// On a narrow screen the list is a drawer.
function pick(yes) {
  document.body.classList.toggle("picking", yes);
  byId("drawer").ariaExpanded = String(yes);
  if (yes) search.focus();
}

function close(id) {
  views.get(id).root.remove();
  views.delete(id);
  changed();
  byId("drawer").focus();  // the one of both that is shown
  list.querySelector(`[data-id="${id}"]`)?.focus();
}

function changed() {
  byId("empty").hidden = views.size > 0;
  history.replaceState(null, "", "#" + [...views.keys()].join(","));
  unread.forEach((_, id) => views.has(id) || unread.set(id, 0));
  marks();
  listen();
}

function listen() {
  if (stream) stream.close();
  stream = new EventSource("/sim/events?phones=" + [...views.keys()].join(","));
  stream.onopen = () => { byId("offline").hidden = true; views.forEach((view) => view.refresh()); };
  stream.onerror = () => { byId("offline").hidden = false; };
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    const view = views.get(news.phone);
    if (!view) return;
    if (news.toast) view.toast(news.toast);
    else view.refresh();
  };
}

// Only where time runs by itself is there anything to be told of it.
async function clock() {
  const answer = await fetch("/sim/clock").catch(() => null);
  const { now, zone, notice } = answer?.ok ? await answer.json() : {};
  if (!notice) return;
  const how = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  byId("clock").querySelector("b").textContent = new Intl.DateTimeFormat("id-ID", how).format(now * 1000);
  const said = byId("clock").querySelector("span");
  if (said.textContent !== notice) said.textContent = notice;
  byId("clock").hidden = false;
  setTimeout(clock, 500);
}

let typing = 0;
search.oninput = () => { clearTimeout(typing); typing = setTimeout(loadPeople, 150); };
byId("drawer").onclick = () => pick(!document.body.classList.contains("picking"));
byId("people").onkeydown = (event) => {
  if (event.key !== "Escape" || search.value) return;
  pick(false);
  byId("drawer").focus();
};
room.addEventListener("click", () => pick(false));

clock();
await loadPeople();
const wanted = location.hash.slice(1).split(",").map(Number).filter(Boolean);
for (const id of wanted) await open(id, false);
if (!wanted.length) listen();
