const { spawn } = require("child_process");
for (let i = 0; i < 20; i++) {
  const child = spawn("/bin/sleep", ["8"], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}
setTimeout(() => process.exit(0), 200);
