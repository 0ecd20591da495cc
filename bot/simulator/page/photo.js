// A made-up photo: sky, ground, a tent, and what it is meant to show.

export function samplePhoto(words) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 960, height: 720 });
  const draw = canvas.getContext("2d");
  const sky = draw.createLinearGradient(0, 0, 0, 470);
  sky.addColorStop(0, "#6fa8d6");
  sky.addColorStop(1, "#d8e8f2");
  draw.fillStyle = sky;
  draw.fillRect(0, 0, 960, 720);
  draw.fillStyle = "#8a9a5b";
  draw.fillRect(0, 470, 960, 250);
  draw.fillStyle = "#f4f1e8";
  draw.fillRect(260, 330, 440, 220);
  draw.fillStyle = "#c0503c";
  draw.beginPath();
  draw.moveTo(220, 330); draw.lineTo(480, 210); draw.lineTo(740, 330);
  draw.fill();
  draw.fillStyle = "#5b4636";
  for (const x of [300, 420, 540]) draw.fillRect(x, 440, 80, 110);
  draw.fillStyle = "#000a";
  draw.fillRect(0, 640, 960, 80);
  draw.fillStyle = "#fff";
  draw.font = "34px sans-serif";
  draw.fillText(`Foto contoh · ${words}`, 24, 692);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", .8));
}
