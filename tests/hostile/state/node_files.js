const fs = require("fs"), os = require("os");
const first = fs.readFileSync(0, "utf8").trim() === "first";
for (const place of [".", "/tmp", "/dev/shm", "/var/tmp", os.homedir(), os.tmpdir()]) {
  const path = place + "/.alpaco-left-node";
  if (first) try { fs.writeFileSync(path, "x"); } catch (e) {}
  else if (fs.existsSync(path)) console.log("BREACH", path);
}
