// One message as an element.

const SERVICES = {
  new_chat_members: "masuk grup", left_chat_member: "dikeluarkan dari grup",
  migrate_to_chat_id: "grup menjadi supergrup", migrate_from_chat_id: "grup menjadi supergrup",
};

export const same = (node, message) => node.dataset.state === state(message);

const state = (message) => `${message.changed}`;

function make(kind, className, text) {
  const element = document.createElement(kind);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Initials on a colour of one's own.
export function avatar(element, name, id) {
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("");
  element.textContent = letters.toUpperCase();
  element.style.background = `hsl(${(id * 47) % 360} 45% 45%)`;
}

export function bubble(message, act) {
  if (message.kind === "service") return service(message);
  const node = make("div", "message" + (message.mine ? " mine" : ""));
  node.dataset.state = state(message);
  node.dataset.id = message.id;
  const box = make("div", "bubble");
  if (act.group && !message.mine) box.append(make("div", "from", message.from));
  if (message.quote) box.append(make("div", "quote", message.quote));
  box.append(...content(message));
  // The simulator has escaped this: only its own tags are in it.
  const text = make("span", "text");
  text.innerHTML = message.html;
  for (const command of text.querySelectorAll("a.command")) pressable(command, act);
  box.append(text, make("span", "stamp", stamp(message, act.time)));
  if (act.reply) box.append(tools(message, act));
  node.append(box);
  if (message.buttons.length) node.append(rows(message, act));
  return node;
}

// A command in a text is pressed like a button, also without a mouse.
function pressable(command, act) {
  command.role = "button";
  command.tabIndex = 0;
  command.onclick = () => act.says(command.textContent);
  command.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); command.click(); }
  };
}

function stamp(message, time) {
  return (message.edited ? "diedit " : "") + (message.silent ? "🔕 " : "") + time + (message.mine && message.id ? " ✓✓" : "");
}

function service(message) {
  const node = make("div", "service", `${message.from}: ${SERVICES[message.service] || message.service}`);
  node.dataset.state = state(message);
  return node;
}

function content(message) {
  if (message.kind === "photo") {
    const image = make("img");
    image.src = "/sim/files/" + message.file.id;
    image.alt = "foto";
    return [image];
  }
  if (message.file) {
    const link = make("a", "file");
    link.href = "/sim/files/" + message.file.id;
    link.download = message.file.name || message.kind;
    link.append(make("b", "", message.kind === "voice" ? "🎤" : message.kind === "sticker" ? "🏷" : "📄"));
    link.append(make("span", "", message.file.name || message.kind));
    return [link];
  }
  const place = message.venue?.location || message.location;
  if (place) {
    const words = message.venue ? `${message.venue.title}\n${message.venue.address}` : "Lokasi";
    return [spot("📍", `${words}\n${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`)];
  }
  if (message.contact) {
    const { first_name: first, last_name: last = "", phone_number: number } = message.contact;
    return [spot("👤", `${first} ${last}\n+${number.replace(/^\+/, "")}`)];
  }
  return [];
}

function spot(sign, words) {
  const box = make("div", "place");
  const text = make("span", "text", words);
  box.append(make("b", "", sign), text);
  return box;
}

function tools(message, act) {
  const box = make("div", "tools");
  const add = (sign, label, run) => {
    const button = make("button", "", sign);
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.onclick = run;
    box.append(button);
  };
  add("↩", "Balas", act.reply);
  if (message.mine && message.kind === "text") add("✎", "Sunting", act.edit);
  return box;
}

function rows(message, act) {
  const box = make("div", "rows");
  message.buttons.forEach((row, y) => {
    const line = make("div");
    row.forEach((each, x) => {
      const button = make("button", "", each.label + (each.url ? " ↗" : ""));
      button.type = "button";
      button.onclick = () => {
        if (each.url) window.open(each.url, "_blank", "noreferrer");
        else { button.classList.add("wait"); setTimeout(() => button.classList.remove("wait"), 15000); }
        act.tap(y, x);
      };
      line.append(button);
    });
    box.append(line);
  });
  return box;
}
