const { fork } = require("child_process");
const depth = Number(process.argv[2] || 0);
setTimeout(() => process.exit(0), 6000);
if (depth < 4) for (let i = 0; i < 4; i++) {
  try { fork(__filename, [String(depth + 1)], { detached: true, stdio: "ignore" }).on("error", () => {}); } catch (e) {}
}
