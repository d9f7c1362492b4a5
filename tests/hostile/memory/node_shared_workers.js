const { Worker, isMainThread, parentPort } = require("worker_threads");
let holding = 0;
if (isMainThread) {
  for (let i = 0; i < 10; i++) {
    const worker = new Worker(__filename);
    worker.on("error", () => {});
    worker.on("message", () => { if (++holding === 10) { console.log("BREACH ten workers of 60 MiB"); process.exit(0); } });
  }
  setTimeout(() => process.exit(0), 2500);
} else {
  const held = Buffer.alloc(60 << 20, 1);
  setTimeout(() => { parentPort.postMessage(held[0]); setTimeout(() => held[1], 3000); }, 1000);
}
