"use strict";
// The phone's side: camera in, cues out. No build step, nothing loaded from elsewhere.

const WORDS = {
  idle: "Not started",
  connecting: "Connecting …",
  streaming: "Streaming",
  lost: "Connection lost – trying again",
  over: "The run is over",
  noCamera: "The camera could not be opened. Allow it in the browser's settings for this page, " +
    "close other apps that use it, then tap Start again.",
  noWebRtc: "This browser cannot send a picture. Use Safari on an iPhone, Chrome or Firefox on Android.",
  runOver: "The run on the computer is over. To go on, scan the code of the next run.",
  noVoice: "This phone has no voice of its own: cues are shown and, where the phone can, vibrated.",
  noWakeLock: "This browser cannot keep the screen on: set the phone's screen lock to a long time.",
  batteryLow: "Battery at {percent} %: plug the phone in.",
  tryQuality: "The camera cannot deliver that size; the one before goes on.",
  levelHint: "{degrees}° – turn the phone until it is level",
  levelGood: "{degrees}° – level",
  figures: "{fps} a second · {latency} ms · {lost} % lost",
  figuresEarly: "{fps} a second",
  frontCamera: "Front camera",
  backCamera: "Back camera",
};
const RETRY_MS = 1000;
const STUCK_MS = 2500;
const CONNECT_MS = 6000;
const FETCH_MS = 2500;
const CUE_MS = 2500;
const LEVEL_GOOD_DEG = 1;
const LOW_BATTERY = 20;

const $ = (id) => document.getElementById(id);
const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const phone = {
  stream: null, pc: null, channel: null, wanted: false, over: false, facing: "environment",
  quality: "640x480x30", voice: true, voices: [], up: null, lean: null, wakeLock: null,
  connecting: false, hadConnection: false, lastSent: -1, lastMoveMs: 0, lastHeardMs: 0,
};

// -- what is shown ---------------------------------------------------------------------------

function showState(name) {
  $("state").dataset.state = name;
  $("state-text").textContent = WORDS[name];
}

function showNote(text) {
  $("note").hidden = !text;
  $("note").textContent = text || "";
}

function showTrouble(text) {
  $("welcome").hidden = false;
  $("trouble").hidden = !text;
  $("trouble").textContent = text || "";
}

function placeGuide() {
  // The box belongs to the picture, not to the screen around it.
  const video = $("preview"), { clientWidth: w, clientHeight: h } = video;
  const scale = Math.min(w / (video.videoWidth || w), h / (video.videoHeight || h));
  const pw = (video.videoWidth || w) * scale, ph = (video.videoHeight || h) * scale;
  Object.assign($("guide").style, { left: `${(w - pw) / 2}px`, top: `${(h - ph) / 2}px`,
    width: `${pw}px`, height: `${ph}px` });
}

function showCue(text, praise) {
  const cue = $("cue");
  cue.textContent = text;
  cue.classList.toggle("praise", praise);
  cue.hidden = false;
  clearTimeout(showCue.timer);
  showCue.timer = setTimeout(() => { cue.hidden = true; }, CUE_MS);
}

// -- camera ----------------------------------------------------------------------------------

function constraints() {
  const [width, height, rate] = phone.quality.split("x").map(Number);
  return { audio: false, video: { facingMode: phone.facing, width: { ideal: width },
    height: { ideal: height }, frameRate: { ideal: rate, max: rate },
    resizeMode: { ideal: "none" } } }; // cut to size, a picture would lose what the lens sees
}

async function openCamera() {
  closeCamera();
  const stream = await navigator.mediaDevices.getUserMedia(constraints());
  phone.stream = stream;
  const track = stream.getVideoTracks()[0];
  track.contentHint = "motion";
  track.addEventListener("ended", () => { if (phone.stream === stream) restart(); });
  $("preview").srcObject = stream;
  $("preview").classList.toggle("front", phone.facing === "user");
  await $("preview").play().catch(() => {});
  const can = track.getCapabilities ? track.getCapabilities() : {};
  $("torch").hidden = !can.torch;
  $("torch").setAttribute("aria-pressed", "false");
  return track;
}

function closeCamera() {
  if (phone.stream) phone.stream.getTracks().forEach((track) => track.stop());
  phone.stream = null;
}

async function changeCamera() {
  const track = await openCamera();
  const sender = phone.pc && phone.pc.getSenders().find((one) => one.track || one.wasVideo);
  if (sender) await sender.replaceTrack(track);
}

// -- connection ------------------------------------------------------------------------------

async function connect() {
  if (phone.connecting || phone.over || !phone.wanted) return;
  phone.connecting = true;
  try {
    showState(phone.hadConnection ? "lost" : "connecting");
    if (!cameraLives()) await openCamera();
    await offer();
  } catch (error) {
    drop();
    if (error && error.name === "NotAllowedError") return stopWith(WORDS.noCamera);
    showState(phone.over ? "over" : "lost");
  } finally {
    phone.connecting = false;
  }
}

async function offer() {
  drop();
  const pc = phone.pc = new RTCPeerConnection({ iceServers: [] });
  const channel = phone.channel = pc.createDataChannel("coach");
  channel.onmessage = (event) => take(JSON.parse(event.data));
  channel.onopen = () => { tellBattery(); phone.lean = null; };
  pc.onconnectionstatechange = () => { if (phone.pc === pc) followState(pc); };
  const track = phone.stream.getVideoTracks()[0];
  const sender = pc.addTrack(track, phone.stream);
  sender.wasVideo = true;
  await pc.setLocalDescription(await pc.createOffer());
  await gathered(pc);
  const video = $("preview"), settings = track.getSettings();
  const patience = new AbortController();
  setTimeout(() => patience.abort(), FETCH_MS);
  const response = await fetch("/offer", {
    method: "POST", signal: patience.signal, credentials: "same-origin", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sdp: pc.localDescription.sdp, width: video.videoWidth || settings.width,
      height: video.videoHeight || settings.height, fps: settings.frameRate || 30 }),
  });
  if (response.status === 403) return endRun();
  if (!response.ok) throw new Error(`offer: ${response.status}`);
  await pc.setRemoteDescription({ type: "answer", sdp: (await response.json()).sdp });
  await keepRate(sender);
  phone.lastMoveMs = phone.lastHeardMs = performance.now() + CONNECT_MS - STUCK_MS;
}

async function keepRate(sender) {
  // A weak network shall cost sharpness, not pictures.
  const parameters = sender.getParameters();
  parameters.degradationPreference = "maintain-framerate";
  await sender.setParameters(parameters).catch(() => {});
}

function gathered(pc) {
  return new Promise((resolve) => {
    const done = () => { if (pc.iceGatheringState === "complete") resolve(); };
    pc.addEventListener("icegatheringstatechange", done);
    setTimeout(resolve, 1000);
    done();
  });
}

function followState(pc) {
  if (pc.connectionState === "connected") {
    phone.hadConnection = true;
    showState("streaming");
    sessionStorage.setItem("started", "1");
  } else if (pc.connectionState === "failed" || pc.connectionState === "closed") {
    restart();
  }
}

function drop() {
  const pc = phone.pc;
  phone.pc = phone.channel = null;
  phone.lastSent = -1;
  if (pc) { pc.onconnectionstatechange = null; pc.close(); }
}

function restart() {
  if (!phone.wanted || phone.over) return;
  showState("lost");
  drop();
}

function endRun() {
  phone.over = true;
  phone.wanted = false;
  sessionStorage.removeItem("started");
  drop();
  closeCamera();
  letSleep();
  showState("over");
  $("controls").hidden = true;
  $("start").hidden = true;
  showTrouble(WORDS.runOver);
}

function stopWith(text) {
  phone.wanted = false;
  sessionStorage.removeItem("started");
  showState("idle");
  showTrouble(text);
}

const cameraLives = () => phone.stream && phone.stream.getVideoTracks()[0].readyState === "live";

// Looks after the connection: when pictures stop moving or the computer falls silent it is lost,
// whatever the browser says.
async function watch() {
  if (!phone.wanted || phone.over || document.hidden || phone.connecting) return;
  if (!phone.pc || !cameraLives()) return connect();
  const sent = await sentFrames(phone.pc).catch(() => phone.lastSent);
  const now = performance.now();
  if (sent !== phone.lastSent && phone.lastSent >= 0) phone.lastMoveMs = Math.max(now, phone.lastMoveMs);
  phone.lastSent = sent;
  if (now - Math.min(phone.lastMoveMs, phone.lastHeardMs) > STUCK_MS) { restart(); connect(); }
}

async function sentFrames(pc) {
  let frames = 0;
  (await pc.getStats()).forEach((entry) => {
    if (entry.type === "outbound-rtp") frames += entry.framesEncoded || 0;
  });
  return frames;
}

// -- what the computer says ------------------------------------------------------------------

function tell(message) {
  if (phone.channel && phone.channel.readyState === "open") {
    phone.channel.send(JSON.stringify(message));
  }
}

function take(message) {
  phone.lastHeardMs = Math.max(performance.now(), phone.lastHeardMs);
  if (message.over) return endRun();
  if (message.cue) {
    showCue(message.cue, message.kind === "praise");
    if (message.sent_s !== undefined) tell({ shown_s: message.sent_s });
    if (navigator.vibrate) navigator.vibrate(message.kind === "praise" ? 120 : [220, 90, 220]);
    if (message.aloud) speak(message.cue, message.lang);
  }
  if (message.note !== undefined) showNote(message.note);
  if (message.asked_s !== undefined) {
    tell({ asked_s: message.asked_s, phone_s: (performance.timeOrigin + performance.now()) / 1000 });
    showFigures(message);
  }
}

function showFigures(message) {
  if (typeof message.fps !== "number") return;
  const known = typeof message.latency_ms === "number";
  $("figures").textContent = say(known ? WORDS.figures : WORDS.figuresEarly, {
    fps: Math.round(message.fps), latency: Math.round(message.latency_ms || 0),
    lost: Math.round(message.lost_percent || 0) });
}

// Voices that are not on the phone send the text away: they are never used.
function speak(text, lang) {
  if (!phone.voice || !window.speechSynthesis) return;
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService === true &&
    voice.lang.toLowerCase().startsWith((lang || "en").toLowerCase()));
  if (!own.length) return showNote(WORDS.noVoice);
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = own.find((voice) => voice.default) || own[0];
  spoken.lang = spoken.voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

// -- level, battery, screen ------------------------------------------------------------------

// Where "up" is on the screen, from the angles of the motion sensor (they mean the same on every
// phone; the raw acceleration has another sign on iOS).
function upOnScreen(beta, gamma, turned) {
  const rad = Math.PI / 180, b = beta * rad, g = gamma * rad, t = turned * rad;
  const x = -Math.cos(b) * Math.sin(g), y = Math.sin(b);
  return [x * Math.cos(t) - y * Math.sin(t), x * Math.sin(t) + y * Math.cos(t)];
}

function turnedBy() {
  const screenAngle = screen.orientation ? screen.orientation.angle : window.orientation;
  return screenAngle || 0;
}

// How far upright leans in the picture, + = to the right. The front camera's picture is sent
// unmirrored: its right is the screen's left.
function leanOf(up, facing) {
  const across = facing === "user" ? -up[0] : up[0];
  return Math.atan2(across, up[1]) * 180 / Math.PI;
}

function feelMotion(event) {
  if (event.beta === null || event.gamma === null) return;
  const up = upOnScreen(event.beta, event.gamma, turnedBy());
  if (Math.hypot(up[0], up[1]) < 0.5) { phone.up = null; return; } // lying flat
  const keep = phone.up ? 0.9 : 0;
  phone.up = [0, 1].map((i) => keep * (phone.up ? phone.up[i] : 0) + (1 - keep) * up[i]);
}

function tellLevel() {
  if (!phone.up) {
    $("level").hidden = true;
    if (phone.lean !== null) { phone.lean = null; tell({ lean_deg: null }); }
    return;
  }
  const lean = leanOf(phone.up, phone.facing), shown = Math.abs(lean).toFixed(1);
  const good = Math.abs(lean) < LEVEL_GOOD_DEG;
  $("level").hidden = false;
  $("level").classList.toggle("good", good);
  $("bubble").style.transform = `translateX(${Math.max(-64, Math.min(64, lean * 8))}px)`;
  $("lean").textContent = say(good ? WORDS.levelGood : WORDS.levelHint, { degrees: shown });
  if (phone.lean === null || Math.abs(lean - phone.lean) > 0.05) {
    phone.lean = lean;
    tell({ lean_deg: Math.round(lean * 100) / 100 });
  }
}

async function askMotion() {
  if (typeof DeviceOrientationEvent === "undefined") return;
  if (DeviceOrientationEvent.requestPermission) { // iOS asks, and only after a tap
    try {
      const allowed = await DeviceOrientationEvent.requestPermission() === "granted";
      $("motion").hidden = allowed;
      if (!allowed) return;
    } catch (error) {
      $("motion").hidden = false;
      return;
    }
  }
  window.removeEventListener("deviceorientation", feelMotion);
  window.addEventListener("deviceorientation", feelMotion);
}

async function watchBattery() {
  if (!navigator.getBattery) return;
  phone.battery = await navigator.getBattery();
  const changed = () => { tellBattery(); };
  phone.battery.addEventListener("levelchange", changed);
  phone.battery.addEventListener("chargingchange", changed);
  changed();
}

function tellBattery() {
  if (!phone.battery) return;
  const percent = Math.round(phone.battery.level * 100);
  tell({ battery_percent: percent });
  const low = percent <= LOW_BATTERY && !phone.battery.charging;
  if (low) showNote(say(WORDS.batteryLow, { percent }));
}

async function keepAwake() {
  if (!navigator.wakeLock) return showNote(WORDS.noWakeLock);
  try {
    phone.wakeLock = await navigator.wakeLock.request("screen");
  } catch (error) {
    phone.wakeLock = null; // the page is hidden, or the battery is low: asked again when it shows
  }
}

function letSleep() {
  if (phone.wakeLock) phone.wakeLock.release().catch(() => {});
  phone.wakeLock = null;
}

// -- taps ------------------------------------------------------------------------------------

async function start() {
  if (!navigator.mediaDevices || !window.RTCPeerConnection) return showTrouble(WORDS.noWebRtc);
  phone.wanted = true;
  showTrouble("");
  askMotion();
  if (window.speechSynthesis) speechSynthesis.getVoices();
  try {
    await openCamera();
  } catch (error) {
    return stopWith(WORDS.noCamera);
  }
  $("welcome").hidden = true;
  $("controls").hidden = false;
  keepAwake();
  watchBattery();
  connect();
}

$("start").addEventListener("click", start);
$("motion").addEventListener("click", askMotion);
$("flip").addEventListener("click", async () => {
  const before = phone.facing;
  phone.facing = before === "user" ? "environment" : "user";
  try {
    await changeCamera();
  } catch (error) {
    phone.facing = before;
    await changeCamera().catch(() => restart());
  }
  $("flip").textContent = phone.facing === "user" ? WORDS.backCamera : WORDS.frontCamera;
});
$("quality").addEventListener("change", async () => {
  const before = phone.quality;
  phone.quality = $("quality").value;
  try {
    await openCamera();
  } catch (error) {
    showNote(WORDS.tryQuality);
    $("quality").value = phone.quality = before;
  }
  restart(); // a new offer carries the bitrates of the new size
  connect();
});
$("torch").addEventListener("click", async () => {
  const on = $("torch").getAttribute("aria-pressed") !== "true";
  try {
    await phone.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
    $("torch").setAttribute("aria-pressed", String(on));
  } catch (error) {
    $("torch").hidden = true;
  }
});
$("voice").addEventListener("click", () => {
  phone.voice = !phone.voice;
  $("voice").setAttribute("aria-pressed", String(phone.voice));
});
$("note").addEventListener("click", () => showNote(""));
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !phone.wanted) return;
  keepAwake();
  phone.lastMoveMs = phone.lastHeardMs = performance.now();
  watch();
});
window.addEventListener("online", watch);
window.addEventListener("resize", placeGuide);
$("preview").addEventListener("resize", placeGuide);
$("preview").addEventListener("loadedmetadata", placeGuide);

setInterval(watch, RETRY_MS);
setInterval(tellLevel, 200);
if (sessionStorage.getItem("started")) start(); // reloaded in the middle of a run
