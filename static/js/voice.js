// Recording a voice in the page. What is recorded stays in the page until Send is pressed; without
// this file, or without a microphone, the file input beside it does the same.
(() => {
  "use strict";
  const BITS_A_SECOND = 32000; // three minutes are about 700 kB
  const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
  const can =
    navigator.mediaDevices?.getUserMedia && window.MediaRecorder && window.DataTransfer;
  if (!can) return;

  const kind = Object.keys(ENDINGS).find((type) => MediaRecorder.isTypeSupported(type));
  if (!kind) return;

  const spoken = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const prepare = (box) => {
    const field = document.getElementById(box.dataset.recorder);
    const part = (name) => box.querySelector(`[data-${name}]`);
    const [record, stop, remove] = [part("record"), part("stop"), part("delete")];
    const [clock, listen, state] = [part("clock"), part("listen"), part("state")];
    let recorder;
    let ticking;
    let left = 0;

    const say = (words) => {
      state.textContent = words;
    };
    const show = (recording, recorded) => {
      record.hidden = recording || recorded;
      stop.hidden = !recording;
      remove.hidden = !recorded;
      listen.hidden = !recorded;
      clock.hidden = !recording;
    };
    const put = (file) => {
      const held = new DataTransfer();
      if (file) held.items.add(file);
      field.files = held.files;
    };
    const forget = () => {
      if (listen.src) URL.revokeObjectURL(listen.src);
      listen.removeAttribute("src");
    };
    const tick = () => {
      clock.textContent = box.dataset.left.replace("{}", spoken(left));
      if (left === 0) recorder.stop();
      left -= 1;
    };

    const start = async () => {
      say(box.dataset.asking);
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        say(box.dataset.refused);
        return;
      }
      const pieces = [];
      recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS_A_SECOND });
      recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
      recorder.addEventListener("stop", () => {
        clearInterval(ticking);
        for (const track of stream.getTracks()) track.stop();
        const sound = new Blob(pieces, { type: kind });
        put(new File([sound], `voice.${ENDINGS[kind]}`, { type: kind }));
        listen.src = URL.createObjectURL(sound);
        show(false, true);
        say(left < 0 ? box.dataset.timeUp : box.dataset.ready);
        remove.focus();
      });
      recorder.start();
      left = Number(box.dataset.seconds);
      show(true, false);
      say(box.dataset.recording);
      tick();
      ticking = setInterval(tick, 1000);
      stop.focus();
    };

    record.addEventListener("click", start);
    stop.addEventListener("click", () => recorder.stop());
    remove.addEventListener("click", () => {
      put(null);
      forget();
      show(false, false);
      say(box.dataset.deleted);
      record.focus();
    });
    field.addEventListener("change", () => {
      // Another file was chosen: that one is sent, and the recording is not.
      forget();
      show(false, false);
      say("");
    });
    // Whoever presses Send while recording means what was said so far.
    field.form.addEventListener("submit", (event) => {
      if (recorder?.state !== "recording") return;
      event.preventDefault();
      event.stopPropagation();
      const { submitter } = event;
      recorder.addEventListener("stop", () => field.form.requestSubmit(submitter), { once: true });
      recorder.stop();
    });
    show(false, false);
    box.hidden = false;
  };

  for (const box of document.querySelectorAll("[data-recorder]")) prepare(box);
})();
