// One phone: the chat, the keyboards, the menus. All state comes from the simulator.
import { avatar, bubble, same } from "/page/message.js";
import { attachments, closeMenu, commands, options } from "/page/menus.js";

export class PhoneView {
  constructor(id, { closed, unread }) {
    this.id = id;
    this.chat = id;
    this.closed = closed;
    this.tellUnread = unread;
    this.nodes = new Map();   // message id -> element
    this.seen = null;         // the newest change the person has looked at
    this.newest = 0;
    this.keysHidden = false;
    this.about = null;        // message that is being edited or replied to
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.user = id;
    this.wire();
  }

  $(selector) { return this.root.querySelector(selector); }

  wire() {
    this.scroll = this.$(".scroll");
    this.input = this.$("textarea");
    this.root.addEventListener("focusin", () => { PhoneView.inHand = this; this.read(); });
    this.root.addEventListener("pointerdown", (event) => {
      PhoneView.inHand = this;
      this.read();
      if (!event.target.closest(".menu, .clip, .slash, .more")) this.$(".menu").hidden = true;
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { closeMenu(this); this.closeAlert(); this.stopDoing(); }
    });
    this.scroll.addEventListener("scroll", () => this.marks());
    this.$(".down").onclick = () => { this.bottom(); this.read(); };
    this.$(".write").onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.input.oninput = () => this.grow();
    this.input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
    };
    this.$(".doing button").onclick = () => this.stopDoing();
    this.$(".start").onclick = () => this.act("says", { text: "/start" });
    this.$(".keys").onclick = (event) => {
      this.keysHidden = !this.keysHidden;
      event.currentTarget.ariaExpanded = String(!this.keysHidden);
      this.keyboard();
    };
    this.$(".clip").onclick = () => attachments(this);
    this.$(".slash").onclick = () => commands(this);
    this.$(".more").onclick = () => options(this);
    this.$(".signal input").onchange = (event) => this.act("signal", { gone: event.target.checked });
    this.$(".alert button").onclick = () => this.closeAlert();
  }

  focus() {
    // Under a finger the field stays alone, or the screen's own keyboard would cover the phone.
    (matchMedia("(pointer: coarse)").matches ? this.root : this.input).focus();
    this.read();
  }

  async act(action, given = {}) {
    this.read();
    const answer = await fetch(`/sim/phones/${this.id}/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ chat: this.chat, ...given }),
    });
    if (!answer.ok) this.toast({ text: "Tidak bisa: keadaan di ponsel sudah berubah.", alert: false });
    await this.refresh();
  }

  async refresh() {
    if (this.loading) { this.again = true; return true; }
    this.loading = true;
    try {
      const answer = await fetch(`/sim/phones/${this.id}?chat=${this.chat}`);
      if (answer.status === 404 && this.chat !== this.id) this.chat = this.id;
      else if (!answer.ok) return false;
      else this.show(await answer.json());
    } catch {
      return false;  // the stream tells that the connection is gone
    } finally {
      this.loading = false;
    }
    if (this.again) { this.again = false; return this.refresh(); }
    return true;
  }

  show(state) {
    this.state = state;
    avatar(this.$("header .avatar"), state.name, this.id);
    this.root.ariaLabel = `Ponsel ${state.name}, ${state.note || state.number}`;
    this.$(".name").textContent = state.name;
    this.$(".note").textContent = state.note || state.number;
    this.$(".signal input").checked = state.no_signal;
    this.$(".strip").hidden = !state.no_signal;
    this.$(".start").hidden = state.started || state.held.length > 0;
    this.tabs();
    this.messages();
    this.keyboard();
  }

  tabs() {
    const tabs = this.$(".chats");
    tabs.hidden = this.state.chats.length < 2;
    tabs.replaceChildren(...this.state.chats.map((chat) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = (chat.group ? "👥 " : "") + chat.title;
      if (chat.id === this.chat) tab.setAttribute("aria-current", "true");
      tab.onclick = () => this.enter(chat.id);
      return tab;
    }));
  }

  enter(chat) {
    this.chat = chat;
    this.seen = null;
    this.nodes.clear();
    this.scroll.replaceChildren();
    this.stopDoing();
    this.refresh();
  }

  messages() {
    const atEnd = !this.away(80);
    const first = this.seen === null;
    const top = this.state.messages.reduce((most, each) => Math.max(most, each.changed), 0);
    if (first) this.seen = top;
    const wanted = [];
    let day = "", divided = false;
    for (const message of this.state.messages) {
      const date = this.day(message.date);
      if (date !== day) wanted.push(this.line("day", (day = date)));
      if (!divided && message.by_bot && message.changed > this.seen && message.id > this.lastId) {
        wanted.push(this.line("new", "Pesan baru"));
        divided = true;
      }
      wanted.push(this.node(message, first));
    }
    for (const text of this.state.held) wanted.push(this.heldNode(text));
    this.place(wanted);
    this.newest = top;
    this.fresh = this.state.messages.filter((each) => each.by_bot && each.changed > this.seen).length;
    if (first) this.lastId = Math.max(0, ...this.nodes.keys());
    if (first || atEnd || this.mine) this.bottom();
    this.mine = false;
    // The phone in hand is being read; what is new on the others stays marked.
    if (PhoneView.inHand === this && !this.away(80)) this.read();
    else this.marks();
  }

  away(pixels) { return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight > pixels; }

  place(wanted) {
    // Elements that stay are not moved, so that a button under the finger keeps its place.
    const kept = new Set(wanted);
    for (const child of [...this.scroll.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((node, at) => {
      if (this.scroll.children[at] !== node) this.scroll.insertBefore(node, this.scroll.children[at] || null);
    });
    const ids = new Set(this.state.messages.map((each) => each.id));
    for (const id of this.nodes.keys()) if (!ids.has(id)) this.nodes.delete(id);
  }

  node(message, quietly) {
    const old = this.nodes.get(message.id);
    if (old && same(old, message)) return old;
    const node = bubble(message, {
      group: this.chat !== this.id,
      time: this.time(message.date),
      tap: (row, column) => this.act("taps", { message: message.id, row, column }),
      says: (text) => this.act("says", { text }),
      reply: () => this.startDoing({ reply_to: message.id }, "Membalas: " + this.short(message)),
      edit: () => this.startDoing({ edits: message.id }, "Menyunting: " + this.short(message), message),
    });
    if (old && !quietly) node.classList.add("changed");
    this.nodes.set(message.id, node);
    return node;
  }

  short(message) {
    const box = document.createElement("div");
    box.innerHTML = message.html;
    return box.textContent.slice(0, 60) || "pesan";
  }

  line(className, textContent) {
    return Object.assign(document.createElement("div"), { className, textContent });
  }

  heldNode(text) {
    const message = { id: 0, changed: 0, mine: true, by_bot: false, kind: "text", html: "", buttons: [] };
    const node = bubble(message, { time: "🕓 menunggu sinyal" });
    node.classList.add("held");
    node.querySelector(".text").textContent = text.replace(/^<(\w+)>$/, "[$1]");
    return node;
  }

  bottom() { this.scroll.scrollTop = this.scroll.scrollHeight; }

  read() {
    this.seen = this.newest;
    this.lastId = Math.max(0, ...this.nodes.keys());
    this.fresh = 0;
    this.scroll.querySelector(".new")?.remove();
    this.marks();
  }

  marks() {
    this.$(".down").hidden = !this.away(150);
    this.$(".down .new-ones").textContent = this.fresh ? `${this.fresh} baru` : "";
    this.$(".unread").hidden = !this.fresh;
    this.$(".unread").textContent = this.fresh;
    this.root.classList.toggle("fresh", this.fresh > 0);
    this.tellUnread(this.fresh || 0);
  }

  keyboard() {
    const rows = this.state.keyboard, box = this.$(".keyboard");
    this.$(".keys").hidden = !rows.length;
    box.hidden = !rows.length || this.keysHidden;
    const signature = JSON.stringify(rows);
    if (signature === this.keysShown) return;
    this.keysShown = signature;
    const atEnd = !this.away(80);
    box.replaceChildren(...rows.map((row, y) => {
      const line = document.createElement("div");
      line.append(...row.map((key, x) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = key.label;
        button.onclick = () => { this.mine = true; this.act("keys", { row: y, column: x }); };
        return button;
      }));
      return line;
    }));
    if (atEnd) this.bottom();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    const about = this.about;
    this.stopDoing();
    this.mine = true;
    if (about?.edits) await this.act("edits", { message: about.edits, text });
    else await this.act("says", { text, ...about });
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = this.input.scrollHeight + "px";
  }

  startDoing(about, words, message) {
    this.about = about;
    this.$(".doing").hidden = false;
    this.$(".doing span").textContent = words;
    if (message) { this.input.value = this.short({ html: message.html }); this.grow(); }
    this.input.focus();
  }

  stopDoing() { this.about = null; this.$(".doing").hidden = true; }

  toast({ text, alert }) {
    this.scroll.querySelectorAll(".wait").forEach((button) => button.classList.remove("wait"));
    if (!text) return;
    if (alert) {
      this.$(".alert p").textContent = text;
      this.$(".alert").hidden = false;
      this.$(".alert button").focus();
      return;
    }
    const box = this.$(".toast");
    box.hidden = false;  // first: a screen reader tells what changes in what is there already
    requestAnimationFrame(() => { box.textContent = text; });
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { box.hidden = true; }, 2500 + text.length * 40);
  }

  closeAlert() {
    if (this.$(".alert").hidden) return;
    this.$(".alert").hidden = true;
    this.focus();
  }

  async upload(kind, file, name) {
    const form = new FormData();
    form.append("kind", kind);
    form.append("chat", this.chat);
    form.append("caption", this.input.value.trim());
    form.append("file", file, name);
    this.input.value = "";
    this.mine = true;
    await fetch(`/sim/phones/${this.id}/upload`, { method: "POST", body: form });
    await this.refresh();
  }

  time(seconds) { return this.format(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }); }

  day(seconds) { return this.format(seconds, { day: "numeric", month: "long", year: "numeric" }); }

  format(seconds, how) {
    return new Intl.DateTimeFormat("id-ID", { timeZone: this.state.zone, ...how }).format(seconds * 1000);
  }
}
