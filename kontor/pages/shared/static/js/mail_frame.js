// Makes the frame as high as the mail in it, so that the page scrolls and not the frame.
const frame = document.querySelector(".mail-frame");

function fit() {
  const mail = frame.contentDocument?.body;
  if (mail) {
    frame.style.height = `${mail.scrollHeight + 1}px`;
  }
}

if (frame) {
  frame.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}
