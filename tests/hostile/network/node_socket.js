const net = require("net");
const port = Number(require("fs").readFileSync(0, "utf8"));
for (const host of ["127.0.0.1", "169.254.170.2", "::1"]) {
  try {
    const s = net.connect(host.startsWith("169") ? 80 : port, host, () => console.log("BREACH", host));
    s.on("error", () => {});
    s.setTimeout(300, () => s.destroy());
  } catch (e) {}
}
setTimeout(() => { console.log("done"); process.exit(0); }, 500);
